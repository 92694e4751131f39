"""What a run makes for a moment, and what a killed run leaves of it.

The name says which process made it, so that another can tell what is under way from what was left behind.
"""

import os
import re
from contextlib import suppress
from pathlib import Path

_PROCESS = r"(?:\.|-)([0-9]+)(?:-[^.]*)?(?:\.new|\.tmp|)$"
_OLD = 3600.0
"""Seconds: in a folder that several machines share, what is younger may be that of a process of another one."""


def sweep(folder: Path, pattern: str, now: float) -> None:
    """Remove the files of processes that are no more. What cannot be removed stays.

    Args:
        folder: Where they are.
        pattern: Their names, in which the number of the process comes last but for a part of its own.
        now: The time by the clock of the disk, such as that of a file just written, in seconds.
    """
    with suppress(OSError):
        for path in folder.glob(pattern):
            with suppress(OSError):
                if abandoned(path.name) and now - path.stat().st_mtime > _OLD:
                    path.unlink()


def abandoned(name: str) -> bool:
    """Whether the process that a name says it belongs to is no more; False where it says none."""
    process = re.search(_PROCESS, name)
    if process is None:
        return False
    try:
        os.kill(int(process[1]), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except OSError:
        return False
    return False
