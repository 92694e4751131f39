"""The mark: which line of a book was confirmed last.

It stands in a file of its own beside the book, sealed by a checksum, and is set after each write that was confirmed. A
reader never sets it. It is never ahead of the book, and may fall behind it in a power cut, which does no harm: a line is
proved by the one after it, so whole lines beyond the mark count, and only the very last line can be in doubt.

In format 1 it stood in the first 32 bytes of the lock file, unsealed.
"""

import os
from binascii import crc32
from pathlib import Path
from typing import NamedTuple

from mentor_tui.store import disk

MARK_SUFFIX, LOCK_SUFFIX = ".mark", ".lock"
LEGACY_MARK_BYTES = 32
_SEAL_BYTES = 8
_MOST_BYTES = 256


class Mark(NamedTuple):
    """The last confirmed transaction, the generation that it is in, and the identity of the book; empty in format 1."""

    generation: int
    number: int
    book: str = ""

    def of(self, book: str) -> "Mark | None":
        """The mark, if it is about the book of this identity; None if it says nothing of it."""
        return self if not book or self.book == book else None


def mark_path(book: Path) -> Path:
    """Where the mark of a book is."""
    return book.with_name(book.name + MARK_SUFFIX)


def lock_path(book: Path) -> Path:
    """Where the lock of a book is, and in format 1 its mark."""
    return book.with_name(book.name + LOCK_SUFFIX)


def read_mark(book: Path) -> Mark | None:
    """The mark of a book; None if there is none that can be trusted, as beside a copy of a book."""
    data = _start_of(mark_path(book))
    if data is not None:
        return _parsed(data)
    return _parsed_legacy(_start_of(lock_path(book)) or b"")


def mark_is_damaged(book: Path) -> bool:
    """Whether there is a mark, but not as it was written."""
    data = _start_of(mark_path(book))
    return data is not None and _parsed(data) is None


def write_mark(book: Path, mark: Mark, *, durable: bool = False) -> None:
    """Set the mark of a book.

    Args:
        book: The book; its lock is held.
        mark: What was confirmed.
        durable: Return only when the mark survives a power cut. Needed for the first one of a generation alone: to sync
            every one would double what a write costs.

    Raises:
        OSError: If it cannot be written.
    """
    path = mark_path(book)
    descriptor = disk.open_private(path, os.O_RDWR | os.O_CREAT)
    try:
        disk.write_all(descriptor, _line(mark), 0)
        if durable:
            disk.sync(descriptor)
            disk.sync_folder(path.parent)
    finally:
        os.close(descriptor)


def _line(mark: Mark) -> bytes:
    # Of one width, so that each lies exactly over the one before.
    body = b" %010d %020d %-32b\n" % (mark.generation, mark.number, mark.book.encode())
    return b"%08x%b" % (crc32(body), body)


def _start_of(path: Path) -> bytes | None:
    """The first bytes of a small file; None if there is none, or something else in its place."""
    try:
        descriptor = disk.open_private(path, os.O_RDONLY)
    except OSError:
        return None
    try:
        return os.read(descriptor, _MOST_BYTES)
    except OSError:
        return None
    finally:
        os.close(descriptor)


def _parsed(data: bytes) -> Mark | None:
    body = data[_SEAL_BYTES:]
    if data[:_SEAL_BYTES] != b"%08x" % crc32(body):
        return None
    generation, number, *book = body.decode().split()
    return Mark(int(generation), int(number), "".join(book))


def _parsed_legacy(data: bytes) -> Mark | None:
    generation, _, number = data[:LEGACY_MARK_BYTES].partition(b" ")
    try:
        return Mark(int(generation), int(number)) if len(data) >= LEGACY_MARK_BYTES else None
    except ValueError:
        return None
