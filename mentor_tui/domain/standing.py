"""One apprentice and one test: a state, the reasons in order, the dates, the next step."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from mentor_tui.domain.clocks import Experience
from mentor_tui.domain.forecast import Forecast, Precision


class StandingState(StrEnum):
    """How far an apprentice is with a test."""

    BUILDING = "building"
    BLOCKED = "blocked"
    READY = "ready"
    BOOKED = "booked"
    RETEST_WAIT = "retest-wait"
    PASSED_WAITING = "passed-waiting"
    PAPERWORK = "paperwork"
    CERTIFIED = "certified"
    RENEW = "renew"
    LAPSED = "lapsed"


class DateMeaning(StrEnum):
    """What the date of a standing is."""

    READY_SINCE = "ready-since"
    EXPECTED = "expected"
    WINDOW_ENDS = "booked-until"
    RETEST_FROM = "retest-from"
    HELD_UNTIL = "pass-held-until"
    EXPIRES = "expires"
    EXPIRED = "expired"


Figures = Mapping[str, Any]
"""What a sentence about a kind tells: minutes, dates, codes, titles of the rule book and texts of the record."""


class ReasonKind(StrEnum):
    """What was looked at, and what it was found to be. What each has for figures is said behind it."""

    NO_EXPERIENCE_ASKED = "no-experience-asked"
    EXPERIENCE_MET = "experience-met"  # months, met_on
    EXPERIENCE_MET_WITH_TRAINING = "experience-met-with-training"  # the same; work, training in minutes
    EXPERIENCE_MET_BY_CREDIT = "experience-met-by-credit"  # months, met_on; title of the credit
    EXPERIENCE_MISSING = "experience-missing"  # months; total, missing in minutes; clock, the slower one
    EXPERIENCE_MISSING_WITH_TRAINING = "experience-missing-with-training"  # the same; work, training
    CREDIT = "credit"  # title; counted minutes; why not all
    CREDIT_MEETS_ALL = "credit-meets-all"  # title
    NO_PREREQUISITE_AGAIN = "no-prerequisite-again"
    PREREQUISITE_PASSED = "prerequisite-passed"  # code
    PREREQUISITE_NOT_CURRENT = "prerequisite-not-current"  # code
    PREREQUISITE_MISSING = "prerequisite-missing"  # codes, of which one is enough
    AREA_HOURS = "area-hours"  # minutes, needed
    FAILED_WAITING = "failed-waiting"  # on, again: the first day of the next booking
    FAILED = "failed"  # the same
    BOOKED = "booked"  # until
    BOOKING_OVER = "booking-over"  # until
    PASSED = "passed"  # on
    FORM_SENT = "form-sent"  # on
    RENEWED = "renewed"  # on
    NEVER_RENEWED = "never-renewed"  # on, code
    NOT_RENEWED_BY_APP = "not-renewed-by-app"  # on, code
    CERTIFIED = "certified"  # until
    CERTIFICATE_LAPSED = "certificate-lapsed"  # until
    PASS_HELD = "pass-held"  # noqa: S105 - the pass of a test; until, years
    GONE = "gone"  # status, since
    TEST_NOTE = "test-note"  # note: what the rule book says of the test
    TEST_UNCONFIRMED = "test-unconfirmed"
    TEST_NOT_OFFERED = "test-not-offered"


class Reason(NamedTuple):
    """One thing that was looked at, in the order in which it decides.

    Attributes:
        ok: Whether it speaks for the test; None for a remark.
        rule: Key of the rule it comes from, such as `requirement/two-years`; `house` for the shop's own.
        unconfirmed: Whether ASE's own text for it has not been seen.
        sources: Keys of the sources of the rule book.
    """

    kind: ReasonKind
    ok: bool | None
    rule: str
    figures: Figures
    unconfirmed: bool = False
    sources: tuple[str, ...] = ()


class NextStepKind(StrEnum):
    """What is to be done next about a test. What each has for figures is said behind it, beside the code of the test."""

    NOTHING = "nothing"
    NOTHING_GONE = "nothing-gone"  # status, since
    NOTHING_NEVER_RENEWED = "nothing-never-renewed"
    WAIT_FOR_RETURN = "wait-for-return"  # until, the last day of leave; None where it is open
    KEEP_LOGGING = "keep-logging"
    KEEP_LOGGING_PASSED = "keep-logging-passed"
    GIVE_AREA_WORK = "give-area-work"  # needed, in minutes
    PASS_FIRST = "pass-first"  # noqa: S105 - other tests; groups of codes, of which one each is enough
    BOOK = "book"
    BOOK_AND_SEND_FORM = "book-and-send-form"
    BOOK_AGAIN = "book-again"  # day
    SIT = "sit"  # until
    SIT_AGAIN = "sit-again"
    SIT_RECERTIFICATION = "sit-recertification"
    SEND_FORM = "send-form"
    ENTER_CERTIFICATE = "enter-certificate"
    RENEW = "renew"  # until


class NextStep(NamedTuple):
    """What is to be done next about one test."""

    kind: NextStepKind
    figures: Figures


class Standing(NamedTuple):
    """The answer to "which test, when, and why not".

    Attributes:
        may_sit: Whether the test may be sat today; before the experience is met, for a score report only.
        area_minutes: Counted work in the test's own area.
        area_needed: What the shop asks for there; its own rule, not ASE's.
        area_titles: Titles of the test's own areas.
        missing_prerequisites: Groups of which one test each has yet to be passed.
        ready_since: First day of the present unbroken run of experience, own-area hours and prerequisites; None outside it.
        day: The date that matters now.
        day_means: What that date is.
        expires: Last day of the certificate, if there is one.
        relevant: Whether the apprentice has a record of the test, or work in its field and area.
    """

    code: str
    name: str
    state: StandingState
    reasons: tuple[Reason, ...]
    may_sit: bool
    experience: Experience
    area_minutes: int
    area_needed: int
    missing_prerequisites: tuple[tuple[str, ...], ...]
    area_titles: tuple[str, ...]
    forecast: Forecast | None
    ready_since: date | None
    day: date | None
    day_means: DateMeaning | None
    expires: date | None
    next_step: NextStep
    relevant: bool

    @property
    def day_precision(self) -> Precision:
        """How finely `day` may be told: a day that is expected beyond a year as a quarter of the year."""
        if self.day and self.forecast and self.day_means is DateMeaning.EXPECTED:
            return self.forecast.precision(self.day)
        return Precision.DAY

    @property
    def met_on(self) -> date | None:
        """The day on which the experience was met."""
        return self.experience.met_on

    @property
    def unconfirmed(self) -> bool:
        """Whether any rule behind it is not confirmed by ASE's own text."""
        return any(reason.unconfirmed for reason in self.reasons)


URGENCY = (
    StandingState.PAPERWORK,
    StandingState.RENEW,
    StandingState.LAPSED,
    StandingState.READY,
    StandingState.RETEST_WAIT,
    StandingState.BOOKED,
    StandingState.PASSED_WAITING,
    StandingState.CERTIFIED,
    StandingState.BUILDING,
    StandingState.BLOCKED,
)
"""What a mentor should see first: what only waits for a form or a date, then what work alone will bring."""

_RANK = {state: rank for rank, state in enumerate(URGENCY)}


def by_urgency(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """The relevant standings, most urgent first, the sooner date first among equals."""
    relevant = [standing for standing in standings if standing.relevant]
    return tuple(
        sorted(
            relevant,
            key=lambda standing: (_RANK[standing.state], standing.day or date.max, standing.code),
        )
    )
