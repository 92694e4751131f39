"""Worked examples of the rule book: a history, a test, and what must come out of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from mentor_tui.domain.apprentice import Apprentice, Placement, StatusSince
from mentor_tui.domain.credit import ALL_TRACKS, TrainingCredit
from mentor_tui.domain.designation import designations
from mentor_tui.domain.eligibility import standing, standings
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.model import Key, Model, Name, Text
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.remarks import problems
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.testrecord import TestCode, TestEvent, TestRecord
from mentor_tui.domain.vocabulary import Absence, SignOffState, Status, Supervision, TestStep, VehicleKind
from mentor_tui.domain.weeks import WEEK, first_day
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine

_PERSON = "example"
_DAY = timedelta(days=1)
_LEAST_FIRST = (SignOffState.RETURNED, SignOffState.DRAFT)
_Place = str | tuple[VehicleKind, str]
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


_HOUSE = ("hours_per_year", "area_hours", "count_drafts", "count_assisted", "hold_years", "renew_months")


def differences(example: Example, rulebook: Rulebook) -> tuple[str, ...]:
    """What comes out otherwise than the example expects, as `met_on: 2023-12-29 expected, 2023-12-28 found`.

    Names that the rule book does not know are told first, and nothing else then.
    """
    unknown = tuple(_unknown(example, rulebook))
    if unknown:
        return unknown
    try:
        judged = judged_example(example, rulebook)
    except ValueError as error:
        return (str(error),)
    return tuple(_differences(example.expect, _outcome(example, judged)))


def judged_example(example: Example, rulebook: Rulebook) -> JudgedRecord:
    """The record of an example, judged on its day.

    Raises:
        ValueError: as `example_record`.
    """
    return JudgedRecord(
        example_record(example, rulebook), Frame(rulebook, example_house(example), example.as_of)
    )


def rule_names(rulebook: Rulebook) -> frozenset[str]:
    """What an example may name as the rule it shows."""
    return frozenset(
        {
            "clock",
            "recertification",
            *(f"requirement/{key}" for key in rulebook.requirement),
            *(f"track/{key}" for key in rulebook.track),
            *(f"area/{key}" for key in rulebook.area),
            *(f"test/{code}" for code in rulebook.test),
            *(f"series/{series.key}" for series in rulebook.series),
            *(f"credit/{key}" for key in rulebook.credit_kind),
            *(f"designation/{title.key}" for title in rulebook.designations),
            *(f"house/{name}" for name in _HOUSE),
        }
    )


def _unknown(example: Example, rulebook: Rulebook) -> Iterator[str]:
    titles = [title.key for title in rulebook.designations]
    placements = [placement.key for placement in example.placements]
    for what, names, known in (
        ("rule", [example.rule], rule_names(rulebook)),
        ("source", example.sources, rulebook.source),
        ("test", [example.test, *(event.code for event in example.events)], rulebook.test),
        ("work area", [work.area for work in example.work], rulebook.area),
        ("kind of credit", [credit.kind for credit in example.credits], rulebook.credit_kind),
        ("track", _named_tracks(example), rulebook.track),
        ("designation", [example.expect.designation] if example.expect.designation else [], titles),
        ("placement", _named_placements(example), placements),
        ("expectation", example.expect.absent, Expectation.model_fields),
    ):
        yield from (f'no {what} "{name}"' for name in dict.fromkeys(names) if name not in known)


def _named_tracks(example: Example) -> Iterator[str]:
    yield from (track for credit in example.credits for track in credit.tracks if track != ALL_TRACKS)


def _named_placements(example: Example) -> Iterator[str]:
    for placement in (
        *(work.placement for work in example.work),
        *(absence.placement for absence in example.absences),
    ):
        if placement is not None:
            yield placement


def _outcome(example: Example, judged: JudgedRecord) -> dict[str, Any]:
    """What came out, by the names of an expectation."""
    found = standing(judged, example.test)
    title = example.expect.designation
    return {
        "state": found.state.value,
        "may_sit": found.may_sit,
        "months": found.experience.months,
        "met_on": found.met_on,
        "met": found.experience.met,
        "expires": found.expires,
        "day": found.day,
        "day_means": found.day_means.value if found.day_means else None,
        "forecast": found.forecast and {"earliest": found.forecast.earliest, "latest": found.forecast.latest},
        "next_step": found.next_step,
        "missing": found.missing_prerequisites,
        "area_minutes": found.area_minutes,
        "relevant": found.relevant,
        "reasons": tuple(reason.text for reason in found.reasons),
        "problems": problems(judged),
        "designation_held": title
        and any(one.held for one in designations(judged, standings(judged)) if one.key == title),
    }


def _differences(expect: Expectation, outcome: Mapping[str, Any]) -> Iterator[str]:
    for name, wanted in expect.model_dump(
        exclude_none=True, exclude={"reason", "designation", "absent"}
    ).items():
        found = outcome[name]
        if isinstance(wanted, dict) and isinstance(found, dict):
            for part, day in wanted.items():
                if found[part] != day:
                    yield f"{name}.{part}: {_shown(day)} expected, {_shown(found[part])} found"
        elif found != wanted:
            yield f"{name}: {_shown(wanted)} expected, {_shown(found)} found"
    for name in expect.absent:
        if outcome[name] is not None:
            yield f"{name}: nothing expected, {_shown(outcome[name])} found"
    if expect.reason is not None and not any(expect.reason in text for text in outcome["reasons"]):
        yield f'reason: "{expect.reason}" expected, {_shown(outcome["reasons"])} found'


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_shown(one) for one in value)}]"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_shown(one)}" for name, one in value.items())
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return f'"{value}"'
    return "nothing" if value is None else str(value).lower()


def example_house(example: Example) -> HouseRules:
    """The shop's rules under which an example is worked out."""
    return HouseRules(**{name: value for name in _HOUSE if (value := getattr(example, name)) is not None})


