"""The rows of one week at one shop, merged into the sheet that the logbook holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from pydantic import ValidationError

from mentor_tui.domain.apprentice import VehicleKind
from mentor_tui.domain.checks import Problem, check_sheet
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.minutes import format_hours
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.weeksheet import SignOff, SignOffState, Supervision, WeekSheet, WorkLine
from mentor_tui.exchange.import_plan import RowState
from mentor_tui.exchange.import_rows import Understood

_LONGEST_NOTE = 2000

LineKey = tuple[VehicleKind, str, Supervision | None]
"""What makes two lines of a sheet the same line; the level of supervision is None where the file does not speak of it."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of the rows of one sheet.

    Attributes:
        sheet: The sheet to be put; None where nothing of it changes or may change.
        states: What becomes of each row, by its number.
        was: Minutes of the line that a row changes, by its number.
        refused: Why a row may not be put, by its number.
        warnings: What to look at all the same.
    """

    sheet: WeekSheet | None = None
    states: Mapping[int, RowState] = field(default_factory=dict)
    was: Mapping[int, int] = field(default_factory=dict)
    refused: Mapping[int, Problem] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def merge(
    record: TrainingRecord,
    week: date,
    rows: Sequence[Understood],
    rulebook: Rulebook,
    house: HouseRules,
    today: date,
    *,
    at: datetime,
) -> Merged:
    """Merge rows of one week and placement into the sheet held.

    Rows of the same vehicle kind, area and supervision are added up to one line; where the file has no column for supervision,
    whatever its level on the sheet. A line that is not on the sheet is new; one with as many minutes there is the same and stays
    as it is, note included; one with other minutes replaces what is there and keeps the level. Lines that the file does not name
    stay. An approved or voided sheet is never touched. A returned sheet that changes becomes a draft. The sheet is approved where
    all rows say so and it has no line beside theirs.
    """
    placement = rows[0].placement.key
    held = next((one for one in record.sheets if one.week == week and one.placement == placement), None)
    if held is not None and held.voided:
        problem = Problem("week", f"the sheet of the week to {week} was voided: {held.voided}")
        return _refuse(rows, problem)
    by_line: dict[LineKey, list[Understood]] = {}
    for row in rows:
        by_line.setdefault((row.kind, row.area.key, row.supervision), []).append(row)
    levels = rows[0].supervision is not None
    before = _minutes_by_line(held, levels=levels)
    states = {key: _state(before.get(key), _sum(found, week)) for key, found in by_line.items()}
    if held is not None and held.approved:
        return _protect(held, by_line, states, before)
    approve = all(row.approved for row in rows) and set(before) <= set(by_line)
    if approve:
        states = {key: RowState.CHANGED if one is RowState.SAME else one for key, one in states.items()}
    found = {row.number: states[key] for key, group in by_line.items() for row in group}
    if set(states.values()) == {RowState.SAME}:
        return Merged(states=found)
    changed = {key: group for key, group in by_line.items() if before.get(key) != _sum(group, week)}
    try:
        sheet = WeekSheet(
            apprentice=record.apprentice.key,
            week=week,
            placement=placement,
            lines=_lines(
                held, {key: _line(key, group, week) for key, group in changed.items()}, levels=levels
            ),
            absence=held.absence if held else None,
            sign_off=_sign_off(rows, at) if approve else _draft(held),
            note=held.note if held else "",
        )
    except ValidationError:
        total = sum(before.values()) + sum(
            _sum(group, week) - before.get(key, 0) for key, group in by_line.items()
        )
        return _refuse(
            rows, Problem("lines", f"{format_hours(total)} h in the week to {week}; a week has 168")
        )
    problems = check_sheet(record, sheet, rulebook, house, today)
    blocking = [problem for problem in problems if problem.blocking]
    if blocking:
        return _refuse(rows, blocking[0])
    warnings = tuple(f"{record.apprentice.name}, week to {week}: {problem.message}" for problem in problems)
    was = {row.number: before[key] for key, group in changed.items() if key in before for row in group}
    return Merged(sheet, found, was, warnings=warnings)


def _refuse(rows: Sequence[Understood], problem: Problem) -> Merged:
    return Merged(refused={row.number: problem for row in rows})


def _protect(
    held: WeekSheet,
    by_line: Mapping[LineKey, Sequence[Understood]],
    states: Mapping[LineKey, RowState],
    before: Mapping[LineKey, int],
) -> Merged:
    """Of an approved sheet only what is the same may be in the file; the rest is named."""
    by = f" by {held.sign_off.by}" if held.sign_off.by else ""
    found: dict[int, RowState] = {}
    refused: dict[int, Problem] = {}
    for key, rows in by_line.items():
        for row in rows:
            if states[key] is RowState.SAME:
                found[row.number] = RowState.SAME
                continue
            has = f"{format_hours(before[key])} h of this work" if key in before else "none of this work"
            refused[row.number] = Problem(
                "week",
                f"the sheet of the week to {held.week} was approved{by} with {has}; reopen it with a reason first",
            )
    return Merged(states=found, refused=refused)


def _key(line: WorkLine, *, levels: bool) -> LineKey:
    return line.kind, line.area, line.supervision if levels else None


def _minutes_by_line(sheet: WeekSheet | None, *, levels: bool) -> dict[LineKey, int]:
    total: dict[LineKey, int] = {}
    for line in sheet.lines if sheet else ():
        key = _key(line, levels=levels)
        total[key] = total.get(key, 0) + line.minutes
    return total


def _sum(rows: Sequence[Understood], week: date) -> int:
    return sum(row.weeks[week] for row in rows)


def _state(before: int | None, minutes: int) -> RowState:
    if before is None:
        return RowState.NEW
    return RowState.SAME if before == minutes else RowState.CHANGED


def _line(key: LineKey, rows: Sequence[Understood], week: date) -> WorkLine:
    kind, area, supervision = key
    return WorkLine(
        kind=kind,
        area=area,
        minutes=_sum(rows, week),
        supervision=supervision or Supervision.SUPERVISED,
        estimated=any(len(row.weeks) > 1 for row in rows),
        note="; ".join(dict.fromkeys(row.note for row in rows if row.note))[:_LONGEST_NOTE],
    )


def _lines(
    held: WeekSheet | None, changed: Mapping[LineKey, WorkLine], *, levels: bool
) -> tuple[WorkLine, ...]:
    """The lines held with those that change in the place of the longest they stand for, and the new ones after them."""
    old = held.lines if held else ()
    longest: dict[LineKey, WorkLine] = {}
    for line in sorted(old, key=lambda line: -line.minutes):
        longest.setdefault(_key(line, levels=levels), line)
    lines: list[WorkLine] = []
    for line in old:
        key = _key(line, levels=levels)
        if key not in changed:
            lines.append(line)
        elif line is longest[key]:
            lines.append(changed[key].model_copy(update={"supervision": line.supervision}))
    return (*lines, *(line for key, line in changed.items() if key not in longest))


def _sign_off(rows: Sequence[Understood], at: datetime) -> SignOff:
    by = ", ".join(dict.fromkeys(row.by for row in rows))
    return SignOff(state=SignOffState.APPROVED, by=by[:_LONGEST_NOTE], at=at)


def _draft(held: WeekSheet | None) -> SignOff:
    """The sign-off of a sheet that changes: what it was, but a returned one is a draft again."""
    if held is None or held.sign_off.state is SignOffState.RETURNED:
        return SignOff()
    return held.sign_off
