"""Full-time months on a track: two clocks, of which the slower counts, and the training that may stand in."""

from bisect import bisect_right
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from mentor_tui.domain.periods import Days
from mentor_tui.domain.rule import Requirement
from mentor_tui.domain.training import CreditEntry, Reduction, ReductionKind

_YEAR = 12


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
    def rank(self) -> tuple[bool, int, int]:
        """The best of several ways to see a record is met, and early; else it has the most."""
        return self.met, -self.met_on.toordinal() if self.met_on else 0, self.total

    @property
    def calendar_binds(self) -> bool:
        """Whether the calendar is the slower clock."""
        return self.calendar_clock < self.hours_clock


class Stretch(NamedTuple):
    """One way to see a record: the work that counts, and the credits beside it. Days are ordinals.

    Attributes:
        weeks: Week ends with work.
        sums: Minutes before each of these weeks, and after the last.
        employment: Days of the calendar clock as seen from one day on until the next.
        as_training: Days whose work counts as training instead.
        begins: First day of the programme.
        year_minutes: Minutes of a full-time year.
        year_days: Days on the calendar clock that make a year.
    """

    weeks: tuple[int, ...]
    sums: tuple[int, ...]
    employment: tuple[tuple[int, Days], ...]
    credits: tuple[CreditEntry, ...]
    as_training: Days
    begins: int
    year_minutes: int
    year_days: int

    def experience(
        self,
        tracks: tuple[str, ...],
        today: date,
        *,
        needed: int = 0,
        training_cap: int = 0,
        met_on: date | None = None,
    ) -> Experience:
        """What it adds up to, every credit in full."""
        days = self._days_until(today.toordinal())
        return Experience(
            tracks=tracks,
            needed=needed,
            hours_clock=self.sums[-1],
            calendar_days=days,
            calendar_clock=int(self._calendar(days)),
            earlier=sum(entry.counted for entry in self.credits if entry.is_work),
            training=sum(entry.counted for entry in self.credits if not entry.is_work),
            training_cap=training_cap,
            met_on=met_on,
            month_minutes=self.year_minutes // _YEAR,
            credits=self.credits,
            as_training=self.as_training,
        )

    def against(self, requirement: Requirement, tracks: tuple[str, ...], today: date) -> Experience:
        """What it adds up to where so much is asked for, and training replaces no more than the cap."""
        needed, cap = self._amounts(requirement)
        met_on = self.met_from(requirement, today)
        whole = next((entry for entry in self.credits if entry.whole), None)
        room, over = Fraction(cap), Reduction(ReductionKind.CAPPED, requirement.training_months)
        if whole is not None:
            room, over = Fraction(), Reduction(ReductionKind.OTHER_IS_WHOLE, whole.credit.title)
        credits: list[CreditEntry] = []
        for entry in self.credits:
            counts = entry
            if entry is whole:
                counts = entry._replace(counted=needed, exact=Fraction(needed))
            elif not entry.is_work and entry.exact > room:
                counts = entry.less(room, over)
            if not entry.is_work and entry is not whole:
                room -= counts.exact
            credits.append(counts)
        calendar = self._calendar(self._days_until(today.toordinal()))
        credits = _in_whole_minutes(credits, min(Fraction(self.sums[-1]), calendar))
        counted = self._replace(credits=tuple(credits))
        return counted.experience(tracks, today, needed=needed, training_cap=cap, met_on=met_on)

    def met_from(self, requirement: Requirement, until: date) -> date | None:
        """The first day up to `until` on which the requirement is met."""
        return self.first_day(*self._amounts(requirement), until)

    def first_day(self, needed: int, cap: int, until: date) -> date | None:
        """The first day up to `until` on which there are `needed` minutes, of which training replaces at most `cap`."""
        high = until.toordinal()
        if self._minutes(high, needed, cap) < needed:
            return None
        low = min(
            high,
            self.begins,
            *self.weeks[:1],
            *(days.periods[0][0] for _, days in self.employment if days.periods),
            *(entry.counts_from.toordinal() for entry in self.credits),
        )
        while low < high:
            middle = (low + high) // 2
            if self._minutes(middle, needed, cap) < needed:
                low = middle + 1
            else:
                high = middle
        return date.fromordinal(low)

    def _amounts(self, requirement: Requirement) -> tuple[int, int]:
        """Minutes that the requirement asks for, and the most of them that training may replace."""
        month = self.year_minutes // _YEAR
        return requirement.months * month, requirement.training_months * month

    def _minutes(self, day: int, needed: int, cap: int) -> Fraction | int:
        """Minutes of experience at the end of a day; not rounded, for the parts may make a whole."""
        hours, days = self.sums[bisect_right(self.weeks, day)], self._days_until(day)
        if not self.credits:
            return min(hours, days * self.year_minutes // self.year_days)
        work = min(Fraction(hours), self._calendar(days))
        training, most = Fraction(), Fraction(cap)
        for entry in self.credits:
            if entry.counts_from.toordinal() > day:
                continue
            if entry.whole:
                training += needed
                most = max(most, Fraction(needed))
            elif entry.is_work:
                work += entry.exact
            else:
                training += entry.exact
        return work + min(training, most)

    def _days_until(self, day: int) -> int:
        """Days on the calendar clock up to a day, as that day saw them."""
        seen = [days for since, days in self.employment if since <= day]
        return seen[-1].until(day) if seen else 0

    def _calendar(self, days: int) -> Fraction:
        """Days of employment as minutes, not rounded."""
        return Fraction(days * self.year_minutes, self.year_days)


def _in_whole_minutes(credits: list[CreditEntry], work: Fraction) -> list[CreditEntry]:
    """The credits as they are shown: beside the whole minutes of `work` they add up to what all of it makes exactly.

    The minutes that rounding leaves over go to those with the largest parts of a minute.
    """
    parts = [entry for entry in credits if not entry.whole]
    left = int(work + sum(entry.exact for entry in parts)) - int(work) - sum(entry.counted for entry in parts)
    largest = sorted(parts, key=lambda entry: (entry.counted - entry.exact, entry.credit.key))[:left]
    return [entry._replace(counted=entry.counted + 1) if entry in largest else entry for entry in credits]
