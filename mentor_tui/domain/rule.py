"""What ASE asks for, rule by rule: each says how sure it is and where it comes from."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated, Self

from pydantic import ConfigDict, Field, ValidationError, model_validator

from mentor_tui.domain.model import Key, Model, Name, Text, model_error
from mentor_tui.domain.testrecord import TestCode
from mentor_tui.domain.vocabulary import Absence, Confidence, Renewal, Supervision, VehicleKind

Months = Annotated[int, Field(ge=0, le=120, strict=True)]
Years = Annotated[int, Field(ge=1, le=50, strict=True)]
Cents = Annotated[int, Field(ge=0, strict=True)]


class Fact(Model):
    """How sure one value of a rule is, where that is not as the rest of the rule.

    Attributes:
        sources: Keys of sources; an official or secondary fact names at least one.
        note: What a mentor should know about it.
    """

    confidence: Confidence
    sources: tuple[Name, ...] = ()
    note: Text = ""


class Earlier(Model):
    """What some fields of a rule said until a day, by their names, such as `{ until = 2025-12-31, questions = 50 }`."""

    model_config = ConfigDict(extra="allow")

    until: date


class Rule(Model):
    """What every rule carries: how sure it is, where it comes from, and what it said before.

    Attributes:
        sources: Keys of sources; an official or secondary rule names at least one.
        note: What a mentor should know about it.
        values: Fields that are surer than the rest of the rule, or less sure, by their names.
        earlier: What it said before, in order of date; it says the rest since.
    """

    confidence: Confidence
    sources: tuple[Name, ...] = ()
    note: Text = ""
    values: dict[Name, Fact] = Field(default_factory=dict)
    earlier: tuple[Earlier, ...] = ()

    @model_validator(mode="after")
    def _values_are_fields(self) -> Self:
        unknown = self.values.keys() - type(self).model_fields.keys()
        if unknown:
            raise model_error("unknown-values", "values", names=tuple(sorted(unknown)))
        if any(before.until >= after.until for before, after in pairwise(self.earlier)):
            raise model_error("earlier-out-of-order", "earlier")
        for earlier in self.earlier:
            try:
                self.on(earlier.until)
            except ValidationError as error:
                detail = error.errors()[0]
                field = ".".join(str(part) for part in detail["loc"])
                figures = {"name": field, "message": detail["msg"]}
                raise model_error("earlier-invalid", f"earlier[{earlier.until}]", **figures) from None
        return self

    def fact(self, field: str) -> Fact:
        """How sure the value of `field` is."""
        return self.values.get(field) or Fact(
            confidence=self.confidence, sources=self.sources, note=self.note
        )

    def on(self, day: date) -> Self:
        """What it said on `day`."""
        earlier = next((before for before in self.earlier if day <= before.until), None)
        if earlier is None:
            return self
        now = {name: getattr(self, name) for name in type(self).model_fields if name != "earlier"}
        return type(self).model_validate({**now, **(earlier.model_extra or {})})


class Source(Model):
    """Where a fact was found.

    Attributes:
        kind: `official`, `official copy` (an official document on another host) or `secondary`.
    """

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


class Requirement(Rule):
    """How long the experience for a test must be.

    Attributes:
        months: Full-time months of hands-on work.
        training_months: Months of these that training may replace.
        training_confidence: How sure `training_months` is; as sure as the rest where None.
    """

    key: Key
    title: Name
    months: Months
    training_months: Months
    training_confidence: Confidence | None = None


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
    """A family of tests, and what holds for each of them that says nothing else.

    Attributes:
        requirement: As in a test.
        tracks: As in a test.
        kinds: As in a test.
        years: As in a test.
        renewed_by: As in a test.
    """

    key: Name
    title: Name
    requirement: Key | None = None
    tracks: tuple[Key, ...] = ()
    kinds: tuple[VehicleKind, ...] = ()
    years: Years | None = None
    renewed_by: tuple[Renewal, ...] = tuple(Renewal)


class Test(Rule):
    """One ASE test.

    Attributes:
        tracks: Keys of the tracks whose experience counts, together.
        kinds: Vehicle kinds whose work is evidence for the test's own area.
        areas: Keys of the work areas that are its own.
        active: False for a test that is off unless a record names it; `note` says why.
        questions: Scored questions, where known.
        years: A certificate's life from the day of the test; that of rule `recertification` where None.
        renewed_by: What renews its certificate; empty where nothing does.
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
    years: Years | None = None
    renewed_by: tuple[Renewal, ...] = tuple(Renewal)

    def prerequisite_on(self, day: date) -> Prerequisite | None:
        """The prerequisite in force on `day`."""
        return next((rule.on(day) for rule in self.prerequisites if rule.holds_on(day)), None)


class CreditKind(Rule):
    """What a kind of training or earlier work is worth.

    Attributes:
        counts_as: `training` is capped by the requirement; `work` is not.
        training_months: Months of training that give `experience_months`; 0 where ASE decides case by case.
        school_year_months: Months of teaching that are a school year, which counts as twelve; 0 where the calendar counts.
        full_credit_months: Requirements of up to so many months are met whole; 0 for none.
        full_credit_lasts: Months that it must have lasted for that.
        tracks: The tracks that "all" stands for; empty for every track.
    """

    key: Key
    title: Name
    counts_as: Annotated[str, Field(pattern="^(training|work)$")] = "training"
    training_months: Months
    experience_months: Months
    school_year_months: Annotated[int, Field(ge=0, le=12, strict=True)] = 0
    full_credit_months: Months = 0
    full_credit_lasts: Months = 0
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
        years: A certificate's life from the day of the test, where its series has no life of its own.
        retest_days: Full days after a test, passed or failed, before it can be bought and booked again.
        booking_days: Days after the purchase in which the test is to be sat.
        asks_prerequisites: Whether whoever holds or held a certificate has to pass other tests first once more.
        renewal_app_credits: Right answers in a subscription year that extend a certificate by `renewal_app_years`.
        renewal_app_tests: The tests that the app covers.
    """

    years: Years
    retest_days: Annotated[int, Field(ge=0)]
    booking_days: Annotated[int, Field(ge=1)]
    asks_prerequisites: bool = True
    renewal_app_credits: Annotated[int, Field(ge=1)]
    renewal_app_years: Annotated[int, Field(ge=1)]
    renewal_app_tests: tuple[TestCode, ...]

    def again_from(self, day: date) -> date:
        """The first day on which a test that was sat on `day` can be bought and booked again.

        The day of the test is no full day, nor is that of the purchase: of 30 full days after the 1st the last is the 31st,
        and the test can be bought on the first of the next month.
        """
        return day + timedelta(days=self.retest_days + 1)

    def window_ends(self, day: date) -> date:
        """The last day on which a test that was bought on `day` may be sat."""
        return day + timedelta(days=self.booking_days)


class Fees(Rule):
    """What the tests cost, in US cents.

    Attributes:
        year: Calendar year from which on these are the prices.
        registration: Once for each order.
        test: Each test, where `series` gives no other price.
        recertification_cap: The most that recertification tests of one order cost.
        series: Price of each test of a series, by the key of the series.
    """

    year: int
    registration: Cents
    test: Cents
    recertification_cap: Cents
    series: dict[Name, Cents] = Field(default_factory=dict)
