"""One writer at a time, and the mark of what was confirmed last.

The lock is `flock` on a file beside the book: the kernel lets go of it when its holder dies, and the book itself can
be replaced while the lock is held. The standard library's `fcntl` does it in two calls; a locking package would
add 40 ms of imports, and its own descriptor in the place of the one that the mark is written through.

The lock file holds two lines of fixed width: the mark (generation and number of the last confirmed transaction),
and who locked it last, for a message to whoever waits in vain.
"""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock
from pathlib import Path
from typing import NamedTuple

from mentor_tui.store import disk
from mentor_tui.store.faults import BusyBookError, disk_fault

_MARK_BYTES = 32
_HOLDER_BYTES = 64
_HELD_ELSEWHERE = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK}
_UNKNOWN_HERE = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}
_FIRST_PAUSE = 0.0005
_LONGEST_PAUSE = 0.02


class Mark(NamedTuple):
    """The last confirmed transaction, and the generation of the book that it is in."""

    generation: int
    number: int


class Lock(NamedTuple):
    """The lock while it is held.

    Attributes:
        descriptor: The open lock file.
        exclusive: False on a disk that knows no locks, where a second writer would go unnoticed until the seals
            no longer fit.
    """

    descriptor: int
    exclusive: bool

    def mark(self) -> Mark | None:
        """The mark, None if none was ever set."""
        return _parsed(os.pread(self.descriptor, _MARK_BYTES, 0))

    def confirm(self, mark: Mark, *, durable: bool = False) -> None:
        """Set the mark.

        It is never ahead of the book, and may fall behind it in a power cut, which does no harm: whole sealed
        lines beyond the mark count. So only the first mark of a generation needs to be durable.

        Raises:
            OSError: If it cannot be written.
        """
        disk.write_all(self.descriptor, b"%010d %020d\n" % (mark.generation, mark.number), 0)
        if durable:
            disk.sync(self.descriptor)


def read_mark(path: Path) -> Mark | None:
    """The mark in a lock file, without taking the lock; None if there is none, as in a copy of a book alone."""
    try:
        with path.open("rb", buffering=0) as file:
            return _parsed(file.read(_MARK_BYTES) or b"")
    except OSError:
        return None


@contextmanager
def held(path: Path, patience: float) -> Iterator[Lock]:
    """Hold the lock.

    Args:
        path: The lock file; made if it is not there.
        patience: Seconds to wait for another holder.

    Raises:
        BusyBookError: If another program did not let go of it in time.
        BookError: If the lock file cannot be made or opened.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise disk_fault(path, "written", error) from error
    try:
        exclusive = _acquired(path, descriptor, patience)
        _sign(path, descriptor)
        try:
            yield Lock(descriptor, exclusive)
        finally:
            if exclusive:
                flock(descriptor, LOCK_UN)
    finally:
        os.close(descriptor)


def _acquired(path: Path, descriptor: int, patience: float) -> bool:
    give_up = time.monotonic() + patience
    pause = _FIRST_PAUSE
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
            holder = os.pread(descriptor, _HOLDER_BYTES, _MARK_BYTES).decode(errors="replace").strip()
            raise BusyBookError(
                f"{path} has been held by {holder or 'another program'} for more than {patience:g} seconds.",
                hint="Nothing was written. Try again; if it lasts, end that program.",
            )
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


def _sign(path: Path, descriptor: int) -> None:
    holder = f"process {os.getpid()} on {os.uname().nodename}".encode()[: _HOLDER_BYTES - 1]
    try:
        disk.write_all(descriptor, holder.ljust(_HOLDER_BYTES - 1) + b"\n", _MARK_BYTES)
    except OSError as error:
        raise disk_fault(path, "written", error) from error


def _parsed(data: bytes) -> Mark | None:
    generation, _, number = data.partition(b" ")
    try:
        return Mark(int(generation), int(number)) if len(data) == _MARK_BYTES else None
    except ValueError:
        return None
