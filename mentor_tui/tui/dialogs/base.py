"""What every dialog has: a frame with a title, and the ways out of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from textual import getters
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from mentor_tui.logbook.session import Session
from mentor_tui.tui import commands
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.app_screen import AppScreen
from mentor_tui.tui.text import as_typed
from mentor_tui.tui.widgets.key_line import KeyLine

_Answer = TypeVar("_Answer")


class Dialog(ModalScreen[_Answer], AppScreen[_Answer]):
    """A frame on top of a screen. Its own part is `body`; esc leaves it without an answer.

    Attributes:
        TITLE: Stands in the frame.
        HELP: What it is for, for the help.
    """

    # Whole, since Textual looks for a part of a path beside the file of the dialog, wherever that is.
    CSS_PATH = Path(__file__).parents[1] / "styles/dialogs.tcss"
    app = getters.app(MentorApp)
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("back")

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.title = title or self.TITLE

    @property
    def session(self) -> Session:
        """The logbook, its settings and the day."""
        return self.app.session

    def compose(self) -> ComposeResult:
        """The frame around the dialog's own part."""
        with Vertical(classes="dialog") as frame:
            frame.border_title = as_typed(str(self.title))
            yield from self.body()
        yield KeyLine()

    def body(self) -> ComposeResult:
        """The dialog's own part."""
        yield from ()

    def ask(self, app: App[Any], do: Callable[[_Answer], object]) -> None:
        """Show it, and do something with the answer where there is one."""

        def take(answer: _Answer | None) -> None:
            if answer is not None:
                do(answer)

        app.push_screen(self, take)

    def action_back(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
