"""Processes that share a book, in several time zones, and die.

Each trial says what it counted, and raises `LostError` with what went wrong.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

from mentor_tui.store.faults import ConflictError
from mentor_tui.store.records import Document, Operation
from mentor_tui.store.repair import begin_from, look
from mentor_tui.store.store import Store

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
KEYS = 40

Model = dict[str, dict[str, Document]]
Crash = Callable[[int], None]
"""Ends the process of this number, in whatever way."""


class LostError(Exception):
    """A promise was broken: what was acknowledged is not there, or what is there was never written."""


def planned(number: int, model: Model) -> list[Operation]:
    """What transaction `number` does to a model that holds all before it: always the same."""
    rng = random.Random(number)  # noqa: S311 - the same trial again
    operations = []
    for key in rng.sample(range(KEYS), rng.choice((1, 1, 20))):
        table, name = f"t{key % 3}", str(key)
        before = model.get(table, {}).get(name)
        gone = before is not None and rng.random() < 0.2
        after = None if gone else {"number": number, "note": "é" * rng.choice((0, 50, 5000))}
        operations.append(Operation(table, name, before, after))
    return operations


def play(model: Model, operations: list[Operation]) -> None:
    """Play operations on a model."""
    for each in operations:
        if each.after is None:
            model[each.table].pop(each.key, None)
        else:
            model.setdefault(each.table, {})[each.key] = each.after


def same(store: Store, model: Model) -> bool:
    """Whether a store holds what a model holds."""
    held = {name: dict(documents) for name, documents in store.snapshot().tables.items()}
    return held == {name: documents for name, documents in model.items() if documents}


def forked(work: Callable[[], None]) -> int:
    """Do work in a process of its own, whose number this returns."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        work()
        status = 0
    finally:
        sys.stdout.flush()
        os._exit(status)


def write_for_ever(folder: Path, model: Model, acknowledge: int) -> NoReturn:
    """Write one transaction after another, and say when each is done."""
    store = Store.open(folder)
    while True:
        number = store.number + 1
        operations = planned(number, model)
        store.commit(operations, at=NOON, who="Ana", why=str(number))
        os.write(acknowledge, b"%012d\n" % number)
        play(model, operations)
        if number % 7 == 0:
            store.compact(at=NOON, who="Ana", why="tidied")


def acknowledged(folder: Path, model: Model, crash: Crash, pause: float) -> int:
    """Let a process write, end it, and say which transaction it acknowledged last; 0 if none."""
    read, write = os.pipe()
    child = forked(lambda: write_for_ever(folder, model, write))
    os.close(write)
    heard = os.read(read, 13)
    time.sleep(pause)
    crash(child)
    os.waitpid(child, 0)
    while part := os.read(read, 1 << 16):
        heard += part
    os.close(read)
    return int(heard.split()[-1]) if heard.split() else 0


def checked(folder: Path, model: Model, reached: int, promised: int) -> int:
    """The last transaction in the book, after comparing it with what a model of the first `reached` ones leads to.

    Raises:
        LostError: If it holds anything else than its first transactions, all promised ones among them.
    """
    store = Store.open(folder)
    if store.number < promised:
        raise LostError(f"{promised} was acknowledged, but the book ends after {store.number}")
    for number in range(reached + 1, store.number + 1):
        play(model, planned(number, model))
    if not same(store, model):
        raise LostError(f"the book does not hold exactly its first {store.number} transactions")
    return store.number


def crashes(trials: int, folder: Path, crash: Crash, settle: Callable[[], None] | None = None) -> int:
    """Crash a writer at a random moment, again and again, on the same book; the transactions that it holds then.

    Args:
        trials: How often.
        folder: Where the book is.
        crash: What ends the writer.
        settle: What follows before the book is looked at.
    """
    rng = random.Random(trials)  # noqa: S311 - when to crash
    model: Model = {}
    reached = 0
    for _ in range(trials):
        promised = acknowledged(folder, model, crash, rng.random() * 0.02)
        if settle is not None:
            settle()
        reached = checked(folder, model, reached, promised or reached)
    if [each.number for each in Store.open(folder).transactions()] != list(range(reached, 0, -1)):
        raise LostError("the history has gaps")
    return reached


def kill(child: int) -> None:
    """End a process that has no time to notice it."""
    os.kill(child, signal.SIGKILL)


def kills(trials: int, folder: Path) -> str:
    """Kill a writer again and again."""
    reached = crashes(trials, folder, kill)
    return f"{trials} kills, {reached} transactions: 0 unreadable, 0 acknowledged lost, 0 torn"


