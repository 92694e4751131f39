"""Worked examples of the rule book: a history, a test, and what must come out of them."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Annotated, Self

from pydantic import Field, model_validator

from mentor_tui.domain.apprentice import Apprentice, Placement, Status, StatusSince, VehicleKind
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.model import Key, Model, Name, Text
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.testrecord import TestCode, TestEvent, TestRecord, TestStep
from mentor_tui.domain.weeks import WEEK, first_day
from mentor_tui.domain.weeksheet import SignOff, SignOffState, Supervision, WeekSheet, WorkLine

_PERSON = "example"
_DAY = timedelta(days=1)


class ExampleWork(Model):
    """Equal weeks of work, one sheet each.

    Attributes:
        first: Last day of the first week.
        hours: Hours a week; may be 7.5.
        shop_type: Key of a shop type; the first one for the kind where None.
    """

    first: date
    weeks: Annotated[int, Field(ge=1)]
    hours: Annotated[float, Field(gt=0, le=168)]
    kind: VehicleKind
    area: Key
    supervision: Supervision = Supervision.SUPERVISED
    approved: bool = True
    shop_type: Key | None = None

    @property
    def last(self) -> date:
        """Last day of the last week."""
        return self.first + (self.weeks - 1) * WEEK


class ExampleCredit(Model):
    """A training credit of an example."""

    kind: Key
    starts: date
    ends: date
    months: int | None = None
    granted: int | None = None
    tracks: tuple[Key, ...] = ()


class ExampleEvent(Model):
    """A test event of an example."""

    code: TestCode
    step: TestStep
    on: date
    until: date | None = None


class ExampleAway(Model):
    """A period of leave of an example: the status is on leave from `starts` to `ends`."""

    starts: date
    ends: date


class Expectation(Model):
    """What an example must give; None is not looked at.

    Attributes:
        state: Word of the state of the standing.
        months: Whole months of experience reached for the test, rounded down.
        met_on: Day on which the test's experience was met.
        met: Whether the test's experience is met.
        reason: Words that one of the reasons contains.
        designation: Key of a designation that is held (`designation_held` true) or not.
    """

    state: Name | None = None
    may_sit: bool | None = None
    months: int | None = None
    met_on: date | None = None
    met: bool | None = None
    reason: Text | None = None
    designation: Key | None = None
    designation_held: bool | None = None


class Example(Model):
    """A worked example: a history, a test and what must come out.

    Attributes:
        rule: Which rule it shows, such as `requirement/two-years` or `test/L2`.
        start: First day of the programme; the day the first work, credit or test begins where None.
    """

    key: Key
    title: Text
    rule: Name
    sources: tuple[Name, ...] = ()
    test: TestCode
    as_of: date
    start: date | None = None
    hours_per_year: int | None = None
    area_hours: int = 0
    work: tuple[ExampleWork, ...] = ()
    credits: tuple[ExampleCredit, ...] = ()
    events: tuple[ExampleEvent, ...] = ()
    away: tuple[ExampleAway, ...] = ()
    expect: Expectation


class Examples(Model):
    """All of them, each with a key of its own."""

    examples: tuple[Example, ...]

    @model_validator(mode="after")
    def _keys_differ(self) -> Self:
        twice = [key for key, times in Counter(example.key for example in self.examples).items() if times > 1]
        if twice:
            raise ValueError("; ".join(f"examples[{key}]: defined more than once" for key in twice))
        return self


def example_house(example: Example) -> HouseRules:
    """The shop's rules under which an example is worked out."""
    house = HouseRules(area_hours=example.area_hours)
    if example.hours_per_year is None:
        return house
    return HouseRules(area_hours=example.area_hours, hours_per_year=example.hours_per_year)


def example_record(example: Example, rulebook: Rulebook) -> TrainingRecord:
    """The history of an example as a training record.

    All work on one kind of vehicle in one type of shop is one placement, from the first day of its first week to the last
    day of its last. Each week of a placement has one sheet; it is approved where all its work is.

    Raises:
        ValueError: a shop type cannot be found for a kind of vehicle, or dates are out of order.
    """
    by_place: dict[tuple[VehicleKind, str], list[ExampleWork]] = defaultdict(list)
    for work in example.work:
        by_place[work.kind, work.shop_type or _shop_type(work.kind, rulebook)].append(work)
    return TrainingRecord(
        apprentice=Apprentice(
            key=_PERSON,
            name=example.title[:120],
            start=example.start or _first_day(example),
            history=_history(example),
            placements=tuple(_placement(kind, shop, works) for (kind, shop), works in by_place.items()),
        ),
        sheets=tuple(
            sheet for (kind, shop), works in by_place.items() for sheet in _sheets(f"{kind}-{shop}", works)
        ),
        credits=tuple(
            TrainingCredit(
                apprentice=_PERSON,
                key=f"credit-{number}",
                title=credit.kind,
                **credit.model_dump(),
            )
            for number, credit in enumerate(example.credits, start=1)
        ),
        tests=_tests(example),
    )


def _shop_type(kind: VehicleKind, rulebook: Rulebook) -> str:
    found = next((shop_type.key for shop_type in rulebook.shop_types if shop_type.kind is kind), None)
    if found is None:
        raise ValueError(f"the rule book has no shop type for {kind.value}")
    return found


def _first_day(example: Example) -> date:
    days = [
        *(first_day(work.first) for work in example.work),
        *(credit.starts for credit in example.credits),
        *(event.on for event in example.events),
    ]
    return min(days, default=example.as_of)


def _history(example: Example) -> tuple[StatusSince, ...]:
    changes: dict[date, Status] = {}
    for away in example.away:
        changes[away.starts] = Status.ON_LEAVE
        changes.setdefault(away.ends + _DAY, Status.ACTIVE)
    return tuple(StatusSince(status=changes[day], since=day) for day in sorted(changes))


def _placement(kind: VehicleKind, shop_type: str, works: list[ExampleWork]) -> Placement:
    return Placement(
        key=f"{kind}-{shop_type}",
        shop=shop_type,
        shop_type=shop_type,
        kind=kind,
        starts=min(first_day(work.first) for work in works),
        ends=max(work.last for work in works),
    )


def _sheets(placement: str, works: list[ExampleWork]) -> list[WeekSheet]:
    weeks: dict[date, list[ExampleWork]] = defaultdict(list)
    for work in works:
        for number in range(work.weeks):
            weeks[work.first + number * WEEK].append(work)
    return [
        WeekSheet(
            apprentice=_PERSON,
            week=week,
            placement=placement,
            lines=tuple(
                WorkLine(
                    kind=work.kind,
                    area=work.area,
                    minutes=round(work.hours * 60),
                    supervision=work.supervision,
                )
                for work in done
            ),
            sign_off=SignOff(
                state=SignOffState.APPROVED if all(work.approved for work in done) else SignOffState.DRAFT
            ),
        )
        for week, done in sorted(weeks.items())
    ]


def _tests(example: Example) -> tuple[TestRecord, ...]:
    events: dict[str, list[TestEvent]] = defaultdict(list)
    for event in example.events:
        events[event.code].append(TestEvent(step=event.step, on=event.on, until=event.until))
    return tuple(
        TestRecord(apprentice=_PERSON, code=code, events=tuple(steps)) for code, steps in events.items()
    )
