"""What every full screen has: the line that says where one is, the line of keys, and the way it follows the logbook."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from time import perf_counter
from typing import Any, TypeVar

from textual import getters
from textual.app import ComposeResult
from textual.content import Content
from textual.dom import DOMNode
from textual.reactive import reactive
from textual.widget import Widget
from textual.worker import Worker, get_current_worker

from mentor_tui.collector import no_collection
from mentor_tui.logbook.session import Session, Version
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.app_screen import AppScreen, BookChanged
from mentor_tui.tui.text import cut, printable, width
from mentor_tui.tui.widgets.key_line import KeyLine

_SLICE = 0.008
"""Seconds of work between two looks at the keyboard."""
_PAUSE = 0.004
"""Seconds in which the screen is drawn and keys are answered, which takes many turns of the loop."""

_Item = TypeVar("_Item")


async def in_slices(items: Iterable[_Item], work: Callable[[_Item], object]) -> None:
    """Do `work` on each of the items, in their order; in a worker, which ends here once its screen is being closed."""
    screen = get_current_worker().node
    _stay_on(screen)
    until = perf_counter() + _SLICE
    # What is worked out for everybody is kept: to look through it again and again would take most of the time.
    with no_collection():
        for item in items:
            work(item)
            if perf_counter() > until:
                await asyncio.sleep(_PAUSE)
                _stay_on(screen)
                until = perf_counter() + _SLICE


def _stay_on(screen: DOMNode) -> None:
    # What is on a screen goes before its workers do.
    if not (screen.app.is_running and screen.display):
        raise asyncio.CancelledError


_DEMO = (
    "Sample shop — a copy in a temporary folder, changes are not kept",
    "Sample shop: a copy, changes are not kept",
    "Sample shop: changes not kept",
    "Sample shop",
)


class TitleLine(Widget):
    """One line. What is short of room gives way: first words of the book's name, then the name."""

    ALLOW_SELECT = False

    note: reactive[str] = reactive("")

    def __init__(self, session: Session, title: str) -> None:
        super().__init__()
        self._session = session
        self._title = title

    def render(self) -> Content:
        """The line for the present width."""
        left = f" {self._title} "
        day = f"as of {self._session.today:%a} {self._session.today}"
        right = "  ".join(part for part in (self.note, day) if part) + " "
        room = self.size.width - width(left) - width(right) - 2
        book = next((text for text in self._books() if width(text) <= room), "")
        padding = " " * max(0, self.size.width - width(left) - width(right) - width(book) - 1)
        style = (
            "$text-warning bold" if self._session.demo or self._session.logbook.readonly else "$text-muted"
        )
        return Content.assemble((left, "bold reverse"), " ", (book, style), padding, right)

    def _books(self) -> tuple[str, ...]:
        book = self._session.logbook
        if self._session.demo:
            return _DEMO
        folder = printable(str(book.folder))
        names = (folder, f"…{folder[-24:]}", cut(book.folder.name, 16))
        if self._session.known_on is not None:
            known = f"as known on {self._session.known_on}, read-only"
            return (*(f"{name}, {known}" for name in names), known, f"known on {self._session.known_on}")
        if book.readonly:
            return (*(f"{name}, read-only" for name in names), "read-only")
        return names


_AT_ONCE = 100
"""Up to so many rows keys wait until all are there; of more, they go to those that are."""


class BookScreen(AppScreen[Any]):
    """A screen on the logbook. Its own part is `body`, and `show_book` brings it up to date.

    Attributes:
        TITLE: Its name in the title line.
        HELP: What it shows, for the help.
    """

    app = getters.app(MentorApp)
    title_line = getters.query_one(TitleLine)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Version | None = None
        self._awaited: Worker[None] | None = None

    @property
    def session(self) -> Session:
        """The logbook, its settings and the day."""
        return self.app.session

    @property
    def fills(self) -> bool:
        """Whether rows are on the way that the next key may be about."""
        return self._awaited is not None and not self._awaited.is_finished

    @property
    def selected(self) -> str | None:
        """Key of the apprentice under the cursor."""
        return None

    @property
    def filtered(self) -> tuple[str, ...] | None:
        """Keys of the apprentices that a filter lets through; None where there is no filter."""
        return None

    def compose(self) -> ComposeResult:
        """The title, the screen's own part, the keys."""
        yield TitleLine(self.session, str(self.TITLE))
        yield from self.body()
        yield KeyLine()

    def body(self) -> ComposeResult:
        """The screen's own part."""
        yield from ()

    def show_book(self, keys: frozenset[str] | None) -> None:
        """Show what the logbook holds now; `keys` are the apprentices that changed, None for anything."""

    def say(self, text: str) -> None:
        """Say something short at the right of the title, such as a count."""
        self.title_line.note = text

    def fill(self, work: Coroutine[Any, Any, None], rows: int) -> None:
        """Work `rows` rows out beside the screen, in place of what is being worked out for it."""
        worker = self.run_worker(work, group="fill", exclusive=True)
        self._awaited = worker if rows <= _AT_ONCE else None

    def select(self) -> None:
        """Tell the app whom commands are about."""
        if self.is_current:
            self.app.selected = self.selected

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen was shown."""
        self._catch_up(None)
        self.app.selected = self.selected

    def on_book_changed(self, message: BookChanged) -> None:
        """Follow the logbook."""
        self._catch_up(message.keys)
        self.app.selected = self.selected

    def action_back(self) -> None:
        """Go back to what lies below."""
        self.dismiss()

    def _catch_up(self, keys: frozenset[str] | None) -> None:
        now = self.session.version
        if now != self._shown:
            same_rules = self._shown is not None and self._shown.frame == now.frame
            self._shown = now
            self.show_book(keys if same_rules else None)
