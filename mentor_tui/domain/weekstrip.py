"""The last weeks of an apprentice, one mark each."""

from collections import defaultdict
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.vocabulary import SignOffState, Status
from mentor_tui.domain.weeks import WEEK, first_day, week_of
from mentor_tui.domain.weeksheet import WeekSheet

_REACH = 52
"""How many weeks back a week without a sheet is looked for."""


class WeekMark(StrEnum):
    """What became of a week."""

    APPROVED = "approved"
    DRAFT = "draft"
    RETURNED = "returned"
    ABSENT = "absent"
    MISSING = "missing"
    OPEN = "open"
    OUTSIDE = "outside"


class StripWeek(NamedTuple):
    """One week of a strip.

    Attributes:
        week: Its last day.
        minutes: Everything logged in it, counted or not.
    """

    week: date
    mark: WeekMark
    minutes: int


def week_strip(judged: JudgedRecord, weeks: int) -> tuple[StripWeek, ...]:
    """The last `weeks` weeks up to the one of today, oldest first."""
    newest = week_of(judged.today, judged.house.week_ends)
    oldest = newest - (weeks - 1) * WEEK
    sheets: dict[date, list[WeekSheet]] = defaultdict(list)
    for sheet in judged.record.sheets:
        if oldest <= sheet.week <= newest and not sheet.voided:
            sheets[sheet.week].append(sheet)
    apprentice = judged.record.apprentice
    strip: list[StripWeek] = []
    for number in range(weeks):
        week = oldest + number * WEEK
        logged = sheets.get(week, [])
        mark = _mark_of(logged) if logged else _mark_without(apprentice, week, judged.today)
        strip.append(StripWeek(week, mark, sum(sheet.minutes for sheet in logged)))
    return tuple(strip)


def weeks_to_log(judged: JudgedRecord) -> tuple[date, ...]:
    """The weeks of the last year that can be logged and have no sheet, oldest first; that of today is among them."""
    without = {WeekMark.MISSING, WeekMark.OPEN}
    return tuple(week.week for week in week_strip(judged, _REACH) if week.mark in without)


def missing_weeks(strip: tuple[StripWeek, ...]) -> int:
    """How many weeks that are over have neither work nor an absence."""
    return sum(week.mark is WeekMark.MISSING for week in strip)


def _mark_of(sheets: list[WeekSheet]) -> WeekMark:
    """What is still to be done comes first where a week has two sheets."""
    states = {sheet.sign_off.state for sheet in sheets}
    if SignOffState.RETURNED in states:
        return WeekMark.RETURNED
    if not any(sheet.lines for sheet in sheets):
        return WeekMark.ABSENT if any(sheet.absence for sheet in sheets) else WeekMark.DRAFT
    return WeekMark.DRAFT if SignOffState.DRAFT in states else WeekMark.APPROVED


def _mark_without(apprentice: Apprentice, week: date, today: date) -> WeekMark:
    start = max(first_day(week), apprentice.start)
    end = min(week, today)
    if end < start or apprentice.placement_in(start, end) is None or not _active(apprentice, start, end):
        return WeekMark.OUTSIDE
    return WeekMark.OPEN if week >= today else WeekMark.MISSING


def _active(apprentice: Apprentice, start: date, end: date) -> bool:
    """Whether the apprentice was active on any day from `start` to `end`."""
    if apprentice.status_on(start) is Status.ACTIVE:
        return True
    return any(entry.status is Status.ACTIVE and start <= entry.since <= end for entry in apprentice.history)
