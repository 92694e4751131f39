"""Weeks, named by the date of their last day."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from enum import IntEnum

WEEK = timedelta(days=7)
MINUTES_OF_A_WEEK = 7 * 24 * 60


class Weekday(IntEnum):
    """A day of the week, numbered as `date.weekday` does."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


def week_of(day: date, last_day: Weekday = Weekday.FRIDAY) -> date:
    """The last day of the week that `day` lies in."""
    return day + timedelta(days=(last_day - day.weekday()) % 7)


def newest_ended(today: date, last_day: Weekday = Weekday.FRIDAY) -> date:
    """The newest week that is over on `today`; it is over from its own last day on."""
    return week_of(today - timedelta(days=6), last_day)


def first_day(week: date) -> date:
    """The first of the seven days of the week that ends on `week`."""
    return week - timedelta(days=6)


def weeks_between(first: date, last: date) -> Iterator[date]:
    """Every week end from `first` to `last`, both included, seven days apart."""
    while first <= last:
        yield first
        first += WEEK


def add_months(day: date, months: int) -> date:
    """The same day so many calendar months later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th."""
    return add_months(day, 12 * years)
