"""What the journeys share."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from mentor_tui.logbook.kinds import address_of, dump, entries_of
from mentor_tui.logbook.sample import sample_records
from mentor_tui.store.records import Operation
from mentor_tui.store.store import Store

FRIDAY = date(2026, 11, 20)


def program(*words: str) -> list[str]:
    """The command line of the program under test."""
    return [sys.executable, "-m", "mentor_tui", *words]


def on_friday(folder: Path) -> list[str]:
    """The program on the sample shop's logbook, on the Friday that it was made for."""
    return program("--data-dir", str(folder), "--as-of", str(FRIDAY))


def make_sample_book(folder: Path) -> None:
    """Make a logbook of one's own, with everybody of the sample shop in it."""
    rows = [
        Operation(*address_of(written), None, dump(written))
        for record in sample_records(FRIDAY)
        for written in entries_of(record)
    ]
    with Store.open(folder) as store:
        store.commit(rows, at=datetime(2026, 11, 20, 17, tzinfo=UTC), who="Dana", why="made for a test")
