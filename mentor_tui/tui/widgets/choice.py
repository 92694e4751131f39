"""One of several: shown on a line, changed with the arrows, or picked from a list by typing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from mentor_tui.tui import commands
from mentor_tui.tui.text import as_typed

Option: TypeAlias = tuple[str, str]
"""A key and the title that is shown for it."""


class Choice(Widget, can_focus=True):
    """The chosen title between two arrows."""

    ALLOW_SELECT = False
    BINDING_GROUP_TITLE = "Choice"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("choice")
    DEFAULT_CSS = """
    Choice {
        height: 1;
        background: $panel;
        &:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    }
    """

    value: reactive[str] = reactive("", init=False)

    @dataclass
    class Changed(Message):
        """Another option is chosen."""

        choice: "Choice"
        value: str

        @property
        def control(self) -> "Choice":
            """Where."""
            return self.choice

    def __init__(self, title: str, options: Iterable[Option], value: str, *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._title = title
        self.options = tuple(options)
        self.set_reactive(Choice.value, value)

    def render(self) -> Content:
        """The title of what is chosen."""
        title = dict(self.options).get(self.value, self.value or "choose …")
        return as_typed(f"◂ {title} ▸" if self.has_focus else f"  {title}")

    def watch_value(self) -> None:
        """Tell the form."""
        self.post_message(self.Changed(self, self.value))

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - Textual calls it with the new value
        """Show the arrows."""
        super().watch_has_focus(has_focus)
        self.refresh()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters and digits search."""
        del key
        return character is not None and character.isalnum()

    def on_key(self, event: events.Key) -> None:
        """A letter looks for the options that have it."""
        if event.character is not None and event.character.isalnum():
            event.stop()
            event.prevent_default()
            self._pick(event.character)

    def on_click(self) -> None:
        """A click shows them all."""
        self._pick()

    def action_step(self, by: int) -> None:
        """The option so many further on, round and round."""
        keys = [key for key, _ in self.options]
        if keys:
            at = keys.index(self.value) if self.value in keys else -1 if by > 0 else 0
            self.value = keys[(at + by) % len(keys)]

    def action_pick(self) -> None:
        """Choose from the list of all."""
        self._pick()

    def _pick(self, typed: str = "") -> None:
        from mentor_tui.tui.dialogs.pick import Pick  # noqa: PLC0415 - the list of a dialog shows choices too

        def take(key: str | None) -> None:
            if key is not None:
                self.value = key

        self.app.push_screen(Pick(self._title, self.options, self.value, typed), take)
