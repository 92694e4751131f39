"""What an import would do, row by row, before any of it is done."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.weeksheet import WeekSheet
from mentor_tui.exchange.column_dates import DateChoice
from mentor_tui.words.hours import format_hours

_SHOWN = 8


class RowState(StrEnum):
    """What becomes of a row of the file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    TO_DECIDE = "to decide"
    CANNOT_PLACE = "cannot place"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of the file.

    Attributes:
        number: Its number as a spreadsheet shows it, from 1.
        state: `new` adds a line to a sheet, `changed` replaces one or approves the sheet, `same` is in the logbook already,
            `to decide` meets hours of the same work of which nothing tells whether they are these, `cannot place` needs a correction, `left out` is no work: a total, schooling, no hours.
        apprentice: Key of the apprentice; empty where none was found.
        name: The name as the file has it.
        understood: What was read, in words; of a row left out, why.
        problem: Why it is not placed, or what to look at all the same; empty where all is well.
        column: The column that the problem is about, as the file calls it; empty where it is the whole row.
        suggestion: What was probably meant; empty where there is no guess.
    """

    number: int
    state: RowState
    apprentice: str
    name: str
    understood: str
    problem: str = ""
    column: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name in the file that is on no roster, or stands for no area.

    Attributes:
        text: The name as the file has it.
        rows: Numbers of the rows that have it.
        suggestions: Keys of what is probably meant, the most similar first.
    """

    text: str
    rows: tuple[int, ...]
    suggestions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeekSum:
    """What one week of one apprentice at one shop adds up to, in minutes.

    Attributes:
        apprentice: Key of the apprentice.
        name: The apprentice's name.
        week: The last day of the week.
        shop: Where it was worked.
        before: What the logbook has now.
        after: What it has once the plan is carried out.
        readings: What it would have if the rows that are to decide were added, and if they replaced what is there; None where
            nothing is to decide.
    """

    apprentice: str
    name: str
    week: date
    shop: str
    before: int
    after: int
    readings: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """All of it: `Ana Ruiz, week to 2026-10-02 at Granite Diesel: 24 h now, then 40`."""
        return f"{self.name}, week to {self.week} at {self.shop}: {format_hours(self.before)} h now, then {self.then}"

    @property
    def then(self) -> str:
        """What it will have, in hours: `40`, or `40 if added, 16 if replaced`."""
        if self.readings is None:
            return format_hours(self.after)
        added, replaced = map(format_hours, self.readings)
        return f"{added} if added, {replaced} if replaced"


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do.

    Attributes:
        file: The name of the file.
        sha256: Mark of its content, which the change carries.
        rows: Every row below the header that is not empty, in the order of the file.
        people: Apprentices to be added to the roster, since the file brings hours of theirs.
        sheets: The whole sheets to be put, of which the logbook may hold an earlier state; approved sheets are never among them.
        weeks: What each week adds up to that changes or is to decide, once each, in order of apprentice and week.
        choice: A choice that has to be made before the dates can be read; None where there is none.
        unknown_people: Names that are not on the roster.
        unknown_areas: Names that are no work area of the rule book.
        dropped: Columns of private matters, which were not read.
        unused: Columns that were not understood or not needed.
        notes: What was found out about the file, and how it was read.
    """

    file: str
    sha256: str
    rows: tuple[ImportRow, ...]
    people: tuple[Apprentice, ...]
    sheets: tuple[WeekSheet, ...]
    weeks: tuple[WeekSum, ...]
    choice: DateChoice | None
    unknown_people: tuple[UnknownName, ...]
    unknown_areas: tuple[UnknownName, ...]
    dropped: tuple[str, ...]
    unused: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def counts(self) -> Mapping[RowState, int]:
        """How many rows there are of each state, those with none included."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in RowState}

    @property
    def undecided(self) -> int:
        """How many weeks have rows of which it has to be said whether they are added or replace what is there."""
        return sum(1 for week in self.weeks if week.readings is not None)

    @property
    def problems(self) -> tuple[ImportRow, ...]:
        """The rows with something to look at."""
        return tuple(row for row in self.rows if row.problem)

    def receipt(self) -> tuple[str, ...]:
        """What the mentor is told, line by line: the counts, what was not read, and how the file was read."""
        counted = ", ".join(
            f"{number:,} {state}"
            for state, number in self.counts.items()
            if number or state is not RowState.TO_DECIDE
        )
        lines = [f"{self.file}: {len(self.rows):,} rows: {counted}", self.sheets_to_write]
        if self.people:
            shown = ", ".join(
                f"{person.name} (from {person.start}, {person.placements[-1].shop})"
                for person in self.people[:_SHOWN]
            )
            more = f" and {len(self.people) - _SHOWN:,} more" if len(self.people) > _SHOWN else ""
            lines.append(f"apprentices to add: {len(self.people):,}: {shown}{more}")
        if self.dropped:
            lines.append(f"not read, since it is private: {', '.join(self.dropped)}")
        if self.unused:
            lines.append(f"columns not used: {', '.join(self.unused)}")
        return (*lines, *self.notes)

    @property
    def sheets_to_write(self) -> str:
        """How many sheets are written, and that a draft does not count yet."""
        drafts = sum(1 for sheet in self.sheets if not sheet.approved)
        said = f"sheets to write: {len(self.sheets):,}"
        if not drafts:
            return f"{said}, approved" if self.sheets else said
        what = "drafts; they count once approved" if drafts > 1 else "a draft; it counts once approved"
        return f"{said}, {what}" if drafts == len(self.sheets) else f"{said}, {drafts:,} of them {what}"
