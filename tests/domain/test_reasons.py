"""Every reason and every next step in its own words: a table of histories of one test, and a check that no kind is left out.

A reason is written as its sign (✔ speaks for it, ✗ against it, · a remark), a `?` where a rule is not confirmed, its text, and
the rule in brackets.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from mentor_tui.domain.eligibility import standing
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.standing import NextStepKind, Reason, ReasonKind, Standing, StandingState
from mentor_tui.domain.vocabulary import Confidence
from mentor_tui.words.reasons import next_step_text, reason_text
from tests.domain.small_rulebook import Away, Work, credit, judged_record, place, small_rulebook

TODAY = date(2026, 11, 20)
TRUCK = Work("truck/brakes")
YEARS = Work("truck/brakes", 104)
"""Two full-time years of the work that T4 is about, from the week to 2024-01-12 on."""
UNSURE = "·? this test's rule is not confirmed by ASE's own text [test/{code}]"


@dataclass(frozen=True)
class Case:
    """One history, and all that has to be said about one test.

    Attributes:
        reasons: In the order in which they are said, without the last.
        last: The last of nearly every test of this rule book.
    """

    name: str
    code: str
    state: StandingState
    next_step: str
    reasons: tuple[str, ...]
    work: tuple[Work | Away, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)
    today: date = TODAY
    last: str = UNSURE

    def standing(self) -> Standing:
        return standing(judged_record(*self.work, today=self.today, **self.more), self.code)


def told(reason: Reason) -> str:
    sign = {True: "✔", False: "✗", None: "·"}[reason.ok]
    return f"{sign}{'?' if reason.unconfirmed else ''} {reason_text(reason)} [{reason.rule}]"


def with_t4(**fields: Any) -> Rulebook:  # noqa: ANN401 - any field of a test
    """The rule book with T4 otherwise."""
    book = small_rulebook()
    tests = tuple(test.model_copy(update=fields) if test.code == "T4" else test for test in book.tests)
    return book.model_copy(update={"tests": tests})


def with_recertification(**fields: Any) -> Rulebook:  # noqa: ANN401 - any field of the rule
    """The rule book with another rule of recertification."""
    book = small_rulebook()
    rule = book.recertification.model_copy(update=fields)
    return book.model_copy(update={"recertification": rule})


def area(hours: str, *, ok: bool = True) -> str:
    return (
        f"{'✔' if ok else '✗'} {hours} h of work in the test's own area; this shop asks for 100 h "
        "(the shop's own rule, not ASE's) [house/area_hours]"
    )


MET = ("✔? 24 full-time months of hands-on work reached on 2026-01-02 [requirement/two-years]", area("4,160"))
"""What `YEARS` say of T4."""
BARELY = (
    "✗? 0.2 of 24 full-time months of hands-on work; 23.8 missing (hours clock) [requirement/two-years]",
    area("40", ok=False),
)
"""What `TRUCK` says of it."""
DIESEL = (Work("truck/diesel", 150),)
SHORT = (
    "✗? 34.6 of 36 full-time months of hands-on work; 1.4 missing (calendar clock) [requirement/three-years]"
)
TWO = "[requirement/two-years]"
LOGGING = "Keep logging; T4 may be sat now for a score report only"
BOOK = "Book T4, then send the work experience form"
SCHOOL = credit("school", date(2021, 9, 1), date(2023, 8, 31))
APPRENTICESHIP = credit("apprenticeship", date(2020, 1, 1), date(2023, 12, 31))
EARLIER = credit("earlier", date(2022, 1, 1), date(2022, 12, 30), tracks=("truck",))


def certificate(
    name: str,
    state: StandingState,
    step: str,
    events: str,
    *said: str,
    work: Work = YEARS,
    rulebook: Rulebook | None = None,
) -> Case:
    """A case of T4 in which events with the test decide; `events` has them with a comma between."""
    before = MET if work is YEARS else BARELY
    more = {"events": [event.strip() for event in events.split(",")], "rulebook": rulebook}
    return Case(name, "T4", state, step, (*before, *(f"·? {text}" for text in said)), (work,), more)


RULE, HELD = "[recertification]", "ASE's own figure is not confirmed [house/hold_years]"

CASES: tuple[Case, ...] = (
    Case(
        "no experience is asked for",
        "XEV1",
        StandingState.READY,
        "Book XEV1",
        ("✔? no work experience is asked for [requirement/none]",),
    ),
    Case(
        "not offered",
        "T4",
        StandingState.READY,
        BOOK,
        MET,
        (YEARS,),
        {"rulebook": with_t4(active=False)},
        last="·? this test is not offered at present [test/T4]",
    ),
    Case("ready by work alone", "T4", StandingState.READY, BOOK, MET, (YEARS,)),
    Case(
        "half of it, by the hours",
        "T4",
        StandingState.BUILDING,
        LOGGING,
        (
            "✗? 9.0 of 24 full-time months of hands-on work; 15.0 missing (hours clock) [requirement/two-years]",
            area("1,500"),
        ),
        (Work("truck/brakes", 50, 30),),
    ),
    Case(
        "less than the hours, by the calendar",
        "T4",
        StandingState.BUILDING,
        LOGGING,
        (
            "✗? 6.0 of 24 full-time months of hands-on work; 18.0 missing (calendar clock) [requirement/two-years]",
            area("1,300"),
        ),
        (Work("truck/brakes", 26, 50),),
        {"places": [place(ends=date(2024, 7, 5))]},
    ),
    Case(
        "training stands in for a part, and more is missing",
        "T4",
        StandingState.BUILDING,
        LOGGING,
        (
            f"✗? 19.2 of 24 full-time months: 7.2 of hands-on work and 12.0 of training; 4.8 missing (hours clock) {TWO}",
            "✔? School: 12.0 months (training replaces at most 12 months) [credit/school]",
            area("1,200"),
        ),
        (Work("truck/brakes", 30),),
        {"credits": [SCHOOL]},
    ),
    Case(
        "training stands in for a part, and all is there",
        "T4",
        StandingState.READY,
        BOOK,
        (
            f"✔? 24 full-time months reached on 2025-01-03; by now 16.8 of hands-on work and 12.0 of training {TWO}",
            "✔? School: 12.0 months (training replaces at most 12 months) [credit/school]",
            area("2,800"),
        ),
        (Work("truck/brakes", 70),),
        {"credits": [SCHOOL]},
    ),
    Case(
        "one credit meets all of it, and schooling beside it adds nothing",
        "T4",
        StandingState.READY,
        BOOK,
        (
            "✔? 24 full-time months reached on 2024-01-01; Apprenticeship meets them by itself [requirement/two-years]",
            "✔? Apprenticeship: meets the whole requirement [credit/apprenticeship]",
            area("400"),
        ),
        (Work("truck/brakes", 10),),
        {"credits": [APPRENTICESHIP, credit("school", date(2017, 9, 1), date(2019, 8, 31))]},
    ),
    Case(
        "earlier work is work",
        "T4",
        StandingState.READY,
        BOOK,
        (
            "✔? 24 full-time months of hands-on work reached on 2025-01-03 [requirement/two-years]",
            "✔? Earlier: 12.0 months [credit/earlier]",
            area("2,400"),
        ),
        (Work("truck/brakes", 60),),
        {"credits": [EARLIER]},
    ),
    Case(
        "a credit that gives nothing is no reason",
        "T4",
        StandingState.BUILDING,
        LOGGING,
        BARELY,
        (TRUCK,),
        {"credits": [credit("military", date(2018, 1, 1), date(2018, 12, 31))]},
    ),
    Case(
        "too little in the own area",
        "T4",
        StandingState.BUILDING,
        "Give work in the area of T4: the shop's own rule asks for 100 h",
        (MET[0], area("99.9", ok=False)),
        (Work("truck/diesel", 104), Work("truck/brakes", 3, 33.32, first=date(2026, 2, 6))),
    ),
    Case(
        "no hours are asked for in the own area",
        "T4",
        StandingState.READY,
        BOOK,
        MET[:1],
        (Work("truck/diesel", 104),),
        {"house": HouseRules(area_hours=0)},
    ),
    Case(
        "two groups have to be passed first",
        "L2",
        StandingState.BLOCKED,
        "Pass A9 or T2 and A6 or T6 first",
        (
            SHORT,
            "✗? A9 or T2 has to be passed first [prerequisite/L2]",
            "✗? A6 or T6 has to be passed first [prerequisite/L2]",
            area("6,000"),
        ),
        DIESEL,
    ),
    Case(
        "one of them was passed, the other not",
        "L2",
        StandingState.BLOCKED,
        "Pass A6 or T6 first",
        (
            SHORT,
            "✔? T2 has been passed, but is not certified now; ASE may ask for that [prerequisite/L2]",
            "✗? A6 or T6 has to be passed first [prerequisite/L2]",
            area("6,000"),
        ),
        DIESEL,
        {"events": ["T2 passed 2026-01-05"]},
    ),
    Case(
        "both are there, one of them to its last day",
        "L2",
        StandingState.BUILDING,
        "Keep logging; L2 may be sat now for a score report only",
        (
            SHORT,
            "✔? T2 has been passed [prerequisite/L2]",
            "✔? A6 has been passed [prerequisite/L2]",
            area("6,000"),
        ),
        DIESEL,
        {"events": ["T2 certified 2021-11-20", "A6 certified 2025-01-05"]},
    ),
    Case(
        "both are there, one of them lapsed a day ago",
        "L2",
        StandingState.BUILDING,
        "Keep logging; L2 may be sat now for a score report only",
        (
            SHORT,
            "✔? T2 has been passed, but is not certified now; ASE may ask for that [prerequisite/L2]",
            "✔? A6 has been passed [prerequisite/L2]",
            area("6,000"),
        ),
        DIESEL,
        {"events": ["T2 certified 2021-11-19", "A6 certified 2025-01-05"]},
    ),
)

S = StandingState
CASES += (
    certificate(
        "a day too early to book it again",
        S.RETEST_WAIT,
        "Book T4 again from 2026-11-21",
        "T4 failed 2026-10-21",
        f"failed on 2026-10-21; may be booked again from 2026-11-21 {RULE}",
    ),
    certificate(
        "the first day to book it again",
        S.READY,
        BOOK,
        "T4 failed 2026-10-20",
        f"failed on 2026-10-20; may be booked again since 2026-11-20 {RULE}",
    ),
    certificate(
        "the last day of a booking",
        S.BOOKED,
        "Sit T4 by 2026-11-20 and enter the result",
        "T4 booked 2026-09-01 2026-11-20",
        f"booked, to be sat by 2026-11-20 {RULE}",
    ),
    certificate(
        "a booking that ended yesterday",
        S.READY,
        BOOK,
        "T4 booked 2026-09-01 2026-11-19",
        f"the booking ended on 2026-11-19 without a result; enter it {RULE}",
    ),
    certificate(
        "passed, the experience is missing",
        S.PASSED_WAITING,
        "Keep logging; send the work experience form when the experience is met",
        "T4 passed 2026-01-05",
        f"passed on 2026-01-05 {RULE}",
        f"the pass is held until 2031-01-05, 5 years; {HELD}",
        work=TRUCK,
    ),
    certificate(
        "passed and the form sent too early, the experience is missing",
        S.PASSED_WAITING,
        "Keep logging; send the work experience form when the experience is met",
        "T4 passed 2026-01-05, T4 form-sent 2026-02-05",
        f"passed on 2026-01-05 {RULE}",
        f"form sent on 2026-02-05; waiting for ASE's answer {RULE}",
        f"the pass is held until 2031-01-05, 5 years; {HELD}",
        work=TRUCK,
    ),
    certificate(
        "passed, the form has to be sent",
        S.PAPERWORK,
        "Send the work experience form to ASE",
        "T4 passed 2026-01-05",
        f"passed on 2026-01-05 {RULE}",
        f"the pass is held until 2031-01-05, 5 years; {HELD}",
    ),
    certificate(
        "passed, ASE has to answer",
        S.PAPERWORK,
        "Enter the certificate when ASE has answered",
        "T4 passed 2026-01-05, T4 form-sent 2026-02-05",
        f"passed on 2026-01-05 {RULE}",
        f"form sent on 2026-02-05; waiting for ASE's answer {RULE}",
        f"the pass is held until 2031-01-05, 5 years; {HELD}",
    ),
    certificate(
        "the last day of a pass",
        S.PAPERWORK,
        "Send the work experience form to ASE",
        "T4 passed 2021-11-20",
        f"passed on 2021-11-20 {RULE}",
        f"the pass is held until 2026-11-20, 5 years; {HELD}",
    ),
    certificate(
        "a pass that ended yesterday",
        S.LAPSED,
        "Sit T4 again",
        "T4 passed 2021-11-19",
        f"passed on 2021-11-19 {RULE}",
        f"the pass is held until 2026-11-19, 5 years; {HELD}",
    ),
    certificate(
        "certified",
        S.CERTIFIED,
        "Nothing to do",
        "T4 passed 2026-01-05, T4 form-sent 2026-01-20, T4 certified 2026-02-05",
        f"passed on 2026-01-05 {RULE}",
        f"certified until 2031-01-05 {RULE}",
    ),
    certificate(
        "a day before it has to be renewed",
        S.CERTIFIED,
        "Nothing to do",
        "T4 certified 2022-05-21",
        f"certified until 2027-05-21 {RULE}",
    ),
    certificate(
        "the first day on which it has to be renewed",
        S.RENEW,
        "Renew T4 by 2027-05-20",
        "T4 certified 2022-05-20",
        f"certified until 2027-05-20 {RULE}",
    ),
    certificate(
        "the last day of a certificate",
        S.RENEW,
        "Renew T4 by 2026-11-20",
        "T4 certified 2021-11-20",
        f"certified until 2026-11-20 {RULE}",
    ),
    certificate(
        "a certificate that lapsed yesterday",
        S.LAPSED,
        "Sit the recertification test of T4",
        "T4 certified 2021-11-19",
        f"certified until it lapsed on 2026-11-19 {RULE}",
    ),
    certificate(
        "booked after the certificate has lapsed",
        S.BOOKED,
        "Sit T4 by 2027-01-30 and enter the result",
        "T4 certified 2021-11-19, T4 booked 2026-11-01",
        f"booked, to be sat by 2027-01-30 {RULE}",
        f"certified until it lapsed on 2026-11-19 {RULE}",
    ),
    certificate(
        "renewed by its test",
        S.CERTIFIED,
        "Nothing to do",
        "T4 certified 2021-12-05, T4 passed 2026-10-05",
        f"passed on 2026-10-05 {RULE}",
        f"certified until 2031-10-05 {RULE}",
    ),
    certificate(
        "renewed by the app",
        S.CERTIFIED,
        "Nothing to do",
        "T4 passed 2021-12-05, T4 certified 2021-12-05, T4 renewed 2026-10-05",
        f"passed on 2021-12-05 {RULE}",
        f"renewed on 2026-10-05 {RULE}",
        f"certified until 2027-12-05 {RULE}",
        rulebook=with_recertification(renewal_app_tests=("T4",)),
    ),
    certificate(
        "renewed by its test after the app",
        S.CERTIFIED,
        "Nothing to do",
        "T4 certified 2021-12-05, T4 renewed 2026-10-05, T4 passed 2026-11-01",
        f"passed on 2026-11-01 {RULE}",
        f"certified until 2031-11-01 {RULE}",
        rulebook=with_recertification(renewal_app_tests=("T4",)),
    ),
    certificate(
        "a renewal that the app cannot have given",
        S.RENEW,
        "Renew T4 by 2026-12-05",
        "T4 certified 2021-12-05, T4 renewed 2026-10-05",
        "the renewal of 2026-10-05 does not count: ASE's renewal app does not cover T4; where ASE did renew it, enter the "
        f"last day {RULE}",
        f"certified until 2026-12-05 {RULE}",
    ),
    certificate(
        "a renewal of what cannot be renewed",
        S.CERTIFIED,
        "Nothing to do",
        "T4 certified 2021-12-05, T4 renewed 2026-10-05 2031-12-05",
        f"the renewal of 2026-10-05 does not count: T4 cannot be renewed {RULE}",
        f"certified until 2026-12-05 {RULE}",
        rulebook=with_t4(renewed_by=()),
    ),
    certificate(
        "lapsed, and nothing renews it",
        S.LAPSED,
        "Nothing to do; T4 cannot be renewed",
        "T4 certified 2021-11-19",
        f"certified until it lapsed on 2026-11-19 {RULE}",
        rulebook=with_t4(renewed_by=()),
    ),
    Case(
        "a lapsed certificate is renewed without the tests before it",
        "L2",
        S.LAPSED,
        "Sit the recertification test of L2",
        (
            SHORT,
            "✔? recertification asks for no other test first [recertification]",
            area("6,000"),
            f"·? certified until it lapsed on 2026-11-19 {RULE}",
        ),
        DIESEL,
        {
            "events": ["L2 certified 2021-11-19"],
            "rulebook": with_recertification(asks_prerequisites=False),
        },
    ),
    Case(
        "left the programme",
        "T4",
        S.BUILDING,
        "Nothing to do: left the programme on 2026-10-01",
        (*MET, "✗ left the programme on 2026-10-01 [apprentice/status]"),
        (YEARS,),
        {"statuses": ["left 2026-10-01"]},
    ),
    Case(
        "finished the programme",
        "T4",
        S.BUILDING,
        "Nothing to do: finished the programme on 2026-10-01",
        (*MET, "✗ finished the programme on 2026-10-01 [apprentice/status]"),
        (YEARS,),
        {"statuses": ["finished 2026-10-01"]},
    ),
    Case(
        "on leave until a known day",
        "T4",
        S.BUILDING,
        "On leave until 2026-12-31; keep logging then",
        BARELY,
        (TRUCK,),
        {"statuses": ["on-leave 2026-10-01", "active 2027-01-01"]},
    ),
    Case(
        "on leave until nobody knows when",
        "T4",
        S.BUILDING,
        "On leave; keep logging when it ends",
        BARELY,
        (TRUCK,),
        {"statuses": ["on-leave 2026-10-01"]},
    ),
    certificate(
        "lapsed, and failed not long ago",
        S.RETEST_WAIT,
        "Book T4 again from 2026-12-01",
        "T4 certified 2021-11-19, T4 failed 2026-10-31",
        f"failed on 2026-10-31; may be booked again from 2026-12-01 {RULE}",
        f"certified until it lapsed on 2026-11-19 {RULE}",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_reasons_and_the_next_step_are_these(case: Case) -> None:
    found = case.standing()
    assert found.state is case.state
    assert next_step_text(found.next_step) == case.next_step
    assert tuple(map(told, found.reasons)) == (*case.reasons, case.last.format(code=case.code))


def test_a_test_says_that_it_is_not_offered_or_not_confirmed_and_only_then() -> None:
    def last(**fields: Any) -> str:  # noqa: ANN401 - any field of a test
        return told(standing(judged_record(TRUCK, rulebook=with_t4(**fields)), "T4").reasons[-1])

    sure = {"confidence": Confidence.OFFICIAL}
    assert last(**sure) == BARELY[-1]
    assert last(**sure, active=False) == "· this test is not offered at present [test/T4]"
    assert last(**sure, active=False, note="Not offered any more.") == "· Not offered any more. [test/T4]"
    assert last(note="Nobody has seen it.") == "·? Nobody has seen it. [test/T4]"


def test_sources_of_a_rule_come_with_its_reason() -> None:
    book = small_rulebook()
    rules = tuple(rule.model_copy(update={"sources": (rule.key,)}) for rule in book.requirements)
    given = book.model_copy(update={"requirements": rules})
    found = standing(judged_record(TRUCK, rulebook=given), "T4").reasons
    assert [reason.sources for reason in found] == [("two-years",), (), ()]


def test_no_kind_of_a_reason_or_a_step_is_left_out_of_the_table() -> None:
    answers = [case.standing() for case in CASES]
    answers += [
        standing(judged_record(TRUCK, rulebook=with_t4(active=False, note=note)), "T4")
        for note in ("", "Gone.")
    ]
    assert {reason.kind for one in answers for reason in one.reasons} == {*ReasonKind}
    assert {one.next_step.kind for one in answers} == {*NextStepKind}
