"""Full-time months on a track: two clocks, of which the slower counts, and the training that may stand in."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, product
from typing import NamedTuple

from mentor_tui.domain.certificate import PASSES, Certificate, certificate
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.periods import Days, period
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rule import Requirement
from mentor_tui.domain.training import CreditEntry, Reduction, ReductionKind, calendar_minutes, claims
from mentor_tui.domain.vocabulary import VehicleKind
from mentor_tui.domain.weeks import first_day
from mentor_tui.domain.work import Why, WorkEntry, WorkGroup, count_work, days_off, employed_days, sum_work

_CHOICES = 6
"""Credits beyond this many that overlap with work give way to the work."""


class Experience(NamedTuple):
    """What one apprentice has on a set of tracks, against one requirement. All amounts are minutes of full-time work.

    Attributes:
        needed: What the requirement asks for.
        hours_clock: Hands-on minutes, each week up to its cap.
        calendar_days: Days of employment with work on the tracks, less leave.
        calendar_clock: The same as minutes, at a full-time year's minutes for each year of days.
        earlier: Earlier work, from before the logbook.
        training: Training that counts, after the requirement's cap: the sum of what is counted of the credits.
        training_cap: The most that training may replace.
        met_on: First day of the present unbroken run of days on which the requirement is met; None while it is not.
        month_minutes: Minutes of one full-time month.
        as_training: Weeks in which work does not count because the time counts as training.
    """

    tracks: tuple[str, ...]
    needed: int
    hours_clock: int
    calendar_days: int
    calendar_clock: int
    earlier: int
    training: int
    training_cap: int
    met_on: date | None
    month_minutes: int
    credits: tuple[CreditEntry, ...] = ()
    as_training: Days = Days()

    @property
    def work(self) -> int:
        """Minutes of work: the slower of the two clocks, and earlier work."""
        return min(self.hours_clock, self.calendar_clock) + self.earlier

    @property
    def total(self) -> int:
        """Work and training together, in minutes."""
        return self.work + self.training

    @property
    def met(self) -> bool:
        """Whether the requirement is met."""
        return self.met_on is not None

    @property
    def missing(self) -> int:
        """Minutes still missing; 0 once met."""
        return 0 if self.met else max(0, self.needed - self.total)

    @property
    def months(self) -> int:
        """Whole full-time months reached, never rounded up."""
        return self.total // self.month_minutes

    @property
    def calendar_binds(self) -> bool:
        """Whether the calendar is the slower clock."""
        return self.calendar_clock < self.hours_clock


class _Stretch(NamedTuple):
    """One way to see the record: the work that counts, and the credits beside it.

    Attributes:
        weeks: Ordinals of the week ends with work.
        sums: Minutes before each of these weeks, and after the last.
        employment: Days of the calendar clock as seen from one ordinal on until the next.
        as_training: Days whose work counts as training instead.
    """

    weeks: tuple[int, ...]
    sums: tuple[int, ...]
    employment: tuple[tuple[int, Days], ...]
    credits: tuple[CreditEntry, ...]
    as_training: Days

    def days_until(self, day: int) -> int:
        """Days on the calendar clock up to the ordinal `day`, as that day saw them."""
        seen = [days for since, days in self.employment if since <= day]
        return seen[-1].until(day) if seen else 0


class JudgedRecord:
    """A training record judged in a frame: once, and asked many times.

    Attributes:
        rulebook: What the rule book says on the day of the frame.
    """

    def __init__(self, record: TrainingRecord, frame: Frame) -> None:
        self.record = record
        self.frame = frame
        self.rulebook = frame.rules
        self.house = frame.house
        self.today = frame.today
        self._days: dict[frozenset[str], tuple[tuple[int, Days], ...]] = {}
        self._weekly: dict[frozenset[str], dict[date, int]] = {}
        self._known: dict[tuple[frozenset[str], str], Experience] = {}
        self._certificates: dict[str, Certificate] = {}

    @cached_property
    def entries(self) -> tuple[WorkEntry, ...]:
        """Every work line in order of week, counted or not, and why."""
        return tuple(count_work(self.record, self.rulebook, self.house, self.today))

    @cached_property
    def _sums(self) -> tuple[dict[WorkGroup, dict[date, int]], dict[WorkGroup, dict[date, int]]]:
        return sum_work(self.record, self.rulebook, self.house, self.today)

    @property
    def groups(self) -> dict[WorkGroup, dict[date, int]]:
        """Counted minutes of each week, by everything that work can be told apart by."""
        return self._sums[0]

    @cached_property
    def logged_by_area(self) -> dict[tuple[VehicleKind, str], int]:
        """Minutes of each area of each vehicle kind with what is over the cap of a week.

        The cap keeps hours from running ahead of the calendar; what has been practised is practised all the same.
        """
        total = defaultdict(int, self.minutes_by_area)
        for group, weeks in self._sums[1].items():
            total[group.kind, group.area] += sum(weeks.values())
        return dict(total)

    @cached_property
    def minutes_by_track(self) -> dict[str, int]:
        """Counted minutes of each track that has any."""
        total: dict[str, int] = defaultdict(int)
        for group, weeks in self.groups.items():
            if group.track:
                total[group.track] += sum(weeks.values())
        return dict(total)

    @cached_property
    def minutes_by_area(self) -> dict[tuple[VehicleKind, str], int]:
        """Counted minutes of each area of each vehicle kind."""
        total: dict[tuple[VehicleKind, str], int] = defaultdict(int)
        for group, weeks in self.groups.items():
            total[group.kind, group.area] += sum(weeks.values())
        return dict(total)

    def weekly(self, tracks: Iterable[str]) -> Mapping[date, int]:
        """Counted minutes of each week on the tracks together, in order of week."""
        wanted = frozenset(tracks)
        if wanted not in self._weekly:
            found = _added_up(weeks for group, weeks in self.groups.items() if group.track in wanted)
            self._weekly[wanted] = dict(sorted(found.items()))
        return self._weekly[wanted]

    def logged_in_areas(self, kinds: Iterable[VehicleKind], areas: Iterable[str]) -> Mapping[date, int]:
        """Minutes of each week in any of the areas on any of the vehicle kinds, as `logged_by_area` has them."""
        kinds, areas = frozenset(kinds), frozenset(areas)
        return _added_up(
            weeks
            for part in self._sums
            for group, weeks in part.items()
            if group.area in areas and group.kind in kinds
        )

    @cached_property
    def _worked(self) -> frozenset[date]:
        """The weeks in which any work counts."""
        return frozenset().union(*self.groups.values())

    @cached_property
    def _off(self) -> Days:
        return days_off(self.record, self.rulebook, self._worked, self.today)

    @cached_property
    def _worked_on_leave(self) -> frozenset[date]:
        """Weeks of leave in which work counts all the same: days of leave until the week is over."""
        stops = self.rulebook.clock.stops
        return frozenset(
            sheet.week
            for sheet in self.record.sheets
            if sheet.absence and sheet.absence in stops and not sheet.voided and sheet.week in self._worked
        )

    def employment(self, tracks: Iterable[str]) -> Days:
        """Days of employment with hands-on work on any of the tracks, less leave: the calendar clock."""
        steps = self._employment(tracks)
        return steps[-1][1] if steps else Days()

    def _employment(self, tracks: Iterable[str]) -> tuple[tuple[int, Days], ...]:
        """`employment` as each day saw it, by the ordinal from which on it was so.

        A placement counts from its first day, but not before the first week with work on the tracks is over.
        """
        wanted = frozenset(tracks)
        if wanted not in self._days:
            begun: dict[str, date] = {}
            for group, weeks in self.groups.items():
                if group.track in wanted:
                    first = next(iter(weeks))
                    begun[group.placement] = min(first, begun.get(group.placement, first))
            changes = sorted({*begun.values(), *(self._worked_on_leave if begun else ())})
            self._days[wanted] = tuple((day.toordinal(), self._employed_as_of(day, begun)) for day in changes)
        return self._days[wanted]

    def _employed_as_of(self, day: date, begun: Mapping[str, date]) -> Days:
        placements = {placement for placement, first in begun.items() if first <= day}
        later = {week for week in self._worked_on_leave if week > day}
        off = (
            Days([*self._off.periods, *(period(first_day(week), week) for week in later)])
            if later
            else self._off
        )
        return employed_days(self.record.apprentice, placements, self.today).without(off)

    def experience(self, tracks: Iterable[str], requirement: Requirement) -> Experience:
        """What there is on the tracks together, against a requirement.

        Source: the requirement's own; rules `clock` and `credits`.
        """
        key = frozenset(tracks), requirement.key
        if key not in self._known:
            self._known[key] = self._best(tuple(sorted(key[0])), requirement)
        return self._known[key]

    def certificate(self, code: str) -> Certificate:
        """What happened with the test `code`."""
        if code not in self._certificates:
            test = self.record.tests_by_code.get(code)
            self._certificates[code] = certificate(test, code, self.frame.rulebook, self.today)
        return self._certificates[code]

    def first_passed(self, code: str) -> date | None:
        """The day from which on the test `code` counts as passed; None where it does not."""
        test = self.record.tests_by_code.get(code)
        events = test.known(self.today) if test else ()
        return next((event.on for event in events if event.step in PASSES), None)

    def work(self, track: str) -> Experience:
        """The work alone on one track, against no requirement: what milestones are made of."""
        stretch = self._work_stretch(track)
        return Experience(
            tracks=(track,),
            needed=0,
            hours_clock=stretch.sums[-1],
            calendar_days=stretch.days_until(self.today.toordinal()),
            calendar_clock=self._calendar(stretch.days_until(self.today.toordinal())),
            earlier=sum(entry.counted for entry in stretch.credits),
            training=0,
            training_cap=0,
            met_on=None,
            month_minutes=self.house.month_minutes,
            credits=stretch.credits,
        )

    def _work_stretch(self, track: str) -> _Stretch:
        credits = tuple(
            entry.beside(self._employed)
            for entry in self._claims((track,), None, self.today)
            if entry.is_work
        )
        return self._stretch((track,), credits, Days())

    def years_reached(self, track: str) -> tuple[date, ...]:
        """The days on which one, two, three … years of work were reached on a track, training left aside."""
        stretch = self._work_stretch(track)
        reached: list[date] = []
        while day := self._first_day(stretch, self.house.year_minutes * (len(reached) + 1), 0, self.today):
            reached.append(day)
        return tuple(reached)

    def tally(self, experience: Experience) -> Iterator[WorkEntry]:
        """Every work line as it counts for `experience`: the hours clock is their sum, to the minute."""
        for entry in self.entries:
            if not entry.counted:
                yield entry
            elif entry.track not in experience.tracks:
                yield entry._replace(counted=0, why=Why.OTHER_TRACK)
            elif experience.as_training.touches(first_day(entry.week).toordinal(), entry.week.toordinal()):
                yield entry._replace(counted=0, why=Why.AS_TRAINING)
            else:
                yield entry

    @cached_property
    def _employed(self) -> Days:
        return Days(
            period(place.starts, min(self.today, place.ends or self.today))
            for place in self.record.apprentice.placements
            if not place.voided
        )

    def _claims(
        self, tracks: tuple[str, ...], requirement: Requirement | None, day: date
    ) -> tuple[CreditEntry, ...]:
        return claims(self.record, tracks, requirement, self.rulebook, self.house, day)

    def _best(self, tracks: tuple[str, ...], requirement: Requirement) -> Experience:
        stretches = self._stretches(tracks, requirement, self.today)
        best = max((self._against(requirement, tracks, stretch) for stretch in stretches), key=_rank)
        if best.met_on is None or not self.record.credits:
            return best
        return best._replace(met_on=self._met_since(best.met_on, tracks, requirement))

    def _met_since(self, found: date, tracks: tuple[str, ...], requirement: Requirement) -> date:
        """First day of the unbroken run of days that ends today, each judged by the credits that counted on it.

        Args:
            found: Day on which the requirement is met with the credits that count today.
            tracks: Keys of the tracks.
            requirement: What has to be met.
        """
        changes = {entry.counts_from for entry in self._claims(tracks, requirement, self.today)}
        for change in sorted((day for day in changes if day <= self.today), reverse=True):
            if found > change:
                break
            before = date.fromordinal(change.toordinal() - 1)
            days = [
                self._first_day(stretch, *self._amounts(requirement), before)
                for stretch in self._stretches(tracks, requirement, before)
            ]
            found = min((day for day in days if day), default=change)
        return found

    def _stretches(self, tracks: tuple[str, ...], requirement: Requirement, day: date) -> Iterator[_Stretch]:
        """Where training and employment overlap, the time counts once: each way to see it, with the credits of `day`.

        The choice is made for each credit as a whole, and the overlap is that with the dates of employment rather than with
        the weeks worked, so that more work never gives less experience.
        """
        credits = self._claims(tracks, requirement, day)
        overlapping = [
            entry.credit.key
            for entry in credits
            if (entry.claimed or entry.whole) and entry.days.within(self._employed)
        ][:_CHOICES]
        for choice in product((False, True), repeat=len(overlapping)):
            instead = {key for key, chosen in zip(overlapping, choice, strict=True) if chosen}
            replaced = Days(
                spell for entry in credits if entry.credit.key in instead for spell in entry.days.periods
            )
            settled = tuple(entry.beside(self._employed.without(replaced)) for entry in credits)
            yield self._stretch(tracks, settled, replaced)

    def _stretch(
        self,
        tracks: tuple[str, ...],
        credits: tuple[CreditEntry, ...],
        replaced: Days,
    ) -> _Stretch:
        weekly = {
            week.toordinal(): minutes
            for week, minutes in self.weekly(tracks).items()
            if not replaced.periods or not replaced.touches(first_day(week).toordinal(), week.toordinal())
        }
        return _Stretch(
            weeks=tuple(weekly),
            sums=(0, *accumulate(weekly.values())),
            employment=tuple((since, days.without(replaced)) for since, days in self._employment(tracks)),
            credits=credits,
            as_training=replaced,
        )

    def _against(self, requirement: Requirement, tracks: tuple[str, ...], stretch: _Stretch) -> Experience:
        needed, cap = self._amounts(requirement)
        met_on = self._first_day(stretch, needed, cap, self.today)
        whole = next((entry for entry in stretch.credits if entry.whole), None)
        room, over = Fraction(cap), Reduction(ReductionKind.CAPPED, requirement.training_months)
        if whole is not None:
            room, over = Fraction(), Reduction(ReductionKind.OTHER_IS_WHOLE, whole.credit.title)
        credits: list[CreditEntry] = []
        for entry in stretch.credits:
            counts = entry
            if entry is whole:
                counts = entry._replace(counted=needed, exact=Fraction(needed))
            elif not entry.is_work and entry.exact > room:
                counts = entry.less(room, over)
            if not entry.is_work and entry is not whole:
                room -= counts.exact
            credits.append(counts)
        days = stretch.days_until(self.today.toordinal())
        credits = _in_whole_minutes(credits, min(Fraction(stretch.sums[-1]), self._exact_calendar(days)))
        earlier = sum(entry.counted for entry in credits if entry.is_work)
        training = sum(entry.counted for entry in credits if not entry.is_work)
        return Experience(
            tracks=tracks,
            needed=needed,
            hours_clock=stretch.sums[-1],
            calendar_days=days,
            calendar_clock=self._calendar(days),
            earlier=earlier,
            training=training,
            training_cap=cap,
            met_on=met_on,
            month_minutes=self.house.month_minutes,
            credits=tuple(credits),
            as_training=stretch.as_training,
        )

    def _amounts(self, requirement: Requirement) -> tuple[int, int]:
        """Minutes that the requirement asks for, and the most of them that training may replace."""
        return (
            requirement.months * self.house.month_minutes,
            requirement.training_months * self.house.month_minutes,
        )

    def _first_day(self, stretch: _Stretch, needed: int, cap: int, until: date) -> date | None:
        """The first day up to `until` on which the stretch holds `needed` minutes."""
        high = until.toordinal()
        if self._held(stretch, high, cap, needed) < needed:
            return None
        low = min(
            high,
            self.record.apprentice.start.toordinal(),
            *stretch.weeks[:1],
            *(days.periods[0][0] for _, days in stretch.employment if days.periods),
            *(entry.counts_from.toordinal() for entry in stretch.credits),
        )
        while low < high:
            middle = (low + high) // 2
            if self._held(stretch, middle, cap, needed) < needed:
                low = middle + 1
            else:
                high = middle
        return date.fromordinal(low)

    def _held(self, stretch: _Stretch, day: int, cap: int, needed: int) -> Fraction | int:
        """Minutes of experience at the end of the ordinal `day`; not rounded, for the parts may make a whole."""
        hours, days = stretch.sums[bisect_right(stretch.weeks, day)], stretch.days_until(day)
        if not stretch.credits:
            return min(hours, self._calendar(days))
        held = min(Fraction(hours), self._exact_calendar(days))
        training, most = Fraction(), Fraction(cap)
        for entry in stretch.credits:
            if entry.counts_from.toordinal() > day:
                continue
            if entry.whole:
                training += needed
                most = max(most, Fraction(needed))
            elif entry.is_work:
                held += entry.exact
            else:
                training += entry.exact
        return held + min(training, most)

    def _calendar(self, days: int) -> int:
        return days * self.house.year_minutes // self.rulebook.clock.calendar_days_per_year

    def _exact_calendar(self, days: int) -> Fraction:
        return calendar_minutes(days, self.rulebook, self.house)


def _in_whole_minutes(credits: list[CreditEntry], work: Fraction) -> list[CreditEntry]:
    """The credits as they are shown: beside the whole minutes of `work` they add up to what all of it makes exactly.

    The minutes that rounding leaves over go to those with the largest parts of a minute.
    """
    parts = [entry for entry in credits if not entry.whole]
    left = int(work + sum(entry.exact for entry in parts)) - int(work) - sum(entry.counted for entry in parts)
    largest = sorted(parts, key=lambda entry: (entry.counted - entry.exact, entry.credit.key))[:left]
    return [entry._replace(counted=entry.counted + 1) if entry in largest else entry for entry in credits]


def _rank(found: Experience) -> tuple[bool, int, int]:
    """Met first, and early; then the most."""
    return found.met, -found.met_on.toordinal() if found.met_on else 0, found.total


def _added_up(parts: Iterable[Mapping[date, int]]) -> dict[date, int]:
    total: dict[date, int] = {}
    for part in parts:
        if not total:
            total = dict(part)
            continue
        for week, minutes in part.items():
            total[week] = total.get(week, 0) + minutes
    return total
