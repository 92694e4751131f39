"""Keys in the order in which they were pressed, however fast."""

from textual import events
from textual.widget import Widget


async def in_order(widget: Widget, event: events.Key) -> bool:
    """Do what a key is bound to, now; a key that belongs to where tab has gone meanwhile goes there.

    Textual looks for the binding of a key only after the key has gone up to the app; the next one, which is typed, would
    overtake it, and `7 tab 5` become `75`.

    Returns:
        Whether the key has been dealt with.
    """
    focused = widget.screen.focused
    if focused is not None and focused is not widget:
        event.stop()
        event.prevent_default()
        focused.post_message(events.Key(event.key, event.character))
        return True
    if not widget.check_consume_key(event.key, event.character):
        active = widget.screen.active_bindings.get(event.key)
        if (
            active is not None
            and active.enabled
            and await widget.app.run_action(active.binding.action, active.node)
        ):
            event.stop()
            event.prevent_default()
            return True
    return False
