"""One thing done in a process of its own, so that its time and memory are not another's.

`python -m tests.bench.probes WHAT PLACE` prints seconds, bytes kept and the most bytes used, all without what the
process needed before it began.
"""

import gc
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from itertools import chain
from operator import itemgetter
from pathlib import Path
from time import perf_counter
from typing import NamedTuple, TypeAlias

import orjson

from mentor_tui.logbook.logbook import Logbook
from mentor_tui.store.store import Store
from tests.bench.peers import SqliteLogbook

Work: TypeAlias = Callable[[], object]


class Probe(NamedTuple):
    """Seconds, and bytes: kept at the end, and the most at any time."""

    seconds: float
    kept: float
    most: float


def probe(what: str, place: Path) -> Probe:
    """Do one thing in a new process."""
    command = [sys.executable, "-m", "tests.bench.probes", what, str(place)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    return Probe(*map(float, run.stdout.split()))


def _lines(place: Path) -> Work:
    """Parse every line and keep what is in it, with the collector off, as the store has it."""

    def parse() -> object:
        gc.disable()
        with place.open("rb", buffering=1 << 18) as file:
            return [orjson.loads(line) for line in file]

    return parse


def _store(place: Path) -> Work:
    return lambda: Store.open(place.parent)


def _records(place: Path) -> Work:
    """Everybody's record, with the collector off, as the program has it until its first frame."""

    def read() -> object:
        gc.disable()
        logbook = Logbook.open(place.parent, who="bench")
        return logbook, logbook.records()

    return read


def _rows(place: Path) -> Work:
    def read() -> object:
        gc.disable()
        return SqliteLogbook(place).everything()

    return read


def _hours(place: Path) -> Work:
    store = Store.open(place.parent)

    def add_up() -> dict[tuple[str, str], int]:
        sums: dict[tuple[str, str], int] = {}
        for name in store.tables("sheets/"):
            of_one: defaultdict[str, int] = defaultdict(int)
            for line in chain.from_iterable(map(itemgetter("lines"), store.table(name).values())):
                of_one[line["area"]] += line["minutes"]
            sums |= {(name, area): minutes for area, minutes in of_one.items()}
        return sums

    return add_up


def _sqlite_hours(place: Path) -> Work:
    return SqliteLogbook(place).hours


_PROBES: dict[str, Callable[[Path], Work]] = {
    "lines": _lines,
    "store": _store,
    "records": _records,
    "rows": _rows,
    "hours": _hours,
    "SQLite hours": _sqlite_hours,
}


def _status(field: str) -> int:
    """A field of what the kernel says about this process, in bytes; it begins anew with each program started."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) * 1024


def main(what: str, place: Path) -> None:
    """Do it once everything that it needs is there, and print what it took."""
    work = _PROBES[what](place)
    gc.collect()
    before = _status("VmRSS:")
    begin = perf_counter()
    kept = work()
    seconds = perf_counter() - begin
    print(seconds, _status("VmRSS:") - before, _status("VmHWM:") - before)
    del kept


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
