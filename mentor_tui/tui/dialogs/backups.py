"""The backups that are there, and going back to one of them."""

from pathlib import Path

from mentor_tui.logbook.logbook import Logbook
from mentor_tui.logbook.restoring import go_back
from mentor_tui.store.records import Transaction
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.confirm import Confirm
from mentor_tui.tui.dialogs.message import Message
from mentor_tui.tui.dialogs.pick import Pick

_ASK = """What is written down about everybody becomes what it was then: {made}.

It is one step of the history: undo takes it back, and nothing is lost. The settings stay as they are."""


def open_backups(app: MentorApp) -> None:
    """List the backups; the one that is picked is gone back to, once that is confirmed."""
    logbook = app.session.logbook
    found = {str(one.path): one for one in logbook.backups.found()} if logbook.backups else {}
    if not found:
        app.push_screen(Message("Backups", "There is none yet.", "The first change of a day makes one."))
        return

    def ask(path: str | None) -> None:
        if path is None:
            return

        def restore(confirmed: bool | None) -> None:  # noqa: FBT001 - the answer of the dialog
            if confirmed:
                app.write("Restored", lambda: _gone_back(logbook, Path(path)))

        app.push_screen(Confirm("Go back to this backup?", _ASK.format(made=found[path].made)), restore)

    title = "Go back to which backup?"
    app.push_screen(Pick(title, ((path, one.made) for path, one in found.items()), next(iter(found))), ask)


def _gone_back(logbook: Logbook, path: Path) -> Transaction | str:
    return go_back(logbook, path) or "nothing was different"
