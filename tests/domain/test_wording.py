"""How amounts are told to a person: never more than there is, and never less than is missing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.domain.vocabulary import VehicleKind
from mentor_tui.domain.wording import (
    code_list,
    counted,
    hours_number,
    hours_text,
    kind_words,
    listed,
    months_number,
    percent,
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


def test_per_cent_are_whole_and_never_rounded_up() -> None:
    assert [percent(part, 3) for part in (0, 1, 2, 3)] == [0, 33, 66, 100]
    assert (percent(999, 1000), percent(0.57, 1), percent(5, 0)) == (99, 57, 0)


def test_numbers_and_lists_are_told_as_people_do() -> None:
    assert [counted(number, "week") for number in (0, 1, 2, 1234)] == [
        "0 weeks",
        "1 week",
        "2 weeks",
        "1,234 weeks",
    ]
    assert counted(2, "person", "people") == "2 people"
    assert [listed("abc"[:number]) for number in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert listed("abc", "or") == "a, b or c"


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        ((), ""),
        (("A1",), "A1"),
        (("A1", "A2"), "A1, A2"),
        (("A1", "A2", "A3", "L2"), "A1-A3, L2"),
        (("A8", "A9", "A10"), "A8-A10"),
        (("A1", "B2", "B3", "B4", "B6"), "A1, B2-B4, B6"),
        (("XEV2", "XEV3", "XEV4"), "XEV2-XEV4"),
        (("P2", "P1"), "P2, P1"),
        (("T1", "A2", "A3"), "T1, A2, A3"),
        (("G", "G1", "G2"), "G, G1, G2"),
        (("A1", "A5", "A2", "A2"), "A1, A5, A2, A2"),
    ],
)
def test_codes_in_a_row_are_drawn_together(codes: tuple[str, ...], told: str) -> None:
    assert code_list(codes) == told


def test_every_vehicle_has_its_word() -> None:
    assert {kind: kind_words(kind) for kind in VehicleKind} == {
        VehicleKind.CAR: "cars",
        VehicleKind.TRUCK: "trucks",
        VehicleKind.SCHOOL_BUS: "school buses",
        VehicleKind.TRANSIT_BUS: "transit buses",
        VehicleKind.EQUIPMENT: "truck equipment",
        VehicleKind.COLLISION: "collision damage",
        VehicleKind.NONE: "no vehicle",
    }
