"""The rows of one week at one shop, merged into the sheet that the logbook holds."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from pydantic import ValidationError

from mentor_tui.domain.checks import check
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.problem import Problem, ProblemKind
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.vocabulary import SignOffState, Supervision, VehicleKind
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine
from mentor_tui.exchange.import_plan import RowState, WeekSum
from mentor_tui.exchange.import_rows import Understood
from mentor_tui.exchange.joining import Days, Joined, Joining, join
from mentor_tui.words.hours import format_hours
from mentor_tui.words.problems import problem_text

_LONGEST_NOTE = 2000

Work = tuple[VehicleKind, str, Supervision | None]
"""One kind of work; the level of supervision is None where the file does not speak of it."""

Imported = Mapping[tuple[VehicleKind, str, Supervision], int]
"""Minutes without a day that the same file has put on a sheet before, by kind of work."""

NOTHING: Imported = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Approving:
    """How the sheets of an import are signed.

    Attributes:
        at: When.
        by: Who approves every sheet whose week is over; empty where only those are approved of which the file says so.
    """

    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of the rows of one sheet.

    Attributes:
        sheet: The sheet to be put; None where nothing of it changes or may change.
        sum: What the week adds up to; None where nothing of it changes or may change.
        states: What becomes of each row, by its number.
        was: Minutes that a row, and those with it, take the place of, by its number.
        open: What has to be decided about a row, by its number.
        refused: Why a row may not be put, by its number.
        warnings: What to look at all the same.
    """

    sheet: WeekSheet | None = None
    sum: WeekSum | None = None
    states: Mapping[int, RowState] = field(default_factory=dict)
    was: Mapping[int, int] = field(default_factory=dict)
    open: Mapping[int, str] = field(default_factory=dict)
    refused: Mapping[int, Problem] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def merge(
    record: TrainingRecord,
    week: date,
    rows: Sequence[Understood],
    frame: Frame,
    *,
    approving: Approving,
    joining: Joining | None = None,
    imported: Imported = NOTHING,
) -> Merged:
    """Merge rows of one week and placement into the sheet held.

    Rows of the same vehicle kind, area, supervision and day are added up to one line; where the file has no column for
    supervision, whatever its level on the sheet. `join` says how such a line meets those of the sheet. A line with as many
    minutes as there stays as it is, note included; one that is replaced keeps its level. Lines of other work stay. An approved or
    voided sheet is never touched. A returned sheet that changes becomes a draft. The sheet is approved where all rows say so and
    it has no line beside theirs, or where `approving` names somebody and the week is over.
    """
    kept = record.sheet(week, rows[0].placement.key)
    if kept is not None and kept.voided:
        voided = {"week": week, "reason": kept.voided}
        return _refuse(rows, Problem(ProblemKind.ROW_OF_VOIDED_SHEET, "week", voided))
    joint = _Joint(kept, week, rows, joining, imported)
    if kept is not None and kept.approved:
        return joint.protect(kept)
    approve = joint.whole and all(row.approved for row in rows)
    states = dict(joint.states)
    returned = kept is not None and kept.sign_off.state is SignOffState.RETURNED
    same = all(state is RowState.SAME for state in states.values())
    may_sign = week <= frame.today and not joint.open and not (returned and same)
    signing = approving.by if may_sign and not approve else ""
    if approve or signing:
        states |= {number: RowState.CHANGED for number, state in states.items() if state is RowState.SAME}
    elif same:
        return Merged(states=states)
    if all(state in {RowState.SAME, RowState.TO_DECIDE} for state in states.values()):
        return Merged(states=states, open=joint.open, sum=joint.sum(record, joint.before_minutes))
    by = signing or ", ".join(dict.fromkeys(row.by for row in rows)) if approve or signing else ""
    try:
        sheet = WeekSheet(
            apprentice=record.apprentice.key,
            week=week,
            placement=rows[0].placement.key,
            lines=tuple(joint.lines()),
            absence=kept.absence if kept else None,
            sign_off=_sign_off(by, approving.at) if by else _draft(kept),
            note=kept.note if kept else "",
        )
    except ValidationError:
        too_long = {"minutes": joint.after_minutes, "week": week}
        return _refuse(rows, Problem(ProblemKind.ROWS_OVER_A_WEEK, "lines", too_long))
    problems = tuple(check(record, frame, sheet))
    blocking = [problem for problem in problems if problem.blocking]
    if blocking:
        return _refuse(rows, blocking[0])
    warnings = tuple(
        f"{record.apprentice.name}, week to {week}: {problem_text(problem)}" for problem in problems
    )
    summed = joint.sum(record, sheet.minutes)
    return Merged(sheet, summed, states, joint.was, joint.open, warnings=warnings)


