import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from mentor_tui.__main__ import main
from mentor_tui.store.records import Operation
from mentor_tui.store.store import Store
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


def _days(tmp_path: Path, name: str, *days: str) -> str:
    file = tmp_path / name
    file.write_text("Name,Date,Area,Hours\n" + "".join(f"Ana Ruiz,{day},Brakes,8\n" for day in days))
    return str(file)


def test_a_week_split_over_two_files_is_added_up(shop: Run, tmp_path: Path) -> None:
    september = _days(tmp_path, "sep.csv", "2026-09-28", "2026-09-29", "2026-09-30")
    october = _days(tmp_path, "oct.csv", "2026-10-01", "2026-10-02")
    assert shop("import", september, "--yes").code == 0
    shown = shop("import", october).out.splitlines()
    assert [line for line in shown if "2026-10-02  Granite Diesel" in line] == [
        "Ana Ruiz    2026-10-02  Granite Diesel         24  40"
    ]
    assert "sheets to write: 1, a draft; it counts once approved" in shown
    assert shop("import", october, "--yes").code == 0
    assert shop("approve", "ana", "--week", "2026-10-02").code == 0
    tally = shop("standing", "ana", "T4", "--json").json["tally"]
    assert sum(line["counted"] for line in tally) == 40 * 60
    for file in (september, october):
        again = shop("import", file, "--yes", "--json").json
        assert (again["change"], again["counts"]["same"], again["weeks"]) == (
            None,
            again["counts"]["same"],
            [],
        )
    more = _days(tmp_path, "more.csv", "2026-09-26")
    named = shop("import", more, "--yes")
    assert named.code == 1
    assert "approved by" in named.out
    assert "would add 8 h" in " ".join(named.out.split())


def test_hours_that_may_be_there_already_are_asked_about(shop: Run, home: Path, hours: Path) -> None:
    shop("log", "ana", "brakes=24")
    before = contents(home)
    shown = shop("import", str(hours))
    assert shown.code == 0
    assert shown.out.splitlines()[-2:] == [
        "1 week has hours of the same work, and nothing tells whether those in the file are among them",
        "Say which with --add or --replace.",
    ]
    assert "30.5 if added, 6.5" not in shown.out
    assert "38 if added, 14 if replaced" in shown.out
    asked = shop("import", str(hours), "--json").json
    assert asked["counts"]["to_decide"] == 1
    assert (
        asked["weeks"][0]["minutes_after"],
        asked["weeks"][0]["if_added"],
        asked["weeks"][0]["if_replaced"],
    ) == (
        None,
        38 * 60,
        14 * 60,
    )
    refused = shop("import", str(hours), "--yes")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        "mentor-tui: hours.csv: 1 week has hours of the same work, and nothing tells whether those in the file are among them\n"
        "Nothing was written. Say which with --add or --replace.\n"
    )
    assert contents(home) == before


@pytest.mark.parametrize(("option", "minutes"), [("--add", 38 * 60), ("--replace", 14 * 60)])
def test_it_is_said_whether_hours_are_added_or_replace_those_there(
    shop: Run, hours: Path, option: str, minutes: int
) -> None:
    shop("log", "ana", "brakes=24")
    assert shop("import", str(hours), option, "--yes").code == 0
    again = shop("import", str(hours), option, "--yes", "--json").json
    assert (again["change"], again["counts"]["same"]) == (None, 2)
    assert shop("import", str(hours), "--yes", "--json").json["counts"]["same"] == 2
    assert shop("approve", "ana", "--json").json["change"]["why"].startswith("approved Ana Ruiz")
    tally = shop("standing", "ana", "T4", "--json").json["tally"]
    brakes = sum(line["counted"] for line in tally if line["area"] == "brakes")
    assert brakes == minutes - 7 * 60 - 30


def test_hours_that_were_taken_back_may_be_added_again(shop: Run, hours: Path) -> None:
    shop("log", "ana", "brakes=24")
    shop("import", str(hours), "--add", "--yes")
    shop("undo")
    assert shop("import", str(hours), "--add", "--yes", "--json").json["sheets"] == 1


