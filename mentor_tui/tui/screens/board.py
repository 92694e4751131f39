"""The board: everybody against every test."""

from collections.abc import Sequence
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.standing import URGENCY, Standing
from mentor_tui.errors import MentorError
from mentor_tui.tui import commands
from mentor_tui.tui.screens.apprentice import WhyScreen
from mentor_tui.tui.screens.base import PeopleScreen, in_slices
from mentor_tui.tui.theme import ROLE_OF_STATE
from mentor_tui.tui.widgets.board_grid import BoardGrid, SeriesLine
from mentor_tui.tui.widgets.lines import Line
from mentor_tui.tui.widgets.page import Page
from mentor_tui.tui.widgets.row_list import Cell, Column, Row, RowList
from mentor_tui.words.glyphs import STATE_GLYPH, STATE_WORD, state_text
from mentor_tui.words.phrases import counted
from mentor_tui.words.reasons import next_step_text
from mentor_tui.words.standings import when_text

_NAME = Column("name", "Name", 18)


class BoardScreen(PeopleScreen):
    """A sign for each standing; the line below says what the one under the cursor means."""

    TITLE = "Board"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("board")
    HELP = """
Every apprentice against every test that somebody works towards, or with `a` against all tests. Arrows move from cell to
cell, enter says why a standing is what it is, s sorts by the column under the cursor.
"""

    grid = getters.query_one(BoardGrid)
    about = getters.query_one("#about", Page)

    def __init__(self) -> None:
        super().__init__()
        self._standings: dict[str, dict[str, Standing]] = {}
        self._all = False
        self._columns: list[str] = []

    def body(self) -> ComposeResult:
        """The series, the grid, and what the cell means."""
        grid = BoardGrid((_NAME,), empty="Nobody is here yet.")
        yield SeriesLine(grid, self.session.rulebook)
        yield grid
        about = Page(id="about")
        about.can_focus = False
        yield about

    def on_board_grid_moved(self, message: BoardGrid.Moved) -> None:
        """Say what the cell under the cursor means."""
        self.select()
        if message.scrolled:
            self.query_one(SeriesLine).refresh()
        self._tell()

    def on_row_list_selected(self, message: RowList.Selected) -> None:
        """Open the reasons."""
        if self.grid.column in self._standings.get(message.key, {}):
            self.app.push_screen(WhyScreen(message.key, self.grid.column))

    def action_tests(self) -> None:
        """Show every test, or those alone that somebody works towards."""
        self._all = not self._all
        self._set_columns()

    async def fill_rows(self, keys: Sequence[str]) -> None:
        """Work these rows out, and with them the columns."""
        await in_slices(keys, self._work_out)
        self._set_columns()
        self._tell()

    def _work_out(self, key: str) -> None:
        try:
            standings = self.session.insights.standings(key)
        except MentorError:
            return  # The roster says why it cannot be read.
        self._standings[key] = {standing.code: standing for standing in standings}
        self.put(_row(self._people[key], self._standings[key]))

    def _set_columns(self) -> None:
        shown = {
            standing.code
            for key in self._people
            for standing in self._standings.get(key, {}).values()
            if self._all or standing.relevant
        }
        self._columns = [test.code for test in self.session.rulebook.tests if test.code in shown]
        self.grid.set_columns((_NAME, *(Column(code, code, max(2, len(code))) for code in self._columns)))
        self.count()

    def count(self) -> None:
        """Say how many there are, and against how many tests."""
        total, shown = len(self._people), self.grid.shown
        people = f"{shown} of {total}" if self.grid.filter_text else f"{total}"
        self.say(f"{people} × {counted(len(self._columns), 'test')}")

    def _tell(self) -> None:
        standing = self._standings.get(self.selected or "", {}).get(self.grid.column)
        self.about.show(lambda _: self._about(standing) if standing else ())

    def _about(self, standing: Standing) -> tuple[Line, ...]:
        when = f", {told}" if (told := when_text(standing)) else ""
        sure = " (rests on a rule that is not confirmed)" if standing.unconfirmed else ""
        name = self._people[self.selected or ""].name
        return (
            (
                (f"{name}: {standing.code} {standing.name}", "strong"),
                (f"  {state_text(standing.state)}{when}{sure}", ""),
            ),
            ((next_step_text(standing.next_step), ""),),
        )


def _row(person: Apprentice, standings: dict[str, Standing]) -> Row:
    cells = {"name": Cell(person.name)} | {code: _cell(standing) for code, standing in standings.items()}
    words = " ".join(
        sorted({STATE_WORD[standing.state] for standing in standings.values() if standing.relevant})
    )
    return Row(person.key, cells, f"{person.name} {words}")


def _cell(standing: Standing) -> Cell:
    if not standing.relevant:
        return Cell("·", "muted", sort=len(URGENCY))
    return Cell(
        STATE_GLYPH[standing.state], ROLE_OF_STATE[standing.state], sort=URGENCY.index(standing.state)
    )
