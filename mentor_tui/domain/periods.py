"""Sets of days as sorted, disjoint periods, counted without going through them day by day."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from typing import Self

from mentor_tui.domain.weeks import first_day

Period = tuple[int, int]
"""First and last day, both included, as ordinals."""


def period(first: date, last: date) -> Period:
    """Two dates as a period; empty where `last` is before `first`."""
    return first.toordinal(), last.toordinal()


class Days:
    """A frozen set of days."""

    __slots__ = ("_before", "_first", "periods")

    def __init__(self, periods: Iterable[Period] = ()) -> None:
        merged: list[Period] = []
        for first, last in sorted(entry for entry in periods if entry[0] <= entry[1]):
            if merged and first <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(merged[-1][1], last))
            else:
                merged.append((first, last))
        self.periods = tuple(merged)
        self._first = [first for first, _ in merged]
        self._before = [0]
        for first, last in merged:
            self._before.append(self._before[-1] + last - first + 1)

    def __eq__(self, other: object) -> bool:
        return self.periods == other.periods if isinstance(other, Days) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.periods)

    def __repr__(self) -> str:
        return f"Days({self.periods!r})"

    def __len__(self) -> int:
        return self._before[-1]

    def until(self, day: int) -> int:
        """How many of the days are not after the ordinal `day`."""
        index = bisect_right(self._first, day)
        if index == 0:
            return 0
        first, last = self.periods[index - 1]
        return self._before[index - 1] + min(day, last) - first + 1

    def day(self, number: int) -> int | None:
        """The ordinal of the day that is the `number`-th of them, from 1; None where there are fewer."""
        if not 0 < number <= len(self):
            return None
        index = bisect_left(self._before, number) - 1
        return self._first[index] + number - self._before[index] - 1

    def touches(self, first: int, last: int) -> bool:
        """Whether any of the days lies from `first` to `last`."""
        return self.until(last) > self.until(first - 1)

    def touches_week(self, week: date) -> bool:
        """Whether any of the days lies in the week that ends on `week`."""
        return self.touches(first_day(week).toordinal(), week.toordinal())

    def within(self, other: "Days") -> int:
        """How many of the days are also in `other`."""
        return sum(other.until(last) - other.until(first - 1) for first, last in self.periods)

    def without(self, other: "Days") -> Self:
        """The days that are not in `other`."""
        left: list[Period] = []
        for first, last in self.periods:
            start = first
            for gone_first, gone_last in other.periods:
                if gone_last < start or gone_first > last:
                    continue
                left.append((start, gone_first - 1))
                start = gone_last + 1
            left.append((start, last))
        return type(self)(left)
