"""Every list of choices of what is written down and asked for. Their words and signs are in `words`."""

from enum import StrEnum


class VehicleKind(StrEnum):
    """What is being worked on. It decides the series of tests."""

    __hash__ = str.__hash__  # the one of enumerations is slow, and work is grouped by these

    CAR = "car"
    TRUCK = "truck"
    SCHOOL_BUS = "school-bus"
    TRANSIT_BUS = "transit-bus"
    EQUIPMENT = "equipment"
    COLLISION = "collision"
    NONE = "none"


class Status(StrEnum):
    """Where an apprentice stands in the programme."""

    ACTIVE = "active"
    ON_LEAVE = "on-leave"
    LEFT = "left"
    FINISHED = "finished"


class Supervision(StrEnum):
    """How far the apprentice did the work alone. Observed work is not hands-on."""

    __hash__ = str.__hash__  # the one of enumerations is slow, and work is grouped by these

    OBSERVED = "observed"
    ASSISTED = "assisted"
    SUPERVISED = "supervised"
    ALONE = "alone"


class SignOffState(StrEnum):
    """How far a sheet has come."""

    DRAFT = "draft"
    APPROVED = "approved"
    RETURNED = "returned"


class Absence(StrEnum):
    """Why no work, or less of it, was done in a week. Leave alone stops the calendar clock."""

    VACATION = "vacation"
    HOLIDAY = "holiday"
    SICK = "sick"
    SCHOOL = "school"
    LEAVE = "leave"


class TestStep(StrEnum):
    """One thing that can happen with a test."""

    __test__ = False

    BOOKED = "booked"
    FAILED = "failed"
    PASSED = "passed"
    FORM_SENT = "form-sent"
    CERTIFIED = "certified"
    RENEWED = "renewed"


class Confidence(StrEnum):
    """How sure a rule is."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    UNCONFIRMED = "unconfirmed"


class Renewal(StrEnum):
    """What renews a certificate: the recertification test, or the renewal app where it covers the test."""

    TEST = "test"
    APP = "app"
