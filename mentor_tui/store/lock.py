"""One writer at a time, and the mark of what was confirmed last.

The lock is `flock` on a file beside the book, and then on the book itself: the kernel lets go of both when
their holder dies. The one beside the book is there before the book is, and while the book is replaced; the
one on the book holds where somebody deletes the other. After each the file that was locked is compared with
the one that has the name by now, since a file that was replaced or deleted meanwhile locks nothing. The
standard library's `fcntl` does it in two calls; a locking package would add 40 ms of imports. The lock file
holds who locked it last, for a message to whoever waits in vain.

The mark stands in a file of its own beside the book, sealed by a checksum, and is set after each write that
was confirmed. A reader never sets it. It is never ahead of the book, and may fall behind it in a power cut,
which does no harm: a line is proved by the one after it, so whole lines beyond the mark count, and only the
very last line can be in doubt. In format 1 it stood in the first 32 bytes of the lock file, unsealed.
"""

import errno
import os
import stat
import time
from binascii import crc32
from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock
from functools import cache
from pathlib import Path
from typing import NamedTuple, Self

from mentor_tui.store import disk
from mentor_tui.store.faults import BusyBookError, disk_fault

_HOLDER_BYTES = 64
_HELD_ELSEWHERE = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK}
_UNKNOWN_HERE = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}
_PAUSE = 0.001
_LOCKS = Path("/proc/locks")
_LEGACY_MARK_BYTES = 32
_SEAL_BYTES = 8
_MARK_BYTES = 74


class Lock:
    """A file that is held open and locked, and is still the one of its name.

    Attributes:
        descriptor: The open file.
        exclusive: False on a disk that knows no locks, where a second writer would go unnoticed until the
            seals no longer fit.
        looked: What the file was when it was locked.
    """

    __slots__ = ("_backed", "_flags", "_path", "_patience", "_signed", "descriptor", "exclusive", "looked")

    looked: os.stat_result

    def __init__(
        self, path: Path, patience: float = 0, flags: int = 0, *, signed: bool = False, backed: bool = False
    ) -> None:
        """Lock a file on entering.

        Args:
            path: The file.
            patience: Seconds to wait for another holder.
            flags: `os.O_CREAT` to make it if it is not there; else entering raises FileNotFoundError.
            signed: Whether who locks it writes down who that is.
            backed: Whether another file is locked next, so that it is enough to see that this one was not
                deleted.

        Raises:
            BusyBookError: On entering, if another program did not let go of it in time.
            BookError: On entering, if it cannot be made, opened or locked.
        """
        self._path, self._patience, self._flags, self._signed = path, patience, flags, signed
        self._backed = backed
        self.descriptor, self.exclusive = -1, False

    def __enter__(self) -> Self:
        path, give_up = self._path, time.monotonic() + self._patience
        while True:
            self.descriptor = _opened(path, self._flags)
            try:
                self.exclusive = acquired(path, self.descriptor, self._patience, give_up)
                if self._has_the_name() or not self.exclusive:
                    if self._signed:
                        _sign(path, self)
                    return self
            except BaseException:
                os.close(self.descriptor)
                raise
            os.close(self.descriptor)

    def __exit__(self, *_: object) -> None:
        self.let_go()

    def let_go(self) -> None:
        """Unlock the file, also where a process that was started meanwhile has it open, and close it."""
        try:
            if self.exclusive:
                flock(self.descriptor, LOCK_UN)
        finally:
            os.close(self.descriptor)

    def _has_the_name(self) -> bool:
        """Whether the file that was opened by a name still has it, and was not deleted or replaced since."""
        self.looked = os.fstat(self.descriptor)
        if not stat.S_ISREG(self.looked.st_mode):
            raise disk_fault(self._path, "written", OSError(errno.EINVAL, "it is not a file"))
        if self._backed:
            return self.looked.st_nlink > 0
        try:
            named = os.stat(self._path)  # noqa: PTH116 - at each write, and this is the cheapest look
        except OSError:
            return False
        return (self.looked.st_ino, self.looked.st_dev) == (named.st_ino, named.st_dev)


def held(path: Path, patience: float, *, backed: bool = False) -> Lock:
    """The lock file beside a book, to be held; it is made if it is not there."""
    return Lock(path, patience, os.O_CREAT, signed=True, backed=backed)


