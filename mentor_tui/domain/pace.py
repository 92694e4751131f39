"""What a usual week brings an apprentice: the logged weeks, as they are expected to go on.

What waits for approval counts as if it were approved. `forecast` says how the pace is used.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from math import sqrt
from typing import NamedTuple

from mentor_tui.domain.apprentice import Placement
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.periods import Days
from mentor_tui.domain.vocabulary import SignOffState
from mentor_tui.domain.weeks import WEEK, week_of, weeks_between
from mentor_tui.domain.work import days_off, employed_days

RECENT, YEAR = 13, 52
"""Weeks of a quarter and of a year."""
BEHIND = 4
"""Weeks of employment without a sheet that a logbook may be behind; a longer silence is time without work."""


class Pace(NamedTuple):
    """What a usual week brings on some tracks, in minutes.

    Attributes:
        week: What it brings at the present shop.
        recent: The same over the last weeks.
        everywhere: What a week brings on all tracks together.
        deviation: The standard deviation of a week, neighbouring weeks considered, as a part of what a week brings.
        weeks: From how many weeks that is known.
        full_time: Whether it is that of a full-time year.
    """

    week: float
    recent: float
    everywhere: float
    deviation: float
    weeks: int
    full_time: bool


class _Logged(NamedTuple):
    """What the sheets say about the weeks, by week end of the house.

    Attributes:
        newest: The newest week that was logged, approved or not; the first day of the calendar where there is none.
        drafts: Whether any sheet waits for approval.
        one_week_end: Whether all sheets have the week end that the house has now.
        returned: Weeks with a sheet that was returned.
        absent: Weeks ahead for which an absence has been entered.
    """

    newest: date
    drafts: bool
    one_week_end: bool
    returned: frozenset[date]
    absent: frozenset[date]


class UsualWeeks:
    """The weeks of one record, past and known ahead, and the pace on any tracks.

    Attributes:
        last: The last day of interest.
    """

    def __init__(self, judged: JudgedRecord, last: date) -> None:
        self.judged = judged
        self.today = judged.today
        self.last = last
        self._paces: dict[frozenset[str], Pace] = {}
        self._shares: dict[tuple[frozenset[str], tuple[str, ...]], float] = {}

    @cached_property
    def _logged(self) -> _Logged:
        """One pass over all sheets."""
        ends = self.judged.house.week_ends
        newest = date.min
        drafts, one_week_end = False, True
        returned: set[date] = set()
        absent: set[date] = set()
        for sheet in self.judged.record.sheets:
            if sheet.voided:
                continue
            week, state = sheet.week, sheet.sign_off.state
            if week.weekday() != ends:
                one_week_end, week = False, week_of(week, ends)
            if sheet.week > self.today:
                if sheet.absence and not sheet.lines:
                    absent.add(week)
            elif state is SignOffState.RETURNED:
                returned.add(week)
            else:
                newest = max(newest, week)
                drafts = drafts or state is SignOffState.DRAFT
        return _Logged(newest, drafts, one_week_end, frozenset(returned), frozenset(absent))

    @property
    def absent(self) -> frozenset[date]:
        """Weeks ahead for which an absence has been entered."""
        return self._logged.absent

    @cached_property
    def expected(self) -> JudgedRecord:
        """The history as if all drafts were approved."""
        judged = self.judged
        if judged.house.count_drafts or not self._logged.drafts:
            return judged
        house = judged.house.model_copy(update={"count_drafts": True})
        return JudgedRecord(judged.record, replace(judged.frame, house=house))

    @cached_property
    def placements(self) -> tuple[Placement, ...]:
        return tuple(
            placement for placement in self.judged.record.apprentice.placements if not placement.voided
        )

    @cached_property
    def off(self) -> Days:
        """Days of leave, past and known ahead: they stop the calendar clock."""
        worked = frozenset().union(*self.expected.groups.values())
        return days_off(self.judged.record, self.judged.rulebook, worked, self.last)

    @cached_property
    def _at_work(self) -> Days:
        """Days of employment, less leave."""
        keys = {placement.key for placement in self.placements}
        return employed_days(self.judged.record.apprentice, keys, self.last).without(self.off)

    @cached_property
    def any_ahead(self) -> bool:
        """Whether any day at work lies ahead."""
        return self._at_work.touches(self.today.toordinal() + 1, self.last.toordinal())

    @cached_property
    def present(self) -> tuple[Placement, ...]:
        """The placements of today; where there is none, the next one."""
        now = tuple(placement for placement in self.placements if placement.covers(self.today, self.today))
        ahead = sorted(
            (placement for placement in self.placements if placement.starts > self.today),
            key=lambda placement: placement.starts,
        )
        return now or tuple(ahead[:1])

    @cached_property
    def first_open(self) -> date:
        """The first week end from which on the pace is expected: the one after the newest logged week."""
        present = week_of(self.today, self.judged.house.week_ends)
        newest = self._logged.newest
        if newest == date.min:
            return present
        silent = (week for week in weeks_between(newest + WEEK, present) if self._worked_in(week))
        return present if len(list(islice(silent, BEHIND + 1))) > BEHIND else newest + WEEK

    def _worked_in(self, week: date) -> bool:
        return self._at_work.touches_week(week)

    @cached_property
    def _usual_weeks(self) -> tuple[date, ...]:
        """The last 52 week ends with days at work up to the newest that was logged, but for weeks that were returned."""
        first = week_of(self.judged.record.apprentice.start, self.judged.house.week_ends)
        returned = self._logged.returned
        weeks: list[date] = []
        week = self.first_open - WEEK
        while week >= first and len(weeks) < YEAR:
            if week not in returned and self._worked_in(week):
                weeks.append(week)
            week -= WEEK
        return tuple(reversed(weeks))

    def _series(self, minutes: Mapping[date, int], weeks: Iterable[date]) -> list[float]:
        """Minutes of each of some weeks, where sheets may have other week ends than the house has now."""
        if self._logged.one_week_end:
            return [float(minutes.get(week, 0)) for week in weeks]
        days = [timedelta(days=number) for number in range(WEEK.days)]
        return [float(sum(minutes.get(week - day, 0) for day in days)) for week in weeks]

    @cached_property
    def _full_time(self) -> float:
        """Minutes of a week of which a full-time year is made. Source: rule `clock`."""
        return self.judged.house.year_minutes * WEEK.days / self.judged.rulebook.clock.calendar_days_per_year

    @cached_property
    def _by_placement(self) -> dict[tuple[str, str | None], int]:
        """Expected minutes at each placement on each track."""
        total: dict[tuple[str, str | None], int] = {}
        for group, weeks in self.expected.groups.items():
            key = group.placement, group.track
            total[key] = total.get(key, 0) + sum(weeks.values())
        return total

    def share(self, tracks: frozenset[str], placements: Sequence[Placement]) -> float:
        """The part of the work at some placements that is on the tracks, from 0 to 1.

        Where nothing was done there, that at other placements for the same kind of vehicle; else the kind itself decides.
        """
        key = tracks, tuple(placement.key for placement in placements)
        if key not in self._shares:
            self._shares[key] = self._work_share(tracks, placements)
        return self._shares[key]

    def _work_share(self, tracks: frozenset[str], placements: Sequence[Placement]) -> float:
        kinds = {placement.kind for placement in placements}
        alike = [placement for placement in self.placements if placement.kind in kinds]
        for some in (placements, alike):
            keys = {placement.key for placement in some}
            done = [
                (minutes, track in tracks)
                for (key, track), minutes in self._by_placement.items()
                if key in keys
            ]
            if done:
                return sum(minutes for minutes, on in done if on) / sum(minutes for minutes, _ in done)
        track_of_kind = self.judged.rulebook.track_of_kind
        return float(any(track_of_kind.get(kind) in tracks for kind in kinds))

    @cached_property
    def _every(self) -> list[float]:
        """Minutes of each usual week on all tracks together."""
        parts = [self._series(minutes, self._usual_weeks) for minutes in self.expected.groups.values()]
        return [sum(week) for week in zip(*parts, strict=True)] or [0.0] * len(self._usual_weeks)

    def pace(self, tracks: frozenset[str]) -> Pace:
        """What a usual week brings on the tracks together."""
        if tracks not in self._paces:
            self._paces[tracks] = self._logged_pace(tracks)
        return self._paces[tracks]

    def _logged_pace(self, tracks: frozenset[str]) -> Pace:
        since = max(
            (placement.starts for placement in self.present if placement.starts <= self.today),
            default=self.today,
        )
        weeks = self._usual_weeks
        at_this_shop = [week for week in weeks if week >= since]
        share = self.share(tracks, self.present)
        every = self._every
        if len(weeks) < RECENT:
            series = every + [self._full_time] * (RECENT - len(every))
            week = self._full_time
            return Pace(
                week * share, week * share, week, _deviation(series, week) / week, RECENT, full_time=True
            )
        everywhere = sum(every) / len(every)
        if len(at_this_shop) < RECENT:
            series = [minutes * share for minutes in every]
        else:
            series = self._series(self.expected.weekly(tracks), at_this_shop)
        week, recent = sum(series) / len(series), sum(series[-RECENT:]) / RECENT
        spread = series if week else every
        middle = week or everywhere
        deviation = _deviation(spread, middle) / middle if middle else 0.0
        return Pace(week, recent, everywhere, deviation, len(spread), full_time=False)


def _deviation(series: Sequence[float], middle: float) -> float:
    """The standard deviation of a week: of the logged ones and of an empty one, with the covariances of neighbours."""
    number = len(series)
    away = [minutes - middle for minutes in series]
    lag = int(number ** (1 / 3))
    together = sum(
        2
        * (1 - step / (lag + 1))
        * sum(first * later for first, later in zip(away, away[step:], strict=False))
        for step in range(1, lag + 1)
    )
    squares = sum(minutes * minutes for minutes in away)
    return sqrt(max(squares + together, 0.0) + middle * middle) / sqrt(number)
