from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.domain.suggestion import NotNamed, Outlook, OutlookKind, Shortage, Suggestion, suggest
from mentor_tui.domain.vocabulary import VehicleKind
from mentor_tui.domain.weeks import WEEK
from mentor_tui.domain.weighing import Evidence, EvidenceKind
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
    assert found.best.direction.key == "diesel"
    assert found.goal == ("L2",)
    assert found.next_tests == (("T2",), ("T6",))
    assert found.goal_names == ("Test L2",)
    assert found.not_named is None


def test_light_diesel_goes_by_the_tests_for_cars() -> None:
    found = suggested(Work("car/diesel", weeks=10), places=[place(shop_type="garage", kind="car")])
    assert found.best is not None
    assert found.best.direction.key == "light-diesel"
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
    hours = 400 * 60
    assert found.best.evidence == (
        Evidence(EvidenceKind.HOURS, 60.0, hours, hours, 10, vehicles=(VehicleKind.TRUCK,)),
        Evidence(EvidenceKind.SHOP, 25.0, hours, weeks=10, shop=("Main Shop", "Diesel truck shop")),
        Evidence(EvidenceKind.KEYWORDS, 15.0, weeks=8, keywords=("injector",)),
    )
    assert sum(piece.weight for piece in found.best.evidence) == found.best.score == 100


def test_without_words_the_evidence_says_what_the_hours_are_made_of() -> None:
    found = suggested(Work("truck/diesel", weeks=8, hours=30), Work("truck/brakes", weeks=8, hours=10))
    assert found.best is not None
    assert found.best.evidence[2] == Evidence(
        kind=EvidenceKind.LARGEST_PART,
        weight=45.0,
        minutes=240 * 60,
        weeks=8,
        areas=("Diesel engine",),
        vehicles=(VehicleKind.TRUCK,),
    )


def test_a_word_counts_only_beside_work_on_its_kind_of_vehicle() -> None:
    found = suggested(
        Work("car/brakes", weeks=4, note="cleaned the injector"),
        Work("truck/brakes", weeks=4, first=FIRST + 4 * WEEK, note="greased"),
    )
    with_words = {
        one.direction.key for one in found.candidates if any(piece.keywords for piece in one.evidence)
    }
    assert with_words == {"light-diesel"}


def test_drafts_and_observed_work_are_no_evidence() -> None:
    found = suggested(
        Work("truck/brakes", weeks=20, state="draft"), Work("car/brakes", 20, 2, supervision="observed")
    )
    assert not found.enough
    assert found.not_named == NotNamed(Shortage.HOURS, 0, 200 * 60, 40, found.candidates[0])


def test_below_the_least_hours_it_says_how_much_is_missing() -> None:
    found = suggested(Work("truck/brakes", weeks=4))
    assert not found.enough
    assert found.best is None
    assert found.goal == ()
    assert [one.direction.key for one in found.candidates][:1] == ["diesel"]
    assert found.not_named == NotNamed(Shortage.HOURS, 160 * 60, 200 * 60, 40, found.candidates[0])
    assert found.outlook == Outlook(OutlookKind.ANY_WORK_NAMES_ONE, weeks=1, pace=40 * 60)


def test_exactly_the_least_hours_are_enough() -> None:
    assert suggested(Work("truck/brakes", weeks=5)).enough


def test_no_direction_is_named_below_the_least_share() -> None:
    rules = small_rulebook()
    narrow = [one for one in rules.specialisations if one.key in {"brakes", "light-diesel"}]
    rules = rules.model_copy(update={"specialisations": tuple(narrow)})
    work = Work("car/brakes", 20, 12), Work("car/diesel", 20, 8), Work("car/electrical", 20, 20)
    found = suggested(*work, rulebook=rules, places=[place(shop_type="garage", kind="car")])
    assert not found.enough
    assert found.not_named is not None
    assert (found.not_named.shortage, found.not_named.share) == (Shortage.SHARE, 40)
    assert found.not_named.leader is not None
    assert (found.not_named.leader.direction.title, found.not_named.leader.share) == ("Car brakes", 30)
    assert found.outlook == Outlook(
        OutlookKind.WORK_NAMES_IT, "Car brakes", 4, 40 * 60, "Brakes", VehicleKind.CAR
    )


def test_a_new_apprentice_is_not_given_a_direction() -> None:
    found = suggested()
    assert not found.enough
    assert [one.direction.key for one in found.candidates] == ["diesel"]
    assert found.candidates[0].evidence[0].kind is EvidenceKind.PRESENT_SHOP


def test_it_says_how_much_work_would_bring_the_next_one_ahead() -> None:
    shop = [place(shop_type="garage", kind="car")]
    work = Work("car/electrical", weeks=26, hours=24), Work("car/diesel", weeks=26, hours=16)
    found = suggested(*work, places=shop)
    assert found.best is not None
    assert found.best.direction.key == "auto"
    assert found.runner_up is not None
    assert found.runner_up.direction.key == "light-diesel"
    assert found.outlook is not None
    weeks = found.outlook.weeks
    assert found.outlook == Outlook(
        OutlookKind.WORK_BRINGS_AHEAD, "Light diesel", weeks, 40 * 60, "Diesel engine", VehicleKind.CAR
    )

    def best_after(more: int) -> str:
        later = suggested(*work, Work("car/diesel", more, 40, FIRST + 26 * WEEK), places=shop)
        assert later.best is not None
        return later.best.direction.key

    assert best_after(weeks) == "light-diesel"
    assert best_after(weeks - 1) == "auto"


def test_where_the_work_is_the_same_another_shop_would_change_it() -> None:
    found = suggested(Work("truck/brakes", weeks=26))
    assert found.runner_up is not None
    assert found.runner_up.direction.key == "truck"
    assert found.outlook == Outlook(
        OutlookKind.SHOP_BRINGS_AHEAD, "Heavy truck", 27, 40 * 60, shops=("Fleet",)
    )


def test_recent_work_weighs_more() -> None:
    early, late = Work("car/brakes", 30, 40), Work("truck/brakes", 30, 40, FIRST + 60 * WEEK)
    found = suggested(early, late, places=[place(shop_type="body")])
    shares = {one.direction.key: one.share for one in found.candidates}
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
    assert [(one.direction.key, one.score) for one in found.candidates] == [("diesel", 60.0), ("truck", 60.0)]
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
    assert [one.direction.key for one in alone.candidates] == ["truck"]
    assert alone.runner_up is None
    mostly = suggested(Work("truck/brakes", 100), Work("car/diesel", 1, 12, first=FIRST + 100 * WEEK))
    assert [(one.direction.key, one.score) for one in mostly.candidates][2:] == [("light-diesel", 0.2)]
