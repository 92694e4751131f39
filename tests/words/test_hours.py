"""How amounts are told to a person: never more than there is, and never less than is missing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.words.hours import (
    format_hours,
    hours_number,
    hours_text,
    months_number,
    years_number,
)


@pytest.mark.parametrize(
    ("minutes", "down", "up"),
    [
        (0, "0", "0"),
        (1, "0", "0.1"),
        (5, "0", "0.1"),
        (6, "0.1", "0.1"),
        (450, "7.5", "7.5"),
        (440, "7.3", "7.4"),
        (5999, "99.9", "100"),
        (6000, "100", "100"),
        (6001, "100", "100.1"),
        (72 * 60 + 53, "72.8", "72.9"),
        (25170, "419.5", "419.5"),
        (1133 * 60 + 44, "1,133.7", "1,133.8"),
        (1_240_000 * 60, "1,240,000", "1,240,000"),
    ],
)
def test_a_sum_of_hours_has_one_decimal_at_most(minutes: int, down: str, up: str) -> None:
    assert (hours_number(minutes), hours_number(minutes, up=True)) == (down, up)
    if minutes not in {1, 5}:
        assert (hours_text(minutes), hours_text(minutes, up=True)) == (f"{down} h", f"{up} h")


def test_a_few_minutes_are_not_told_as_nothing() -> None:
    told = [hours_text(minutes) for minutes in (0, 1, 5, 6)]
    assert told == ["0 h", "1 min", "5 min", "0.1 h"]
    assert (hours_text(5, up=True), hours_text(6, up=True), hours_text(7, up=True)) == (
        "5 min",
        "0.1 h",
        "0.2 h",
    )


def of(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


@given(st.integers(0, 10_000_000))
def test_hours_are_never_told_beyond_what_there_is(minutes: int) -> None:
    down, up = of(hours_number(minutes)), of(hours_number(minutes, up=True))
    assert down <= Fraction(minutes, 60) <= up
    assert up - down in {0, Fraction(1, 10)}


@given(st.integers(0, 10_000_000), st.sampled_from((9000, 10_000, 10_400)))
def test_months_are_never_rounded_up_unless_they_are_missing(minutes: int, month: int) -> None:
    down, up = of(months_number(minutes, month)), of(months_number(minutes, month, up=True))
    assert down <= Fraction(minutes, month) <= up
    assert up - down == (0 if minutes * 10 % month == 0 else Fraction(1, 10))


@given(st.integers(0, 10_000_000), st.sampled_from((9000, 10_000, 10_400)))
def test_years_are_the_months_rounded_no_further_than_down(minutes: int, month: int) -> None:
    years = of(years_number(minutes, 12 * month))
    assert years <= Fraction(minutes, 12 * month) < years + Fraction(1, 10)


def test_months_and_years_have_one_decimal_always() -> None:
    assert (months_number(0, 10_000), months_number(275_999, 10_000)) == ("0.0", "27.5")
    assert months_number(275_001, 10_000, up=True) == "27.6"
    assert (years_number(0, 120_000), years_number(239_999, 120_000), years_number(240_000, 120_000)) == (
        "0.0",
        "1.9",
        "2.0",
    )


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(0, "0"), (450, "7.5"), (2400, "40"), (15, "0.25"), (440, "7:20"), (-90, "-1.5"), (-1, "-0:01")],
)
def test_hours_have_no_more_digits_than_needed(minutes: int, shown: str) -> None:
    assert format_hours(minutes) == shown
