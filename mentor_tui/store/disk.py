"""Bytes to disk, and the certainty that they are there."""

import os
from pathlib import Path

try:
    from fcntl import F_FULLFSYNC, fcntl  # type: ignore[attr-defined,unused-ignore] # macOS alone has it
except ImportError:
    F_FULLFSYNC = None


def write_all(descriptor: int, data: bytes, offset: int) -> None:
    """Write everything at an offset, however often the system stops short.

    Raises:
        OSError: If the disk is full or fails; some of the bytes may be in the file then.
    """
    view = memoryview(data)
    while view:
        written = os.pwrite(descriptor, view, offset)
        view, offset = view[written:], offset + written


def sync(descriptor: int) -> None:
    """Return when the file's bytes will survive a power cut.

    On macOS fsync alone leaves them in the drive's cache, which F_FULLFSYNC empties; network disks refuse that.

    Raises:
        OSError: If the disk cannot say so. What is on the disk is unknown then.
    """
    if F_FULLFSYNC is not None:
        try:
            fcntl(descriptor, F_FULLFSYNC)
        except OSError:
            os.fsync(descriptor)
        return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Return when the names in a folder will survive a power cut.

    Raises:
        OSError: As `sync`.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
