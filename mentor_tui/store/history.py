"""Past transactions, read from the book and its kept generations when somebody asks for them; and copies of a book.

Any prefix of a book is a book, so a copy taken at any moment is a good one.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import orjson

from mentor_tui.store import disk
from mentor_tui.store.faults import BookError, DamagedBookError, disk_fault
from mentor_tui.store.generations import FRESH_SUFFIX, kept_path
from mentor_tui.store.reading import BEGINNING, Head, Position, Schema, Step, head_in, read_on
from mentor_tui.store.records import Draft, Snapshot, Transaction
from mentor_tui.store.seals import CHAINED, NUMBERED, seal_of, stored_seal, transaction_in

_BLOCK = 1 << 16


class History(NamedTuple):
    """The transactions up to a position in a book.

    A generation that is no longer kept ends it: what came before is then not known.
    """

    path: Path
    position: Position
    schema: Schema

    def newest_first(self, *, containing: bytes = b"") -> Iterator[Transaction]:
        """The transactions from the last to the first, each read when it is asked for.

        Args:
            containing: Pass over lines without these bytes, which is fast since they need not be read as
                JSON.

        Raises:
            DamagedBookError: If a line is not what was written.
        """
        end, generation, seal = self.position.end, self.position.generation, self.position.seal
        while generation:
            opened = self._opened(generation)
            if opened is None:
                return
            with opened as file:
                head, seed = first_in(file, self.schema)
                for start, fields in _newest_first(file, end, seal, seed, containing):
                    try:
                        if fields[1] <= head.base:
                            break
                        fields[6] = self.schema.rows_from(head.schema, fields[6])
                        transaction = transaction_in(fields)
                    except (ValueError, LookupError, TypeError, AttributeError) as error:
                        raise _damage(file, start, f"it is sealed, but cannot be read ({error})") from error
                    yield transaction
            end, generation, seal = -1, generation - 1, head.follows

    def last_change(self, table: str, key: str) -> Transaction | None:
        """The transaction that last changed a document, None if it is not known."""
        operation = orjson.dumps([table, key])[:-1] + b","
        return next(self.newest_first(containing=operation), None)

    def past(self, now: Snapshot, number: int) -> Snapshot:
        """Everything as it stood after an earlier transaction.

        Args:
            now: The state at the end of this history.
            number: The transaction; 0 for the empty book.

        Raises:
            BookError: If the generations that reach back so far are no longer kept.
        """
        draft, reached = Draft(now.tables), now.number
        for transaction in self.newest_first():
            if transaction.number <= number:
                break
            if transaction.number > now.number:
                continue
            reached = transaction.number - 1
            draft.play([[each.table, each.key, each.after, None] for each in transaction.inverse()], reached)
        if reached > number:
            raise BookError(
                f"What stood in {self.path} after change {number} is no longer known: its history starts after "
                f"change {reached}."
            )
        return Snapshot(number, draft.tables())

    def _opened(self, generation: int) -> BinaryIO | None:
        """The file of a generation, wherever it is by now."""
        for path in (self.path, kept_path(self.path, generation)):
            try:
                file = disk.open_to_read(path)
            except FileNotFoundError:
                continue
            except OSError as error:
                raise disk_fault(path, "read", error) from error
            if path != self.path or first_in(file, self.schema)[0].generation == generation:
                return file
            file.close()
        return None


def first_in(file: BinaryIO, schema: Schema) -> tuple[Head, int]:
    """What the first line of a generation says, and what the seals of the others start from."""
    file.seek(0)
    path, raw = Path(file.name), file.readline()
    seal = seal_of(raw if raw[-1:] == b"\n" else raw + b"\n", 0, CHAINED)
    head = None if seal is None else head_in(path, raw, schema)
    if head is None or seal is None:
        file.close()
        raise DamagedBookError(path, 1, "this is not the beginning of a logbook")
    return head, CHAINED if head.format == 1 else seal


def _newest_first(
    file: BinaryIO, end: int, seal: int, seed: int, containing: bytes
) -> Iterator[tuple[int, list[Any]]]:
    try:
        for start, line in _backwards(file, end, seal, seed):
            if containing in line:
                try:
                    yield start, orjson.loads(line)
                except ValueError as error:
                    raise _damage(file, start) from error
    except OSError as error:
        raise disk_fault(Path(file.name), "read", error) from error


def _backwards(file: BinaryIO, end: int, seal: int, seed: int) -> Iterator[tuple[int, bytes]]:
    """The lines before `end` but for the first, last first, each checked against its seal.

    Args:
        file: The file.
        end: Where to start; -1 for its end.
        seal: The seal of the last line.
        seed: The seal of the first line, or `CHAINED`.
    """
    later: tuple[int, bytes] | None = None
    for start, line in lines_backwards(file, file.seek(0, 2) if end < 0 else end):
        if line[-1:] != b"\n":
            # An editor may have taken the last line end away.
            line += b"\n"  # noqa: PLW2901 - it is the same line
        stored = stored_seal(line)
        if later is None:
            if stored != seal:
                raise _damage(file, start)
        else:
            if seal_of(later[1], stored, seed) is None:
                raise _damage(file, later[0])
            yield later
        later = start, line


def lines_backwards(file: BinaryIO, end: int) -> Iterator[tuple[int, bytes]]:
    """The lines before an offset, last first, each with its own; nothing is checked."""
    rest: list[bytes] = []
    position = end
    while position:
        size = min(_BLOCK, position)
        position -= size
        file.seek(position)
        block = file.read(size)
        stop = len(block)
        # A line ends at a newline: the one that ends the block belongs to the line in it.
        while (cut := block.rfind(b"\n", 0, stop)) >= 0:
            piece = block[cut + 1 : stop]
            if piece or rest:
                rest.append(piece)
                yield position + cut + 1, b"".join(reversed(rest))
            rest = [b"\n"]
            stop = cut
        rest.append(block[:stop])
    if any(rest):
        yield 0, b"".join(reversed(rest))


def _damage(
    file: BinaryIO, start: int, cause: str = "its checksum does not fit what it says"
) -> DamagedBookError:
    file.seek(0)
    line = file.read(start).count(b"\n") + 1
    return DamagedBookError(Path(file.name), line, cause)


def copy_book(book: Path, target: Path) -> None:
    """Copy a book; the copy is on the disk when this returns, and takes its name only then.

    Raises:
        BookError: If the book cannot be read or the copy not be written; there is no new file then.
    """
    fresh = target.with_name(f"{target.name}.{os.getpid()}{FRESH_SUFFIX}")
    try:
        disk.copy_private(book, fresh)
        fresh.replace(target)
        # Not every disk that backups are put on knows how to sync a folder.
        with suppress(OSError):
            disk.sync_folder(target.parent)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        unwritten = error.filename in {str(fresh), str(target)} or error.filename2 is not None
        raise (
            disk_fault(target, "written", error) if unwritten else disk_fault(book, "read", error)
        ) from error


class Extent(NamedTuple):
    """What a copy of a book holds: the identity of the book, empty in format 1, and its last change."""

    book: str
    number: int


def extent(path: Path) -> Extent | None:
    """What a copy holds, by its first and last line; None where that cannot be read. It need not be sound between them."""
    try:
        with disk.open_to_read(path) as file:
            head, _ = first_in(file, Schema())
            for _, line in lines_backwards(file, file.seek(0, os.SEEK_END)):
                if shape := NUMBERED.match(line):
                    return Extent(head.book, int(shape[1]))
    except (BookError, OSError):
        pass
    return None


def read_copy(path: Path, steps: Sequence[Step] = ()) -> Snapshot:
    """Everything in a copy of a book, under whatever name.

    Args:
        path: The file.
        steps: As for a store.

    Raises:
        DamagedBookError: If it is damaged or no book at all; names file, line and cause.
        NewerBookError: If it was written by a newer program.
        BookError: If it cannot be read.
    """
    return read_to_end(path, Schema(tuple(steps)))[1]


def read_to_end(path: Path, schema: Schema) -> tuple[Position, Snapshot]:
    """The end of a copy of a book, and everything in it; the errors are those of `read_copy`."""
    draft = Draft({})
    try:
        with disk.open_to_read(path) as file:
            position = read_on(path, file, BEGINNING, draft, None, schema)
    except OSError as error:
        raise disk_fault(path, "read", error) from error
    if not position.line:
        raise BookError(f"{path} is empty or was never finished.", hint="Choose another file.")
    return position, Snapshot(position.number, draft.tables())
