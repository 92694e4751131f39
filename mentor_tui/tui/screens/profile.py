"""One apprentice on a page."""

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType

from mentor_tui.errors import MentorError
from mentor_tui.logbook.session import Session
from mentor_tui.tui import commands
from mentor_tui.tui.screens.base import BookScreen
from mentor_tui.tui.widgets.page import Page, Write, wrapped
from mentor_tui.tui.widgets.profile_page import profile_lines


def profile_writer(session: Session, key: str | None, *, brief: bool = False) -> Write:
    """What a page says about an apprentice; why it cannot, where it cannot."""
    if key is None:
        return lambda _: ()
    try:
        profile = session.insights.profile(key)
    except MentorError as error:
        said = str(error)
        return lambda cells: wrapped(said, cells, style="error")
    return lambda cells: profile_lines(profile, cells, brief=brief)


class ProfileScreen(BookScreen):
    """Everything about one apprentice."""

    TITLE = "Apprentice"
    CSS_PATH = "../styles/profile.tcss"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("profile", "back")
    HELP = """
Everything about one apprentice: the last 52 weeks, experience on each track by both clocks, the tests that come next
with the reasons in order, the suggested direction with its evidence, hours by work area, credits, certificates and
titles.
"""

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
            self.page.show(profile_writer(self.session, self._key), top=False)
