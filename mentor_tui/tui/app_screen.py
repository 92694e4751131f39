"""What every screen and dialog has: the way it leaves, and how it hears what has become of a write."""

from dataclasses import dataclass
from typing import TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.message import Message
from textual.screen import Screen

from mentor_tui.errors import MentorError

_Answer = TypeVar("_Answer")


@dataclass
class BookChanged(Message):
    """The logbook holds something else now.

    Attributes:
        keys: Keys of the apprentices it is about; None where it may be anything.
    """

    bubble = False

    keys: frozenset[str] | None


class AppScreen(Screen[_Answer]):
    """A screen of the program."""

    _leaves_with: tuple[_Answer | None] | None = None

    def dismiss(self, result: _Answer | None = None) -> AwaitComplete:
        """Leave. Under another screen it waits until that has gone; what has left already stays away.

        Textual takes the screen on top away, whichever that is.
        """
        if self.app.screen is self:
            return super().dismiss(result)
        if self in self.app.screen_stack:
            self._leaves_with = (result,)
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        """Leave, where that was meant while another screen lay on top."""
        if self._leaves_with is not None:
            self.dismiss(*self._leaves_with)

    @property
    def fills(self) -> bool:
        """Whether rows are on the way that the next key may be about."""
        return False

    def ended_by(self, event: events.Event) -> bool:
        """Whether a key ends what the keys before it wait for, so that it does not wait itself."""
        del event
        return False

    def keep_unkept(self) -> None:
        """Write down what is typed here and not kept, for the next time.

        Raises:
            MentorError: it cannot be written.
        """

    def durable(self) -> None:
        """What was asked for here is written down. This comes also after the screen was left: it may touch no widget."""

    def written(self) -> None:
        """What was asked for here is written down, the app has said so, and the screen is still there."""

    def refused(self, error: MentorError) -> bool:
        """What was asked for here could not be done; whether the screen says so itself."""
        del error
        return False
