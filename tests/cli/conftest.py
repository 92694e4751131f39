"""Runs the program in this process, on a logbook of its own."""

from pathlib import Path

import pytest

from mentor_tui.__main__ import main
from tests.cli.outcome import Outcome, Run

FRIDAY = "2026-11-20"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("log", "ana", ...)` on the Friday that all tests agree on; `as_of` for another day."""
    monkeypatch.setenv("COLUMNS", "80")

    def call(*words: str, as_of: str = FRIDAY) -> Outcome:
        capsys.readouterr()
        code = main(["--data-dir", str(home), "--as-of", as_of, *words])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


@pytest.fixture
def shop(run: Run) -> Run:
    """A logbook with Ana, who started in a diesel shop at the beginning of the year."""
    added = run(
        "add", "Ana Ruiz", "--start", "2026-01-05", "--shop", "Granite Diesel", "--shop-type", "diesel-shop"
    )
    assert added.code == 0, added.err
    return run
