"""What must be true of something before it is written down, and what is probably not right although it may be.

Rules, settings and dates of placements change after a sheet was written: the same checks look over what is kept.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from mentor_tui.domain.apprentice import Apprentice, Placement
from mentor_tui.domain.checking import Case, check_day, check_known, check_printable, period_figures
from mentor_tui.domain.credit import ALL_TRACKS, TrainingCredit
from mentor_tui.domain.doubts import check_tracks
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.model import Model
from mentor_tui.domain.problem import Problem, ProblemKind
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.sheet_checks import SHEET_CHECKS, WEEK_CHECKS, Week
from mentor_tui.domain.testrecord import TestEvent, TestRecord
from mentor_tui.domain.training import long_enough, school_years_in
from mentor_tui.domain.vocabulary import Renewal, TestStep
from mentor_tui.domain.weeks import WEEK
from mentor_tui.domain.weeksheet import WeekSheet

_SHOWS_A_PASS = {TestStep.PASSED, TestStep.CERTIFIED, TestStep.RENEWED}
_ATTEMPTS = {TestStep.FAILED, TestStep.PASSED}
_HOLDING = {TestStep.CERTIFIED, TestStep.RENEWED}
_HOLDS_UNTIL = {TestStep.BOOKED, *_HOLDING}


class Happening(NamedTuple):
    """An event of the test `code`, and the others of that test."""

    code: str
    event: TestEvent
    others: tuple[TestEvent, ...]


def check(
    record: TrainingRecord,
    frame: Frame,
    proposed: Apprentice | Placement | WeekSheet | TrainingCredit | TestRecord | None = None,
) -> Iterator[Problem]:
    """What is wrong with something that is to be kept, or with all that is kept.

    Args:
        record: What is written down of the apprentice.
        frame: In what it is judged.
        proposed: What is to be kept in place of what has its key in the record. Of a test those events are looked at
            that are not written down like that. None for a review of the record: voided entries are passed over,
            nothing is blocking, and each problem names its entry.
    """
    if proposed is None:
        for problem in _review(record, frame):
            yield problem._replace(blocking=False)
    elif isinstance(proposed, TestRecord):
        before = record.tests_by_code.get(proposed.code)
        for position, event in enumerate(proposed.events):
            if before is None or event not in before.events[position : position + 1]:
                others = proposed.events[:position] + proposed.events[position + 1 :]
                yield from _check(record, frame, Happening(proposed.code, event, others))
    else:
        yield from _check(record, frame, proposed)


def _of_another(case: Case[Any]) -> Iterator[Problem]:
    what = "sheet" if isinstance(case.part, WeekSheet) else "credit"
    figures = {"name": case.record.apprentice.name, "what": what, "apprentice": case.part.apprentice}
    yield Problem(ProblemKind.OTHER_RECORD, "apprentice", figures)


def _check(record: TrainingRecord, frame: Frame, part: object) -> Iterator[Problem]:
    case = Case(record, frame, part)
    if isinstance(part, WeekSheet | TrainingCredit) and part.apprentice != record.apprentice.key:
        yield from _of_another(case)
        return
    for look in CHECKS[type(part)]:
        yield from look(case)


def _review(record: TrainingRecord, frame: Frame) -> Iterator[Problem]:
    apprentice = record.apprentice
    if apprentice.voided:
        return
    yield from _within(("apprentice",), _check(record, frame, apprentice))
    for week, sheets in record.sheets_by_week.items():
        for sheet in sheets:
            yield from _within(("sheet", sheet.key), _check(record, frame, sheet))
        yield from _within(("week", str(week)), _check(record, frame, Week(week, tuple(sheets))))
    yield from _check(record, frame, record)
    for credit in record.credits:
        if not credit.voided:
            problems = (*_check(record, frame, credit), *check_tracks(credit, apprentice, frame.rulebook))
            yield from _within(("credit", credit.key), problems)
    for test in record.tests:
        events = tuple(event for event in test.events if not event.voided)
        for position, event in enumerate(events):
            happening = Happening(test.code, event, events[:position])
            entry = ("test", test.code, event.step.value, str(event.on))
            yield from _within(entry, _check(record, frame, happening))
        yield from _within(("test", test.code), _check(record, frame, test))


def _within(entry: tuple[str, ...], problems: Iterable[Problem]) -> Iterator[Problem]:
    for problem in problems:
        yield problem._replace(entry=problem.entry or entry)


def check_name(apprentice: Apprentice, others: Iterable[Apprentice]) -> Iterator[Problem]:
    """Whether nobody else on the roster is called like that."""
    name = apprentice.name.casefold()
    if any(
        other.name.casefold() == name and not other.voided and other.key != apprentice.key for other in others
    ):
        yield Problem(ProblemKind.SAME_NAME, "name", {"name": apprentice.name}, blocking=False)


# Apprentices and their placements


def _text(case: Case[Model]) -> Iterator[Problem]:
    return check_printable(case.part)


def _text_of_person(case: Case[Apprentice]) -> Iterator[Problem]:
    return check_printable(case.part.model_copy(update={"placements": ()}))


def _start(case: Case[Apprentice]) -> Iterator[Problem]:
    return check_day("start", case.part.start)


def _history(case: Case[Apprentice]) -> Iterator[Problem]:
    apprentice = case.part
    if apprentice.history and apprentice.history[0].since < apprentice.start:
        yield Problem(ProblemKind.STATUS_BEFORE_START, "history", {"start": apprentice.start})
    for change in apprentice.history:
        yield from check_day("history", change.since)


def _placements(case: Case[Apprentice]) -> Iterator[Problem]:
    for position, placement in enumerate(case.part.placements):
        # An overlap is told once, of the later of the two.
        before = case.part.model_copy(update={"placements": case.part.placements[:position]})
        record = TrainingRecord.model_construct(apprentice=before)
        yield from _check(record, case.frame, placement)


def _dates(case: Case[Placement | TrainingCredit]) -> Iterator[Problem]:
    yield from check_day("starts", case.part.starts)
    if case.part.ends is not None:
        yield from check_day("ends", case.part.ends)


def _shop_type(case: Case[Placement]) -> Iterator[Problem]:
    shop_types = case.frame.rulebook.shop_type
    yield from check_known(ProblemKind.UNKNOWN_SHOP_TYPE, "shop_type", case.part.shop_type, shop_types)


def _placement_before_start(case: Case[Placement]) -> Iterator[Problem]:
    start = case.record.apprentice.start
    if not case.part.voided and case.part.starts < start:
        yield Problem(ProblemKind.PLACEMENT_BEFORE_START, "starts", {"start": start}, blocking=False)


def _overlaps(case: Case[Placement]) -> Iterator[Problem]:
    placement = case.part
    if placement.voided:
        return
    last = placement.ends or date.max
    for other in case.record.apprentice.placements:
        if other.key != placement.key and not other.voided and other.covers(placement.starts, last):
            yield Problem(ProblemKind.PLACEMENTS_OVERLAP, "starts", period_figures(other), blocking=False)


def _weeks_overlap(case: Case[TrainingRecord]) -> Iterator[Problem]:
    for week, following in pairwise(sorted(case.part.sheets_by_week)):
        if following - week < WEEK:
            within = ("week", str(following))
            yield Problem(ProblemKind.WEEKS_OVERLAP, "week", {"week": week}, entry=within)


# Training credits


def _credit_kind(case: Case[TrainingCredit]) -> Iterator[Problem]:
    kinds = case.frame.rulebook.credit_kind
    yield from check_known(ProblemKind.UNKNOWN_CREDIT_KIND, "kind", case.part.kind, kinds)


def _credit_tracks(case: Case[TrainingCredit]) -> Iterator[Problem]:
    for track in case.part.tracks:
        if track != ALL_TRACKS:
            yield from check_known(ProblemKind.UNKNOWN_TRACK, "tracks", track, case.frame.rulebook.track)


def _credit_length(case: Case[TrainingCredit]) -> Iterator[Problem]:
    credit, rulebook = case.part, case.frame.rulebook
    kind = rulebook.credit_kind.get(credit.kind)
    if kind is None:
        return
    if credit.school_years is not None and not kind.school_year_months:
        yield Problem(ProblemKind.NO_SCHOOL_YEARS, "school_years", {"title": kind.title})
    elif credit.school_years is not None:
        lasted = school_years_in(credit, kind, rulebook)
        if credit.school_years > lasted:
            figures = {"starts": credit.starts, "ends": credit.ends, "school_years": float(lasted)}
            yield Problem(ProblemKind.TOO_MANY_SCHOOL_YEARS, "school_years", figures, blocking=False)
    if kind.full_credit_months and credit.granted is None and not long_enough(credit, kind, rulebook):
        yield Problem(ProblemKind.TOO_SHORT, "ends", {"months": kind.full_credit_lasts}, blocking=False)


# Tests


def _happened(case: Case[Happening]) -> Iterator[Problem]:
    code, event, others = case.part
    yield from check_printable(event)
    yield from check_day("on", event.on)
    yield from check_known(ProblemKind.UNKNOWN_TEST, "code", code, case.frame.rulebook.test)
    if event.on > case.frame.today:
        yield Problem(ProblemKind.EVENT_IN_FUTURE, "on", {"day": event.on})
    if any(other.step is event.step and other.on == event.on and not other.voided for other in others):
        yield Problem(ProblemKind.EVENT_TWICE, "step", {"step": event.step, "day": event.on})


def _renewed(case: Case[Happening]) -> Iterator[Problem]:
    """Whether the rule book of the day allows a renewal by the app."""
    code, event, _ = case.part
    if code not in case.frame.rulebook.test or event.step is not TestStep.RENEWED:
        return
    rules = case.frame.rulebook.on(event.on)
    ways = rules.renewed_by(code)
    if not ways:
        yield Problem(ProblemKind.NEVER_RENEWED, "step", {"code": code, "years": rules.years_of(code)})
    elif Renewal.APP not in ways:
        yield Problem(ProblemKind.NOT_RENEWED_BY_APP, "step", {"code": code})


def _booked(case: Case[Happening]) -> Iterator[Problem]:
    """Whether the wait after the last attempt is over by the rule book of the day."""
    code, event, others = case.part
    attempts = _days_of(others, _ATTEMPTS, event.on)
    if code not in case.frame.rulebook.test or event.step is not TestStep.BOOKED or not attempts:
        return
    rule = case.frame.rulebook.on(event.on).recertification
    again = rule.again_from(max(attempts))
    if event.on < again:
        figures = {"code": code, "again": again, "days": rule.retest_days, "day": max(attempts)}
        yield Problem(ProblemKind.BOOKED_TOO_SOON, "on", figures, blocking=False)


def _form_sent(case: Case[Happening]) -> Iterator[Problem]:
    code, event, others = case.part
    if event.step is TestStep.FORM_SENT and not _days_of(others, _SHOWS_A_PASS, event.on):
        yield Problem(ProblemKind.PASS_MISSING, "step", {"code": code, "day": event.on}, blocking=False)


def _until(case: Case[Happening]) -> Iterator[Problem]:
    event = case.part.event
    if event.until is None:
        return
    yield from check_day("until", event.until)
    if event.until < event.on:
        yield Problem(ProblemKind.UNTIL_BEFORE_DAY, "until", {"until": event.until, "day": event.on})
    if event.step not in _HOLDS_UNTIL:
        yield Problem(ProblemKind.NO_LAST_DAY, "until", {"step": event.step})


def _never_passed(case: Case[TestRecord]) -> Iterator[Problem]:
    events = [event for event in case.part.events if not event.voided]
    certified = min((event.on for event in events if event.step in _HOLDING), default=None)
    if certified is not None and not _days_of(events, {TestStep.PASSED}, certified):
        yield Problem(ProblemKind.NEVER_PASSED, "step", {"day": certified})


def _days_of(events: Iterable[TestEvent], steps: set[TestStep], until: date) -> list[date]:
    return [event.on for event in events if event.step in steps and event.on <= until and not event.voided]


CHECKS: Mapping[type, tuple[Callable[[Case[Any]], Iterator[Problem]], ...]] = {
    Apprentice: (_text_of_person, _start, _history, _placements),
    Placement: (_text, _dates, _shop_type, _placement_before_start, _overlaps),
    WeekSheet: SHEET_CHECKS,
    Week: WEEK_CHECKS,
    TrainingRecord: (_weeks_overlap,),
    TrainingCredit: (_text, _dates, _credit_kind, _credit_tracks, _credit_length),
    Happening: (_happened, _renewed, _booked, _form_sent, _until),
    TestRecord: (_never_passed,),
}
"""Every check by what it looks at, in the order in which their problems are told."""
