"""Power cuts: a disk of its own on a loop device, whose file system is told to drop all that it has not written.

`EXT4_IOC_SHUTDOWN` without flushing the journal leaves what a power cut leaves. Root alone may do that.
"""

import os
import signal
import struct
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from fcntl import ioctl
from pathlib import Path
from unittest.mock import patch

from mentor_tui.errors import MentorError
from mentor_tui.store import disk
from tests.store.book_trials import LostError, Model, acknowledged, checked, crashes
from tests.store.disk_trials import mounted

_SHUTDOWN = (2 << 30) | (4 << 16) | (ord("X") << 8) | 125
_WITHOUT_JOURNAL = struct.pack("I", 2)


class Machine:
    """A machine whose power can be cut: its disk, and what is mounted of it."""

    def __init__(self, folder: Path) -> None:
        self._image = folder / "image"
        self._mount = folder / "mounted"
        self._stack = ExitStack()
        with self._image.open("wb") as file:
            file.truncate(96 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", str(self._image)], check=True, capture_output=True)  # noqa: S607 - the system's own

    def start(self) -> Path:
        """Mount the disk, which brings its journal up to date."""
        return self._stack.enter_context(mounted(self._mount, "-o", "loop", str(self._image)))

    def cut(self, child: int) -> None:
        """Cut the power while a process writes.

        It is stopped first, in the middle of whatever call it is in: a sync that is under way while the file system goes
        down may say that all went well, which a machine without power could not, and must not be believed.
        """
        os.kill(child, signal.SIGSTOP)
        descriptor = os.open(self._mount, os.O_RDONLY)
        try:
            ioctl(descriptor, _SHUTDOWN, _WITHOUT_JOURNAL)
        finally:
            os.close(descriptor)
        os.kill(child, signal.SIGKILL)

    def stop(self) -> None:
        """Unmount what is left."""
        self._stack.close()

    def restart(self) -> None:
        """Come back after a power cut."""
        self.stop()
        self.start()


@contextmanager
def machine(folder: Path) -> Iterator[Machine]:
    """A machine that is running."""
    one = Machine(folder)
    one.start()
    try:
        yield one
    finally:
        one.stop()


def power_cuts(count: int, folder: Path) -> str:
    """Cut the power again and again."""
    with machine(folder) as one:
        reached = crashes(count, folder / "mounted" / "data", one.cut, one.restart)
    return f"{count} power cuts, {reached} transactions: 0 unreadable, 0 acknowledged lost, 0 torn"


def unsynced_power_cuts(count: int, folder: Path) -> str:
    """The same without syncing, to see that a power cut does lose something here.

    Raises:
        LostError: If nothing was lost, so that the other trial means nothing.
    """
    lost = 0
    with machine(folder) as one, patch.object(disk, "sync", lambda _: None):
        for trial in range(count):
            place, model = folder / "mounted" / str(trial), Model()
            promised = acknowledged(place, model, one.cut, 0.01)
            one.restart()
            try:
                checked(place, model, 0, promised)
            except (LostError, MentorError):
                lost += 1
    if not lost:
        raise LostError("nothing was lost without syncing either: the simulation does not work here")
    return f"{lost} of {count} power cuts lost something when nothing was synced"
