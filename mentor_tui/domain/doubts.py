"""What is probably wrong in a record, as far as its hours and certificates show it."""

from collections import defaultdict
from collections.abc import Iterator

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.certificate import renews
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.problem import Problem, ProblemKind
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.training import credit_tracks, names_no_track
from mentor_tui.domain.vocabulary import TestStep
from mentor_tui.domain.work import Why

_TO_LOOK_AT = frozenset(
    {
        Why.NO_PLACEMENT,
        Why.OUTSIDE_PLACEMENT,
        Why.BEFORE_START,
        Why.AWAY,
        Why.UNKNOWN_AREA,
        Why.RETURNED,
        Why.FUTURE,
    }
)
"""Reasons that mean that something written down is wrong, or waits for somebody."""


def doubts(judged: JudgedRecord) -> tuple[Problem, ...]:
    """What is probably wrong; each is of no field, and its entry is the title of a credit or the code of a test."""
    return (*_of_sheets(judged), *_of_credits(judged), *_of_tests(judged))


def check_tracks(credit: TrainingCredit, apprentice: Apprentice, rulebook: Rulebook) -> Iterator[Problem]:
    """Whether a training credit names its tracks; one from before credits did may be kept without."""
    if names_no_track(credit, rulebook):
        keys = sorted(credit_tracks(credit, apprentice, rulebook))
        titles = tuple(rulebook.track[key].title for key in keys)
        yield Problem(ProblemKind.NO_TRACK, "tracks", {"titles": titles})


def _of_sheets(judged: JudgedRecord) -> Iterator[Problem]:
    weeks = defaultdict[tuple[Why, str], set[str]](set)
    for entry in judged.entries:
        if entry.why in _TO_LOOK_AT:
            area = entry.area if entry.why is Why.UNKNOWN_AREA else ""
            weeks[entry.why, area].add(entry.week.isoformat())
    for (why, area), days in weeks.items():
        figures = {"why": why, "area": area, "weeks": tuple(sorted(days))}
        yield Problem(ProblemKind.WEEKS_NOT_COUNTED, "", figures)


def _of_credits(judged: JudgedRecord) -> Iterator[Problem]:
    for credit in judged.record.credits:
        if credit.voided:
            continue
        if credit.kind not in judged.rulebook.credit_kind:
            kind = {"kind": credit.kind}
            yield Problem(ProblemKind.CREDIT_NOT_COUNTED, "", kind, entry=(credit.title,))
        else:
            for problem in check_tracks(credit, judged.record.apprentice, judged.rulebook):
                yield problem._replace(field="", entry=(credit.title,))


def _of_tests(judged: JudgedRecord) -> Iterator[Problem]:
    for test in judged.record.tests:
        if test.code not in judged.rulebook.test:
            yield Problem(ProblemKind.TEST_NOT_COUNTED, "", entry=(test.code,))
            continue
        for event in test.known(judged.today):
            rules = judged.rulebook.on(event.on)
            if event.step is TestStep.RENEWED and not renews(event, test.code, rules):
                day = {"day": event.on}
                yield Problem(ProblemKind.RENEWAL_NOT_COUNTED, "", day, entry=(test.code,))
        until = judged.certificate(test.code).booked_until
        if until is not None and until < judged.today:
            yield Problem(ProblemKind.BOOKING_OVER, "", {"until": until}, entry=(test.code,))
