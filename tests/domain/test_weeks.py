from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.domain.weeks import (
    WEEK,
    Weekday,
    add_months,
    add_years,
    first_day,
    newest_ended,
    week_of,
    weeks_between,
)

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(days, st.sampled_from(Weekday))
def test_every_day_lies_in_the_week_that_is_named_by_its_last_day(day: date, last: Weekday) -> None:
    week = week_of(day, last)
    assert week.weekday() == last
    assert first_day(week) <= day <= week
    assert week_of(week, last) == week
    assert week_of(first_day(week), last) == week
    assert newest_ended(week, last) == week
    assert newest_ended(week - timedelta(days=1), last) == week - WEEK
    assert newest_ended(week + timedelta(days=6), last) == week
    assert week_of(week + timedelta(days=1), last) == week + WEEK


@given(days, st.integers(0, 60), st.integers(0, 6))
def test_weeks_between_are_seven_days_apart_and_none_is_left_out(first: date, weeks: int, more: int) -> None:
    found = list(weeks_between(first, first + weeks * WEEK + timedelta(days=more)))
    assert found == [first + number * WEEK for number in range(weeks + 1)]


def test_there_are_no_weeks_before_the_first() -> None:
    assert not list(weeks_between(date(2026, 1, 9), date(2026, 1, 8)))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_a_shorter_month_gives_its_last_day(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


def test_a_year_after_a_leap_day_is_the_28th() -> None:
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


@given(days, st.integers(-240, 240))
def test_months_move_the_month_and_never_the_day_forward(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(days, st.integers(0, 120), st.integers(0, 400))
def test_a_later_day_is_no_earlier_months_later(day: date, months: int, more: int) -> None:
    assert add_months(day, months) <= add_months(day + timedelta(days=more), months)


def test_days_of_the_week_are_numbered_as_the_calendar_does_and_weeks_end_on_friday() -> None:
    monday = date(2026, 11, 16)
    calendar = [(monday + timedelta(days=number)).strftime("%A").upper() for number in range(7)]
    assert [(day.name, day.value) for day in Weekday] == [
        (name, number) for number, name in enumerate(calendar)
    ]
    assert week_of(monday) == date(2026, 11, 20)
    assert [newest_ended(date(2026, 11, day)) for day in (19, 20, 21)] == [
        date(2026, 11, 13),
        date(2026, 11, 20),
        date(2026, 11, 20),
    ]
