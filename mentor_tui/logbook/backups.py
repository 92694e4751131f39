"""Backups: a copy of the logbook for each day on which something is written, and how long it is kept."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from mentor_tui.errors import MentorError
from mentor_tui.leftovers import sweep
from mentor_tui.store.disk import make_folder, make_private
from mentor_tui.store.faults import BookError, disk_fault
from mentor_tui.store.generations import BOOK_NAME
from mentor_tui.store.history import copy_book, extent, read_copy

DAYS, WEEKS, MONTHS = 7, 5, 24
FOLDER = "backups"
_STEM, _SUFFIX = BOOK_NAME.split(".")
_NAME = rf"{_STEM}-(\d{{4}}-\d\d-\d\d)(-\d{{6}})?(-\d+)?\.{_SUFFIX}"


def kept(newest_first: Sequence[date]) -> frozenset[date]:
    """Which of the days' backups are kept: the last 7, and the last one of each of the last 5 weeks and 24 months.

    Counted are days, weeks and months with a backup, so that a long absence costs none. Weeks are those of the calendar,
    from Monday on.

    Args:
        newest_first: The days, in the order of what the backups hold: a clock that was wrong for a while gave some of them
            a day that has not come yet.
    """
    return frozenset(newest_first[:DAYS]).union(
        _last_of_each(newest_first, WEEKS, lambda day: day.isocalendar()[:2]),
        _last_of_each(newest_first, MONTHS, lambda day: (day.year, day.month)),
    )


class Backup(NamedTuple):
    """A backup that is there.

    Attributes:
        path: The file: a whole logbook.
        day: The day.
        time: For one made by hand, when: `170211`; empty for that of the day, from before its first change.
    """

    path: Path
    day: date
    time: str = ""

    @property
    def made(self) -> str:
        """When it was made, in words."""
        when = f"at {self.time[:2]}:{self.time[2:4]}" if self.time else "before the first change"
        return f"{self.day} {when}"


class Backups:
    """The backups of one logbook.

    Attributes:
        folder: Where they are, and where new ones go to.
    """

    def __init__(self, book: Path, chosen: str = "") -> None:
        """Know where they are.

        Args:
            book: The file of the logbook.
            chosen: The folder of choice from the settings; empty for the one beside the logbook. In a folder of choice
                each logbook has a folder of its own, since several may share it.
        """
        self._book = book
        self._beside = book.parent / FOLDER
        self._chosen = _expanded(book.parent, chosen) if chosen else None
        self.folder = self._chosen / _own_name(book) if self._chosen else self._beside
        self._looked: date | None = None
        self._warnings: list[str] = []

    def before_write(self, today: date) -> None:
        """Make the backup of today unless it is there, and leave a warning where it could not be made as wished.

        Never raises: a backup that fails must not keep anybody from writing hours down.
        """
        if self._looked == today:
            return
        try:
            if not self._book.exists():
                return
            self._looked = today
            self._make_daily(self.folder, today)
        except (MentorError, OSError) as error:
            self._warnings.append(self._elsewhere(today, str(error).replace("\n", " ")))

    def take_warnings(self) -> tuple[str, ...]:
        """The warnings since the last call."""
        told, self._warnings = tuple(self._warnings), []
        return told

    def make(self, at: datetime, folder: Path | None = None) -> Path:
        """Make a backup now, whether or not there is one of today; nothing ever removes it.

        Args:
            at: Now.
            folder: Where; it is made if it is not there. The usual folder where it is left out.

        Raises:
            MentorError: there is no logbook yet, or the backup cannot be written.
        """
        if not self._book.exists():
            raise MentorError(f"There is no logbook at {self._book} yet, so there is nothing to back up.")
        target = folder or self._ready(self.folder)
        try:
            make_folder(target)
        except OSError as error:
            raise disk_fault(target, "made", error) from error
        stem, count = f"{_STEM}-{at:%Y-%m-%d-%H%M%S}", 1
        path = target / f"{stem}.{_SUFFIX}"
        while path.exists():
            count += 1
            path = target / f"{stem}-{count}.{_SUFFIX}"
        copy_book(self._book, path)
        return path

    def found(self) -> tuple[Backup, ...]:
        """All backups that are there, the latest first."""
        folders = dict.fromkeys((self.folder, self._beside))
        backups = [backup for folder in folders for backup in _backups_in(folder)]
        return tuple(sorted(backups, key=lambda one: (one.day, one.time), reverse=True))

    def newest_whole(self) -> Backup | None:
        """The latest backup that can be read to its end; None if there is none."""
        for backup in self.found():
            try:
                read_copy(backup.path)
            except BookError:
                continue
            return backup
        return None

    def _elsewhere(self, today: date, cause: str) -> str:
        if self._chosen is not None:
            try:
                self._make_daily(self._beside, today)
            except (MentorError, OSError):
                pass
            else:
                return f"Today's backup went to {self._beside} instead: {cause}"
        return f"No backup was made today: {cause} This keeps no change back."

    def _make_daily(self, folder: Path, today: date) -> None:
        path = self._ready(folder) / f"{_STEM}-{today}.{_SUFFIX}"
        if path.exists():
            return
        copy_book(self._book, path)
        self._rotate(folder, path)
        sweep(folder, f"{_STEM}-*.new", path.stat().st_mtime)

    def _rotate(self, folder: Path, newest: Path) -> None:
        """Remove the backups of days that are not kept.

        Only one that holds nothing but what the newest holds too is ever removed: an earlier stage of the same book.
        """
        now = extent(newest)
        earlier: list[tuple[int, date, Path]] = []
        for backup in _backups_in(folder):
            content = None if backup.time else extent(backup.path)
            if content and not content.book:
                # Older programs let everybody read them.
                make_private(backup.path)
            if now and content and content.book in {"", now.book} and content.number <= now.number:
                earlier.append((content.number, backup.day, backup.path))
        earlier.sort(key=lambda each: (each[2] == newest, *each[:2]), reverse=True)
        days = kept([day for _, day, _ in earlier])
        for _, day, path in earlier:
            if day not in days:
                path.unlink(missing_ok=True)

    def _ready(self, folder: Path) -> Path:
        # A folder of choice may be a disk that is not connected: made here, it would lie on the wrong disk.
        if folder != self._beside and self._chosen is not None and not self._chosen.is_dir():
            raise MentorError(f"The folder for backups, {self._chosen}, is not there.")
        try:
            make_folder(folder)
        except OSError as error:
            raise disk_fault(folder, "made", error) from error
        return folder


def way_out(backups: Backups) -> str:
    """What to do about a logbook that does not open."""
    backup = backups.newest_whole()
    if backup is None:
        return "Nothing was changed. Run `mentor-tui doctor` to see what can be saved; there is no backup."
    return (
        "Nothing was changed. Run `mentor-tui doctor` to see what can be saved. The newest backup was made on "
        f"{backup.made}; `mentor-tui restore {backup.path}` goes back to it."
    )


def _backups_in(folder: Path) -> Iterator[Backup]:
    try:
        paths = list(folder.iterdir())
    except OSError:
        return
    for path in paths:
        if match := re.fullmatch(_NAME, path.name):
            try:
                yield Backup(path, date.fromisoformat(match[1]), (match[2] or "").removeprefix("-"))
            except ValueError:
                continue


def _last_of_each(newest_first: Sequence[date], count: int, span: Callable[[date], object]) -> list[date]:
    last: dict[object, date] = {}
    for day in newest_first:
        last.setdefault(span(day), day)
    return list(last.values())[:count]


def _own_name(book: Path) -> str:
    return f"{os.uname().nodename}-{crc32(os.path.realpath(book).encode('utf-8', 'surrogateescape')):08x}"


def _expanded(folder: Path, chosen: str) -> Path:
    try:
        return folder / Path(chosen).expanduser()
    except RuntimeError:
        # There is no such home folder: said when the first backup is due.
        return folder / chosen
