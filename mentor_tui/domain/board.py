"""All standings, apprentices by tests; what is most urgent, and what is due."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mentor_tui.domain.due import DueEvent, due_events, due_within
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.standing import Standing, StandingState
from mentor_tui.domain.vocabulary import Status

URGENCY = (
    StandingState.PAPERWORK,
    StandingState.RENEW,
    StandingState.LAPSED,
    StandingState.READY,
    StandingState.RETEST_WAIT,
    StandingState.BOOKED,
    StandingState.PASSED_WAITING,
    StandingState.CERTIFIED,
    StandingState.BUILDING,
    StandingState.BLOCKED,
)
"""What a mentor should see first: what only waits for a form or a date, then what work alone will bring."""

_RANK = {state: rank for rank, state in enumerate(URGENCY)}


def by_urgency(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """The relevant standings, most urgent first, the sooner date first among equals."""
    relevant = [one for one in standings if one.relevant]
    return tuple(sorted(relevant, key=lambda one: (_RANK[one.state], one.day or date.max, one.code)))


class BoardColumn(NamedTuple):
    """One test."""

    code: str
    name: str


class BoardRow(NamedTuple):
    """One apprentice.

    Attributes:
        shop: The present shop, or the last one; empty where there was none.
        cells: The standing with each test that is relevant, by its code.
        events: What is to be done, one event a test, soonest first.
    """

    key: str
    name: str
    shop: str
    status: Status
    headline: Standing | None
    cells: dict[str, Standing]
    events: tuple[DueEvent, ...]


class Board(NamedTuple):
    """Apprentices by tests as of one day; columns are the tests relevant to anybody, in the order of the rule book."""

    as_of: date
    columns: tuple[BoardColumn, ...]
    rows: tuple[BoardRow, ...]

    def due(self, within_days: int) -> tuple[DueEvent, ...]:
        """What can be done at once, and what has a day up to so many days from now, as `due_within` orders it."""
        return due_within((event for row in self.rows for event in row.events), self.as_of, within_days)


def board_row(judged: JudgedRecord, standings: Iterable[Standing]) -> BoardRow:
    """The row of one apprentice."""
    apprentice = judged.record.apprentice
    ordered = by_urgency(standings)
    lately = apprentice.placement_lately(judged.today)
    return BoardRow(
        key=apprentice.key,
        name=apprentice.name,
        shop=lately.shop if lately else "",
        status=apprentice.status_on(judged.today),
        headline=ordered[0] if ordered else None,
        cells={one.code: one for one in ordered},
        events=due_events(judged, ordered),
    )


def board(rows: Iterable[BoardRow], rulebook: Rulebook, today: date) -> Board:
    """All rows together, by name."""
    ordered = tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.key)))
    shown = {code for row in ordered for code in row.cells}
    columns = tuple(BoardColumn(test.code, test.name) for test in rulebook.tests if test.code in shown)
    return Board(today, columns, ordered)
