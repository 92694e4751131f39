"""How far the work has come: the years on each track, and the last weeks, one mark each."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.clocks import Experience
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.vocabulary import Confidence, SignOffState, Status
from mentor_tui.domain.weeks import WEEK, first_day, week_of
from mentor_tui.domain.weeksheet import WeekSheet

YEARS = 3
"""Milestones after the third year are not shown: no test asks for more."""

_YEAR = 12
_REACH = 52
"""How many weeks back a week without a sheet is looked for."""


class TrackWork(NamedTuple):
    """Work on one track, training left aside.

    Attributes:
        key: Key of the track; empty where there is none yet.
        experience: Full-time minutes by the slower of the two clocks, with earlier work.
        reached: The days on which one, two and three years were reached.
        year_days: Days of employment that make a year on the calendar clock.
        aside: Whether there is training, which the tests count beside this work.
        unconfirmed: Whether ASE's own text for the track, or for how weeks add up to years, has not been seen.
    """

    key: str
    title: str
    experience: Experience
    reached: tuple[date, ...]
    year_days: int
    aside: bool
    unconfirmed: bool

    @property
    def year_minutes(self) -> int:
        """Minutes of a full-time year."""
        return _YEAR * self.experience.month_minutes

    @property
    def _years(self) -> int:
        return min(YEARS, self.experience.work // self.year_minutes)

    @property
    def done(self) -> bool:
        """Whether all milestones are reached."""
        return self._years == YEARS

    @property
    def milestone(self) -> int:
        """Months of the next milestone; of the last where all are reached."""
        return _YEAR * min(YEARS, self._years + 1)

    @property
    def progress(self) -> float:
        """From 0 to 1: how much of the year before the milestone is done; 1 where all are reached."""
        if self.done:
            return 1.0
        return (self.experience.work - self._years * self.year_minutes) / self.year_minutes

    @property
    def share(self) -> float:
        """From 0 to 1: how much of the whole milestone is there."""
        return min(1.0, self.experience.work / (self.milestone * self.experience.month_minutes))

    def missing(self, year: int) -> int:
        """Minutes that are missing of so many years."""
        return year * self.year_minutes - self.experience.work


def track_work(judged: JudgedRecord, track: str | None, *, dated: bool = True) -> TrackWork:
    """The work on one track.

    Source: rule `clock`.

    Args:
        judged: The record, judged on a day.
        track: Key of the track; None where there is none yet.
        dated: Whether the days of the milestones are wanted, which take longest to find.
    """
    rule, clock = judged.rulebook.track.get(track or ""), judged.rulebook.clock
    return TrackWork(
        key=track or "",
        title=rule.title if rule else "",
        experience=judged.work(track or ""),
        reached=judged.years_reached(track)[:YEARS] if track and dated else (),
        year_days=clock.calendar_days_per_year,
        aside=_has_training(judged),
        unconfirmed=rule is not None and Confidence.UNCONFIRMED in {rule.confidence, clock.confidence},
    )


def _has_training(judged: JudgedRecord) -> bool:
    kinds = judged.rulebook.credit_kind
    return any(
        not credit.voided and credit.kind in kinds and kinds[credit.kind].counts_as == "training"
        for credit in judged.record.credits
    )


def tracks_of(judged: JudgedRecord) -> tuple[str, ...]:
    """The tracks with counted work or earlier work, those with the most logged first."""
    logged = _by_minutes(judged)
    others = [track.key for track in judged.rulebook.tracks if track.key not in logged]
    return (*logged, *(_earlier(judged, others) if judged.record.credits else ()))


def main_track(judged: JudgedRecord) -> str | None:
    """The track with the most counted work; where there is none, that of the present shop, or of earlier work."""
    if logged := _by_minutes(judged):
        return logged[0]
    placement = judged.record.apprentice.placement_on(judged.today)
    here = judged.rulebook.track_of_kind.get(placement.kind) if placement else None
    return here or next(iter(tracks_of(judged)), None)


def _by_minutes(judged: JudgedRecord) -> list[str]:
    order = {track.key: number for number, track in enumerate(judged.rulebook.tracks)}
    logged = judged.minutes_by_track
    return sorted(logged, key=lambda key: (-logged[key], order[key]))


def _earlier(judged: JudgedRecord, tracks: Iterable[str]) -> list[str]:
    return [track for track in tracks if judged.work(track).earlier]


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
