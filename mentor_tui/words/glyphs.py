"""Signs of one cell and words for what the core names by a key, so that nothing is told by colour alone."""

from collections.abc import Iterable

from mentor_tui.domain.progress import WeekMark
from mentor_tui.domain.standing import DateMeaning, StandingState
from mentor_tui.domain.vocabulary import Status, TestStep, VehicleKind

STATE_GLYPH = {
    StandingState.BUILDING: "○",
    StandingState.BLOCKED: "✖",
    StandingState.READY: "▲",
    StandingState.BOOKED: "◆",
    StandingState.RETEST_WAIT: "◇",
    StandingState.PASSED_WAITING: "◐",
    StandingState.PAPERWORK: "■",
    StandingState.CERTIFIED: "✔",
    StandingState.RENEW: "↻",
    StandingState.LAPSED: "▽",
}
STATE_WORD = {
    StandingState.BUILDING: "building",
    StandingState.BLOCKED: "blocked",
    StandingState.READY: "ready",
    StandingState.BOOKED: "booked",
    StandingState.RETEST_WAIT: "retest wait",
    StandingState.PASSED_WAITING: "passed, waiting",
    StandingState.PAPERWORK: "paperwork",
    StandingState.CERTIFIED: "certified",
    StandingState.RENEW: "renew",
    StandingState.LAPSED: "lapsed",
}
DATE_MEANING_WORDS = {
    DateMeaning.READY_SINCE: "ready since",
    DateMeaning.EXPECTED: "expected",
    DateMeaning.WINDOW_ENDS: "booked until",
    DateMeaning.RETEST_FROM: "retest from",
    DateMeaning.HELD_UNTIL: "pass held until",
    DateMeaning.EXPIRES: "expires",
    DateMeaning.EXPIRED: "expired",
}
WEEK_GLYPH = {
    WeekMark.APPROVED: "■",
    WeekMark.DRAFT: "▪",
    WeekMark.RETURNED: "✗",
    WeekMark.ABSENT: "–",
    WeekMark.MISSING: "·",
    WeekMark.OPEN: "▫",
    WeekMark.OUTSIDE: " ",
}
WEEK_WORDS = {
    WeekMark.APPROVED: "approved",
    WeekMark.DRAFT: "logged, not approved",
    WeekMark.RETURNED: "returned",
    WeekMark.ABSENT: "absent",
    WeekMark.MISSING: "missing",
    WeekMark.OPEN: "this week, not logged yet",
    WeekMark.OUTSIDE: "no placement, or away",
}
STATUS_WORD = {
    Status.ACTIVE: "active",
    Status.ON_LEAVE: "on leave",
    Status.LEFT: "left",
    Status.FINISHED: "finished",
}
STEP_WORD = {
    TestStep.BOOKED: "booked",
    TestStep.FAILED: "sat and failed",
    TestStep.PASSED: "passed",
    TestStep.FORM_SENT: "experience form sent",
    TestStep.CERTIFIED: "certified",
    TestStep.RENEWED: "renewed",
}
_KINDS = {
    VehicleKind.CAR: "cars",
    VehicleKind.TRUCK: "trucks",
    VehicleKind.SCHOOL_BUS: "school buses",
    VehicleKind.TRANSIT_BUS: "transit buses",
    VehicleKind.EQUIPMENT: "truck equipment",
    VehicleKind.COLLISION: "collision damage",
    VehicleKind.NONE: "no vehicle",
}


def state_text(state: StandingState) -> str:
    """A state with its sign: `▲ ready`."""
    return f"{STATE_GLYPH[state]} {STATE_WORD[state]}"


def week_glyphs(marks: Iterable[WeekMark]) -> str:
    """The signs of some weeks side by side."""
    return "".join(WEEK_GLYPH[mark] for mark in marks)


def kind_words(kind: VehicleKind) -> str:
    """What is worked on, in the plural: `trucks`."""
    return _KINDS[kind]
