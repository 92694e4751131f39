"""What is told about a training record that may be kept, but is probably not right."""

from datetime import date, timedelta
from typing import Any

import pytest

from mentor_tui.domain.apprentice import StatusSince
from mentor_tui.domain.checks import check
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.testrecord import TestEvent, TestRecord
from mentor_tui.domain.vocabulary import Status, TestStep
from mentor_tui.logbook.rules import load_rules
from mentor_tui.words.problems import with_field
from tests.logbook.making import APPROVED, FRIDAY, person, record_of, shop, week, work

RULEBOOK = load_rules().rulebook
HOUSE = HouseRules()


def told(record: TrainingRecord, today: date = FRIDAY) -> list[str]:
    problems = list(check(record, Frame(RULEBOOK, HOUSE, today)))
    assert not any(problem.blocking for problem in problems)
    return list(map(with_field, problems))


def test_a_record_in_order_is_passed_over() -> None:
    tests = (
        TestRecord(
            apprentice="ana",
            code="T4",
            events=(
                TestEvent(step=TestStep.PASSED, on=date(2026, 5, 1)),
                TestEvent(step=TestStep.CERTIFIED, on=date(2026, 6, 1)),
            ),
        ),
    )
    sheets = [
        week(work(hours=40), week=FRIDAY - timedelta(weeks=back), sign_off=APPROVED) for back in range(5)
    ]
    assert told(TrainingRecord(apprentice=person(), sheets=tuple(sheets), tests=tests)) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"placement": "p9"}, "no placement p9"),
        ({"week": date(2025, 1, 3)}, "is before the programme"),
        ({"week": date(2026, 11, 27)}, "is in the future"),
    ],
)
def test_a_sheet_where_it_cannot_be_is_told(fields: dict[str, Any], said: str) -> None:
    (problem,) = told(record_of(week(**fields)))[:1]
    assert said in problem
    assert problem.startswith("sheet 20")


def test_a_sheet_outside_its_placement_is_told() -> None:
    ana = person(placements=(shop(ends=date(2026, 6, 30)),))
    (problem,) = told(record_of(week(), of=ana))
    assert problem.startswith("sheet 2026-11-20/p1, placement:")
    assert "outside the placement" in problem


def test_a_sheet_from_after_leaving_is_told() -> None:
    ana = person(history=(StatusSince(status=Status.LEFT, since=date(2026, 10, 1)),))
    assert "left" in told(record_of(week(), of=ana))[0]


@pytest.mark.parametrize(("hours", "found"), [(60, 0), (60.25, 1), (90, 1)])
def test_more_than_sixty_hours_in_a_week_are_told_once(hours: float, found: int) -> None:
    problems = told(record_of(week(work(hours=hours))))
    assert len(problems) == found
    assert all("h in one week" in problem for problem in problems)


def test_hours_of_a_week_are_added_up_over_the_shops() -> None:
    ana = person(placements=(shop(ends=date(2026, 11, 17)), shop("p2", starts=date(2026, 11, 18))))
    sheets = week(work(hours=31)), week(work(hours=31), placement="p2")
    assert told(record_of(*sheets, of=ana)) == ["week 2026-11-20, lines: 62 h in one week"]


def test_one_week_at_two_shops_is_told_unless_the_shop_was_changed_in_it() -> None:
    both = week(), week(placement="p2")
    changed = person(placements=(shop(ends=date(2026, 11, 17)), shop("p2", starts=date(2026, 11, 18))))
    assert told(record_of(*both, of=changed)) == []
    at_once = person(placements=(shop(), shop("p2", shop="Bell Buses")))
    problems = told(record_of(*both, of=at_once))
    assert any("hours at Alamo Diesel and at Bell Buses" in problem for problem in problems)
    assert any("overlaps with" in problem for problem in problems)


@pytest.mark.parametrize(("second_starts", "told_of"), [(17, True), (18, False)])
def test_shops_overlap_from_one_day_on(second_starts: int, told_of: bool) -> None:
    alamo = shop(ends=date(2026, 11, 17))
    bell = shop("p2", shop="Bell Buses", starts=date(2026, 11, second_starts))
    for first, second in ((alamo, bell), (bell, alamo)):
        sheets = week(placement=first.key), week(placement=second.key)
        sentence = f"hours at {first.shop} and at {second.shop}, whose placements overlap"
        problems = told(record_of(*sheets, of=person(placements=(alamo, bell))))
        assert (f"week 2026-11-20, placement: {sentence}" in problems) is told_of


def test_shops_that_overlap_are_found_with_another_between_them() -> None:
    places = (
        shop("p1", ends=date(2026, 11, 19)),
        shop("p2", shop="Corner Cars", starts=date(2026, 11, 20)),
        shop("p3", shop="Bell Buses", ends=date(2026, 11, 19)),
    )
    problems = told(record_of(*(week(placement=one.key) for one in places), of=person(placements=places)))
    assert [problem for problem in problems if problem.startswith("week ")] == [
        "week 2026-11-20, placement: hours at Alamo Diesel and at Bell Buses, whose placements overlap"
    ]


def test_weeks_that_overlap_because_they_once_ended_on_another_day_are_told() -> None:
    problems = told(record_of(week(week=date(2026, 11, 14)), week()))
    assert any(problem.startswith("week 2026-11-20, week: begins before") for problem in problems)


def test_an_area_that_the_rule_book_no_longer_knows_is_told() -> None:
    assert "unknown work area breaks" in told(record_of(week(work("breaks"))))[0]