def writers(count: int, batches: int, folder: Path, begun: int = 0) -> str:
    """Let processes write at the same time, to documents of their own and to one that they share.

    Args:
        count: How many.
        batches: How often each of them writes.
        folder: Where the book is.
        begun: How many changes are in it already.
    """

    def write(name: str) -> None:
        store = Store.open(folder, patience=60)
        for number in range(batches):
            while True:
                store.refresh()
                before = store.table("shared").get("sum")
                after = {"sum": (before["sum"] if before else 0) + 1}
                own = [Operation("own", f"{name}.{number}.{each}", None, {"by": name}) for each in range(3)]
                try:
                    store.commit(
                        [Operation("shared", "sum", before, after), *own], at=NOON, who=name, why="counted"
                    )
                except ConflictError:
                    continue
                break
            if number % 9 == 0:
                store.compact(at=NOON, who=name, why="tidied")

    children = [forked(lambda name=str(each): write(name)) for each in range(count)]  # type: ignore[misc] # a default
    failed = [child for child in children if os.waitpid(child, 0)[1]]
    store = Store.open(folder)
    total = count * batches
    if failed or store.number != total + begun or store.table("shared")["sum"] != {"sum": total}:
        raise LostError(f"{len(failed)} writers failed; {store.number} of {total} transactions are there")
    if len(store.table("own")) != 3 * total or len(list(store.transactions())) != total + begun:
        raise LostError("documents or history are missing")
    return f"{count} writers, {total} transactions: 0 lost, 0 errors"


def zones(turns: int, folder: Path) -> str:
    """Let programs in several time zones take turns, with clocks that jump back and forth."""
    places = {"EST5": -5, "IST-5:30": 5.5, "NZDT-13": 13}
    written: list[tuple[str, datetime]] = []
    rng = random.Random(turns)  # noqa: S311 - where the clock jumps

    def write(place: str, at: datetime) -> None:
        os.environ["TZ"] = place
        time.tzset()
        operation = Operation("t", str(len(written)), None, {"place": place})
        Store.open(folder).commit([operation], at=at.astimezone(), who=place, why="logged")

    for turn in range(turns):
        place = list(places)[turn % len(places)]
        at = NOON + timedelta(seconds=rng.randrange(-40_000, 40_000))
        if os.waitpid(forked(lambda here=place, moment=at: write(here, moment)), 0)[1]:  # type: ignore[misc] # defaults
            raise LostError(f"the one in {place} could not write")
        written.append((place, at))
    store = Store.open(folder)
    found = list(store.transactions())[::-1]
    if [each.number for each in found] != list(range(1, turns + 1)) or len(store.table("t")) != turns:
        raise LostError("what was written is not there in the order in which it was")
    for each, (place, at) in zip(found, written, strict=True):
        if each.at != at or each.at.utcoffset() != timedelta(hours=places[place]):
            raise LostError(f"{at} in {place} came back as {each.at}")
    return f"{turns} turns in {len(places)} zones: order and moments as written"


def deleted_locks(count: int, batches: int, folder: Path) -> str:
    """Let somebody delete the lock and the mark again and again while processes write."""

    def delete() -> None:
        rng = random.Random(count)  # noqa: S311 - when to delete
        while True:
            for suffix in (".lock", ".mark"):
                (folder / f"book.jsonl{suffix}").unlink(missing_ok=True)
            time.sleep(rng.random() * 0.004)

    log_one(folder, 0)
    vandal = forked(delete)
    try:
        said = writers(count, batches, folder, begun=1)
    finally:
        kill(vandal)
        os.waitpid(vandal, 0)
    return f"{said} while the lock and the mark were deleted all the time"


def log_one(folder: Path, number: int) -> None:
    """Write one change."""
    operation = Operation("begun", str(number), None, {"number": number})
    Store.open(folder, patience=60).commit([operation], at=NOON, who="Bo", why="begun")


def restores(trials: int, folder: Path) -> str:
    """Put a backup into a folder in which another program makes its first changes."""
    log_one(folder / "backup", 0)
    backup = folder / "backup" / "book.jsonl"
    put_back = 0
    for trial in range(trials):
        place = folder / str(trial)

        def write(place: Path = place) -> None:
            for number in range(1, 4):
                log_one(place, number)

        writer = forked(write)
        time.sleep(random.Random(trial).random() * 0.06)  # noqa: S311 - when to put it back
        put_back += begin_from(backup, place, patience=60) is not None
        if os.waitpid(writer, 0)[1]:
            raise LostError(f"trial {trial}: the writer failed")
        there = set(Store.open(place).table("begun"))
        if not {"1", "2", "3"} <= there or look(place).faults:
            raise LostError(f"trial {trial}: of the acknowledged changes only {there} are there")
    return f"{trials} restores during first writes, {put_back} came first: 0 acknowledged lost"
