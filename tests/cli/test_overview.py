import json
from pathlib import Path
from typing import Any

import pytest

from mentor_tui.__main__ import main
from mentor_tui.cli.text import cells
from tests.cli.outcome import Run

_HEAD = {"format", "version", "as_of", "known_on", "rulebook"}

_DOCUMENTED = {
    "roster": {"apprentices"},
    "board": {"tests", "apprentices"},
    "suggest": {"suggestions"},
    "due": {"until", "due"},
    "rules": {"dated", "cannot_know", "tests", "credits", "sources"},
    "history": {"changes"},
    "settings": {"settings", "mentor_from"},
}


@pytest.fixture(scope="module")
def demo(request: pytest.FixtureRequest) -> Any:  # noqa: ANN401 - a function that runs the sample shop
    capture = request.config.pluginmanager.getplugin("capturemanager")

    def call(*words: str) -> tuple[str, str]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COLUMNS", "80")
            capture.read_global_capture()
            assert main(["--demo", *words]) == 0
            out, err = capture.read_global_capture()
        return out, err

    return call


@pytest.fixture
def people(shop: Run) -> Run:
    """Ana, booked for one test and lapsed in another; Bo in the night shift of another shop; Łukasz on leave."""
    granite = ("--shop", "Granite Diesel", "--shop-type", "diesel-shop")
    shop(
        "add",
        "Bo Lind",
        "--start",
        "2026-02-02",
        "--shop",
        "Lakeside",
        "--shop-type",
        "dealership",
        "--tag",
        "night",
    )
    shop("add", "Łukasz Groß", "--start", "2026-02-02", *granite)
    shop("edit", "lukasz", "--status", "on-leave", "--since", "2026-11-02")
    shop("test", "ana", "T4", "booked", "--on", "2026-11-02")
    shop("test", "ana", "A5", "certified", "--on", "2020-11-02")
    return shop


@pytest.mark.parametrize("command", sorted(_DOCUMENTED))
def test_the_documented_fields_are_there(demo: Any, command: str) -> None:  # noqa: ANN401
    out, err = demo(command, "--json")
    found = json.loads(out)
    assert set(found) == _HEAD | _DOCUMENTED[command]
    assert (found["format"], found["version"]) == (f"mentor-tui/{command}", 1)
    assert "sample shop" in err


@pytest.mark.parametrize(
    "words", [["roster"], ["board"], ["due"], ["suggest"], ["rules"], ["standing", "kayla"]]
)
def test_a_page_fits_eighty_columns(demo: Any, words: list[str]) -> None:  # noqa: ANN401
    out, _ = demo(*words)
    assert [line for line in out.splitlines() if cells(line) > 80 and "https://" not in line] == []


def test_everybody_is_on_the_roster_and_the_board(demo: Any) -> None:  # noqa: ANN401
    roster = json.loads(demo("roster", "--json")[0])["apprentices"]
    board = json.loads(demo("board", "--json")[0])["apprentices"]
    assert len(roster) == 24
    assert {row["key"] for row in roster} == {row["key"] for row in board}
    assert "Ana [B] Ruiz" in demo("roster")[0]


def test_a_standing_has_its_reasons_and_its_tally_to_the_minute(demo: Any) -> None:  # noqa: ANN401
    found = json.loads(demo("standing", "kayla", "L2", "--json")[0])
    counted = sum(line["counted"] for line in found["tally"])
    assert counted == found["standing"]["experience"]["hours_clock"]
    assert found["standing"]["reasons"]
    assert all(reason["rule"] for reason in found["standing"]["reasons"])


def test_a_diesel_apprentice_is_shown_the_way_to_l2(demo: Any) -> None:  # noqa: ANN401
    out, _ = demo("suggest", "kayla")
    assert "L2: Electronic diesel engine diagnosis" in out
    assert "goal: L2 Electronic Diesel Engine Diagnosis Specialist" in out
    assert "T2 and T6" in out


def test_a_day_in_the_past_shows_less(demo: Any) -> None:  # noqa: ANN401
    early = json.loads(demo("--as-of", "2026-01-02", "standing", "kayla", "L2", "--json")[0])
    after = json.loads(demo("standing", "kayla", "L2", "--as-of", "2026-11-20", "--json")[0])
    assert early["as_of"] == "2026-01-02"
    assert early["standing"]["experience"]["total"] < after["standing"]["experience"]["total"]


def test_what_is_due_can_be_done_at_once_or_ends_in_time_and_who_is_ready_comes_last(demo: Any) -> None:  # noqa: ANN401
    found = json.loads(demo("due", "--within", "8w", "--json")[0])
    waiting = [event["step"] == "book" for event in found["due"]]
    dated = [event["day"] for event in found["due"] if event["step"] in {"sit", "retry", "expected", "renew"}]
    lines = [(event["apprentice"]["key"], event["step"]) for event in found["due"]]
    assert waiting == sorted(waiting)
    assert dated == sorted(dated)
    assert dated[-1] <= found["until"]
    assert len(lines) == len(set(lines))
    assert {"send-form", "enter-certificate", "recertify", "book"} <= {step for _, step in lines}


def test_what_is_due_is_one_line_with_all_its_tests(demo: Any) -> None:  # noqa: ANN401
    found = json.loads(demo("due", "--json")[0])["due"]
    (luis,) = (one for one in found if one["apprentice"]["key"] == "luis-ortega" and one["step"] == "book")
    assert luis["code"] == luis["tests"][0]["code"]
    assert len(luis["tests"]) > 1
    assert set(luis) == {
        *("day", "day_means", "overdue", "apprentice", "code", "test", "state", "next_step"),
        *("step", "tests"),
    }
    assert luis["tests"][0] == {name: luis[name] for name in ("code", "test", "day", "state")}


def test_a_rule_names_its_sources_and_how_sure_it_is(run: Run) -> None:
    told = run("rules", "a5").out
    assert "(official)" in told
    assert "[S6]" in told
    assert run("rules", "a5", "--json").json["tests"][0]["requirement"]["months"] == 24


def test_an_empty_logbook_says_what_to_do_next(run: Run, home: Path) -> None:
    for command in ("roster", "board", "suggest"):
        told = run(command).out
        assert "mentor-tui add" in told
        assert "mentor-tui import" in told
        assert "--demo" in told
    assert not home.exists()


def test_prerequisites_of_several_kinds_are_told_apart(run: Run) -> None:
    assert "(A9 or H2 or S2 or T2) and (A6 or H6 or S6 or T6)" in run("rules", "l2").out


def test_the_summary_is_exported_for_all_a_filter_or_one(shop: Run, tmp_path: Path) -> None:
    shop("add", "Bo", "--start", "2026-02-02", "--shop", "Lakeside", "--shop-type", "dealership")
    shop("log", "ana", "brakes=8", "--approve")
    shop("log", "bo", "brakes=8", "--approve")
    whole, one = shop("export", "eligibility").out, shop("export", "eligibility", "ana").out
    assert "Ana Ruiz" in whole
    assert "Bo" in whole
    assert "Lakeside" not in one
    assert "Ana Ruiz" not in shop("export", "eligibility", "--filter", "lakeside").out
    file = tmp_path / "summary.csv"
    wrote = shop("export", "eligibility", "--test", "t4", "-o", str(file))
    assert (wrote.code, wrote.out) == (0, "")
    assert "T4" in file.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ana", ["Ana Ruiz"]),
        ("RUIZ ana", ["Ana Ruiz"]),
        ("łukasz", ["Łukasz Groß"]),
        ("lukasz gross", ["Łukasz Groß"]),
        ("lakeside", ["Bo Lind"]),
        ("granite diesel", ["Ana Ruiz", "Łukasz Groß"]),
        ("night", ["Bo Lind"]),
        ("on leave", ["Łukasz Groß"]),
        ("booked", ["Ana Ruiz"]),
        ("lapsed", ["Ana Ruiz"]),
        ("A5", ["Ana Ruiz"]),
        ("enough evidence", ["Ana Ruiz", "Bo Lind", "Łukasz Groß"]),
    ],
)
def test_a_filter_finds_the_same_rows_for_the_roster_and_the_summary(
    people: Run, text: str, names: list[str]
) -> None:
    rows = people("roster", "--filter", text, "--json").json["apprentices"]
    assert [row["name"] for row in rows] == names
    summary = people("export", "eligibility", "--filter", text, "--format", "json").json
    assert [one["name"] for one in summary["apprentices"]] == names


def test_a_filter_that_finds_nobody_names_who_comes_near(people: Run) -> None:
    for command in (("roster",), ("export", "eligibility")):
        refused = people(*command, "--filter", "bolnd")
        assert (refused.code, refused.out) == (2, "")
        assert refused.err == "mentor-tui: nobody has 'bolnd' in their row\nDid you mean Bo Lind?\n"


def test_the_whole_logbook_is_exported(shop: Run) -> None:
    found = shop("export", "json").json
    assert found["format"] == "mentor-tui/logbook"
    assert found["records"][0]["apprentice"]["name"] == "Ana Ruiz"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export", "eligibility", "--filter", "zzz"], "nobody has"),
        (["export", "eligibility", "ana", "--filter", "x"], "not both"),
        (["export", "eligibility", "--test", "Q7"], "Q7"),
        (["export", "eligibility", "--format", "pdf"], "pdf"),
        (["export", "eligibility", "-o", "{folder}"], "is a folder"),
        (["export", "eligibility", "-o", "{folder}/none/x.md"], "no folder"),
        (["due", "--within", "soon"], "no length of time"),
        (["standing", "ana", "Q7"], 'no test "Q7"'),
        (["standing"], "NAME"),
        (["rules", "Q7"], 'no test "Q7"'),
        (["rooster"], "did you mean roster?"),
        (["roster", "extra"], "'extra'"),
        (["history", "--last", "x"], "whole number"),
    ],
)
def test_a_question_that_has_no_answer_is_refused_in_words(
    shop: Run, tmp_path: Path, words: list[str], said: str
) -> None:
    refused = shop(*(word.replace("{folder}", str(tmp_path)) for word in words))
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("mentor-tui: ")
    assert said in refused.err
