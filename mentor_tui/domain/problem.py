"""What is wrong with something that is written down, as a kind and its figures. `words.problems` makes the sentence."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Figures = Mapping[str, Any]
"""What a sentence about it tells: values as they are held, such as minutes, dates, keys and titles."""

_NONE: Figures = MappingProxyType({})


class ProblemKind(StrEnum):
    """What can be wrong. Models raise errors whose type is a kind: `model_error`."""

    # Any value
    INVALID = "invalid"
    SAID = "said"
    IMPOSSIBLE_DAY = "impossible-day"
    UNPRINTABLE = "unprintable"
    ENDS_BEFORE_START = "ends-before-start"
    REASON_NEEDED = "reason-needed"
    SIGNER_NEEDED = "signer-needed"
    OTHER_RECORD = "other-record"
    # Hours as they are typed
    NO_TIME = "no-time"
    NEGATIVE_HOURS = "negative-hours"
    MINUTES_OF_AN_HOUR = "minutes-of-an-hour"
    NO_TIME_OF_A_DAY = "no-time-of-a-day"
    MORE_THAN_A_WEEK = "more-than-a-week"
    WEEK_OVERFULL = "week-overfull"
    # Names that the rule book does not know
    UNKNOWN_AREA = "unknown-area"
    UNKNOWN_SHOP_TYPE = "unknown-shop-type"
    UNKNOWN_CREDIT_KIND = "unknown-credit-kind"
    UNKNOWN_TRACK = "unknown-track"
    UNKNOWN_TEST = "unknown-test"
    # Apprentices and placements
    SAME_NAME = "same-name"
    STATUS_BEFORE_START = "status-before-start"
    HISTORY_OUT_OF_ORDER = "history-out-of-order"
    SAME_PLACEMENT_KEYS = "same-placement-keys"
    PLACEMENT_BEFORE_START = "placement-before-start"
    PLACEMENTS_OVERLAP = "placements-overlap"
    # Week sheets
    TAKEN_OFF = "taken-off"
    WEEK_IN_FUTURE = "week-in-future"
    WEEK_BEFORE_START = "week-before-start"
    WEEK_NOT_OVER = "week-not-over"
    WEEK_ENDS_ELSEWHEN = "week-ends-elsewhen"
    WEEKS_OVERLAP = "weeks-overlap"
    GONE = "gone"
    ON_LEAVE = "on-leave"
    NO_PLACEMENT = "no-placement"
    OUTSIDE_PLACEMENT = "outside-placement"
    LOCKED = "locked"
    UNSIGNED = "unsigned"
    RETURNED_WITHOUT_REASON = "returned-without-reason"
    NO_SHEET = "no-sheet"
    EMPTY_SHEET = "empty-sheet"
    TWICE = "twice"
    LINES_OVER_A_WEEK = "lines-over-a-week"
    LINE_OUTSIDE_WEEK = "line-outside-week"
    LINE_IN_FUTURE = "line-in-future"
    LONG_DAY = "long-day"
    LONG_WEEK = "long-week"
    VERY_LONG_WEEK = "very-long-week"
    TOO_LONG_WEEK = "too-long-week"
    TWO_SHOPS = "two-shops"
    # Rows of a spreadsheet
    ROW_OF_VOIDED_SHEET = "row-of-voided-sheet"
    ROW_OF_APPROVED_SHEET = "row-of-approved-sheet"
    ROWS_OVER_A_WEEK = "rows-over-a-week"
    # Training credits
    NO_TRACK = "no-track"
    NO_SCHOOL_YEARS = "no-school-years"
    TOO_MANY_SCHOOL_YEARS = "too-many-school-years"
    TOO_SHORT = "too-short"
    # Tests
    EVENT_IN_FUTURE = "event-in-future"
    EVENT_TWICE = "event-twice"
    PASS_MISSING = "pass-missing"  # noqa: S105 - of a test
    NEVER_PASSED = "never-passed"
    UNTIL_BEFORE_DAY = "until-before-day"
    NO_LAST_DAY = "no-last-day"
    NOT_RENEWED_BY_APP = "not-renewed-by-app"
    NEVER_RENEWED = "never-renewed"
    BOOKED_TOO_SOON = "booked-too-soon"
    # What counts nowhere
    WEEKS_NOT_COUNTED = "weeks-not-counted"
    CREDIT_NOT_COUNTED = "credit-not-counted"
    TEST_NOT_COUNTED = "test-not-counted"
    RENEWAL_NOT_COUNTED = "renewal-not-counted"
    BOOKING_OVER = "booking-over"
    # Rule books
    NAMES_DISAGREE = "names-disagree"
    UNKNOWN_NAME = "unknown-name"
    DEFINED_TWICE = "defined-twice"
    NO_SOURCE = "no-source"
    VEHICLE_ON_TWO_TRACKS = "vehicle-on-two-tracks"
    WORD_TAKEN = "word-taken"
    UNKNOWN_VALUES = "unknown-values"
    EARLIER_OUT_OF_ORDER = "earlier-out-of-order"
    EARLIER_INVALID = "earlier-invalid"


class Problem(NamedTuple):
    """Something that is wrong with one field.

    Attributes:
        field: Name of the field, such as `week` or `lines.2.area`.
        blocking: False for a warning: it may be kept all the same.
        entry: What of a record it is in, such as `("sheet", "2026-11-20/p1")`; of a test with the step and its day.
            Nothing where it is about what is just to be kept.
    """

    kind: ProblemKind
    field: str
    figures: Figures = _NONE
    blocking: bool = True
    entry: tuple[str, ...] = ()


def problems_of(error: ValidationError) -> Iterator[Problem]:
    """What is wrong with a value that does not fit its model, field by field; in a rule book, name by name."""
    for detail in error.errors():
        yield from problems_in(detail)


def problems_in(detail: "ErrorDetails") -> Iterator[Problem]:
    """The same of one of the details of the error."""
    path = [str(part) for part in detail["loc"]]
    figures: dict[str, Any] = dict(detail.get("ctx", {}))
    match detail["type"]:
        case ProblemKind.NAMES_DISAGREE:
            for kind, field, wrong in figures["problems"]:
                yield Problem(ProblemKind(kind), field, wrong)
        case kind if kind in ProblemKind.__members__.values():
            field = ".".join([*path, figures.pop("field")])
            yield Problem(ProblemKind(kind), field, figures)
        case kind:
            figures |= {"type": kind, "message": detail["msg"], "input": detail["input"]}
            yield Problem(ProblemKind.INVALID, ".".join(path), figures)
