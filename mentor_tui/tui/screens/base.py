"""What every full screen has: the line that says where one is, the line of keys, and the way it follows the logbook."""

import asyncio
from abc import abstractmethod
from collections.abc import Callable, Coroutine, Iterable, Sequence
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
from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.logbook.session import Session, Version
from mentor_tui.tui import commands
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.app_screen import AppScreen, BookChanged
from mentor_tui.tui.text import cut, printable, width
from mentor_tui.tui.widgets.key_line import KeyLine
from mentor_tui.tui.widgets.row_list import Cell, Row, RowList

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
    # What is worked out for everybody is kept. With the collector on it is looked through again and again: 500 apprentices
    # of 208 weeks took 2.3 times the CPU, and one of those looks kept the keys waiting for 3 to 4 seconds instead of 0.08.
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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what does not apply."""
        if not self.app.meets(commands.NEEDS.get(f"screen.{action}", commands.Needs.NOTHING)):
            return None
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Go back to what lies below."""
        self.dismiss()

    def _catch_up(self, keys: frozenset[str] | None) -> None:
        now = self.session.version
        if now != self._shown:
            same_rules = self._shown is not None and self._shown.frame == now.frame
            self._shown = now
            self.show_book(keys if same_rules else None)


class ApprenticeScreen(BookScreen):
    """A screen about one apprentice, brought up to date when something of that one changes; `show_record` does it."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key

    @property
    def selected(self) -> str | None:
        """The apprentice."""
        return self._key

    def show_book(self, keys: frozenset[str] | None) -> None:
        """Bring it up to date where the change is about this apprentice."""
        if keys is None or self._key in keys:
            self.show_record()

    @abstractmethod
    def show_record(self) -> None:
        """Show what is written down now."""


class ListScreen(BookScreen):
    """A screen that is mostly a list."""

    list = getters.query_one(RowList)

    def on_row_list_filter_changed(self) -> None:
        """Say how many are left."""
        self.count()

    def count(self) -> None:
        """Say how many there are."""


class PeopleScreen(ListScreen):
    """Everybody in a list: names at once, the rest of each row as it is worked out, from the top."""

    def __init__(self) -> None:
        super().__init__()
        self._people: dict[str, Apprentice] = {}
        self._rows: dict[str, Row] = {}

    @property
    def selected(self) -> str | None:
        """Key of the apprentice under the cursor."""
        return self.list.cursor_key

    @property
    def filtered(self) -> tuple[str, ...] | None:
        """Keys of those that the filter lets through, in the order shown."""
        return self.list.shown_keys if self.list.filter_text else None

    def show_book(self, keys: frozenset[str] | None) -> None:
        """Show who is there, then fill in what has changed."""
        people = {apprentice.key: apprentice for apprentice in self.session.logbook.apprentices()}
        self._people = people
        if keys is None or list(self._rows) != list(people):
            self._rows = {
                key: self._rows.get(key) or _name_row(apprentice) for key, apprentice in people.items()
            }
            self.list.set_rows(self._rows.values())
        self.begin([key for key in people if keys is None or key in keys])

    def begin(self, keys: Sequence[str]) -> None:
        """Work these rows out."""
        self.fill(self.fill_rows(keys), len(keys))

    @abstractmethod
    async def fill_rows(self, keys: Sequence[str]) -> None:
        """Work these rows out, and say what follows from them."""

    def put(self, row: Row) -> None:
        """Show a row that is worked out."""
        self._rows[row.key] = row
        self.list.update_row(row)


def _name_row(apprentice: Apprentice) -> Row:
    return Row(apprentice.key, {"name": Cell(apprentice.name)}, apprentice.name)