def example_record(example: Example, rulebook: Rulebook) -> TrainingRecord:
    """The history of an example as a training record.

    Work that names no placement makes one of its own for each kind of vehicle and type of shop, from the first day of its
    first week to the last day of its last. Each week of a placement has one sheet; it is approved where all its work is, and
    returned or voided where any is.

    Raises:
        ValueError: a shop type cannot be found for a kind of vehicle, or dates are out of order.
    """
    by_place: dict[_Place, list[ExampleWork]] = defaultdict(list)
    for work in example.work:
        by_place[_place(work, rulebook)].append(work)
    derived = {place: works for place, works in by_place.items() if not isinstance(place, str)}
    absences: dict[_Place, list[ExampleAbsence]] = defaultdict(list)
    for absence in example.absences:
        absences[absence.placement or _first_place(example, by_place)].append(absence)
    return TrainingRecord(
        apprentice=Apprentice(
            key=_PERSON,
            name=example.title[:120],
            start=example.start or _first_day(example),
            history=_history(example),
            placements=(
                *(_named(placement, rulebook) for placement in example.placements),
                *(_placement(kind, shop, works) for (kind, shop), works in derived.items()),
            ),
        ),
        sheets=tuple(
            sheet
            for place in dict.fromkeys((*by_place, *absences))
            for sheet in _sheets(_key(place), by_place[place], absences[place])
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


def _place(work: ExampleWork, rulebook: Rulebook) -> _Place:
    return work.placement or (work.kind, work.shop_type or _shop_type(work.kind, rulebook))


def _first_place(example: Example, by_place: Iterable[_Place]) -> _Place:
    place = next(iter(by_place), None) or next((one.key for one in example.placements), None)
    if place is None:
        raise ValueError("an absence needs a placement")
    return place


def _key(place: _Place) -> str:
    return place if isinstance(place, str) else f"{place[0]}-{place[1]}"


def _shop_type(kind: VehicleKind, rulebook: Rulebook) -> str:
    found = next((shop_type.key for shop_type in rulebook.shop_types if shop_type.kind is kind), None)
    if found is None:
        raise ValueError(f"the rule book has no shop type for {kind.value}")
    return found


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


def _placement(kind: VehicleKind, shop_type: str, works: list[ExampleWork]) -> Placement:
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
    state = next((one for one in _LEAST_FIRST if one in states), SignOffState.APPROVED)
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
