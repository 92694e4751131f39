"""Why a standing is what it is, and what is to be done about one test, as sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from mentor_tui.domain.standing import Figures, NextStep, NextStepKind, Reason, ReasonKind
from mentor_tui.words.counting import reductions_text
from mentor_tui.words.glyphs import STATUS_WORD
from mentor_tui.words.hours import hours_text, months_number
from mentor_tui.words.phrases import listed

_Sentence = str | Callable[[Figures], str]


def reason_text(reason: Reason) -> str:
    """What was looked at, as a clause: `24 full-time months of hands-on work reached on 2025-11-20`."""
    return _sentence(_REASONS[reason.kind], reason.figures)


def next_step_text(step: NextStep) -> str:
    """What to do next, as one sentence without its full stop."""
    return _sentence(_NEXT_STEPS[step.kind], step.figures)


def _sentence(sentence: _Sentence, figures: Figures) -> str:
    return sentence.format_map(figures) if isinstance(sentence, str) else sentence(figures)


def _in_months(figures: Figures) -> Mapping[str, Any]:
    """Amounts of experience as full-time months: what is there rounded down, what is missing up."""
    month = figures["month_minutes"]
    amounts = {name: months_number(figures[name], month) for name in ("total", "work", "training")}
    missing = months_number(figures["missing"], month, up=True)
    clock = "calendar" if figures["calendar_binds"] else "hours"
    return {**figures, **amounts, "missing": missing, "clock": clock}


def _experience(sentence: str) -> _Sentence:
    return lambda figures: sentence.format_map(_in_months(figures))


def _credit(figures: Figures) -> str:
    given = f"{months_number(figures['counted'], figures['month_minutes'])} months"
    return f"{figures['title']}: {given}{_why(figures)}"


def _credit_meets_all(figures: Figures) -> str:
    return f"{figures['title']}: meets the whole requirement{_why(figures)}"


def _why(figures: Figures) -> str:
    return f" ({reductions_text(figures['why'])})" if figures["why"] else ""


def _area_hours(figures: Figures) -> str:
    return (
        f"{hours_text(figures['minutes'])} of work in the test's own area; "
        f"this shop asks for {hours_text(figures['needed'])} (the shop's own rule, not ASE's)"
    )


def _gone(figures: Figures) -> str:
    return f"{STATUS_WORD[figures['status']]} the programme on {figures['since']}"


def _wait_for_return(figures: Figures) -> str:
    until = figures["until"]
    return f"On leave until {until}; keep logging then" if until else "On leave; keep logging when it ends"


_REASONS: Mapping[ReasonKind, _Sentence] = {
    ReasonKind.NO_EXPERIENCE_ASKED: "no work experience is asked for",
    ReasonKind.EXPERIENCE_MET: "{months} full-time months of hands-on work reached on {met_on}",
    ReasonKind.EXPERIENCE_MET_WITH_TRAINING: _experience(
        "{months} full-time months reached on {met_on}; "
        "by now {work} of hands-on work and {training} of training"
    ),
    ReasonKind.EXPERIENCE_MET_BY_CREDIT: (
        "{months} full-time months reached on {met_on}; {title} meets them by itself"
    ),
    ReasonKind.EXPERIENCE_MISSING: _experience(
        "{total} of {months} full-time months of hands-on work; {missing} missing ({clock} clock)"
    ),
    ReasonKind.EXPERIENCE_MISSING_WITH_TRAINING: _experience(
        "{total} of {months} full-time months: {work} of hands-on work and {training} of training; "
        "{missing} missing ({clock} clock)"
    ),
    ReasonKind.CREDIT: _credit,
    ReasonKind.CREDIT_MEETS_ALL: _credit_meets_all,
    ReasonKind.NO_PREREQUISITE_AGAIN: "recertification asks for no other test first",
    ReasonKind.PREREQUISITE_PASSED: "{code} has been passed",
    ReasonKind.PREREQUISITE_NOT_CURRENT: (
        "{code} has been passed, but is not certified now; ASE may ask for that"
    ),
    ReasonKind.PREREQUISITE_MISSING: (
        lambda figures: f"{listed(figures['codes'], 'or')} has to be passed first"
    ),
    ReasonKind.AREA_HOURS: _area_hours,
    ReasonKind.FAILED_WAITING: "failed on {on}; may be booked again from {again}",
    ReasonKind.FAILED: "failed on {on}; may be booked again since {again}",
    ReasonKind.BOOKED: "booked, to be sat by {until}",
    ReasonKind.BOOKING_OVER: "the booking ended on {until} without a result; enter it",
    ReasonKind.PASSED: "passed on {on}",
    ReasonKind.FORM_SENT: "form sent on {on}; waiting for ASE's answer",
    ReasonKind.RENEWED: "renewed on {on}",
    ReasonKind.NEVER_RENEWED: "the renewal of {on} does not count: {code} cannot be renewed",
    ReasonKind.NOT_RENEWED_BY_APP: (
        "the renewal of {on} does not count: ASE's renewal app does not cover {code}; "
        "where ASE did renew it, enter the last day"
    ),
    ReasonKind.CERTIFIED: "certified until {until}",
    ReasonKind.CERTIFICATE_LAPSED: "certified until it lapsed on {until}",
    ReasonKind.PASS_HELD: "the pass is held until {until}, {years} years; ASE's own figure is not confirmed",
    ReasonKind.GONE: _gone,
    ReasonKind.TEST_NOTE: "{note}",
    ReasonKind.TEST_UNCONFIRMED: "this test's rule is not confirmed by ASE's own text",
    ReasonKind.TEST_NOT_OFFERED: "this test is not offered at present",
}

_NEXT_STEPS: Mapping[NextStepKind, _Sentence] = {
    NextStepKind.NOTHING: "Nothing to do",
    NextStepKind.NOTHING_GONE: lambda figures: f"Nothing to do: {_gone(figures)}",
    NextStepKind.NOTHING_NEVER_RENEWED: "Nothing to do; {code} cannot be renewed",
    NextStepKind.WAIT_FOR_RETURN: _wait_for_return,
    NextStepKind.KEEP_LOGGING: "Keep logging; {code} may be sat now for a score report only",
    NextStepKind.KEEP_LOGGING_PASSED: (
        "Keep logging; send the work experience form when the experience is met"
    ),
    NextStepKind.GIVE_AREA_WORK: (
        lambda figures: (
            f"Give work in the area of {figures['code']}: "
            f"the shop's own rule asks for {hours_text(figures['needed'])}"
        )
    ),
    NextStepKind.PASS_FIRST: (
        lambda figures: f"Pass {' and '.join(listed(group, 'or') for group in figures['groups'])} first"
    ),
    NextStepKind.BOOK: "Book {code}",
    NextStepKind.BOOK_AND_SEND_FORM: "Book {code}, then send the work experience form",
    NextStepKind.BOOK_AGAIN: "Book {code} again from {day}",
    NextStepKind.SIT: "Sit {code} by {until} and enter the result",
    NextStepKind.SIT_AGAIN: "Sit {code} again",
    NextStepKind.SIT_RECERTIFICATION: "Sit the recertification test of {code}",
    NextStepKind.SEND_FORM: "Send the work experience form to ASE",
    NextStepKind.ENTER_CERTIFICATE: "Enter the certificate when ASE has answered",
    NextStepKind.RENEW: "Renew {code} by {until}",
}
