"""The dates of a column, read in the one order that fits all of them, and the weeks that a period falls into."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

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
    days = working or other
    if length <= _WEEK_DAYS:
        best = max(days, key=lambda week: (days[week], week))
        return {best: 1}
    return days


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


DateOrder = Literal["mdy", "dmy"]

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_GERMAN = {"mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12}
"""Beginnings of the months that a German Excel writes otherwise."""

_TIME = re.compile(r"[T ]+[0-9]{1,2}:[0-9]{2}(:[0-9.]+)?( ?[AP]M)?Z?$", re.IGNORECASE)
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]*\s+", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"^([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})$")
_COMPACT = re.compile(r"^([0-9]{4})([0-9]{2})([0-9]{2})$")
_NUMBERS = re.compile(r"^([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})$")
_DAY_MONTH = re.compile(r"^([0-9]{1,2})[-./ ]*([^\W\d_]{3,9})[-.,/ ]*([0-9]{4}|[0-9]{2})$")
_MONTH_DAY = re.compile(r"^([^\W\d_]{3,9})[-./ ]*([0-9]{1,2})(?:[-.,/ ]+)([0-9]{4}|[0-9]{2})$")
_SERIAL = re.compile(r"^([0-9]{5})(\.0*)?$")
_RANGE = re.compile(r"\s+(?:-|–|to|thru|through)\s+|\s*–\s*", re.IGNORECASE)
_WEEK = re.compile(r"^([0-9]{4})-?W([0-9]{2})$", re.IGNORECASE)
_EXCEL_EPOCH = date(1899, 12, 30)
_EARLIEST, _LATEST = date(1970, 1, 1), date(2150, 1, 1)
_CENTURY = 2000
_MOST_MONTHS = 12
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class DateChoice:
    """A column whose dates fit both orders, so that the mentor has to say which is meant.

    Attributes:
        column: Its name in the file.
        examples: Some of its dates as they stand there.
        mdy: The same read as month, day, year.
        dmy: The same read as day, month, year.
    """

    column: str
    examples: tuple[str, ...]
    mdy: tuple[date, ...]
    dmy: tuple[date, ...]


class DateColumn:
    """One column of dates, or two that belong together.

    Attributes:
        order: How its dates of three numbers are read; None where none of them tells and it matters.
        choice: What has to be decided; None where nothing has.
    """

    def __init__(self, column: str, values: Iterable[str], order: DateOrder | None = None) -> None:
        parts = [part for value in values for part in _RANGE.split(value.strip())]
        numbers = [
            (part, match) for part in parts if (match := _NUMBERS.match(_bare(part))) and match[2] != "."
        ]
        first = any(int(match[1]) > _MOST_MONTHS >= int(match[3]) for _, match in numbers)
        second = any(int(match[3]) > _MOST_MONTHS >= int(match[1]) for _, match in numbers)
        self._day = lru_cache(maxsize=4096)(self._single)
        self.mixed = first and second and order is None
        self.order: DateOrder | None = order or (None if first == second else "dmy" if first else "mdy")
        self.choice: DateChoice | None = None
        open_ones = list(
            dict.fromkeys(part for part, match in numbers if _both(match) and match[1] != match[3])
        )
        if self.order is None and open_ones:
            shown = open_ones[:_EXAMPLES]
            self.choice = DateChoice(
                column,
                tuple(shown),
                tuple(self._single(part, "mdy") for part in shown),
                tuple(self._single(part, "dmy") for part in shown),
            )

    def day(self, text: str) -> date:
        """One date.

        Raises:
            ValueError: it is none, or its order has to be chosen first.
        """
        return self._day(text, self.order)

    def period(self, text: str) -> tuple[date, date]:
        """First and last day of `2026-W47`, of a range such as `11/02/2026 - 11/08/2026`, or of a single date.

        Raises:
            ValueError: it is none of these.
        """
        if week := _WEEK.match(text.strip()):
            try:
                monday = _near(date.fromisocalendar(int(week[1]), int(week[2]), 1), text)
            except ValueError:
                raise ValueError(f"{text} is no week of the calendar; write it as 2026-W47") from None
            return monday, monday + timedelta(days=6)
        first, *rest = _RANGE.split(text.strip())
        start = self.day(first)
        end = self.day(rest[0]) if rest else start
        if len(rest) > 1 or end < start:
            raise ValueError(f"{text} is no period from a day to a later one")
        return start, end

    def _single(self, text: str, order: DateOrder | None) -> date:
        bare = _bare(text)
        if match := _YEAR_FIRST.match(bare):
            return _date(match[1], match[3], match[4], text)
        if match := _COMPACT.match(bare):
            return _date(match[1], match[2], match[3], text)
        if match := _DAY_MONTH.match(bare):
            return _date(match[3], _month(match[2], text), match[1], text)
        if match := _MONTH_DAY.match(bare):
            return _date(match[3], _month(match[1], text), match[2], text)
        if match := _SERIAL.match(bare):
            return _near(_EXCEL_EPOCH + timedelta(days=int(match[1])), text)
        if match := _NUMBERS.match(bare):
            return self._of_numbers(match, order, text)
        raise ValueError(f"{text or 'nothing'} is no date; write it as 2026-11-20")

    def _of_numbers(self, match: re.Match[str], order: DateOrder | None, text: str) -> date:
        """A date of three numbers; full stops between them mean that the day comes first."""
        if match[2] == ".":
            order = "dmy"
        elif order is None and match[1] == match[3]:
            order = "mdy"
        elif order is None and not _both(match):
            order = "dmy" if int(match[1]) > _MOST_MONTHS else "mdy"
        if order is None:
            month_first, day_first = self._single(text, "mdy"), self._single(text, "dmy")
            raise ValueError(f"{text} may be {month_first} or {day_first}; choose the order of the column")
        day, month = (match[1], match[3]) if order == "dmy" else (match[3], match[1])
        return _date(match[4], month, day, text)


def _bare(text: str) -> str:
    """A date without weekday and time of day."""
    return _TIME.sub("", _WEEKDAY.sub("", text.strip()))


def _both(match: re.Match[str]) -> bool:
    return int(match[1]) <= _MOST_MONTHS and int(match[3]) <= _MOST_MONTHS


def _month(word: str, text: str) -> str:
    for number, name in enumerate(_MONTHS, 1):
        if name.startswith(word.lower()) or word.lower() == "sept" == name[:4]:
            return str(number)
    if german := _GERMAN.get(word.lower()[:3]):
        return str(german)
    raise ValueError(f"{text} is no date: there is no month {word}")


def _date(year: str, month: str, day: str, text: str) -> date:
    full = int(year) if len(year) > 2 else _CENTURY + int(year)  # noqa: PLR2004 - two digits of a year
    try:
        written = date(full, int(month), int(day))
    except ValueError:
        raise ValueError(f"{text} is no date of the calendar; write it as 2026-11-20") from None
    return _near(written, text)


def _near(day: date, text: str) -> date:
    if not _EARLIEST <= day <= _LATEST:
        raise ValueError(f"{text} would be in the year {day.year}; write it as 2026-11-20")
    return day
