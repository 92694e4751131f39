"""Writing a book anew from the lines that are good, and keeping the one that was there.

What is kept is every line that is good, in the order of its number, with the text that it has; its seal and
link are new. What is not kept is each line that is neither proved by its own seal nor by the link of another:
it gets an empty line in its place, so that no number is given out twice and the history says where something
is missing. The file that was there stays in the history folder, byte by byte.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from mentor_tui.store import disk
from mentor_tui.store.examination import Examination, examine
from mentor_tui.store.faults import BookError, BusyBookError, disk_fault
from mentor_tui.store.generations import (
    BOOK_NAME,
    FRESH_SUFFIX,
    HISTORY_NAME,
    begun,
    fresh_file,
    keep,
    new_identity,
    opening_contents,
    opening_rows,
)
from mentor_tui.store.history import copy_book, read_to_end
from mentor_tui.store.lock import Lock, Mark, held, lock_path, read_mark, write_mark
from mentor_tui.store.proved import Piece, content_in, fields_of
from mentor_tui.store.reading import BEGINNING, Head, Schema, Step, read_on
from mentor_tui.store.records import Draft, Signature
from mentor_tui.store.seals import FORMAT, content_of, sealed, signature_fault
from mentor_tui.store.tables import PATIENCE

_LONGEST_GAP = 1_000_000
"""A mark that is further ahead of its book than this is damaged itself."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a repair did.

    Attributes:
        examination: What the lines were made of.
        kept: Where the file that was there is now; None if there was none.
        number: The last change of the new book.
    """

    examination: Examination
    kept: Path | None
    number: int


def look(folder: Path, steps: Sequence[Step] = ()) -> Examination:
    """Look at every line of the book in a folder, without changing anything.

    Raises:
        NewerBookError: If it was written by a newer program.
        BookError: If it cannot be read.
    """
    book = folder / BOOK_NAME
    return examine(book, read_mark(book), Schema(tuple(steps)))


def look_at_kept(folder: Path, steps: Sequence[Step] = ()) -> Iterator[Examination]:
    """The same for each earlier generation that is kept; they hold history alone."""
    stem, suffix = BOOK_NAME.split(".")
    for path in sorted((folder / HISTORY_NAME).glob(f"{stem}-[0-9][0-9][0-9][0-9][0-9][0-9].{suffix}")):
        yield examine(path, None, Schema(tuple(steps)))


def rebuild(
    folder: Path,
    *,
    at: datetime,
    who: str,
    source: Path | None = None,
    steps: Sequence[Step] = (),
    patience: float = PATIENCE,
) -> Rebuilt:
    """Put a new book with every good line in the place of the one in a folder, which is kept in the history folder.

    Args:
        folder: Where the book is.
        at: Now, with a time zone.
        who: The person who does it.
        source: The file whose lines are taken; the book itself where it is left out.
        steps: As for a store.
        patience: Seconds to wait for another writer.

    Raises:
        NewerBookError: If it was written by a newer program.
        BookError: If no line can be saved, or the new book cannot be written; the old one stands then.
    """
    book, schema = folder / BOOK_NAME, Schema(tuple(steps))
    fresh = book.with_suffix(FRESH_SUFFIX)
    with held(lock_path(book), patience), ExitStack() as files:
        with suppress(FileNotFoundError):
            files.enter_context(Lock(book, patience))
        mark = read_mark(book)
        if source is not None:
            _check_damaged(book, schema)
        examined = examine(source or book, None if source else mark, schema)
        if not examined.number and not examined.snapshot.tables:
            raise BookError(
                f"{examined.path}: no line of it can be saved.",
                hint="Restore a backup: `mentor-tui restore`.",
            )
        history = folder / HISTORY_NAME
        name = f"{book.stem}-damaged-{at:%Y-%m-%d-%H%M%S}"
        kept = disk.free_name(history, name, book.suffix) if book.exists() else None
        try:
            _write(fresh, examined, mark, Signature(at, who, ""))
            position, _ = read_to_end(fresh, schema)
            if kept is not None:
                keep(book, kept)
            fresh.replace(book)
            disk.sync_folder(folder)
            write_mark(book, Mark(position.generation, position.number, position.book))
        except OSError as error:
            raise disk_fault(book, "written anew", error) from error
        finally:
            fresh.unlink(missing_ok=True)
    return Rebuilt(examined, kept, position.number)


def begin_from(source: Path, folder: Path, *, patience: float = PATIENCE) -> Path | None:
    """Make a copy of a book the book of a folder that has none; None, and nothing is done, if it has one by now.

    Args:
        source: The copy; it is sound.
        folder: Where the book will be; made if it is not there.
        patience: Seconds to wait for another writer.

    Raises:
        BookError: If the folder cannot be written.
    """
    book = folder / BOOK_NAME
    try:
        disk.make_folder(folder)
    except OSError as error:
        raise disk_fault(folder, "made", error) from error
    with held(lock_path(book), patience):
        position, _ = read_to_end(source, Schema())
        if book.exists() and book.stat().st_size:
            return None
        try:
            write_mark(book, Mark(position.generation, 0, position.book))
            copy_book(source, book)
            write_mark(book, Mark(position.generation, position.number, position.book))
        except OSError as error:
            raise disk_fault(book, "written", error) from error
    return book


def _check_damaged(book: Path, schema: Schema) -> None:
    """Refuse to replace a book that somebody mended since it was found to be damaged.

    Raises:
        BusyBookError: It can be read.
    """
    try:
        with disk.open_to_read(book) as file:
            read_on(book, file, BEGINNING, Draft({}), read_mark(book), schema)
    except (BookError, OSError):
        return
    raise BusyBookError(
        f"{book} was mended by another program just now.", hint="Nothing was changed. Try again."
    )


def _write(path: Path, examined: Examination, mark: Mark | None, signature: Signature) -> None:
    with disk.open_to_read(examined.path) as source, fresh_file(path) as file:
        position, line = begun(signature, _head(examined, mark))
        file.write(line)
        seal = position.seal
        for content in _contents(source, examined, mark, signature):
            line, seal = sealed(content, seal, position.seed)
            file.write(line)
        file.flush()
        disk.sync(file.fileno())


def _head(examined: Examination, mark: Mark | None) -> Head:
    head = examined.head
    generation = head.generation
    if mark is not None and mark.generation > generation:
        # It is not what the kept generations lead to, so it must not pass for one of them.
        generation = mark.generation + 1
    supplied = list(opening_rows(examined.supplied)) if examined.supplied else examined.opening
    return head._replace(
        format=FORMAT,
        generation=generation,
        opening=len(supplied),
        book=head.book or (mark.book if mark else "") or new_identity(),
    )


def _contents(
    source: BinaryIO, examined: Examination, mark: Mark | None, signature: Signature
) -> Iterator[bytes]:
    """What the lines after the first say."""
    number = examined.head.base
    if examined.supplied is not None:
        rows = list(opening_rows(examined.supplied))
    else:
        rows = [fields_of(source, piece)[6] for piece in examined.opening]
    yield from opening_contents(number, signature, rows)
    for piece in examined.changes:
        yield from (_gap(missing, signature) for missing in range(number + 1, piece.number))
        number = piece.number
        yield _content(source, examined, piece, signature)
    given = max(examined.given, mark.number if mark else 0)
    if given - number <= _LONGEST_GAP:
        yield from (_gap(missing, signature) for missing in range(number + 1, given + 1))


def _content(source: BinaryIO, examined: Examination, piece: Piece, signature: Signature) -> bytes:
    _, number, at, who, why, notes, rows = fields_of(source, piece)[:7]
    if not (cause := signature_fault(at, who, why, notes)):
        return content_in(source, piece, examined.head.format)
    explained = Signature(signature.at, signature.who, f"change {number}, of which {cause}")
    return content_of(number, explained, {}, rows)


def _gap(number: int, signature: Signature) -> bytes:
    explained = Signature(signature.at, signature.who, f"change {number} was damaged and left out")
    return content_of(number, explained, {}, [])
