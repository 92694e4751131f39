"""One apprentice and one test: a state, the reasons in order, the dates, the next step."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from mentor_tui.domain.experience import Experience
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


class Reason(NamedTuple):
    """One thing that was looked at, in the order in which it decides.

    Attributes:
        ok: Whether it speaks for the test; None for a remark.
        rule: Key of the rule it comes from, such as `requirement/two-years`; `house` for the shop's own.
        unconfirmed: Whether ASE's own text for it has not been seen.
        sources: Keys of the sources of the rule book.
    """

    text: str
    ok: bool | None
    rule: str
    unconfirmed: bool = False
    sources: tuple[str, ...] = ()


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
    next_step: str
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
