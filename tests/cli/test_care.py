"""`backup`, `restore`, `compact`, `doctor`, and reports as known on a day, as a mentor meets them."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.outcome import Run, contents


@pytest.fixture
def logged(shop: Run) -> Run:
    """Ana with a week, on a day that no other command wrote on before."""
    assert shop("log", "ana", "brakes=6").code == 0
    return shop


def damage(home: Path) -> None:
    book = home / "book.jsonl"
    content = book.read_bytes()
    assert b'"minutes":360' in content
    book.write_bytes(content.replace(b'"minutes":360', b'"minutes":361'))


def test_a_backup_can_be_made_listed_and_gone_back_to(logged: Run) -> None:
    path = logged("backup", "--json").json["backup"]["path"]
    logged("log", "ana", "hvac=2")
    listed = logged("restore", "--json").json["backups"]
    assert path in [one["path"] for one in listed]
    assert path.rsplit("/", 1)[1][:15] in logged("restore").out
    back = logged("restore", path)
    assert "1 entry is what it was" in back.out
    assert "undo" in back.out
    assert "says the same" in logged("restore", path).out
    assert logged("undo").code == 0
    assert logged("doctor").code == 0


def test_a_backup_goes_where_it_is_told_to(logged: Run, tmp_path: Path) -> None:
    assert logged("backup", str(tmp_path / "stick")).code == 0
    (made,) = (tmp_path / "stick").iterdir()
    restored = logged("restore", str(made), "--into", str(tmp_path / "new"))
    assert restored.code == 0, restored.err
    assert (tmp_path / "new" / "book.jsonl").exists()
    assert "already" in logged("restore", str(made), "--into", str(tmp_path / "new")).err


def test_without_a_logbook_there_is_nothing_to_back_up(run: Run, home: Path) -> None:
    refused = run("backup")
    assert refused.code == 2
    assert "nothing to back up" in refused.err
    assert "no backup" in run("restore").out
    assert not home.exists()


def test_a_folder_for_backups_that_is_not_there_is_told_beside_the_change(shop: Run, tmp_path: Path) -> None:
    # The first setting is the first change after which there is something to copy.
    assert shop("settings", "set", "backups", str(tmp_path / "stick")).code == 0
    for backup in (tmp_path / "home" / "backups").iterdir():
        backup.unlink()
    logged = shop("log", "ana", "brakes=6")
    assert logged.code == 0
    assert "stick, is not there" in logged.err
    assert "Kept as change" in logged.out


def test_a_damaged_logbook_names_line_doctor_and_backup(logged: Run, home: Path) -> None:
    path = logged("backup", "--json").json["backup"]["path"]
    damage(home)
    refused = logged("roster")
    assert refused.code == 2
    assert "book.jsonl, line 3" in refused.err
    assert "mentor-tui doctor" in refused.err
    assert f"mentor-tui restore {path}" in refused.err
    restored = logged("restore", path)
    assert "kept as" in restored.out
    assert logged("roster").code == 0


def test_the_doctor_finds_and_repairs_only_when_asked(logged: Run, home: Path) -> None:
    assert "as it should be" in logged("doctor").out
    damage(home)
    before = contents(home)
    found = logged("doctor")
    assert found.code == 1
    assert "line 3" in found.out
    assert "the sheet of Ana Ruiz for the week of 2026-11-20" in found.out
    assert "--repair" in found.out
    assert logged("doctor", "--json").json["findings"][0]["kind"] == "line"
    assert contents(home) == before
    repaired = logged("doctor", "--repair")
    assert repaired.code == 0
    assert "kept as" in repaired.out
    assert "the sheet of Ana Ruiz for the week of 2026-11-20" in repaired.out
    assert "nothing to repair" in logged("doctor", "--repair").out
    assert logged("doctor", "--repair", "--json").json["repair"] is None


def test_the_doctor_gives_up_on_a_file_that_is_no_logbook(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "book.jsonl").write_text("Dear diary\n")
    assert run("doctor").code == 1
    assert run("doctor", "--repair").code == 2


def test_what_looks_wrong_gives_exit_code_1_and_long_lists_are_cut(shop: Run) -> None:
    for number in range(1, 15):
        week = datetime(2026, 11, 20, tzinfo=UTC) - timedelta(weeks=number)
        assert shop("log", "ana", "--week", f"{week:%Y-%m-%d}", "brakes=61").code == 0
    found = shop("doctor")
    assert found.code == 1
    assert "To look at: 14" in found.out
    assert "and 2 more" in found.out
    assert len(shop("doctor", "--json").json["findings"]) == 14


@pytest.mark.parametrize("command", [("backup",), ("restore",), ("doctor",)])
def test_the_sample_shop_needs_no_care(run: Run, command: tuple[str, ...]) -> None:
    assert run("--demo", *command).code == 2


def test_compacting_keeps_everything(logged: Run) -> None:
    assert logged("compact", "--json").json["bytes_before"] > 0
    assert logged("undo").code == 0
    assert logged("doctor").code == 0


def test_a_report_can_be_made_as_known_on_a_day(logged: Run, home: Path) -> None:
    today = f"{datetime.now(UTC).astimezone():%Y-%m-%d}"
    assert len(logged("roster", "--known-on", today, "--json").json["apprentices"]) == 1
    then = logged("roster", "--known-on", "2020-01-01", "--json").json
    assert (then["apprentices"], then["known_on"]) == ([], "2020-01-01")
    before = contents(home)
    refused = logged("log", "ana", "hvac=1", "--known-on", today)
    assert refused.code == 2
    assert "cannot be changed" in refused.err
    assert contents(home) == before


def test_a_synchronised_folder_is_told_by_locate_and_before_a_change(run: Run, tmp_path: Path) -> None:
    place = str(tmp_path / "Dropbox")
    assert "Dropbox" in run("--data-dir", place, "locate", "--json").json["warning"]
    added = run(
        "--data-dir",
        place,
        "add",
        "Bo",
        "--start",
        "2026-01-05",
        "--shop",
        "Granite",
        "--shop-type",
        "diesel-shop",
    )
    assert added.code == 0
    assert "synchronised by Dropbox" in added.err
    assert "synchronised by Dropbox" in run("--data-dir", place, "doctor").out
    assert run("locate", "--json").json["warning"] is None


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("log", "ana", "hvac=2"), 3, "kept (change 3), but the output cannot be written: No space left"),
        (("backup",), 3, "kept ("),
        (("roster",), 2, "the output cannot be written: No space left"),
    ],
)
def test_a_full_disk_for_the_output_is_told_from_a_change_that_failed(
    logged: Run, home: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    assert logged("roster").code == 0
    program = [sys.executable, "-m", "mentor_tui", "--data-dir", str(home), "--as-of", "2026-11-20"]
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        ended = subprocess.run(
            [*program, *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60
        )
    assert ended.returncode == code
    assert said in ended.stderr
    assert ("do not do it again" in ended.stderr.lower()) == (code == 3)


def test_an_unconfirmed_change_that_is_put_aside_is_told(logged: Run, home: Path) -> None:
    with (home / "book.jsonl").open("ab") as file:
        file.write(b'["12345678",5,"20')
    noted = logged("doctor")
    assert (noted.code, "never finished" in noted.out) == (0, True)
    done = logged("log", "ana", "hvac=2")
    assert done.code == 0
    assert "was never confirmed" in done.err
    (aside,) = (home / "history").glob("book-unconfirmed-*")
    assert str(aside) in done.err
    assert str(aside) in logged("doctor").out


@pytest.mark.parametrize("name", ["settings.toml", "book.jsonl"])
def test_a_pipe_or_a_link_to_itself_in_place_of_a_file_is_named(logged: Run, home: Path, name: str) -> None:
    (home / name).unlink(missing_ok=True)
    os.mkfifo(home / name)
    refused = logged("roster")
    assert (refused.code, f"{home / name} cannot be read: it is not a file" in refused.err) == (2, True)
    (home / name).unlink()
    (home / name).symlink_to(home / name)
    refused = logged("roster")
    assert (refused.code, "Too many levels of symbolic links" in refused.err) == (2, True)


def test_a_data_folder_that_is_a_link_to_itself_is_named(run: Run, home: Path) -> None:
    home.symlink_to(home)
    for words in (("roster",), ("add", "Ana Ruiz", "--start", "2026-01-05"), ("doctor",), ("restore",)):
        refused = run(*words)
        assert "Traceback" not in refused.err
        assert (words, refused.code) in {(words, 2), (("restore",), 0)}


@pytest.mark.parametrize(("mask", "told"), [(0o022, True), (0o027, True), (0o077, False)])
def test_an_export_says_whether_others_may_read_it(
    logged: Run, tmp_path: Path, mask: int, told: bool
) -> None:
    old = os.umask(mask)
    try:
        done = logged("export", "eligibility", "-o", str(tmp_path / "summary.md"))
    finally:
        os.umask(old)
    assert done.code == 0
    assert f"wrote {tmp_path / 'summary.md'}" in done.err
    assert ("which other users of this computer may read" in done.err) == told
    assert (tmp_path / "summary.md").stat().st_mode & 0o777 == 0o666 & ~mask