@pytest.mark.parametrize(
    ("events", "days"),
    [
        (["certified 2026-06-01"], ["2026-06-01"]),
        (["renewed 2026-06-01"], ["2026-06-01"]),
        (["certified 2026-06-01", "passed 2026-06-02"], ["2026-06-01"]),
        (["certified 2026-06-01", "passed 2026-06-01"], []),
        (["passed 2026-05-31", "certified 2026-06-01", "renewed 2026-07-01"], []),
        (["certified 2026-06-01", "passed 2026-06-15", "renewed 2026-07-01"], ["2026-06-01"]),
        (["booked 2026-03-01", "passed 2026-05-31", "certified 2026-06-01"], []),
        (["booked 2026-03-01"], []),
        (["failed 2026-05-31", "certified 2026-06-01"], ["2026-06-01"]),
    ],
)
def test_a_certificate_without_a_pass_before_it_is_told(events: list[str], days: list[str]) -> None:
    steps = (event.split() for event in events)
    listed = tuple(TestEvent(step=TestStep(step), on=date.fromisoformat(on)) for step, on in steps)
    test = TestRecord(apprentice="ana", code="A5", events=listed)
    assert told(TrainingRecord(apprentice=person(), tests=(test,))) == [
        f"test A5, step: certified on {day} without a pass; enter the day of the test" for day in days
    ]


def test_a_voided_event_is_no_pass_and_no_certificate() -> None:
    passed = TestEvent(step=TestStep.PASSED, on=date(2026, 5, 1), voided="typed twice")
    certified = TestEvent(step=TestStep.CERTIFIED, on=date(2026, 6, 1))
    records = {
        events: TrainingRecord(
            apprentice=person(), tests=(TestRecord(apprentice="ana", code="A5", events=events),)
        )
        for events in ((passed, certified), (passed,), (passed, passed))
    }
    assert [len(told(record)) for record in records.values()] == [1, 0, 0]


@pytest.mark.parametrize(("hours", "of_week", "of_sheet"), [(60, 0, 0), (61, 1, 0), (80, 1, 0), (81, 0, 1)])
def test_a_long_week_is_told_once_whatever_else_is_wrong_in_it(
    hours: int, of_week: int, of_sheet: int
) -> None:
    """Up to 80 h of the week, beyond of the sheet; an empty sheet beside it hides neither."""
    ana = person(placements=(shop(ends=date(2026, 11, 17)), shop("p2", starts=date(2026, 11, 18))))
    sheets = week(work(hours=hours)), week(placement="p2").model_copy(update={"lines": ()})
    long = {
        f"week 2026-11-20, lines: {hours} h in one week": of_week,
        f"sheet 2026-11-20/p1, lines: {hours} h in one week; a week counts as full time at most": of_sheet,
    }
    for order in (sheets, sheets[::-1]):
        problems = told(record_of(*order, of=ana))
        assert {problem: problems.count(problem) for problem in long} == long
        assert "sheet 2026-11-20/p2, lines: nothing to keep: enter hours or an absence" in problems


def test_a_week_far_too_long_over_two_shops_is_told_of_both_sheets_and_not_again_of_the_week() -> None:
    ana = person(placements=(shop(ends=date(2026, 11, 17)), shop("p2", starts=date(2026, 11, 18))))
    sheets = week(work(hours=80)), week(work(hours=1), placement="p2")
    said = "81 h in one week, over all placements; a week counts as full time at most"
    assert told(record_of(*sheets, of=ana)) == [
        f"sheet 2026-11-20/p1, lines: {said}",
        f"sheet 2026-11-20/p2, lines: {said}",
    ]


def test_an_unknown_test_and_an_unknown_credit_are_told() -> None:
    test = TestRecord(
        apprentice="ana", code="T99", events=(TestEvent(step=TestStep.BOOKED, on=date(2026, 6, 1)),)
    )
    credit = TrainingCredit(
        apprentice="ana",
        key="c1",
        kind="no-such-kind",
        title="School",
        starts=date(2025, 1, 1),
        ends=date(2025, 6, 1),
    )
    problems = told(TrainingRecord(apprentice=person(), credits=(credit,), tests=(test,)))
    assert any(problem.startswith("credit c1, kind") for problem in problems)
    assert any("unknown test T99" in problem for problem in problems)


def test_what_was_voided_is_passed_over() -> None:
    assert told(record_of(week(placement="p9", voided="wrong person"))) == []
    assert told(record_of(week(placement="p9"), of=person(voided="wrong person"))) == []
    credit = TrainingCredit(
        apprentice="ana",
        key="c1",
        kind="no-such-kind",
        title="School",
        starts=date(2025, 1, 1),
        ends=date(2025, 6, 1),
        voided="typed twice",
    )
    assert told(TrainingRecord(apprentice=person(), credits=(credit,))) == []


def test_a_credit_is_looked_at_for_its_tracks_and_its_length() -> None:
    credit = TrainingCredit(
        apprentice="ana",
        key="c1",
        kind="apprenticeship",
        title="Shop",
        starts=date(2025, 1, 1),
        ends=date(2025, 1, 31),
    )
    assert told(TrainingRecord(apprentice=person(), credits=(credit,))) == [
        "credit c1, ends: shorter than the 36 months that meet a requirement whole; it counts as schooling",
        (
            "credit c1, tracks: no track is named; name the tracks it counts towards, or all. "
            "Until then it counts for those of the first placement (Medium and heavy trucks)"
        ),
    ]
