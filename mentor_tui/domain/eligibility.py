"""From a record to the standing with each test: its state and dates, why, and what to do next.

A reason and a next step are kinds with figures; `words.reasons` makes the sentences.
"""

from collections.abc import Iterator
from typing import Any

from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.forecast import Prospect
from mentor_tui.domain.judgement import Judgement
from mentor_tui.domain.rule import Fact, Rule
from mentor_tui.domain.standing import NextStep, NextStepKind, Reason, ReasonKind, Standing, StandingState
from mentor_tui.domain.vocabulary import Confidence, Status

_SITTABLE = {
    StandingState.BUILDING,
    StandingState.READY,
    StandingState.BOOKED,
    StandingState.RENEW,
    StandingState.LAPSED,
}
# States that ask for work, or for a test, of who is still in the programme.
_WAITING = {
    StandingState.BUILDING,
    StandingState.BLOCKED,
    StandingState.RETEST_WAIT,
    StandingState.PASSED_WAITING,
}
# States in which somebody is told to keep logging.
_LOGGING = {StandingState.BUILDING, StandingState.PASSED_WAITING}


def standing(judged: JudgedRecord, code: str) -> Standing:
    """Where the apprentice stands with the test `code` on the day of the history.

    Source: the test's own rule, its requirement and prerequisite; rule `recertification`. The area threshold is the shop's.

    Raises:
        KeyError: the rule book has no such test.
    """
    return _standing(Judgement(judged, judged.rulebook.test[code]), Prospect(judged))


def standings(judged: JudgedRecord) -> tuple[Standing, ...]:
    """The standing with every active test, and with inactive ones that the record names."""
    prospect = Prospect(judged)
    return tuple(_standing(case, prospect) for case in _cases(judged))


def relevant_standings(judged: JudgedRecord) -> tuple[Standing, ...]:
    """Those of `standings` that are relevant, for the fraction of the time that all of them take."""
    prospect = Prospect(judged)
    return tuple(_standing(case, prospect) for case in _cases(judged) if case.relevant)


def _cases(judged: JudgedRecord) -> Iterator[Judgement]:
    named = judged.record.tests_by_code
    for test in judged.rulebook.tests:
        if test.active or (test.code in named and named[test.code].known(judged.today)):
            yield Judgement(judged, test)


def _standing(case: Judgement, prospect: Prospect) -> Standing:
    forecast = case.forecast(prospect) if case.state in _WAITING else None
    day, means = case.day(forecast)
    book = case.judged.rulebook
    return Standing(
        code=case.test.code,
        name=case.test.name,
        state=case.state,
        reasons=tuple(_reasons(case)),
        may_sit=case.state in _SITTABLE and not case.missing and not (case.must_wait or case.closed),
        experience=case.experience,
        area_minutes=case.area_minutes,
        area_needed=case.area_needed,
        missing_prerequisites=case.missing,
        area_titles=tuple(book.area[key].title if key in book.area else key for key in case.test.areas),
        forecast=forecast,
        ready_since=case.ready_since,
        day=day,
        day_means=means,
        expires=case.certificate.expires,
        next_step=_next_step(case),
        relevant=case.relevant,
    )


def _reasons(case: Judgement) -> Iterator[Reason]:
    """All that was looked at, in the order in which it decides."""
    yield _experience_reason(case)
    yield from _credit_reasons(case)
    yield from _prerequisite_reasons(case)
    if case.area_needed:
        figures = {"minutes": case.area_minutes, "needed": case.area_needed}
        yield Reason(ReasonKind.AREA_HOURS, case.area_met, "house/area_hours", figures)
    yield from _event_reasons(case)
    if case.gone:
        yield Reason(ReasonKind.GONE, ok=False, rule="apprentice/status", figures=_status(case))
    if not case.test.active or case.test.confidence is Confidence.UNCONFIRMED:
        kind = ReasonKind.TEST_UNCONFIRMED if case.test.active else ReasonKind.TEST_NOT_OFFERED
        if case.test.note:
            kind = ReasonKind.TEST_NOTE
        yield _reason(kind, f"test/{case.test.code}", case.test, note=case.test.note)


