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

_TICKS = os.sysconf("SC_CLK_TCK")
_PATIENCE = 30.0


class Start(NamedTuple):
    """Seconds from start to the frame: on the wall clock, and of processor time."""

    wall: float
    cpu: float


def time_to_text(command: Sequence[str], texts: Sequence[str], columns: int = 120, rows: int = 36) -> Start:
    """Start `command` and stop it as soon as all `texts` have been written to the terminal.

    Raises:
        TimeoutError: the texts did not come within half a minute.
    """
    wanted = [text.encode() for text in texts]
    begin = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
        os.execvp(command[0], list(command))  # noqa: S606 - the program under test
    ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    seen = b""
    try:
        while not all(text in seen for text in wanted):
            if time.perf_counter() - begin > _PATIENCE:
                raise TimeoutError(f"{command} did not show {texts}; it wrote {seen[-400:]!r}")
            if select.select([terminal], [], [], 0.5)[0]:
                seen += os.read(terminal, 65536)
        return Start(time.perf_counter() - begin, _cpu(child))
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def _cpu(process: int) -> float:
    with open(f"/proc/{process}/stat", encoding="ascii") as file:  # noqa: PTH123 - a file of the kernel's
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
