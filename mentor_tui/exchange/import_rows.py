"""One row of a list of hours: what it says, or why it cannot be understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from mentor_tui.domain.apprentice import Placement
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.minutes import HoursError
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.vocabulary import Supervision, VehicleKind
from mentor_tui.domain.weeks import first_day, week_of
from mentor_tui.domain.workplace import WorkArea, plain_words
from mentor_tui.exchange.column_dates import DateColumn, spread, weeks_of_period
from mentor_tui.exchange.column_hours import HoursColumn
from mentor_tui.exchange.mapping import (
    ABSENT,
    APPROVED,
    CLASSROOM,
    HANDS_ON,
    NOT_APPROVED,
    TOTAL,
    WHEN,
    Columns,
    Field,
)
from mentor_tui.exchange.matching import Areas, Guess, People, find_kind, find_supervision, fold, orders
from mentor_tui.exchange.reader import TableRow
from mentor_tui.words.hours import format_hours
from mentor_tui.words.problems import problem_text

_DAY_MINUTES = 24 * 60
_THURSDAY = 3
_SHOWN = 60


class CannotPlaceError(Exception):
    """Why a row cannot be placed.

    Attributes:
        field: The field that is wrong; None for the whole row.
        guess: What was probably meant.
        unknown: The name of a person or an area that is not known; empty where that is not the reason.
    """

    def __init__(
        self, problem: str, field: Field | None, guess: Guess | None = None, unknown: str = ""
    ) -> None:
        super().__init__(problem)
        self.field = field
        self.guess = guess or Guess((), ())
        self.unknown = unknown


class LeftOutError(Exception):
    """Why a row is no work, and left out."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a row says.

    Attributes:
        weeks: Minutes of each week it falls into.
        day: The day it is about; None where the file tells the week alone.
        supervision: None where the file has no column for it.
        approved: Whether the row says that it has been approved.
        by: Who approved it.
        note: What goes to the note of the line.
        remark: What the mentor should look at all the same.
    """

    number: int
    name: str
    record: TrainingRecord
    placement: Placement
    weeks: Mapping[date, int]
    day: date | None
    kind: VehicleKind
    area: WorkArea
    supervision: Supervision | None
    approved: bool
    by: str
    note: str
    remark: str

    @property
    def text(self) -> str:
        """All of it in words."""
        weeks = " + ".join(
            f"{format_hours(minutes)} h {f'on {self.day}' if self.day else f'in the week to {week}'}"
            for week, minutes in self.weeks.items()
        )
        split = " (split by working days, estimated)" if len(self.weeks) > 1 else ""
        said = (self.supervision, "approved" if self.approved else None)
        what = f"{self.record.apprentice.name}: {self.area.title} ({self.kind}), {weeks}{split}"
        return ", ".join(filter(None, (what, *said)))


@dataclass(frozen=True, slots=True)
class WorkSeen:
    """What a row says of its work alone, whoever is meant and whether or not the rest of it can be read.

    Attributes:
        week: The last day of its first week.
        minutes: All its hours, in minutes.
        kind: The kind of vehicle; None where the row names none.
    """

    week: date
    minutes: int
    kind: VehicleKind | None


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads rows by what is known about their columns.

    Attributes:
        mentor: Who signs where neither the row nor the placement names somebody.
        not_added: Why somebody who is on no roster was not added to it, by name in plain words.
    """

    columns: Columns
    dates: DateColumn
    hours: HoursColumn
    people: People
    areas: Areas
    house: HouseRules
    mentor: str
    not_added: dict[str, str] = field(default_factory=dict)

    def name(self, row: TableRow) -> str:
        """The name of the person as the file has it."""
        whole = self.columns.cell(row, Field.NAME)
        parts = [self.columns.cell(row, field) for field in (Field.FIRST_NAME, Field.LAST_NAME)]
        return whole or " ".join(filter(None, parts)) or self.columns.cell(row, Field.EMAIL)

    def is_known(self, row: TableRow) -> bool:
        """Whether somebody on the roster is called as the row says."""
        return any(self.people.keys(text) for text in (self.name(row), self._cell(row, Field.EMAIL)) if text)

    def work_seen(self, row: TableRow) -> WorkSeen | None:
        """The week, the hours and the vehicle of a row; None where it has no hours, or they cannot be read."""
        try:
            self._check_shape(row)
            self._check_type(row)
            minutes = self._minutes(row)
            week = min(self._weeks(row, max(minutes, _DAY_MINUTES))[0])
        except (CannotPlaceError, LeftOutError):
            return None
        return WorkSeen(week, minutes, find_kind(self._cell(row, Field.KIND)))

    def is_total(self, row: TableRow) -> bool:
        """Whether a row adds up others. One that names somebody, a time and a work area is work, whatever its first cell says."""
        first, name, area = next(filter(None, row.cells), ""), self.name(row), self._cell(row, Field.AREA)
        if TOTAL.search(plain_words(name)) or TOTAL.search(plain_words(area)):
            return True
        when = next(field for field in WHEN if field in self.columns.at)
        whole = name and area and self._cell(row, when)
        return not whole and TOTAL.search(plain_words(first)) is not None

    def read(self, row: TableRow) -> Understood:
        """What the row says.

        Raises:
            CannotPlaceError: something in it is wrong or not known.
            LeftOutError: it is no work.
        """
        self._check_shape(row)
        self._check_type(row)
        minutes = self._minutes(row)
        record = self._person(row)
        weeks, day = self._weeks(row, minutes)
        placement = _place(record, min(weeks), day, self._cell(row, Field.SHOP))
        kind = find_kind(self._cell(row, Field.KIND)) or placement.kind
        approved, by, unclear = self._approval(row, placement)
        return Understood(
            number=row.number,
            name=self.name(row),
            record=record,
            placement=placement,
            weeks=weeks,
            day=day,
            kind=kind,
            area=self._area(row, kind),
            supervision=self._supervision(row),
            approved=approved,
            by=by,
            note=self._note(row, placement),
            remark=unclear,
        )

    def _cell(self, row: TableRow, field: Field) -> str:
        return self.columns.cell(row, field)

    def _check_shape(self, row: TableRow) -> None:
        if row.too_long:
            raise CannotPlaceError("a line of more than 100,000 characters, which was not read", None)
        width = len(self.columns.headers)
        if any(row.cells[width:]):
            raise CannotPlaceError(
                f"{len(row.cells)} cells where the header has {width}; put quotes around a cell that holds the delimiter",
                None,
            )

    def _check_type(self, row: TableRow) -> None:
        said = self._cell(row, Field.TYPE)
        words = plain_words(said)
        if words in ABSENT:
            raise LeftOutError(_absent(said))
        if words in CLASSROOM:
            raise LeftOutError(f"{said} is not hands-on work; enter schooling as a training credit")
        if words not in HANDS_ON:
            raise CannotPlaceError(
                f"{_short(said)} is neither hands-on work (OJT) nor schooling (classroom)", Field.TYPE
            )

    def _minutes(self, row: TableRow) -> int:
        text = self._cell(row, Field.HOURS)
        if not text:
            raise CannotPlaceError("the hours are missing", Field.HOURS)
        try:
            minutes = self.hours.minutes(_short(text))
        except HoursError as error:
            raise CannotPlaceError(problem_text(error.problem), Field.HOURS) from None
        if not minutes:
            raise LeftOutError("no hours")
        if Field.DATE in self.columns.at and minutes > _DAY_MINUTES:
            raise CannotPlaceError(f"{format_hours(minutes)} h on one day; a day has 24", Field.HOURS)
        return minutes

    def _person(self, row: TableRow) -> TrainingRecord:
        asked = [self.name(row), self._cell(row, Field.EMAIL)]
        for text in filter(None, asked):
            if record := self.people.find(text):
                return record
        text = asked[0]
        if not text:
            raise CannotPlaceError("the name is missing", Field.NAME)
        same = sorted(self.people.keys(text))
        if same:
            raise CannotPlaceError(
                f"{_short(text)} may be any of {', '.join(same)}", Field.NAME, unknown=text
            )
        why = next((why for words in orders(text) if (why := self.not_added.get(words))), "")
        problem = f"{_short(text)} is not on the roster" + (f", and {why}" if why else "")
        raise CannotPlaceError(problem, Field.NAME, self.people.guess(text), unknown=text)

    def _weeks(self, row: TableRow, minutes: int) -> tuple[dict[date, int], date | None]:
        """Minutes by week, and the day where the row is about one."""
        field = next(field for field in WHEN if field in self.columns.at)
        text = self._cell(row, field)
        try:
            first, last = self._period(row, field, text)
            weeks = spread(minutes, weeks_of_period(first, last, self.house.week_ends))
        except ValueError as error:
            raise CannotPlaceError(str(error), field) from None
        if field in {Field.DATE, Field.START} and first == last:
            return weeks, first
        return weeks, self._day_of(row, weeks) if field is not Field.DATE else None

    def _day_of(self, row: TableRow, weeks: Mapping[date, int]) -> date | None:
        """The day in a column beside that of the week; None where it says none, or one of another week."""
        try:
            day = self.dates.day(self._cell(row, Field.DATE))
        except ValueError:
            return None
        return day if len(weeks) == 1 and week_of(day, self.house.week_ends) in weeks else None

    def _period(self, row: TableRow, field: Field, text: str) -> tuple[date, date]:
        if field is Field.START:
            first, last = self.dates.day(text), self.dates.day(self._cell(row, Field.END))
            if last < first:
                raise ValueError(f"{first} to {last} ends before it starts")
            return first, last
        first, last = self.dates.period(text)
        if field is Field.DATE or first < last:
            return first, last
        if field is Field.WEEK_STARTING:
            return first, first + timedelta(days=6)
        if field is Field.WEEK and first.weekday() <= _THURSDAY and first.weekday() != self.house.week_ends:
            monday = first - timedelta(days=first.weekday())
            return monday, monday + timedelta(days=6)
        return first_day(last), last

    def _area(self, row: TableRow, kind: VehicleKind) -> WorkArea:
        text = self._cell(row, Field.AREA)
        if not text:
            raise CannotPlaceError("the work area is missing", Field.AREA)
        area = self.areas.find(text, kind)
        if area is None and plain_words(text) in ABSENT:
            raise LeftOutError(_absent(text))
        if area is None:
            guess = self.areas.guess(text, kind)
            raise CannotPlaceError(
                f"{_short(text)} is no work area of the rule book", Field.AREA, guess, unknown=text
            )
        return area

    def _supervision(self, row: TableRow) -> Supervision | None:
        if Field.SUPERVISION not in self.columns.at:
            return None
        text = self._cell(row, Field.SUPERVISION)
        level = find_supervision(text) if text else Supervision.SUPERVISED
        if level is None:
            levels = ", ".join(level.value for level in Supervision)
            raise CannotPlaceError(
                f"{_short(text)} is no level of supervision; there are {levels}", Field.SUPERVISION
            )
        return level

    def _approval(self, row: TableRow, placement: Placement) -> tuple[bool, str, str]:
        named = self._cell(row, Field.APPROVED_BY)
        said = self._cell(row, Field.APPROVED)
        words = plain_words(said)
        by = named or self._cell(row, Field.SUPERVISOR) or placement.supervisor or self.mentor
        approved = words in APPROVED if Field.APPROVED in self.columns.at else bool(named)
        if words not in APPROVED | NOT_APPROVED:
            return False, by, f'"{_short(said)}" does not say whether it was approved; taken as a draft'
        if approved and not by:
            return False, by, "approved, but not by whom; taken as a draft"
        return approved, by, ""

    def _note(self, row: TableRow, placement: Placement) -> str:
        """The note, and what else is worth keeping."""
        vehicle, supervisor = self._cell(row, Field.KIND), self._cell(row, Field.SUPERVISOR)
        parts = [self._cell(row, Field.NOTES)]
        if vehicle and find_kind(vehicle) is None:
            parts.append(f"vehicle: {vehicle}")
        if supervisor and fold(supervisor) != fold(placement.supervisor):
            parts.append(f"supervisor: {supervisor}")
        return "; ".join(filter(None, parts))


def _place(record: TrainingRecord, week: date, day: date | None, shop: str) -> Placement:
    """The placement of a week, by the day or the shop where there are several; else the nearest, whose dates are then checked."""
    apprentice = record.apprentice
    placements = [placement for placement in apprentice.placements if not placement.voided]
    if not placements:
        raise CannotPlaceError(f"{apprentice.name} has no placement; add one first", Field.NAME)
    here = [placement for placement in placements if placement.covers(first_day(week), week)]
    named = [placement for placement in here if shop and fold(shop) == fold(placement.shop)]
    of_day = [placement for placement in here if day and placement.covers(day, day)]
    before = [placement for placement in placements if placement.starts <= week]
    return max(named or of_day or here or before or placements, key=lambda placement: placement.starts)


def _absent(said: str) -> str:
    return f"{said} is no work; enter it as the absence of that week"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
