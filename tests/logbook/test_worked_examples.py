"""The worked examples of the rule book, run against the core."""

from datetime import date

import pytest

from mentor_tui.domain.apprentice import StatusSince
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import Absence, SignOffState, Status, Supervision, TestStep, VehicleKind
from mentor_tui.logbook.example_outcome import mismatches
from mentor_tui.logbook.rules import load_examples, load_rulebook
from mentor_tui.logbook.worked_example import (
    Example,
    ExampleAbsence,
    ExampleAway,
    ExampleCredit,
    ExampleEvent,
    ExamplePlacement,
    ExampleWork,
    Expectation,
    ExpectedForecast,
    example_house,
    example_record,
)

EXAMPLES = load_examples()


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.key)
def test_the_example_comes_out(example: Example, rulebook: Rulebook) -> None:
    assert mismatches(example, rulebook) == ()


def test_every_requirement_credit_and_prerequisite_has_an_example(rulebook: Rulebook) -> None:
    shown = {example.rule for example in EXAMPLES}
    wanted = {f"test/{test.code}" for test in rulebook.tests if test.prerequisites}
    wanted |= {f"requirement/{key}" for key in rulebook.requirement}
    wanted |= {f"credit/{kind}" for kind in rulebook.credit_kind}
    wanted |= {
        f"designation/{title.key}" for title in rulebook.designations if title.key.startswith("master-")
    }
    assert wanted <= shown


WORK = ExampleWork(
    first=date(2022, 1, 7), weeks=104, hours=40, kind=VehicleKind.CAR, area="brakes", placement="p1"
)
PLACEMENT = ExamplePlacement(key="p1", kind=VehicleKind.CAR, starts=date(2022, 1, 1))


def example(**fields: object) -> Example:
    return Example.model_validate(
        {
            "key": "of-this-test",
            "title": "Two years",
            "rule": "requirement/two-years",
            "test": "A5",
            "as_of": date(2023, 12, 29),
            "work": (WORK,),
            "placements": (PLACEMENT,),
            "expect": Expectation(),
            **fields,
        }
    )


def test_each_thing_that_comes_out_otherwise_is_told(rulebook: Rulebook) -> None:
    expect = Expectation(
        state="building",
        may_sit=False,
        months=23,
        met_on=date(2023, 12, 28),
        met=False,
        expires=date(2029, 1, 1),
        day=date(2023, 12, 28),
        day_means="expected",
        forecast=ExpectedForecast(earliest=date(2024, 1, 5)),
        next_step="Nothing to do",
        missing=(("A8",),),
        area_minutes=1,
        relevant=False,
        reason="brakes and more",
        reasons=("24 months",),
        problems=("everything",),
        designation="master-automobile",
        designation_held=True,
        absent=("met_on", "forecast", "expires"),
    )
    reached = '"24 full-time months of hands-on work reached on 2023-12-29"'
    assert mismatches(example(expect=expect), rulebook) == (
        'state: "building" expected, "ready" found',
        "may_sit: false expected, true found",
        "months: 23 expected, 24 found",
        "met_on: 2023-12-28 expected, 2023-12-29 found",
        "met: false expected, true found",
        "expires: 2029-01-01 expected, nothing found",
        "day: 2023-12-28 expected, 2023-12-29 found",
        'day_means: "expected" expected, "ready since" found',
        "forecast: earliest 2024-01-05 expected, nothing found",
        'next_step: "Nothing to do" expected, "Book A5, then send the work experience form" found',
        'missing: [["A8"]] expected, [] found',
        "area_minutes: 1 expected, 249600 found",
        "relevant: false expected, true found",
        f'reasons: ["24 months"] expected, [{reached}] found',
        'problems: ["everything"] expected, [] found',
        "designation_held: true expected, false found",
        "met_on: nothing expected, 2023-12-29 found",
        f'reason: "brakes and more" expected, [{reached}] found',
    )


def test_names_that_are_not_there_are_told_and_nothing_else(rulebook: Rulebook) -> None:
    credit = ExampleCredit(kind="school", starts=date(2020, 1, 1), ends=date(2020, 1, 2), tracks=("cars",))
    wrong = example(
        rule="requirement/ten-years",
        sources=("S6", "S99"),
        test="A99",
        events=(ExampleEvent(code="A98", step=TestStep.PASSED, on=date(2023, 1, 1)),),
        work=(WORK.model_copy(update={"area": "wings", "placement": "p2"}),),
        credits=(credit,),
        expect=Expectation(designation="master-of-all", absent=("state", "luck")),
    )
    assert mismatches(wrong, rulebook) == (
        'no rule "requirement/ten-years"',
        'no source "S99"',
        'no test "A99"',
        'no test "A98"',
        'no work area "wings"',
        'no kind of credit "school"',
        'no track "cars"',
        'no designation "master-of-all"',
        'no placement "p2"',
        'no expectation "luck"',
    )


