"""The long form of the trials that the tests run in short: `python -m tests.store.trials`.

It takes some minutes and prints what each one counted. Full and read-only disks and power cuts need root and a Linux
that lends out loop devices; what cannot be tried here is said.
"""

import errno
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CalledProcessError

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from mentor_tui.errors import MentorError
from tests.store.book_trials import LostError, deleted_locks, kills, restores, writers, zones
from tests.store.disk_trials import (
    failing_calls,
    flips,
    full_disks,
    lagging_marks,
    read_only_disk,
    truncations,
)
from tests.store.power_trials import power_cuts, unsynced_power_cuts
from tests.store.recovery_trials import recovery
from tests.store.test_book_properties import BookMachine

_MACHINES = 500


def machines(_: Path) -> str:
    """The state machine of the tests, with more examples and more steps."""
    more = settings(
        max_examples=_MACHINES,
        stateful_step_count=50,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(BookMachine, settings=more)
    return f"{_MACHINES} runs of up to 50 steps: as a plain dictionary"


Trial = Callable[[Path], str]

ANYBODY: dict[str, Trial] = {
    "kill -9": lambda folder: kills(200, folder),
    "every truncation": lambda folder: truncations(4, folder),
    "bit flips": lambda folder: flips(2000, 24, folder),
    "writers at once": lambda folder: writers(4, 50, folder),
    "lock deleted": lambda folder: deleted_locks(4, 50, folder),
    "restore meanwhile": lambda folder: restores(100, folder),
    "mark lags behind": lambda folder: lagging_marks(500, 24, folder),
    "recovery": recovery,
    "zones, clock back": lambda folder: zones(60, folder),
    "disk errors (EIO)": lambda folder: failing_calls(errno.EIO, folder),
    "disk full (ENOSPC)": lambda folder: failing_calls(errno.ENOSPC, folder),
    "state machine": machines,
}
ROOT: dict[str, Trial] = {
    "small disk, full": lambda folder: full_disks(200, folder),
    "read-only disk": read_only_disk,
    "power cut": lambda folder: power_cuts(100, folder),
    "power cut, unsynced": lambda folder: unsynced_power_cuts(10, folder),
}


def outcome(trial: Trial) -> tuple[str, str]:
    """What a trial counted, or what went wrong, after a word for it."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            return "held", trial(Path(folder))
        except (LostError, MentorError) as error:
            return "BROKEN", str(error)
        except (CalledProcessError, OSError) as error:
            return "not tried", f"this machine does not allow it: {error}"


def main(wanted: list[str]) -> int:
    """Run the trials of these names, or all; 1 if one of them shows a broken promise."""
    broken = 0
    for name, trial in {**ANYBODY, **ROOT}.items():
        if wanted and name not in wanted:
            continue
        begun = time.perf_counter()
        if name in ROOT and os.geteuid():
            word, said = "not tried", "only root may mount a disk"
        else:
            word, said = outcome(trial)
        print(f"{name:20} {word:10} {said} ({time.perf_counter() - begun:.0f} s)", flush=True)  # noqa: T201 - a script
        broken += word == "BROKEN"
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
