from datetime import date

import pytest

from mentor_tui.domain.designation import DesignationStanding, GroupStanding, designations
from mentor_tui.domain.eligibility import standings
from mentor_tui.domain.rulebook import Rulebook
from tests.domain.small_rulebook import changed_rulebook, judged_record

TODAY = date(2030, 1, 1)


def titles(
    *certified: str, rulebook: Rulebook | None = None, today: date = TODAY
) -> dict[str, DesignationStanding]:
    events = [
        f"{code} {step} {on}" for code, on in map(str.split, certified) for step in ("passed", "certified")
    ]
    judged = judged_record(events=events, today=today, rulebook=rulebook)
    return {one.key: one for one in designations(judged, standings(judged))}


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
    judged = judged_record(events=["A9 passed 2028-01-05", "A5 passed 2028-01-05"], today=TODAY)
    assert not any(one.held or one.relevant for one in designations(judged, standings(judged)))


def test_a_title_is_told_whole() -> None:
    found = titles("A5 2024-06-01", "A9 2027-01-05", "T2 2026-01-05")["master-vehicle"]
    assert found == DesignationStanding(
        key="master-vehicle",
        title="Master Vehicle",
        held=False,
        lost=True,
        groups=(
            GroupStanding(("A9", "T2"), 1, ("A9", "T2"), ()),
            GroupStanding(("A5", "T4"), 1, (), ("A5",)),
        ),
        missing="A5 lapsed on 2029-06-01",
        expires=None,
        relevant=True,
        unconfirmed=True,
    )


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
    assert found.text == text
    assert bool(found.groups[0].lapsed) is not found.held


def groups_of(*groups: tuple[str, int], confidence: str = "unconfirmed") -> Rulebook:
    """A rule book of one title, `title`, with these groups: codes, and how many of them are asked for."""
    listed = [{"any_of": codes.split(), "at_least": at_least} for codes, at_least in groups]
    source = {"key": "guide", "title": "Guide", "kind": "official"}
    title = {
        "key": "title",
        "title": "Title",
        "groups": listed,
        "confidence": confidence,
        "sources": ["guide"],
    }
    return changed_rulebook(designations=[title], sources=[source])


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
    assert (found.held, found.lost, found.missing) == (not missing, lost, missing)
    assert found.relevant is bool(certified)


def test_the_longest_lived_of_a_group_are_what_counts() -> None:
    parts = "T2 2026-01-05", "T4 2027-01-05", "T6 2028-01-05"
    ends = [titles(*parts, rulebook=groups_of(("T2 T4 T6", number)))["title"].expires for number in (1, 2, 3)]
    assert ends == [date(2033, 1, 5), date(2032, 1, 5), date(2031, 1, 5)]


def test_a_part_that_lapsed_makes_a_title_relevant_too() -> None:
    assert titles("A5 2024-06-01")["master-vehicle"].relevant


def test_a_title_says_whether_it_is_confirmed() -> None:
    said = {
        word: titles(rulebook=groups_of(("T2", 1), confidence=word))["title"].unconfirmed
        for word in ("official", "secondary", "unconfirmed")
    }
    assert said == {"official": False, "secondary": False, "unconfirmed": True}
