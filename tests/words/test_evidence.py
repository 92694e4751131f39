"""What is told as evidence for a direction, and the points it gives: whole lists, in order."""

from datetime import date
from typing import Any

import pytest

from mentor_tui.domain.suggestion import suggest
from mentor_tui.domain.vocabulary import VehicleKind
from mentor_tui.domain.weeks import WEEK
from mentor_tui.domain.weighing import Candidate, Evidence, EvidenceKind
from mentor_tui.words.suggestions import evidence_text
from tests.domain.small_rulebook import FIRST, Work, changed_rulebook, judged_record, place, small_rulebook

NO_SHOP = place(shop_type="body")


def candidates(*work: Work, **more: Any) -> dict[str, Candidate]:  # noqa: ANN401 - what `judged_record` takes
    return {one.direction.key: one for one in suggest(judged_record(*work, **more)).candidates}


def evidence(key: str, *work: Work, **more: Any) -> list[tuple[str, float]]:  # noqa: ANN401
    return told(candidates(*work, **more)[key])


def told(candidate: Candidate) -> list[tuple[str, float]]:
    return [(evidence_text(piece), piece.weight) for piece in candidate.evidence]


def one_direction(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    """As an argument: a rule book of one direction, `way`."""
    return {
        "rulebook": changed_rulebook(
            specialisations=[{"key": "way", "title": "Way", "goal": ["T2"]} | fields]
        )
    }


def test_a_candidate_is_told_whole() -> None:
    work = Work("car/brakes", 6, 20), Work("car/electrical", 6, 11), Work("car/diesel", 6, 9, note="injector")
    found = candidates(*work, places=[NO_SHOP])
    assert found["auto"] == Candidate(
        direction=small_rulebook().specialisations[-1],
        score=46.5,
        share=77,
        evidence=(
            Evidence(
                kind=EvidenceKind.HOURS,
                weight=46.5,
                minutes=186 * 60,
                of_minutes=240 * 60,
                weeks=6,
                areas=("Brakes", "Electrical"),
                vehicles=(VehicleKind.CAR,),
            ),
            Evidence(
                kind=EvidenceKind.LARGEST_PART,
                weight=30.0,
                minutes=120 * 60,
                weeks=6,
                areas=("Brakes",),
                vehicles=(VehicleKind.CAR,),
            ),
            Evidence(EvidenceKind.RECENT_PART, 0.0, minutes=186 * 60, weeks=6, months=12),
        ),
    )
    assert told(found["auto"]) == [
        ("186 h of 240 h in brakes and electrical on cars (77 %), in 6 weeks", 46.5),
        ("the most of it on brakes of cars: 120 h, in 6 weeks", 30.0),
        ("186 h of it in the last 12 months, in 6 weeks", 0.0),
    ]
    assert (found["light-diesel"].score, found["light-diesel"].direction.path) == (28.5, (("A9",), ("A6",)))
    assert found["light-diesel"].evidence[0] == Evidence(
        EvidenceKind.KEYWORDS, 15.0, weeks=6, keywords=("injector",)
    )
    assert told(found["light-diesel"]) == [
        ('"injector" in the notes of 6 weeks', 15.0),
        ("54 h of 240 h in diesel engine on cars (22 %), in 6 weeks", 13.5),
        ("54 h of it in the last 12 months, in 6 weeks", 0.0),
    ]


def test_a_new_apprentice_has_the_points_of_the_shop() -> None:
    shops = [
        place("gone", ends=FIRST),
        place("void").model_copy(update={"voided": "wrong person"}),
        place(),
    ]
    found = candidates(places=shops, today=FIRST + WEEK)
    assert {key: (one.score, one.share) for key, one in found.items()} == {"diesel": (25.0, 0)}
    assert found["diesel"].evidence == (
        Evidence(EvidenceKind.PRESENT_SHOP, 25.0, shop=("Main Shop", "Diesel truck shop")),
    )
    assert told(found["diesel"]) == [("works at Main Shop (diesel truck shop)", 25.0)]


def test_the_least_work_is_weighed_to_the_minute() -> None:
    found = candidates(Work("car/brakes", hours=1 / 60), Work("truck/brakes", hours=2 / 60), places=[NO_SHOP])
    assert {key: one.score for key, one in found.items()} == {
        "truck": 40.0,
        "diesel": 40.0,
        "brakes": 20.0,
        "auto": 20.0,
    }


@pytest.mark.parametrize(
    ("fields", "work", "text"),
    [
        ({"kinds": ["none"]}, ["none/desk"], "4 h of 4 h (100 %), in 1 week"),
        ({"areas": ["desk"]}, ["none/desk"], "4 h of 4 h in service desk (100 %), in 1 week"),
        ({"areas": ["desk"]}, ["car/desk", "none/desk"], "8 h of 8 h in service desk on cars and no vehicle (100 %), in 1 week"),
        ({}, ["truck/brakes", "car/brakes"], "8 h of 8 h on cars and trucks (100 %), in 1 week"),
        (
            {"areas": ["brakes", "diesel", "electrical", "desk"]},
            ["car/brakes", "car/desk", "car/diesel", "truck/diesel", "car/electrical", "car/desk", "car/desk"],
            "28 h of 28 h in service desk, diesel engine, brakes and more on cars and trucks (100 %), in 1 week",
        ),
        (
            {"areas": ["brakes", "diesel", "electrical"]},
            ["car/electrical", "car/diesel", "car/diesel", "truck/brakes", "truck/brakes", "truck/brakes"],
            "24 h of 24 h in brakes, diesel engine and electrical on cars and trucks (100 %), in 1 week",
        ),
    ],
)  # fmt: skip
def test_the_hours_name_areas_and_vehicles(fields: dict[str, Any], work: list[str], text: str) -> None:
    done = [Work(what, hours=4) for what in work]
    assert evidence("way", *done, places=[NO_SHOP], **one_direction(**fields))[0] == (text, 60.0)


def test_each_fitting_shop_is_told_with_its_part_of_the_work() -> None:
    shops = [place("garage", "garage", "car"), place(), place("fleet", "fleet"), place("idle", "fleet")]
    work = (
        Work("truck/brakes", 3),
        Work("truck/brakes", 2, first=FIRST + 3 * WEEK, place="fleet"),
        Work("car/brakes", 1, first=FIRST + 5 * WEEK, place="garage"),
    )
    way = one_direction(kinds=["truck"], shop_types=["diesel-shop", "fleet"])
    assert evidence("way", *work, places=shops, **way) == [
        ("200 h of 240 h on trucks (83 %), in 5 weeks", 50.0),
        ("3 weeks at Main Shop (diesel truck shop), 120 h", 12.5),
        ("2 weeks at Fleet Shop (fleet), 80 h", 8.3),
    ]


def test_a_shop_without_work_is_no_evidence_beside_work_elsewhere() -> None:
    shops = [place("garage", "garage", "car"), place()]
    way = one_direction(shop_types=["diesel-shop"])
    assert evidence("way", Work("car/brakes", 5, place="garage"), places=shops, **way) == [
        ("200 h of 200 h on cars (100 %), in 5 weeks", 60.0),
        ("200 h of it in the last 12 months, in 5 weeks", 0.0),
    ]


def test_a_shop_alone_is_evidence_without_hours_of_its_own() -> None:
    way = one_direction(kinds=["car"], shop_types=["diesel-shop"])
    assert evidence("way", Work("truck/brakes", 5), **way) == [
        ("5 weeks at Main Shop (diesel truck shop), 200 h", 25.0)
    ]


def test_three_words_are_named_with_all_their_weeks() -> None:
    way = one_direction(kinds=["truck"], keywords=["axle", "hub", "pump", "valve"])
    work = (
        Work("truck/brakes", 4, 20, note="valve"),
        Work("truck/brakes", 2, 4, note="pump and hub and axle", first=FIRST + 3 * WEEK),
    )
    assert evidence("way", *work, places=[NO_SHOP], **way)[1] == (
        '"valve", "axle" and "hub" in the notes of 5 weeks',
        15.0,
    )


def test_points_are_shares_of_all_weights() -> None:
    weights = small_rulebook().weights.model_dump() | {"hours": 2, "shop_type": 1, "keywords": 5}
    directions = [
        {"key": "way", "title": "Way", "goal": ["T2"], "kinds": ["truck"], "keywords": ["pump"], "shop_types": ["fleet"]},
        {"key": "other", "title": "Other", "goal": ["T2"], "kinds": ["truck"], "keywords": ["valve"]},
    ]  # fmt: skip
    rules = changed_rulebook(specialisations=directions, weights=weights)
    work = (
        Work("truck/brakes", 1, note="pump", place="fleet"),
        Work("car/brakes", 1, first=FIRST + WEEK),
        Work("truck/brakes", 1, note="valve", first=FIRST + 2 * WEEK),
    )
    found = candidates(*work, rulebook=rules, places=[NO_SHOP, place("fleet", "fleet")])
    assert told(found["way"]) == [
        ('"pump" in the notes of 1 week', 31.2),
        ("80 h of 120 h on trucks (66 %), in 2 weeks", 16.7),
        ("1 week at Fleet Shop (fleet), 40 h", 4.2),
    ]
    assert {key: one.score for key, one in found.items()} == {"way": 52.1, "other": 47.9}


@pytest.mark.parametrize(
    ("today", "details"),
    [
        (date(2025, 1, 24), "80 h of it in the last 12 months, in 2 weeks"),
        (date(2025, 1, 25), "80 h of it in the last 12 months, in 2 weeks"),
        (date(2025, 1, 26), "40 h of it in the last 12 months, in 1 week"),
        (date(2025, 2, 2), ""),
    ],
)
def test_recent_hours_are_told_as_a_part_of_all(today: date, details: str) -> None:
    work = Work("truck/brakes", 4)  # the weeks that end on 12, 19 and 26 January and 2 February 2024
    found = evidence("way", work, places=[NO_SHOP], today=today, **one_direction())
    assert found == [
        ("160 h of 160 h on trucks (100 %), in 4 weeks", 60.0),
        *([(details, 0.0)] if details else []),
    ]


def test_of_works_of_one_weight_the_first_by_name_is_told() -> None:
    work = Work("truck/brakes", 5, 10), Work("car/electrical", 5, 10), Work("car/brakes", 5, 10)
    assert evidence("way", *work, places=[NO_SHOP], **one_direction())[1] == (
        "the most of it on brakes of cars: 50 h, in 5 weeks",
        20.0,
    )


def test_one_kind_of_work_is_not_told_twice() -> None:
    assert evidence("way", Work("truck/brakes", 5), places=[NO_SHOP], **one_direction()) == [
        ("200 h of 200 h on trucks (100 %), in 5 weeks", 60.0),
        ("200 h of it in the last 12 months, in 5 weeks", 0.0),
    ]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Brakes and ABS", "brakes and ABS"),
        ("EVs and hybrids", "EVs and hybrids"),
        ("A to Z", "A to Z"),
        ("HVAC", "HVAC"),
    ],
)
def test_an_abbreviation_stays_as_it_is_within_a_sentence(title: str, text: str) -> None:
    largest = Evidence(EvidenceKind.LARGEST_PART, 1.0, areas=(title,), vehicles=(VehicleKind.CAR,))
    assert f" on {text} of cars: " in evidence_text(largest)
