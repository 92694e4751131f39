"""Going back to a backup: in a new place, or over the logbook that is there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from os.path import realpath
from pathlib import Path

from mentor_tui.errors import MentorError
from mentor_tui.logbook.backups import Backups
from mentor_tui.logbook.history import HistoryRow
from mentor_tui.logbook.logbook import Logbook
from mentor_tui.store.faults import DamagedBookError
from mentor_tui.store.generations import BOOK_NAME
from mentor_tui.store.repair import begin_from, rebuild
from mentor_tui.store.tables import BookDatabase, copy_database


@dataclass(frozen=True, slots=True)
class Restored:
    """What going back to a backup did; nothing at all where nothing was different.

    Attributes:
        change: The step that made the records what they were, which `undo` takes back.
        replaced: Whether the backup took the place of a damaged logbook, or of none.
        kept: Where the damaged logbook is now.
    """

    change: HistoryRow | None = None
    replaced: bool = False
    kept: Path | None = None


def chosen_backup(backups: Backups, named: str) -> Path:
    """The file meant by a path, or by the day of a backup such as 2026-11-20.

    Raises:
        MentorError: there is no such file or backup.
    """
    path = Path(named).expanduser()
    if path.is_file():
        return path
    for backup in backups.found():
        if named == backup.path.name or named == str(backup.day):
            return backup.path
    raise MentorError(f"There is no backup {named}.", hint="`mentor-tui restore` lists them.")


def restore_into(backup: Path, folder: Path) -> Path:
    """Put a backup into a folder as its logbook; the file that it is now.

    Raises:
        MentorError: there is a logbook already, the backup is damaged, or the folder cannot be written.
    """
    if not (folder / BOOK_NAME).exists():
        _read(backup)
        book = begin_from(backup, folder)
        if book is not None:
            return book
    raise MentorError(f"There is a logbook in {folder} already.", hint="Choose an empty folder.")


def restore_over(
    backup: Path, folder: Path, *, who: str, user: str = "", clock: Callable[[], datetime], backups: Backups
) -> Restored:
    """Make the logbook in a folder what a backup says.

    Over a sound logbook this is one change, which `undo` takes back; a damaged one is kept and replaced. The settings
    stay as they are.

    Raises:
        MentorError: the backup is damaged, or the logbook cannot be written; nothing was changed then.
    """
    if realpath(backup) == realpath(folder / BOOK_NAME):
        raise MentorError(f"{backup} is the logbook itself.", hint="`mentor-tui restore` lists the backups.")
    then = _read(backup)
    try:
        logbook = Logbook.open(folder, who=who, user=user, clock=clock, backups=backups)
    except DamagedBookError:
        kept = rebuild(folder, at=clock(), who=who, source=backup).kept
        return Restored(replaced=True, kept=kept)
    if not logbook.revision and begin_from(backup, folder) is not None:
        return Restored(replaced=True)
    # Another program may have begun a logbook here meanwhile.
    return Restored(change=_put_back(logbook, backup, then))


def go_back(logbook: Logbook, backup: Path) -> HistoryRow | None:
    """Make an open logbook what a backup says, as one change; None where it is that already. The settings stay.

    Raises:
        MentorError: the backup is damaged, or the logbook cannot be written; nothing was changed then.
    """
    return _put_back(logbook, backup, _read(backup))


def _put_back(logbook: Logbook, backup: Path, then: BookDatabase) -> HistoryRow | None:
    return logbook.put_back(then, f"went back to the backup {backup.name}")


def _read(backup: Path) -> BookDatabase:
    """Everything in a backup, which shows that it is sound.

    Raises:
        MentorError: it is not.
    """
    try:
        return copy_database(backup)
    except DamagedBookError as error:
        error.hint = "Nothing was changed. Choose another backup; `mentor-tui restore` lists them."
        raise
