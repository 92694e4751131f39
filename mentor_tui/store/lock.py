"""One writer at a time.

The lock is `flock` on a file beside the book, and then on the book itself: the kernel lets go of both when their holder
dies. The one beside the book is there before the book is, and while the book is replaced; the one on the book holds
where somebody deletes the other. After each the file that was locked is compared with the one that has the name by now,
since a file that was replaced or deleted meanwhile locks nothing. The standard library's `fcntl` does it in two calls;
a locking package would add 40 ms of imports.

The lock file holds who locked it last, for a message to whoever waits in vain.
"""

import errno
import os
import stat
import time
from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock
from functools import cache
from pathlib import Path
from typing import Self

from mentor_tui.store import disk
from mentor_tui.store.faults import BusyBookError, disk_fault
from mentor_tui.store.mark import LEGACY_MARK_BYTES

_HOLDER_BYTES = 64
_HELD_ELSEWHERE = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK}
_UNKNOWN_HERE = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}
_FIRST_PAUSE = 0.0005
_LONGEST_PAUSE = 0.02
_LOCKS = Path("/proc/locks")


class Lock:
    """A file that is held open and locked, and is still the one of its name.

    Attributes:
        descriptor: The open file.
        exclusive: False on a disk that knows no locks, where a second writer would go unnoticed until the seals
            no longer fit.
        looked: What the file was when it was locked.
    """

    __slots__ = ("_backed", "_flags", "_path", "_patience", "_signed", "descriptor", "exclusive", "looked")

    looked: os.stat_result

    def __init__(self, path: Path, patience: float, flags: int, *, signed: bool, backed: bool) -> None:
        self._path, self._patience, self._flags, self._signed = path, patience, flags, signed
        self._backed = backed
        self.descriptor, self.exclusive = -1, False

    def __enter__(self) -> Self:
        path, give_up = self._path, time.monotonic() + self._patience
        while True:
            self.descriptor = _opened(path, self._flags)
            try:
                self.exclusive = acquired(path, self.descriptor, self._patience, give_up)
                self._look()
                if not self.exclusive or self._has_the_name():
                    if self._signed:
                        _sign(path, self)
                    return self
            except BaseException:
                os.close(self.descriptor)
                raise
            os.close(self.descriptor)

    def __exit__(self, *_: object) -> None:
        try:
            if self.exclusive:
                flock(self.descriptor, LOCK_UN)
        finally:
            os.close(self.descriptor)

    def _look(self) -> None:
        self.looked = os.fstat(self.descriptor)
        if not stat.S_ISREG(self.looked.st_mode):
            raise disk_fault(self._path, "written", OSError(errno.EINVAL, "it is not a file"))

    def _has_the_name(self) -> bool:
        """Whether the file that was opened by a name still has it, and was not deleted or replaced since."""
        if self._backed:
            return self.looked.st_nlink > 0
        try:
            named = os.stat(self._path)  # noqa: PTH116 - at each write, and this is the cheapest look
        except OSError:
            return False
        return (self.looked.st_ino, self.looked.st_dev) == (named.st_ino, named.st_dev)


def held(path: Path, patience: float, *, backed: bool = False) -> Lock:
    """Hold the lock file beside a book.

    Args:
        path: The lock file; made if it is not there.
        patience: Seconds to wait for another holder.
        backed: Whether the book itself is locked next, so that it is enough to see that the lock file was not deleted.

    Raises:
        BusyBookError: On entering, if another program did not let go of it in time.
        BookError: On entering, if the lock file cannot be made or opened.
    """
    return Lock(path, patience, os.O_CREAT, signed=True, backed=backed)


def locked(path: Path, patience: float, flags: int = 0) -> Lock:
    """Hold a file that is locked itself.

    Args:
        path: The file.
        patience: Seconds to wait for another holder.
        flags: `os.O_CREAT` to make it if it is not there.

    Raises:
        FileNotFoundError: On entering, if it is not there.
        BusyBookError: On entering, if another program did not let go of it in time.
        BookError: On entering, if it cannot be made, opened or locked.
    """
    return Lock(path, patience, flags, signed=False, backed=False)


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
            raise BusyBookError(
                f"{path} has been held by {_holder(descriptor)} for more than {patience:g} seconds.",
                hint="Nothing was written. Try again; if it lasts, end that program.",
            )
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


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
    signed = os.pread(descriptor, _HOLDER_BYTES, LEGACY_MARK_BYTES).decode(errors="replace").strip()
    return f"another program (the last to write here was {signed})" if signed else "another program"


def _sign(path: Path, lock: Lock) -> None:
    line = _signed_by(os.getpid())
    try:
        if lock.looked.st_size:
            disk.write_all(lock.descriptor, line, LEGACY_MARK_BYTES)
        else:
            # The mark of format 1 stood here, and an older program must not take the holder for one.
            disk.write_all(lock.descriptor, b"\n".rjust(LEGACY_MARK_BYTES) + line, 0)
    except OSError as error:
        raise disk_fault(path, "written", error) from error


@cache
def _signed_by(process: int) -> bytes:
    holder = f"process {process} on {os.uname().nodename}".encode()[: _HOLDER_BYTES - 1]
    return holder.ljust(_HOLDER_BYTES - 1) + b"\n"
