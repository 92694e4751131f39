"""Worked examples of the rule book: a history, a test, and what must come out of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Annotated, Self

from pydantic import Field, model_validator

from mentor_tui.domain.apprentice import Apprentice, Placement, StatusSince
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.model import Key, Model, Name, Text
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.testrecord import TestCode, TestEvent, TestRecord
from mentor_tui.domain.vocabulary import Absence, SignOffState, Status, Supervision, TestStep, VehicleKind
from mentor_tui.domain.weeks import WEEK, first_day
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine

HOUSE = ("hours_per_year", "area_hours", "count_drafts", "count_assisted", "hold_years", "renew_months")
"""The rules of the shop that an example may set."""

_PERSON = "example"
_DAY = timedelta(days=1)
_LEAST_FIRST = (SignOffState.RETURNED, SignOffState.DRAFT)
_Home = str | tuple[VehicleKind, str]
"""The key of a placement that the example names, or the vehicle and the shop type of one that it does not."""


class ExamplePlacement(Model):
    """A placement of an example, where its dates matter or it holds no work.

    Attributes:
        key: What work and absences call it.
        shop_type: Key of a shop type; the first one for the kind where None.
        ends: Last day; goes on where None.
        voided: Why it was taken out; empty while it counts.
    """

    key: Key
    kind: VehicleKind
    starts: date
    ends: date | None = None
    shop_type: Key | None = None
    voided: Text = ""


class ExampleWork(Model):
    """Equal weeks of work, one sheet each.

    Attributes:
        first: Last day of the first week.
        hours: Hours a week; may be 7.5.
        approved: False for drafts.
        returned: Whether the sheets were sent back, so are not approved either.
        shop_type: Key of a shop type; the first one for the kind where None.
        placement: Key of one of the example's `placements`; a placement of its own, as long as the work, where None.
        voided: Why the sheets were taken out; empty while they count.
    """

    first: date
    weeks: Annotated[int, Field(ge=1)] = 1
    hours: Annotated[float, Field(gt=0, le=168)]
    kind: VehicleKind
    area: Key
    supervision: Supervision = Supervision.SUPERVISED
    approved: bool = True
    returned: bool = False
    shop_type: Key | None = None
    placement: Key | None = None
    voided: Text = ""

    @property
    def last(self) -> date:
        """Last day of the last week."""
        return self.first + (self.weeks - 1) * WEEK

    @property
    def state(self) -> SignOffState:
        """The sign-off of its sheets."""
        if self.returned:
            return SignOffState.RETURNED
        return SignOffState.APPROVED if self.approved else SignOffState.DRAFT


class ExampleAbsence(Model):
    """Weeks whose sheet says why no work, or less of it, was done.

    Attributes:
        first: Last day of the first week.
        placement: Key of one of the example's `placements`, or empty for the placement of its first work.
    """

    first: date
    weeks: Annotated[int, Field(ge=1)] = 1
    absence: Absence
    placement: Key | None = None


class ExampleCredit(Model):
    """A training credit of an example; fields as in a credit of the logbook.

    Attributes:
        tracks: Keys of the tracks it counts towards, or `all`; an entry from before credits named their tracks where empty.
    """

    kind: Key
    starts: date
    ends: date
    months: int | None = None
    school_years: float | None = None
    granted: int | None = None
    tracks: tuple[Key, ...] = ()
    voided: Text = ""


class ExampleEvent(Model):
    """A test event of an example.

    Attributes:
        until: The last day it holds, where it is not the rule book's own period.
        voided: Why it was taken out; empty while it counts.
    """

    code: TestCode
    step: TestStep
    on: date
    until: date | None = None
    voided: Text = ""


class ExampleAway(Model):
    """A period of leave of an example: the status is on leave from `starts` to `ends`."""

    starts: date
    ends: date


class ExpectedForecast(Model):
    """When what is missing is expected; a date that is None is not looked at."""

    earliest: date | None = None
    latest: date | None = None


class Expectation(Model):
    """What an example must give; None is not looked at.

    Attributes:
        state: Word of the state of the standing.
        months: Whole months of experience reached for the test, rounded down.
        met_on: Day on which the test's experience was met.
        met: Whether the test's experience is met.
        expires: Last day of the certificate.
        day: The date that matters in this state.
        day_means: What that date is, such as `ready since`, `expected`, `booked until`, `retest from`, `pass held until`.
        forecast: When what is missing is expected.
        next_step: What to do next, word for word.
        missing: Groups of tests of which one each has yet to be passed.
        area_minutes: Minutes of work in the test's own area.
        relevant: Whether the test is shown for this apprentice at all.
        reason: Words that one of the reasons contains.
        reasons: All reasons, word for word and in order.
        problems: What is said to be wrong in the record, word for word and in order.
        designation: Key of a designation that is held (`designation_held` true) or not.
        absent: Names of the above that must have no value, such as `met_on`, `day` or `forecast`.
    """

    state: Name | None = None
    may_sit: bool | None = None
    months: int | None = None
    met_on: date | None = None
    met: bool | None = None
    expires: date | None = None
    day: date | None = None
    day_means: Name | None = None
    forecast: ExpectedForecast | None = None
    next_step: Text | None = None
    missing: tuple[tuple[TestCode, ...], ...] | None = None
    area_minutes: int | None = None
    relevant: bool | None = None
    reason: Text | None = None
    reasons: tuple[Text, ...] | None = None
    problems: tuple[Text, ...] | None = None
    designation: Key | None = None
    designation_held: bool | None = None
    absent: tuple[Name, ...] = ()


class Example(Model):
    """A worked example: a history, a test and what must come out.

    Attributes:
        rule: Which rule it shows, such as `requirement/two-years` or `test/L2`.
        start: First day of the programme; the day the first placement, work, absence, credit or test begins where None.
        hours_per_year: A rule of the shop, as `area_hours` and the following; the program's own where None.
        history: Changes of status beside those of `away`, such as who left.
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
    count_drafts: bool | None = None
    count_assisted: bool | None = None
    hold_years: int | None = None
    renew_months: int | None = None
    placements: tuple[ExamplePlacement, ...] = ()
    work: tuple[ExampleWork, ...] = ()
    absences: tuple[ExampleAbsence, ...] = ()
    credits: tuple[ExampleCredit, ...] = ()
    events: tuple[ExampleEvent, ...] = ()
    away: tuple[ExampleAway, ...] = ()
    history: tuple[StatusSince, ...] = ()
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
    return HouseRules(**{name: value for name in HOUSE if (value := getattr(example, name)) is not None})