def test_an_import_can_be_approved_as_it_comes_in(shop: Run, hours: Path) -> None:
    with hours.open("a") as file:
        file.write("Ana Ruiz,2026-11-13,Brakes,8\n")
    early = shop("import", str(hours), "--approve", "--yes", as_of="2026-11-19")
    assert "sheets to write: 2, 1 of them a draft; it counts once approved" in early.out
    rest = shop("import", str(hours), "--approve", "--yes", "--json").json
    assert (rest["sheets"], rest["drafts"], rest["counts"]["changed"]) == (1, 0, 2)
    assert shop("import", str(hours), "--approve", "--yes", "--json").json["change"] is None


def test_add_and_approve_go_with_hours(shop: Run, tmp_path: Path) -> None:
    file = tmp_path / "whole.json"
    shop("export", "json", "-o", str(file))
    assert "go with a file of hours" in shop("import", str(file), "--add").err
    assert shop("import", str(file), "--add", "--replace").code == 2


@pytest.mark.parametrize(
    ("answers", "brakes"), [(["a", "y"], 30.5), (["replace", "yes"], 6.5), (["", "y"], 24), (["a", "n"], 24)]
)
def test_in_a_terminal_it_asks(
    shop: Run, hours: Path, monkeypatch: pytest.MonkeyPatch, answers: list[str], brakes: float
) -> None:
    shop("log", "ana", "brakes=24")
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: answers.pop(0))
    assert shop("import", str(hours)).code == 0
    monkeypatch.undo()
    shop("approve", "ana", "--week", "2026-11-20")
    tally = shop("standing", "ana", "T4", "--json").json["tally"]
    assert sum(line["minutes"] for line in tally if line["area"] == "brakes") == brakes * 60


def test_what_is_printed_is_capped(shop: Run, hours: Path) -> None:
    weeks = [date(2026, 1, 9) + timedelta(weeks=number) for number in range(20)]
    rows = [f"Ana Ruiz,{week},Brakes,6\n" for week in weeks] + [
        f"Nobody{n},2026-11-20,x,1\n" for n in range(500)
    ]
    hours.write_text(_HEADER + "".join(rows))
    shown = shop("import", str(hours)).out
    assert "and 8 more weeks" in shown
    assert "and 488 more rows to look at; --json names them all" in shown
    assert len(shown.splitlines()) < 80
    assert len(shop("import", str(hours), "--json").json["rows"]) == 520


def _changed_logbook(shop: Run, tmp_path: Path, old: str, new: str) -> str:
    file = tmp_path / "whole.json"
    shop("log", "ana", "brakes=8", "--note", "drums")
    shop("export", "json", "-o", str(file))
    text = file.read_text().replace("Ana Ruiz", "Bo Berg").replace("ana-ruiz", "bo")
    assert old in text
    file.write_text(text.replace(old, new))
    return str(file)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Bo Berg", "Bo\\u001b[2J", "name: holds a line break or another control character; type it again"),
        ("Bo Berg", "Bo\\u202e", "name: holds a line break or another control character; type it again"),
        (
            "drums",
            "dr\\u009b2Jums",
            "the sheet of Bo Berg for the week of 2026-11-20 (p1): note: holds a control character",
        ),
        (
            "Granite Diesel",
            "Gran\\nite",
            "placements.0.shop: holds a line break or another control character",
        ),
    ],
)
def test_a_logbook_with_text_that_could_steer_a_terminal_is_refused(
    shop: Run, home: Path, tmp_path: Path, old: str, new: str, said: str
) -> None:
    file = _changed_logbook(shop, tmp_path, old, new)
    before = contents(home)
    refused = shop("import", file, "--yes")
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err
    assert not {"\x1b", "\x9b", "\u202e"} & set(refused.err)
    assert contents(home) == before


def test_a_note_may_have_several_lines(shop: Run, tmp_path: Path) -> None:
    file = _changed_logbook(shop, tmp_path, "drums", "one\\n\\ttwo")
    assert shop("import", file, "--yes").code == 0


