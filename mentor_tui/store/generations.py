"""The beginning of a book, and its rewriting into a new generation.

A generation starts with one line of notes (`format`, `schema`, `generation`, `opening`, `follows`), goes on with
`opening` lines that hold the state it opens with, and then grows by one line a transaction. All opening lines carry
the number of the last transaction that went into them, so that numbers go on across generations.

Rewriting is the only time a book is not appended to. The new generation is written beside the old one and synced, the
old one gets a second name in the history folder, and then one rename puts the new one in its place. A crash before
the rename leaves the old generation, a crash after it the new one.
"""

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from mentor_tui.store import disk
from mentor_tui.store.reading import FORMAT, Place
from mentor_tui.store.records import Signature, Snapshot
from mentor_tui.store.seals import sealed

BOOK_NAME = "book.jsonl"
HISTORY_NAME = "history"
_DOCUMENTS_A_LINE = 256


def first_line(signature: Signature, schema: int) -> tuple[Place, bytes]:
    """The first line of a new book, and the place after it."""
    return _first_line(signature, Place(generation=1, schema=schema), follows=0)


def kept_path(book: Path, generation: int) -> Path:
    """Where an earlier generation of a book is kept."""
    return book.parent / HISTORY_NAME / f"{book.stem}-{generation:06d}{book.suffix}"


def rewrite(book: Path, place: Place, snapshot: Snapshot, signature: Signature, schema: int) -> Place:
    """Put a new generation in the place of a book, and keep the old one.

    Args:
        book: The file; the lock is held, and nothing stands after `place`.
        place: The end of the old generation.
        snapshot: The state to open with.
        signature: Who rewrites it, when and why.
        schema: The schema of the snapshot's documents.

    Returns:
        The end of the new generation.

    Raises:
        OSError: If the disk is full or fails; the old generation stands then.
    """
    fresh = book.with_suffix(".new")
    try:
        new = _write(fresh, place, snapshot, signature, schema)
        keep(book, kept_path(book, place.generation))
        fresh.replace(book)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    disk.sync_folder(book.parent)
    return new


def _write(path: Path, old: Place, snapshot: Snapshot, signature: Signature, schema: int) -> Place:
    rows = list(opening_rows(snapshot))
    begin = Place(generation=old.generation + 1, schema=schema, base=snapshot.number, opening=len(rows))
    place, line = _first_line(signature, begin, follows=old.seal)
    start, end, seal = place.start, place.end, place.seal
    with path.open("wb", buffering=1 << 18) as file:
        file.write(line)
        for part in rows:
            line, seal = sealed(snapshot.number, signature, {}, part, seal)
            file.write(line)
            start, end = end, end + len(line)
        file.flush()
        disk.sync(file.fileno())
    return Place(
        begin.generation, schema, begin.base, begin.opening, snapshot.number, 1 + len(rows), start, end, seal
    )


def _first_line(signature: Signature, begin: Place, follows: int) -> tuple[Place, bytes]:
    notes = {
        "format": FORMAT,
        "schema": begin.schema,
        "generation": begin.generation,
        "opening": begin.opening,
        "follows": f"{follows:08x}",
    }
    line, seal = sealed(begin.base, signature, notes, [], 0)
    place = Place(
        begin.generation, begin.schema, begin.base, begin.opening, begin.base, 1, 0, len(line), seal
    )
    return place, line


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

    Raises:
        OSError: If the disk is full or fails.
    """
    kept.parent.mkdir(exist_ok=True)
    kept.unlink(missing_ok=True)
    try:
        os.link(book, kept)
    except OSError:
        # Some disks know no second names.
        copy = kept.with_suffix(".new")
        from shutil import copyfile  # noqa: PLC0415 - a command that reads never copies

        copyfile(book, copy)
        with copy.open("rb") as file:
            disk.sync(file.fileno())
        copy.replace(kept)
    disk.sync_folder(kept.parent)
    disk.sync_folder(book.parent)
