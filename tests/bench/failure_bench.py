"""What is lost when things go wrong: the trials of the store's tests, in short."""

import errno
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.rows import Row
from tests.store.book_trials import LostError, kills, writers
from tests.store.disk_trials import failing_calls, flips, truncations

_TRIALS: dict[str, tuple[str, Callable[[Path], str]]] = {
    "kill -9": ("0 unreadable, 0 lost, 0 torn", lambda folder: kills(30, folder)),
    "every truncation": ("exactly the transactions before it", lambda folder: truncations(2, folder)),
    "bit flips": ("all found", lambda folder: flips(300, 12, folder)),
    "writers at once, with compactions": ("0 lost, 0 errors", lambda folder: writers(4, 50, folder)),
    "disk full at any call": ("memory = disk", lambda folder: failing_calls(errno.ENOSPC, folder)),
    "disk error at any call": ("memory = disk", lambda folder: failing_calls(errno.EIO, folder)),
}


def failure_rows(folder: Path) -> Iterator[Row]:
    """Run each trial in a folder of its own."""
    for goal, (demand, trial) in _TRIALS.items():
        place = folder / goal
        place.mkdir()
        try:
            yield Row(goal, demand, trial(place), held=True)
        except LostError as error:
            yield Row(goal, demand, str(error), held=False)
