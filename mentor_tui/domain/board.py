"""All apprentices at a glance: a row each on the roster and on the board, and what is due."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.due import DueEvent, due_events, due_within
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.progress import (
    TrackWork,
    WeekMark,
    main_track,
    missing_weeks,
    track_work,
    week_strip,
)
from mentor_tui.domain.rule import Test
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.standing import Standing, StandingState, by_urgency
from mentor_tui.domain.suggestion import Suggestion
from mentor_tui.domain.vocabulary import Status

_SHOWN_WEEKS = 8
_YEAR_OF_WEEKS = 52


class RosterRow(NamedTuple):
    """One apprentice on the roster: what a mentor sees first.

    Attributes:
        shop: The present shop, or the last one; empty where there was none.
        status_until: The last day of a leave whose end is known.
        urgent: The most urgent standing; None where no test is relevant yet.
        ahead: The standing whose day comes next; where none lies ahead, the most urgent if it has a day.
        states: Every state that a relevant test is in, the most urgent first.
        ready: Codes of all tests that the apprentice is ready for, whatever is more urgent.
        strip: Marks of the last eight weeks, oldest first.
        missing_weeks: Weeks of the last 52 with neither work nor an absence.
        last_week: The last week with a sheet; None where there is none.
        work: That of the track with the most of it.
    """

    apprentice: Apprentice
    shop: str
    status: Status
    status_until: date | None
    urgent: Standing | None
    ahead: Standing | None
    states: tuple[StandingState, ...]
    ready: tuple[str, ...]
    strip: tuple[WeekMark, ...]
    missing_weeks: int
    last_week: date | None
    work: TrackWork
    suggestion: Suggestion


class BoardRow(NamedTuple):
    """One apprentice on the board.

    Attributes:
        shop: The present shop, or the last one; empty where there was none.
        standings: Those that are relevant, the most urgent first.
        events: What is to be done, one event a test, soonest first.
    """

    apprentice: Apprentice
    shop: str
    status: Status
    standings: tuple[Standing, ...]
    events: tuple[DueEvent, ...]


class Board(NamedTuple):
    """Apprentices by tests as of one day; the tests are those relevant to anybody, in the order of the rule book."""

    as_of: date
    tests: tuple[Test, ...]
    rows: tuple[BoardRow, ...]

    def due(self, within_days: int) -> tuple[DueEvent, ...]:
        """What can be done at once, and what has a day up to so many days from now, as `due_within` orders it."""
        return due_within((event for row in self.rows for event in row.events), self.as_of, within_days)


def roster_row(judged: JudgedRecord, standings: Iterable[Standing], suggestion: Suggestion) -> RosterRow:
    """The row of one apprentice on the roster."""
    apprentice, today = judged.record.apprentice, judged.today
    status = apprentice.status_on(today)
    ordered = by_urgency(standings)
    urgent = ordered[0] if ordered else None
    strip = week_strip(judged, _YEAR_OF_WEEKS)
    return RosterRow(
        apprentice=apprentice,
        shop=apprentice.shop_lately(today),
        status=status,
        status_until=apprentice.status_until(today) if status is Status.ON_LEAVE else None,
        urgent=urgent,
        ahead=_ahead(ordered, today) or (urgent if urgent and urgent.day else None),
        states=tuple(dict.fromkeys(standing.state for standing in ordered)),
        ready=tuple(standing.code for standing in ordered if standing.state is StandingState.READY),
        strip=tuple(week.mark for week in strip[-_SHOWN_WEEKS:]),
        missing_weeks=missing_weeks(strip),
        last_week=max(
            (sheet.week for sheet in judged.record.sheets if not sheet.voided and sheet.week <= today),
            default=None,
        ),
        work=track_work(judged, main_track(judged), dated=False),
        suggestion=suggestion,
    )


def _ahead(standings: Iterable[Standing], today: date) -> Standing | None:
    """The standing whose day comes next."""
    ahead = [standing for standing in standings if standing.day and standing.day >= today]
    return min(ahead, key=lambda standing: (standing.day or date.max, standing.code), default=None)


def board_row(judged: JudgedRecord, standings: Iterable[Standing]) -> BoardRow:
    """The row of one apprentice on the board."""
    apprentice, today = judged.record.apprentice, judged.today
    ordered = by_urgency(standings)
    return BoardRow(
        apprentice=apprentice,
        shop=apprentice.shop_lately(today),
        status=apprentice.status_on(today),
        standings=ordered,
        events=due_events(judged, ordered),
    )


def board(rows: Iterable[BoardRow], rulebook: Rulebook, today: date) -> Board:
    """All rows together, by name."""
    ordered = tuple(sorted(rows, key=lambda row: (row.apprentice.name.casefold(), row.apprentice.key)))
    shown = {standing.code for row in ordered for standing in row.standings}
    return Board(today, tuple(test for test in rulebook.tests if test.code in shown), ordered)