def example_record(example: Example, rulebook: Rulebook) -> TrainingRecord:
    """The history of an example as a training record.

    Work that names no placement makes one of its own for each kind of vehicle and type of shop, from the first day of its
    first week to the last day of its last. Each week of a placement has one sheet; it is approved where all its work is, and
    returned or voided where any is.

    Raises:
        ValueError: a shop type cannot be found for a kind of vehicle, or dates are out of order.
    """
    by_home: dict[_Home, list[ExampleWork]] = defaultdict(list)
    for work in example.work:
        by_home[_home(work, rulebook)].append(work)
    derived = {home: works for home, works in by_home.items() if not isinstance(home, str)}
    absences: dict[_Home, list[ExampleAbsence]] = defaultdict(list)
    for absence in example.absences:
        absences[absence.placement or _first_home(example, by_home)].append(absence)
    return TrainingRecord(
        apprentice=Apprentice(
            key=_PERSON,
            name=example.title[:120],
            start=example.start or _first_day(example),
            history=_history(example),
            placements=(
                *(_named(placement, rulebook) for placement in example.placements),
                *(_derived(kind, shop, works) for (kind, shop), works in derived.items()),
            ),
        ),
        sheets=tuple(
            sheet
            for home in dict.fromkeys((*by_home, *absences))
            for sheet in _sheets(_key(home), by_home[home], absences[home])
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


def _home(work: ExampleWork, rulebook: Rulebook) -> _Home:
    return work.placement or (work.kind, work.shop_type or _shop_type(work.kind, rulebook))


def _first_home(example: Example, by_home: Iterable[_Home]) -> _Home:
    home = next(iter(by_home), None) or next((placement.key for placement in example.placements), None)
    if home is None:
        raise ValueError("an absence needs a placement")
    return home


def _key(home: _Home) -> str:
    return home if isinstance(home, str) else f"{home[0]}-{home[1]}"


def _shop_type(kind: VehicleKind, rulebook: Rulebook) -> str:
    key = next((shop_type.key for shop_type in rulebook.shop_types if shop_type.kind is kind), None)
    if key is None:
        raise ValueError(f"the rule book has no shop type for {kind.value}")
    return key


def _first_day(example: Example) -> date:
    days = [
        *(placement.starts for placement in example.placements),
        *(first_day(work.first) for work in example.work),
        *(first_day(absence.first) for absence in example.absences),
        *(credit.starts for credit in example.credits),
        *(event.on for event in example.events),
    ]
    return min(days, default=example.as_of)


def _history(example: Example) -> tuple[StatusSince, ...]:
    changes: dict[date, Status] = {}
    for away in example.away:
        changes[away.starts] = Status.ON_LEAVE
        changes.setdefault(away.ends + _DAY, Status.ACTIVE)
    changes.update((entry.since, entry.status) for entry in example.history)
    return tuple(StatusSince(status=changes[day], since=day) for day in sorted(changes))


def _named(placement: ExamplePlacement, rulebook: Rulebook) -> Placement:
    shop_type = placement.shop_type or _shop_type(placement.kind, rulebook)
    return Placement(shop=placement.key, **{**placement.model_dump(), "shop_type": shop_type})


def _derived(kind: VehicleKind, shop_type: str, works: list[ExampleWork]) -> Placement:
    return Placement(
        key=_key((kind, shop_type)),
        shop=shop_type,
        shop_type=shop_type,
        kind=kind,
        starts=min(first_day(work.first) for work in works),
        ends=max(work.last for work in works),
    )


def _sheets(
    placement: str, works: Iterable[ExampleWork], absences: Iterable[ExampleAbsence]
) -> Iterator[WeekSheet]:
    weeks: dict[date, list[ExampleWork]] = defaultdict(list)
    for work in works:
        for number in range(work.weeks):
            weeks[work.first + number * WEEK].append(work)
    absent = {
        absence.first + number * WEEK: absence.absence
        for absence in absences
        for number in range(absence.weeks)
    }
    for week in sorted(weeks.keys() | absent.keys()):
        yield _sheet(placement, week, weeks.get(week, ()), absent.get(week))


def _sheet(placement: str, week: date, done: Iterable[ExampleWork], absence: Absence | None) -> WeekSheet:
    done = tuple(done)
    states = {work.state for work in done}
    state = next((state for state in _LEAST_FIRST if state in states), SignOffState.APPROVED)
    return WeekSheet(
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
        absence=absence,
        sign_off=SignOff(state=state),
        voided=next((work.voided for work in done if work.voided), ""),
    )


def _tests(example: Example) -> tuple[TestRecord, ...]:
    events: dict[str, list[TestEvent]] = defaultdict(list)
    for event in example.events:
        events[event.code].append(
            TestEvent(step=event.step, on=event.on, until=event.until, voided=event.voided)
        )
    return tuple(
        TestRecord(apprentice=_PERSON, code=code, events=tuple(steps)) for code, steps in events.items()
    )
