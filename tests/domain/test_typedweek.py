"""A week while it is typed: what is proposed, what is understood, what would be kept."""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.domain.apprentice import Apprentice, Placement, VehicleKind
from mentor_tui.domain.minutes import format_hours
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.typedweek import TypedLine, areas_called, placements_in, typed_week
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine
from mentor_tui.logbook.rules import load_rulebook

WEEK = date(2026, 11, 20)
PLACE = Placement(
    key="p1", shop="North", shop_type="diesel-shop", kind=VehicleKind.TRUCK, starts=date(2026, 9, 1)
)
MINUTES = st.integers(min_value=1, max_value=2000)


@cache
def loaded() -> Rulebook:
    return load_rulebook()


@pytest.fixture
def rulebook() -> Rulebook:
    return loaded()


def record(*sheets: WeekSheet, places: tuple[Placement, ...] = (PLACE,)) -> TrainingRecord:
    ana = Apprentice(key="ana", name="Ana", start=date(2026, 9, 1), placements=places)
    return TrainingRecord(apprentice=ana, sheets=sheets)


def sheet(week: date, *minutes: int, place: str = "p1") -> WeekSheet:
    areas = ("brakes", "hvac", "electrical", "drive-train")
    lines = tuple(
        WorkLine(kind=VehicleKind.TRUCK, area=area, minutes=one)
        for area, one in zip(areas, minutes, strict=False)
    )
    return WeekSheet(apprentice="ana", week=week, placement=place, lines=lines)


@given(st.lists(MINUTES, min_size=1, max_size=4))
def test_a_sheet_read_into_the_form_and_kept_again_is_the_same(minutes: list[int]) -> None:
    held = sheet(WEEK, *minutes)
    typed = typed_week(record(held), WEEK, PLACE, loaded())
    assert typed.sheet(SignOff()) == held
    assert not typed.proposed


@given(st.lists(MINUTES, min_size=1, max_size=4))
def test_all_proposals_accepted_are_the_last_sheet_again(minutes: list[int]) -> None:
    last = sheet(WEEK - timedelta(days=14), *minutes)
    typed = typed_week(record(last), WEEK, PLACE, loaded())
    assert typed.minutes == 0
    assert not typed.sheet(SignOff()).lines
    assert typed.proposed == last.minutes
    assert typed.accepted().sheet(SignOff()).lines == last.lines


def test_the_first_week_proposes_the_areas_of_the_shop_without_hours(rulebook: Rulebook) -> None:
    typed = typed_week(record(), WEEK, PLACE, rulebook)
    assert "diesel-engine" in [line.area for line in typed.lines]
    assert not typed.proposed


def test_another_shop_proposes_nothing_of_this_one(rulebook: Rulebook) -> None:
    other = PLACE.model_copy(update={"key": "p2", "starts": WEEK})
    typed = typed_week(
        record(sheet(WEEK - timedelta(days=7), 60), places=(PLACE, other)), WEEK, other, rulebook
    )
    assert not typed.proposed


def test_what_was_taken_out_is_proposed_and_not_shown_as_kept(rulebook: Rulebook) -> None:
    gone = sheet(WEEK, 60).model_copy(update={"voided": "wrong person"})
    typed = typed_week(record(gone, sheet(WEEK - timedelta(days=7), 120)), WEEK, PLACE, rulebook)
    assert (typed.minutes, typed.proposed) == (0, 120)


@given(MINUTES)
def test_what_is_understood_names_the_hours_that_are_kept(minutes: int) -> None:
    line = TypedLine(kind=VehicleKind.TRUCK, area="brakes", text=f"0+{minutes // 60}:{minutes % 60:02}"[:40])
    if not line.problem:
        assert line.minutes == minutes
        assert line.understood.endswith(f"→ {format_hours(minutes)} h")


@pytest.mark.parametrize("text", ["x", "-3", "25:00", "1:75", "NaN", "1e3", "200"])
def test_nonsense_is_a_problem_and_no_time(text: str) -> None:
    line = TypedLine(kind=VehicleKind.TRUCK, area="brakes", text=text)
    assert line.problem
    assert (line.minutes, line.understood) == (0, "")


def test_no_time_is_left_out(rulebook: Rulebook) -> None:
    typed = typed_week(record(sheet(WEEK, 60, 120)), WEEK, PLACE, rulebook)
    first = typed.lines[0].changed(text="0")
    assert first.understood == "no time: left out"
    assert [line.minutes for line in typed.with_line(0, first).sheet(SignOff()).lines] == [120]


def test_two_placements_in_a_week_the_one_with_a_sheet_comes_first() -> None:
    second = PLACE.model_copy(update={"key": "p2", "starts": date(2026, 11, 1)})
    both = (PLACE, second)
    assert [one.key for one in placements_in(record(places=both), WEEK)] == ["p2", "p1"]
    assert [one.key for one in placements_in(record(sheet(WEEK, 60), places=both), WEEK)] == ["p1", "p2"]


@pytest.mark.parametrize(
    ("typed", "kind", "first"),
    [
        ("brak", VehicleKind.TRUCK, "brakes"),
        ("ac", VehicleKind.CAR, "hvac"),
        ("t2", VehicleKind.TRUCK, "diesel-engine"),
        ("body", VehicleKind.COLLISION, "non-structural"),
        ("body", VehicleKind.SCHOOL_BUS, "body-systems"),
    ],
)
def test_areas_of_the_vehicle_come_first(
    rulebook: Rulebook, typed: str, kind: VehicleKind, first: str
) -> None:
    assert areas_called(typed, kind, rulebook)[0].key == first


def test_no_letters_mean_no_area(rulebook: Rulebook) -> None:
    assert not areas_called(" ", VehicleKind.CAR, rulebook)
