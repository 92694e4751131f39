"""What ASE asks for, rule by rule: each says how sure it is and where it comes from."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from mentor_tui.domain.apprentice import VehicleKind
from mentor_tui.domain.model import Key, Model, Name, Text
from mentor_tui.domain.testrecord import TestCode
from mentor_tui.domain.weeksheet import Absence, Supervision

Months = Annotated[int, Field(ge=0, le=120, strict=True)]
Cents = Annotated[int, Field(ge=0, strict=True)]


class Confidence(StrEnum):
    """How sure a rule is."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    UNCONFIRMED = "unconfirmed"


class Rule(Model):
    """What every rule carries: how sure it is and where it comes from.

    Attributes:
        sources: Keys of sources; an official or secondary rule names at least one.
        note: What a mentor should know about it.
    """

    confidence: Confidence
    sources: tuple[Name, ...] = ()
    note: Text = ""


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
    """

    key: Name
    title: Name
    requirement: Key | None = None
    tracks: tuple[Key, ...] = ()
    kinds: tuple[VehicleKind, ...] = ()


class Test(Rule):
    """One ASE test.

    Attributes:
        tracks: Keys of the tracks whose experience counts, together.
        kinds: Vehicle kinds whose work is evidence for the test's own area.
        areas: Keys of the work areas that are its own.
        active: False for a test that is off unless a record names it; `note` says why.
        questions: Scored questions, where known.
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


class Fees(Rule):
    """What the tests cost, in US cents.

    Attributes:
        year: Calendar year of the prices.
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
