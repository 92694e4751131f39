"""A week sheet while it is being typed: what is proposed, what is understood, and what would be kept."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Self

from mentor_tui.domain.apprentice import Placement
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.minutes import HoursError, parse_minutes
from mentor_tui.domain.model import Model
from mentor_tui.domain.problem import Problem, ProblemKind
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import Absence, Supervision, VehicleKind
from mentor_tui.domain.weeks import MINUTES_OF_A_WEEK, first_day
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine
from mentor_tui.domain.workplace import WorkArea, plain_words
from mentor_tui.words.hours import format_hours

_DAY = 24 * 60


class TypedLine(Model):
    """One line of the sheet.

    Attributes:
        text: The hours as they were typed.
        proposed: Minutes of the sheet before, shown in grey; no data until they are accepted.
        day: The day on which the work was done; None where only the week is known.
    """

    kind: VehicleKind
    area: str
    text: str = ""
    proposed: int = 0
    supervision: Supervision = Supervision.SUPERVISED
    estimated: bool = False
    note: str = ""
    day: date | None = None

    @property
    def minutes(self) -> int:
        """What is understood; none where nothing or nonsense is typed."""
        try:
            return parse_minutes(self.text)
        except HoursError:
            return 0

    @property
    def problem(self) -> Problem | None:
        """What is wrong with the hours."""
        try:
            parse_minutes(self.text.strip() or "0")
        except HoursError as error:
            return error.problem
        return None

    @property
    def understood(self) -> str:
        """What was typed, as it would be kept: `7h30 → 7.5 h`."""
        text = self.text.strip()
        if not text or self.problem:
            return ""
        if not self.minutes:
            return "no time: left out"
        hours = format_hours(self.minutes)
        return f"{hours} h" if text == hours else f"{text} → {hours} h"

    def changed(self, **fields: Any) -> Self:  # noqa: ANN401 - any field
        """The same with other values."""
        return self.model_copy(update=fields)


class TypedWeek(Model):
    """One apprentice, one week, one placement, as far as it is typed.

    Attributes:
        placement: Key of the placement; empty where the week has none.
    """

    apprentice: str
    week: date
    placement: str
    lines: tuple[TypedLine, ...] = ()
    absence: Absence | None = None
    note: str = ""

    @property
    def minutes(self) -> int:
        """All that is understood."""
        return sum(line.minutes for line in self.lines)

    @property
    def proposed(self) -> int:
        """Minutes that are proposed and neither accepted nor typed over."""
        return sum(line.proposed for line in self.lines if not line.text.strip())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the hours, by line."""
        wrong = tuple(
            line.problem._replace(field=f"lines.{position}")
            for position, line in enumerate(self.lines)
            if line.problem
        )
        if not wrong and self.minutes > MINUTES_OF_A_WEEK:
            return (Problem(ProblemKind.WEEK_OVERFULL, "lines", {"minutes": self.minutes}),)
        return wrong

    def changed(self, **fields: Any) -> Self:  # noqa: ANN401 - any field
        """The same with other values."""
        return self.model_copy(update=fields)

    def with_line(self, position: int, line: TypedLine) -> Self:
        """The same with another line at `position`; at the end where there is none."""
        lines = list(self.lines)
        lines[position : position + 1] = [line]
        return self.changed(lines=tuple(lines))

    def accepted(self) -> Self:
        """The same with every proposal taken as typed."""
        return self.changed(lines=tuple(accepted(line) for line in self.lines))

    def kept_lines(self) -> Iterator[tuple[int, TypedLine]]:
        """The lines that hold time, each with its position here."""
        return ((position, line) for position, line in enumerate(self.lines) if line.minutes)

    def sheet(self, sign_off: SignOff) -> WeekSheet:
        """The week sheet that this would be; lines without time are left out.

        Raises:
            ValidationError: a note is too long, or the placement or an area is empty.
        """
        lines = tuple(
            WorkLine(
                kind=line.kind,
                area=line.area,
                minutes=line.minutes,
                supervision=line.supervision,
                estimated=line.estimated,
                note=line.note,
                day=line.day,
            )
            for _, line in self.kept_lines()
        )
        return WeekSheet(
            apprentice=self.apprentice,
            week=self.week,
            placement=self.placement,
            lines=lines,
            absence=self.absence,
            sign_off=sign_off,
            note=self.note,
        )


