import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentor_tui.domain.minutes import HoursError
from mentor_tui.exchange.column_hours import HoursColumn, total_minutes
from mentor_tui.exchange.hours_import import Totals
from mentor_tui.words.problems import problem_text


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("7.5", 450),
        ("7,5", 450),
        ("7:30", 450),
        ("7:30:00", 450),
        ("7h30", 450),
        ("7.5 hrs", 450),
        ("7.5 Hours", 450),
        ("7.5\N{NO-BREAK SPACE}h", 450),
        ("7.333333333", 440),
        ("7.4999999999", 450),
        (".5", 30),
        ("0", 0),
        ("40", 2400),
    ],
)
def test_one_value_of_a_column_of_hours(text: str, minutes: int) -> None:
    assert HoursColumn([text, "8"]).minutes(text) == minutes


@pytest.mark.parametrize(
    "text", ["25:00", "-3", "-0,5", "NaN", "nan", "inf", "1e3", "eight", "200", "7:75", "", "٣"]
)
def test_what_is_no_time_is_said(text: str) -> None:
    with pytest.raises(HoursError) as caught:
        HoursColumn([text, "8"]).minutes(text)
    assert re.search(r"time|negative|168|minutes in an hour", problem_text(caught.value.problem))


@settings(deadline=None)
@given(st.lists(st.integers(1, 287), min_size=1))
def test_parts_of_a_day_come_back_as_the_times_they_were(fives: list[int]) -> None:
    values = [f"{five * 5 / 1440:.6f}" for five in fives]
    column = HoursColumn([*values, ""])
    assert column.of_days
    assert [column.minutes(value) for value in values] == [five * 5 for five in fives]


@pytest.mark.parametrize(
    "values",
    [["0.5", "0.25"], ["0.3125", "7.5"], ["0.3125", "1"], ["0.317"], ["", ""], ["0,5"], ["0.0000"]],
)
def test_hours_below_one_are_hours_unless_all_say_otherwise(values: list[str]) -> None:
    assert not HoursColumn(values).of_days


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("183,25", 10995),
        ("1,234.5", 74070),
        ("240:30", 14430),
        ("40 h", 2400),
        ("", None),
        ("=SUM(A1)", None),
    ],
)
def test_totals_may_be_more_than_a_week(text: str, minutes: int | None) -> None:
    assert total_minutes(text) == minutes


def test_a_total_is_held_against_the_rows_above() -> None:
    column = HoursColumn(["8"])
    totals = Totals()
    for name, hours in (("Ana", "8"), ("Bo", "7.5"), ("Ana", "2"), ("Bo", "")):
        totals.add(name, hours, column)
    assert totals.check("Total Ana", "10") == ""
    assert totals.check("TOTAL", "17.5") == ""
    totals.add("Bo", "1", column)
    assert totals.check("Total", "1") == ""
    assert totals.check("Total", "") == ""
    totals.add("Bo", "3", column)
    totals.add("Bo", "x", column)
    assert totals.check("Total", "5") == (
        "the total says 5 h; the rows above add up to 3 h and some that cannot be read"
    )
