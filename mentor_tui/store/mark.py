"""The mark: which line of a book was confirmed last.

It stands in a file of its own beside the book, sealed by a checksum, and is set after each write that was confirmed. A
reader never sets it. It is never ahead of the book, and may fall behind it in a power cut, which does no harm: a line is
proved by the one after it, so whole lines beyond the mark count, and only the very last line can be in doubt.

In format 1 it stood in the first 32 bytes of the lock file, unsealed.
"""

import os
from binascii import crc32
from functools import cache
from pathlib import Path
from typing import NamedTuple, Self

from mentor_tui.store import disk

MARK_SUFFIX, LOCK_SUFFIX = ".mark", ".lock"
LEGACY_MARK_BYTES = 32
_SEAL_BYTES = 8
_MARK_BYTES = 74


class Mark(NamedTuple):
    """The last confirmed transaction, the generation that it is in, and the identity of the book; empty in format 1."""

    generation: int
    number: int
    book: str = ""

    def of(self, book: str) -> "Mark | None":
        """The mark, if it is about the book of this identity; None if it says nothing of it."""
        return self if not book or self.book == book else None


@cache
def mark_path(book: Path) -> Path:
    """Where the mark of a book is."""
    return book.with_name(book.name + MARK_SUFFIX)


@cache
def lock_path(book: Path) -> Path:
    """Where the lock of a book is, and in format 1 its mark."""
    return book.with_name(book.name + LOCK_SUFFIX)


def read_mark(book: Path) -> Mark | None:
    """The mark of a book; None if there is none that can be trusted, as beside a copy of a book."""
    data = _start_of(mark_path(book))
    return _legacy_mark(book) if data is None else _parsed(data)


def mark_is_damaged(book: Path) -> bool:
    """Whether there is a mark, but not as it was written."""
    data = _start_of(mark_path(book))
    return data is not None and _parsed(data) is None


def write_mark(book: Path, mark: Mark) -> None:
    """Set the mark of a book, so that it survives a power cut; see `OpenMark.set`."""
    with OpenMark(book) as opened:
        opened.set(mark, durable=True)


class OpenMark:
    """The mark of a book for whoever holds its lock: opened once to look at it and to set it, and closed on leaving."""

    __slots__ = ("_book", "_descriptor", "_last")

    def __init__(self, book: Path) -> None:
        self._book = book
        self._descriptor = -1
        self._last: tuple[bytes, Mark | None] = b"", None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def read(self) -> Mark | None:
        """As `read_mark`. What keeps the mark from being opened is said when it has to be set."""
        try:
            self._descriptor = disk.open_unchecked(mark_path(self._book), os.O_RDWR)
            data = os.pread(self._descriptor, _MARK_BYTES, 0)
        except FileNotFoundError:
            return _legacy_mark(self._book)
        except OSError:
            return None
        if data != self._last[0]:
            self._last = data, _parsed(data)
        return self._last[1]

    def set(self, mark: Mark, *, durable: bool) -> None:
        """Set the mark.

        Args:
            mark: What was confirmed.
            durable: Return only when the mark survives a power cut. Needed for the first one of a generation alone: to
                sync every one would double what a write costs.

        Raises:
            OSError: If it cannot be written.
        """
        if self._descriptor < 0:
            self._descriptor = disk.open_private(mark_path(self._book), os.O_RDWR | os.O_CREAT)
        line = _line(mark)
        disk.write_all(self._descriptor, line, 0)
        self._last = line, mark
        if durable:
            disk.sync(self._descriptor)
            disk.sync_folder(self._book.parent)


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
        return os.read(descriptor, _MARK_BYTES)
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


def _legacy_mark(book: Path) -> Mark | None:
    data = _start_of(lock_path(book)) or b""
    generation, _, number = data[:LEGACY_MARK_BYTES].partition(b" ")
    try:
        return Mark(int(generation), int(number)) if len(data) >= LEGACY_MARK_BYTES else None
    except ValueError:
        return None
