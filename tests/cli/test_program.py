import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from mentor_tui import __version__
from mentor_tui.__main__ import main
from mentor_tui.cli import rules
from mentor_tui.cli.arguments import exact_day, span
from mentor_tui.cli.program import COMMANDS, parser, read
from mentor_tui.errors import MentorError
from tests.cli.outcome import Run, contents

_COMMANDS = {
    "roster", "standing", "board", "suggest", "due", "rules", "log", "approve", "return", "reopen", "void", "add", "edit",
    "placement", "credit", "test", "settings", "import", "export", "locate", "undo", "redo", "history",
}  # fmt: skip


def _commands(
    whole: argparse.ArgumentParser, before: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    """Every command below a parser, with its parser and its line of help."""
    for action in whole._actions:
        if isinstance(action, argparse._SubParsersAction):
            summaries = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, inner in action.choices.items():
                yield f"{before}{name}", inner, summaries.get(name, "")
                yield from _commands(inner, f"{before}{name} ")


def test_every_command_and_every_argument_has_help() -> None:
    found = list(_commands(parser()))
    assert {name for name, _, _ in found if " " not in name} >= _COMMANDS
    for name, inner, summary in found:
        assert summary, name
        assert inner.description, name
        for action in inner._actions:
            named = action.help or action.metavar or isinstance(action, argparse._SubParsersAction)
            assert named, f"{name} {action.dest}"


def test_help_of_every_command_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    for name, _, _ in _commands(parser()):
        assert main([*name.split(), "--help"]) == 0
        assert f"mentor-tui {name.split()[0]}" in capsys.readouterr().out


@pytest.mark.parametrize(("describe", "names"), COMMANDS.items())
def test_commands_are_described_by_what_their_names_lead_to(describe: str, names: tuple[str, ...]) -> None:
    assert tuple(name for name, _, _ in _commands(parser([describe])) if " " not in name) == names


def test_every_command_leads_to_a_function_that_runs_it() -> None:
    runs = [leaf.get_default("run") for _, leaf, _ in _commands(parser()) if leaf.get_default("run")]
    for run_by in runs:
        module, _, name = run_by.partition(".")
        assert callable(getattr(import_module(f"mentor_tui.cli.{module}"), name)), run_by
    assert len(runs) == len(set(runs)) == 33


def test_a_folder_may_be_called_like_a_command() -> None:
    args = read(["--data-dir", "board", "standing", "undo", "--json"])
    assert (str(args.data_dir), args.command, args.name, args.json) == ("board", "standing", "undo", True)


def test_a_wrong_command_is_answered_with_all_there_are() -> None:
    with pytest.raises(MentorError, match="did you mean roster") as found:
        read(["--data-dir", "board", "rooster"])
    assert all(name in str(found.value.hint) for names in COMMANDS.values() for name in names)


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"mentor-tui {__version__}\n"


def test_json_and_as_of_stand_before_or_after_a_command() -> None:
    before = parser().parse_args(["--json", "--as-of", "2026-01-02", "roster"])
    after = parser().parse_args(["roster", "--as-of", "2026-01-02", "--json"])
    assert (before.json, before.as_of) == (after.json, after.as_of) == (True, date(2026, 1, 2))
    neither = parser().parse_args(["roster"])
    assert (neither.json, neither.as_of) == (False, None)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["board", "--demo"], "`mentor-tui --demo board`"),
        (["roster", "--data-dir", "here"], "`mentor-tui --data-dir DIR roster`"),
        (["edit", "ana", "--on", "3"], "`mentor-tui edit --help`"),
    ],
)
def test_an_option_out_of_place_is_answered_with_its_place(words: list[str], hint: str) -> None:
    with pytest.raises(MentorError, match="nothing to do with '--") as found:
        read(words)
    assert hint in found.value.hint


def test_options_are_not_shortened(run: Run) -> None:
    assert run("roster", "--js").code == 2


@pytest.mark.parametrize(
    ("text", "last"),
    [("60d", "2026-03-02"), ("8w", "2026-02-26"), ("3m", "2026-04-01"), ("1y", "2027-01-01")],
)
def test_a_length_of_time_reaches_from_a_day(text: str, last: str) -> None:
    assert span(text)(date(2026, 1, 1)) == date.fromisoformat(last)


