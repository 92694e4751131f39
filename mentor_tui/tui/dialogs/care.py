"""Care of the logbook: what in it cannot be read, and going back to a backup."""

from pathlib import Path

from mentor_tui.logbook.history import HistoryRow
from mentor_tui.logbook.logbook import Logbook
from mentor_tui.logbook.restoring import go_back
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.pick import Pick
from mentor_tui.tui.dialogs.questions import Confirm, Message, Report

_ASK = """What is written down about everybody becomes what it was then: {made}.

It is one step of the history: undo takes it back, and nothing is lost. The settings stay as they are."""


def open_backups(app: MentorApp) -> None:
    """List the backups; the one that is picked is gone back to, once that is confirmed."""
    logbook = app.session.logbook
    backups = {str(backup.path): backup for backup in logbook.backups.found()} if logbook.backups else {}
    if not backups:
        app.push_screen(Message("Backups", "There is none yet.", "The first change of a day makes one."))
        return

    def confirm(path: str) -> None:
        question = Confirm("Go back to this backup?", _ASK.format(made=backups[path].made))
        question.ask(app, lambda _: app.write("Restored", lambda: _gone_back(logbook, Path(path))))

    options = ((path, backup.made) for path, backup in backups.items())
    Pick("Go back to which backup?", options, next(iter(backups))).ask(app, confirm)


def _gone_back(logbook: Logbook, path: Path) -> HistoryRow | str:
    return go_back(logbook, path) or "nothing was different"


def open_damage(app: MentorApp) -> None:
    """List what is written down but is not valid, and so is left out of everything."""
    book = app.session.logbook
    keys = sorted(book.keys())
    left_out = [f"{key}: {text}" for key in keys for text in book.damage(key)]
    for key in keys:
        left_out += (f"{key}: {text} is not known to this version, and kept" for text in book.unknown(key))
    if left_out:
        app.push_screen(Report("Left out because it is not valid, or not known", left_out))
    else:
        text = "There are none: everything in the logbook can be read."
        app.push_screen(Message("Unreadable documents", text))
