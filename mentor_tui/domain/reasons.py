"""Why a standing is what it is, and what to do next: kinds and figures. `words.reasons` makes the sentences."""

from collections.abc import Iterator
from typing import Any

from mentor_tui.domain.judgement import Judgement
from mentor_tui.domain.rule import Fact, Rule
from mentor_tui.domain.standing import NextStep, NextStepKind, Reason, ReasonKind, StandingState
from mentor_tui.domain.vocabulary import Confidence, Status

# States that ask for work, or for a test, of who is still in the programme.
_BUILT_BY_WORK = {
    StandingState.BUILDING,
    StandingState.BLOCKED,
    StandingState.RETEST_WAIT,
    StandingState.PASSED_WAITING,
}
# States in which somebody is told to keep logging.
_LOGGING = {StandingState.BUILDING, StandingState.PASSED_WAITING}


def reasons(case: Judgement) -> tuple[Reason, ...]:
    """All that was looked at, in the order in which it decides."""
    return tuple(_reasons(case))


def _reasons(case: Judgement) -> Iterator[Reason]:
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
    there, need = case.experience, case.requirement
    rule = f"requirement/{need.key}"
    if not need.months:
        return _reason(ReasonKind.NO_EXPERIENCE_ASKED, rule, need, ok=True)
    figures = {"months": need.months, "met_on": there.met_on, "month_minutes": there.month_minutes}
    whole = next((entry for entry in there.credits if entry.whole), None)
    if whole is not None and there.met:
        kind = ReasonKind.EXPERIENCE_MET_BY_CREDIT
        return _reason(kind, rule, need, ok=True, title=whole.credit.title, **figures)
    if there.met:
        kind = ReasonKind.EXPERIENCE_MET_WITH_TRAINING if there.training else ReasonKind.EXPERIENCE_MET
    else:
        kind = ReasonKind.EXPERIENCE_MISSING
        if there.training:
            kind = ReasonKind.EXPERIENCE_MISSING_WITH_TRAINING
    figures |= {
        "total": there.total,
        "work": there.work,
        "training": there.training,
        "missing": there.missing,
        "calendar_binds": there.calendar_binds,
    }
    return _reason(kind, rule, need, ok=there.met, **figures)


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
        passed = next((code for code in group if case.certificate_of(code).ever_passed), None)
        if passed is None:
            kind = ReasonKind.PREREQUISITE_MISSING
            yield _reason(kind, rule, case.prerequisite, ok=False, codes=group)
            continue
        current = case.certificate_of(passed)
        lapsed = current.expires is not None and current.expires < case.today
        kind = ReasonKind.PREREQUISITE_PASSED
        if lapsed or not current.certified:
            kind = ReasonKind.PREREQUISITE_NOT_CURRENT
        yield _reason(kind, rule, case.prerequisite, ok=True, code=passed)


def _event_reasons(case: Judgement) -> Iterator[Reason]:
    rule, held = case.judged.rulebook.recertification, case.certificate

    def reason(kind: ReasonKind, basis: Rule | Fact = rule, **figures: Any) -> Reason:  # noqa: ANN401 - see `Figures`
        return _reason(kind, "recertification", basis, **figures)

    if held.failed_on and held.retest_from:
        kind = ReasonKind.FAILED_WAITING if case.must_wait else ReasonKind.FAILED
        yield reason(kind, rule.fact("retest_days"), on=held.failed_on, again=held.retest_from)
    if held.booked_until:
        kind = ReasonKind.BOOKED if case.booked else ReasonKind.BOOKING_OVER
        yield reason(kind, rule.fact("booking_days"), until=held.booked_until)
    if held.passed_on:
        yield reason(ReasonKind.PASSED, on=held.passed_on)
    if held.form_sent_on and not held.certified:
        yield reason(ReasonKind.FORM_SENT, on=held.form_sent_on)
    if held.renewed_on:
        yield reason(ReasonKind.RENEWED, rule.fact("renewal_app_years"), on=held.renewed_on)
    if held.not_renewed_on:
        kind = ReasonKind.NOT_RENEWED_BY_APP if case.renewable else ReasonKind.NEVER_RENEWED
        fact = rule.fact("renewal_app_tests")
        yield reason(kind, fact, on=held.not_renewed_on, code=case.test.code)
    if held.certified and held.expires:
        lapsed = held.expires < case.today
        kind = ReasonKind.CERTIFICATE_LAPSED if lapsed else ReasonKind.CERTIFIED
        yield reason(kind, until=held.expires)
    if case.state in {StandingState.PASSED_WAITING, StandingState.PAPERWORK} or (
        case.state is StandingState.LAPSED and not held.certified
    ):
        figures = {"until": case.held_until, "years": case.judged.house.hold_years}
        yield Reason(ReasonKind.PASS_HELD, None, "house/hold_years", figures, unconfirmed=True)


def _status(case: Judgement) -> dict[str, Any]:
    return {"status": case.status, "since": case.judged.record.apprentice.status_since(case.today)}


def next_step(case: Judgement) -> NextStep:
    """What to do next."""
    kind = _next_step(case)
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


def _next_step(case: Judgement) -> NextStepKind:
    if case.gone and case.state in _BUILT_BY_WORK:
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
    held = case.certificate
    match case.state:
        case StandingState.CERTIFIED:
            return NextStepKind.NOTHING
        case StandingState.RENEW:
            return NextStepKind.RENEW
        case StandingState.LAPSED if case.closed:
            return NextStepKind.NOTHING_NEVER_RENEWED
        case StandingState.LAPSED:
            return NextStepKind.SIT_RECERTIFICATION if held.certified else NextStepKind.SIT_AGAIN
        case StandingState.PASSED_WAITING:
            return NextStepKind.KEEP_LOGGING_PASSED
        case _:
            return NextStepKind.ENTER_CERTIFICATE if held.form_sent_on else NextStepKind.SEND_FORM


def _reason(
    kind: ReasonKind,
    key: str,
    rule: Rule | Fact,
    *,
    ok: bool | None = None,
    **figures: Any,  # noqa: ANN401 - see `Figures`
) -> Reason:
    return Reason(kind, ok, key, figures, rule.confidence is Confidence.UNCONFIRMED, rule.sources)
