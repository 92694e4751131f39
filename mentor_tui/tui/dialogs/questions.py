"""Short dialogs: something to read, to confirm, or to answer in one line."""

from collections.abc import Callable
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


class Message(Dialog[None]):
    """A sentence or two, and what to do about it."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("message")

    def __init__(self, title: str, text: str, hint: str = "") -> None:
        super().__init__()
        self.title = title
        self._text = text
        self._hint = hint

    @classmethod
    def of(cls, error: MentorError) -> Self:
        """What an error says."""
        return cls("That cannot be done", error.message, error.hint)

    @property
    def said(self) -> tuple[str, str]:
        """What is said, and what to do about it."""
        return self._text, self._hint

    def body(self) -> ComposeResult:
        """What is wrong, then what to do."""
        yield Static(as_typed(self._text))
        if self._hint:
            yield Static(as_typed(self._hint), classes="hint")


class Report(Dialog[None]):
    """More than a sentence, to be scrolled."""

    def __init__(self, title: str, lines: list[str]) -> None:
        super().__init__()
        self.title = title
        self._lines = lines

    def body(self) -> ComposeResult:
        """The lines."""
        yield Page(self._write)

    def _write(self, cells: int) -> list[Line]:
        return [line for text in self._lines for line in wrapped(text, cells, indent="  ")]


class Confirm(Dialog[bool], inherit_bindings=False):
    """True where it is to be done; nothing where the question was left."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("confirm")

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.title = title
        self._text = text

    def body(self) -> ComposeResult:
        """What will be done."""
        yield Static(as_typed(self._text))


class Ask(Dialog[str], inherit_bindings=False):
    """The line that was typed; nothing where it was left without an answer.

    Args:
        title: What is asked.
        text: What will be done with it.
        value: What to start from.
        needed: Whether an empty line is no answer.
        what: What is needed, as it is said where the line is empty.
    """

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("ask")

    def __init__(
        self, title: str, text: str, value: str = "", *, needed: bool = True, what: str = "A reason"
    ) -> None:
        super().__init__()
        self.title = title
        self._text = text
        self._value = value
        self._needed = needed
        self._what = what

    def body(self) -> ComposeResult:
        """What it is for, the line, and what is wrong with it."""
        yield Static(as_typed(self._text))
        yield Input(self._value, compact=True, select_on_focus=False)
        yield Static(id="wrong")

    def action_keep(self) -> None:
        """Answer with the line."""
        self._answer(self.query_one(Input).value)

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        self._answer(message.value)

    def _answer(self, text: str) -> None:
        if self._needed and not text.strip():
            self.query_one("#wrong", Static).update(as_typed(f"{self._what} is needed."))
            return
        self.dismiss(text.strip())


def answered(do: Callable[[str], None]) -> Callable[[str | None], None]:
    """What to do with an answer, where there is one."""

    def take(text: str | None) -> None:
        if text is not None:
            do(text)

    return take
