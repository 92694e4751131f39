"""What all dialogs share in which something is typed: none of it is lost, whichever way they are left."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar

from textual.binding import BindingType

from mentor_tui.errors import MentorError
from mentor_tui.logbook.typed import drop_typed, keep_typed, typed_before
from mentor_tui.tui import commands
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.base import Dialog


class Entry(Dialog[None], inherit_bindings=False):
    """A dialog that keeps what is typed in a file of its own while it is not in the logbook.

    Attributes:
        before: What was typed here when it was left last, and not kept.
        busy: Whether a write is under way that was asked for here.
    """

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("form_dialog")

    def __init__(self, app: MentorApp, name: str) -> None:
        super().__init__()
        self.file = name
        self.folder = app.session.logbook.folder
        self.busy = False
        self.before: dict[str, Any] | None = typed_before(self.folder, name)

    @abstractmethod
    def unkept(self) -> dict[str, Any] | None:
        """What is typed and not kept; None where that is nothing."""

    @abstractmethod
    def say(self, text: str) -> None:
        """Say something about the dialog as a whole."""

    @abstractmethod
    def drop(self) -> None:
        """Show what is written down in place of what is typed."""

    @abstractmethod
    def on_mount(self) -> None:
        """Say what was found, and be ready for a sudden end."""
        if self.unkept() is not None:
            self.say("This was typed before and not kept. F8 drops it.")
        else:
            self.say("")
        self.app.drafts.add(self.keep_unkept)

    def on_unmount(self) -> None:
        """There is nothing left to lose."""
        self.app.drafts.remove(self.keep_unkept)

    def keep_unkept(self) -> None:
        """Write down what is typed, for the next time.

        Raises:
            MentorError: it cannot be written.
        """
        typed = self.unkept()
        if typed is None:
            drop_typed(self.folder, self.file)
        else:
            keep_typed(self.folder, self.file, typed)

    def durable(self) -> None:
        """What was typed is no draft any more."""
        self.busy = False
        drop_typed(self.folder, self.file)

    @abstractmethod
    def refused(self, error: MentorError) -> bool:
        """A write could not be done; what is typed is all still there."""
        self.busy = False
        return True

    def keep(self, label: str, write: Callable[[], Any]) -> None:
        """Run a write away from the screen; a second key meanwhile does nothing."""
        if not self.busy:
            self.busy = True
            self.app.write(label, write, self)

    def action_drop(self) -> None:
        """Drop what is typed."""
        self.drop()
        drop_typed(self.folder, self.file)
        self.say("")

    def action_back(self) -> None:
        """Leave; what is typed is there again the next time."""
        try:
            self.keep_unkept()
        except MentorError as error:
            self.say(f"{error}\nWhat is typed here would be lost. F8 drops it.")
            return
        if self.unkept() is not None:
            self.notify("What you typed is there again when you come back.", markup=False)
        self.dismiss(None)
