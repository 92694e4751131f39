"""What every full screen has: the line that says where one is, the line of keys, and the way it follows the logbook."""

from collections.abc import Coroutine
from typing import Any

from textual import getters
from textual.app import ComposeResult
from textual.worker import Worker

from mentor_tui.logbook.session import Session, Version
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.app_screen import AppScreen
from mentor_tui.tui.messages import BookChanged
from mentor_tui.tui.widgets.key_line import KeyLine
from mentor_tui.tui.widgets.title_line import TitleLine

_AT_ONCE = 100
"""Up to so many rows keys wait until all are there; of more, they go to those that are."""


class BookScreen(AppScreen[Any]):
    """A screen on the logbook. Its own part is `body`, and `show_book` brings it up to date.

    Attributes:
        TITLE: Its name in the title line.
        HELP: What it shows, for the help.
    """

    app = getters.app(MentorApp)
    title_line = getters.query_one(TitleLine)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Version | None = None
        self._awaited: Worker[None] | None = None

    @property
    def session(self) -> Session:
        """The logbook, its settings and the day."""
        return self.app.session

    @property
    def fills(self) -> bool:
        """Whether rows are on the way that the next key may be about."""
        return self._awaited is not None and not self._awaited.is_finished

    @property
    def selected(self) -> str | None:
        """Key of the apprentice under the cursor."""
        return None

    @property
    def filtered(self) -> tuple[str, ...] | None:
        """Keys of the apprentices that a filter lets through; None where there is no filter."""
        return None

    def compose(self) -> ComposeResult:
        """The title, the screen's own part, the keys."""
        yield TitleLine(self.session, str(self.TITLE))
        yield from self.body()
        yield KeyLine()

    def body(self) -> ComposeResult:
        """The screen's own part."""
        yield from ()

    def show_book(self, keys: frozenset[str] | None) -> None:
        """Show what the logbook holds now; `keys` are the apprentices that changed, None for anything."""

    def say(self, text: str) -> None:
        """Say something short at the right of the title, such as a count."""
        self.title_line.note = text

    def fill(self, work: Coroutine[Any, Any, None], rows: int) -> None:
        """Work `rows` rows out beside the screen, in place of what is being worked out for it."""
        worker = self.run_worker(work, group="fill", exclusive=True)
        self._awaited = worker if rows <= _AT_ONCE else None

    def select(self) -> None:
        """Tell the app whom commands are about."""
        if self.is_current:
            self.app.selected = self.selected

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen was shown."""
        self._catch_up(None)
        self.app.selected = self.selected

    def on_book_changed(self, message: BookChanged) -> None:
        """Follow the logbook."""
        self._catch_up(message.keys)
        self.app.selected = self.selected

    def action_back(self) -> None:
        """Go back to what lies below."""
        self.dismiss()

    def _catch_up(self, keys: frozenset[str] | None) -> None:
        now = self.session.version
        if now != self._shown:
            same_rules = self._shown is not None and self._shown.frame == now.frame
            self._shown = now
            self.show_book(keys if same_rules else None)