def test_what_the_forms_would_not_keep_is_told_and_comes_back_all_the_same(shop: Run, tmp_path: Path) -> None:
    file = _changed_logbook(shop, tmp_path, '"area":"brakes"', '"area":"brekes"')
    shown = shop("import", file, "--yes")
    assert shown.code == 0
    assert (
        "Bo Berg, sheet 2026-11-20/p1, lines.0.area: unknown work area brekes; did you mean brakes?"
        in shown.out
    )


def test_the_name_of_a_file_cannot_steer_the_terminal(
    shop: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "h\x1b[2Jours\u202e.csv"
    file.write_text(f"{_HEADER}Ana\x1b Ruiz,2026-11-20,Brakes,6.5\n")
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: "y")
    shown = shop("import", str(file))
    assert shown.code == 0
    assert not {"\x1b", "\u202e"} & set(shown.out + shown.err)
    monkeypatch.undo()
    for words in (["history"], ["history", "--json"], ["import", str(file), "--json"]):
        said = shop(*words)
        assert not {"\x1b", "\u202e"} & set(said.out + said.err)
    assert (
        shop("history", "--json")
        .json["changes"][0]["why"]
        .startswith("imported 1 sheet from h [2Jours.csv (")
    )


def test_no_json_passes_what_could_steer_a_terminal(shop: Run, home: Path) -> None:
    # As a program wrote it that did not check.
    with Store.open(home) as store:
        held = dict(store.table("apprentices")["ana-ruiz"])
        named = held | {"name": "A\x9b2Jna\u202e Ruiz\x7f", "note": "x\u2066"}
        at = datetime.fromisoformat("2026-11-20T12:00:00+00:00")
        store.commit([Operation("apprentices", "ana-ruiz", held, named)], at=at, who="x", why="y\x9b\u202e")
    for words in (
        ["roster", "--json"],
        ["standing", "ana-ruiz", "--json"],
        ["board", "--json"],
        ["history", "--json"],
        ["export", "json"],
        ["export", "eligibility", "--format", "json"],
        ["export", "eligibility", "--format", "md"],
        ["export", "eligibility", "--format", "csv"],
        ["doctor", "--json"],
        ["roster"],
        ["standing", "ana-ruiz"],
        ["history"],
        ["doctor"],
    ):
        said = shop(*words)
        assert not {"\x9b", "\x7f", "\u202e", "\u2066"} & set(said.out + said.err), words
    assert shop("export", "json").json["records"][0]["apprentice"]["name"] == "A\x9b2Jna\u202e Ruiz\x7f"


def _people(tmp_path: Path, *rows: str, header: str = "Name,Week ending,Area,Hours,Shop\n") -> str:
    file = tmp_path / "people.csv"
    file.write_text(header + "".join(f"{row}\n" for row in rows))
    return str(file)


