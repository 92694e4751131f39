from pathlib import Path

import pytest

from mentor_tui.__main__ import main
from tests.cli.outcome import Run, contents

_HEADER = "Name,Week ending,Area,Hours\n"


@pytest.fixture
def hours(tmp_path: Path) -> Path:
    file = tmp_path / "hours.csv"
    file.write_text(f"{_HEADER}Ana Ruiz,2026-11-20,Brakes,6.5\nAna Ruiz,2026-11-20,HVAC,7:30\n")
    return file


def test_a_spreadsheet_is_shown_first_and_written_with_yes(shop: Run, home: Path, hours: Path) -> None:
    before = contents(home)
    shown = shop("import", str(hours))
    assert shown.code == 0
    assert "2 new" in shown.out
    assert "--yes" in shown.out
    assert contents(home) == before
    written = shop("import", str(hours), "--yes")
    assert written.code == 0, written.err
    assert "Kept as change 2" in written.out
    assert (
        shop("history", "--json", "--last", "1")
        .json["changes"][0]["why"]
        .startswith("imported 1 sheet from hours")
    )


def test_the_same_file_twice_adds_nothing(shop: Run, home: Path, hours: Path) -> None:
    shop("import", str(hours), "--yes")
    before = contents(home)
    again = shop("import", str(hours), "--yes", "--json").json
    assert again["counts"]["same"] == 2
    assert again["change"] is None
    assert contents(home) == before


def test_an_import_is_one_step_of_undo(shop: Run, hours: Path) -> None:
    shop("import", str(hours), "--yes")
    shop("undo")
    assert shop("import", str(hours), "--json").json["counts"]["new"] == 2


def test_a_row_that_cannot_be_placed_is_named_and_the_others_are_kept(shop: Run, hours: Path) -> None:
    with hours.open("a") as file:
        file.write("Ana Riuz,2026-11-13,Brakes,4\n")
    written = shop("import", str(hours), "--yes")
    assert written.code == 1
    assert "row 4, Name: cannot place" in written.out
    assert "did you mean Ana Ruiz?" in " ".join(written.out.split())
    assert "Kept as change 2" in written.out
    placed = shop("import", str(hours), "--yes", "--name", "Ana Riuz=ana")
    assert (placed.code, placed.err) == (0, "")


def test_a_strange_area_is_placed_where_it_is_told(shop: Run, hours: Path) -> None:
    hours.write_text(f"{_HEADER}Ana Ruiz,2026-11-20,Stopping things,6.5\n")
    assert shop("import", str(hours), "--json").json["counts"]["cannot_place"] == 1
    placed = shop("import", str(hours), "--area", "Stopping things=brakes", "--json").json
    assert placed["counts"]["new"] == 1


def test_dates_that_can_be_read_two_ways_are_asked_about(shop: Run, home: Path, hours: Path) -> None:
    hours.write_text(f"{_HEADER}Ana Ruiz,06/05/2026,Brakes,6.5\n")
    before = contents(home)
    refused = shop("import", str(hours), "--yes")
    assert refused.code == 2
    assert "--date-order" in refused.err
    assert contents(home) == before
    assert shop("import", str(hours), "--yes", "--date-order", "mdy").code == 0


def test_a_whole_logbook_goes_out_and_comes_in_again(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "whole.json"
    assert main(["--demo", "export", "json", "-o", str(file)]) == 0
    assert main(["--demo", "board", "--json", "--as-of", "2026-11-20"]) == 0
    there = capsys.readouterr().out
    assert run("import", str(file), "--yes").code == 0
    assert run("board", "--json").out == there
    again = run("import", str(file), "--yes", "--json").json
    assert again["counts"]["new"] == again["counts"]["changed"] == again["counts"]["left_out"] == 0


def test_an_entry_that_differs_stays_unless_it_is_to_be_replaced(shop: Run, tmp_path: Path) -> None:
    file = tmp_path / "whole.json"
    shop("export", "json", "-o", str(file))
    shop("edit", "ana", "--note", "left-handed")
    shown = shop("import", str(file), "--yes")
    assert "Ana Ruiz, apprentices ana-ruiz differs" in shown.out
    assert shop("import", str(file), "--yes", "--replace", "--json").json["counts"]["changed"] == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"Name,Hours\nAna,3\n", "a.csv"),
        ("a.csv", b"PK\x03\x04rest", "workbook"),
        ("a.csv", b"\x00\x01", "NUL"),
        ("a.json", b"{", "no JSON"),
        ("a.json", b"{}", "no logbook"),
        ("a.json", b'{"format": "mentor-tui/logbook", "version": 99}', "version 99"),
    ],
)
def test_a_file_that_is_no_list_of_hours_is_refused_in_words(
    shop: Run, home: Path, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    before = contents(home)
    refused = shop("import", str(tmp_path / name), "--yes")
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err
    assert contents(home) == before


@pytest.mark.parametrize("hours_typed", ["25:00", "-3", "NaN", "lots", ""])
def test_hours_that_cannot_be_are_named_by_row(shop: Run, home: Path, hours: Path, hours_typed: str) -> None:
    hours.write_text(f"{_HEADER}Ana Ruiz,2026-11-20,Brakes,{hours_typed}\n")
    before = contents(home)
    shown = shop("import", str(hours), "--yes", "--json").json
    assert shown["rows"][0]["number"] == 2
    assert shown["rows"][0]["state"] in {"cannot place", "left out"}
    assert contents(home) == before


def test_a_line_of_five_megabytes_is_named_and_the_others_are_read(shop: Run, hours: Path) -> None:
    with hours.open("a") as file:
        file.write(f"Ana Ruiz,2026-11-13,Brakes,{'4' * 5_000_000}\n")
    shown = shop("import", str(hours), "--json").json
    assert shown["counts"]["new"] == 2
    assert shown["rows"][2]["state"] == "cannot place"


@pytest.mark.parametrize(("place", "said"), [("", "is a folder"), ("gone.csv", "No such file")])
def test_a_folder_or_a_missing_file_is_named(shop: Run, tmp_path: Path, place: str, said: str) -> None:
    assert said in shop("import", str(tmp_path / place)).err


@pytest.mark.parametrize("name", ["Ana", "=ana", "Ana=", "Ana=nobody"])
def test_a_name_that_says_nothing_is_refused(shop: Run, hours: Path, name: str) -> None:
    assert shop("import", str(hours), "--name", name).code == 2
