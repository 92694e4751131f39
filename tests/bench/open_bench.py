"""What it costs to open the logbook, to read it and to keep it, against orjson and SQLite."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

import orjson

from mentor_tui.logbook.logbook import Logbook
from mentor_tui.store.records import Operation
from mentor_tui.store.store import Store
from tests.bench.books import documents, name_of
from tests.bench.probes import Probe, probe
from tests.bench.pseudo_terminal import time_to_text
from tests.bench.rows import Row, at_most
from tests.bench.startup import HELLO
from tests.bench.store_bench import AT, Peers, sheet

_OPENINGS = 5
_MOST_MS = {"S": 20.0, "M": 120.0, "L": 1000.0, "L compacted": 500.0}
_MOST_MS_OF_XL = 10_000.0
_SOMEBODY = name_of(0).split()[0]
_WORKED_OUT = "■■■"
"""The weeks of an apprentice, as the roster draws them."""
_POLL_S = 1.0
"""How often the terminal face looks at what other terminals wrote."""


def open_rows(peers: dict[str, Peers]) -> Iterator[Row]:
    """Open every size, as it was written and, the largest, rewritten; orjson parses and keeps the same lines."""
    for name, peer in peers.items():
        yield _open_row(name, peer.store.path)
    name, peer = list(peers.items())[-1]
    peer.store.compact(at=AT, who="bench", why="tidied")
    yield _open_row(f"{name} compacted", peer.store.path)


def _open_row(what: str, path: Path) -> Row:
    pairs = [(probe("store", path), probe("lines", path)) for _ in range(_OPENINGS)]
    ratio = median(ours.seconds / floor.seconds for ours, floor in pairs)
    ms = 1000 * median(ours.seconds for ours, _ in pairs)
    most = _MOST_MS.get(what, _MOST_MS_OF_XL)
    return at_most(f"open, ready to query, {what}", [(ratio, 2.5, " × orjson"), (ms, most, " ms")])


def read_rows(peers: dict[str, Peers]) -> Iterator[Row]:
    """Read from the largest: a page, the hours, what another terminal wrote."""
    name, peer = list(peers.items())[-1]
    logbook = Logbook(peer.store, who="bench")
    pages = [_seconds(lambda key=key: logbook.record(key)) for key in logbook.keys()[:60]]  # type: ignore[misc] # a default
    yield at_most(f"an apprentice's page as models, {name}", [(1000 * median(pages), 5.0, " ms")])
    ratio = _seconds_of("hours", peer.store.path) / _seconds_of("SQLite hours", peer.sqlite_path)
    yield at_most(f"hours by apprentice × area, {name}", [(ratio, 0.6, " × SQLite")])
    yield from _other_terminal_rows(name, peer)


def _other_terminal_rows(name: str, peer: Peers) -> Iterator[Row]:
    other = Store.open(peer.book)
    seen: list[float] = []
    for number in range(20):
        table, key, document = sheet(9000 + number, number, 480)
        peer.commit([Operation(table, key, None, document)])
        seen.append(_seconds(other.refresh))
        if key not in other.table(table):
            raise RuntimeError("the other terminal did not see it")
    idle = [_seconds(other.refresh) for _ in range(2000)]
    waited = _POLL_S + max(seen)
    yield at_most(f"a second terminal sees a change, {name}, at worst", [(waited, 1.5, " s")])
    yield at_most(f"an idle poll, {name}", [(1e6 * median(idle), 20.0, " µs")])


def size_rows(peers: dict[str, Peers]) -> Iterator[Row]:
    """Memory, and the file beside one JSON document of the same."""
    for name, peer in peers.items():
        sheets = peer.size.apprentices * peer.size.weeks
        json = sum(len(orjson.dumps([key, document])) for _, key, document in documents(peer.size))
        kept = median(probe("store", peer.store.path).kept for _ in range(3))
        yield at_most(
            f"memory a sheet, {name}, of {json / sheets:.0f} bytes of JSON",
            [(kept / sheets / 1000, 1.2, " kB")],
        )
        if name == "S":
            yield at_most("file with one line a sheet, S", [(_one_by_one(peer) / json, 1.4, " × JSON")])


def _one_by_one(peer: Peers) -> int:
    folder = peer.book / "one-by-one"
    with Store.open(folder) as store:
        for table, key, document in documents(peer.size):
            store.commit(
                [Operation(table, key, None, document)], at=AT, who="Maria Keller", why="logged a week"
            )
        return store.path.stat().st_size


def roster_rows(peers: dict[str, Peers]) -> Iterator[Row]:
    """All records as models, as a roster needs them: time, and the most memory used."""
    for name, peer in peers.items():
        ours = _best("records", peer.store.path)
        for other, what, path in (
            ("orjson", "lines", peer.store.path),
            ("SQLite", "rows", peer.sqlite_path),
        ):
            theirs = _best(what, path)
            time, memory = ours.seconds / theirs.seconds, ours.most / theirs.most
            reached = f"{time:.2f} × time, {memory:.2f} × most memory"
            yield Row(f"all records as models, {name}, ÷ {other}", "–", reached, None)
        yield Row(
            f"all records as models, {name}", "–", f"{ours.seconds:.2f} s, {ours.most / 1e6:.0f} MB", None
        )


def screen_row(name: str, book: Path) -> Row:
    """The program's first roster on a screen, against a hello-world Textual app."""
    command = [sys.executable, "-m", "mentor_tui", "--data-dir", str(book)]
    floor = time_to_text([sys.executable, "-c", HELLO], ["Hello, World"])
    ours = time_to_text(command, [_SOMEBODY, _WORKED_OUT])
    reached = (
        f"{ours.wall / floor.wall:.1f} × wall ({ours.wall:.1f} s), {ours.cpu / floor.cpu:.1f} × CPU, "
        f"{ours.most / floor.most:.1f} × most memory ({ours.most / 1e6:.0f} MB)"
    )
    return Row(f"roster on the screen, {name}, ÷ hello world", "–", reached, None)


def _best(what: str, path: Path) -> Probe:
    return min(probe(what, path) for _ in range(2))


def _seconds_of(what: str, path: Path) -> float:
    return median(probe(what, path).seconds for _ in range(_OPENINGS))


def _seconds(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin
