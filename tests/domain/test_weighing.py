"""What in a record points to a direction: the hours, shops and words that are weighed."""

from datetime import date, timedelta
from typing import Any

import pytest

from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.suggestion import suggest
from mentor_tui.domain.vocabulary import VehicleKind
from mentor_tui.domain.weeks import WEEK
from mentor_tui.domain.weighing import Keywords, Mentions, Weighing, WorkSum
from tests.domain.small_rulebook import FIRST, Away, Work, changed_rulebook, judged_record, place

TRUCK, CAR = VehicleKind.TRUCK, VehicleKind.CAR
SECOND, THIRD = FIRST + WEEK, FIRST + 2 * WEEK


def weighing(*work: Work | Away, **more: Any) -> Weighing:  # noqa: ANN401 - what `judged_record` takes
    return Weighing(judged_record(*work, **more))


def directions(**words: list[str]) -> Rulebook:
    """A rule book of directions for trucks, and `any` for every vehicle, with these keywords."""
    return changed_rulebook(
        specialisations=[
            {"key": key, "title": key, "goal": ["T2"], "keywords": list(said)}
            | ({} if key == "any" else {"kinds": ["truck"]})
            for key, said in words.items()
        ]
    )


def test_work_is_summed_by_area_and_vehicle_and_by_placement_with_its_weights() -> None:
    found = weighing(
        Work("truck/brakes", 2, 10, supervision="alone"),
        Work("truck/brakes", 1, 8, first=SECOND, supervision="assisted"),
        Work("car/brakes", 1, 4, first=THIRD, place="second"),
        places=[place(), place("second", "garage", "car")],
        today=THIRD,
    )
    assert found.by_work == {
        (TRUCK, "brakes"): WorkSum(1680, 1680, 1.5 * (1.25 * 1200 + 0.75 * 480), {FIRST, SECOND}),
        (CAR, "brakes"): WorkSum(240, 240, 1.5 * 240, {THIRD}),
    }
    assert {key: one.minutes for key, one in found.by_placement.items()} == {"main": 1680, "second": 240}
    assert (found.minutes, found.weight) == (1920, 1.5 * 2100)


@pytest.mark.parametrize(("days", "recent"), [(-1, 600), (0, 0), (1, 0)])
def test_a_week_is_recent_for_a_year_of_months_after_its_last_day(days: int, recent: int) -> None:
    week = date(2024, 6, 14)
    today = date(2025, 6, 14) + timedelta(days=days)
    (found,) = weighing(Work("truck/brakes", 1, 10, first=week), today=today).by_work.values()
    assert found == WorkSum(600, recent, 600.0 + 0.5 * recent, {week})


def test_two_shops_of_one_type_are_weighed_together() -> None:
    found = weighing(
        Work("truck/brakes", 1, 10),
        Work("truck/brakes", 1, 20, first=SECOND, place="second"),
        Work("truck/brakes", 1, 30, first=THIRD, place="third"),
        places=[place(), place("second", "fleet"), place("third"), place("idle", "garage", "car")],
    )
    assert found.shops == {"diesel-shop": 1.5 * 2400, "fleet": 1.5 * 1200}


def test_the_present_shop_stands_for_work_only_while_none_counts() -> None:
    shops = [place(ends=FIRST), place("second", "fleet", starts=FIRST + timedelta(days=1))]
    assert weighing(Work("truck/brakes", state="draft"), places=shops).shops == {"diesel-shop": 1.0}
    assert weighing(places=shops, today=SECOND).shops == {"fleet": 1.0}
    assert weighing(Work("truck/brakes"), places=shops, today=SECOND).shops == {"diesel-shop": 3600.0}
    assert weighing(places=[place(ends=FIRST)], today=SECOND).shops == {}


def test_words_come_most_frequent_first_with_the_weeks_they_stand_in() -> None:
    found = weighing(
        Work("truck/diesel", note="pump, then the injector"),
        Work("truck/brakes", note="injectors again"),
        Work("truck/diesel", note="air brake and axle", first=SECOND),
        Work("truck/diesel", sheet_note="pump and valve", first=THIRD),
        rulebook=directions(
            diesel=["injector", "pump"], heavy=["valve", "air brake", "axle"], silent=["tank"]
        ),
    )
    assert found.mentions == {
        "diesel": Mentions(("pump", "injector"), frozenset({FIRST, THIRD})),
        "heavy": Mentions(("air brake", "axle", "valve"), frozenset({SECOND, THIRD})),
    }
    assert found.weeks_with_keywords == 3


def test_a_word_of_two_directions_counts_for_both_and_its_week_once() -> None:
    found = weighing(
        Work("truck/diesel", note="injector"), rulebook=directions(one=["injector"], other=["Injector"])
    )
    assert found.mentions == dict.fromkeys(("one", "other"), Mentions(("injector",), frozenset({FIRST})))
    assert found.weeks_with_keywords == 1


def test_a_direction_for_every_vehicle_takes_work_and_words_of_every_vehicle() -> None:
    found = weighing(
        Work("car/diesel", note="injector"), rulebook=directions(truck=["injector"], any=["injector"])
    )
    assert list(found.mentions) == ["any"]


@pytest.mark.parametrize(
    ("work", "keys"),
    [
        (Work("truck/diesel", sheet_note="pump"), ["truck", "any"]),
        (Work("car/diesel", sheet_note="pump"), ["any"]),
        (Work("truck/diesel", sheet_note="pump", supervision="observed"), []),
        (Work("truck/diesel", note="pump", state="draft"), []),
        (Work("truck/helper", note="pump"), []),
        (Away("vacation"), []),
    ],
)
def test_the_note_of_a_sheet_counts_beside_counted_work_on_a_fitting_vehicle(
    work: Work | Away, keys: list[str]
) -> None:
    assert list(weighing(work, rulebook=directions(truck=["pump"], any=["pump"])).mentions) == keys


def test_a_note_beside_work_that_does_not_count_says_nothing_even_where_other_lines_count() -> None:
    found = weighing(
        Work("truck/diesel", note="pump", supervision="observed"),
        Work("car/brakes", note="greased"),
        rulebook=directions(any=["pump", "greased"]),
    )
    assert found.mentions["any"].keywords == ("greased",)


def test_a_direction_for_every_vehicle_takes_the_hours_of_every_vehicle() -> None:
    rules = directions(truck=[], any=[])
    work = Work("car/brakes", 3), Work("truck/brakes", 5, first=FIRST + 3 * WEEK)
    found = suggest(judged_record(*work, rulebook=rules))
    assert {one.direction.key: one.share for one in found.candidates} == {"any": 100, "truck": 62}


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
    keywords = Keywords((("diesel", ("injector", "common rail")), ("truck", ("s-cam", "bush"))))
    assert keywords.words_in(text) == words


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
    assert Keywords((("diesel", ("injector", "common rail")),)).words_in(text) == words
