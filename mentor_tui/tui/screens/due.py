"""What is to be done: papers, results, renewals, retests and bookings, and who is ready or will be."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from mentor_tui.domain.board import BoardRow, board, board_row
from mentor_tui.domain.due import DueEvent
from mentor_tui.errors import MentorError
from mentor_tui.tui import commands
from mentor_tui.tui.screens.apprentice import WhyScreen
from mentor_tui.tui.screens.base import ListScreen, in_slices
from mentor_tui.tui.theme import ROLE_OF_STATE
from mentor_tui.tui.widgets.row_list import Cell, Column, Row, RowList
from mentor_tui.words.glyphs import DATE_MEANING_WORDS
from mentor_tui.words.phrases import code_list, counted
from mentor_tui.words.standings import due_words

_SPANS = (60, 90, 365)
"""Days ahead."""

_COLUMNS = (
    Column("day", "Date", 10),
    Column("in", "In", 9, align="right"),
    Column("means", "What", 15),
    Column("name", "Name", 12, grow=True),
    Column("code", "Tests", 8),
    Column("test", "About", 18, grow=True, drop=2),
    Column("step", "Next step", 16, grow=True, drop=1),
)


class DueScreen(ListScreen):
    """What is to be done in order of date; what is overdue comes first, who is ready to book last."""

    TITLE = "Due"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("due")
    HELP = """
What is to be done at once or in the next 60, 90 or 365 days, one line for a person and a step: papers to send, results to enter, certificates that
expire, bookings and retests, passes that are held for so long, and the day somebody is expected to be ready. Who is ready to book comes last.
"""

    def __init__(self) -> None:
        super().__init__()
        self._span = _SPANS[0]
        self._rows: dict[str, BoardRow] = {}
        self._events: dict[str, DueEvent] = {}

    def body(self) -> ComposeResult:
        """The list."""
        yield RowList(_COLUMNS)

    @property
    def selected(self) -> str | None:
        """Key of the apprentice of the event under the cursor."""
        event = self._events.get(self.list.cursor_key or "")
        return event.apprentice.key if event else None

    @property
    def filtered(self) -> tuple[str, ...] | None:
        """The apprentices of the events that the filter lets through."""
        if not self.list.filter_text:
            return None
        return tuple(dict.fromkeys(self._events[key].apprentice.key for key in self.list.shown_keys))

    def show_book(self, keys: frozenset[str] | None) -> None:
        """Work out what has changed, then list everything."""
        people = [one.key for one in self.session.logbook.apprentices()]
        self._rows = {key: row for key, row in self._rows.items() if key in people}
        changed = people if keys is None else keys.intersection(people)
        self.fill(self._fill(changed), len(changed))

    def on_row_list_highlighted(self) -> None:
        """Commands are about the apprentice of the event."""
        self.select()

    def on_row_list_selected(self, message: RowList.Selected) -> None:
        """Open the reasons."""
        event = self._events[message.key]
        self.app.push_screen(WhyScreen(event.apprentice.key, event.first.code))

    def action_span(self) -> None:
        """Look further ahead, and after the furthest start again."""
        self._span = _SPANS[(_SPANS.index(self._span) + 1) % len(_SPANS)]
        self._list()

    async def _fill(self, keys: Iterable[str]) -> None:
        await in_slices(keys, self._work_out)
        self._list()

    def _work_out(self, key: str) -> None:
        insights = self.session.insights
        try:
            self._rows[key] = board_row(insights.judged(key), insights.standings(key))
        except MentorError:
            self._rows.pop(key, None)  # The roster says why it cannot be read.

    def _list(self) -> None:
        found = board(self._rows.values(), self.session.rulebook, self.session.today).due(self._span)
        self._events = {f"{event.apprentice.key}/{event.step}": event for event in found}
        self.list.set_rows(self._row(key, event) for key, event in self._events.items())
        self.list.empty = f"Nothing has a date in the next {self._span} days."
        self.say(f"{counted(len(found), 'step')} in {self._span} days")

    def _row(self, key: str, event: DueEvent) -> Row:
        away = (event.day - self.session.today).days
        when = "today" if not away else f"in {away} d" if away > 0 else f"{-away} d ago"
        cells = {
            "day": Cell(str(event.day), sort=event.day),
            "in": Cell(when, "error" if event.overdue else "", sort=away),
            "means": Cell(DATE_MEANING_WORDS[event.means], ROLE_OF_STATE[event.first.state]),
            "name": Cell(event.apprentice.name),
            "code": Cell(code_list(event.codes)),
            "test": Cell(event.first.name, "muted"),
            "step": Cell(due_words(event)),
        }
        return Row(
            key,
            cells,
            f"{event.apprentice.name} {' '.join(event.codes)} {event.first.name} "
            f"{DATE_MEANING_WORDS[event.means]} {event.day}",
        )
