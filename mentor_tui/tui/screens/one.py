"""A page about one apprentice."""

from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType

from mentor_tui.errors import MentorError
from mentor_tui.tui import commands
from mentor_tui.tui.screens.base import BookScreen
from mentor_tui.tui.widgets.page import Page, Write, wrapped


class OneScreen(BookScreen):
    """Lines to read about an apprentice, written anew when the logbook changes."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("profile", "back")

    page = getters.query_one(Page)

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key

    @property
    def selected(self) -> str | None:
        """The apprentice."""
        return self._key

    @property
    def filtered(self) -> tuple[str, ...] | None:
        """The apprentice alone."""
        return (self._key,)

    def body(self) -> ComposeResult:
        """The page."""
        yield Page()

    def show_book(self, keys: frozenset[str] | None) -> None:
        """Write the page anew where it is about this apprentice."""
        if keys is None or self._key in keys:
            self.page.show(written(self.writer), top=False)

    @abstractmethod
    def writer(self) -> Write:
        """Work out what the page says.

        Raises:
            MentorError: the record cannot be read.
        """


def written(writer: Callable[[], Write]) -> Write:
    """What a page says; where it cannot be worked out, why."""
    try:
        return writer()
    except MentorError as error:
        said = str(error)
        return lambda cells: wrapped(said, cells, style="error")
