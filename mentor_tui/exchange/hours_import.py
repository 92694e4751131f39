"""From a spreadsheet of hours to a plan of what to write: nothing is written here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from hashlib import sha256

from mentor_tui.domain.checks import Problem
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.minutes import format_hours
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.exchange.column_dates import DateColumn, DateOrder
from mentor_tui.exchange.column_hours import HoursColumn
from mentor_tui.exchange.import_plan import ImportPlan, ImportRow, RowState, UnknownName
from mentor_tui.exchange.import_rows import CannotPlaceError, LeftOutError, RowReader, Understood
from mentor_tui.exchange.import_sheets import Merged, merge
from mentor_tui.exchange.import_totals import Totals
from mentor_tui.exchange.mapping import WHEN, Columns, Field, known_headers, map_columns
from mentor_tui.exchange.matching import Areas, People
from mentor_tui.exchange.reader import Table, TableRow, read_table

_SheetKey = tuple[str, date, str]
_COLUMN_OF = {"week": WHEN, "sign_off": WHEN, "lines": (Field.HOURS,), "placement": (Field.NAME, Field.EMAIL)}


def plan_import(
    data: bytes,
    name: str,
    records: Mapping[str, TrainingRecord],
    rulebook: Rulebook,
    house: HouseRules,
    today: date,
    *,
    date_order: DateOrder | None = None,
    names: Mapping[str, str] | None = None,
    areas: Mapping[str, str] | None = None,
    mentor: str = "",
    now: datetime | None = None,
) -> ImportPlan:
    """Work out what a list of hours in CSV or TSV would change. Each row of the file gets a state, and none is skipped.

    A row is placed whole or not at all. How rows become sheets is told at `merge`: the file's hours replace those of the same
    line of a draft, an approved sheet is never touched, and the same file twice changes nothing. New sheets are drafts unless a
    column says that they were approved. The vehicle kind is that of the placement unless a column names one. A pay period of
    more than a week is split by its working days and marked as estimated.

    Args:
        data: The bytes of the file.
        name: The file as the messages and the plan name it.
        records: The records of all apprentices, by key.
        rulebook: Where the work areas come from.
        house: Says on which day weeks end.
        today: The day of the import; later weeks are refused.
        date_order: How to read 03/04/2026; None where the column itself has to tell.
        names: Keys of apprentices by names of the file that the mentor has chosen for them.
        areas: Keys of work areas by names of the file that the mentor has chosen for them.
        mentor: Who signs for rows that are approved, where the file does not say by whom.
        now: When they are signed for; the start of `today` where None.

    Raises:
        MentorError: the file as a whole cannot be read: no text, no rows, no column for the hours, and the like.
    """
    table = read_table(data, name, known_headers)
    columns = map_columns(table.header, name, lambda word: rulebook.find_area(word) is not None)
    dates = _date_column(table, columns, date_order)
    hours = HoursColumn(columns.cell(row, Field.HOURS) for row in table.rows)
    reader = RowReader(columns, dates, hours, People(records, names), Areas(rulebook, areas), house, mentor)
    reading = _Reading(reader)
    for row in table.rows:
        reading.take(row)
    at = now or datetime.combine(today, time(), UTC)
    merged = _settle(reading, rulebook, house, today, at)
    return ImportPlan(
        file=name,
        sha256=sha256(data).hexdigest(),
        rows=tuple(reading.rows[number] for number in sorted(reading.rows)),
        sheets=tuple(one.sheet for one in merged if one.sheet is not None),
        choice=dates.choice,
        unknown_people=_unknown(reading.unknown_people),
        unknown_areas=_unknown(reading.unknown_areas),
        dropped=columns.dropped,
        unused=columns.unused,
        notes=(*_notes(table, dates, hours), *(warning for one in merged for warning in one.warnings)),
    )


@dataclass
class _Reading:
    """The rows as far as they have been read.

    Attributes:
        rows: What became of each row, by its number; of those still to be placed nothing yet.
        open: The rows to be placed.
    """

    reader: RowReader
    rows: dict[int, ImportRow] = field(default_factory=dict)
    open: dict[int, Understood] = field(default_factory=dict)
    unknown_people: dict[str, list[tuple[int, CannotPlaceError]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    unknown_areas: dict[str, list[tuple[int, CannotPlaceError]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    totals: Totals = field(default_factory=Totals)
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)
    twins: dict[int, int] = field(default_factory=dict)

    def take(self, row: TableRow) -> None:
        """Read one row and note what became of it."""
        name, hours = self.reader.name(row), self.reader.columns.cell(row, Field.HOURS)
        if self.reader.is_total(row):
            problem = self.totals.check(name, hours)
            column = self.reader.columns.header(Field.HOURS) if problem else ""
            self.rows[row.number] = ImportRow(
                row.number, RowState.LEFT_OUT, "", name, "a total", problem, column
            )
            return
        self.totals.add(name, hours, self.reader.hours)
        if (first := self.seen.setdefault(row.cells, row.number)) != row.number:
            self.twins[row.number] = first
        try:
            self.open[row.number] = self.reader.read(row)
        except LeftOutError as error:
            self.rows[row.number] = ImportRow(row.number, RowState.LEFT_OUT, "", name, str(error))
        except CannotPlaceError as error:
            self._cannot(row.number, name, error)

    def refuse(self, number: int, problem: Problem) -> None:
        """Say that a row which was understood may not be put."""
        row = self.open.pop(number)
        column = self.reader.columns.header(*_COLUMN_OF.get(problem.field.partition(".")[0], (Field.AREA,)))
        self.rows[number] = ImportRow(
            number,
            RowState.CANNOT_PLACE,
            row.record.apprentice.key,
            row.name,
            row.text,
            problem.message,
            column,
        )

    def place(self, number: int, state: RowState, was: int | None) -> None:
        """Say that a row will be put, in place of `was` minutes, or is there already."""
        row = self.open[number]
        text = f"{row.text}, in place of {format_hours(was)} h" if was else row.text
        twin = self.twins.get(number)
        doubled = f"the same as row {twin}; both are added up" if twin else ""
        remark = "; ".join(filter(None, (row.remark, doubled)))
        column = self.reader.columns.header(Field.APPROVED) if row.remark else ""
        self.rows[number] = ImportRow(
            number, state, row.record.apprentice.key, row.name, text, remark, column
        )

    def _cannot(self, number: int, name: str, error: CannotPlaceError) -> None:
        fields = (Field.NAME, Field.LAST_NAME, Field.EMAIL) if error.field is Field.NAME else (error.field,)
        column = self.reader.columns.header(*(one for one in fields if one)) if error.field else ""
        if error.unknown:
            kept = self.unknown_areas if error.field is Field.AREA else self.unknown_people
            kept[error.unknown].append((number, error))
        self.rows[number] = ImportRow(
            number, RowState.CANNOT_PLACE, "", name, "", str(error), column, error.guess.question
        )


def _settle(
    reading: _Reading, rulebook: Rulebook, house: HouseRules, today: date, at: datetime
) -> Sequence[Merged]:
    """Merge the rows into sheets; where one may not be put, merge again without it, since a row is placed whole or not at all."""
    while True:
        by_sheet: dict[_SheetKey, list[Understood]] = defaultdict(list)
        for row in reading.open.values():
            for week in row.weeks:
                by_sheet[row.record.apprentice.key, week, row.placement.key].append(row)
        merged = [
            merge(rows[0].record, week, rows, rulebook, house, today, at=at)
            for (_, week, _), rows in sorted(by_sheet.items())
        ]
        refused = {number: problem for one in merged for number, problem in one.refused.items()}
        if not refused:
            break
        for number, problem in refused.items():
            reading.refuse(number, problem)
    states: dict[int, set[RowState]] = defaultdict(set)
    was: dict[int, int] = defaultdict(int)
    for one in merged:
        for number, minutes in one.was.items():
            was[number] += minutes
        for number, state in one.states.items():
            states[number].add(state)
    for number, found in states.items():
        state = next(one for one in (RowState.CHANGED, RowState.NEW, RowState.SAME) if one in found)
        reading.place(number, state, was.get(number))
    return merged


def _date_column(table: Table, columns: Columns, order: DateOrder | None) -> DateColumn:
    fields = [one for one in (*WHEN, Field.END) if one in columns.at]
    values = (columns.cell(row, one) for row in table.rows for one in fields)
    return DateColumn(columns.header(*fields), values, order)


def _notes(table: Table, dates: DateColumn, hours: HoursColumn) -> Iterable[str]:
    yield from table.notes
    if dates.order:
        yield f"dates read as {'month/day/year' if dates.order == 'mdy' else 'day/month/year'}"
    if dates.mixed:
        yield "some dates have the month first and some the day; those that could be either are not placed"
    if dates.choice:
        first = dates.choice
        yield (
            f'column "{first.column}": {first.examples[0]} may be {first.mdy[0]} or {first.dmy[0]}; '
            "choose month/day/year or day/month/year"
        )
    if hours.of_days:
        yield "hours read as parts of a day, as a spreadsheet stores times: 0.3125 is 7:30"


def _unknown(found: Mapping[str, Sequence[tuple[int, CannotPlaceError]]]) -> tuple[UnknownName, ...]:
    return tuple(
        UnknownName(text, tuple(number for number, _ in rows), rows[0][1].guess.keys)
        for text, rows in found.items()
    )
