"""Looking over a training record for what is probably not right, although it may be kept.

What may not be kept in the first place is the business of `checks`; it is asked here too, since rules, settings and
dates of placements change after a sheet was written.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, pairwise

from mentor_tui.domain.apprentice import Apprentice, Placement
from mentor_tui.domain.checks import (
    MANY_MINUTES,
    Problem,
    check_apprentice,
    check_credit,
    check_event,
    check_sheet,
    check_tracks,
)
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.testrecord import TestEvent, TestRecord
from mentor_tui.domain.vocabulary import TestStep
from mentor_tui.domain.weeks import first_day
from mentor_tui.domain.weeksheet import WeekSheet
from mentor_tui.words.hours import format_hours

_LONG_WEEK = 60 * 60
_WEEK = 7
_HOLDING = {TestStep.CERTIFIED, TestStep.RENEWED}


def review(record: TrainingRecord, rulebook: Rulebook, house: HouseRules, today: date) -> tuple[Problem, ...]:
    """What should be looked at in a record, none of it blocking; voided entries are passed over.

    A problem's field begins with the entry it is about, such as `sheet 2026-11-20/p1, lines`.
    """
    apprentice = record.apprentice
    if apprentice.voided:
        return ()
    weeks = defaultdict[date, list[WeekSheet]](list)
    for sheet in record.sheets:
        if not sheet.voided:
            weeks[sheet.week].append(sheet)
    problems = [
        *_about("apprentice", check_apprentice(apprentice, (), rulebook)),
        *(
            problem
            for sheets in weeks.values()
            for problem in _review_week(apprentice, sheets, rulebook, house, today)
        ),
        *_overlapping_weeks(weeks),
        *(
            problem
            for credit in record.credits
            if not credit.voided
            for problem in _about(
                f"credit {credit.key}",
                (*check_credit(credit, rulebook), *check_tracks(credit, apprentice, rulebook)),
            )
        ),
        *(problem for test in record.tests for problem in _review_test(test, rulebook, today)),
    ]
    return tuple(problem._replace(blocking=False) for problem in problems)


def _about(entry: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    for problem in problems:
        yield problem._replace(field=f"{entry}, {problem.field}")


def _review_week(
    apprentice: Apprentice, sheets: list[WeekSheet], rulebook: Rulebook, house: HouseRules, today: date
) -> Iterator[Problem]:
    record = TrainingRecord.model_construct(apprentice=apprentice, sheets=tuple(sheets), credits=(), tests=())
    for sheet in sheets:
        yield from _about(f"sheet {sheet.key}", check_sheet(record, sheet, rulebook, house, today))
    week = sheets[0].week
    minutes = sum(sheet.minutes for sheet in sheets)
    if _LONG_WEEK < minutes <= MANY_MINUTES:
        yield Problem(f"week {week}, lines", f"{format_hours(minutes)} h in one week")
    places = [place for sheet in sheets if (place := apprentice.placement(sheet.placement))]
    for one, other in combinations(places, 2):
        if _same_days(one, other, week):
            message = f"hours at {one.shop} and at {other.shop}, whose placements overlap"
            yield Problem(f"week {week}, placement", message)


def _same_days(one: Placement, other: Placement, week: date) -> bool:
    """Whether both placements hold on one day of a week; a change of shop within the week is none."""
    starts = max(one.starts, other.starts, first_day(week))
    ends = min(one.ends or date.max, other.ends or date.max, week)
    return starts <= ends


def _overlapping_weeks(weeks: Iterable[date]) -> Iterator[Problem]:
    for week, following in pairwise(sorted(weeks)):
        if (following - week).days < _WEEK:
            message = f"begins before the week of {week} is over, since weeks ended on another day then"
            yield Problem(f"week {following}, week", message)


def _review_test(test: TestRecord, rulebook: Rulebook, today: date) -> Iterator[Problem]:
    events = [event for event in test.events if not event.voided]
    for position, event in enumerate(events):
        found = check_event(test.code, event, rulebook, today, others=events[:position])
        yield from _about(f"test {test.code}, {event.step} on {event.on}", found)
    certified = min((event.on for event in events if event.step in _HOLDING), default=None)
    if certified is not None and not _passed_by(events, certified):
        message = f"certified on {certified} without a pass; enter the day of the test"
        yield Problem(f"test {test.code}, step", message)


def _passed_by(events: Iterable[TestEvent], day: date) -> bool:
    return any(event.step is TestStep.PASSED and event.on <= day for event in events)
