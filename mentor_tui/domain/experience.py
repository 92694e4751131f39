"""A training record judged in a frame: what it adds up to by area, by track and against a requirement."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import accumulate, product

from mentor_tui.domain.certificate import Certificate, certificate
from mentor_tui.domain.clocks import Experience, Stretch
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.periods import Days, period
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rule import Requirement
from mentor_tui.domain.training import CreditEntry, claims
from mentor_tui.domain.vocabulary import VehicleKind
from mentor_tui.domain.weeks import first_day
from mentor_tui.domain.work import Why, WorkEntry, WorkGroup, count_work, days_off, employed_days, sum_work

_CHOICES = 6
"""Credits beyond this many that overlap with work give way to the work."""


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

    def work(self, track: str) -> Experience:
        """The work alone on one track, against no requirement: what milestones are made of."""
        return self._work_stretch(track).experience((track,), self.today)

    def _work_stretch(self, track: str) -> Stretch:
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
        while day := stretch.first_day(self.house.year_minutes * (len(reached) + 1), 0, self.today):
            reached.append(day)
        return tuple(reached)

    def tally(self, experience: Experience) -> Iterator[WorkEntry]:
        """Every work line as it counts for `experience`: the hours clock is their sum, to the minute."""
        for entry in self.entries:
            if not entry.counted:
                yield entry
            elif entry.track not in experience.tracks:
                yield entry._replace(counted=0, why=Why.OTHER_TRACK)
            elif experience.as_training.touches_week(entry.week):
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
        best = max(
            (stretch.against(requirement, tracks, self.today) for stretch in stretches),
            key=lambda experience: experience.rank,
        )
        if best.met_on is None or not self.record.credits:
            return best
        return best._replace(met_on=self._met_since(best.met_on, tracks, requirement))

    def _met_since(self, since: date, tracks: tuple[str, ...], requirement: Requirement) -> date:
        """First day of the unbroken run of days that ends today, each judged by the credits that counted on it.

        Args:
            since: Day on which the requirement is met with the credits that count today.
            tracks: Keys of the tracks.
            requirement: What has to be met.
        """
        changes = {entry.counts_from for entry in self._claims(tracks, requirement, self.today)}
        for change in sorted((day for day in changes if day <= self.today), reverse=True):
            if since > change:
                break
            before = date.fromordinal(change.toordinal() - 1)
            stretches = self._stretches(tracks, requirement, before)
            days = [stretch.met_from(requirement, before) for stretch in stretches]
            since = min((day for day in days if day), default=change)
        return since

    def _stretches(self, tracks: tuple[str, ...], requirement: Requirement, day: date) -> Iterator[Stretch]:
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

    def _stretch(self, tracks: tuple[str, ...], credits: tuple[CreditEntry, ...], replaced: Days) -> Stretch:
        weekly = {
            week.toordinal(): minutes
            for week, minutes in self.weekly(tracks).items()
            if not replaced.periods or not replaced.touches_week(week)
        }
        return Stretch(
            weeks=tuple(weekly),
            sums=(0, *accumulate(weekly.values())),
            employment=tuple((since, days.without(replaced)) for since, days in self._employment(tracks)),
            credits=credits,
            as_training=replaced,
            begins=self.record.apprentice.start.toordinal(),
            year_minutes=self.house.year_minutes,
            year_days=self.rulebook.clock.calendar_days_per_year,
        )


def _added_up(parts: Iterable[Mapping[date, int]]) -> dict[date, int]:
    total: dict[date, int] = {}
    for part in parts:
        if not total:
            total = dict(part)
            continue
        for week, minutes in part.items():
            total[week] = total.get(week, 0) + minutes
    return total
