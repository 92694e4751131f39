"""One of several: picked from a list by typing, or changed on its line with the arrows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from textual import events, getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from mentor_tui.tui import commands
from mentor_tui.tui.dialogs.base import Dialog
from mentor_tui.tui.text import as_typed
from mentor_tui.tui.widgets.row_list import Cell, Column, Row, RowList

Option: TypeAlias = tuple[str, str]
"""A key and the title that is shown for it."""


class _Options(RowList):
    """A list in which enter picks, also while one types."""

    def action_select(self) -> None:
        """Pick the row."""
        if self.filtering:
            super().action_select()
        super().action_select()


class Pick(Dialog[str]):
    """The options as a list; the key of the one that was picked."""

    HELP = "Pick one: type / and a part of its name, then enter."

    list = getters.query_one(RowList)

    def __init__(self, title: str, options: Iterable[Option], chosen: str, typed: str = "") -> None:
        super().__init__(title)
        self._options = tuple(options)
        self._chosen = chosen
        self._typed = typed

    def body(self) -> ComposeResult:
        """The list."""
        yield _Options(
            (Column("title", "Type / to search", 20, grow=True),),
            (Row(key, {"title": Cell(title)}, f"{title} {key}") for key, title in self._options),
        )

    def on_mount(self) -> None:
        """Start from what is chosen, or from what was typed."""
        self.list.styles.height = min(len(self._options) + 2, 16)
        self.list.focus()
        if self._typed:
            self.list.filter_text = self._typed
            self.list.action_filter()
        else:
            self.list.move_to(self._chosen)

    def on_row_list_selected(self, message: RowList.Selected) -> None:
        """That one."""
        self.dismiss(message.key)


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
        def take(key: str) -> None:
            self.value = key

        Pick(self._title, self.options, self.value, typed).ask(self.app, take)
