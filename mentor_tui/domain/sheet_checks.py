"""What must be true of a week sheet, and of all sheets of one week."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from mentor_tui.domain.checking import Case, check_known, check_printable, period_figures
from mentor_tui.domain.periods import Days, period
from mentor_tui.domain.problem import Problem, ProblemKind
from mentor_tui.domain.vocabulary import SignOffState, Status
from mentor_tui.domain.weeks import MINUTES_OF_A_WEEK, first_day, week_of
from mentor_tui.domain.weeksheet import WeekSheet

_LONG_WEEK = 60 * 60
_VERY_LONG_WEEK = 80 * 60
"""Minutes beyond which a week is named in a review, and beyond which it is asked about at once.

Sixty hours are overtime, which happens: nobody is held up by them while typing, but a list of what to look over names
them. Eighty are rather a slip of the keys, and no more than a full-time week counts of them.
"""
_DAYS = 7


class Week(NamedTuple):
    """All sheets of one week that count."""

    week: date
    sheets: tuple[WeekSheet, ...]


def check_over(week: date, today: date) -> Iterator[Problem]:
    """Whether a week that is to be approved is over, which it is from its last day on."""
    if week > today:
        yield Problem(ProblemKind.WEEK_NOT_OVER, "week", {"week": week}, blocking=False)


def _when(case: Case[WeekSheet]) -> Iterator[Problem]:
    """A week out of all bounds is told once, and not as outside the placement too."""
    bounds = tuple(_bounds(case))
    if bounds:
        yield from bounds
    else:
        yield from _week_end(case)
        yield from _away(case)
        yield from _placement(case)


def _bounds(case: Case[WeekSheet]) -> Iterator[Problem]:
    apprentice, week = case.record.apprentice, case.part.week
    this_week = week_of(case.frame.today, case.frame.house.week_ends)
    if apprentice.voided:
        taken_off = {"name": apprentice.name, "reason": apprentice.voided}
        yield Problem(ProblemKind.TAKEN_OFF, "apprentice", taken_off)
    elif week > this_week:
        yield Problem(ProblemKind.WEEK_IN_FUTURE, "week", {"week": week, "this_week": this_week})
    elif week < apprentice.start:
        figures = {"week": week, "name": apprentice.name, "start": apprentice.start}
        yield Problem(ProblemKind.WEEK_BEFORE_START, "week", figures)


def _week_end(case: Case[WeekSheet]) -> Iterator[Problem]:
    """What was written down while weeks ended on another day can still be corrected."""
    sheet, last_day = case.part, case.frame.house.week_ends
    ends = week_of(sheet.week, last_day)
    if ends != sheet.week and case.record.sheet(sheet.week, sheet.placement) is None:
        figures = {"week": sheet.week, "week_ends": last_day.name, "ends": ends}
        yield Problem(ProblemKind.WEEK_ENDS_ELSEWHEN, "week", figures)


def _away(case: Case[WeekSheet]) -> Iterator[Problem]:
    apprentice, week = case.record.apprentice, case.part.week
    away = Days(period(*spell) for spell in apprentice.away(week))
    if away.until(week.toordinal()) - away.until(week.toordinal() - _DAYS) < _DAYS:
        return
    status = apprentice.status_on(week)
    if status is not Status.ON_LEAVE:
        figures = {"name": apprentice.name, "status": status, "since": apprentice.status_since(week)}
        yield Problem(ProblemKind.GONE, "week", figures)
    elif case.part.lines:
        yield Problem(ProblemKind.ON_LEAVE, "lines", {"name": apprentice.name}, blocking=False)


def _placement(case: Case[WeekSheet]) -> Iterator[Problem]:
    apprentice, sheet = case.record.apprentice, case.part
    placement = apprentice.placement(sheet.placement)
    if placement is None or placement.voided:
        shops = tuple((other.key, other.shop) for other in apprentice.placements if not other.voided)
        missing = {"placement": sheet.placement, "shops": shops}
        yield Problem(ProblemKind.NO_PLACEMENT, "placement", missing)
    elif not placement.covers(first_day(sheet.week), sheet.week):
        figures = {"week": sheet.week, **period_figures(placement)}
        yield Problem(ProblemKind.OUTSIDE_PLACEMENT, "placement", figures)


def _sign_off(case: Case[WeekSheet]) -> Iterator[Problem]:
    sheet, sign_off = case.part, case.part.sign_off
    before = case.record.sheet(sheet.week, sheet.placement)
    if sheet.approved and before != sheet:
        yield from check_over(sheet.week, case.frame.today)
    if before is not None and before.approved and not before.voided and before != sheet:
        yield Problem(ProblemKind.LOCKED, "sign_off", {"week": sheet.week})
    if sign_off.state is not SignOffState.DRAFT and not (sign_off.by and sign_off.at):
        yield Problem(ProblemKind.UNSIGNED, "sign_off", {"state": sign_off.state})
    if sign_off.state is SignOffState.RETURNED and not sign_off.reason:
        yield Problem(ProblemKind.RETURNED_WITHOUT_REASON, "sign_off")


def _empty(case: Case[WeekSheet]) -> Iterator[Problem]:
    sheet = case.part
    if not sheet.lines and sheet.absence is None and not sheet.voided:
        yield Problem(ProblemKind.EMPTY_SHEET, "lines")


def _lines(case: Case[WeekSheet]) -> Iterator[Problem]:
    rulebook = case.frame.rulebook
    for position, line in enumerate(case.part.lines):
        if line.area not in rulebook.area:
            fitting = [area.key for area in rulebook.areas if line.kind in area.kinds]
            field = f"lines.{position}.area"
            yield from check_known(ProblemKind.UNKNOWN_AREA, field, line.area, rulebook.area, fitting)
        if line.day is not None and line.day > case.frame.today:
            yield Problem(ProblemKind.LINE_IN_FUTURE, f"lines.{position}.day", {"day": line.day})


def _long_days(case: Case[WeekSheet]) -> Iterator[Problem]:
    minutes: dict[date, int] = {}
    for sheet in (case.part, *_elsewhere(case)):
        for line in sheet.lines:
            if line.day is not None:
                minutes[line.day] = minutes.get(line.day, 0) + line.minutes
    for day, together in minutes.items():
        if together > MINUTES_OF_A_WEEK // _DAYS:
            yield Problem(ProblemKind.LONG_DAY, "lines", {"minutes": together, "day": day})


def _very_long_week(case: Case[WeekSheet]) -> Iterator[Problem]:
    minutes = case.part.minutes + sum(sheet.minutes for sheet in _elsewhere(case))
    figures = {"minutes": minutes, "elsewhere": minutes > case.part.minutes}
    if minutes > MINUTES_OF_A_WEEK:
        yield Problem(ProblemKind.TOO_LONG_WEEK, "lines", figures)
    elif minutes > _VERY_LONG_WEEK:
        yield Problem(ProblemKind.VERY_LONG_WEEK, "lines", figures, blocking=False)


def _elsewhere(case: Case[WeekSheet]) -> list[WeekSheet]:
    """The sheets of the same week at other placements."""
    sheet = case.part
    return [other for other in case.record.sheets_of(sheet.week) if other.placement != sheet.placement]


def _long_week(case: Case[Week]) -> Iterator[Problem]:
    minutes = sum(sheet.minutes for sheet in case.part.sheets)
    if _LONG_WEEK < minutes <= _VERY_LONG_WEEK:
        yield Problem(ProblemKind.LONG_WEEK, "lines", {"minutes": minutes})


def _two_shops(case: Case[Week]) -> Iterator[Problem]:
    """Whether two placements hold on one day of the week; a change of shop within the week is none."""
    apprentice, week = case.record.apprentice, case.part.week
    keys = (sheet.placement for sheet in case.part.sheets)
    placements = [placement for key in keys if (placement := apprentice.placement(key))]
    for first, second in combinations(placements, 2):
        starts = max(first.starts, second.starts, first_day(week))
        if starts <= min(first.ends or date.max, second.ends or date.max, week):
            figures = {"shop": first.shop, "other": second.shop}
            yield Problem(ProblemKind.TWO_SHOPS, "placement", figures)


def _text(case: Case[WeekSheet]) -> Iterator[Problem]:
    return check_printable(case.part)


SHEET_CHECKS = (_when, _sign_off, _empty, _lines, _long_days, _very_long_week, _text)
WEEK_CHECKS = (_long_week, _two_shops)