def _opened(path: Path, flags: int) -> int:
    try:
        return disk.open_unchecked(path, os.O_RDWR | flags)
    except FileNotFoundError as error:
        if not flags:
            raise
        raise disk_fault(path, "written", error) from error
    except OSError as error:
        raise disk_fault(path, "written", error) from error


def acquired(path: Path, descriptor: int, patience: float = 0, give_up: float = 0) -> bool:
    """Lock an open file; False where the disk knows no locks.

    Args:
        path: Its name, for messages.
        descriptor: The file.
        patience: Seconds that are waited for another holder, for messages.
        give_up: Until when to wait, by the monotonic clock; not at all where it is left out.

    Raises:
        BusyBookError: If another program did not let go of it in time.
        BookError: If it cannot be locked.
    """
    while True:
        try:
            flock(descriptor, LOCK_EX | LOCK_NB)
        except OSError as error:
            if error.errno in _UNKNOWN_HERE:
                return False
            if error.errno not in _HELD_ELSEWHERE:
                raise disk_fault(path, "locked", error) from error
        else:
            return True
        if time.monotonic() >= give_up:
            raise BusyBookError(
                f"{path} has been held by {_holder(descriptor)} for more than {patience:g} seconds.",
                hint="Nothing was written. Try again; if it lasts, end that program.",
            )
        time.sleep(_PAUSE)


def _holder(descriptor: int) -> str:
    """Who holds a file: the system knows best; without it, who signed it last."""
    inode = f":{os.fstat(descriptor).st_ino}"
    try:
        rows = [line.split() for line in _LOCKS.read_text(encoding="ascii", errors="replace").splitlines()]
    except OSError:
        rows = []
    for row in rows:
        # 1: FLOCK ADVISORY WRITE 4711 08:01:131 0 EOF; one that waits has an arrow before the kind.
        if len(row) > 5 and row[1] == "FLOCK" and row[5].endswith(inode):  # noqa: PLR2004 - as above
            return f"process {row[4]}"
    signed = os.pread(descriptor, _HOLDER_BYTES, _LEGACY_MARK_BYTES).decode(errors="replace").strip()
    return f"another program (the last to write here was {signed})" if signed else "another program"


def _sign(path: Path, lock: Lock) -> None:
    line = _signed_by(os.getpid())
    try:
        if os.pread(lock.descriptor, _HOLDER_BYTES, _LEGACY_MARK_BYTES) == line:
            # To read costs less than to write, after which the next sync would have one file more to think of.
            return
        if lock.looked.st_size:
            disk.write_all(lock.descriptor, line, _LEGACY_MARK_BYTES)
        else:
            # The mark of format 1 stood here, and an older program must not take the holder for one.
            disk.write_all(lock.descriptor, b"\n".rjust(_LEGACY_MARK_BYTES) + line, 0)
    except OSError as error:
        raise disk_fault(path, "written", error) from error


@cache
def _signed_by(process: int) -> bytes:
    holder = f"process {process} on {os.uname().nodename}".encode()[: _HOLDER_BYTES - 1]
    return holder.ljust(_HOLDER_BYTES - 1) + b"\n"


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
    return book.with_name(f"{book.name}.mark")


@cache
def lock_path(book: Path) -> Path:
    """Where the lock of a book is, and in format 1 its mark."""
    return book.with_name(f"{book.name}.lock")


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

    __slots__ = ("_book", "_descriptor", "_last", "_path")

    def __init__(self, book: Path) -> None:
        self._book = book
        self._path = mark_path(book)
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
            self._descriptor = disk.open_unchecked(self._path, os.O_RDWR)
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
            durable: Return only when the mark survives a power cut. Needed for the first one of a generation
                alone: to sync every one would double what a write costs.

        Raises:
            OSError: If it cannot be written.
        """
        if self._descriptor < 0:
            self._descriptor = disk.open_private(self._path, os.O_RDWR | os.O_CREAT)
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
    generation, _, number = data[:_LEGACY_MARK_BYTES].partition(b" ")
    try:
        return Mark(int(generation), int(number)) if len(data) >= _LEGACY_MARK_BYTES else None
    except ValueError:
        return None
