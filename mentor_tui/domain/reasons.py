"""Why a standing is what it is, in words, and what to do next."""

from mentor_tui.domain.judgement import Judgement
from mentor_tui.domain.rulebook import Fact, Prerequisite, Rule
from mentor_tui.domain.standing import Reason, StandingState
from mentor_tui.domain.vocabulary import Confidence, Status
from mentor_tui.words.hours import hours_text, months_number
from mentor_tui.words.phrases import listed

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
    said = [_experience_reason(case)]
    said.extend(_training_reasons(case))
    said.extend(_prerequisite_reasons(case))
    if case.area_needed:
        said.append(
            Reason(
                f"{hours_text(case.area_minutes)} of work in the test's own area; "
                f"this shop asks for {hours_text(case.area_needed)} (the shop's own rule, not ASE's)",
                case.area_met,
                "house/area_hours",
            )
        )
    said.extend(_event_reasons(case))
    if case.gone:
        said.append(Reason(_gone(case), ok=False, rule="apprentice/status"))
    if not case.test.active or case.test.confidence is Confidence.UNCONFIRMED:
        unsaid = "this test's rule is not confirmed by ASE's own text"
        if not case.test.active:
            unsaid = "this test is not offered at present"
        said.append(_reason(case.test.note or unsaid, f"test/{case.test.code}", case.test))
    return tuple(said)


def _experience_reason(case: Judgement) -> Reason:
    found, need = case.experience, case.requirement
    if not need.months:
        return _reason("no work experience is asked for", f"requirement/{need.key}", need, ok=True)
    asked = f"{need.months} full-time months"
    whole = next((entry for entry in found.credits if entry.whole), None)
    work, training, total = (
        months_number(minutes, found.month_minutes) for minutes in (found.work, found.training, found.total)
    )
    if whole is not None and found.met_on:
        text = f"{asked} reached on {found.met_on}; {whole.credit.title} meets them by itself"
    elif found.met_on:
        text = f"{asked} of hands-on work reached on {found.met_on}"
        if found.training:
            text = f"{asked} reached on {found.met_on}; by now {work} of hands-on work and {training} of training"
    else:
        clock = "calendar" if found.calendar_binds else "hours"
        missing = months_number(found.missing, found.month_minutes, up=True)
        text = f"{total} of {asked} of hands-on work; {missing} missing ({clock} clock)"
        if found.training:
            text = (
                f"{total} of {asked}: {work} of hands-on work and {training} of training; "
                f"{missing} missing ({clock} clock)"
            )
    return _reason(text, f"requirement/{need.key}", need, ok=found.met)


def _training_reasons(case: Judgement) -> list[Reason]:
    said = []
    for entry in case.experience.credits:
        if entry.kind is None or not (entry.counted or entry.whole):
            continue
        given = months_number(entry.counted, case.experience.month_minutes)
        text = (
            f"{entry.credit.title}: meets the whole requirement"
            if entry.whole
            else f"{entry.credit.title}: {given} months"
        )
        text += f" ({entry.why})" if entry.why else ""
        reason = _reason(text, f"credit/{entry.kind.key}", entry.kind, ok=True)
        unsure = not entry.is_work and case.requirement.training_confidence is Confidence.UNCONFIRMED
        said.append(reason._replace(unconfirmed=reason.unconfirmed or unsure))
    return said


def _prerequisite_reasons(case: Judgement) -> list[Reason]:
    rule = case.prerequisite
    if rule is None:
        return []
    if not case.asks_prerequisite:
        fact = case.judged.rulebook.recertification.fact("asks_prerequisites")
        return [_reason("recertification asks for no other test first", "recertification", fact, ok=True)]
    return [_prerequisite_reason(case, rule, group) for group in rule.all_of]


def _prerequisite_reason(case: Judgement, rule: Prerequisite, group: tuple[str, ...]) -> Reason:
    passed = [code for code in group if case.certificate_of(code).ever_passed]
    if passed:
        text = f"{passed[0]} has been passed"
        current = case.certificate_of(passed[0])
        if not current.certified or (current.expires and current.expires < case.today):
            text += ", but is not certified now; ASE may ask for that"
    else:
        text = f"{listed(group, 'or')} has to be passed first"
    return _reason(text, f"prerequisite/{case.test.code}", rule, ok=bool(passed))


