"""The board: everybody against every test."""

from collections.abc import Iterable
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.standing import URGENCY, Standing
from mentor_tui.errors import MentorError
from mentor_tui.tui import commands
from mentor_tui.tui.screens.apprentice import WhyScreen
from mentor_tui.tui.screens.base import BookScreen, in_slices
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


class BoardScreen(BookScreen):
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
        self._people: dict[str, Apprentice] = {}
        self._rows: dict[str, Row] = {}
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

    @property
    def selected(self) -> str | None:
        """Key of the apprentice under the cursor."""
        return self.grid.cursor_key

    @property
    def filtered(self) -> tuple[str, ...] | None:
        """Keys of those that the filter lets through, in the order shown."""
        return self.grid.shown_keys if self.grid.filter_text else None

    def show_book(self, keys: frozenset[str] | None) -> None:
        """Show who is there, then fill in what has changed."""
        self._people = {one.key: one for one in self.session.logbook.apprentices()}
        for known in (self._rows, self._standings):
            for key in known.keys() - self._people.keys():
                del known[key]
        self._rows = {key: self._rows.get(key) or _row(one, {}) for key, one in self._people.items()}
        self.grid.set_rows(self._rows.values())
        changed = [key for key in self._people if keys is None or key in keys]
        self.fill(self._fill(changed), len(changed))

    def on_row_list_filter_changed(self) -> None:
        """Say how many are left."""
        self._count()

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

    async def _fill(self, keys: Iterable[str]) -> None:
        await in_slices(keys, self._work_out)
        self._set_columns()
        self._tell()

    def _work_out(self, key: str) -> None:
        try:
            standings = self.session.insights.standings(key)
        except MentorError:
            return  # The roster says why it cannot be read.
        self._standings[key] = {one.code: one for one in standings}
        self._rows[key] = row = _row(self._people[key], self._standings[key])
        self.grid.update_row(row)

    def _set_columns(self) -> None:
        cells = [one for standings in self._standings.values() for one in standings.values()]
        shown = {one.code for one in cells if self._all or one.relevant}
        self._columns = [test.code for test in self.session.rulebook.tests if test.code in shown]
        self.grid.set_columns((_NAME, *(Column(code, code, max(2, len(code))) for code in self._columns)))
        self._count()

    def _count(self) -> None:
        total, shown = len(self._people), self.grid.shown
        people = f"{shown} of {total}" if self.grid.filter_text else f"{total}"
        self.say(f"{people} × {counted(len(self._columns), 'test')}")

    def _tell(self) -> None:
        one = self._standings.get(self.selected or "", {}).get(self.grid.column)
        self.about.show(lambda _: () if one is None else self._about(one))

    def _about(self, one: Standing) -> tuple[Line, ...]:
        when = f", {told}" if (told := when_text(one)) else ""
        sure = " (rests on a rule that is not confirmed)" if one.unconfirmed else ""
        name = self._people[self.selected or ""].name
        return (
            (
                (f"{name}: {one.code} {one.name}", "strong"),
                (f"  {state_text(one.state)}{when}{sure}", ""),
            ),
            ((next_step_text(one.next_step), ""),),
        )


def _row(person: Apprentice, standings: dict[str, Standing]) -> Row:
    cells = {"name": Cell(person.name)} | {code: _cell(one) for code, one in standings.items()}
    words = " ".join(sorted({STATE_WORD[one.state] for one in standings.values() if one.relevant}))
    return Row(person.key, cells, f"{person.name} {words}")


def _cell(one: Standing) -> Cell:
    if not one.relevant:
        return Cell("·", "muted", sort=len(URGENCY))
    return Cell(STATE_GLYPH[one.state], ROLE_OF_STATE[one.state], sort=URGENCY.index(one.state))
