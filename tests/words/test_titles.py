"""What is said about a title: until when it is held, or what is missing or lapsed."""

from datetime import date

import pytest

from mentor_tui.words.people import designation_text, missing_text
from tests.domain.certified import groups_of, titles


def test_a_title_that_is_held_says_until_when_and_that_nothing_is_missing() -> None:
    found = titles("T2 2026-01-05", "T4 2027-01-05", "T6 2028-01-05")["master-truck"]
    assert missing_text(found) == ""
    assert designation_text(found) == "Master Truck: held until 2031-01-05"


def test_what_is_missing_is_named() -> None:
    found = titles("T2 2026-01-05")
    assert not found["master-truck"].held
    assert missing_text(found["master-truck"]) == "T4, T6 missing"
    assert missing_text(found["master-vehicle"]) == "one of A5 or T4 missing"


def test_a_lapsed_part_loses_the_title_and_is_named() -> None:
    found = titles("T2 2024-06-01", "T4 2027-01-05", "T6 2028-01-05")["master-truck"]
    assert not found.held
    assert found.lost
    assert missing_text(found) == "T2 lapsed on 2029-06-01"
    assert designation_text(found) == "Master Truck: lost; T2 lapsed on 2029-06-01"


def test_a_part_may_be_lapsed_and_another_missing() -> None:
    found = titles("T2 2024-06-01", "T4 2027-01-05")["master-truck"]
    assert not found.lost
    assert missing_text(found) == "T2 lapsed on 2029-06-01; T6 missing"


@pytest.mark.parametrize(
    ("today", "text"),
    [
        (date(2031, 1, 4), "Master Vehicle: held until 2031-01-05"),
        (date(2031, 1, 5), "Master Vehicle: held until 2031-01-05"),
        (date(2031, 1, 6), "Master Vehicle: lost; A9 lapsed on 2031-01-05"),
    ],
)
def test_a_title_is_held_through_the_last_day_of_its_first_part_to_end(today: date, text: str) -> None:
    found = titles("A9 2026-01-05", "T4 2027-01-05", today=today)["master-vehicle"]
    assert designation_text(found) == text
    assert bool(found.groups[0].lapsed) is not found.held


@pytest.mark.parametrize(
    ("certified", "lost", "missing"),
    [
        ([], False, "2 of T2, T4, T6 and one of A5 or A6 missing"),
        (["T2"], False, "one of T4 or T6 and one of A5 or A6 missing"),
        (["T2", "T4"], False, "one of A5 or A6 missing"),
        (["A6"], False, "2 of T2, T4, T6 missing"),
        (["T2 lapsed", "T4"], False, "T2 lapsed on 2029-06-01; one of A5 or A6 missing"),
        (["T2 lapsed", "T4", "T6"], False, "one of A5 or A6 missing"),
        (["T2 lapsed", "T4", "A5"], True, "T2 lapsed on 2029-06-01"),
        (["T2 lapsed", "T4 lapsed", "A5"], True, "T2 lapsed on 2029-06-01; T4 lapsed on 2029-06-01"),
        (["T2 lapsed", "T4", "T6", "A5"], False, ""),
    ],
)
def test_of_each_group_only_what_is_short_is_named(certified: list[str], lost: bool, missing: str) -> None:
    events = [f"{one.split()[0]} {'2024-06-01' if 'lapsed' in one else '2027-01-05'}" for one in certified]
    found = titles(*events, rulebook=groups_of(("T2 T4 T6", 2), ("A5 A6", 1)))["title"]
    assert (found.held, found.lost, missing_text(found)) == (not missing, lost, missing)
    assert found.relevant is bool(certified)
