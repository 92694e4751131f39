"""Reads a file that may be something else: a pipe or a device is refused instead of waited for."""

import errno
import os
import stat
from pathlib import Path


def read_plain(path: Path) -> bytes:
    """All bytes of a file.

    Raises:
        OSError: it cannot be read, or is no file.
    """
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is not a file", str(path))
        return file.read()
