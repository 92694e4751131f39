"""Several processes on one book, some of which die."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("trial", "expected"),
    [
        ("kills(30, folder)", "0 unreadable, 0 acknowledged lost, 0 torn"),
        ("writers(4, 50, folder)", "4 writers, 200 transactions: 0 lost, 0 errors"),
        ("deleted_locks(3, 20, folder)", "3 writers, 60 transactions: 0 lost, 0 errors"),
        ("restores(8, folder)", "0 acknowledged lost"),
        ("zones(12, folder)", "12 turns in 3 zones: order and moments as written"),
    ],
)
def test_processes_lose_nothing(tmp_path: Path, trial: str, expected: str) -> None:
    program = (
        f"from pathlib import Path; folder = Path({str(tmp_path)!r}); "
        f"from tests.store.book_trials import *; print({trial})"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
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
