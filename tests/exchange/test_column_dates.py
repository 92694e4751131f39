from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentor_tui.domain.weeks import Weekday
from mentor_tui.exchange.column_dates import DateColumn, DateOrder, spread, weeks_of_period

_DAY = date(2026, 11, 20)
_DAY_OF_WEEK = Weekday.FRIDAY
_days = st.dates(date(2000, 1, 1), date(2068, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20",
        "2026/11/20",
        "2026-11-20 00:00:00",
        "2026-11-20T00:00",
        "20261120",
        "20-Nov-26",
        "20 November 2026",
        "20Nov2026",
        "Nov 20, 2026",
        "November 20 2026",
        "Fri 11/20/2026",
        "Friday, Nov 20, 2026",
        "11/20/2026",
        "11/20/26",
        "11-20-2026",
        "11/20/2026 12:00:00 AM",
        "20/11/2026",
        "20.11.2026",
        "20.11.26",
        "20. Nov 26",
        "46346",
        "46346.0",
    ],
)
def test_one_day_in_many_ways(text: str) -> None:
    assert DateColumn("Date", [text]).day(text) == _DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-13-01",
        "2026-02-30",
        "31.02.2026",
        "20-Foo-26",
        "0001-01-01",
        "9999-12-31",
        "1",
        "99999",
    ],
)
def test_what_is_no_date_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=r"write it as 2026-11-20|there is no month"):
        DateColumn("Date", [text]).day(text)


@pytest.mark.parametrize(
    ("text", "month"),
    [("16-Okt-26", 10), ("16. Mrz 26", 3), ("16. März 2026", 3), ("16-Mai-26", 5), ("16.Dez.26", 12)],
)
def test_months_as_a_german_excel_writes_them(text: str, month: int) -> None:
    assert DateColumn("Date", [text]).day(text) == date(2026, month, 16)


def test_a_date_that_cannot_be_says_nothing_of_the_order() -> None:
    column = DateColumn("Date", ["31/31/2026", "03/25/2026", "03/04/2026"])
    assert column.day("03/04/2026") == date(2026, 3, 4)
    assert not column.mixed


@settings(deadline=None)
@given(st.lists(_days, min_size=1), st.sampled_from(["%m/%d/%Y", "%d/%m/%Y", "%m-%d-%y"]))
def test_the_column_tells_the_order(days: list[date], form: str) -> None:
    values = [day.strftime(form) for day in days]
    column = DateColumn("Date", values)
    clear = any(day.day > 12 for day in days)
    if clear or all(day.day == day.month for day in days):
        assert column.choice is None
        assert [column.day(value) for value in values] == days
    else:
        assert column.order is None
        assert column.choice is not None


@settings(deadline=None)
@given(st.lists(_days, min_size=1), st.sampled_from([("mdy", "%m/%d/%Y"), ("dmy", "%d/%m/%Y")]))
def test_a_chosen_order_reads_all(days: list[date], chosen: tuple[DateOrder, str]) -> None:
    order, form = chosen
    values = [day.strftime(form) for day in days]
    column = DateColumn("Date", values, order)
    assert column.choice is None
    assert [column.day(value) for value in values] == days


def test_an_open_column_shows_both_readings() -> None:
    column = DateColumn("W/E", ["03/04/2026", "05/05/2026"])
    assert column.choice is not None
    assert column.choice.column == "W/E"
    assert column.choice.examples == ("03/04/2026",)
    assert column.choice.mdy == (date(2026, 3, 4),)
    assert column.choice.dmy == (date(2026, 4, 3),)
    assert column.day("05/05/2026") == date(2026, 5, 5)
    with pytest.raises(ValueError, match="may be 2026-03-04 or 2026-04-03"):
        column.day("03/04/2026")


def test_a_mixed_column_reads_what_is_clear() -> None:
    values = ["11/20/2026", "20/11/2026", "03/04/2026"]
    column = DateColumn("Date", values)
    assert column.mixed
    assert [column.day(value) for value in values[:2]] == [_DAY, _DAY]
    with pytest.raises(ValueError, match="choose the order"):
        column.day(values[2])


def test_a_date_that_does_not_fit_the_chosen_order() -> None:
    with pytest.raises(ValueError, match="no date of the calendar"):
        DateColumn("Date", ["11/20/2026"], "dmy").day("11/20/2026")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-W47", date(2026, 11, 16), date(2026, 11, 22)),
        ("11/14/2026 - 11/20/2026", date(2026, 11, 14), _DAY),
        ("2026-11-14 to 2026-11-20", date(2026, 11, 14), _DAY),
        ("14.11.2026–20.11.2026", date(2026, 11, 14), _DAY),
        ("2026-11-20", _DAY, _DAY),
    ],
)
def test_periods_in_one_cell(text: str, first: date, last: date) -> None:
    assert DateColumn("Week", [text]).period(text) == (first, last)


@pytest.mark.parametrize(
    "text", ["2026-W60", "2026-11-20 - 2026-11-14", "2026-11-01 - 2026-11-02 - 2026-11-03"]
)
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        DateColumn("Week", [text]).period(text)


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        (_DAY, _DAY, {_DAY: 1}),
        (date(2026, 11, 14), _DAY, {_DAY: 1}),
        (date(2026, 11, 16), date(2026, 11, 22), {_DAY: 1}),
        (date(2026, 11, 15), date(2026, 11, 21), {_DAY: 1}),
        (date(2026, 11, 12), date(2026, 11, 18), {_DAY: 1}),
        (date(2026, 11, 21), date(2026, 11, 22), {date(2026, 11, 27): 1}),
        (date(2026, 11, 7), _DAY, {date(2026, 11, 13): 5, _DAY: 5}),
        (date(2026, 11, 1), date(2026, 11, 15), {date(2026, 11, 6): 5, date(2026, 11, 13): 5}),
    ],
)
def test_weeks_of_periods(first: date, last: date, weeks: dict[date, int]) -> None:
    assert weeks_of_period(first, last, _DAY_OF_WEEK) == weeks


def test_a_period_of_months_has_no_weeks() -> None:
    with pytest.raises(ValueError, match="too long"):
        weeks_of_period(date(2026, 1, 1), date(2026, 3, 31), _DAY_OF_WEEK)


@settings(deadline=None)
@given(st.integers(1, 10_080), _days, st.integers(0, 30))
def test_minutes_spread_over_weeks_add_up(minutes: int, first: date, more: int) -> None:
    weeks = weeks_of_period(first, first + timedelta(days=more), _DAY_OF_WEEK)
    parts = spread(minutes, weeks)
    assert sum(parts.values()) == minutes
    assert set(parts) <= set(weeks)
    assert all(part > 0 for part in parts.values())
