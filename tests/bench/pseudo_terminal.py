"""Start a program in a pseudo-terminal and time it to the bytes that show a text."""

import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from fcntl import ioctl
from typing import NamedTuple

_PATIENCE = 30.0
_DEVELOPERS = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONDEVMODE", "PYTHONPROFILEIMPORTTIME"}


class Start(NamedTuple):
    """Seconds from start to the frame, on the wall clock and of processor time, and the most bytes used until then."""

    wall: float
    cpu: float
    most: float = 0.0


def time_to_text(command: Sequence[str], texts: Sequence[str], columns: int = 120, rows: int = 36) -> Start:
    """Start `command` and stop it as soon as all `texts` have been written to the terminal.

    Raises:
        TimeoutError: the texts did not come within half a minute.
    """
    wanted = [text.encode() for text in texts]
    begin = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        screen = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        os.execvpe(command[0], list(command), surroundings() | screen)  # noqa: S606 - the program under test
    ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    seen = b""
    try:
        while not all(text in seen for text in wanted):
            if time.perf_counter() - begin > _PATIENCE:
                raise TimeoutError(f"{command} did not show {texts}; it wrote {seen[-400:]!r}")
            if select.select([terminal], [], [], 0.5)[0]:
                seen += os.read(terminal, 65536)
        wall, most = time.perf_counter() - begin, _most(child)
    finally:
        os.kill(child, signal.SIGKILL)
        # Only the kernel's account at the end is exact; until then it is told in hundredths of a second.
        _, _, usage = os.wait4(child, 0)
        os.close(terminal)
    return Start(wall, usage.ru_utime + usage.ru_stime, most)


def time_to_end(command: Sequence[str]) -> Start:
    """Run `command` to its end, which must be a good one; what it prints is thrown away."""
    begin = time.perf_counter()
    actions = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(command[0], list(command), surroundings(), file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
    return Start(time.perf_counter() - begin, usage.ru_utime + usage.ru_stime)


def surroundings() -> dict[str, str]:
    """The environment of a user's machine, where compiled modules are kept and output is buffered."""
    return {name: value for name, value in os.environ.items() if name not in _DEVELOPERS}


def _most(process: int) -> float:
    with open(f"/proc/{process}/status", encoding="ascii") as file:  # noqa: PTH123 - a file of the kernel's
        return next(float(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM:"))
