"""From a spreadsheet of hours to a plan of what to write: nothing is written here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from hashlib import sha256
from types import MappingProxyType
from typing import Protocol, TypeVar

from mentor_tui.domain.frame import Frame
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.minutes import HoursError
from mentor_tui.domain.problem import Problem
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.exchange.column_dates import DateColumn, DateOrder
from mentor_tui.exchange.column_hours import HoursColumn, total_minutes
from mentor_tui.exchange.import_plan import ImportPlan, ImportRow, RowState, UnknownName
from mentor_tui.exchange.import_rows import CannotPlaceError, LeftOutError, RowReader, Understood
from mentor_tui.exchange.import_sheets import NOTHING, Approving, Imported, Merged, merge
from mentor_tui.exchange.joining import Joining
from mentor_tui.exchange.mapping import WHEN, Columns, Field, known_headers, map_columns
from mentor_tui.exchange.matching import MOST_GUESSED, Areas, People, fold
from mentor_tui.exchange.newcomers import Newcomers, TakenIn, take_in
from mentor_tui.exchange.reader import Table, TableRow, read_table
from mentor_tui.words.hours import format_hours
from mentor_tui.words.problems import problem_text


class Totals:
    """What the rows above add up to, in minutes: all of them, those since the last total, and those of each person."""

    def __init__(self) -> None:
        self._all = self._since = 0
        self._by_name: dict[str, int] = defaultdict(int)
        self._unreadable = False

    def add(self, name: str, hours: str, column: HoursColumn) -> None:
        """Add a row that is no total."""
        try:
            minutes = column.minutes(hours) if hours else 0
        except HoursError:
            self._unreadable = True
            return
        self._all += minutes
        self._since += minutes
        self._by_name[fold(name)] += minutes

    def check(self, name: str, hours: str) -> str:
        """What is wrong with a total; nothing where it agrees with one of the sums."""
        minutes = total_minutes(hours)
        words = f" {fold(name)} "
        sums = {
            self._all,
            self._since,
            *(part for who, part in self._by_name.items() if who and f" {who} " in words),
        }
        above, self._since = self._since, 0
        if minutes is None or minutes in sums:
            return ""
        unread = " and some that cannot be read" if self._unreadable else ""
        return f"the total says {format_hours(minutes)} h; the rows above add up to {format_hours(above)} h{unread}"


_Item = TypeVar("_Item")
SheetKey = tuple[str, date, str]
"""Apprentice, week and placement."""

_COLUMN_OF = {"week": WHEN, "sign_off": WHEN, "lines": (Field.HOURS,), "placement": (Field.NAME, Field.EMAIL)}
_TELLING = (RowState.TO_DECIDE, RowState.CHANGED, RowState.NEW, RowState.SAME)
"""The state of a row that is on several sheets: the first of these that it has on one of them."""


class Watch(Protocol):
    """Hands on what long work goes through, so that a face can tell how far it is, or stop it by raising."""

    def __call__(self, items: Sequence[_Item], what: str, /) -> Iterable[_Item]:
        """The items one by one; `what` they are stands in the plural."""


def unwatched(items: Sequence[_Item], what: str, /) -> Iterable[_Item]:
    """The items, while nobody looks."""
    del what
    return items


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
    joining: Joining | None = None,
    imported: Mapping[SheetKey, Imported] = MappingProxyType({}),
    approve: bool = False,
    watch: Watch = unwatched,
    newcomers: Newcomers | None = None,
) -> ImportPlan:
    """Work out what a list of hours in CSV or TSV would change. Each row of the file gets a state, and none is skipped.

    A row is placed whole or not at all. How rows become sheets is told at `merge`: hours of another day are added, those of the
    same day take its place, where days do not tell it has to be decided, an approved sheet is never touched, and the same file
    twice changes nothing. New sheets are drafts unless a column says that they were approved, or `approve` does. The vehicle kind is that of the placement unless a column names one. A pay period of
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
        joining: What to do with hours of which their days do not tell whether they are in the logbook already.
        imported: Minutes that this very file has put on each sheet before, without a day.
        approve: Whether every sheet that the file names is approved by `mentor` if its week is over.
        newcomers: What is known of people whom the file brings along; None where nobody is added.
        watch: What the rows and then the sheets go through, so that a face can tell how far they are, or stop.

    Raises:
        MentorError: the file as a whole cannot be read: no text, no rows, no column for the hours, and the like.
    """
    table = read_table(data, name, known_headers)
    columns = map_columns(table.header, name, lambda word: rulebook.find_area(word) is not None)
    dates = _date_column(table, columns, date_order)
    hours = HoursColumn(columns.cell(row, Field.HOURS) for row in table.rows)
    reader = RowReader(columns, dates, hours, People(records, names), Areas(rulebook, areas), house, mentor)
    frame = Frame(rulebook, house, today)
    taken = TakenIn()
    if newcomers is not None:
        looked_through = watch(table.rows, "rows looked through for names")
        taken = take_in(looked_through, reader, newcomers, records, frame)
    reading = _Reading(reader)
    for row in watch(table.rows, "rows"):
        reading.take(row)
    at = now or datetime.combine(today, time(), UTC)
    approving = Approving(at, mentor if approve else "")
    settling = _Settling(reading, frame, approving=approving, joining=joining, imported=imported)
    merged = settling.settle(watch)
    here = {outcome.sheet.apprentice for outcome in merged if outcome.sheet is not None}
    people = tuple(person for person in taken.people if person.key in here)
    return ImportPlan(
        file=name,
        sha256=sha256(data).hexdigest(),
        rows=tuple(reading.rows[number] for number in sorted(reading.rows)),
        people=people,
        sheets=tuple(outcome.sheet for outcome in merged if outcome.sheet is not None),
        weeks=tuple(outcome.sum for outcome in merged if outcome.sum is not None),
        choice=dates.choice,
        unknown_people=_unknown(reading.unknown_people),
        unknown_areas=_unknown(reading.unknown_areas),
        dropped=columns.dropped,
        unused=columns.unused,
        notes=(
            *_notes(table, dates, hours),
            *_guessing(reader),
            *(_how_to_add(reading, columns) if newcomers is None else ()),
            *taken.notes(people),
            *(warning for outcome in merged for warning in outcome.warnings),
        ),
    )


@dataclass(slots=True)
class _Unknown:
    """A name that is not known: whom it probably means, and the numbers of its rows."""

    suggestions: tuple[str, ...]
    rows: list[int] = field(default_factory=list)


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
    unknown_people: dict[str, _Unknown] = field(default_factory=dict)
    unknown_areas: dict[str, _Unknown] = field(default_factory=dict)
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
            problem_text(problem),
            column,
        )

    def place(self, number: int, state: RowState, was: int | None, question: str = "") -> None:
        """Say that a row will be put, in place of `was` minutes, is there already, or waits for the answer to a question."""
        row = self.open[number]
        text = f"{row.text}, in place of {format_hours(was)} h" if was else row.text
        twin = self.twins.get(number)
        doubled = f"the same as row {twin}; both are added up" if twin else ""
        remark = "; ".join(filter(None, (question, row.remark, doubled)))
        column = self.reader.columns.header(Field.APPROVED) if row.remark else ""
        self.rows[number] = ImportRow(
            number, state, row.record.apprentice.key, row.name, text, remark, column
        )

    def _cannot(self, number: int, name: str, error: CannotPlaceError) -> None:
        fields = (Field.NAME, Field.LAST_NAME, Field.EMAIL) if error.field is Field.NAME else (error.field,)
        column = self.reader.columns.header(*(field for field in fields if field)) if error.field else ""
        if error.unknown:
            kept = self.unknown_areas if error.field is Field.AREA else self.unknown_people
            # No error is kept: each would hold on to everything that led to it.
            kept.setdefault(error.unknown, _Unknown(error.guess.keys)).rows.append(number)
        self.rows[number] = ImportRow(
            number, RowState.CANNOT_PLACE, "", name, "", str(error), column, error.guess.question
        )


class _Settling:
    """Merges rows into sheets, each row whole or not at all."""

    def __init__(
        self,
        reading: _Reading,
        frame: Frame,
        *,
        approving: Approving,
        joining: Joining | None,
        imported: Mapping[SheetKey, Imported],
    ) -> None:
        self._reading = reading
        self._frame = frame
        self._approving = approving
        self._joining = joining
        self._imported = imported
        self._by_sheet: dict[SheetKey, dict[int, Understood]] = defaultdict(dict)
        for row in reading.open.values():
            for key in _sheets_of(row):
                self._by_sheet[key][row.number] = row

    def settle(self, watch: Watch) -> Sequence[Merged]:
        """Merge them all; where a row may not be put on one sheet, merge the other sheets it is on again without it."""
        merged: dict[SheetKey, Merged] = {}
        waiting = set(self._by_sheet)
        while waiting:
            for key in watch(tuple(waiting), "sheets"):
                merged[key] = self._merge(key)
            refused = {number: why for key in waiting for number, why in merged[key].refused.items()}
            waiting = set()
            for number, problem in refused.items():
                row = self._reading.open[number]
                self._reading.refuse(number, problem)
                for key in _sheets_of(row):
                    del self._by_sheet[key][number]
                    waiting.add(key)
        self._tell(merged.values())
        return [merged[key] for key in sorted(merged)]

    def _merge(self, key: SheetKey) -> Merged:
        rows = tuple(self._by_sheet[key].values())
        if not rows:
            return Merged()
        return merge(
            rows[0].record,
            key[1],
            rows,
            self._frame,
            approving=self._approving,
            joining=self._joining,
            imported=self._imported.get(key, NOTHING),
        )

    def _tell(self, merged: Iterable[Merged]) -> None:
        states: dict[int, set[RowState]] = defaultdict(set)
        was: dict[int, int] = defaultdict(int)
        questions: dict[int, str] = {}
        for outcome in merged:
            for number, minutes in outcome.was.items():
                was[number] += minutes
            for number, state in outcome.states.items():
                states[number].add(state)
            questions |= outcome.open
        for number, of_row in states.items():
            state = next(state for state in _TELLING if state in of_row)
            self._reading.place(number, state, was.get(number), questions.get(number, ""))


def _sheets_of(row: Understood) -> Iterable[SheetKey]:
    return [(row.record.apprentice.key, week, row.placement.key) for week in row.weeks]


def _date_column(table: Table, columns: Columns, order: DateOrder | None) -> DateColumn:
    # A day that stands beside its week asks for nothing: where it cannot be read, the week is known all the same.
    when = next(field for field in WHEN if field in columns.at)
    fields = [field for field in (when, Field.END) if field in columns.at]
    values = (columns.cell(row, field) for row in table.rows for field in fields)
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


def _how_to_add(reading: _Reading, columns: Columns) -> Iterable[str]:
    """What makes apprentices of the names on no roster, once for all of them."""
    if reading.unknown_people:
        shop = (
            f'that the column "{columns.header(Field.SHOP)}" names'
            if Field.SHOP in columns.at
            else "named with --shop; the file has no column for it"
        )
        yield (
            f"names on no roster: {len(reading.unknown_people):,}; import --add-people adds whoever is like nobody on it, "
            f"at the shop {shop}"
        )


def _guessing(reader: RowReader) -> Iterable[str]:
    if not (reader.people.all_guessed and reader.areas.all_guessed):
        yield f"so many names are not known that only the first {MOST_GUESSED} were compared with those that are"


def _unknown(names: Mapping[str, _Unknown]) -> tuple[UnknownName, ...]:
    return tuple(UnknownName(text, tuple(name.rows), name.suggestions) for text, name in names.items())
