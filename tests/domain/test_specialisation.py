from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.domain.keywords import Vocabulary
from mentor_tui.domain.specialisation import Suggestion, suggest
from mentor_tui.domain.weeks import WEEK
from tests.domain.small_rulebook import (
    FIRST,
    Away,
    Work,
    changed_rulebook,
    judged_record,
    place,
    small_rulebook,
)


def suggested(*work: Work | Away, **more: Any) -> Suggestion:  # noqa: ANN401 - what `judged_record` takes
    return suggest(judged_record(*work, **more))


def test_a_diesel_shop_points_to_l2_by_way_of_a_diesel_and_an_electrical_test() -> None:
    found = suggested(Work("truck/brakes", weeks=10))
    assert found.enough
    assert found.best is not None
    assert found.best.key == "diesel"
    assert found.goal == ("L2",)
    assert found.next_tests == (("T2",), ("T6",))
    assert found.summary == "L2: Diesel diagnosis"
    assert found.goal_text.startswith("L2 ")
    assert not found.why_not


def test_light_diesel_goes_by_the_tests_for_cars() -> None:
    found = suggested(Work("car/diesel", weeks=10), places=[place(shop_type="garage", kind="car")])
    assert found.best is not None
    assert found.best.key == "light-diesel"
    assert found.next_tests == (("A9",), ("A6",))


@pytest.mark.parametrize(
    ("events", "way"),
    [
        (["T2 passed 2024-02-01"], (("T6",),)),
        (["A9 passed 2024-02-01"], (("T6",),)),
        (["A9 passed 2024-02-01", "T6 passed 2024-02-01"], ()),
        (["T2 failed 2024-02-01"], (("T2",), ("T6",))),
    ],
)
def test_what_is_passed_is_no_longer_on_the_way(events: list[str], way: tuple[tuple[str, ...], ...]) -> None:
    found = suggested(Work("truck/brakes", weeks=10), events=events)
    assert found.goal == ("L2",)
    assert found.next_tests == way


def test_a_goal_that_is_passed_is_said_to_be() -> None:
    found = suggested(Work("truck/brakes", weeks=10), events=["L2 passed 2024-02-01"])
    assert found.goal == ()
    assert found.next_tests == ()
    assert found.summary == "Diesel diagnosis: all passed"


def test_a_goal_without_a_way_is_the_way() -> None:
    found = suggested(
        Work("car/electrical", weeks=10),
        places=[place(shop_type="garage", kind="car")],
        events=["A5 passed 2024-02-01"],
    )
    assert found.goal == ("A6",)
    assert found.next_tests == (("A6",),)


def test_the_evidence_names_hours_shop_and_words_with_their_weeks() -> None:
    found = suggested(
        Work("truck/diesel", weeks=8, note="Injectors swapped"),
        Work("truck/brakes", weeks=2, first=FIRST + 8 * WEEK),
    )
    assert found.best is not None
    assert [piece.text for piece in found.best.evidence] == [
        "400 h of 400 h on trucks (100 %), in 10 weeks",
        "10 weeks at Main Shop (diesel truck shop), 400 h",
        '"injector" in the notes of 8 weeks',
    ]
    assert sum(piece.weight for piece in found.best.evidence) == found.best.score == 100


def test_without_words_the_evidence_says_what_the_hours_are_made_of() -> None:
    found = suggested(Work("truck/diesel", weeks=8, hours=30), Work("truck/brakes", weeks=8, hours=10))
    assert found.best is not None
    assert found.best.evidence[2].text == "the most of it on diesel engine of trucks: 240 h, in 8 weeks"


def test_a_word_counts_only_beside_work_on_its_kind_of_vehicle() -> None:
    found = suggested(
        Work("car/brakes", weeks=4, note="cleaned the injector"),
        Work("truck/brakes", weeks=4, first=FIRST + 4 * WEEK, note="greased"),
    )
    with_words = {one.key for one in found.candidates if any("notes" in e.text for e in one.evidence)}
    assert with_words == {"light-diesel"}


def test_drafts_and_observed_work_are_no_evidence() -> None:
    found = suggested(
        Work("truck/brakes", weeks=20, state="draft"), Work("car/brakes", 20, 2, supervision="observed")
    )
    assert not found.enough
    assert found.why_not.startswith("not enough evidence: 0 h of 200 h hands-on, 200 h missing")


