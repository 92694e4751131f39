"""All standings, apprentices by tests; what is most urgent, and what is due."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from mentor_tui.domain.apprentice import Status
from mentor_tui.domain.experience import History
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.standing import DateMeaning, Standing, StandingState

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


class DueEvent(NamedTuple):
    """Something with a date.

    Attributes:
        key: Key of the apprentice.
        code: Code of the test.
        overdue: Whether the day has passed and something is still to be done.
    """

    day: date
    means: DateMeaning
    key: str
    name: str
    code: str
    test: str
    state: StandingState
    next_step: str
    overdue: bool

    @property
    def text(self) -> str:
        """One line: `2027-01-15  Ana Ruiz  A5  expires`."""
        return f"{self.day}  {self.name}  {self.code}  {self.means}"


class BoardColumn(NamedTuple):
    """One test."""

    code: str
    name: str


class BoardRow(NamedTuple):
    """One apprentice.

    Attributes:
        shop: The present shop, or the last one; empty where there was none.
        cells: The standing with each test that is relevant, by its code.
        events: Everything with a date, soonest first.
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
        """What has a date up to so many days from now, soonest first, overdue ones too; who has long been ready comes last.

        Those who have left the programme are left out.
        """
        last = self.as_of + timedelta(days=within_days)
        found = [
            event
            for row in self.rows
            if row.status is not Status.LEFT
            for event in row.events
            if event.day <= last
        ]
        return tuple(
            sorted(
                found,
                key=lambda event: (
                    event.means is DateMeaning.READY_SINCE,
                    event.day,
                    event.name,
                    event.code,
                    event.means,
                ),
            )
        )


def board_row(history: History, standings: Iterable[Standing]) -> BoardRow:
    """The row of one apprentice."""
    apprentice = history.record.apprentice
    ordered = by_urgency(standings)
    lately = apprentice.placement_lately(history.today)
    return BoardRow(
        key=apprentice.key,
        name=apprentice.name,
        shop=lately.shop if lately else "",
        status=apprentice.status_on(history.today),
        headline=ordered[0] if ordered else None,
        cells={one.code: one for one in ordered},
        events=_events(history, ordered),
    )


def board(rows: Iterable[BoardRow], rulebook: Rulebook, today: date) -> Board:
    """All rows together, by name."""
    ordered = tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.key)))
    shown = {code for row in ordered for code in row.cells}
    columns = tuple(BoardColumn(test.code, test.name) for test in rulebook.tests if test.code in shown)
    return Board(today, columns, ordered)


def _events(history: History, standings: Iterable[Standing]) -> tuple[DueEvent, ...]:
    apprentice = history.record.apprentice
    found = [
        DueEvent(
            day=day,
            means=means,
            key=apprentice.key,
            name=apprentice.name,
            code=one.code,
            test=one.name,
            state=one.state,
            next_step=one.next_step,
            overdue=day < history.today and means is not DateMeaning.READY_SINCE,
        )
        for one in standings
        for day, means in _dates(history, one)
    ]
    return tuple(sorted(found, key=lambda event: (event.day, event.code, event.means)))


def _dates(history: History, one: Standing) -> Iterator[tuple[date, DateMeaning]]:
    """The date of the standing; for a pass that waits for experience, also the day until which it waits."""
    if one.day and one.day_means:
        yield one.day, one.day_means
    if one.state is StandingState.PASSED_WAITING:
        held = history.certificate(one.code).held_until(history.house.hold_years)
        if held:
            yield held, DateMeaning.HELD_UNTIL
