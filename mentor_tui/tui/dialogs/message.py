"""Something a person should read before going on."""

from typing import ClassVar, Self

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from mentor_tui.errors import MentorError
from mentor_tui.tui import commands
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.base import Dialog
from mentor_tui.tui.text import as_typed
from mentor_tui.tui.widgets.page import Line, Page, wrapped


class Message(Dialog[None]):
    """A sentence or two, and what to do about it."""

    CSS_PATH = "../styles/message.tcss"
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

    CSS_PATH = "../styles/message.tcss"

    def __init__(self, title: str, lines: list[str]) -> None:
        super().__init__()
        self.title = title
        self._lines = lines

    def body(self) -> ComposeResult:
        """The lines."""
        yield Page(self._write)

    def _write(self, cells: int) -> list[Line]:
        return [line for text in self._lines for line in wrapped(text, cells, indent="  ")]


def open_damage(app: MentorApp) -> None:
    """List what is written down but is not valid, and so is left out of everything."""
    book = app.session.logbook
    keys = sorted(book.keys())
    found = [f"{key}: {text}" for key in keys for text in book.damage(key)]
    found += [
        f"{key}: {text} is not known to this version, and kept" for key in keys for text in book.unknown(key)
    ]
    if found:
        app.push_screen(Report("Left out because it is not valid, or not known", found))
    else:
        app.push_screen(
            Message("Unreadable documents", "There are none: everything in the logbook can be read.")
        )
