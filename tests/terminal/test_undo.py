"""Taking back and doing again in real pseudo-terminals: a large import across a restart, and two who log the same week."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from mentor_tui.__main__ import main
from mentor_tui.logbook.session import open_session
from tests.terminal.journeys import program
from tests.terminal.terminal import Terminal

pytestmark = pytest.mark.terminal
ROWS = 5000
PEOPLE = 50
LAST = date(2026, 11, 13)


@pytest.fixture
def people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A logbook of fifty apprentices of whom nothing is logged yet."""
    folder = tmp_path / "book"
    for number in range(PEOPLE):
        words = [
            "add",
            f"Person {number:02}",
            "--start",
            "2024-01-01",
            "--shop",
            "North",
            "--shop-type",
            "dealership",
        ]
        assert main(["--data-dir", str(folder), *words]) == 0
    capsys.readouterr()
    return folder


@pytest.fixture
def spreadsheet(tmp_path: Path) -> Path:
    """Five thousand rows: fifty people, fifty weeks, two areas."""
    path = tmp_path / "hours.csv"
    lines = ["Name,Week ending,Area,Hours"]
    for number in range(PEOPLE):
        for week in range(ROWS // PEOPLE // 2):
            day = LAST - timedelta(weeks=week)
            lines += [f"Person {number:02},{day},{area},18.5" for area in ("Brakes", "Electrical")]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_an_import_of_five_thousand_rows_is_taken_back_and_done_again_after_a_restart(
    people: Path, spreadsheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def sheets() -> int:
        assert main(["--data-dir", str(people), "export", "json"]) == 0
        return sum(len(one["sheets"]) for one in json.loads(capsys.readouterr().out)["records"])

    with Terminal(program("--data-dir", str(people))) as terminal:
        terminal.wait_for("Person 00")
        terminal.type("I")
        terminal.wait_for("Import")
        terminal.type(str(spreadsheet), "enter")
        terminal.wait_for("5000 new")
        terminal.type("ctrl+s")
        terminal.wait_until(lambda: sheets() == ROWS // 2, "the import in the book")
        terminal.wait_for("Kept as one change")
        terminal.type("q")
        terminal.wait_until(lambda: "Kept as one change" not in terminal.text, "the receipt closed")
        terminal.type("u")
        terminal.wait_until(lambda: sheets() == 0, "the import taken back")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    with Terminal(program("--data-dir", str(people))) as terminal:
        terminal.wait_for("Person 00")
        terminal.type("ctrl+r")
        terminal.wait_until(lambda: sheets() == ROWS // 2, "the import done again")
        terminal.type("q")
        assert terminal.wait_for_end() == 0


def engine_minutes(folder: Path) -> int:
    """What is logged on engines, all together."""
    records = open_session(data_dir=folder, readonly=True).logbook.records()
    lines = [line for record in records for sheet in record.sheets for line in sheet.lines]
    return sum(line.minutes for line in lines if line.area == "engine")


def test_who_saves_over_what_another_terminal_changed_is_shown_both(people: Path) -> None:
    with Terminal(program("--data-dir", str(people))) as terminal:
        terminal.wait_for("Person 00")
        terminal.type("l")
        terminal.wait_for("Log a week: Person 00")
        terminal.type("7.5")
        terminal.wait_for("7.5 h")
        assert main(["--data-dir", str(people), "log", "Person 00", "brakes=6"]) == 0
        terminal.type("ctrl+s")
        terminal.wait_for("Changed meanwhile")
        terminal.wait_for("yours   7.5 h")
        terminal.wait_for("theirs  6 h")
        terminal.type("m")
        terminal.wait_until(lambda: engine_minutes(people) == 450, "mine in the book")
