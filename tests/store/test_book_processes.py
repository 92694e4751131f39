"""Several processes on one book, some of which die."""

import subprocess
import sys
from pathlib import Path

import pytest

TRIALS = Path(__file__).with_name("book_trials.py")
PROJECT = TRIALS.parents[2]


@pytest.mark.parametrize(
    ("trial", "count", "expected"),
    [
        ("kills", 30, "0 unreadable, 0 acknowledged lost, 0 torn"),
        ("writers", 2, "2 writers, 50 transactions: 0 lost, 0 errors"),
    ],
)
def test_processes_lose_nothing(trial: str, count: int, expected: str) -> None:
    run = subprocess.run(
        [sys.executable, TRIALS, trial, str(count)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=PROJECT,
        env={"PYTHONPATH": str(PROJECT)},
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert expected in run.stdout


def test_opening_a_book_loads_nothing_it_does_not_need(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from mentor_tui.store.store import Store; "
        f"Store.open(Path({str(tmp_path)!r})); "
        "print([name for name in ('textual', 'filelock', 'pydantic') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=PROJECT, timeout=60
    )
    assert run.stdout.strip() == "[]"
