"""From lines to tables: which lines of a book count, and what is wrong with those that do not.

A line counts if it is whole and its seal fits. A last line that does not is the torn end of a write that was
never confirmed: it is passed over here and cut off by the next write. Anything else that does not fit is
damage, above all a missing or broken line that the mark says was confirmed.
"""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeAlias

from orjson import loads

from mentor_tui.collector import no_collection
from mentor_tui.store.faults import DamagedBookError, NewerBookError
from mentor_tui.store.lock import Mark
from mentor_tui.store.records import Document, Draft
from mentor_tui.store.seals import CHAINED, FORMAT, seal_of

Step: TypeAlias = Callable[[str, Document], Document]
"""Leads a document (of the named table) from one schema to the next; pure, and never changes its argument."""

MUCH = 4 << 20
"""Bytes read at once that are worth keeping from the garbage collector for good: it takes 100 ms for 40 million."""

_FIRST_BYTES = b'["0123456789abcdef'


class Schema(NamedTuple):
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


class Position(NamedTuple):
    """How far a book has been read.

    Attributes:
        book: The identity of the book, which all its generations and copies share; empty in format 1.
        seed: What the seals of its lines start from; `CHAINED` in format 1.
        generation: Counts the rewritings of the book; 0 before the first line.
        schema: The schema its documents are written in.
        base: The number of the last transaction that went into the opening lines.
        opening: How many opening lines follow the first line.
        number: The last transaction read.
        line: The lines read.
        start: Where the last of them starts, in bytes.
        end: Where it ends, with its line end, which an editor may have taken from the last one.
        seal: Its seal.
    """

    book: str = ""
    seed: int = CHAINED
    generation: int = 0
    schema: int = 0
    base: int = 0
    opening: int = 0
    number: int = 0
    line: int = 0
    start: int = 0
    end: int = 0
    seal: int = 0


BEGINNING = Position()


def still_there(file: BinaryIO, position: Position) -> bool:
    """Whether the last line read is where it was. Its seal stands for every line before it."""
    file.seek(position.start)
    return file.read(11) == b'["%08x"' % position.seal and position.line > 0


def read_on(
    path: Path, file: BinaryIO, position: Position, draft: Draft, mark: Mark | None, schema: Schema
) -> Position:
    """Play every line after a position on a draft.

    Args:
        path: The file's name, for messages.
        file: The book, open for reading.
        position: Where to go on; `BEGINNING` for all of it.
        draft: What the operations are played on.
        mark: What was confirmed, read before the file was opened; None if that is not known.
        schema: What documents are led to.

    Raises:
        DamagedBookError: Names file, line and cause.
        NewerBookError: If the format or the schema is newer than this program.
    """
    file.seek(position.end)
    if not position.line:
        position = first_position(path, file, mark, schema)
    if position.line:
        with no_collection():
            begun = position.end
            position = _lines(path, file, position, draft, mark, schema)
            if position.end - begun > MUCH:
                gc.freeze()
    check_end(path, position, mark)
    return position


def first_position(path: Path, file: BinaryIO, mark: Mark | None, schema: Schema) -> Position:
    """Read the first line; `BEGINNING` where it is the torn end of a write that was never confirmed.

    Raises:
        DamagedBookError: It is not the beginning of a book.
        NewerBookError: If the format or the schema is newer than this program.
    """
    raw = file.readline()
    whole = raw if raw[-1:] == b"\n" else raw + b"\n"
    seal = seal_of(whole, 0, CHAINED)
    if seal is None:
        if may_begin(raw, mark):
            return BEGINNING
        windows = seal_of(raw[:-2] + b"\n", 0, CHAINED) is not None and raw[-2:] == b"\r\n"
        raise DamagedBookError(path, 1, unfit(raw) if windows else "this is not the beginning of a logbook")
    head = head_in(path, whole, schema)
    if head is None:
        raise DamagedBookError(path, 1, "this is not the beginning of a logbook")
    return head.position(len(whole), seal, CHAINED if head.format == 1 else seal)


class Head(NamedTuple):
    """What the first line of a generation says.

    Attributes:
        format: The layout of its lines.
        schema: The schema its documents are written in.
        generation: Counts the rewritings of the book.
        base: The last transaction that went into the opening lines.
        opening: How many opening lines follow.
        follows: The seal of the last line of the generation before; 0 if there was none.
        book: The identity of the book; empty in format 1.
    """

    format: int = FORMAT
    schema: int = 1
    generation: int = 1
    base: int = 0
    opening: int = 0
    follows: int = 0
    book: str = ""

    def position(self, end: int, seal: int, seed: int) -> "Position":
        """The position after this first line.

        Args:
            end: Length of the line in bytes.
            seal: Its own seal.
            seed: What the seals of the lines after it begin with.
        """
        return Position(
            book=self.book,
            seed=seed,
            generation=self.generation,
            schema=self.schema,
            base=self.base,
            opening=self.opening,
            number=self.base,
            line=1,
            end=end,
            seal=seal,
        )


