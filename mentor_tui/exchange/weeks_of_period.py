"""The weeks of the shop that a period of a spreadsheet falls into."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from mentor_tui.domain.weeks import Weekday, week_of

_WORKING_DAYS = 5
_WEEK_DAYS = 7
_MOST_DAYS = 31


@lru_cache(maxsize=1024)
def weeks_of_period(first: date, last: date, week_ends: Weekday) -> Mapping[date, int]:
    """The week of a period, or its weeks with the number of working days in each.

    A period of up to seven days is one week: that with most of its working days, since payroll weeks often end on another
    day than the shop's. A longer one is spread over its weeks by their working days.

    Raises:
        ValueError: the period is longer than 31 days.
    """
    length = (last - first).days + 1
    if length > _MOST_DAYS:
        raise ValueError(
            f"{first} to {last} is {length} days, too long to tell the weeks; {_MOST_DAYS} is the most"
        )
    working: dict[date, int] = {}
    other: dict[date, int] = {}
    for offset in range(length):
        day = first + timedelta(days=offset)
        count = working if day.weekday() < _WORKING_DAYS else other
        week = week_of(day, week_ends)
        count[week] = count.get(week, 0) + 1
    found = working or other
    if length <= _WEEK_DAYS:
        best = max(found, key=lambda week: (found[week], week))
        return {best: 1}
    return found


def spread(minutes: int, weeks: Mapping[date, int]) -> dict[date, int]:
    """Minutes over weeks in proportion to their days; the parts add up to the whole."""
    days = sum(weeks.values())
    parts: dict[date, int] = {}
    seen = given = 0
    for week in sorted(weeks):
        seen += weeks[week]
        parts[week] = minutes * seen // days - given
        given += parts[week]
    return {week: part for week, part in parts.items() if part}
