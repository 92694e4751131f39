"""From lines to tables: which lines of a book count, and what is wrong with those that do not.

A line counts if it is whole and its seal fits. A last line that does not is the torn end of a write that was never
confirmed: it is passed over here and cut off by the next write. Anything else that does not fit is damage, above all
a missing or broken line that the mark says was confirmed.
"""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import orjson

from mentor_tui.collector import no_collection
from mentor_tui.store.faults import DamagedBookError, NewerBookError
from mentor_tui.store.lock import Mark
from mentor_tui.store.records import Document, Draft
from mentor_tui.store.seals import seal_of

FORMAT = 1
"""The layout of lines. The first line keeps its layout for ever, so that any version can read the format from it."""

Step: TypeAlias = Callable[[str, Document], Document]
"""Leads a document (of the named table) from one schema to the next; pure, and never changes its argument."""

MUCH = 4 << 20
"""Bytes read at once that are worth keeping from the garbage collector for good: it takes 100 ms for 40 million."""

_FIRST_BYTES = b'["0123456789abcdef'


@dataclass(frozen=True, slots=True)
class Schema:
    """The shape of documents that the program knows, and how older shapes lead to it.

    Attributes:
        steps: The step at index 0 leads from schema 1 to 2, and so on.
    """

    steps: tuple[Step, ...] = ()

    @property
    def version(self) -> int:
        """The schema that the steps lead to."""
        return len(self.steps) + 1

    def rows_from(self, written: int, rows: list[list[Any]]) -> list[list[Any]]:
        """Operations that were written under an older schema, in the present one."""
        if written == self.version:
            return rows
        return [
            [
                table,
                key,
                *(
                    None if document is None else self._led(written, table, document)
                    for document in documents
                ),
            ]
            for table, key, *documents in rows
        ]

    def _led(self, written: int, table: str, document: Document) -> Document:
        for step in self.steps[written - 1 :]:
            document = step(table, document)
        return document


@dataclass(frozen=True, slots=True)
class Place:
    """How far a book has been read.

    Attributes:
        generation: Counts the rewritings of the book; 0 before the first line.
        schema: The schema its documents are written in.
        base: The number of the last transaction that went into the opening lines.
        opening: How many opening lines follow the first line.
        number: The last transaction read.
        line: The lines read.
        start: Where the last of them starts, in bytes.
        end: Where it ends.
        seal: Its seal.
    """

    generation: int = 0
    schema: int = 0
    base: int = 0
    opening: int = 0
    number: int = 0
    line: int = 0
    start: int = 0
    end: int = 0
    seal: int = 0


BEGINNING = Place()


def still_there(file: BinaryIO, place: Place) -> bool:
    """Whether the last line read is where it was. Its seal stands for every line before it."""
    file.seek(place.start)
    return file.read(11) == b'["%08x"' % place.seal and place.line > 0


def read_on(
    path: Path, file: BinaryIO, place: Place, draft: Draft, mark: Mark | None, schema: Schema
) -> Place:
    """Play every line after a place on a draft.

    Args:
        path: The file's name, for messages.
        file: The book, open for reading.
        place: Where to go on; `BEGINNING` for all of it.
        draft: What the operations are played on.
        mark: What was confirmed, read before the file was opened; None if that is not known.
        schema: What documents are led to.

    Raises:
        DamagedBookError: Names file, line and cause.
        NewerBookError: If the format or the schema is newer than this program.
    """
    file.seek(place.end)
    if not place.line:
        place = first_place(path, file, mark, schema)
    if place.line:
        with no_collection():
            begun = place.end
            place = _lines(path, file, place, draft, mark, schema)
            if place.end - begun > MUCH:
                gc.freeze()
    check_end(path, place, mark)
    return place


def first_place(path: Path, file: BinaryIO, mark: Mark | None, schema: Schema) -> Place:
    """Read the first line; `BEGINNING` where it is the torn end of a write that was never confirmed.

    Raises:
        DamagedBookError: It is not the beginning of a book.
        NewerBookError: If the format or the schema is newer than this program.
    """
    raw = file.readline()
    seal = seal_of(raw, 0)
    if seal is None:
        never_confirmed = mark is not None and mark.number == 0
        if never_confirmed or (raw[-1:] != b"\n" and _may_begin_a_book(raw)):
            return BEGINNING
        raise DamagedBookError(path, 1, "this is not the beginning of a logbook")
    try:
        _, number, _, _, _, notes, _ = orjson.loads(raw)
        layout, version = notes["format"], notes["schema"]
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedBookError(path, 1, "this is not the beginning of a logbook") from error
    for name, found, known in (("format", layout, FORMAT), ("schema", version, schema.version)):
        if found > known:
            raise NewerBookError(
                f"{path} was written by a newer version of this program ({name} {found}; this one knows {known}).",
                hint="Update the program. Nothing was changed.",
            )
    return Place(
        generation=notes["generation"],
        schema=version,
        base=number,
        opening=notes["opening"],
        number=number,
        line=1,
        end=len(raw),
        seal=seal,
    )


def _lines(
    path: Path, file: BinaryIO, place: Place, draft: Draft, mark: Mark | None, schema: Schema
) -> Place:
    line, number, start, end, seal = place.line, place.number, place.start, place.end, place.seal
    first = place.opening + 1
    older = place.schema != schema.version
    play, loads = draft.play, orjson.loads
    for raw in file:
        found = seal_of(raw, seal)
        if found is None:
            if raw[-1:] == b"\n" and (file.read(1) or _confirmed(mark, place) > number):
                raise DamagedBookError(path, line + 1, "its checksum does not fit what it says")
            break
        try:
            fields = loads(raw)
            if fields[1] != number + (line >= first):
                raise DamagedBookError(path, line + 1, f"number {fields[1]} follows number {number}")
            play(schema.rows_from(place.schema, fields[6]) if older else fields[6])
        except (ValueError, LookupError, TypeError) as error:
            raise DamagedBookError(path, line + 1, f"it is sealed, but cannot be read ({error})") from error
        number = fields[1]
        line += 1
        start, end, seal = end, end + len(raw), found
    return Place(place.generation, place.schema, place.base, place.opening, number, line, start, end, seal)


def _confirmed(mark: Mark | None, place: Place) -> float:
    """The last transaction known to be confirmed; all of them if nothing is known, as in a copy of the file alone."""
    if mark is None:
        return float("inf")
    return mark.number if mark.generation == place.generation else place.base


def check_end(path: Path, place: Place, mark: Mark | None) -> None:
    """Compare where a book ends with what was confirmed.

    Raises:
        DamagedBookError: If confirmed lines are missing.
    """
    if place.line and place.line < place.opening + 1:
        raise DamagedBookError(
            path, place.line + 1, f"{place.opening + 1 - place.line} of its opening lines are missing"
        )
    if mark is None or not mark.number or place.generation > mark.generation:
        return
    if place.generation < mark.generation or place.number < mark.number:
        raise DamagedBookError(
            path,
            place.line + 1,
            f"the book ends after change {place.number}, but change {mark.number} had been written",
            hint=f"Nothing was changed. If you put back an older copy on purpose, delete {path.name}.lock and open it "
            "again. Otherwise run 'mentor-tui restore' to go back to a backup.",
        )


def _may_begin_a_book(raw: bytes) -> bool:
    """Whether these bytes may be what is left of a torn first line, rather than somebody's other file."""
    return (
        b'["'.startswith(raw[:2])
        and all(byte in _FIRST_BYTES for byte in raw[2:10])
        and b'",0,"'.startswith(raw[10:15])
    )
