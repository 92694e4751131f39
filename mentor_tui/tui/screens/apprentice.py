"""One apprentice on a page: everything, or why a test stands as it does."""

from abc import abstractmethod
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType

from mentor_tui.errors import MentorError
from mentor_tui.logbook.session import Session
from mentor_tui.tui import commands
from mentor_tui.tui.screens.base import ApprenticeScreen
from mentor_tui.tui.widgets.page import Page, Write, wrapped
from mentor_tui.tui.widgets.profile_page import profile_lines, profile_panel
from mentor_tui.tui.widgets.standing_page import standing_lines


class ApprenticePage(ApprenticeScreen):
    """Lines to read about an apprentice."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("profile", "back")

    page = getters.query_one(Page)

    @property
    def filtered(self) -> tuple[str, ...] | None:
        """The apprentice alone."""
        return (self._key,)

    def body(self) -> ComposeResult:
        """The page."""
        yield Page()

    def show_record(self) -> None:
        """Write the page anew."""
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


def panel_writer(session: Session, key: str) -> Write:
    """An apprentice in three columns, for below the roster.

    Raises:
        MentorError: the record cannot be read.
    """
    return partial(profile_panel, session.insights.profile(key))


class ProfileScreen(ApprenticePage):
    """Everything about one apprentice."""

    TITLE = "Apprentice"
    HELP = """
Everything about one apprentice: the last 52 weeks, experience on each track by both clocks, the tests that come next
with the reasons in order, the suggested direction with its evidence, hours by work area, credits, certificates and
titles.
"""

    def writer(self) -> Write:
        """The whole page."""
        return partial(profile_lines, self.session.insights.profile(self._key))


class WhyScreen(ApprenticePage):
    """One apprentice and one test."""

    TITLE = "Why"
    HELP = """
The standing of one apprentice with one test. Under the state stands what to do next, then every reason in the order in
which it decides: ✔ speaks for it, ✖ against it, · is a remark. Then the clocks, and every week that was logged with the
hours that count and why others do not.
"""

    def __init__(self, key: str, code: str) -> None:
        super().__init__(key)
        self._code = code

    def writer(self) -> Write:
        """The standing as of now."""
        insights = self.session.insights
        for standing in insights.standings(self._key):
            if standing.code == self._code:
                return partial(standing_lines, standing, insights.judged(self._key))
        return partial(wrapped, f"{self._code} is not given any more.")
