"""From a history to the standing with each test."""

from collections.abc import Iterator

from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.forecast import Prospect
from mentor_tui.domain.judgement import Judgement
from mentor_tui.domain.reasons import next_step, reasons
from mentor_tui.domain.standing import Standing, StandingState

_SITTABLE = {
    StandingState.BUILDING,
    StandingState.READY,
    StandingState.BOOKED,
    StandingState.RENEW,
    StandingState.LAPSED,
}
_WAITING = {
    StandingState.BUILDING,
    StandingState.BLOCKED,
    StandingState.RETEST_WAIT,
    StandingState.PASSED_WAITING,
}


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
        reasons=reasons(case),
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
        next_step=next_step(case),
        relevant=case.relevant,
    )
