"""A real pseudo-terminal with a screen to read: type, and wait until a text is there."""

import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from fcntl import ioctl
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

_PATIENCE = 20.0
_CHECKOUT = Path(__file__).parents[2]
KEYS = {
    "enter": "\r",
    "esc": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "backspace": "\x7f",
    "space": " ",
    "f1": "\x1bOP",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f8": "\x1b[19~",
    "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~",
} | {f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"}


class Terminal:
    """A program running in a terminal of `columns` by `rows`."""

    def __init__(
        self,
        command: Sequence[str],
        columns: int = 120,
        rows: int = 36,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            # These would count for more than the terminal's own size.
            for name in ("COLUMNS", "LINES"):
                os.environ.pop(name, None)
            os.environ["PYTHONPATH"] = str(_CHECKOUT)
            os.chdir(cwd or _CHECKOUT)
            os.environ.update(
                {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"} | dict(env or {})
            )
            # Not the process's own environment: readline, which pytest loads, has put COLUMNS and LINES in there.
            os.execvpe(command[0], list(command), os.environ)  # noqa: S606 - the program under test
        self._status: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is None:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        os.close(self._terminal)

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def type(self, *keys: str) -> None:
        """Send keys by name, or text as it is."""
        for key in keys:
            os.write(self._terminal, KEYS.get(key, key).encode())
            self._read(0.02)

    def burst(self, *keys: str) -> None:
        """Send keys in one write, as a hand on two keys or a paste without brackets does."""
        with suppress(OSError):  # It may have been left by one of the keys before.
            os.write(self._terminal, "".join(KEYS.get(key, key) for key in keys).encode())
        self._read(0)

    def wait_for(self, text: str) -> None:
        """Wait until the text is on the screen."""
        self.wait_until(lambda: text in self.text, f"{text!r} on the screen")

    def wait_until_still(self, patience: float = _PATIENCE) -> None:
        """Wait until nothing more is drawn, for `patience` seconds at most."""
        end, drawn = time.monotonic() + patience, -1
        while len(self.raw) > drawn and time.monotonic() < end and not self.ended:
            drawn = len(self.raw)
            self._read(0.15)

    def wait_until(self, condition: Callable[[], bool], meaning: str) -> None:
        """Wait until the condition holds.

        Raises:
            TimeoutError: it did not in time; says what was on the screen.
        """
        end = time.monotonic() + _PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"waited in vain for {meaning}; the screen shows\n{self.text}")
            self._read(0.05)

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        os.kill(self.process, number)

    @property
    def ended(self) -> bool:
        """Whether the program has ended."""
        if self._status is None:
            process, status = os.waitpid(self.process, os.WNOHANG)
            self._status = os.waitstatus_to_exitcode(status) if process else None
        return self._status is not None

    def wait_for_end(self, patience: float = _PATIENCE) -> int:
        """Wait until the program has ended; its exit code, negative for a signal."""
        end = time.monotonic() + max(patience, _PATIENCE)
        while not self.ended:
            if time.monotonic() > end:
                raise TimeoutError(f"the program did not end; the screen shows\n{self.text}")
            self._read(0.02)
        self._read(0.02)
        assert self._status is not None
        return self._status

    def _read(self, wait: float) -> None:
        while select.select([self._terminal], [], [], wait)[0]:
            try:
                data = os.read(self._terminal, 65536)
            except OSError:
                return
            if not data:
                return
            self.raw += data
            self._stream.feed(data)
            wait = 0
