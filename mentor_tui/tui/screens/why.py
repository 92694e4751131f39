"""Why an apprentice stands with a test as it is: reasons, clocks, projection, and every week counted or not."""

from functools import partial

from mentor_tui.tui.screens.one import OneScreen
from mentor_tui.tui.widgets.page import Write, wrapped
from mentor_tui.tui.widgets.standing_page import standing_lines


class WhyScreen(OneScreen):
    """One apprentice and one test."""

    TITLE = "Why"
    CSS_PATH = "../styles/why.tcss"
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
