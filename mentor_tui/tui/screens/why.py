"""Why an apprentice stands with a test as it is: reasons, clocks, projection, and every week counted or not."""

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType

from mentor_tui.errors import MentorError
from mentor_tui.logbook.session import Session
from mentor_tui.tui import commands
from mentor_tui.tui.screens.base import BookScreen
from mentor_tui.tui.widgets.page import Page, Write, wrapped
from mentor_tui.tui.widgets.standing_page import standing_lines


def _writer(session: Session, key: str, code: str) -> Write:
    try:
        history = session.insights.history(key)
        standing = next((one for one in session.insights.standings(key) if one.code == code), None)
    except MentorError as error:
        said = str(error)
        return lambda cells: wrapped(said, cells, style="error")
    if standing is None:
        return lambda cells: wrapped(f"{code} is not given any more.", cells)
    name = history.record.apprentice.name
    return lambda cells: (
        [(f"{name}: {standing.code} {standing.name}", "strong")],
        *standing_lines(standing, history, cells),
    )


class WhyScreen(BookScreen):
    """One apprentice and one test."""

    TITLE = "Why"
    CSS_PATH = "../styles/why.tcss"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("profile", "back")
    HELP = """
The standing of one apprentice with one test. Under the state stands what to do next, then every reason in the order in
which it decides: ✔ speaks for it, ✖ against it, · is a remark. Then the clocks, and every week that was logged with the
hours that count and why others do not.
"""

    page = getters.query_one(Page)

    def __init__(self, key: str, code: str) -> None:
        super().__init__()
        self._key = key
        self._code = code

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
            self.page.show(_writer(self.session, self._key, self._code), top=False)
