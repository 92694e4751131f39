"""A small book: one rewriting and ten transactions."""

from datetime import UTC, datetime
from pathlib import Path

from mentor_tui.store.records import Operation
from mentor_tui.store.store import Store

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def log(store: Store, number: int) -> None:
    """One transaction on three documents."""
    operations = [
        Operation("t", f"{number}.{n}", None, {"number": number, "text": "Zürich ✔"}) for n in range(3)
    ]
    store.commit(operations, at=NOON, who="Ana", why=f"logged {number}")


def make_small_book(folder: Path) -> Path:
    """Line 1, one opening line, lines 3 to 7; five more transactions are in the kept generation."""
    store = Store.open(folder)
    for number in range(1, 6):
        log(store, number)
    store.compact(at=NOON, who="Ana", why="tidied")
    for number in range(6, 11):
        log(store, number)
    return folder
