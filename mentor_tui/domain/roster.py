"""One row for each apprentice: what a mentor sees first."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mentor_tui.domain.board import by_urgency
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.forecast import Precision
from mentor_tui.domain.milestones import main_track, track_work
from mentor_tui.domain.standing import DateMeaning, Standing, StandingState
from mentor_tui.domain.suggestion import Suggestion
from mentor_tui.domain.vocabulary import Status
from mentor_tui.domain.weekstrip import WeekMark, missing_weeks, week_strip
from mentor_tui.words.glyphs import STATE_GLYPH, STATE_WORD, STATUS_WORD, WEEK_GLYPH
from mentor_tui.words.hours import years_number
from mentor_tui.words.suggestions import suggestion_text

__all__ = ["RosterRow", "WeekMark", "roster_row"]

_SHOWN_WEEKS = 8
_YEAR_OF_WEEKS = 52


class RosterRow(NamedTuple):
    """One apprentice on the roster.

    Attributes:
        key: Key of the apprentice.
        shop: The present shop, or the last one; empty where there was none.
        state: State of the most urgent test; None where no test is relevant yet.
        code: Code of that test; empty where there is none.
        strip: Marks of the last eight weeks, oldest first.
        track: Key of the track with the most work; empty where there is none.
        minutes: Full-time minutes of work on that track, for sorting.
        months: The same as whole months.
        years: The same as years, `1.4`.
        milestone: Months of the next milestone: 12, 24 or 36.
        progress: From 0 to 1: how much of the year before the milestone is done.
        share: From 0 to 1: how much of the whole milestone is there.
        next_date: The next day on which something happens with a test; where nothing lies ahead, that of `code`.
        next_date_precision: How finely that day may be told.
        next_code: The test it belongs to.
        suggestion: One line.
        status: Active, on leave, left or finished, in words.
        status_until: The last day of a leave whose end is known.
        missing_weeks: Weeks of the last 52 with neither work nor an absence.
        last_week: The last week with a sheet; None where there is none.
        states: Every state that a relevant test is in, the most urgent first.
        active: Whether the apprentice is neither on leave nor gone.
        ready: Codes of all tests that the apprentice is ready for, whatever is more urgent.
    """

    key: str
    name: str
    shop: str
    state: StandingState | None
    code: str
    strip: tuple[WeekMark, ...]
    track: str
    track_title: str
    minutes: int
    months: int
    years: str
    milestone: int
    progress: float
    share: float
    milestone_text: str
    next_date: date | None
    next_date_means: DateMeaning | None
    next_date_precision: Precision
    next_code: str
    suggestion: str
    tags: tuple[str, ...]
    status: str
    status_until: date | None
    missing_weeks: int
    last_week: date | None
    states: tuple[StandingState, ...] = ()
    ready: tuple[str, ...] = ()
    active: bool = True

    @property
    def sign(self) -> str:
        """The sign of the state; a space where there is none."""
        return STATE_GLYPH[self.state] if self.state else " "

    @property
    def word(self) -> str:
        """The state in words."""
        return STATE_WORD[self.state] if self.state else "nothing yet"

    @property
    def filter_text(self) -> str:
        """What a filter looks through; every state counts, so that `ready` finds whoever is ready for any test."""
        words = (
            self.name,
            self.shop,
            self.code,
            *(STATE_WORD[state] for state in self.states),
            self.track_title,
            self.status,
            self.suggestion,
            *self.tags,
        )
        return " ".join(filter(None, words))

    @property
    def marks(self) -> str:
        """The strip as signs, oldest first."""
        return "".join(WEEK_GLYPH[mark] for mark in self.strip)


def roster_row(judged: JudgedRecord, standings: Iterable[Standing], suggestion: Suggestion) -> RosterRow:
    """The row of one apprentice."""
    apprentice, today = judged.record.apprentice, judged.today
    status = apprentice.status_on(today)
    standings = tuple(standings)
    lately = apprentice.placement_lately(today)
    ordered = by_urgency(standings)
    urgent = ordered[0] if ordered else None
    ahead = _next(standings, today) or urgent
    strip = week_strip(judged, _YEAR_OF_WEEKS)
    track = main_track(judged)
    work = track_work(judged, track, dated=False) if track else None
    return RosterRow(
        key=apprentice.key,
        name=apprentice.name,
        shop=lately.shop if lately else "",
        state=urgent.state if urgent else None,
        code=urgent.code if urgent else "",
        strip=tuple(week.mark for week in strip[-_SHOWN_WEEKS:]),
        track=work.key if work else "",
        track_title=work.title if work else "",
        minutes=work.minutes if work else 0,
        months=work.months if work else 0,
        years=work.years if work else years_number(0, 1),
        milestone=work.milestone if work else 12,
        progress=work.progress if work else 0.0,
        share=work.share if work else 0.0,
        milestone_text=work.next_text if work else "0.0 of 12 months",
        next_date=ahead.day if ahead else None,
        next_date_means=ahead.day_means if ahead else None,
        next_date_precision=ahead.day_precision if ahead else Precision.DAY,
        next_code=ahead.code if ahead and ahead.day else "",
        suggestion=suggestion_text(suggestion),
        tags=apprentice.tags,
        status=STATUS_WORD[status],
        status_until=apprentice.status_until(today) if status is Status.ON_LEAVE else None,
        missing_weeks=missing_weeks(strip),
        last_week=max(
            (sheet.week for sheet in judged.record.sheets if not sheet.voided and sheet.week <= today),
            default=None,
        ),
        states=tuple(dict.fromkeys(one.state for one in ordered)),
        active=apprentice.status_on(today) is Status.ACTIVE,
        ready=tuple(one.code for one in ordered if one.state is StandingState.READY),
    )


def _next(standings: Iterable[Standing], today: date) -> Standing | None:
    """The relevant standing whose date comes next."""
    ahead = [one for one in standings if one.relevant and one.day and one.day >= today]
    return min(ahead, key=lambda one: (one.day or date.max, one.code), default=None)
