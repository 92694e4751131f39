"""Reads a file that a mentor names, and writes one so that it is never there by half."""

import os
import select
import stat
from pathlib import Path
from typing import BinaryIO

from mentor_tui.errors import MentorError
from mentor_tui.leftovers import sweep

_MOST_BYTES = 100 * 1024 * 1024
_PATIENCE = 10.0
"""Seconds to wait for what another program writes into a pipe."""


def read_file(path: Path) -> bytes:
    """All bytes of a file.

    Raises:
        MentorError: there is no such file, it is a folder, it is larger than 100 MB, or it cannot be read.
    """
    try:
        # Without waiting: a pipe would be waited for until somebody comes to its other end.
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
            kind = os.fstat(file.fileno()).st_mode
            if stat.S_ISFIFO(kind):
                _await_pipe(path, file)
            elif not stat.S_ISREG(kind):
                raise MentorError(f"{path}: is not a file", hint="Give the path of a file.")
            data = file.read(_MOST_BYTES + 1)
    except IsADirectoryError as error:
        raise MentorError(
            f"{path}: is a folder, not a file", hint="Give the path of a file in it."
        ) from error
    except OSError as error:
        raise MentorError(
            f"{path}: cannot be read: {_cause(error)}", hint="Check the path and who may read it."
        ) from error
    except ValueError as error:
        raise MentorError(f"{str(path)!r}: is no path of a file: {error}") from error
    if len(data) > _MOST_BYTES:
        raise MentorError(f"{path}: is larger than 100 MB", hint="Split it into smaller files.")
    return data


def _await_pipe(path: Path, file: BinaryIO) -> None:
    """Wait until somebody writes to a pipe, as `<(command)` of a shell does, but not for ever.

    Raises:
        MentorError: nobody does.
    """
    if not select.select([file], [], [], _PATIENCE)[0]:
        raise MentorError(f"{path}: is a pipe to which nobody writes", hint="Give the path of a file.")
    os.set_blocking(file.fileno(), True)


def write_file(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write all of `data` to a file, in place of what was there; on an error what was there stays as it was.

    A link is followed, and a device or pipe such as `/dev/stdout` is written to as it is.

    Args:
        path: The file.
        data: What it is to hold.
        private: Let nobody else read a new file from its first byte on; else its permissions are those of the umask.

    Raises:
        MentorError: the folder is missing or read-only, the file is a folder or read-only, the disk is full, and the like.
    """
    try:
        _write(path, data, private=private)
    except OSError as error:
        raise MentorError(
            f"{path}: cannot be written: {_cause(error)}",
            hint="Nothing was changed. Choose another place with -o, or make room.",
        ) from error
    except ValueError as error:
        raise MentorError(f"{str(path)!r}: is no path of a file: {error}") from error


def others_may_read(path: Path) -> bool:
    """Whether other users of this computer may read a file, as far as its own permissions say."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) and bool(mode & (stat.S_IRGRP | stat.S_IROTH))


def _write(path: Path, data: bytes, *, private: bool) -> None:
    before = path.stat() if path.exists() else None
    if before is not None and stat.S_ISDIR(before.st_mode):
        raise MentorError(
            f"{path}: is a folder, not a file", hint="Give the name of a file, such as summary.md in it."
        )
    if before is not None and not stat.S_ISREG(before.st_mode):
        path.write_bytes(data)
        return
    if before is not None and not os.access(path, os.W_OK):
        raise MentorError(f"{path}: is read-only", hint="Choose another name, or make the file writable.")
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise MentorError(
            f"{path}: there is no folder {target.parent}", hint="Make the folder first, or choose another."
        )
    _replace(target, data, None if before is None else stat.S_IMODE(before.st_mode), private=private)


def _replace(target: Path, data: bytes, mode: int | None, *, private: bool) -> None:
    import secrets  # noqa: PLC0415 - slow to load, and whoever only reads writes no file

    # Beside the target, since a file moves in one step only within a file system; the name is short whatever the target's.
    draft = target.with_name(f".mentor-tui-{os.getpid()}-{secrets.token_hex(6)}.tmp")
    # What others can read in the end may be read by them meanwhile, and nothing else.
    first = 0o666 if mode is None and not private else 0o600
    try:
        with open(draft, "xb", opener=lambda name, flags: os.open(name, flags, first)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            written = os.fstat(file.fileno()).st_mtime
        sweep(target.parent, ".mentor-tui-*.tmp", written)
        if mode is not None:
            draft.chmod(mode)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _cause(error: OSError) -> str:
    return error.strerror or str(error)