def test_below_the_least_hours_it_says_how_much_is_missing() -> None:
    found = suggested(Work("truck/brakes", weeks=4))
    assert not found.enough
    assert found.best is None
    assert found.goal == ()
    assert found.why_not == (
        "not enough evidence: 160 h of 200 h hands-on, 40 h missing; so far it points to Diesel diagnosis"
    )
    assert found.would_change == "About 1 more week of approved work at 40 h."
    assert found.summary == "not enough evidence (160 of 200 h)"
    assert [one.key for one in found.candidates][:1] == ["diesel"]


def test_exactly_the_least_hours_are_enough() -> None:
    assert suggested(Work("truck/brakes", weeks=5)).enough


def test_no_direction_is_named_below_the_least_share() -> None:
    rules = small_rulebook()
    narrow = [one for one in rules.specialisations if one.key in {"brakes", "light-diesel"}]
    rules = rules.model_copy(update={"specialisations": tuple(narrow)})
    work = Work("car/brakes", 20, 12), Work("car/diesel", 20, 8), Work("car/electrical", 20, 20)
    found = suggested(*work, rulebook=rules, places=[place(shop_type="garage", kind="car")])
    assert not found.enough
    assert "no direction has 40 % of the hands-on hours; Car brakes has the most with 30 %" in found.why_not
    assert found.would_change == "About 4 weeks of brakes on cars at 40 h would be enough for Car brakes."
    assert found.summary == "not enough evidence (no 40 % share)"


def test_a_new_apprentice_is_not_given_a_direction() -> None:
    found = suggested()
    assert not found.enough
    assert [one.key for one in found.candidates] == ["diesel"]
    assert found.candidates[0].evidence[0].text == "works at Main Shop (diesel truck shop)"


def test_it_says_how_much_work_would_bring_the_next_one_ahead() -> None:
    shop = [place(shop_type="garage", kind="car")]
    work = Work("car/electrical", weeks=26, hours=24), Work("car/diesel", weeks=26, hours=16)
    found = suggested(*work, places=shop)
    assert found.best is not None
    assert found.best.key == "auto"
    assert found.runner_up is not None
    assert found.runner_up.key == "light-diesel"
    assert "of diesel engine on cars at 40 h would bring Light diesel ahead." in found.would_change
    weeks = int(found.would_change.split()[1])

    def best_after(more: int) -> str:
        later = suggested(*work, Work("car/diesel", more, 40, FIRST + 26 * WEEK), places=shop)
        assert later.best is not None
        return later.best.key

    assert best_after(weeks) == "light-diesel"
    assert best_after(weeks - 1) == "auto"


def test_where_the_work_is_the_same_another_shop_would_change_it() -> None:
    found = suggested(Work("truck/brakes", weeks=26))
    assert found.runner_up is not None
    assert found.runner_up.key == "truck"
    assert found.would_change == (
        "About 27 weeks at 40 h in another kind of shop (fleet) would bring Heavy truck ahead."
    )


def test_recent_work_weighs_more() -> None:
    early, late = Work("car/brakes", 30, 40), Work("truck/brakes", 30, 40, FIRST + 60 * WEEK)
    found = suggested(early, late, places=[place(shop_type="body")])
    shares = {one.key: one.share for one in found.candidates}
    assert shares["truck"] == 60
    assert shares["brakes"] == 40


@given(st.permutations(range(4)))
def test_the_order_of_entry_does_not_matter(order: list[int]) -> None:
    work = [
        Work("truck/brakes", 9, 13.3, note="air brake"),
        Work("truck/diesel", 7, 11.1, supervision="alone", note="common rail"),
        Work("car/brakes", 8, 9.7, supervision="assisted"),
        Work("car/diesel", 5, 21.9, note="injector"),
    ]
    assert suggested(*(work[place] for place in order), today=date(2024, 6, 1)) == suggested(
        *work, today=date(2024, 6, 1)
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Changed the INJECTORS", {"injector"}),
        ("Common-rail pressure low", {"common rail"}),
        ("s cam and s-cams", {"s-cam"}),
        ("injection, railway", set()),
        ("two bushes", {"bush"}),
        ("", set()),
    ],
)
def test_words_are_found_whole_in_any_case_and_number(text: str, words: set[str]) -> None:
    vocabulary = Vocabulary((("diesel", ("injector", "common rail")), ("truck", ("s-cam", "bush"))))
    assert vocabulary.words_in(text) == words


