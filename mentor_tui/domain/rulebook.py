"""What ASE asks for, as dated and cited data: the models of `data/rulebooks/ase.toml`."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, model_validator

from mentor_tui.domain.apprentice import VehicleKind
from mentor_tui.domain.model import Key, Model, Name, Text
from mentor_tui.domain.testrecord import TestCode
from mentor_tui.domain.weeksheet import Absence, Supervision

Months = Annotated[int, Field(ge=0, le=120, strict=True)]


class Confidence(StrEnum):
    """How sure a rule is."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    UNCONFIRMED = "unconfirmed"


class Rule(Model):
    """What every rule carries: how sure it is and where it comes from."""

    confidence: Confidence
    sources: tuple[Name, ...] = ()
    note: Text = ""


class Source(Model):
    """Where a fact was found."""

    key: Name
    title: Name
    address: Text = ""
    kind: Name


class Clock(Rule):
    """How weeks add up to years.

    Attributes:
        calendar_days_per_year: Days of employment that make a year on the calendar clock.
        weeks_per_year: Full-time weeks that make a year on the hours clock; a week counts at most a year's hours divided by this.
        not_hands_on: Supervision levels that are not hands-on work.
        stops: Absences that stop the calendar clock.
    """

    calendar_days_per_year: Annotated[int, Field(ge=350, le=366)]
    weeks_per_year: Annotated[int, Field(ge=40, le=53)]
    not_hands_on: tuple[Supervision, ...]
    stops: tuple[Absence, ...]


class Track(Rule):
    """A field of work on which experience is counted.

    Attributes:
        kinds: Vehicle kinds whose work counts, in any area that has no track of its own.
    """

    key: Key
    title: Name
    kinds: tuple[VehicleKind, ...] = ()


class WorkArea(Model):
    """A kind of work on a vehicle.

    Attributes:
        kinds: Vehicle kinds for which it is proposed.
        track: Key of the track it counts on, whatever the vehicle; None for the vehicle's own track.
        hands_on: False for work that is no repair work and counts nowhere.
        aliases: Other words for it in spreadsheets and on the command line, in small letters.
    """

    key: Key
    title: Name
    kinds: tuple[VehicleKind, ...]
    track: Key | None = None
    hands_on: bool = True
    aliases: tuple[Name, ...] = ()
    confidence: Confidence = Confidence.OFFICIAL
    note: Text = ""


class Requirement(Rule):
    """How long the experience for a test must be.

    Attributes:
        months: Full-time months of hands-on work.
        training_months: Months of these that training may replace.
    """

    key: Key
    title: Name
    months: Months
    training_months: Months


class Prerequisite(Rule):
    """Other tests to pass first.

    Attributes:
        all_of: Groups of codes; of each group one must have been passed.
        since: First day it held.
        until: Last day it held; None while it does.
    """

    all_of: tuple[tuple[TestCode, ...], ...]
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Series(Rule):
    """A family of tests."""

    key: Name
    title: Name


