"""Which column of a spreadsheet holds what, by the names that people give to columns; and what words in a cell say of a row."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mentor_tui.domain.workplace import plain_words
from mentor_tui.errors import MentorError
from mentor_tui.exchange.reader import TableRow

TOTAL = re.compile(r"^(grand |sub ?)?totals?\b|^sum( of hours)?$")
"""A row that adds up others."""

CLASSROOM = frozenset(
    (
        "classroom",
        "class",
        "school",
        "training",
        "theory",
        "rti",
        "rsi",
        "course",
        "related instruction",
        "related training",
        "related technical instruction",
    )
)
"""Types that are schooling."""

ABSENT = frozenset(
    ("vacation", "holiday", "sick", "sick leave", "leave", "pto", "time off", "absent", "absence")
)
"""Types and areas that are no work at all."""

HANDS_ON = frozenset(
    (
        "ojt",
        "ojl",
        "on the job",
        "on the job training",
        "on the job learning",
        "hands on",
        "work",
        "shop",
        "reg",
        "regular",
        "ot",
        "overtime",
        "worked",
        "",
    )
)
"""Types that are work; no type says the same."""

APPROVED = frozenset(("yes", "y", "true", "x", "1", "approved", "signed", "signed off", "ok"))
"""What says that a row was approved."""

NOT_APPROVED = frozenset(
    (
        "",
        "no",
        "n",
        "false",
        "0",
        "pending",
        "draft",
        "open",
        "submitted",
        "not approved",
        "returned",
        "rejected",
    )
)
"""What says that it was not."""


class Field(StrEnum):
    """What a column can hold; the value is how a message calls it."""

    NAME = "name"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    EMAIL = "e-mail"
    WEEK_ENDING = "week ending"
    WEEK_STARTING = "week starting"
    WEEK = "week"
    START = "start date"
    END = "end date"
    DATE = "date"
    AREA = "work area"
    HOURS = "hours"
    KIND = "vehicle kind"
    SUPERVISION = "supervision"
    SUPERVISOR = "supervisor"
    NOTES = "notes"
    APPROVED = "approved"
    APPROVED_BY = "approved by"
    TYPE = "type"
    SHOP = "shop"


ALIASES: Mapping[Field, tuple[str, ...]] = {
    Field.NAME: (
        "apprentice",
        "apprentice name",
        "name",
        "full name",
        "employee",
        "employee name",
        "technician",
        "tech",
        "trainee",
        "student",
        "learner",
        "mechanic",
    ),
    Field.FIRST_NAME: ("first name", "first", "given name"),
    Field.LAST_NAME: ("last name", "last", "surname", "family name"),
    Field.EMAIL: ("apprentice email", "email", "e mail", "employee email", "email address"),
    Field.WEEK_ENDING: (
        "week ending",
        "week ending date",
        "week ended",
        "week end",
        "week ends",
        "wk ending",
        "wk end",
        "w e",
        "we",
        "period ending",
    ),
    Field.WEEK_STARTING: (
        "week starting",
        "week beginning",
        "week commencing",
        "week start",
        "week of",
        "w c",
        "w b",
        "wc",
        "wb",
    ),
    Field.WEEK: ("week", "wk", "pay period", "period"),
    Field.START: ("start date", "start", "from", "pay period start", "period start", "begin date", "begin"),
    Field.END: ("end date", "end", "to", "thru", "through", "pay period end", "period end"),
    Field.DATE: ("date", "work date", "date worked", "entry date", "day"),
    Field.AREA: (
        "work area",
        "area",
        "system",
        "category",
        "competency",
        "course competency",
        "work process",
        "job code",
        "course",
        "ase area",
        "process",
        "task",
        "job",
        "work performed",
    ),
    Field.HOURS: (
        "hours",
        "hrs",
        "hours worked",
        "hrs worked",
        "ojt hours",
        "total hours",
        "qty",
        "quantity",
        "duration",
        "time",
        "units",
    ),
    Field.KIND: ("vehicle kind", "vehicle type", "kind", "vehicle", "veh type", "veh", "unit type"),
    Field.SUPERVISION: ("supervision", "supervision level", "level"),
    Field.SUPERVISOR: ("supervisor", "supervised by", "journeyman", "journeyworker", "mentor", "trainer"),
    Field.NOTES: (
        "notes",
        "note",
        "comments",
        "comment",
        "remarks",
        "description",
        "details",
        "work done",
    ),
    Field.APPROVED: ("approved", "approval", "approval status", "signed", "signed off", "sign off", "status"),
    Field.APPROVED_BY: ("approved by", "signed by", "signed off by"),
    Field.TYPE: ("type", "hours type", "hour type", "entry type", "pay type"),
    Field.SHOP: ("shop", "employer", "company", "garage", "site", "location"),
}
"""The names of each column in small letters, those first that say it best. `W/E` is `w e` here."""

_PRIVATE = re.compile(
    r"\b(ssn|social security|dob|date of birth|birth ?date|birthday|ethnic\w*|race|hispanic\w*|gender|sex|disab\w*|veteran\w*"
    r"|religion|marital\w*)\b"
)
_IN_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")
_WHO = (Field.NAME, Field.LAST_NAME, Field.EMAIL)
WHEN = (Field.WEEK_ENDING, Field.START, Field.WEEK_STARTING, Field.DATE, Field.WEEK)
"""The fields that say when, those first that say it best; a table keeps one of them, and the end date beside the start date."""
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the fields are.

    Attributes:
        at: Position of each field that was found, from 0.
        headers: The names of all columns as they stand in the file.
        dropped: Columns of private matters, which are never read.
        unused: Columns that were not understood or not needed.
    """

    at: Mapping[Field, int]
    headers: tuple[str, ...]
    dropped: tuple[str, ...]
    unused: tuple[str, ...]

    def cell(self, row: TableRow, field: Field) -> str:
        """What a row holds for a field; nothing where it has no such cell."""
        index = self.at.get(field)
        return row.cells[index] if index is not None and index < len(row.cells) else ""

    def header(self, *fields: Field) -> str:
        """The name in the file of the first of the fields that is there; else what the field is called here."""
        return next((self.headers[self.at[field]] for field in fields if field in self.at), fields[0].value)


