"""A week while it is typed: what is proposed, what is understood, what would be kept."""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.domain.apprentice import Apprentice, Placement
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import Absence, Supervision, VehicleKind
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine
from mentor_tui.logbook.rules import load_rulebook
from mentor_tui.logbook.typedweek import (
    TypedLine,
    TypedWeek,
    accepted,
    areas_called,
    as_hours,
    placements_in,
    sheet_held,
    typed_week,
)
from mentor_tui.words.hours import format_hours
from tests.domain.small_rulebook import changed_rulebook, small_rulebook
from tests.logbook.making import said

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


def test_days_are_kept_when_a_sheet_is_edited_and_not_proposed_for_the_next_week() -> None:
    days = [WEEK - timedelta(days=4), WEEK - timedelta(days=1)]
    brakes = WorkLine(kind=VehicleKind.TRUCK, area="brakes", minutes=480, note="drums")
    lines = (*(brakes.model_copy(update={"day": day}) for day in days), brakes, sheet(WEEK, 1, 60).lines[1])
    held = sheet(WEEK).model_copy(update={"lines": lines})
    typed = typed_week(record(held), WEEK, PLACE, loaded())
    assert [line.day for line in typed.lines] == [*days, None, None]
    shorter = typed.with_line(0, typed.lines[0].changed(text="7"))
    kept = shorter.sheet(SignOff())
    assert kept.lines == (lines[0].model_copy(update={"minutes": 420}), *lines[1:])
    following = typed_week(record(held), WEEK + timedelta(days=7), PLACE, loaded())
    assert [(line.area, line.proposed, line.day) for line in following.lines] == [
        ("brakes", 960, None),
        ("brakes", 480, None),
        ("hvac", 60, None),
    ]


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


def line(text: str = "", proposed: int = 0) -> TypedLine:
    return TypedLine(kind=VehicleKind.TRUCK, area="brakes", text=text, proposed=proposed)


@pytest.mark.parametrize(
    ("text", "minutes", "understood"),
    [
        ("", 0, ""),
        ("  ", 0, ""),
        ("0", 0, "no time: left out"),
        ("7.5", 450, "7.5 h"),
        (" 7.5 ", 450, "7.5 h"),
        ("7h30", 450, "7h30 → 7.5 h"),
    ],
)
def test_what_is_typed_is_understood_in_one_way(text: str, minutes: int, understood: str) -> None:
    typed = line(text)
    assert (typed.minutes, typed.understood, typed.problem) == (minutes, understood, None)


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(390, "6.5"), (440, "7:20"), (1440, "24"), (1441, "24h01"), (1455, "24.25")],
)
def test_minutes_are_written_as_they_can_be_typed_again(minutes: int, text: str) -> None:
    assert as_hours(minutes) == text
    assert line(text).minutes == minutes


@pytest.mark.parametrize(
    ("text", "proposed", "taken"),
    [("", 440, "7:20"), ("1", 440, "1"), ("x", 440, "x"), ("", 0, ""), (" ", 60, "1")],
)
def test_a_proposal_is_taken_where_nothing_is_typed(text: str, proposed: int, taken: str) -> None:
    assert accepted(line(text, proposed)).text == taken


def test_a_proposal_that_is_typed_over_is_none() -> None:
    typed = TypedWeek(
        apprentice="ana", week=WEEK, placement="p1", lines=(line("2", 60), line(" ", 90), line("", 30))
    )
    assert (typed.minutes, typed.proposed) == (120, 120)


def test_a_line_is_put_in_place_of_another_or_at_the_end() -> None:
    typed = TypedWeek(apprentice="ana", week=WEEK, placement="p1", lines=(line("1"), line("2"), line("3")))
    put = {position: typed.with_line(position, line("9")) for position in (0, 1, 3)}
    assert {position: [one.text for one in week.lines] for position, week in put.items()} == {
        0: ["9", "2", "3"],
        1: ["1", "9", "3"],
        3: ["1", "2", "3", "9"],
    }


def test_problems_are_told_by_line_and_too_many_hours_only_where_each_line_is_understood() -> None:
    full, more = line("168"), line("1")
    week = TypedWeek(apprentice="ana", week=WEEK, placement="p1")
    told = {
        lines: [tuple(one) for one in said(week.changed(lines=lines).problems)]
        for lines in ((full,), (full, more), (full, more, line("x")), (more, line("x"), line("-1")))
    }
    nonsense = "x is not a time; write 7.5, 7:30, 7h30 or 4+3.5"
    assert list(told.values()) == [
        [],
        [("lines", "169 h are more than a week has", True)],
        [("lines.2", nonsense, True)],
        [("lines.1", nonsense, True), ("lines.2", "hours cannot be negative: -1", True)],
    ]