def test_a_first_start_with_a_spreadsheet(run: Run, home: Path, tmp_path: Path) -> None:
    file = _people(
        tmp_path,
        "Ana Ruiz,2026-09-11,Brakes,8,Granite Diesel",
        '"Berg, Bo",2026-09-18,Brakes,7,Granite Diesel',
        "Bo Berg,2026-09-25,PM,7,Granite Diesel",
        "Ana Ruiz,2026-09-04,PM,6,Granite Diesel",
        "r.castillo@example.com,2026-09-25,PM,7,Granite Diesel",
    )
    shown = run("import", file, "--yes")
    assert (shown.code, shown.out.count("is not on the roster")) == (1, 5)
    told = (
        "names on no roster: 4; import --add-people adds whoever is like nobody on it, "
        'at the shop that the column "Shop" names'
    )
    assert " ".join(shown.out.split()).count(told) == 1
    assert not home.exists()
    unknown = run("import", file, "--add-people", "--json").json
    assert unknown["people"] == []
    assert unknown["rows"][0]["problem"] == (
        "Ana Ruiz is not on the roster, and cannot be added: the type of the shop Granite Diesel is not known; "
        "give --shop-type"
    )
    words = ["import", file, "--add-people", "--shop-type", "diesel-shop", "--approve"]
    done = run(*words, "--yes")
    assert done.code == 1
    said = " ".join(done.out.split())
    assert (
        "apprentices to add: 2: Ana Ruiz (from 2026-08-29, Granite Diesel), Bo Berg (from 2026-09-12, Granite Diesel)"
        in said
    )
    assert "r.castillo@example.com is not on the roster, and cannot be added: an address is no name" in said
    assert (
        run("history", "--json")
        .json["changes"][0]["why"]
        .startswith("imported 4 sheets and 2 apprentices from")
    )
    roster = run("roster", "--json").json["apprentices"]
    assert [(one["key"], one["name"], one["shop"]) for one in roster] == [
        ("ana-ruiz", "Ana Ruiz", "Granite Diesel"),
        ("bo-berg", "Bo Berg", "Granite Diesel"),
    ]
    tally = run("standing", "ana", "T4", "--json").json["tally"]
    assert [(line["week"], line["kind"], line["counted"]) for line in tally] == [
        ("2026-09-04", "truck", 360),
        ("2026-09-11", "truck", 480),
    ]
    again = run(*words, "--yes", "--json").json
    assert (again["change"], again["people"], again["counts"]["same"]) == (None, [], 4)
    run("undo")
    assert run("roster", "--json").json["apprentices"] == []


def test_an_empty_logbook_is_filled_with_one_command(run: Run, tmp_path: Path) -> None:
    header = "Name,Week ending,Area,Hours,Vehicle\n"
    file = _people(
        tmp_path,
        "Ana Ruiz,2026-09-11,Brakes,8,truck",
        "Ana Ruiz,2026-09-04,PM,6,truck",
        "Bo Berg,2026-09-18,Brakes,7,car",
        "Bo Berg,2026-09-25,Brakes,7,",
        header=header,
    )
    first = run("import", file)
    assert first.code == 0
    assert (
        "names on no roster: 2; import --add-people adds whoever is like nobody on it, "
        "at the shop named with --shop; the file has no column for it"
    ) in " ".join(first.out.split())
    undecided = run("import", file, "--add-people", "--shop", "Granite Pass", "--json").json
    assert {row["problem"].partition(", and ")[2] for row in undecided["rows"]} == {
        "cannot be added: the type of the shop Granite Pass is not known; give --shop-type"
    }
    assert undecided["people"] == []
    trucks = _people(
        tmp_path,
        "Ana Ruiz,2026-09-11,Brakes,8,truck",
        "Ana Ruiz,2026-09-04,PM,6.25,truck",
        "Bo Berg,2026-09-18,Brakes,7,car",
        "Bo Berg,2026-09-25,Brakes,7,",
        header=header,
    )
    assumed = (
        "Granite Pass is taken as a diesel truck shop, since most hours there are on trucks; "
        "--shop-type says otherwise"
    )
    words = ["import", trucks, "--add-people", "--shop", "Granite Pass"]
    shown = run(*words)
    assert " ".join(shown.out.split()).count(assumed) == 1
    assert "names on no roster" not in shown.out
    assert assumed in run(*words, "--json").json["notes"]
    told = run(*words, "--shop-type", "dealership", "--json").json
    assert not any("is taken as" in note for note in told["notes"])
    done = run(*words, "--yes")
    assert done.code == 0
    assert " ".join(done.out.split()).count(assumed) == 1
    assert run("approve", "--all", "--yes").code == 0
    for who, code, counted in (("ana", "T4", [375, 480]), ("bo", "T4", [420]), ("bo", "A5", [420])):
        tally = run("standing", who, code, "--json").json["tally"]
        assert [line["counted"] for line in tally if line["counted"]] == counted
    again = run(*words, "--yes", "--json").json
    assert (again["change"], again["notes"]) == (
        None,
        [note for note in again["notes"] if "taken" not in note],
    )


