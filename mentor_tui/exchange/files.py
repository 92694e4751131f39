"""Reads a file that a mentor names, and writes one so that it is never there by half."""

import os
import secrets
import stat
from pathlib import Path

from mentor_tui.errors import MentorError

_MOST_BYTES = 100 * 1024 * 1024


def read_file(path: Path) -> bytes:
    """All bytes of a file.

    Raises:
        MentorError: there is no such file, it is a folder, it is larger than 100 MB, or it cannot be read.
    """
    try:
        if path.is_dir():
            raise MentorError(f"{path}: is a folder, not a file", hint="Give the path of a file in it.")
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise MentorError(
            f"{path}: cannot be read: {_cause(error)}", hint="Check the path and who may read it."
        ) from error
    except ValueError as error:
        raise MentorError(f"{str(path)!r}: is no path of a file: {error}") from error
    if len(data) > _MOST_BYTES:
        raise MentorError(f"{path}: is larger than 100 MB", hint="Split it into smaller files.")
    return data


def write_file(path: Path, data: bytes) -> None:
    """Write all of `data` to a file, in place of what was there; on an error what was there stays as it was.

    A link is followed, and a device or pipe such as `/dev/stdout` is written to as it is.

    Raises:
        MentorError: the folder is missing or read-only, the file is a folder or read-only, the disk is full, and the like.
    """
    try:
        _write(path, data)
    except OSError as error:
        raise MentorError(
            f"{path}: cannot be written: {_cause(error)}",
            hint="Nothing was changed. Choose another place with -o, or make room.",
        ) from error
    except ValueError as error:
        raise MentorError(f"{str(path)!r}: is no path of a file: {error}") from error


def _write(path: Path, data: bytes) -> None:
    held = path.stat() if path.exists() else None
    if held is not None and stat.S_ISDIR(held.st_mode):
        raise MentorError(
            f"{path}: is a folder, not a file", hint="Give the name of a file, such as summary.md in it."
        )
    if held is not None and not stat.S_ISREG(held.st_mode):
        path.write_bytes(data)
        return
    if held is not None and not os.access(path, os.W_OK):
        raise MentorError(f"{path}: is read-only", hint="Choose another name, or make the file writable.")
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise MentorError(
            f"{path}: there is no folder {target.parent}", hint="Make the folder first, or choose another."
        )
    _replace(target, data, None if held is None else stat.S_IMODE(held.st_mode))


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    # Beside the target, since a file moves in one step only within a file system; the name is short whatever the target's.
    draft = target.with_name(f".mentor-tui-{secrets.token_hex(6)}.tmp")
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            draft.chmod(mode)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _cause(error: OSError) -> str:
    return error.strerror or str(error)
