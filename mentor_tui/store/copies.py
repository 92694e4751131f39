"""Copies of a book. Any prefix of a book is a book, so a copy taken at any moment is a good one."""

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from mentor_tui.store import disk
from mentor_tui.store.faults import BookError, disk_fault
from mentor_tui.store.generations import BOOK_NAME, FRESH_SUFFIX
from mentor_tui.store.history import first_in, lines_backwards
from mentor_tui.store.reading import BEGINNING, Place, Schema, Step, read_on
from mentor_tui.store.records import Draft, Snapshot

_NUMBERED = re.compile(rb'\["[0-9a-f]{8}",([0-9]+),')

__all__ = ["BOOK_NAME", "Extent", "copy_book", "extent", "read_copy", "read_to_end"]


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
                if shape := _NUMBERED.match(line):
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


def read_to_end(path: Path, schema: Schema) -> tuple[Place, Snapshot]:
    """The end of a copy of a book, and everything in it; the errors are those of `read_copy`."""
    draft = Draft({})
    try:
        with disk.open_to_read(path) as file:
            place = read_on(path, file, BEGINNING, draft, None, schema)
    except OSError as error:
        raise disk_fault(path, "read", error) from error
    if not place.line:
        raise BookError(f"{path} is empty or was never finished.", hint="Choose another file.")
    return place, Snapshot(place.number, draft.tables())