def _experience_reason(case: Judgement) -> Reason:
    experience, need = case.experience, case.requirement
    rule = f"requirement/{need.key}"
    if not need.months:
        return _reason(ReasonKind.NO_EXPERIENCE_ASKED, rule, need, ok=True)
    figures = {"months": need.months, "met_on": experience.met_on, "month_minutes": experience.month_minutes}
    whole = next((entry for entry in experience.credits if entry.whole), None)
    if whole is not None and experience.met:
        kind = ReasonKind.EXPERIENCE_MET_BY_CREDIT
        return _reason(kind, rule, need, ok=True, title=whole.credit.title, **figures)
    if experience.met:
        kind = ReasonKind.EXPERIENCE_MET_WITH_TRAINING if experience.training else ReasonKind.EXPERIENCE_MET
    else:
        kind = ReasonKind.EXPERIENCE_MISSING
        if experience.training:
            kind = ReasonKind.EXPERIENCE_MISSING_WITH_TRAINING
    figures |= {
        "total": experience.total,
        "work": experience.work,
        "training": experience.training,
        "missing": experience.missing,
        "calendar_binds": experience.calendar_binds,
    }
    return _reason(kind, rule, need, ok=experience.met, **figures)


def _credit_reasons(case: Judgement) -> Iterator[Reason]:
    for entry in case.experience.credits:
        if entry.kind is None or not (entry.counted or entry.whole):
            continue
        reason = _reason(
            ReasonKind.CREDIT_MEETS_ALL if entry.whole else ReasonKind.CREDIT,
            f"credit/{entry.kind.key}",
            entry.kind,
            ok=True,
            title=entry.credit.title,
            counted=entry.counted,
            month_minutes=case.experience.month_minutes,
            why=entry.why,
        )
        unsure = not entry.is_work and case.requirement.training_confidence is Confidence.UNCONFIRMED
        yield reason._replace(unconfirmed=reason.unconfirmed or unsure)


def _prerequisite_reasons(case: Judgement) -> Iterator[Reason]:
    if case.prerequisite is None:
        return
    if not case.asks_prerequisite:
        fact = case.judged.rulebook.recertification.fact("asks_prerequisites")
        yield _reason(ReasonKind.NO_PREREQUISITE_AGAIN, "recertification", fact, ok=True)
        return
    rule = f"prerequisite/{case.test.code}"
    for group in case.prerequisite.all_of:
        passed = next((code for code in group if case.judged.certificate(code).ever_passed), None)
        if passed is None:
            kind = ReasonKind.PREREQUISITE_MISSING
            yield _reason(kind, rule, case.prerequisite, ok=False, codes=group)
            continue
        current = case.judged.certificate(passed)
        lapsed = current.expires is not None and current.expires < case.today
        kind = ReasonKind.PREREQUISITE_PASSED
        if lapsed or not current.certified:
            kind = ReasonKind.PREREQUISITE_NOT_CURRENT
        yield _reason(kind, rule, case.prerequisite, ok=True, code=passed)


def _event_reasons(case: Judgement) -> Iterator[Reason]:
    rule, certificate = case.judged.rulebook.recertification, case.certificate

    def reason(kind: ReasonKind, basis: Rule | Fact = rule, **figures: Any) -> Reason:  # noqa: ANN401 - see `Figures`
        return _reason(kind, "recertification", basis, **figures)

    if certificate.failed_on and certificate.retest_from:
        kind = ReasonKind.FAILED_WAITING if case.must_wait else ReasonKind.FAILED
        yield reason(kind, rule.fact("retest_days"), on=certificate.failed_on, again=certificate.retest_from)
    if certificate.booked_until:
        kind = ReasonKind.BOOKED if case.booked else ReasonKind.BOOKING_OVER
        yield reason(kind, rule.fact("booking_days"), until=certificate.booked_until)
    if certificate.passed_on:
        yield reason(ReasonKind.PASSED, on=certificate.passed_on)
    if certificate.form_sent_on and not certificate.certified:
        yield reason(ReasonKind.FORM_SENT, on=certificate.form_sent_on)
    if certificate.renewed_on:
        yield reason(ReasonKind.RENEWED, rule.fact("renewal_app_years"), on=certificate.renewed_on)
    if certificate.not_renewed_on:
        kind = ReasonKind.NOT_RENEWED_BY_APP if case.renewable else ReasonKind.NEVER_RENEWED
        fact = rule.fact("renewal_app_tests")
        yield reason(kind, fact, on=certificate.not_renewed_on, code=case.test.code)
    if certificate.certified and certificate.expires:
        lapsed = certificate.expires < case.today
        kind = ReasonKind.CERTIFICATE_LAPSED if lapsed else ReasonKind.CERTIFIED
        yield reason(kind, until=certificate.expires)
    if case.state in {StandingState.PASSED_WAITING, StandingState.PAPERWORK} or (
        case.state is StandingState.LAPSED and not certificate.certified
    ):
        figures = {"until": case.held_until, "years": case.judged.house.hold_years}
        yield Reason(ReasonKind.PASS_HELD, None, "house/hold_years", figures, unconfirmed=True)


