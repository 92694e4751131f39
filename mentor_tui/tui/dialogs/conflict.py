"""Somebody else changed the same thing meanwhile: both versions, and which one is to be kept."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from mentor_tui.store.faults import ConflictError
from mentor_tui.tui import commands
from mentor_tui.tui.dialogs.base import Dialog
from mentor_tui.tui.widgets.page import Line, Page, wrapped


class Conflict(Dialog[bool]):
    """True keeps what was typed, False what is written down; without an answer the form stays as it is."""

    CSS_PATH = "../styles/conflict.tcss"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("conflict")
    TITLE = "Changed meanwhile"
    HELP = """
Another terminal has changed what you are changing. Below stand both versions, field by field. `m` keeps what you
typed, `t` keeps what is written down. Either way the other version stays in the history.
"""

    def __init__(self, error: ConflictError, rows: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self._error = error
        self._rows = rows

    def body(self) -> ComposeResult:
        """Who changed it, and both versions of what is not the same."""
        yield Page(self._write)

    def action_mine(self) -> None:
        """Keep what was typed."""
        self.dismiss(result=True)

    def action_theirs(self) -> None:
        """Keep what is written down."""
        self.dismiss(result=False)

    def _write(self, cells: int) -> Iterator[Line]:
        by = self._error.transaction
        who = f"{by.who} changed this on {by.at:%d %b %Y at %H:%M}" if by else "This was changed meanwhile"
        yield from wrapped(f"{who}. Which version is to be kept?", cells)
        for label, mine, theirs in self._rows:
            yield []
            yield [(label, "strong")]
            yield from _version("  yours   ", mine, cells, "accent")
            yield from _version("  theirs  ", theirs, cells, "warning")


def _version(whose: str, text: str, cells: int, style: str) -> Iterator[Line]:
    first, *more = wrapped(text or "nothing", cells - len(whose), style=style)
    yield [(whose, "muted"), *first]
    yield from ([(" " * len(whose), ""), *line] for line in more)
