"""The copies of a logbook: when they are made, how long they are kept, and what happens when one fails."""

import os
import subprocess
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.errors import MentorError
from mentor_tui.logbook.backups import DAYS, MONTHS, WEEKS, Backups, kept
from mentor_tui.logbook.logbook import Logbook
from mentor_tui.logbook.session import open_session
from mentor_tui.settings import changed
from mentor_tui.store.history import copy_book, read_copy
from tests.logbook.making import NOON, person, put
from tests.store.small_book import as_format_1, make_small_book

_DAYS = st.sets(st.dates(date(2024, 1, 1), date(2027, 12, 31)), max_size=60)


class Clock:
    """Says what it is told to."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time

    def sleep(self, days: int) -> None:
        self.time += timedelta(days=days)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def logbook(folder: Path, clock: Clock) -> Logbook:
    """A logbook in which Ana was put on the day before."""
    clock.sleep(-1)
    book = Logbook.open(folder, who="Mia", clock=clock, backups=Backups(folder / "book.jsonl"))
    book.apply(put(person()))
    clock.sleep(1)
    return book


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def people() -> Iterator[tuple[str, str]]:
    for number in range(100):
        yield f"Bo {number}", f"bo-{number}"


def test_the_first_change_of_a_day_leaves_a_copy_of_what_was_there_before(
    logbook: Logbook, folder: Path
) -> None:
    logbook.apply(put(person("Bo Lee", "bo")))
    logbook.apply(put(person("Cy Poe", "cy")))
    assert names(folder / "backups") == ["book-2026-11-20.jsonl"]
    then = read_copy(folder / "backups" / "book-2026-11-20.jsonl")
    assert list(then.table("apprentices")) == ["ana"]
    assert logbook.backups is not None
    assert logbook.backups.take_warnings() == ()


def test_undo_and_settings_are_changes_too(folder: Path, clock: Clock, logbook: Logbook) -> None:
    logbook.undo()
    assert names(folder / "backups") == ["book-2026-11-20.jsonl"]
    clock.sleep(1)
    session = open_session(data_dir=folder, clock=clock)
    session.keep_settings(changed(session.settings, "theme", "nord"))
    assert names(folder / "backups") == ["book-2026-11-20.jsonl", "book-2026-11-21.jsonl"]


def test_reading_makes_no_copy(folder: Path, clock: Clock, logbook: Logbook) -> None:
    assert logbook.records()
    open_session(data_dir=folder, clock=clock).close()
    assert not (folder / "backups").exists()


def test_a_second_program_on_the_same_day_leaves_the_copy_of_the_first_change(
    logbook: Logbook, folder: Path, clock: Clock
) -> None:
    logbook.apply(put(person("Bo Lee", "bo")))
    other = open_session(data_dir=folder, clock=clock).logbook
    other.apply(put(person("Cy Poe", "cy")))
    assert list(read_copy(folder / "backups" / "book-2026-11-20.jsonl").table("apprentices")) == ["ana"]


def test_old_copies_go_and_those_made_by_hand_stay(logbook: Logbook, clock: Clock) -> None:
    assert logbook.backups is not None
    by_hand = logbook.backups.make(clock())
    for name, key in people():
        logbook.apply(put(person(name, key)))
        clock.sleep(1)
    backups = logbook.backups.found()
    daily = [backup.day for backup in backups if not backup.time]
    assert frozenset(daily) == kept([date(2026, 11, 20) + timedelta(days=99 - day) for day in range(100)])
    assert len(daily) < 20
    assert by_hand.exists()
    assert backups[0].day == date(2027, 2, 27)


def test_a_folder_of_choice_gets_a_folder_for_each_logbook(
    tmp_path: Path, logbook: Logbook, folder: Path
) -> None:
    chosen = tmp_path / "stick"
    chosen.mkdir()
    logbook.backups = Backups(folder / "book.jsonl", str(chosen))
    logbook.apply(put(person("Bo Lee", "bo")))
    (own,) = chosen.iterdir()
    assert names(own) == ["book-2026-11-20.jsonl"]
    assert Backups(tmp_path / "other" / "book.jsonl", str(chosen)).folder != own
    assert not (folder / "backups").exists()


def test_a_folder_of_choice_that_is_not_there_is_told_once_and_the_copy_lies_beside_the_logbook(
    tmp_path: Path, logbook: Logbook, folder: Path
) -> None:
    logbook.backups = Backups(folder / "book.jsonl", str(tmp_path / "stick"))
    logbook.apply(put(person("Bo Lee", "bo")))
    logbook.apply(put(person("Cy Poe", "cy")))
    (warning,) = logbook.backups.take_warnings()
    assert "stick, is not there" in warning
    assert str(folder / "backups") in warning
    assert logbook.backups.take_warnings() == ()
    assert not (tmp_path / "stick").exists()
    assert names(folder / "backups") == ["book-2026-11-20.jsonl"]


def test_a_copy_that_cannot_be_made_keeps_nobody_from_writing(logbook: Logbook, folder: Path) -> None:
    (folder / "backups").write_text("in the way")
    logbook.apply(put(person("Bo Lee", "bo")))
    assert logbook.backups is not None
    (warning,) = logbook.backups.take_warnings()
    assert "No backup was made today" in warning
    assert "backups" in warning
    assert "keeps no change back" in warning
    assert len(logbook.apprentices()) == 2


def test_a_full_disk_leaves_no_half_copy(
    logbook: Logbook, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("mentor_tui.store.disk.copy_private", full)
    logbook.apply(put(person("Bo Lee", "bo")))
    assert logbook.backups is not None
    assert "the disk is full" in logbook.backups.take_warnings()[0]
    assert names(folder / "backups") == []
    assert len(logbook.apprentices()) == 2


def test_what_a_killed_program_left_half_copied_goes(logbook: Logbook, folder: Path) -> None:
    (folder / "backups").mkdir()
    gone = subprocess.Popen(["true"])  # noqa: S607 - a process that is no more
    gone.wait()
    for process, age in ((gone.pid, 7200), (gone.pid + 100_000_000_000, 10), (os.getpid(), 7200)):
        half = folder / "backups" / f"book-2026-11-19.jsonl.{process}.new"
        half.write_bytes(b"half")
        moment = half.stat().st_mtime - age
        os.utime(half, (moment, moment))
    logbook.apply(put(person("Bo Lee", "bo")))
    assert names(folder / "backups") == sorted(
        [
            f"book-2026-11-19.jsonl.{gone.pid + 100_000_000_000}.new",
            f"book-2026-11-19.jsonl.{os.getpid()}.new",
            "book-2026-11-20.jsonl",
        ]
    )


def test_a_clock_that_was_wrong_for_a_while_takes_no_backup_away(logbook: Logbook, clock: Clock) -> None:
    clock.sleep(1000)
    for name, key in list(people())[:10]:
        logbook.apply(put(person(name, key)))
        clock.sleep(1)
    clock.sleep(-1010)
    for name, key in list(people())[10:18]:
        logbook.apply(put(person(name, key)))
        clock.sleep(1)
    days = [backup.day for backup in logbook.backups.found()] if logbook.backups else []
    assert {date(2026, 11, 20) + timedelta(days=day) for day in range(1, 8)} <= set(days)
    # Of the days that have not come yet the last of each week and month stays for a while.
    assert [day for day in days if day.year > 2027] == [date(2029, 8, 25), date(2029, 8, 19)]


def test_a_backup_of_another_book_or_of_what_was_lost_is_never_removed(
    logbook: Logbook, folder: Path, clock: Clock, tmp_path: Path
) -> None:
    (folder / "backups").mkdir()
    other = Logbook.open(tmp_path / "other", who="Mia", clock=clock)
    other.apply(put(person()))
    strange = folder / "backups" / "book-2020-01-01.jsonl"
    copy_book(other.path, strange)
    for name, key in list(people())[:9]:
        logbook.apply(put(person(name, key)))
    later = folder / "backups" / "book-2020-01-02.jsonl"
    copy_book(logbook.path, later)
    logbook.undo()
    book = folder / "book.jsonl"
    lines = book.read_bytes().splitlines(keepends=True)
    for path in (book.with_name("book.jsonl.mark"), book):
        path.unlink()
    book.write_bytes(b"".join(lines[:2]))
    again = Logbook.open(folder, who="Mia", clock=clock, backups=Backups(book))
    for name, key in list(people())[20:60]:
        clock.sleep(1)
        again.apply(put(person(name, key)))
        if again.revision < 9:
            assert later.exists()
    assert strange.exists()


def test_the_setting_moves_the_backups_at_once(tmp_path: Path, folder: Path, clock: Clock) -> None:
    (tmp_path / "stick").mkdir()
    session = open_session(data_dir=folder, clock=clock)
    session.logbook.apply(put(person()))
    session.keep_settings(changed(session.settings, "backups", str(tmp_path / "stick")))
    clock.sleep(1)
    session.logbook.apply(put(person("Bo Lee", "bo")))
    assert len(list((tmp_path / "stick").rglob("book-*.jsonl"))) == 1
    assert session.take_warnings() == ()


def test_nothing_can_be_backed_up_before_there_is_something(folder: Path) -> None:
    with pytest.raises(MentorError, match="no logbook"):
        Backups(folder / "book.jsonl").make(NOON)


def test_two_copies_by_hand_in_one_second_are_two(logbook: Logbook, tmp_path: Path) -> None:
    assert logbook.backups is not None
    first, second = (logbook.backups.make(NOON, tmp_path / "new" / "place") for _ in range(2))
    assert first != second
    assert read_copy(first).tables == read_copy(second).tables


def test_a_damaged_logbook_names_the_line_and_the_newest_good_backup(
    logbook: Logbook, folder: Path, clock: Clock
) -> None:
    logbook.apply(put(person("Bo Lee", "bo")))
    clock.sleep(1)
    logbook.apply(put(person("Cy Poe", "cy")))
    backups = folder / "backups"
    # The newer of the two is no use.
    (backups / "book-2026-11-21.jsonl").write_bytes(b"rubbish\n")
    book = folder / "book.jsonl"
    book.write_bytes(book.read_bytes().replace(b"Bo Lee", b"Bo Lea"))
    with pytest.raises(MentorError) as caught:
        open_session(data_dir=folder, clock=clock)
    assert "line 3" in caught.value.message
    assert "mentor-tui doctor" in caught.value.hint
    assert "2026-11-20" in caught.value.hint
    assert f"mentor-tui restore {backups / 'book-2026-11-20.jsonl'}" in caught.value.hint


def test_a_damaged_logbook_without_a_backup_says_so(logbook: Logbook, folder: Path) -> None:
    logbook.close()
    (folder / "book.jsonl").write_bytes(b"rubbish\n")
    with pytest.raises(MentorError) as caught:
        open_session(data_dir=folder)
    assert "there is no backup" in caught.value.hint


@given(_DAYS)
def test_no_more_is_kept_than_asked_for_and_the_newest_always(days: set[date]) -> None:
    left = kept(sorted(days, reverse=True))
    assert left <= days
    assert len(left) <= DAYS + WEEKS + MONTHS
    assert set(sorted(days)[-DAYS:]) <= left


@given(_DAYS)
def test_every_late_week_and_month_keeps_its_last_copy(days: set[date]) -> None:
    left = kept(sorted(days, reverse=True))
    for day in days:
        newer = {one for one in days if one > day}
        if len({(one.year, one.month) for one in newer}) < MONTHS:
            assert any((one.year, one.month) == (day.year, day.month) for one in left)
        if len({one.isocalendar()[:2] for one in newer}) < WEEKS:
            assert any(one.isocalendar()[:2] == day.isocalendar()[:2] for one in left)


@given(_DAYS)
def test_clearing_up_every_day_leaves_the_same_as_clearing_up_at_the_end(days: set[date]) -> None:
    left: frozenset[date] = frozenset()
    for day in sorted(days):
        left = kept(sorted({*left, day}, reverse=True))
    assert left == kept(sorted(days, reverse=True))


def test_backups_that_an_older_program_let_everybody_read_are_made_private(
    logbook: Logbook, folder: Path
) -> None:
    (folder / "backups").mkdir()
    old = folder / "backups" / "book-2026-10-01.jsonl"
    copy_book(as_format_1(make_small_book(folder / "old")) / "book.jsonl", old)
    other = folder / "backups" / "book-2026-10-02.jsonl"
    copy_book(logbook.path, other)
    for path in (old, other):
        path.chmod(0o644)
    logbook.apply(put(person("Bo Lee", "bo")))
    assert [path.stat().st_mode & 0o777 for path in (old, other)] == [0o600, 0o644]
