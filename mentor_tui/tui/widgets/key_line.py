"""The bottom line: the keys that do something here."""

from typing import Any

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from mentor_tui.tui import commands
from mentor_tui.tui.text import width

_GAP = 2
_UNKNOWN = 60
"""Place in the footer of a key that no command of the registry has."""


class KeyLine(Widget):
    """The footer, drawn as one line: a widget for each key would cost a layout at every change of focus."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._spots: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        """Follow what applies."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def render(self) -> Content:
        """As many keys as fit, the most wanted first; greyed out where they do not apply now."""
        self._spots.clear()
        parts: list[str | tuple[str, str]] = [" "]
        x = 1
        for binding, enabled in self._fitting(self._offered()):
            key = self.app.get_key_display(binding)
            end = x + width(key) + 1 + width(binding.description)
            parts.append((key, "bold $text-accent" if enabled else "$text-disabled"))
            parts.append((f" {binding.description}", "" if enabled else "$text-disabled"))
            parts.append(" " * _GAP)
            self._spots.append((x, end, binding.key))
            x = end + _GAP
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """A click on a key presses it."""
        for start, end, key in self._spots:
            if start <= event.x < end:
                self.app.simulate_key(key)

    def _changed(self, screen: Screen[Any]) -> None:
        if screen is self.screen:
            self.refresh()

    def _offered(self) -> list[tuple[Binding, bool]]:
        """The first key of each action that is to be shown, in the order of the registry."""
        first: dict[str, tuple[Binding, bool]] = {}
        for _, binding, enabled, _ in self.screen.active_bindings.values():
            if binding.show:
                first.setdefault(binding.action, (binding, enabled))
        return sorted(first.values(), key=lambda pair: _place(pair[0]))

    def _fitting(self, offered: list[tuple[Binding, bool]]) -> list[tuple[Binding, bool]]:
        """Without what has no room: help and the way out stay, of the rest the last go first."""

        def cells(pairs: list[tuple[Binding, bool]]) -> int:
            return sum(
                width(self.app.get_key_display(one)) + 1 + width(one.description) + _GAP for one, _ in pairs
            )

        kept = list(offered)
        while len(kept) > 1 and cells(kept) > self.size.width:
            rest = [pair for pair in kept if _place(pair[0]) < commands.STAYS]
            if not rest:
                break
            kept.remove(rest[-1])
        return kept


def _place(binding: Binding) -> int:
    command = commands.BY_ID.get(binding.id or "")
    return command.footer if command else _UNKNOWN
