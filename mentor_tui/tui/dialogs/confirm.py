"""Ask once before something large is done."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from mentor_tui.tui import commands
from mentor_tui.tui.dialogs.base import Dialog
from mentor_tui.tui.text import as_typed


class Confirm(Dialog[bool], inherit_bindings=False):
    """True where it is to be done; nothing where the question was left."""

    CSS_PATH = "../styles/message.tcss"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("confirm")

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.title = title
        self._text = text

    def body(self) -> ComposeResult:
        """What will be done."""
        yield Static(as_typed(self._text))

    def action_yes(self) -> None:
        """Do it."""
        self.dismiss(result=True)