def known_headers(cells: Sequence[str]) -> int:
    """How many of the cells are names of columns that this program knows."""
    return len({field for cell in cells if (field := _field(cell)) is not None})


def map_columns(header: TableRow, name: str, is_area: Callable[[str], bool]) -> Columns:
    """Find the columns of a list of hours by their names.

    Args:
        header: The row with the names.
        name: The file as the messages name it.
        is_area: Whether a name is that of a work area, which tells a table with a column for each area from a list.

    Raises:
        MentorError: a column that is needed is missing; the message names the columns found, the hint the names that will do.
    """
    at: dict[Field, int] = {}
    dropped: list[str] = []
    for index, cell in enumerate(header.cells):
        if _PRIVATE.search(plain_words(cell)):
            dropped.append(cell)
            continue
        field = _field(cell)
        if field and (field not in at or _rank(field, cell) < _rank(field, header.cells[at[field]])):
            at[field] = index
    _drop_doubles(at)
    _refuse_missing(at, header, name, is_area)
    used = set(at.values())
    unused = [
        cell for index, cell in enumerate(header.cells) if cell and index not in used and cell not in dropped
    ]
    return Columns(at, header.cells, tuple(dropped), tuple(unused))


def _field(cell: str) -> Field | None:
    for words in _words(cell):
        for field, aliases in ALIASES.items():
            if words in aliases:
                return field
    return None


def _words(cell: str) -> tuple[str, str]:
    return plain_words(cell), plain_words(_IN_BRACKETS.sub(" ", cell))


def _rank(field: Field, cell: str) -> int:
    return min(ALIASES[field].index(words) for words in _words(cell) if words in ALIASES[field])


def _drop_doubles(at: dict[Field, int]) -> None:
    """Of several ways to say when, keep the one that says most."""
    if Field.END not in at:
        at.pop(Field.START, None)
    elif Field.START not in at:
        at.setdefault(Field.WEEK_ENDING, at.pop(Field.END))
    when = next((field for field in WHEN if field in at), None)
    for field in WHEN:
        # A day beside its week is worth keeping: it tells rows of one week apart.
        if field not in {when, Field.DATE}:
            at.pop(field, None)
    if when is not Field.START:
        at.pop(Field.END, None)


def _refuse_missing(
    at: Mapping[Field, int], header: TableRow, name: str, is_area: Callable[[str], bool]
) -> None:
    needed = (
        (_WHO, "the apprentice"),
        (WHEN, "the week"),
        ((Field.AREA,), "the work area"),
        ((Field.HOURS,), "the hours"),
    )
    missing = [(fields[0], title) for fields, title in needed if not any(field in at for field in fields)]
    if not missing:
        return
    headers = ", ".join(cell[:40] for cell in header.cells if cell)
    hints = [
        f"A column for {title} may be called {', '.join(word.capitalize() for word in ALIASES[field][:_SHOWN])}."
        for field, title in missing
    ]
    if Field.AREA not in at and sum(map(is_area, header.cells)) > 1:
        hints = [
            "It has one column for each work area; make one row for each area, with columns Area and Hours."
        ]
    raise MentorError(
        f"{name}, row {header.number}: no column for {' and '.join(title for _, title in missing)}; found {headers[:400]}",
        hint=" ".join(hints),
    )
