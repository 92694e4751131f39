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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import islice
from math import ceil, sqrt
from typing import NamedTuple

from mentor_tui.domain.apprentice import Placement
from mentor_tui.domain.clocks import Experience
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.periods import Days, period
from mentor_tui.domain.rule import Requirement
from mentor_tui.domain.vocabulary import SignOffState
from mentor_tui.domain.weeks import WEEK, add_years, first_day, week_of, weeks_between
from mentor_tui.domain.work import days_off, employed_days

RECENT, YEAR = 13, 52
"""Weeks of a quarter and of a year."""
BEHIND = 4
"""Weeks of employment without a sheet that a logbook may be behind; a longer silence is time without work."""
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


class _Pace(NamedTuple):
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


class Prospect:
    """What lies ahead of one history, worked out once for all tests."""

    def __init__(self, judged: JudgedRecord) -> None:
        self.judged = judged
        self.today = judged.today
        self._last = add_years(judged.today, HORIZON)
        self._spans: dict[tuple[frozenset[str], str], Span | None] = {}
        self._weeks: dict[date, _Parts] = {}
        self._paces: dict[frozenset[str], _Pace] = {}
        self._shares: dict[tuple[frozenset[str], tuple[str, ...]], float] = {}

    def forecast(self, tracks: Iterable[str], requirement: Requirement, area_minutes: int) -> Forecast | None:
        """What is to be expected; None where nothing is missing, or nobody will be at work who could make it good.

        Args:
            tracks: Keys of the tracks whose experience counts, together.
            requirement: What is asked for.
            area_minutes: What is missing in the test's own area.
        """
        key = frozenset(tracks), requirement.key
        met = self.judged.experience(key[0], requirement).met
        if (met and area_minutes <= 0) or not self._days_at_work:
            return None
        pace = self._pace(key[0])
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

    @cached_property
    def _expected(self) -> JudgedRecord:
        """The history as if all drafts were approved."""
        judged = self.judged
        if judged.house.count_drafts or not self._logged.drafts:
            return judged
        house = judged.house.model_copy(update={"count_drafts": True})
        return JudgedRecord(judged.record, replace(judged.frame, house=house))

    @cached_property
    def _placements(self) -> tuple[Placement, ...]:
        return tuple(place for place in self.judged.record.apprentice.placements if not place.voided)

    @cached_property
    def _off(self) -> Days:
        """Days of leave, past and known ahead: they stop the calendar clock."""
        worked = frozenset().union(*self._expected.groups.values())
        return days_off(self.judged.record, self.judged.rulebook, worked, self._last)

    @cached_property
    def _at_work(self) -> Days:
        """Days of employment, less leave."""
        keys = {place.key for place in self._placements}
        return employed_days(self.judged.record.apprentice, keys, self._last).without(self._off)

    @cached_property
    def _days_at_work(self) -> bool:
        """Whether any day at work lies ahead."""
        return self._at_work.touches(self.today.toordinal() + 1, self._last.toordinal())

    @cached_property
    def _here(self) -> tuple[Placement, ...]:
        """The placements of today; where there is none, the next one."""
        now = tuple(place for place in self._placements if place.covers(self.today, self.today))
        ahead = sorted(
            (place for place in self._placements if place.starts > self.today), key=lambda one: one.starts
        )
        return now or tuple(ahead[:1])

    @cached_property
    def _first_open(self) -> date:
        """The first week end from which on the pace is expected: the one after the newest logged week."""
        present = week_of(self.today, self.judged.house.week_ends)
        newest = self._logged.newest
        if newest == date.min:
            return present
        silent = (week for week in weeks_between(newest + WEEK, present) if self._worked_in(week))
        return present if len(list(islice(silent, BEHIND + 1))) > BEHIND else newest + WEEK

    def _worked_in(self, week: date) -> bool:
        return self._at_work.touches(first_day(week).toordinal(), week.toordinal())

    @cached_property
    def _usual_weeks(self) -> tuple[date, ...]:
        """The last 52 week ends with days at work up to the newest that was logged, but for weeks that were returned."""
        first = week_of(self.judged.record.apprentice.start, self.judged.house.week_ends)
        returned = self._logged.returned
        weeks: list[date] = []
        week = self._first_open - WEEK
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
        for group, weeks in self._expected.groups.items():
            key = group.placement, group.track
            total[key] = total.get(key, 0) + sum(weeks.values())
        return total

    def _share(self, tracks: frozenset[str], places: Sequence[Placement]) -> float:
        """The part of the work at some placements that is on the tracks, from 0 to 1.

        Where nothing was done there, that at other placements for the same kind of vehicle; else the kind itself decides.
        """
        key = tracks, tuple(place.key for place in places)
        if key not in self._shares:
            self._shares[key] = self._work_share(tracks, places)
        return self._shares[key]

    def _work_share(self, tracks: frozenset[str], places: Sequence[Placement]) -> float:
        kinds = {place.kind for place in places}
        alike = [place for place in self._placements if place.kind in kinds]
        for some in (places, alike):
            keys = {place.key for place in some}
            done = [
                (minutes, track in tracks)
                for (placement, track), minutes in self._by_placement.items()
                if placement in keys
            ]
            if done:
                return sum(minutes for minutes, on in done if on) / sum(minutes for minutes, _ in done)
        track_of_kind = self.judged.rulebook.track_of_kind
        return float(any(track_of_kind.get(kind) in tracks for kind in kinds))

    @cached_property
    def _every(self) -> list[float]:
        """Minutes of each usual week on all tracks together."""
        parts = [self._series(minutes, self._usual_weeks) for minutes in self._expected.groups.values()]
        return [sum(week) for week in zip(*parts, strict=True)] or [0.0] * len(self._usual_weeks)

    def _pace(self, tracks: frozenset[str]) -> _Pace:
        if tracks not in self._paces:
            self._paces[tracks] = self._logged_pace(tracks)
        return self._paces[tracks]

    def _logged_pace(self, tracks: frozenset[str]) -> _Pace:
        since = max((place.starts for place in self._here if place.starts <= self.today), default=self.today)
        weeks = self._usual_weeks
        at_this_shop = [week for week in weeks if week >= since]
        share = self._share(tracks, self._here)
        every = self._every
        if len(weeks) < RECENT:
            series = every + [self._full_time] * (RECENT - len(every))
            week = self._full_time
            return _Pace(
                week * share, week * share, week, _deviation(series, week) / week, RECENT, full_time=True
            )
        everywhere = sum(every) / len(every)
        if len(at_this_shop) < RECENT:
            series = [minutes * share for minutes in every]
        else:
            series = self._series(self._expected.weekly(tracks), at_this_shop)
        week, recent = sum(series) / len(series), sum(series[-RECENT:]) / RECENT
        spread = series if week else every
        middle = week or everywhere
        deviation = _deviation(spread, middle) / middle if middle else 0.0
        return _Pace(week, recent, everywhere, deviation, len(spread), full_time=False)

    def _span(self, tracks: frozenset[str], requirement: Requirement, pace: _Pace) -> Span:
        """The soonest of what work alone brings and of what each credit that is not finished yet will bring then."""
        finished = self._dates(tracks, pace, self._expected.experience(tracks, requirement))
        ahead = {
            credit.ends + timedelta(days=1)
            for credit in self.judged.record.credits
            if not credit.voided and self.today <= credit.ends < self._last
        }
        spans = [finished]
        for day in sorted(ahead):
            then = JudgedRecord(self._expected.record, replace(self._expected.frame, today=day))
            span = self._dates(tracks, pace, then.experience(tracks, requirement))
            spans.append(Span(*(end and max(end, day) for end in span)))
        return Span(*(min((day for day in ends if day), default=None) for ends in zip(*spans, strict=True)))

    def _dates(self, tracks: frozenset[str], pace: _Pace, experience: Experience) -> Span:
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
        begun = {group.placement for group in self._expected.groups if group.track in tracks}
        ahead = {
            place.key
            for place in self._placements
            if (place.ends is None or place.ends > self.today) and self._share(tracks, [place])
        }
        employed = employed_days(self.judged.record.apprentice, begun | ahead, self._last)
        day = employed.without(self._off).without(replaced).day(needed)
        return None if day is None else date.fromordinal(day)

    def _hours_days(
        self, tracks: frozenset[str], missing: Fraction | int, pace: _Pace
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

    def _weeks_ahead(self, tracks: frozenset[str], pace: _Pace) -> Iterator[tuple[date, float, float]]:
        """Week ends ahead, what each is expected to bring on the tracks, and the part of it that is spent at work there."""
        here = {place.key for place in self._here}
        rates = {
            place.key: pace.week if place.key in here else pace.everywhere * self._share(tracks, [place])
            for place in self._placements
        }
        last: _Parts = ()
        minutes = part = 0.0
        for week in weeks_between(self._first_open, self._last):
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
        for place in self._placements:
            days += [place.starts.toordinal(), place.ends.toordinal() if place.ends else 0]
        days += [day for period in self._off.periods for day in period]
        days += [week.toordinal() for week in self._logged.absent]
        last = max(day for day in days if day < self._last.toordinal())
        return week_of(date.fromordinal(last), self.judged.house.week_ends) + WEEK

    def _parts(self, week: date) -> _Parts:
        """The placements of a week and the part of its days spent at work there: a day is at the placement that began last."""
        week = min(week, self._settled)
        if week not in self._weeks:
            self._weeks[week] = () if week in self._logged.absent else tuple(self._work_parts(week))
        return self._weeks[week]

    def _work_parts(self, week: date) -> Iterator[tuple[str, float]]:
        left = Days([period(first_day(week), week)])
        if self._off.touches(first_day(week).toordinal(), week.toordinal()):
            left = left.without(self._off)
        for place in sorted(self._placements, key=lambda one: one.starts, reverse=True):
            if place.covers(first_day(week), week):
                there = Days([period(place.starts, place.ends or week)])
                if days := left.within(there):
                    yield place.key, days / WEEK.days
                    left = left.without(there)


def _deviation(series: Sequence[float], middle: float) -> float:
    """The standard deviation of a week: of the logged ones and of an empty one, with the covariances of neighbours."""
    number = len(series)
    away = [minutes - middle for minutes in series]
    lag = int(number ** (1 / 3))
    together = sum(
        2 * (1 - step / (lag + 1)) * sum(one * other for one, other in zip(away, away[step:], strict=False))
        for step in range(1, lag + 1)
    )
    squares = sum(one * one for one in away)
    return sqrt(max(squares + together, 0.0) + middle * middle) / sqrt(number)
