"""Short dialogs: something to read, to confirm, or to answer in one line."""

from collections.abc import Iterable
from typing import ClassVar, Self

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

from mentor_tui.errors import MentorError
from mentor_tui.tui import commands
from mentor_tui.tui.dialogs.base import Dialog
from mentor_tui.tui.text import as_typed
from mentor_tui.tui.widgets.lines import Line
from mentor_tui.tui.widgets.page import Page, wrapped


class Message(Dialog[bool]):
    """A sentence or two, and what to do about it."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("message")

    def __init__(self, title: str, text: str, hint: str = "") -> None:
        super().__init__(title)
        self.said = text, hint

    @classmethod
    def of(cls, error: MentorError) -> Self:
        """What an error says."""
        return cls("That cannot be done", error.message, error.hint)

    def body(self) -> ComposeResult:
        """What is wrong, then what to do."""
        text, hint = self.said
        yield Static(as_typed(text))
        if hint:
            yield Static(as_typed(hint), classes="hint")


class Confirm(Message, inherit_bindings=False):
    """True where it is to be done; nothing where the question was left."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("confirm")


class Report(Dialog[None]):
    """More than a sentence, to be scrolled."""

    def __init__(self, title: str, lines: Iterable[str]) -> None:
        super().__init__(title)
        self._lines = tuple(lines)

    def body(self) -> ComposeResult:
        """The lines."""
        yield Page(self._write)

    def _write(self, cells: int) -> list[Line]:
        return [line for text in self._lines for line in wrapped(text, cells, indent="  ")]


class Ask(Dialog[str], inherit_bindings=False):
    """The line that was typed; nothing where it was left without an answer.

    Args:
        title: What is asked.
        text: What will be done with it.
        value: What to start from.
        what: What is needed, as it is said where the line is empty; empty where that is an answer.
    """

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("ask")

    def __init__(self, title: str, text: str, value: str = "", *, what: str = "A reason") -> None:
        super().__init__(title)
        self._text = text
        self._value = value
        self._what = what

    def body(self) -> ComposeResult:
        """What it is for, the line, and what is wrong with it."""
        yield Static(as_typed(self._text))
        yield Input(self._value, compact=True, select_on_focus=False)
        yield Static(id="wrong")

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Answer with the line."""
        text = self.query_one(Input).value.strip()
        if self._what and not text:
            self.query_one("#wrong", Static).update(as_typed(f"{self._what} is needed."))
        else:
            self.dismiss(text)