def _event_reasons(case: Judgement) -> list[Reason]:
    rule, held = case.judged.rulebook.recertification, case.certificate
    said: list[tuple[str, Rule | Fact]] = []
    if held.failed_on and held.retest_from:
        verb = "may be booked again from" if case.must_wait else "may be booked again since"
        said.append((f"failed on {held.failed_on}; {verb} {held.retest_from}", rule.fact("retest_days")))
    if held.booked_until:
        text = (
            f"booked, to be sat by {held.booked_until}"
            if case.booked
            else f"the booking ended on {held.booked_until} without a result; enter it"
        )
        said.append((text, rule.fact("booking_days")))
    if held.passed_on:
        said.append((f"passed on {held.passed_on}", rule))
    if held.form_sent_on and not held.certified:
        said.append((f"form sent on {held.form_sent_on}; waiting for ASE's answer", rule))
    if held.renewed_on:
        said.append((f"renewed on {held.renewed_on}", rule.fact("renewal_app_years")))
    if held.not_renewed_on:
        why = f"{case.test.code} cannot be renewed"
        if case.renewable:
            why = f"ASE's renewal app does not cover {case.test.code}; where ASE did renew it, enter the last day"
        text = f"the renewal of {held.not_renewed_on} does not count: {why}"
        said.append((text, rule.fact("renewal_app_tests")))
    if held.certified and held.expires:
        until = "until" if held.expires >= case.today else "until it lapsed on"
        said.append((f"certified {until} {held.expires}", rule))
    found = [_reason(text, "recertification", sure) for text, sure in said]
    if case.state in {StandingState.PASSED_WAITING, StandingState.PAPERWORK} or (
        case.state is StandingState.LAPSED and not held.certified
    ):
        text = f"the pass is held until {case.held_until}, {case.judged.house.hold_years} years; ASE's own figure is not confirmed"
        found.append(Reason(text, None, "house/hold_years", unconfirmed=True))
    return found


def _gone(case: Judgement) -> str:
    verb = "finished" if case.status is Status.FINISHED else "left"
    return f"{verb} the programme on {case.judged.record.apprentice.status_since(case.today)}"


def next_step(case: Judgement) -> str:
    """What to do next, as one sentence."""
    if case.gone and case.state in _BUILT_BY_WORK:
        return f"Nothing to do: {_gone(case)}"
    if case.status is Status.ON_LEAVE and case.state in _LOGGING:
        until = case.judged.record.apprentice.status_until(case.today)
        return (
            f"On leave until {until}; keep logging then" if until else "On leave; keep logging when it ends"
        )
    if case.state is StandingState.RETEST_WAIT:
        return f"Book {case.test.code} again from {case.certificate.retest_from}"
    return _step_after_pass(case) if case.certificate.ever_passed else _step_before_pass(case)


def _step_before_pass(case: Judgement) -> str:
    code = case.test.code
    match case.state:
        case StandingState.READY if case.requirement.months:
            return f"Book {code}, then send the work experience form"
        case StandingState.READY:
            return f"Book {code}"
        case StandingState.BLOCKED:
            return f"Pass {' and '.join(listed(group, 'or') for group in case.missing)} first"
        case StandingState.BOOKED:
            return f"Sit {code} by {case.certificate.booked_until} and enter the result"
        case _ if case.experience.met:
            hours = hours_text(case.area_needed)
            return f"Give work in the area of {code}: the shop's own rule asks for {hours}"
        case _:
            return f"Keep logging; {code} may be sat now for a score report only"


def _step_after_pass(case: Judgement) -> str:
    code, held = case.test.code, case.certificate
    match case.state:
        case StandingState.CERTIFIED:
            return "Nothing to do"
        case StandingState.RENEW:
            return f"Renew {code} by {held.expires}"
        case StandingState.LAPSED if case.closed:
            return f"Nothing to do; {code} cannot be renewed"
        case StandingState.LAPSED:
            return f"Sit the recertification test of {code}" if held.certified else f"Sit {code} again"
        case StandingState.BOOKED:
            return f"Sit {code} by {held.booked_until} and enter the result"
        case StandingState.PASSED_WAITING:
            return "Keep logging; send the work experience form when the experience is met"
        case _ if held.form_sent_on:
            return "Enter the certificate when ASE has answered"
        case _:
            return "Send the work experience form to ASE"


def either(codes: tuple[str, ...]) -> str:
    """`A9, H2, S2 or T2`."""
    return f"{', '.join(codes[:-1])} or {codes[-1]}" if len(codes) > 1 else codes[0]


def _reason(text: str, key: str, rule: Rule | Fact, *, ok: bool | None = None) -> Reason:
    return Reason(text, ok, key, rule.confidence is Confidence.UNCONFIRMED, rule.sources)
