"""Processes that share a book, and die: run as a script, with the number of trials.

Usage: python tests/store/book_trials.py kills 200
       python tests/store/book_trials.py writers 4

It prints one line of what it counted, and fails with what went wrong.
"""

import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from mentor_tui.store.faults import ConflictError
from mentor_tui.store.records import Document, Operation
from mentor_tui.store.store import Store

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
KEYS = 40
CHANGES_A_WRITER = 25

Model = dict[str, dict[str, Document]]


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


def kills(trials: int, folder: Path) -> str:
    """Kill a writer at a random moment, again and again, on the same book."""
    rng = random.Random(trials)  # noqa: S311 - when to kill
    model: Model = {}
    reached = 0
    for trial in range(trials):
        read, write = os.pipe()
        child = forked(lambda to=write: write_for_ever(folder, model, to))  # type: ignore[misc] # a default holds it
        os.close(write)
        heard = os.read(read, 13)
        time.sleep(rng.random() * 0.02)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while part := os.read(read, 1 << 16):
            heard += part
        os.close(read)
        acknowledged = int(heard.split()[-1]) if heard.split() else reached
        store = Store.open(folder)
        if store.number < acknowledged:
            sys.exit(
                f"trial {trial}: {acknowledged} was acknowledged, but the book ends after {store.number}"
            )
        for number in range(reached + 1, store.number + 1):
            play(model, planned(number, model))
        if not same(store, model):
            sys.exit(f"trial {trial}: the book does not hold exactly its first {store.number} transactions")
        reached = store.number
    if [each.number for each in Store.open(folder).transactions()] != list(range(reached, 0, -1)):
        sys.exit("the history has gaps")
    return f"{trials} kills, {reached} transactions: 0 unreadable, 0 acknowledged lost, 0 torn"


def writers(count: int, folder: Path) -> str:
    """Let processes write at the same time, to documents of their own and to one that they share."""

    def write(name: str) -> None:
        store = Store.open(folder, patience=60)
        for number in range(CHANGES_A_WRITER):
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
    total = count * CHANGES_A_WRITER
    if failed or store.number != total or store.table("shared")["sum"] != {"sum": total}:
        sys.exit(f"{len(failed)} writers failed; {store.number} of {total} transactions are there")
    if len(store.table("own")) != 3 * total or len(list(store.transactions())) != total:
        sys.exit("documents or history are missing")
    return f"{count} writers, {total} transactions: 0 lost, 0 errors"


def main(name: str, count: int) -> None:
    """Run a trial in a folder of its own and print what it counted."""
    trial = {"kills": kills, "writers": writers}[name]
    with tempfile.TemporaryDirectory() as folder:
        print(trial(count, Path(folder)))  # noqa: T201 - it is a script


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