def head_in(path: Path, raw: bytes, schema: Schema) -> Head | None:
    """What a first line says; None if it is none.

    Raises:
        NewerBookError: If the format or the schema is newer than this program.
    """
    try:
        _, base, _, _, _, notes, _ = loads(raw)
        versions = notes["format"], notes["schema"]
        if not all(type(version) is int and version > 0 for version in versions):
            return None
        for name, version, supported in zip(
            ("format", "schema"), versions, (FORMAT, schema.version), strict=True
        ):
            if version > supported:
                raise NewerBookError(
                    f"{path} was written by a newer version of this program ({name} {version}; this one knows "
                    f"{supported}).",
                    hint="Update the program. Nothing was changed.",
                )
        amounts = notes["generation"], base, notes["opening"]
        follows, book = int(notes["follows"], 16), notes.get("book", "")
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    sound = all(type(amount) is int for amount in amounts) and min(amounts[0] - 1, *amounts[1:]) >= 0
    return Head(*versions, *amounts, follows, book) if sound and isinstance(book, str) else None


def _lines(
    path: Path, file: BinaryIO, position: Position, draft: Draft, mark: Mark | None, schema: Schema
) -> Position:
    line, number, start, end, seal = (
        position.line,
        position.number,
        position.start,
        position.end,
        position.seal,
    )
    first, seed = position.opening + 1, position.seed
    older = position.schema != schema.version
    play = draft.play
    for raw in file:
        sealed = seal_of(raw, seal, seed)
        if sealed is None and raw[-1:] != b"\n":
            # An editor may have taken the last line end away: what the line says is whole all the same.
            raw += b"\n"  # noqa: PLW2901 - it is the same line
            sealed = seal_of(raw, seal, seed)
            if sealed is None:
                break
        if sealed is None:
            if file.read(1) or _confirmed(mark, position) > number:
                raise DamagedBookError(path, line + 1, unfit(raw))
            break
        try:
            fields = loads(raw)
            if fields[1] != number + (line >= first):
                raise DamagedBookError(path, line + 1, f"number {fields[1]} follows number {number}")
            play(schema.rows_from(position.schema, fields[6]) if older else fields[6], fields[1])
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise DamagedBookError(path, line + 1, f"it is sealed, but cannot be read ({error})") from error
        number = fields[1]
        line += 1
        start, end, seal = end, end + len(raw), sealed
    return position._replace(number=number, line=line, start=start, end=end, seal=seal)


def unfit(raw: bytes) -> str:
    """What is wrong with a line that does not fit its seal."""
    if raw[-2:] == b"\r\n":
        return "its line end was changed to that of Windows (CR LF)"
    return "its checksum does not fit what it says"


def _confirmed(mark: Mark | None, position: Position) -> float:
    """The last transaction known to be confirmed; all of them if nothing is known, as in a copy of the file alone."""
    mark = mark and mark.of(position.book)
    # A mark of an earlier generation is never ahead of what this one opens with.
    return float("inf") if mark is None else mark.number


def check_end(path: Path, position: Position, mark: Mark | None) -> None:
    """Compare where a book ends with what was confirmed.

    Raises:
        DamagedBookError: If confirmed lines are missing.
    """
    if position.line and position.line < position.opening + 1:
        raise DamagedBookError(
            path,
            position.line + 1,
            f"{position.opening + 1 - position.line} of its opening lines are missing",
        )
    mark = mark and (mark.of(position.book) if position.line else mark)
    if mark is None or not mark.number or position.generation > mark.generation:
        return
    if position.generation < mark.generation or position.number < mark.number:
        raise DamagedBookError(
            path,
            position.line + 1,
            f"the book ends after change {position.number}, but change {mark.number} had been written",
            hint="Nothing was changed. Run 'mentor-tui doctor' to see what can be saved ('--repair' goes on from what is "
            "there), or 'mentor-tui restore' to go back to a backup.",
        )


def may_begin(raw: bytes, mark: Mark | None) -> bool:
    """Whether a first line that is not whole is the torn end of a write that was never confirmed."""
    never_confirmed = mark is not None and mark.number == 0
    return never_confirmed or (raw[-1:] != b"\n" and _may_begin_a_book(raw))


def _may_begin_a_book(raw: bytes) -> bool:
    """Whether these bytes may be what is left of a torn first line, rather than somebody's other file."""
    return (
        b'["'.startswith(raw[:2])
        and all(byte in _FIRST_BYTES for byte in raw[2:10])
        and b'",0,"'.startswith(raw[10:15])
    )
