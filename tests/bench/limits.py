"""What nothing that is durable can undercut, timed in the same run as that which is held against it."""

import os
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

_LINE = b"x" * 299 + b"\n"


def append(path: Path) -> None:
    """Open a file, append 300 bytes, sync, close."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        os.write(descriptor, _LINE)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Times:
    """Seconds that named things took, taken turn by turn so that all of them see the same noise."""

    def __init__(self) -> None:
        self._seconds: dict[str, list[float]] = {}

    def take(self, name: str, work: Callable[[], object]) -> None:
        """Do something and note how long it took."""
        begin = perf_counter()
        work()
        self._seconds.setdefault(name, []).append(perf_counter() - begin)

    def middle(self, name: str) -> float:
        """The median."""
        return median(self._seconds[name])

    def high(self, name: str) -> float:
        """What 95 of a hundred stay under."""
        return quantiles(self._seconds[name], n=20)[-1]

    def ratio(self, name: str, to: str) -> float:
        """The median of one over the median of another."""
        return self.middle(name) / self.middle(to)