@pytest.mark.parametrize(
    ("passed", "goal", "text", "summary"),
    [
        ([], ("T2", "T4", "T6"), "T2, T4, T6", "T2, T4, T6: Heavy truck"),
        (["T4"], ("T2", "T6"), "T2, T6", "T2, T6: Heavy truck"),
        (["T2", "T4"], ("T6",), "T6 Test T6", "T6: Heavy truck"),
        (["T2", "T4", "T6"], (), "", "Heavy truck: all passed"),
    ],
)
def test_the_goal_is_told_as_ase_calls_it_and_by_codes_where_it_is_several(
    passed: list[str], goal: tuple[str, ...], text: str, summary: str
) -> None:
    shops = [place(shop_type="fleet")]
    found = suggested(
        Work("truck/brakes", 10), places=shops, events=[f"{code} passed 2024-02-01" for code in passed]
    )
    assert (found.goal, found.goal_text, found.summary) == (goal, text, summary)
    assert found.next_tests == tuple((code,) for code in goal)


@pytest.mark.parametrize(
    ("path", "passed", "way"),
    [
        ([["T2", "A9"], ["T6"]], [], (("T2", "A9"), ("T6",))),
        ([["T2", "A9"], ["T6"]], ["A9"], (("T6",),)),
        ([["T4", "A5"], ["T6"]], ["A5"], (("T6",),)),
        ([["T2", "T4"], ["T6"]], ["A9"], (("T2", "T4"), ("T6",))),
        ([["T2"], ["A6", "T6"]], ["A6"], (("T2",),)),
    ],
)
def test_of_a_group_on_the_way_one_test_is_enough(
    path: list[list[str]], passed: list[str], way: tuple[tuple[str, ...], ...]
) -> None:
    """L2 asks for A9 or T2, and for A6 or T6; a group within one of these is done with it."""
    direction = {"key": "way", "title": "Way", "goal": ["L2"], "path": path}
    found = suggested(
        Work("truck/brakes", 10),
        rulebook=changed_rulebook(specialisations=[direction]),
        events=[f"{code} passed 2024-02-01" for code in passed],
    )
    assert found.next_tests == way


def test_a_direction_with_the_least_evidence_is_a_candidate_and_the_only_one_has_no_rival() -> None:
    found = suggested(Work("truck/brakes", 10), places=[place(shop_type="body")])
    assert [(one.key, one.score) for one in found.candidates] == [("diesel", 60.0), ("truck", 60.0)]
    assert found.runner_up is found.candidates[1]
    alone = suggested(
        Work("truck/brakes", 10),
        places=[place(shop_type="body")],
        rulebook=changed_rulebook(
            specialisations=[
                {"key": "truck", "title": "Truck", "goal": ["T2"], "kinds": ["truck"]},
                {"key": "car", "title": "Car", "goal": ["A5"], "kinds": ["car"]},
            ]
        ),
    )
    assert [one.key for one in alone.candidates] == ["truck"]
    assert alone.runner_up is None
    mostly = suggested(Work("truck/brakes", 100), Work("car/diesel", 1, 12, first=FIRST + 100 * WEEK))
    assert [(one.key, one.score) for one in mostly.candidates][2:] == [("light-diesel", 0.2)]


@pytest.mark.parametrize(("hours", "summary"), [(39.75, "(199.7 of 200 h)"), (40, "(no 40 % share)")])
def test_the_summary_names_what_is_short_first(hours: float, summary: str) -> None:
    work = Work("none/desk", 4), Work("none/desk", 1, hours, first=FIRST + 4 * WEEK)
    found = suggested(*work, places=[place(shop_type="body")])
    assert found.summary == f"not enough evidence {summary}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rail cleaned", set()),
        ("common tool", set()),
        ("a common rail", {"common rail"}),
        ("common", set()),
        ("rail common", set()),
        ("common common rails, injectores", {"common rail", "injector"}),
    ],
)
def test_all_words_of_a_keyword_stand_together(text: str, words: set[str]) -> None:
    assert Vocabulary((("diesel", ("injector", "common rail")),)).words_in(text) == words
