"""Every kind of reason and every next step has its sentence."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from mentor_tui.domain.standing import NextStep, NextStepKind, Reason, ReasonKind
from mentor_tui.domain.training import Reduction, ReductionKind
from mentor_tui.domain.vocabulary import Status
from mentor_tui.words.reasons import next_step_text, reason_text

ON = date(2026, 11, 20)
AMOUNTS = {
    "months": 24,
    "met_on": ON,
    "month_minutes": 10_000,
    "total": 125_999,
    "work": 115_999,
    "training": 10_000,
    "missing": 114_001,
    "calendar_binds": True,
}
REASONS: Mapping[ReasonKind, tuple[Mapping[str, Any], str]] = {
    ReasonKind.NO_EXPERIENCE_ASKED: ({}, "no work experience is asked for"),
    ReasonKind.EXPERIENCE_MET: (AMOUNTS, "24 full-time months of hands-on work reached on 2026-11-20"),
    ReasonKind.EXPERIENCE_MET_WITH_TRAINING: (
        AMOUNTS,
        "24 full-time months reached on 2026-11-20; by now 11.5 of hands-on work and 1.0 of training",
    ),
    ReasonKind.EXPERIENCE_MET_BY_CREDIT: (
        {"months": 24, "met_on": ON, "title": "School"},
        "24 full-time months reached on 2026-11-20; School meets them by itself",
    ),
    ReasonKind.EXPERIENCE_MISSING: (
        AMOUNTS,
        "12.5 of 24 full-time months of hands-on work; 11.5 missing (calendar clock)",
    ),
    ReasonKind.EXPERIENCE_MISSING_WITH_TRAINING: (
        AMOUNTS | {"calendar_binds": False},
        "12.5 of 24 full-time months: 11.5 of hands-on work and 1.0 of training; 11.5 missing (hours clock)",
    ),
    ReasonKind.CREDIT: (
        {"title": "School", "counted": 45_999, "month_minutes": 10_000, "why": ()},
        "School: 4.5 months",
    ),
    ReasonKind.CREDIT_MEETS_ALL: ({"title": "School", "why": ()}, "School: meets the whole requirement"),
    ReasonKind.NO_PREREQUISITE_AGAIN: ({}, "recertification asks for no other test first"),
    ReasonKind.PREREQUISITE_PASSED: ({"code": "A5"}, "A5 has been passed"),
    ReasonKind.PREREQUISITE_NOT_CURRENT: (
        {"code": "A5"},
        "A5 has been passed, but is not certified now; ASE may ask for that",
    ),
    ReasonKind.PREREQUISITE_MISSING: (
        {"codes": ("A9", "H2", "T2")},
        "A9, H2 or T2 has to be passed first",
    ),
    ReasonKind.AREA_HOURS: (
        {"minutes": 4375, "needed": 6000},
        "72.9 h of work in the test's own area; this shop asks for 100 h (the shop's own rule, not ASE's)",
    ),
    ReasonKind.FAILED_WAITING: (
        {"on": ON, "again": date(2026, 12, 20)},
        "failed on 2026-11-20; may be booked again from 2026-12-20",
    ),
    ReasonKind.FAILED: (
        {"on": ON, "again": date(2026, 12, 20)},
        "failed on 2026-11-20; may be booked again since 2026-12-20",
    ),
    ReasonKind.BOOKED: ({"until": ON}, "booked, to be sat by 2026-11-20"),
    ReasonKind.BOOKING_OVER: ({"until": ON}, "the booking ended on 2026-11-20 without a result; enter it"),
    ReasonKind.PASSED: ({"on": ON}, "passed on 2026-11-20"),
    ReasonKind.FORM_SENT: ({"on": ON}, "form sent on 2026-11-20; waiting for ASE's answer"),
    ReasonKind.RENEWED: ({"on": ON}, "renewed on 2026-11-20"),
    ReasonKind.NEVER_RENEWED: (
        {"on": ON, "code": "X1"},
        "the renewal of 2026-11-20 does not count: X1 cannot be renewed",
    ),
    ReasonKind.NOT_RENEWED_BY_APP: (
        {"on": ON, "code": "X1"},
        (
            "the renewal of 2026-11-20 does not count: ASE's renewal app does not cover X1; "
            "where ASE did renew it, enter the last day"
        ),
    ),
    ReasonKind.CERTIFIED: ({"until": ON}, "certified until 2026-11-20"),
    ReasonKind.CERTIFICATE_LAPSED: ({"until": ON}, "certified until it lapsed on 2026-11-20"),
    ReasonKind.PASS_HELD: (
        {"until": ON, "years": 5},
        "the pass is held until 2026-11-20, 5 years; ASE's own figure is not confirmed",
    ),
    ReasonKind.GONE: ({"status": Status.LEFT, "since": ON}, "left the programme on 2026-11-20"),
    ReasonKind.TEST_NOTE: ({"note": "kept {as} it is"}, "kept {as} it is"),
    ReasonKind.TEST_UNCONFIRMED: ({}, "this test's rule is not confirmed by ASE's own text"),
    ReasonKind.TEST_NOT_OFFERED: ({}, "this test is not offered at present"),
}
NEXT_STEPS: Mapping[NextStepKind, tuple[Mapping[str, Any], str]] = {
    NextStepKind.NOTHING: ({}, "Nothing to do"),
    NextStepKind.NOTHING_GONE: (
        {"status": Status.FINISHED, "since": ON},
        "Nothing to do: finished the programme on 2026-11-20",
    ),
    NextStepKind.NOTHING_NEVER_RENEWED: ({}, "Nothing to do; T4 cannot be renewed"),
    NextStepKind.WAIT_FOR_RETURN: ({"until": ON}, "On leave until 2026-11-20; keep logging then"),
    NextStepKind.KEEP_LOGGING: ({}, "Keep logging; T4 may be sat now for a score report only"),
    NextStepKind.KEEP_LOGGING_PASSED: (
        {},
        "Keep logging; send the work experience form when the experience is met",
    ),
    NextStepKind.GIVE_AREA_WORK: (
        {"needed": 6000},
        "Give work in the area of T4: the shop's own rule asks for 100 h",
    ),
    NextStepKind.PASS_FIRST: ({"groups": (("A5",), ("T6", "T8"))}, "Pass A5 and T6 or T8 first"),
    NextStepKind.BOOK: ({}, "Book T4"),
    NextStepKind.BOOK_AND_SEND_FORM: ({}, "Book T4, then send the work experience form"),
    NextStepKind.BOOK_AGAIN: ({"day": ON}, "Book T4 again from 2026-11-20"),
    NextStepKind.SIT: ({"until": ON}, "Sit T4 by 2026-11-20 and enter the result"),
    NextStepKind.SIT_AGAIN: ({}, "Sit T4 again"),
    NextStepKind.SIT_RECERTIFICATION: ({}, "Sit the recertification test of T4"),
    NextStepKind.SEND_FORM: ({}, "Send the work experience form to ASE"),
    NextStepKind.ENTER_CERTIFICATE: ({}, "Enter the certificate when ASE has answered"),
    NextStepKind.RENEW: ({"until": ON}, "Renew T4 by 2026-11-20"),
}


@pytest.mark.parametrize("kind", ReasonKind)
def test_every_reason_is_told(kind: ReasonKind) -> None:
    figures, text = REASONS[kind]
    assert reason_text(Reason(kind, None, "rule", figures)) == text


@pytest.mark.parametrize("kind", NextStepKind)
def test_every_next_step_is_told(kind: NextStepKind) -> None:
    figures, text = NEXT_STEPS[kind]
    assert next_step_text(NextStep(kind, {"code": "T4", **figures})) == text


def test_what_may_be_left_out_is() -> None:
    leave = NextStep(NextStepKind.WAIT_FOR_RETURN, {"code": "T4", "until": None})
    assert next_step_text(leave) == "On leave; keep logging when it ends"
    credit = {
        "title": "School",
        "counted": 45_999,
        "month_minutes": 10_000,
        "why": (Reduction(ReductionKind.OVERLAPS),),
    }
    texts = [reason_text(Reason(kind, True, "credit/school", credit)) for kind in CREDITS]
    assert texts == [
        "School: 4.5 months (overlaps with another credit)",
        "School: meets the whole requirement (overlaps with another credit)",
    ]


CREDITS = (ReasonKind.CREDIT, ReasonKind.CREDIT_MEETS_ALL)
