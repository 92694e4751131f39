"""Going back to a backup."""

from datetime import datetime
from pathlib import Path

import pytest

from mentor_tui.errors import MentorError
from mentor_tui.logbook.backups import Backups
from mentor_tui.logbook.logbook import Logbook
from mentor_tui.logbook.restoring import Restored, chosen_backup, restore_into, restore_over
from mentor_tui.logbook.session import open_session
from mentor_tui.settings import changed
from mentor_tui.store.repair import begin_from
from mentor_tui.store.store import Store
from tests.logbook.making import NOON, person, put, week, work


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def backups(folder: Path) -> Backups:
    return Backups(folder / "book.jsonl")


@pytest.fixture
def backup(folder: Path, backups: Backups) -> Path:
    """A backup with Ana and her sheet; since then Ana was renamed, her sheet changed, and Bo added."""
    book = Logbook.open(folder, who="Mia", clock=lambda: NOON)
    book.apply(put(person()))
    book.apply(put(week(work(hours=8))))
    made = backups.make(NOON)
    book.apply(put(person("Anna Ruiz"), person()))
    book.apply(put(week(work(hours=7)), week(work(hours=8))))
    book.apply(put(person("Bo Lee", "bo")))
    return made


def clock() -> datetime:
    return NOON


def over(backup: Path, folder: Path) -> Restored:
    return restore_over(backup, folder, who="Mia", clock=clock, backups=Backups(folder / "book.jsonl"))


def state(folder: Path) -> list[tuple[str, list[int]]]:
    logbook = open_session(data_dir=folder).logbook
    return [(one.apprentice.name, [sheet.minutes for sheet in one.sheets]) for one in logbook.records()]


THEN = [("Ana Ruiz", [480])]
NOW = [("Anna Ruiz", [420]), ("Bo Lee", [])]


def test_going_back_is_one_change_that_undo_takes_back(folder: Path, backup: Path) -> None:
    done = over(backup, folder)
    assert state(folder) == THEN
    assert done.change is not None
    assert "book-2026-11-20-120000.jsonl" in done.change.why
    logbook = Logbook.open(folder, who="Mia", clock=clock)
    assert logbook.undo().undoes == done.change.number
    assert state(folder) == NOW
    assert len(list(logbook.history())) == 7


def test_the_settings_stay(folder: Path, backup: Path) -> None:
    session = open_session(data_dir=folder)
    session.keep_settings(changed(session.settings, "theme", "nord"))
    over(backup, folder)
    assert open_session(data_dir=folder).settings.theme == "nord"


def test_going_back_to_what_is_there_changes_nothing(folder: Path, backup: Path) -> None:
    over(backup, folder)
    revision = open_session(data_dir=folder).logbook.revision
    assert over(backup, folder) == Restored()
    assert open_session(data_dir=folder).logbook.revision == revision


def test_a_damaged_logbook_is_kept_and_replaced(folder: Path, backup: Path) -> None:
    book = folder / "book.jsonl"
    damaged = book.read_bytes().replace(b"Bo Lee", b"Bo Lea")
    book.write_bytes(damaged)
    done = over(backup, folder)
    assert done.replaced
    assert done.kept is not None
    assert done.kept.read_bytes() == damaged
    assert state(folder) == THEN
    assert Logbook.open(folder, who="Mia", clock=clock).apply(put(person("Cy Poe", "cy"))).number == 6


def test_a_logbook_that_is_gone_is_replaced(folder: Path, backup: Path) -> None:
    (folder / "book.jsonl").unlink()
    assert over(backup, folder) == Restored(replaced=True)
    assert state(folder) == THEN


def test_a_backup_starts_a_logbook_where_there_was_none(tmp_path: Path, backup: Path) -> None:
    assert over(backup, tmp_path / "new").replaced
    assert state(tmp_path / "new") == THEN


def test_a_backup_can_be_put_into_a_new_place(tmp_path: Path, folder: Path, backup: Path) -> None:
    restore_into(backup, tmp_path / "new")
    assert state(tmp_path / "new") == THEN
    assert state(folder) == NOW
    new = Logbook.open(tmp_path / "new", who="Mia", clock=clock)
    new.undo()
    assert new.record("ana").sheets == ()


def test_no_logbook_is_overwritten_by_one_put_into_its_place(folder: Path, backup: Path) -> None:
    with pytest.raises(MentorError, match="already"):
        restore_into(backup, folder)
    assert state(folder) == NOW


def test_a_damaged_backup_is_refused_and_nothing_changes(tmp_path: Path, folder: Path, backup: Path) -> None:
    backup.write_bytes(backup.read_bytes().replace(b"Ana", b"Eva"))
    for restore in (lambda: over(backup, folder), lambda: restore_into(backup, tmp_path / "new")):
        with pytest.raises(MentorError, match="line 2") as caught:
            restore()
        assert "Choose another backup" in caught.value.hint
    assert state(folder) == NOW
    assert not (tmp_path / "new").exists()


def test_the_logbook_is_no_backup_of_itself(folder: Path, backup: Path) -> None:
    assert backup.exists()
    with pytest.raises(MentorError, match="the logbook itself"):
        over(folder / "book.jsonl", folder)


def test_a_backup_is_found_by_path_name_and_day(backups: Backups, backup: Path) -> None:
    for named in (str(backup), backup.name, "2026-11-20"):
        assert chosen_backup(backups, named) == backup
    with pytest.raises(MentorError, match="no backup 2026-11-19"):
        chosen_backup(backups, "2026-11-19")


def test_a_logbook_that_another_program_begins_meanwhile_is_not_overwritten(
    tmp_path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at the folder, in which there is none, and the backup."""
    new = tmp_path / "new"

    def late(source: Path, folder: Path) -> Path | None:
        Logbook.open(folder, who="Bo", clock=clock).apply(put(person("Cy Poe", "cy")))
        return begin_from(source, folder)

    monkeypatch.setattr("mentor_tui.logbook.restoring.begin_from", late)
    with pytest.raises(MentorError, match="already"):
        restore_into(backup, new)
    assert len(list(Logbook.open(new, who="Bo").history())) == 1
    other = tmp_path / "other"
    done = over(backup, other)
    assert done.change is not None
    assert done.change.number == 2
    assert state(other) == THEN
    assert Logbook.open(other, who="Mia", clock=clock).undo().undoes == 2
    assert [one.key for one in Logbook.open(other, who="Mia").apprentices()] == ["cy"]


def test_what_has_vanished_since_comes_back_and_what_came_since_goes(folder: Path, backups: Backups) -> None:
    book = Logbook.open(folder, who="Mia", clock=clock, backups=backups)
    book.apply(put(person()))
    book.apply(put(week(work(hours=5))))
    backup = backups.make(clock())
    then = state(folder)
    book.undo()
    book.apply(put(person("Cy Poe", "cy")))
    change = over(backup, folder).change
    assert change is not None
    assert [
        (one.table, one.key, one.before is None, one.after is None)
        for one in Store.open(folder).change(change.number).operations
    ] == [
        ("apprentices", "cy", False, True),
        ("sheets/ana", "2026-11-20/p1", True, False),
    ]
    assert state(folder) == then
