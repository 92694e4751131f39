from datetime import date

from mentor_tui.domain.designation import DesignationStanding, designations
from mentor_tui.domain.eligibility import standings
from tests.domain.small_rulebook import make_history

TODAY = date(2030, 1, 1)


def titles(*certified: str) -> dict[str, DesignationStanding]:
    events = [
        f"{code} {step} {on}" for code, on in map(str.split, certified) for step in ("passed", "certified")
    ]
    history = make_history(events=events, today=TODAY)
    return {one.key: one for one in designations(history, standings(history))}


def test_all_parts_in_force_give_the_title_until_the_first_ends() -> None:
    found = titles("T2 2026-01-05", "T4 2027-01-05", "T6 2028-01-05")["master-truck"]
    assert found.held
    assert found.missing == ""
    assert found.expires == date(2031, 1, 5)
    assert found.text == "Master Truck: held until 2031-01-05"


def test_what_is_missing_is_named() -> None:
    found = titles("T2 2026-01-05")
    assert not found["master-truck"].held
    assert found["master-truck"].missing == "T4, T6 missing"
    assert found["master-vehicle"].missing == "one of A5 or T4 missing"


def test_a_lapsed_part_loses_the_title_and_is_named() -> None:
    found = titles("T2 2024-06-01", "T4 2027-01-05", "T6 2028-01-05")["master-truck"]
    assert not found.held
    assert found.lost
    assert found.missing == "T2 lapsed on 2029-06-01"
    assert found.text == "Master Truck: lost; T2 lapsed on 2029-06-01"


def test_a_part_may_be_lapsed_and_another_missing() -> None:
    found = titles("T2 2024-06-01", "T4 2027-01-05")["master-truck"]
    assert not found.lost
    assert found.missing == "T2 lapsed on 2029-06-01; T6 missing"


def test_one_of_each_group_is_enough_from_any_series() -> None:
    found = titles("A9 2026-01-05", "T4 2027-01-05")["master-vehicle"]
    assert found.held
    assert [group.held for group in found.groups] == [("A9",), ("T4",)]


def test_of_two_parts_that_serve_alike_the_longer_one_counts() -> None:
    found = titles("A9 2024-06-01", "T2 2027-01-05", "T4 2028-01-05")["master-vehicle"]
    assert found.held
    assert found.expires == date(2032, 1, 5)


def test_a_title_no_part_of_which_was_certified_is_not_relevant() -> None:
    assert not any(one.relevant for one in titles().values())
    assert titles("T2 2026-01-05")["master-truck"].relevant


def test_a_pass_alone_gives_nothing() -> None:
    history = make_history(events=["A9 passed 2028-01-05", "A5 passed 2028-01-05"], today=TODAY)
    assert not any(one.held or one.relevant for one in designations(history, standings(history)))