def _status(case: Judgement) -> dict[str, Any]:
    return {"status": case.status, "since": case.judged.record.apprentice.status_since(case.today)}


def _next_step(case: Judgement) -> NextStep:
    kind = _next_step_kind(case)
    figures: dict[str, Any] = {"code": case.test.code}
    match kind:
        case NextStepKind.NOTHING_GONE:
            figures |= _status(case)
        case NextStepKind.WAIT_FOR_RETURN:
            figures["until"] = case.judged.record.apprentice.status_until(case.today)
        case NextStepKind.BOOK_AGAIN:
            figures["day"] = case.certificate.retest_from
        case NextStepKind.PASS_FIRST:
            figures["groups"] = case.missing
        case NextStepKind.SIT:
            figures["until"] = case.certificate.booked_until
        case NextStepKind.GIVE_AREA_WORK:
            figures["needed"] = case.area_needed
        case NextStepKind.RENEW:
            figures["until"] = case.certificate.expires
    return NextStep(kind, figures)


def _next_step_kind(case: Judgement) -> NextStepKind:
    if case.gone and case.state in _WAITING:
        return NextStepKind.NOTHING_GONE
    if case.status is Status.ON_LEAVE and case.state in _LOGGING:
        return NextStepKind.WAIT_FOR_RETURN
    if case.state is StandingState.RETEST_WAIT:
        return NextStepKind.BOOK_AGAIN
    if case.state is StandingState.BOOKED:
        return NextStepKind.SIT
    return _step_after_pass(case) if case.certificate.ever_passed else _step_before_pass(case)


def _step_before_pass(case: Judgement) -> NextStepKind:
    match case.state:
        case StandingState.READY:
            return NextStepKind.BOOK_AND_SEND_FORM if case.requirement.months else NextStepKind.BOOK
        case StandingState.BLOCKED:
            return NextStepKind.PASS_FIRST
        case _:
            return NextStepKind.GIVE_AREA_WORK if case.experience.met else NextStepKind.KEEP_LOGGING


def _step_after_pass(case: Judgement) -> NextStepKind:
    certificate = case.certificate
    match case.state:
        case StandingState.CERTIFIED:
            return NextStepKind.NOTHING
        case StandingState.RENEW:
            return NextStepKind.RENEW
        case StandingState.LAPSED if case.closed:
            return NextStepKind.NOTHING_NEVER_RENEWED
        case StandingState.LAPSED:
            return NextStepKind.SIT_RECERTIFICATION if certificate.certified else NextStepKind.SIT_AGAIN
        case StandingState.PASSED_WAITING:
            return NextStepKind.KEEP_LOGGING_PASSED
        case _:
            return NextStepKind.ENTER_CERTIFICATE if certificate.form_sent_on else NextStepKind.SEND_FORM


def _reason(
    kind: ReasonKind,
    key: str,
    rule: Rule | Fact,
    *,
    ok: bool | None = None,
    **figures: Any,  # noqa: ANN401 - see `Figures`
) -> Reason:
    return Reason(kind, ok, key, figures, rule.confidence is Confidence.UNCONFIRMED, rule.sources)
