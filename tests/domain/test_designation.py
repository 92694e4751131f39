from datetime import date

from mentor_tui.domain.certificate import DesignationStanding, GroupStanding, designations
from tests.domain.certified import TODAY, groups_of, titles
from tests.domain.small_rulebook import judged_record, small_rulebook


def test_all_parts_in_force_give_the_title_until_the_first_ends() -> None:
    found = titles("T2 2026-01-05", "T4 2027-01-05", "T6 2028-01-05")["master-truck"]
    assert found.held
    assert found.expires == date(2031, 1, 5)


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
    assert not any(
        one.held or one.relevant for one in designations(judged.certificate, judged.rulebook, judged.today)
    )


def test_a_title_is_told_whole() -> None:
    found = titles("A5 2024-06-01", "A9 2027-01-05", "T2 2026-01-05")["master-vehicle"]
    engine, brakes = found.rule.groups
    assert found == DesignationStanding(
        rule=small_rulebook().designations[1],
        groups=(
            GroupStanding(engine, ("A9", "T2"), ()),
            GroupStanding(brakes, (), (("A5", date(2029, 6, 1)),)),
        ),
        expires=None,
    )
    assert found.unconfirmed
    assert (found.held, found.lost, found.relevant) == (False, True, True)
    assert [(group.met, group.missing, group.never) for group in found.groups] == [
        (True, 0, ()),
        (False, 0, ("T4",)),
    ]


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
