"""What it costs to write to the logbook, against an appended line and against SQLite."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mentor_tui.store.records import Operation
from mentor_tui.store.store import Store
from tests.bench.books import SIZES, documents, make_book
from tests.bench.limits import Times, append
from tests.bench.peers import SqliteLogbook
from tests.bench.rows import Row, at_most

AT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
_ROUNDS = 80
_BATCHES = 25
_BATCH = 60
_HIGH = 4.0


class Peers:
    """The same logbook as a book and in SQLite, side by side on one disk."""

    def __init__(self, folder: Path, name: str) -> None:
        size = SIZES[name]
        self.size, self.book = size, folder / name
        make_book(self.book, size)
        self.store = Store.open(self.book)
        self.sqlite_path = self.book / "peer.sqlite"
        self.sqlite = SqliteLogbook(self.sqlite_path)
        self.sqlite.fill(documents(size))

    def commit(self, operations: list[Operation]) -> None:
        """Write to the book."""
        self.store.commit(operations, at=AT, who="bench", why="logged")

    def close(self) -> None:
        """Close the files."""
        self.sqlite.close()
        self.store.close()


def sheet(number: int, apprentice: int, minutes: int) -> tuple[str, str, dict[str, Any]]:
    """Table, key and document of a week sheet that no book of the benchmarks holds."""
    key, week = f"a{apprentice:04}", f"{2030 + number // 12}-{number % 12 + 1:02}-01"
    lines = [
        {"kind": "car", "area": area, "minutes": minutes}
        for area in ("brakes", "electrical", "engine-performance")
    ]
    sign_off = {"state": "approved", "by": "M. Keller", "at": f"{week}T16:30:00+00:00"}
    document = {"apprentice": key, "week": week, "placement": "p1", "lines": lines, "sign_off": sign_off}
    return f"sheets/{key}", f"{week}/p1", document


def write_rows(peers: dict[str, Peers], folder: Path) -> Iterator[Row]:
    """Log, update and delete one sheet in every size, and a Friday's batch."""
    logged: dict[str, float] = {}
    times = {name: Times() for name in peers}
    for number in range(_ROUNDS):
        for name, peer in peers.items():
            _one_sheet(times[name], peer, folder / "limit", number)
    for name in peers:
        taken = times[name]
        logged[name] = taken.ratio("log", "limit")
        for what, most in (("log", 1.0), ("update", 1.6), ("delete", 1.6)):
            figures = [
                (taken.ratio(what, "limit"), 2.0, " × limit"),
                (taken.ratio(what, f"SQLite {what}"), most, " × SQLite"),
            ]
            yield at_most(f"{what} one sheet, {name}", figures)
            yield _high_row(f"{what} one sheet, {name}, 95 of 100", taken, what)
    first, last = next(iter(peers)), list(peers)[-1]
    yield at_most(f"log one sheet at {last} ÷ at {first}", [(logged[last] / logged[first], 1.3, "")])
    for name, peer in peers.items():
        yield _batch_row(name, peer, folder / "limit")


def _high_row(goal: str, times: Times, what: str) -> Row:
    row = at_most(goal, [(times.high(what) / times.middle("limit"), _HIGH, " × limit")])
    own = times.high("limit") / times.middle("limit")
    # On a disk that somebody else uses as well, the limit itself is not what it is most of the time.
    return row._replace(
        reached=f"{row.reached} (the limit's own {own:.2f})", held=None if own > _HIGH else row.held
    )


def _one_sheet(times: Times, peer: Peers, limit: Path, number: int) -> None:
    table, key, first = sheet(number, number % peer.size.apprentices, 480)
    second = sheet(number, number % peer.size.apprentices, 495)[2]
    steps = {
        "log": [Operation(table, key, None, first)],
        "update": [Operation(table, key, first, second)],
        "delete": [Operation(table, key, second, None)],
    }
    for what, operations in steps.items():
        times.take("limit", lambda: append(limit))
        times.take(what, lambda each=operations: peer.commit(each))  # type: ignore[misc] # a default holds it
        times.take(f"SQLite {what}", lambda each=operations: peer.sqlite.commit(each))  # type: ignore[misc] # the same


def _batch_row(name: str, peer: Peers, limit: Path) -> Row:
    times = Times()
    for number in range(_BATCHES):
        people = range(_BATCH)
        operations = [
            Operation(table, key, None, document)
            for table, key, document in (
                sheet(1000 + number * _BATCH + one, one % peer.size.apprentices, 480) for one in people
            )
        ]
        times.take("limit", lambda: append(limit))
        times.take("batch", lambda each=operations: peer.commit(each))  # type: ignore[misc] # a default holds it
        times.take("SQLite", lambda each=operations: peer.sqlite.commit(each))  # type: ignore[misc] # the same
    figures = [
        (times.ratio("batch", "limit"), 10.0, " × limit"),
        (times.ratio("batch", "SQLite"), 0.8, " × SQLite"),
    ]
    return at_most(f"Friday batch of {_BATCH}, {name}", figures)
