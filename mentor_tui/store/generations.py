"""The beginning of a book, and its rewriting into a new generation.

A generation starts with one line of notes (`format`, `schema`, `generation`, `opening`, `follows`, `book`),
goes on with `opening` lines that hold the state it opens with, and then grows by one line a transaction. All
opening lines carry the number of the last transaction that went into them, so that numbers go on across
generations, and which one of how many each of them is. `book` is the identity of the book: a random text that
all its generations and copies share.

A book of format 1 becomes one of the present format by the first write: its new generation is of that format,
and what it was goes to the history folder like any other generation.

Rewriting is the only time a book is not appended to. The new generation is written beside the old one and
synced, the old one gets a second name in the history folder, and then one rename puts the new one in its
place. A crash before the rename leaves the old generation, a crash after it the new one.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from mentor_tui.store import disk
from mentor_tui.store.lock import lock_path
from mentor_tui.store.reading import Head, Position
from mentor_tui.store.records import Signature, Snapshot
from mentor_tui.store.seals import CHAINED, FORMAT, content_of, first_sealed, sealed

BOOK_NAME = "book.jsonl"
HISTORY_NAME = "history"
FRESH_SUFFIX = ".new"
"""Of a file that is being written; a killed run leaves it behind."""

_ASIDE = "unconfirmed"
_DOCUMENTS_A_LINE = 256
_IDENTITY_BYTES = 8
_BLOCK = 1 << 16


def new_identity() -> str:
    """The identity of a new book."""
    return os.urandom(_IDENTITY_BYTES).hex()


def begun(signature: Signature, head: Head) -> tuple[Position, bytes]:
    """The first line of a generation, and the position after it."""
    notes = {
        "format": FORMAT,
        "schema": head.schema,
        "generation": head.generation,
        "opening": head.opening,
        "follows": f"{head.follows:08x}",
        "book": head.book,
    }
    line, seal = first_sealed(content_of(head.base, signature, notes, []))
    return head.position(len(line), seal, seal), line


def kept_path(book: Path, generation: int) -> Path:
    """Where an earlier generation of a book is kept."""
    return book.parent / HISTORY_NAME / f"{book.stem}-{generation:06d}{book.suffix}"


def outdated(position: Position, schema: int) -> bool:
    """Whether a book has to be rewritten before this program may write to it."""
    return bool(position.line) and (position.seed == CHAINED or position.schema < schema)


def rewrite(
    book: Path,
    position: Position,
    snapshot: Snapshot,
    signature: Signature,
    schema: int,
    *,
    finished: Callable[[Path], None],
) -> Position:
    """Put a new generation in the place of a book, and keep the old one.

    Args:
        book: The file; the lock is held, and nothing stands after `position`.
        position: The end of the old generation.
        snapshot: The state to open with.
        signature: Who rewrites it, when and why.
        schema: The schema of the snapshot's documents.
        finished: Told of the new file while it does not have the name of the book yet.

    Returns:
        The end of the new generation.

    Raises:
        OSError: If the disk is full or fails; the old generation stands then.
    """
    fresh = book.with_suffix(FRESH_SUFFIX)
    try:
        new = _write(fresh, position, snapshot, signature, schema)
        finished(fresh)
        keep(book, kept_path(book, position.generation))
        fresh.replace(book)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    disk.sync_folder(book.parent)
    return new


def _write(path: Path, old: Position, snapshot: Snapshot, signature: Signature, schema: int) -> Position:
    rows = list(opening_rows(snapshot))
    head = Head(
        schema=schema,
        generation=old.generation + 1,
        base=snapshot.number,
        opening=len(rows),
        follows=old.seal,
        book=old.book or new_identity(),
    )
    position, line = begun(signature, head)
    start, end, seal = position.start, position.end, position.seal
    with fresh_file(path) as file:
        file.write(line)
        for content in opening_contents(snapshot.number, signature, rows):
            line, seal = sealed(content, seal, position.seed)
            file.write(line)
            start, end = end, end + len(line)
        file.flush()
        disk.sync(file.fileno())
    return position._replace(line=1 + len(rows), start=start, end=end, seal=seal)


def fresh_file(path: Path) -> BinaryIO:
    """A file to write to that nobody else can read, in place of what a killed run may have left.

    Raises:
        OSError: If it cannot be made.
    """
    return os.fdopen(disk.open_private(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC), "wb", buffering=1 << 18)


def opening_contents(number: int, signature: Signature, rows: list[list[list[Any]]]) -> Iterator[bytes]:
    """What the opening lines say, of which each tells which one of how many it is."""
    for index, part in enumerate(rows, 1):
        yield content_of(number, signature, {"opening": [index, len(rows)]}, part)


def opening_rows(snapshot: Snapshot) -> Iterator[list[list[Any]]]:
    """The operations that lead from nothing to a state, one list for each opening line."""
    rows = (
        [name, key, document, None]
        for name, documents in snapshot.tables.items()
        for key, document in documents.items()
    )
    while part := list(islice(rows, _DOCUMENTS_A_LINE)):
        yield part


def keep(book: Path, kept: Path) -> None:
    """Give a book a second name, under which it stays when another one takes its place.

    What a killed run left under that name is the same book up to then; anything else goes to a name of its
    own first.

    Raises:
        OSError: If the disk is full or fails.
    """
    disk.make_folder(kept.parent)
    if kept.exists():
        if kept.samefile(book):
            return
        if not _begins_with(book, kept):
            kept.rename(disk.free_name(kept.parent, f"{kept.stem}-other", kept.suffix))
    kept.unlink(missing_ok=True)
    try:
        os.link(book, kept)
    except OSError:
        # Some disks know no second names.
        copy = kept.with_suffix(FRESH_SUFFIX)
        disk.copy_private(book, copy)
        copy.replace(kept)
    disk.sync_folder(kept.parent)
    disk.sync_folder(book.parent)


def put_aside(book: Path, descriptor: int, offset: int, at: datetime) -> Path:
    """Keep what stands in a book from an offset on; the file in the history folder that holds it, safely on the disk.

    Raises:
        OSError: If the disk is full or fails.
    """
    folder = book.parent / HISTORY_NAME
    disk.make_folder(folder)
    path = disk.free_name(folder, f"{book.stem}-{_ASIDE}-{at:%Y-%m-%d-%H%M%S}", book.suffix)
    with fresh_file(path) as file:
        while block := os.pread(descriptor, _BLOCK, offset):
            file.write(block)
            offset += len(block)
        file.flush()
        disk.sync(file.fileno())
    disk.sync_folder(folder)
    return path


def sweep(book: Path) -> None:
    """Remove what a killed run has left of a new generation or a repair, while the lock is held. What cannot be stays."""
    for path in (book.with_suffix(FRESH_SUFFIX), *(book.parent / HISTORY_NAME).glob(f"*{FRESH_SUFFIX}")):
        with suppress(OSError):
            path.unlink()


def make_private(book: Path) -> None:
    """Let nobody else read what an older program left beside a book for all to see."""
    history = book.parent / HISTORY_NAME
    for path in (lock_path(book), history, *history.glob("*")):
        disk.make_private(path)


def kept_aside(folder: Path) -> Iterator[Path]:
    """The unconfirmed ends of a folder's book that were put aside."""
    stem, suffix = BOOK_NAME.split(".")
    return (folder / HISTORY_NAME).glob(f"{stem}-{_ASIDE}-*.{suffix}")


def _begins_with(book: Path, part: Path) -> bool:
    with book.open("rb") as whole, part.open("rb") as beginning:
        while block := beginning.read(_BLOCK):
            if whole.read(len(block)) != block:
                return False
    return True
