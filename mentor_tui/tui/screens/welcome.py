"""The first start: what to do next while there is nobody in the logbook."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from mentor_tui.tui import commands
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.screens.base import ListScreen
from mentor_tui.tui.text import as_typed
from mentor_tui.tui.widgets.row_list import Cell, Column, Row, RowList

_WAYS = (
    ("apprentice.new", "Add an apprentice", "mentor-tui add NAME --start DATE --shop SHOP"),
    ("import.open", "Import a spreadsheet", "mentor-tui import FILE.csv --add-people"),
    ("book.demo", "Look at the sample shop", "mentor-tui --demo"),
)


class WelcomeScreen(ListScreen):
    """Three ways on, each with the command that does the same."""

    TITLE = "Welcome"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("welcome")
    HELP = """
This logbook is empty. Add an apprentice by hand, import hours from a spreadsheet, or look at the sample shop first:
24 apprentices in seven shops, of which nothing is kept.
"""

    def body(self) -> ComposeResult:
        """A greeting and the list."""
        yield Static("Nobody is in this logbook yet. How do you want to begin?", classes="greeting")
        yield RowList(
            (Column("way", "Begin", 26), Column("twin", "From the command line", 20, grow=True, drop=1)),
            (
                Row(name, {"way": Cell(title), "twin": Cell(twin, "muted")}, title)
                for name, title, twin in _WAYS
                if name in commands.BY_ID
            ),
        )
        yield Static(as_typed(f"It will be kept in {self.session.logbook.folder}"), classes="place")

    def on_row_list_selected(self, message: RowList.Selected) -> None:
        """Go that way."""
        command = commands.BY_ID[message.key]
        self.call_later(self.run_action, command.does)

    def show_book(self, keys: frozenset[str] | None) -> None:
        """Somebody has been added: on to the roster."""
        del keys
        if not self.session.logbook.empty:
            self.dismiss()


def open_welcome(app: MentorApp) -> None:
    """Greet on top of the empty roster."""
    app.push_screen(WelcomeScreen())