def accepted(line: TypedLine) -> TypedLine:
    """The line with its proposal as if it had been typed."""
    if line.text.strip() or not line.proposed:
        return line
    return line.changed(text=as_hours(line.proposed))


def as_hours(minutes: int) -> str:
    """Minutes as a person would type them: `6.5`, `7:20`, and `24h01` where 24:01 would be no time of a day."""
    text = format_hours(minutes)
    return text.replace(":", "h") if minutes > _DAY else text


def placements_in(record: TrainingRecord, week: date) -> tuple[Placement, ...]:
    """The placements with a day in the week, the one most likely meant first."""
    here = [
        placement
        for placement in record.apprentice.placements
        if not placement.voided and placement.covers(first_day(week), week)
    ]
    with_sheet = {sheet.placement for sheet in record.sheets_of(week)}
    return tuple(
        sorted(here, key=lambda placement: (placement.key in with_sheet, placement.starts), reverse=True)
    )


def typed_week(
    record: TrainingRecord, week: date, placement: Placement | None, rulebook: Rulebook
) -> TypedWeek:
    """The week as it is written down, or as it is proposed where it is not.

    Proposed are the lines of the last sheet before; where there is none, the areas of the placement's kind of vehicle.
    """
    key = record.apprentice.key
    if placement is None:
        return TypedWeek(apprentice=key, week=week, placement="")
    sheet = sheet_held(record, week, placement.key)
    if sheet is not None:
        lines = tuple(_as_typed(line) for line in sheet.lines)
        return TypedWeek(
            apprentice=key,
            week=week,
            placement=placement.key,
            lines=lines,
            absence=sheet.absence,
            note=sheet.note,
        )
    before = [
        sheet
        for sheet in record.sheets
        if sheet.week < week and sheet.placement == placement.key and sheet.lines and not sheet.voided
    ]
    last = max(before, key=lambda sheet: sheet.week, default=None)
    if last is not None:
        lines = tuple(_as_proposed(last.lines))
    else:
        areas = [area for area in rulebook.areas if placement.kind in area.kinds]
        lines = tuple(TypedLine(kind=placement.kind, area=area.key) for area in areas)
    return TypedWeek(apprentice=key, week=week, placement=placement.key, lines=lines)


def sheet_held(record: TrainingRecord, week: date, placement: str) -> WeekSheet | None:
    """The sheet written down for that week and placement."""
    sheet = record.sheet(week, placement)
    return None if sheet is None or sheet.voided else sheet


def full_time_week(house: HouseRules, rulebook: Rulebook) -> int:
    """Minutes of a week beyond which no more time counts.

    Source: rule `clock`.
    """
    return house.year_minutes // rulebook.clock.weeks_per_year


def areas_called(text: str, kind: VehicleKind, rulebook: Rulebook) -> tuple[WorkArea, ...]:
    """The work areas that what is being typed may mean, the likeliest first.

    Those proposed for `kind` come before others, whole words before beginnings, and beginnings before parts.
    """
    wanted = plain_words(text)
    ranked: list[tuple[bool, int, WorkArea]] = []
    for area in rulebook.areas:
        ranks = [_likeness(wanted, word) for word in area.words]
        best = min((rank for rank in ranks if rank is not None), default=None)
        if wanted and best is not None:
            ranked.append((kind not in area.kinds, best, area))
    return tuple(area for *_, area in sorted(ranked, key=lambda area_rank: area_rank[:2]))


def _likeness(wanted: str, word: str) -> int | None:
    if word == wanted:
        return 0
    if word.startswith(wanted):
        return 1
    if f" {wanted}" in f" {word}":
        return 2
    return 3 if wanted in word else None


def _as_typed(line: WorkLine) -> TypedLine:
    return TypedLine(text=as_hours(line.minutes), **line.model_dump(exclude={"minutes"}))


def _as_proposed(lines: Iterable[WorkLine]) -> Iterator[TypedLine]:
    """The lines without their notes; those that were written down day by day are proposed for the week as a whole."""
    by_day: dict[tuple[VehicleKind, str, Supervision, bool], int] = {}
    for line in lines:
        if line.day is not None:
            work = line.kind, line.area, line.supervision, line.estimated
            by_day[work] = by_day.get(work, 0) + line.minutes
    for line in lines:
        minutes = line.minutes
        if line.day is not None:
            minutes = by_day.pop((line.kind, line.area, line.supervision, line.estimated), 0)
        if minutes:
            yield TypedLine(proposed=minutes, **line.model_dump(exclude={"minutes", "note", "day"}))