class _Joint:
    """Rows and the sheet they meet, kind of work by kind of work."""

    def __init__(
        self,
        kept: WeekSheet | None,
        week: date,
        rows: Sequence[Understood],
        joining: Joining | None,
        imported: Imported,
    ) -> None:
        self._held = kept
        self._week = week
        self._levels = rows[0].supervision is not None
        self._rows: dict[Work, dict[date | None, list[Understood]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            self._rows[row.kind, row.area.key, row.supervision][row.day].append(row)
        self._before: dict[Work, dict[date | None, int]] = defaultdict(lambda: defaultdict(int))
        for line in kept.lines if kept else ():
            self._before[self._work(line)][line.day] += line.minutes
        self._imported: dict[Work, int] = defaultdict(int)
        for (kind, area, supervision), minutes in imported.items():
            self._imported[kind, area, supervision if self._levels else None] += minutes
        self._given = {
            work: {day: sum(row.weeks[week] for row in group) for day, group in days.items()}
            for work, days in self._rows.items()
        }
        self._joined = {work: self._join(work, joining) for work in self._given}

    @property
    def states(self) -> Mapping[int, RowState]:
        """What becomes of each row."""
        return {row.number: self._joined[work].states[day] for work, day, row in self._each_row()}

    @property
    def whole(self) -> bool:
        """Whether the sheet has no hours beside those of the file."""
        return all(
            work in self._given
            and (
                set(days) <= set(self._given[work])
                or set(self._joined[work].states.values()) == {RowState.SAME}
                or set(self._joined[work].after) <= set(self._given[work])
            )
            for work, days in self._before.items()
        )

    @property
    def was(self) -> dict[int, int]:
        """The minutes that rows take the place of."""
        replaced: dict[int, int] = {}
        for work, day, row in self._each_row():
            if self._joined[work].states[day] is RowState.CHANGED:
                before = self._before[work]
                gone = sum(
                    minutes
                    for day_before, minutes in before.items()
                    if day_before not in self._joined[work].after
                )
                replaced[row.number] = (before.get(day) or 0) + gone
        return {number: minutes for number, minutes in replaced.items() if minutes}

    @property
    def open(self) -> dict[int, str]:
        """The question about each row that needs a decision."""
        return {
            row.number: f"the sheet of the week to {self._week} has {self._has(work)}, and their days do not tell whether these are "
            f"among them: {self._would_be(work, Joining.ADD)} h if added, {self._would_be(work, Joining.REPLACE)} h if they "
            "replace them"
            for work, day, row in self._each_row()
            if self._joined[work].states[day] is RowState.TO_DECIDE
        }

    @property
    def before_minutes(self) -> int:
        """All minutes of the sheet held."""
        return self._held.minutes if self._held else 0

    @property
    def after_minutes(self) -> int:
        """All minutes of the sheet to be put."""
        return self._sum_with({work: joined.after for work, joined in self._joined.items()})

    def sum(self, record: TrainingRecord, after: int) -> WeekSum:
        """What the week adds up to, with both readings where something has to be decided."""
        readings = None
        if self.open:
            added, replaced = (
                self._sum_with({work: self._join(work, joining).after for work in self._given})
                for joining in (Joining.ADD, Joining.REPLACE)
            )
            readings = added, replaced
        first = next(row for _, _, row in self._each_row())
        return WeekSum(
            record.apprentice.key,
            record.apprentice.name,
            self._week,
            first.placement.shop,
            self.before_minutes,
            after,
            readings,
        )

    def protect(self, kept: WeekSheet) -> Merged:
        """Of an approved sheet only what is the same may be in the file; the rest is named with what it would add."""
        refused: dict[int, Problem] = {}
        states: dict[int, RowState] = {}
        for work, day, row in self._each_row():
            state = self._joined[work].states[day]
            if state is RowState.SAME:
                states[row.number] = state
                continue
            refused[row.number] = Problem(
                ProblemKind.ROW_OF_APPROVED_SHEET,
                "week",
                {
                    "week": kept.week,
                    "by": kept.sign_off.by,
                    "had": sum(self._before.get(work, {}).values()),
                    "minutes": row.weeks[self._week],
                    "after": sum(self._joined[work].after.values()) if state is RowState.CHANGED else None,
                    "open": state is RowState.TO_DECIDE,
                },
            )
        return Merged(states=states, refused=refused)

    def lines(self) -> Iterator[WorkLine]:
        """The lines of the sheet: those held in their order, changed where they stand, and the new ones after them."""
        lines: list[WorkLine] = []
        for line in self._held.lines if self._held else ():
            work = self._work(line)
            joined = self._joined.get(work)
            if joined is None or self._stays(work, line.day):
                lines.append(line)
            elif line.day in joined.after and line is self._longest(work, line.day):
                lines.append(self._line(work, line.day, joined.after[line.day], line))
        for work, joined in self._joined.items():
            for day, minutes in joined.after.items():
                before = self._before[work].get(day, 0)
                if (
                    day not in self._rows[work]
                    or not (self._stays(work, day) or not before)
                    or minutes <= before
                ):
                    continue
                gone = joined.states[day] is RowState.CHANGED
                new = self._line(work, day, minutes - before, self._replaced(work) if gone else None)
                _put(lines, new)
        yield from _by_day(lines)

    def _join(self, work: Work, joining: Joining | None) -> Joined:
        return join(self._before.get(work, {}), self._given[work], joining, self._imported.get(work, 0))

    def _each_row(self) -> Iterator[tuple[Work, date | None, Understood]]:
        for work, days in self._rows.items():
            for day, rows in days.items():
                for row in rows:
                    yield work, day, row

    def _work(self, line: WorkLine) -> Work:
        return line.kind, line.area, line.supervision if self._levels else None

    def _stays(self, work: Work, day: date | None) -> bool:
        """Whether the lines held of that work and day stay as they are, also where others are added to them."""
        joined = self._joined[work]
        if day not in joined.after:
            return False
        same = joined.after[day] == self._before[work].get(day, 0)
        return same or joined.states.get(day) is RowState.NEW

    def _longest(self, work: Work, day: date | None) -> WorkLine | None:
        here = (line for line in self._lines_of(work) if line.day == day)
        return max(here, key=lambda line: line.minutes, default=None)

    def _replaced(self, work: Work) -> WorkLine | None:
        """The longest of the lines that go because others take their place."""
        gone = (line for line in self._lines_of(work) if line.day not in self._joined[work].after)
        return max(gone, key=lambda line: line.minutes, default=None)

    def _lines_of(self, work: Work) -> Iterator[WorkLine]:
        return (line for line in (self._held.lines if self._held else ()) if self._work(line) == work)

    def _line(self, work: Work, day: date | None, minutes: int, instead: WorkLine | None) -> WorkLine:
        """A line of the file; where it takes the place of another, with its level and, having none, its note."""
        kind, area, supervision = work
        rows = self._rows[work][day]
        note = "; ".join(dict.fromkeys(row.note for row in rows if row.note))[:_LONGEST_NOTE]
        return WorkLine(
            kind=kind,
            area=area,
            minutes=minutes,
            supervision=supervision or (instead.supervision if instead else Supervision.SUPERVISED),
            estimated=any(len(row.weeks) > 1 for row in rows),
            note=note or (instead.note if instead else ""),
            day=day,
        )

    def _has(self, work: Work) -> str:
        total = sum(self._before.get(work, {}).values())
        return f"{format_hours(total)} h of this work" if total else "none of this work"

    def _would_be(self, work: Work, joining: Joining) -> str:
        return format_hours(sum(self._join(work, joining).after.values()))

    def _sum_with(self, after: Mapping[Work, Days]) -> int:
        whole = {**{work: dict(days) for work, days in self._before.items()}, **after}
        return sum(minutes for days in whole.values() for minutes in days.values())


def _put(lines: list[WorkLine], new: WorkLine) -> None:
    """Add a line, or add its time to one that is like it but for the time."""
    for position, line in enumerate(lines):
        if line.model_copy(update={"minutes": new.minutes}) == new:
            lines[position] = line.model_copy(update={"minutes": line.minutes + new.minutes})
            return
    lines.append(new)


def _by_day(lines: Sequence[WorkLine]) -> Sequence[WorkLine]:
    """The same lines with those of one kind of work in order of day, where any has a day."""
    if all(line.day is None for line in lines):
        return lines
    first: dict[Work, int] = {}
    for position, line in enumerate(lines):
        first.setdefault((line.kind, line.area, line.supervision), position)
    return sorted(
        lines, key=lambda line: (first[line.kind, line.area, line.supervision], line.day or date.max)
    )


def _refuse(rows: Sequence[Understood], problem: Problem) -> Merged:
    return Merged(refused={row.number: problem for row in rows})


def _sign_off(by: str, at: datetime) -> SignOff:
    return SignOff(state=SignOffState.APPROVED, by=by[:_LONGEST_NOTE], at=at)


def _draft(kept: WeekSheet | None) -> SignOff:
    """The sign-off of a sheet that changes: what it was, but a returned one is a draft again."""
    if kept is None or kept.sign_off.state is SignOffState.RETURNED:
        return SignOff()
    return kept.sign_off
