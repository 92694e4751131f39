"""One change: every document of it before and after, field by field."""

import asyncio
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from mentor_tui.domain.wording import counted
from mentor_tui.errors import MentorError
from mentor_tui.logbook.history_rows import FieldChange, HistoryRow, field_changes
from mentor_tui.tui import commands
from mentor_tui.tui.dialogs.message import Report
from mentor_tui.tui.screens.base import BookScreen
from mentor_tui.tui.slices import in_slices
from mentor_tui.tui.text import as_typed
from mentor_tui.tui.widgets.row_list import Cell, Column, Row, RowList

_COLUMNS = (
    Column("name", "Apprentice", 10, grow=True, drop=1),
    Column("what", "Document", 19),
    Column("field", "Field", 16, grow=True),
    Column("before", "Before", 10, grow=True),
    Column("after", "After", 10, grow=True),
)


class ChangeScreen(BookScreen):
    """One row a field; a change of thousands of documents is filtered like any list."""

    TITLE = "Change"
    CSS_PATH = "../styles/change.tcss"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("change", "back")
    HELP = """
Everything that one change made different: the document, the field, and its value before and after. Enter shows a
document with nothing cut off. `U` takes this change back.
"""

    list = getters.query_one(RowList)

    def __init__(self, row: HistoryRow) -> None:
        super().__init__()
        self._row = row
        self._fields: list[FieldChange] = []
        self._rows: list[Row] = []

    @property
    def selected(self) -> str | None:
        """Commands stay about whom they were about."""
        return self.app.selected

    def body(self) -> ComposeResult:
        """What was done, by whom, and the fields."""
        yield Static(as_typed(self._row.why), id="why")
        yield Static(as_typed(self._signed()), id="signed")
        yield RowList(_COLUMNS, empty="Reading…")

    def on_mount(self) -> None:
        """Read it."""
        self.list.focus()
        self.fill(self._read(), self._row.documents)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what does not apply."""
        if action == "take_back" and not self.app.meets(commands.Needs.WRITING):
            return None
        return super().check_action(action, parameters)

    def on_row_list_selected(self, message: RowList.Selected) -> None:
        """Show the whole document."""
        number = self._fields[int(message.key)].document
        fields = [one for one in self._fields if one.document == number]
        lines = [
            line
            for one in fields
            for line in ("", one.field, f"  before: {one.before or '–'}", f"  after: {one.after or '–'}")
        ]
        first = fields[0]
        self.app.push_screen(Report(f"{first.name}, {first.what}" if first.name else first.what, lines[1:]))

    def action_take_back(self) -> None:
        """Take this change back."""
        self.app.write("Undone", lambda: self.session.logbook.undo(self._row.original))
        self.dismiss()

    async def _read(self) -> None:
        logbook = self.session.logbook
        try:
            change = await asyncio.to_thread(logbook.change, self._row.number)
            await in_slices(field_changes(logbook, change), self._take)
        except MentorError as error:
            self.list.empty = error.message
            return
        self.list.set_rows(self._rows)
        self.list.empty = "It changed nothing."
        self.say(counted(self._row.documents, "document"))

    def _take(self, one: FieldChange) -> None:
        self._rows.append(_row(len(self._fields), one))
        self._fields.append(one)

    def _signed(self) -> str:
        row = self._row
        parts = [f"{row.at:%a %Y-%m-%d %H:%M} by {row.signed}", f"change {row.number}"]
        return ", ".join(part for part in (*parts, row.fate) if part)


def _row(key: int, one: FieldChange) -> Row:
    cells = {
        "name": Cell(one.name),
        "what": Cell(one.what),
        "field": Cell(one.field),
        "before": Cell(one.before or "–", "warning" if one.before else "muted"),
        "after": Cell(one.after or "–", "good" if one.after else "muted"),
    }
    return Row(str(key), cells, f"{one.name} {one.what} {one.field} {one.before} {one.after}")
