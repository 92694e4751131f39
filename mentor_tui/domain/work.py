"""Which of the logged minutes count, on which track, and why the others do not."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from mentor_tui.domain.apprentice import Apprentice, Placement
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.periods import Days, period
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import SignOffState, Status, Supervision, VehicleKind
from mentor_tui.domain.weeks import first_day
from mentor_tui.domain.weeksheet import WeekSheet, WorkLine


class Why(StrEnum):
    """Why minutes do not count, or not all of them."""

    COUNTED = "counted"
    VOIDED = "voided"
    FUTURE = "future"
    NO_PLACEMENT = "no-placement"
    OUTSIDE_PLACEMENT = "outside-placement"
    BEFORE_START = "before-start"
    AWAY = "away"
    DRAFT = "draft"
    RETURNED = "returned"
    UNKNOWN_AREA = "unknown-area"
    NOT_HANDS_ON = "not-hands-on"
    OBSERVED = "observed"
    ASSISTED = "assisted"
    NO_TRACK = "no-track"
    OVER_CAP = "over-cap"
    OTHER_TRACK = "other-track"
    AS_TRAINING = "as-training"


class WorkEntry(NamedTuple):
    """One work line and what became of it; a tuple, since a logbook has tens of thousands.

    Attributes:
        line: Position of the line on its sheet, from 0.
        track: Key of the track it belongs to; None where it has none.
        minutes: Minutes that were logged.
        counted: Minutes that count on the track, after the week's cap.
    """

    week: date
    placement: str
    line: int
    kind: VehicleKind
    area: str
    supervision: Supervision
    track: str | None
    minutes: int
    counted: int
    why: Why


class WorkGroup(NamedTuple):
    """What work can be told apart by, besides its week and who signed for it."""

    track: str | None
    kind: VehicleKind
    area: str
    placement: str
    supervision: Supervision


_Line = tuple[WorkGroup, Why | None, int, int]
"""A work line: its group, why it does not count, its minutes, and its position on the sheet."""


def count_work(
    record: TrainingRecord, rulebook: Rulebook, house: HouseRules, today: date
) -> Iterator[WorkEntry]:
    """Judge every work line of a record as of `today`, in order of week.

    A week counts at most `hours_per_year / weeks_per_year` hours over all tracks together; a longer one is scaled down.

    Source: rule `clock`.
    """
    for week, lines, capped in _weeks(record, rulebook, house, today):
        for number, ((track, kind, area, placement, supervision), why, minutes, position) in enumerate(lines):
            counted = 0 if why else capped[number] if capped else minutes
            reason = why or (Why.OVER_CAP if capped else Why.COUNTED)
            yield WorkEntry(
                week, placement, position, kind, area, supervision, track, minutes, counted, reason
            )


def sum_work(
    record: TrainingRecord, rulebook: Rulebook, house: HouseRules, today: date
) -> tuple[dict[WorkGroup, dict[date, int]], dict[WorkGroup, dict[date, int]]]:
    """What `count_work` counts, without its lines: minutes of each group by week, and those over the cap of a week.

    Weeks are in order.
    """
    within: dict[WorkGroup, dict[date, int]] = {}
    beyond: dict[WorkGroup, dict[date, int]] = {}
    for week, lines, capped in _weeks(record, rulebook, house, today):
        for number, (group, why, minutes, _) in enumerate(lines):
            if why:
                continue
            counted = minutes
            if capped:
                counted = capped[number]
                over = beyond.setdefault(group, {})
                over[week] = over.get(week, 0) + minutes - counted
            if counted:
                weeks = within.get(group)
                if weeks is None:
                    weeks = within[group] = {}
                weeks[week] = weeks.get(week, 0) + counted
    return within, beyond


def _weeks(
    record: TrainingRecord, rulebook: Rulebook, house: HouseRules, today: date
) -> Iterator[tuple[date, list[_Line], list[int]]]:
    """The lines of each week in order, and the minutes that count of each where the week is over its cap."""
    cap = house.year_minutes // rulebook.clock.weeks_per_year
    placements = {placement.key: placement for placement in record.apprentice.placements}
    verdicts: _Verdicts = {}
    in_order = sorted(record.sheets, key=lambda sheet: (sheet.week, sheet.placement))
    for week, sheets in groupby(in_order, key=lambda sheet: sheet.week):
        lines: list[_Line] = []
        for sheet in sheets:
            for_all = _judge_week(record.apprentice, placements, sheet, house, today)
            lines += _judge_sheet(sheet, for_all, verdicts, rulebook, house)
        total = sum([minutes for _, why, minutes, _ in lines if why is None])
        yield week, lines, [] if total <= cap else _scale(lines, total, cap)


def days_off(record: TrainingRecord, rulebook: Rulebook, worked: AbstractSet[date], today: date) -> Days:
    """The days of leave up to `today`, by sheets and by status.

    A week of leave is taken off whole unless hands-on work was counted in it (`worked`).
    """
    weeks_off = (
        period(first_day(sheet.week), sheet.week)
        for sheet in record.sheets
        if sheet.absence is not None
        and sheet.absence in rulebook.clock.stops
        and not sheet.voided
        and sheet.week not in worked
    )
    away = (period(*spell) for spell in record.apprentice.away(today))
    return Days([*weeks_off, *away])


def employed_days(apprentice: Apprentice, placements: AbstractSet[str], today: date) -> Days:
    """The days of employment in `placements` up to `today`."""
    return Days(
        period(max(apprentice.start, placement.starts), min(today, placement.ends or today))
        for placement in apprentice.placements
        if placement.key in placements
    )


_Verdicts = dict[tuple[str, VehicleKind, str, Supervision], tuple[WorkGroup, Why | None]]
"""The group of work of this kind, and why it does not count: the same for every such line, so found once."""


def _judge_sheet(
    sheet: WeekSheet, for_all: Why | None, verdicts: _Verdicts, rulebook: Rulebook, house: HouseRules
) -> Iterator[_Line]:
    placement = sheet.placement
    for position, line in enumerate(sheet.lines):
        key = placement, line.kind, line.area, line.supervision
        verdict = verdicts.get(key)
        if verdict is None:
            track = rulebook.track_of(line.kind, line.area)
            group = WorkGroup(track, line.kind, line.area, placement, line.supervision)
            verdict = verdicts[key] = group, _judge_line(line, rulebook, house)
        yield verdict[0], for_all or verdict[1], line.minutes, position


def _judge_week(
    apprentice: Apprentice,
    placements: Mapping[str, Placement],
    sheet: WeekSheet,
    house: HouseRules,
    today: date,
) -> Why | None:
    """Why no line of the sheet counts."""
    if sheet.voided:
        return Why.VOIDED
    if sheet.week > today:
        return Why.FUTURE
    placement = placements.get(sheet.placement)
    if placement is None or placement.voided:
        return Why.NO_PLACEMENT
    if not placement.covers(first_day(sheet.week), sheet.week):
        return Why.OUTSIDE_PLACEMENT
    if sheet.week < apprentice.start:
        return Why.BEFORE_START
    if apprentice.history and _away_all_week(apprentice, sheet.week):
        return Why.AWAY
    if sheet.sign_off.state is SignOffState.RETURNED:
        return Why.RETURNED
    if house.count_drafts or sheet.sign_off.state is SignOffState.APPROVED:
        return None
    return Why.DRAFT


def _away_all_week(apprentice: Apprentice, week: date) -> bool:
    if apprentice.status_on(week) is Status.ACTIVE or apprentice.status_on(first_day(week)) is Status.ACTIVE:
        return False
    return not any(
        entry.status is Status.ACTIVE and first_day(week) <= entry.since <= week
        for entry in apprentice.history
    )


def _judge_line(line: WorkLine, rulebook: Rulebook, house: HouseRules) -> Why | None:
    area = rulebook.area.get(line.area)
    if area is None:
        return Why.UNKNOWN_AREA
    if not area.hands_on:
        return Why.NOT_HANDS_ON
    if line.supervision in rulebook.clock.not_hands_on:
        return Why.OBSERVED
    if line.supervision is Supervision.ASSISTED and not house.count_assisted:
        return Why.ASSISTED
    if rulebook.track_of(line.kind, line.area) is None:
        return Why.NO_TRACK
    return None


def _scale(lines: Sequence[_Line], total: int, cap: int) -> list[int]:
    """The minutes that count of each line, in proportion, so that all of them together are `cap`.

    Neither the order of the lines nor that of the sheets matters.
    """
    counting = sorted(
        ((group, minutes, number) for number, (group, why, minutes, _) in enumerate(lines) if why is None),
        key=lambda line: (line[0].kind, line[0].area, line[0].supervision, line[0].placement, line[1]),
    )
    of_track: dict[str, int] = defaultdict(int)
    for group, minutes, _ in counting:
        of_track[group.track or ""] += minutes
    parts = _shared_out(of_track, total, cap)
    counted = [0] * len(lines)
    before: dict[str, int] = defaultdict(int)
    for group, minutes, number in counting:
        # Cut the track's part at the running sums, so that its lines add up to it to the minute.
        track = group.track or ""
        whole, part, start = of_track[track], parts[track], before[track]
        before[track] = end = start + minutes
        counted[number] = part * end // whole - part * start // whole
    return counted


def _shared_out(of_track: Mapping[str, int], total: int, cap: int) -> dict[str, int]:
    """Whole minutes for each track that are `cap` together.

    The minutes that rounding leaves over are given out by highest averages. So more work on one track takes minutes from
    others alone, and never from it, nor from it and others together.
    """
    parts = {track: minutes * cap // total for track, minutes in of_track.items()}
    for _ in range(cap - sum(parts.values())):
        track = max(parts, key=lambda track: (Fraction(of_track[track], parts[track] + 1), track))
        parts[track] += 1
    return parts