def test_nobody_like_somebody_is_added_untold(shop: Run, tmp_path: Path) -> None:
    file = _people(
        tmp_path,
        "Ana Riuz,2026-09-11,Brakes,8,Granite Diesel",
        "Tyler Brandt,2026-09-11,Brakes,7,Granite Diesel",
        "Tyler Brant,2026-09-18,Brakes,7,Granite Diesel",
        "Ana,2026-09-18,Brakes,7,Granite Diesel",
    )
    shown = shop("import", file, "--add-people", "--json").json
    assert [one["name"] for one in shown["people"]] == ["Tyler Brandt"]
    assert [row["state"] for row in shown["rows"]] == ["cannot place", "new", "cannot place", "cannot place"]
    assert shown["rows"][0]["problem"] == (
        "Ana Riuz is not on the roster, and too like a name on it to be added untold; "
        "say --new if it is somebody else"
    )
    assert shown["rows"][2]["suggestion"] == "did you mean Tyler Brandt?"
    told = shop(
        "import", file, "--add-people", "--new", "Ana Riuz", "--name", "Tyler Brant=ana", "--json"
    ).json
    assert [one["key"] for one in told["people"]] == ["ana-riuz", "tyler-brandt"]
    assert told["counts"]["new"] == 3
    only = shop("import", file, "--new", "ana riuz", "--json").json
    assert [one["name"] for one in only["people"]] == ["Ana Riuz"]


def test_the_shop_of_somebody_new_is_given_or_in_the_file(shop: Run, tmp_path: Path) -> None:
    header = "Name,Week ending,Area,Hours\n"
    file = _people(tmp_path, "Zed Quint,2026-09-11,Brakes,8", header=header)
    shown = shop("import", file, "--add-people", "--json").json
    assert "the file does not name the shop; give --shop" in shown["rows"][0]["problem"]
    placed = shop("import", file, "--add-people", "--shop", "granite DIESEL", "--json").json
    assert placed["people"] == [
        {"key": "zed-quint", "name": "Zed Quint", "start": "2026-09-05", "shop": "Granite Diesel"}
    ]
    moved = _people(
        tmp_path,
        "Zed Quint,2026-09-11,Brakes,8,Granite Diesel",
        "Zed Quint,2026-10-02,Brakes,8,South Cars",
        "Zed Quint,2026-09-18,Brakes,8,Granite Diesel",
    )
    assert shop("import", moved, "--add-people", "--shop-type", "dealership", "--yes").code == 0
    whole = next(
        one for one in shop("export", "json").json["records"] if one["apprentice"]["name"] == "Zed Quint"
    )
    places = whole["apprentice"]["placements"]
    assert [(one["key"], one["shop"], one["kind"], one["starts"], one["ends"]) for one in places] == [
        ("p1", "Granite Diesel", "truck", "2026-09-05", "2026-09-18"),
        ("p2", "South Cars", "car", "2026-09-26", None),
    ]
    assert [sheet["placement"] for sheet in whole["sheets"]] == ["p1", "p1", "p2"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--shop", "Granite Diesel"], "go with --add-people or --new"),
        (["--add-people", "--shop-type", "disel-shop"], 'did you mean "diesel-shop"?'),
    ],
)
def test_what_is_said_of_new_people_is_checked(shop: Run, hours: Path, words: list[str], said: str) -> None:
    refused = shop("import", str(hours), *words)
    assert refused.code == 2
    assert said in refused.err


def test_nobody_is_added_of_whom_no_row_can_be_placed(shop: Run, tmp_path: Path) -> None:
    file = _people(
        tmp_path,
        "Zed Quint,2026-09-11,Nothing known,8,Granite Diesel",
        "Total,2026-09-11,Brakes,8,Granite Diesel",
        "Yan Wolf,2026-11-27,Brakes,8,Granite Diesel",
        "Wim Xu\x1b,2026-09-11,Vacation,8,Granite Diesel",
    )
    shown = shop("import", file, "--add-people", "--json").json
    assert (shown["people"], shown["sheets"]) == ([], 0)
