"""The line above the board that names the series of the columns under it."""

from itertools import groupby

from textual.content import Content
from textual.widget import Widget

from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.tui.text import cut, fit
from mentor_tui.tui.widgets.board_grid import BoardGrid


class SeriesLine(Widget):
    """One line, drawn from the columns that the grid has in view."""

    ALLOW_SELECT = False

    def __init__(self, grid: BoardGrid, rulebook: Rulebook) -> None:
        super().__init__()
        self._grid = grid
        self._rulebook = rulebook

    def render(self) -> Content:
        """Each title over its own columns, cut to their width."""
        titles = {series.key: series.title for series in self._rulebook.series}
        tests = self._rulebook.test
        line = ""
        slots = self._grid.columns_in_view
        for key, group in groupby(slots, lambda slot: tests[slot.column.key].series):
            first, *rest = group
            last = rest[-1] if rest else first
            line = fit(line, first.x) + cut(titles.get(key, key), last.x + last.width - first.x)
        return Content.styled(fit(line, self.size.width), "$text-muted")
