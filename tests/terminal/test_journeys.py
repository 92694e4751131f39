"""A Friday in a real pseudo-terminal: the roster, a week, an export, and what the system may do meanwhile."""

import json
import signal
from pathlib import Path

import pytest

from mentor_tui.__main__ import main
from tests.terminal.journeys import on_friday, program
from tests.terminal.terminal import Terminal

SIZES = [(120, 36), (80, 24)]
pytestmark = pytest.mark.terminal


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_week_is_logged_and_a_summary_written_by_keyboard(
    shop: Path, columns: int, rows: int, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = on_friday(shop)
    with Terminal(words, columns, rows, cwd=tmp_path) as terminal:
        terminal.wait_for("Ana [B] Ruiz")
        terminal.type("/devon", "enter")
        terminal.wait_for("1 of 24")
        terminal.type("l")
        terminal.wait_for("Log a week: Devon Banks")
        terminal.type("ctrl+y", "ctrl+o")
        terminal.wait_until(lambda: "Log a week:" not in terminal.text, "the week kept")
        terminal.wait_for("■■■■■■■■  1.4")
        terminal.type("x")
        terminal.wait_for("Export the eligibility summary")
        terminal.type("enter")
        terminal.wait_until(lambda: any(tmp_path.glob("eligibility-*.md")), "the summary on disk")
        terminal.type("q", "q")
        assert terminal.wait_for_end() == 0
    summary = next(tmp_path.glob("eligibility-*.md")).read_text(encoding="utf-8")
    assert "Devon Banks" in summary
    assert main(["--data-dir", str(shop), "history", "--json"]) == 0
    newest = json.loads(capsys.readouterr().out)["changes"][0]
    assert newest["why"].startswith("logged and approved Devon Banks")


def test_keys_in_a_burst_all_arrive(shop: Path) -> None:
    with Terminal(on_friday(shop)) as terminal:
        terminal.wait_for("Ana [B] Ruiz")
        terminal.type("/marcus webb")
        terminal.wait_for("/ marcus webb")
        terminal.wait_for("1 of 24")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_what_is_typed_survives_the_end_of_the_terminal(shop: Path, number: signal.Signals) -> None:
    with Terminal(on_friday(shop)) as terminal:
        terminal.wait_for("Ana [B] Ruiz")
        terminal.type("/devon", "enter", "l")
        terminal.wait_for("Log a week: Devon Banks")
        terminal.type("3.25")
        terminal.wait_for("3.25 h")
        terminal.send_signal(number)
        assert terminal.wait_for_end() == 128 + number
        assert b"\x1b[?1049l" in terminal.raw
    with Terminal(on_friday(shop)) as terminal:
        terminal.wait_for("Ana [B] Ruiz")
        terminal.type("/devon", "enter", "l")
        terminal.wait_for("3.25 h")


def test_a_small_terminal_is_usable(shop: Path) -> None:
    with Terminal(on_friday(shop), 60, 20) as terminal:
        terminal.wait_for("Ana [B] Ruiz")
        terminal.type("/devon", "enter", "l")
        terminal.wait_for("Devon Banks")
        terminal.wait_for("Total")
        terminal.type("esc")
        terminal.wait_for("/ Filter")
        terminal.type("esc")
        terminal.wait_for("Ana [B] Ruiz")
        terminal.type("q")
        assert terminal.wait_for_end() == 0


def test_two_terminals_show_one_truth(shop: Path) -> None:
    with Terminal(on_friday(shop)) as terminal:
        terminal.wait_for("Ana [B] Ruiz")
        words = ["add", "Aaron New", "--start", "2026-11-02", "--shop", "North", "--shop-type", "dealership"]
        assert main(["--data-dir", str(shop), *words]) == 0
        terminal.wait_for("Aaron New")
        terminal.wait_for("Ana [B] Ruiz")


def test_an_empty_logbook_says_what_to_do(tmp_path: Path) -> None:
    with Terminal(program("--data-dir", str(tmp_path / "new")), 80, 24) as terminal:
        terminal.wait_for("sample shop")
        terminal.wait_for("import")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    assert not (tmp_path / "new").exists()
