"""When the experience for a test will be there, as a range of week ends.

The method, in the order in which it is applied:

1. **What is written down counts as if what waits for approval were approved.** So approving or logging a usual week moves
   nothing, and neither does the day of the week on which somebody looks.
2. **The pace is that of the logged weeks**: the last 52 weeks of employment up to the newest week that was logged, less
   leave. A week without a sheet before it is a week without work; weeks after it, up to `BEHIND` of them, are not logged yet
   and are expected to bring the pace. The weeks at the present shop are taken where there are `RECENT` of them; before that
   all weeks, with the share of the tracks at the present shop; before there are `RECENT` of those, the pace of a full-time
   year with that share.
3. **Ahead, each week of a known placement brings the pace**, in proportion to the days on which the apprentice is there and
   active: known leave, absences entered ahead and the known end of a placement bring nothing, and a known placement to come
   brings the pace with its own share. Hours come at the end of a week.
4. **The range** holds four of five outcomes: the sum over `k` weeks is taken to spread with the variance of a week times
   `k + k² / n`, for the weeks ahead and for the pace itself, known from `n` weeks. The variance is that of the logged weeks
   and of one empty week beside them, with the covariances of neighbouring weeks (Newey and West, 1987, with the lag
   `n ** (1/3)`). A week at either end belongs to the range where its middle does, or else a range of few weeks would hold
   far more than four of five. No week brings more than its cap. The likely day at the pace of the last `RECENT` weeks lies
   in the range too.
5. **The calendar clock is counted by the day**: it needs no estimate. The later of both clocks decides.

Hours in a test's own area are not forecast: they depend on what a shop gives somebody to do. They are told as missing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from math import ceil, sqrt
from typing import NamedTuple

from mentor_tui.domain.clocks import Experience
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.pace import Pace, UsualWeeks
from mentor_tui.domain.periods import Days, period
from mentor_tui.domain.rule import Requirement
from mentor_tui.domain.weeks import WEEK, add_years, first_day, week_of, weeks_between
from mentor_tui.domain.work import employed_days

HORIZON = 10
"""Years beyond which nothing is said."""

_SPREAD = 1.2815515655446008
"""Standard deviations to each side of the middle between which four of five outcomes lie: `NormalDist().inv_cdf(0.9)`."""


class Precision(StrEnum):
    """How finely a day ahead may be told."""

    DAY = "day"
    QUARTER = "quarter"


class Span(NamedTuple):
    """A range of days. An end is None where it is more than ten years away, or never.

    Attributes:
        earliest: One outcome of ten is sooner.
        likely: As likely sooner as later.
        latest: One outcome of ten is later.
    """

    earliest: date | None
    likely: date | None
    latest: date | None


class Forecast(NamedTuple):
    """What is to be expected of a test.

    Attributes:
        experience: When the experience will be there; None where it is.
        area_minutes: Minutes still missing in the test's own area, for which no date can be told.
        recent_pace: Minutes a week over the last 13 logged weeks; the full-time pace before there are so many.
        year_pace: The same over the last 52.
        full_time: Whether the pace is that of a full-time year for want of logged weeks.
        exact_until: The last day that may be told as a day; beyond it the quarter of the year may be told.
    """

    experience: Span | None
    area_minutes: int
    recent_pace: int
    year_pace: int
    full_time: bool
    exact_until: date

    @property
    def span(self) -> Span:
        """When all that is asked for will be there: no day as long as hours in the own area are missing."""
        return (not self.area_minutes and self.experience) or Span(None, None, None)

    def precision(self, day: date) -> Precision:
        """How finely a day of this forecast may be told."""
        return Precision.DAY if day <= self.exact_until else Precision.QUARTER

    @property
    def earliest(self) -> date | None:
        """The early end of `span`."""
        return self.span.earliest

    @property
    def likely(self) -> date | None:
        """The middle of `span`."""
        return self.span.likely

    @property
    def latest(self) -> date | None:
        """The late end of `span`."""
        return self.span.latest


_Parts = tuple[tuple[str, float], ...]
"""Keys of placements, and the part of a week that is spent at work there."""


class Prospect:
    """What lies ahead of one history, worked out once for all tests."""

    def __init__(self, judged: JudgedRecord) -> None:
        self.judged = judged
        self.today = judged.today
        self._last = add_years(judged.today, HORIZON)
        self._weeks = UsualWeeks(judged, self._last)
        self._spans: dict[tuple[frozenset[str], str], Span | None] = {}
        self._parts_of: dict[date, _Parts] = {}

    def forecast(self, tracks: Iterable[str], requirement: Requirement, area_minutes: int) -> Forecast | None:
        """What is to be expected; None where nothing is missing, or nobody will be at work who could make it good.

        Args:
            tracks: Keys of the tracks whose experience counts, together.
            requirement: What is asked for.
            area_minutes: What is missing in the test's own area.
        """
        key = frozenset(tracks), requirement.key
        met = self.judged.experience(key[0], requirement).met
        if (met and area_minutes <= 0) or not self._weeks.any_ahead:
            return None
        pace = self._weeks.pace(key[0])
        if key not in self._spans:
            self._spans[key] = None if met else self._span(key[0], requirement, pace)
        span = self._spans[key]
        return Forecast(
            experience=span,
            area_minutes=max(0, area_minutes),
            recent_pace=round(pace.recent),
            year_pace=round(pace.week),
            full_time=pace.full_time,
            exact_until=add_years(self.today, 1),
        )

    def _span(self, tracks: frozenset[str], requirement: Requirement, pace: Pace) -> Span:
        """The soonest of what work alone brings and of what each credit that is not finished yet will bring then."""
        expected = self._weeks.expected
        ahead = {
            credit.ends + timedelta(days=1)
            for credit in self.judged.record.credits
            if not credit.voided and self.today <= credit.ends < self._last
        }
        spans = [self._dates(tracks, pace, expected.experience(tracks, requirement))]
        for day in sorted(ahead):
            then = JudgedRecord(expected.record, replace(expected.frame, today=day))
            span = self._dates(tracks, pace, then.experience(tracks, requirement))
            spans.append(Span(*(end and max(end, day) for end in span)))
        return Span(*(min((day for day in ends if day), default=None) for ends in zip(*spans, strict=True)))

    def _dates(self, tracks: frozenset[str], pace: Pace, experience: Experience) -> Span:
        wanted = experience.needed - sum(entry.exact for entry in experience.credits)
        calendar = self._calendar_day(tracks, wanted, experience.as_training)
        if calendar is None:
            return Span(None, None, None)
        done = experience.hours_clock
        return Span(
            *(day and max(day, calendar, self.today) for day in self._hours_days(tracks, wanted - done, pace))
        )

    def _calendar_day(self, tracks: frozenset[str], wanted: Fraction | int, replaced: Days) -> date | None:
        """The day on which the calendar clock reaches `wanted` minutes."""
        per_year, year = self.judged.rulebook.clock.calendar_days_per_year, self.judged.house.year_minutes
        needed = max(0, ceil(wanted * per_year / Fraction(year)))
        if not needed:
            return self.today
        begun = {group.placement for group in self._weeks.expected.groups if group.track in tracks}
        ahead = {
            placement.key
            for placement in self._weeks.placements
            if (placement.ends is None or placement.ends > self.today)
            and self._weeks.share(tracks, [placement])
        }
        employed = employed_days(self.judged.record.apprentice, begun | ahead, self._last)
        day = employed.without(self._weeks.off).without(replaced).day(needed)
        return None if day is None else date.fromordinal(day)

    def _hours_days(
        self, tracks: frozenset[str], missing: Fraction | int, pace: Pace
    ) -> tuple[date | None, date | None, date | None]:
        """The week ends on which so many more minutes will be there: early, likely and late."""
        if missing <= 0:
            return self.today, self.today, self.today
        clock = self.judged.rulebook.clock
        cap = self.judged.house.year_minutes // clock.weeks_per_year
        early = likely = recent = late = None
        total = weeks = most = 0.0
        ended = False
        slower = pace.recent / pace.week if pace.week else 1.0
        for week, minutes, part in self._weeks_ahead(tracks, pace):
            total += minutes
            weeks += part
            most += cap * part
            if most < missing:
                late = week  # Not even full weeks would be enough.
                continue
            middle, half = total - minutes / 2, weeks - part / 2
            spread = _SPREAD * pace.deviation * middle * sqrt(1 / half + 1 / pace.weeks)
            if early is None and middle + spread >= missing:
                early = week
            if likely is None and total >= missing:
                likely = week
            if recent is None and total * slower >= missing:
                recent = week
            ended = ended or middle - spread >= missing
            if not ended:
                late = week
            elif likely and recent:
                break
        days = [day for day in (early, likely, recent) if day]
        if not (ended and likely and recent):
            return min(days, default=None), likely, None
        return min(days), likely, max(late or likely, likely, recent)

    def _weeks_ahead(self, tracks: frozenset[str], pace: Pace) -> Iterator[tuple[date, float, float]]:
        """Week ends ahead, what each is expected to bring on the tracks, and the part of it that is spent at work there."""
        present = {placement.key for placement in self._weeks.present}
        rates = {
            placement.key: pace.week
            if placement.key in present
            else pace.everywhere * self._weeks.share(tracks, [placement])
            for placement in self._weeks.placements
        }
        last: _Parts = ()
        minutes = part = 0.0
        for week in weeks_between(self._weeks.first_open, self._last):
            parts = self._parts(week)
            if parts is not last:
                last = parts
                worked = [(rates[key], days) for key, days in parts if rates[key]]
                minutes, part = sum(rate * days for rate, days in worked), sum(days for _, days in worked)
            if minutes:
                yield week, minutes, part
            elif week >= self._settled:
                return

    @cached_property
    def _settled(self) -> date:
        """The first week end ahead after which no week differs from the one before it."""
        days = [self.today.toordinal()]
        for placement in self._weeks.placements:
            days += [placement.starts.toordinal(), placement.ends.toordinal() if placement.ends else 0]
        days += [day for period in self._weeks.off.periods for day in period]
        days += [week.toordinal() for week in self._weeks.absent]
        last = max(day for day in days if day < self._last.toordinal())
        return week_of(date.fromordinal(last), self.judged.house.week_ends) + WEEK

    def _parts(self, week: date) -> _Parts:
        """The placements of a week and the part of its days spent at work there: a day is at the placement that began last."""
        week = min(week, self._settled)
        if week not in self._parts_of:
            self._parts_of[week] = () if week in self._weeks.absent else tuple(self._work_parts(week))
        return self._parts_of[week]

    def _work_parts(self, week: date) -> Iterator[tuple[str, float]]:
        left = Days([period(first_day(week), week)])
        if self._weeks.off.touches_week(week):
            left = left.without(self._weeks.off)
        for placement in sorted(self._weeks.placements, key=lambda placement: placement.starts, reverse=True):
            if placement.covers(first_day(week), week):
                there = Days([period(placement.starts, placement.ends or week)])
                if days := left.within(there):
                    yield placement.key, days / WEEK.days
                    left = left.without(there)
