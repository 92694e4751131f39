"""Bytes to disk, and the certainty that they are there."""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

try:
    from fcntl import F_FULLFSYNC, fcntl  # type: ignore[attr-defined,unused-ignore] # macOS alone has it
except ImportError:
    F_FULLFSYNC = None


_BLOCK = 1 << 20
_BUFFER = 1 << 18
_PRIVATE = 0o600
_OTHERS = 0o077


def write_all(descriptor: int, data: bytes, offset: int) -> None:
    """Write everything at an offset, however often the system stops short.

    Raises:
        OSError: If the disk is full or fails; some of the bytes may be in the file then.
    """
    written = os.pwrite(descriptor, data, offset)
    while written < len(data):
        data, offset = data[written:], offset + written
        written = os.pwrite(descriptor, data, offset)


def sync(descriptor: int) -> None:
    """Return when the file's bytes will survive a power cut.

    On macOS fsync alone leaves them in the drive's cache, which F_FULLFSYNC empties; network disks refuse
    that.

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


def mode_in(folder: Path) -> int:
    """The permissions of a new file with personal data: its owner's alone, and the group's in a folder shared with it.

    A folder is shared with its group where the group may write there and others may not, which a person sets
    up. A folder for everybody, such as the system's temporary one, is shared with nobody in particular.
    """
    return 0o660 if _shared(folder) else _PRIVATE


def open_private(path: Path, flags: int) -> int:
    """Open a file, or make it so that nobody else can read it from its first byte on.

    Args:
        path: The file.
        flags: As for `os.open`; `os.O_CREAT` makes it where it is not there, and with `os.O_EXCL` nowhere
            else.

    Raises:
        OSError: If it cannot be opened, or is a pipe, a device or another thing that is no file.
    """
    descriptor = open_unchecked(path, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is not a file", str(path))
    return descriptor


def make_private(path: Path) -> None:
    """Let nobody else read a file or folder any more, unless the folder it is in is shared with a group.

    What belongs to somebody else, or cannot be changed, stays as it is.
    """
    with suppress(OSError):
        status = path.stat()
        if status.st_uid == os.getuid() and status.st_mode & _OTHERS and not _shared(path.parent):
            path.chmod(stat.S_IMODE(status.st_mode) & ~_OTHERS)


def make_folder(folder: Path) -> None:
    """Make a folder that nobody else can look into, and those above it as usual; one that is there stays as it is.

    Raises:
        OSError: If it cannot be made.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o770 if _shared(folder.parent) else 0o700, exist_ok=True)


def _shared(folder: Path) -> bool:
    try:
        mode = folder.stat().st_mode
    except OSError:
        return False
    return bool(mode & stat.S_IWGRP) and not mode & stat.S_IWOTH


def copy_private(source: Path, target: Path) -> None:
    """Copy a file's bytes, so that nobody else can read the copy from its first byte on; it is on the disk then.

    Raises:
        OSError: If one cannot be read or the other not be written; names which.
    """
    with os.fdopen(open_private(source, os.O_RDONLY), "rb") as file:
        descriptor = open_private(target, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        try:
            offset = 0
            while block := file.read(_BLOCK):
                try:
                    write_all(descriptor, block, offset)
                except OSError as error:
                    raise OSError(error.errno, error.strerror, str(target)) from error
                offset += len(block)
            sync(descriptor)
        finally:
            os.close(descriptor)


def open_unchecked(path: Path, flags: int) -> int:
    """The same, for whoever looks at the file himself to see that it is one.

    Raises:
        OSError: If it cannot be opened.
    """
    # Without waiting: a pipe in its place would be waited for until somebody comes to its other end.
    flags |= os.O_CLOEXEC | os.O_NONBLOCK
    try:
        # Most are there already, and the permissions of a new one need not be looked up.
        descriptor = os.open(path, flags & ~os.O_CREAT)
    except FileNotFoundError:
        if not flags & os.O_CREAT:
            raise
        return os.open(path, flags, mode_in(path.parent))
    if flags & os.O_EXCL:
        os.close(descriptor)
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    return descriptor


def open_to_read(path: Path) -> BinaryIO:
    """Open a file to read all of it; a pipe or a device in its place is refused instead of waited for.

    Raises:
        OSError: If it cannot be opened.
    """
    return open(path, "rb", buffering=_BUFFER, opener=lambda _, flags: open_private(path, flags))


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """A path of a name that is not taken: the stem, or the stem and a number."""
    path, count = folder / f"{stem}{suffix}", 1
    while path.exists():
        count += 1
        path = folder / f"{stem}-{count}{suffix}"
    return path