def test_dates_out_of_order_are_told(rulebook: Rulebook) -> None:
    early = PLACEMENT.model_copy(update={"ends": date(2021, 1, 1)})
    (told,) = mismatches(example(placements=(early,)), rulebook)
    assert "ends on 2021-01-01, before it starts on 2022-01-01" in told


def test_an_example_becomes_a_whole_record(rulebook: Rulebook) -> None:
    told = example(
        placements=(
            PLACEMENT.model_copy(update={"ends": date(2023, 6, 30), "shop_type": "dealership"}),
            ExamplePlacement(key="p2", kind=VehicleKind.TRUCK, starts=date(2024, 1, 1), voided="never"),
        ),
        work=(
            WORK.model_copy(update={"weeks": 2}),
            WORK.model_copy(update={"weeks": 1, "hours": 7.5, "returned": True, "area": "hvac"}),
            ExampleWork(
                first=date(2022, 2, 4),
                hours=8,
                kind=VehicleKind.TRUCK,
                area="brakes",
                supervision=Supervision.OBSERVED,
                approved=False,
                voided="twice",
            ),
        ),
        absences=(ExampleAbsence(first=date(2022, 1, 14), weeks=2, absence=Absence.LEAVE),),
        credits=(
            ExampleCredit(
                kind="short-course",
                starts=date(2021, 1, 1),
                ends=date(2021, 2, 1),
                granted=1,
                tracks=("auto",),
                voided="no proof",
            ),
        ),
        events=(
            ExampleEvent(
                code="A5",
                step=TestStep.BOOKED,
                on=date(2022, 3, 1),
                until=date(2022, 4, 1),
                voided="withdrawn",
            ),
        ),
        away=(ExampleAway(starts=date(2022, 5, 1), ends=date(2022, 5, 10)),),
        history=(StatusSince(status=Status.LEFT, since=date(2022, 6, 1)),),
    )
    record = example_record(told, rulebook)
    first, second, third, fourth = record.sheets
    assert record.apprentice.start == date(2021, 1, 1)
    assert [(one.status, one.since) for one in record.apprentice.history] == [
        (Status.ON_LEAVE, date(2022, 5, 1)),
        (Status.ACTIVE, date(2022, 5, 11)),
        (Status.LEFT, date(2022, 6, 1)),
    ]
    assert [
        (one.key, one.shop_type, one.kind, one.starts, one.ends, one.voided)
        for one in record.apprentice.placements
    ] == [
        ("p1", "dealership", VehicleKind.CAR, date(2022, 1, 1), date(2023, 6, 30), ""),
        ("p2", "diesel-shop", VehicleKind.TRUCK, date(2024, 1, 1), None, "never"),
        ("truck-diesel-shop", "diesel-shop", VehicleKind.TRUCK, date(2022, 1, 29), date(2022, 2, 4), ""),
    ]
    assert [(one.key, one.minutes, one.absence, one.sign_off.state, one.voided) for one in record.sheets] == [
        ("2022-01-07/p1", 2850, None, SignOffState.RETURNED, ""),
        ("2022-01-14/p1", 2400, Absence.LEAVE, SignOffState.APPROVED, ""),
        ("2022-01-21/p1", 0, Absence.LEAVE, SignOffState.APPROVED, ""),
        ("2022-02-04/truck-diesel-shop", 480, None, SignOffState.DRAFT, "twice"),
    ]
    assert [line.area for line in first.lines] == ["brakes", "hvac"]
    assert (second.lines[0].supervision, third.lines) == (Supervision.SUPERVISED, ())
    assert fourth.lines[0].supervision is Supervision.OBSERVED
    (credit,) = record.credits
    assert (credit.granted, credit.tracks, credit.voided) == (1, ("auto",), "no proof")
    (event,) = record.tests_by_code["A5"].events
    assert (event.until, event.voided) == (date(2022, 4, 1), "withdrawn")


def test_an_absence_of_nobody_is_told(rulebook: Rulebook) -> None:
    absence = ExampleAbsence(first=date(2022, 1, 14), absence=Absence.LEAVE)
    alone = example(work=(), placements=(), absences=(absence,))
    assert mismatches(alone, rulebook) == ("an absence needs a placement",)


def test_the_rules_of_the_shop_may_be_given() -> None:
    told = example(
        hours_per_year=1800,
        area_hours=50,
        count_drafts=True,
        count_assisted=False,
        hold_years=2,
        renew_months=3,
    )
    house = example_house(told)
    assert (house.hours_per_year, house.area_hours, house.count_drafts) == (1800, 50, True)
    assert (house.count_assisted, house.hold_years, house.renew_months) == (False, 2, 3)
    assert example_house(example()).hours_per_year == 2000
    assert example_house(example()).area_hours == 0