def test_what_is_kept_is_all_that_was_typed(rulebook: Rulebook) -> None:
    held = WeekSheet(
        apprentice="ana",
        week=WEEK,
        placement="p1",
        lines=(
            WorkLine(
                kind=VehicleKind.CAR,
                area="hvac",
                minutes=1441,
                supervision=Supervision.ALONE,
                estimated=True,
                note="recharged",
            ),
        ),
        absence=Absence.SICK,
        note="half a week",
    )
    typed = typed_week(record(held), WEEK, PLACE, rulebook)
    assert typed.lines == (
        TypedLine(
            kind=VehicleKind.CAR,
            area="hvac",
            text="24h01",
            supervision=Supervision.ALONE,
            estimated=True,
            note="recharged",
        ),
    )
    assert typed.sheet(SignOff()) == held
    following = typed_week(record(held), WEEK + timedelta(days=7), PLACE, rulebook)
    assert following.lines == (typed.lines[0].changed(text="", proposed=1441, note=""),)
    assert (following.absence, following.note) == (None, "")


def test_the_last_sheet_with_hours_before_the_week_is_proposed(rulebook: Rulebook) -> None:
    sheets = {back: sheet(WEEK - timedelta(days=7 * back), 10 + back) for back in (-1, 3, 4)}
    absent = sheet(WEEK - timedelta(days=14)).model_copy(update={"absence": Absence.SICK})
    gone = sheet(WEEK - timedelta(days=7), 1).model_copy(update={"voided": "twice"})
    typed = typed_week(record(*sheets.values(), absent, gone), WEEK, PLACE, rulebook)
    assert [one.proposed for one in typed.lines] == [13]


def test_a_week_without_a_placement_is_empty(rulebook: Rulebook) -> None:
    assert typed_week(record(sheet(WEEK, 60)), WEEK, None, rulebook) == TypedWeek(
        apprentice="ana", week=WEEK, placement=""
    )


def test_a_sheet_is_of_its_placement() -> None:
    first, second = sheet(WEEK, 60), sheet(WEEK, 90, place="p2")
    both = record(first, second)
    assert (sheet_held(both, WEEK, "p1"), sheet_held(both, WEEK, "p2")) == (first, second)
    assert sheet_held(both, WEEK, "p3") is None


def test_the_areas_proposed_are_those_of_the_vehicle() -> None:
    car = PLACE.model_copy(update={"kind": VehicleKind.CAR})
    desk = PLACE.model_copy(update={"kind": VehicleKind.NONE})
    proposed = {
        place.kind.value: [
            (one.kind.value, one.area) for one in typed_week(record(), WEEK, place, small_rulebook()).lines
        ]
        for place in (car, desk)
    }
    assert proposed == {
        "car": [("car", area) for area in ("brakes", "electrical", "diesel", "helper")],
        "none": [("none", "desk")],
    }


@pytest.mark.parametrize(
    ("starts", "ends", "voided", "there"),
    [
        (date(2026, 11, 20), None, "", True),
        (date(2026, 11, 21), None, "", False),
        (date(2026, 9, 1), date(2026, 11, 14), "", True),
        (date(2026, 9, 1), date(2026, 11, 13), "", False),
        (date(2026, 9, 1), None, "wrong person", False),
    ],
)
def test_a_placement_is_offered_with_a_day_in_the_week(
    starts: date, ends: date | None, voided: str, there: bool
) -> None:
    place = PLACE.model_copy(update={"starts": starts, "ends": ends, "voided": voided})
    assert placements_in(record(places=(place,)), WEEK) == ((place,) if there else ())


def test_areas_come_by_likeness_within_those_of_the_vehicle() -> None:
    """Each stands in the rule book before those that are likelier."""
    titles = "Handbrake", "Air brake", "Brake lines", "Brake"
    areas = [
        {"key": f"area-{kind}-{number}", "title": title, "kinds": [kind]}
        for kind in ("truck", "car")
        for number, title in enumerate(titles)
    ]
    rules = changed_rulebook(areas=areas, specialisations=[], tests=[], designations=[])
    assert [area.key for area in areas_called("brake", VehicleKind.CAR, rules)] == [
        f"area-{kind}-{number}" for kind in ("car", "truck") for number in (3, 2, 1, 0)
    ]
    assert areas_called("rakes", VehicleKind.CAR, rules) == ()


def test_of_areas_alike_the_first_of_the_rule_book_comes_first() -> None:
    """And each of them by the likeliest of its words."""
    areas = [
        {"key": "second", "title": "Handbrake", "kinds": ["car"], "aliases": ["air brake"]},
        {"key": "first", "title": "Old brakes", "kinds": ["car"], "aliases": ["brakes", "hub and handbrake"]},
        {"key": "third", "title": "Long brakes", "kinds": ["car"]},
    ]
    rules = changed_rulebook(areas=areas, specialisations=[], tests=[], designations=[])
    assert [area.key for area in areas_called("Brake", VehicleKind.CAR, rules)] == [
        "first",
        "second",
        "third",
    ]