@pytest.mark.parametrize("text", ["", "d", "-3d", "3", "3.5w", "99999d"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="no length of time"):
        span(text)


@pytest.mark.parametrize("text", ["9999d", "521w", "121m", "11y"])
def test_nobody_looks_ahead_more_than_ten_years(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="too long"):
        span(text)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_the_calendar_is_refused(run: Run, day: str) -> None:
    refused = run("roster", "--as-of", day)
    assert refused.code == 2
    assert "not in the years" in refused.err


def test_a_day_is_written_in_one_way() -> None:
    assert exact_day("2026-11-20") == date(2026, 11, 20)
    with pytest.raises(argparse.ArgumentTypeError, match="no date"):
        exact_day("20.11.2026")


def test_places_are_located_whether_they_exist_or_not(run: Run, home: Path) -> None:
    told = run("locate").out
    assert str(home) in told
    assert "not there yet" in told
    found = run("locate", "--json").json
    assert found["format"] == "mentor-tui/locate"
    assert set(found["places"]) == {"folder", "logbook", "settings", "your_own", "rulebook", "sample_shop"}


def test_the_located_files_are_those_that_are_written(shop: Run, own_file: Path) -> None:
    shop("settings", "set", "mentor", "Maria")
    shop("settings", "set", "theme", "nord")
    places = shop("locate", "--json").json["places"]
    assert [name for name, path in places.items() if not Path(path).exists()] == []
    assert places["your_own"] == str(own_file)


def test_the_data_folder_can_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MENTOR_TUI_HOME", str(tmp_path / "mine"))
    assert main(["locate"]) == 0
    assert str(tmp_path / "mine") in capsys.readouterr().out


def test_a_fault_of_the_program_is_told_in_words_and_kept_in_a_file(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr(rules, "show", fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    failed = run("rules")
    assert failed.code == 2
    assert "should not have happened: ZeroDivisionError: of all things" in failed.err
    assert "Traceback" not in failed.err
    [log] = tmp_path.glob("mentor-tui-*.log")
    assert str(log) in failed.err
    assert "Traceback" in log.read_text()


def test_ctrl_c_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(rules, "show", interrupt)
    stopped = run("rules")
    assert (stopped.code, stopped.out, stopped.err) == (130, "", "")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda home: (home / "settings.toml").write_text("house = {"), "settings.toml"),
        (lambda home: (home / "settings.toml").write_text("[house]\nhours_per_year = 5"), "hours_per_year"),
        (lambda home: (home / "settings.toml").write_text('rulebook = "gone.toml"'), "gone.toml"),
        (lambda home: (home / "settings.toml").write_text('rulebook = "gone.toml"'), "settings.toml names"),
        (lambda home: (home / "book.jsonl").write_text("rubbish\n"), "book.jsonl"),
    ],
)
def test_a_spoilt_file_is_named_and_left_alone(
    shop: Run, home: Path, spoil: Callable[[Path], object], said: str
) -> None:
    spoil(home)
    before = contents(home)
    refused = shop("roster")
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err
    assert "Traceback" not in refused.err
    assert contents(home) == before


def test_a_file_in_place_of_the_folder_is_named(run: Run, home: Path) -> None:
    home.write_text("not a folder")
    refused = run("add", "Bo", "--start", "2026-02-02", "--shop", "X", "--shop-type", "dealership")
    assert refused.code == 2
    assert str(home) in refused.err
    assert home.read_text() == "not a folder"


_PROGRAM = (sys.executable, "-m", "mentor_tui", "--data-dir")


def test_a_reader_that_has_had_enough_is_no_error(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        ran = subprocess.run(
            [*_PROGRAM, str(tmp_path), "rules", "--json"], stdout=writer, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(writer)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_an_output_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.touch()
    with locked.open("rb") as output:
        ran = subprocess.run(
            [*_PROGRAM, str(tmp_path), "rules"], stdout=output, stderr=subprocess.PIPE, check=False
        )
    assert ran.returncode == 2
    assert ran.stderr.startswith(b"mentor-tui: ")
    assert ran.stderr.count(b"\n") == 1


def test_without_a_terminal_the_screen_names_its_command_line_twin(tmp_path: Path) -> None:
    ran = subprocess.run(
        [*_PROGRAM, str(tmp_path / "new")], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"mentor-tui roster" in ran.stderr
    assert not (tmp_path / "new").exists()


def test_a_terminal_that_cannot_place_text_is_told_the_same(tmp_path: Path) -> None:
    outside, inside = os.openpty()
    try:
        ran = subprocess.run(
            [*_PROGRAM, str(tmp_path / "new")],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            env={**os.environ, "TERM": "dumb"},
            check=False,
        )
        told = os.read(outside, 10_000)
    finally:
        os.close(inside)
        os.close(outside)
    assert ran.returncode == 2
    assert b"TERM=dumb" in told
    assert b"mentor-tui roster" in told


def test_a_folder_whose_name_is_no_text_is_shown_in_json(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/B\xfccher"))
    ran = subprocess.run(
        [sys.executable, "-m", "mentor_tui", "--data-dir", folder, "locate", "--json"], check=False
    )
    assert ran.returncode == 0
    assert "/B?cher" in json.loads(capfd.readouterr().out)["places"]["logbook"]
