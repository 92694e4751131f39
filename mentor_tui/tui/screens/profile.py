"""One apprentice on a page."""

from functools import partial

from mentor_tui.logbook.session import Session
from mentor_tui.tui.screens.one import OneScreen
from mentor_tui.tui.widgets.page import Write
from mentor_tui.tui.widgets.profile_page import profile_lines, profile_panel


def panel_writer(session: Session, key: str) -> Write:
    """An apprentice in three columns, for below the roster.

    Raises:
        MentorError: the record cannot be read.
    """
    return partial(profile_panel, session.insights.profile(key))


class ProfileScreen(OneScreen):
    """Everything about one apprentice."""

    TITLE = "Apprentice"
    CSS_PATH = "../styles/profile.tcss"
    HELP = """
Everything about one apprentice: the last 52 weeks, experience on each track by both clocks, the tests that come next
with the reasons in order, the suggested direction with its evidence, hours by work area, credits, certificates and
titles.
"""

    def writer(self) -> Write:
        """The whole page."""
        return partial(profile_lines, self.session.insights.profile(self._key))