class Test(Rule):
    """One ASE test.

    Attributes:
        tracks: Keys of the tracks whose experience counts, together.
        kinds: Vehicle kinds whose work is evidence for the test's own area.
        areas: Keys of the work areas that are its own.
        active: False for a test that is off unless a record names it.
    """

    __test__ = False

    code: TestCode
    series: Name
    name: Name
    requirement: Key
    tracks: tuple[Key, ...]
    kinds: tuple[VehicleKind, ...] = ()
    areas: tuple[Key, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    active: bool = True
    questions: int | None = None

    def prerequisite_on(self, day: date) -> Prerequisite | None:
        """The prerequisite in force on `day`."""
        return next((rule for rule in self.prerequisites if rule.holds_on(day)), None)


class CreditKind(Rule):
    """What a kind of training or earlier work is worth.

    Attributes:
        counts_as: `training` is capped by the requirement; `work` is not.
        training_months: Months of training that give `experience_months`; 0 where ASE decides case by case.
        full_credit_months: Requirements of up to so many months are met whole; 0 for none.
        tracks: Tracks it counts towards where the credit names none; empty for all.
    """

    key: Key
    title: Name
    counts_as: Annotated[str, Field(pattern="^(training|work)$")] = "training"
    training_months: Months
    experience_months: Months
    full_credit_months: Months = 0
    tracks: tuple[Key, ...] = ()


class DesignationGroup(Model):
    """Tests of which so many must be certified."""

    any_of: tuple[TestCode, ...]
    at_least: Annotated[int, Field(ge=1)] = 1


class Designation(Rule):
    """A title that certified tests give together, such as Master Automobile Technician."""

    key: Key
    title: Name
    groups: tuple[DesignationGroup, ...]


class Recertification(Rule):
    """How long a certificate holds, and the waits around a test.

    Attributes:
        years: A certificate's life from the day of the test.
        retest_days: Wait after a failed test.
        booking_days: Days after a booking in which the test is to be sat.
        renewal_app_credits: Right answers in a subscription year that extend a certificate by `renewal_app_years`.
    """

    years: Annotated[int, Field(ge=1)]
    retest_days: Annotated[int, Field(ge=0)]
    booking_days: Annotated[int, Field(ge=1)]
    renewal_app_credits: Annotated[int, Field(ge=1)]
    renewal_app_years: Annotated[int, Field(ge=1)]
    renewal_app_tests: tuple[TestCode, ...]


class ShopType(Model):
    """A kind of shop, and the kind of vehicle that is worked on there."""

    key: Key
    title: Name
    kind: VehicleKind
    aliases: tuple[Name, ...] = ()


class Specialisation(Model):
    """A direction in which an apprentice can grow.

    Attributes:
        goal: Codes of the tests that make it.
        path: Groups of codes to pass on the way; of each group one is enough.
        shop_types: Keys of shop types that point to it.
        kinds: Vehicle kinds that point to it.
        areas: Keys of areas that point to it; empty for all.
        keywords: Words in notes that point to it, in small letters.
    """

    key: Key
    title: Name
    goal: tuple[TestCode, ...]
    path: tuple[tuple[TestCode, ...], ...] = ()
    shop_types: tuple[Key, ...] = ()
    kinds: tuple[VehicleKind, ...] = ()
    areas: tuple[Key, ...] = ()
    keywords: tuple[Name, ...] = ()
    note: Text = ""


class SuggestionWeights(Model):
    """How the signs of a specialisation are weighed, and from when on one is named.

    Attributes:
        hours: Weight of the share of hours.
        shop_type: Weight of a fitting shop.
        keywords: Weight of fitting words, all together.
        recent_months: Months that count as recent.
        recent: Factor for recent hours.
        supervision: Factor for each level of supervision.
        min_hours: Hands-on hours below which nothing is named.
        min_share: Share of hours below which nothing is named, in per cent.
    """

    hours: float
    shop_type: float
    keywords: float
    recent_months: Months
    recent: float
    supervision: dict[Supervision, float]
    min_hours: int
    min_share: int


class ExampleWork(Model):
    """Equal weeks of approved work, one sheet each.

    Attributes:
        first: Last day of the first week.
        hours: Hours a week; may be 7.5.
    """

    first: date
    weeks: Annotated[int, Field(ge=1)]
    hours: float
    kind: VehicleKind
    area: Key
    supervision: Supervision = Supervision.SUPERVISED
    approved: bool = True
    shop_type: Key | None = None


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
    step: Name
    on: date
    until: date | None = None


class ExampleAway(Model):
    """A period of leave of an example: the status is on leave from `starts` to `ends`."""

    starts: date
    ends: date


class Expectation(Model):
    """What an example must give; None is not looked at.

    Attributes:
        months: Whole months of experience reached for the test, rounded down.
        met_on: Day on which the test's experience was met.
        reason: Words that one of the reasons contains.
        designation: Key of a designation that is held (`designation_held` true) or not.
    """

    state: Name | None = None
    may_sit: bool | None = None
    months: int | None = None
    met_on: date | None = None
    reason: Text | None = None
    designation: Key | None = None
    designation_held: bool | None = None


class Example(Model):
    """A worked example: a history, a test and what must come out.

    Attributes:
        rule: Which rule it shows, such as `requirement/two-years` or `test/L2`.
        start: First day of the programme; the day the first work or credit begins where None.
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


class Rulebook(Model):
    """All of it.

    Attributes:
        edition: Date and name of this edition, printed on every summary.
        cannot_know: What no program can know, printed on every summary.
    """

    edition: Name
    dated: date
    publisher: Name
    cannot_know: tuple[Text, ...] = ()
    sources: tuple[Source, ...]
    clock: Clock
    tracks: tuple[Track, ...]
    areas: tuple[WorkArea, ...]
    requirements: tuple[Requirement, ...]
    series: tuple[Series, ...]
    tests: tuple[Test, ...]
    credits: tuple[CreditKind, ...]
    designations: tuple[Designation, ...]
    recertification: Recertification
    shop_types: tuple[ShopType, ...]
    specialisations: tuple[Specialisation, ...]
    weights: SuggestionWeights
    examples: tuple[Example, ...] = ()

    @model_validator(mode="after")
    def _names_agree(self) -> Self:
        problems = list(self._unknown_names())
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _unknown_names(self) -> Iterable[str]:
        """Every name that is used but not defined, or defined twice."""
        raise NotImplementedError

    @cached_property
    def test(self) -> dict[str, Test]:
        """The tests by code."""
        return {test.code: test for test in self.tests}

    @cached_property
    def area(self) -> dict[str, WorkArea]:
        """The work areas by key."""
        return {area.key: area for area in self.areas}

    @cached_property
    def requirement(self) -> dict[str, Requirement]:
        """The requirements by key."""
        return {requirement.key: requirement for requirement in self.requirements}

    @cached_property
    def credit_kind(self) -> dict[str, CreditKind]:
        """The credit kinds by key."""
        return {kind.key: kind for kind in self.credits}

    @cached_property
    def track_of_kind(self) -> dict[VehicleKind, str]:
        """The key of the track each vehicle kind counts on."""
        return {kind: track.key for track in self.tracks for kind in track.kinds}

    def track_of(self, kind: VehicleKind, area: str) -> str | None:
        """The key of the track that work counts on; None where it is on none."""
        known = self.area.get(area)
        if known is None or not known.hands_on:
            return None
        return known.track or self.track_of_kind.get(kind)
