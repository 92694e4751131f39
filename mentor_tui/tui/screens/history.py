"""The history: what was done, by whom, and what became of it; one change field by field."""

import asyncio
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from mentor_tui.errors import MentorError
from mentor_tui.logbook.history import FieldChange, HistoryRow
from mentor_tui.tui import commands
from mentor_tui.tui.dialogs.questions import Report
from mentor_tui.tui.screens.base import ListScreen, in_slices
from mentor_tui.tui.text import as_typed
from mentor_tui.tui.widgets.row_list import Cell, Column, Row, RowList
from mentor_tui.words.phrases import counted

_FIELD_COLUMNS = (
    Column("name", "Apprentice", 10, grow=True, drop=1),
    Column("what", "Document", 19),
    Column("field", "Field", 16, grow=True),
    Column("before", "Before", 10, grow=True),
    Column("after", "After", 10, grow=True),
)


class ChangeScreen(ListScreen):
    """One row a field; a change of thousands of documents is filtered like any list."""

    TITLE = "Change"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("change", "back")
    HELP = """
Everything that one change made different: the document, the field, and its value before and after. Enter shows a
document with nothing cut off. `U` takes this change back.
"""

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
        yield RowList(_FIELD_COLUMNS, empty="Reading…")

    def on_mount(self) -> None:
        """Read it."""
        self.list.focus()
        self.fill(self._read(), self._row.documents)

    def on_row_list_selected(self, message: RowList.Selected) -> None:
        """Show the whole document."""
        number = self._fields[int(message.key)].document
        fields = [field for field in self._fields if field.document == number]
        lines: list[str] = []
        for field in fields:
            lines += ("", field.field, f"  before: {field.before or '–'}", f"  after: {field.after or '–'}")
        title = ", ".join(filter(None, (fields[0].name, fields[0].what)))
        self.app.push_screen(Report(title, lines[1:]))

    def action_take_back(self) -> None:
        """Take this change back."""
        self.app.write("Undone", lambda: self.session.logbook.undo(self._row.original))
        self.dismiss()

    async def _read(self) -> None:
        logbook = self.session.logbook
        try:
            changes = await asyncio.to_thread(logbook.field_changes, self._row.number)
            await in_slices(changes, self._take)
        except MentorError as error:
            self.list.empty = error.message
            return
        self.list.set_rows(self._rows)
        self.list.empty = "It changed nothing."
        self.say(counted(self._row.documents, "document"))

    def _take(self, field: FieldChange) -> None:
        self._rows.append(_field_row(len(self._fields), field))
        self._fields.append(field)

    def _signed(self) -> str:
        row = self._row
        parts = [f"{row.at:%a %Y-%m-%d %H:%M} by {row.signed}", f"change {row.number}"]
        return ", ".join(part for part in (*parts, row.fate) if part)


def _field_row(key: int, field: FieldChange) -> Row:
    cells = {
        "name": Cell(field.name),
        "what": Cell(field.what),
        "field": Cell(field.field),
        "before": Cell(field.before or "–", "warning" if field.before else "muted"),
        "after": Cell(field.after or "–", "good" if field.after else "muted"),
    }
    return Row(str(key), cells, f"{field.name} {field.what} {field.field} {field.before} {field.after}")


_FIRST = 500
"""Changes that are read at once; further ones when the cursor comes to the last, and all while a filter is on."""

_COLUMNS = (
    Column("when", "When", 16),
    Column("who", "Who", 12, drop=2),
    Column("why", "What was done", 24, grow=True),
    Column("fate", "Since then", 12, grow=True, drop=1),
)


class HistoryScreen(ListScreen):
    """One row a change, the newest first."""

    TITLE = "History"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("history")
    HELP = """
Every change with who made it and when, the newest first, and whether it was taken back since. Enter shows a change field
by field, before and after. `u` takes back your own last change, `U` the one under the cursor, whoever made it; what was
taken back stays in the list, and ctrl+r does it again.

`a` shows the changes of the apprentice you came from alone. A filter finds words, names and dates, and looks through the
whole history.
"""

    def __init__(self) -> None:
        super().__init__()
        self._changes: dict[str, HistoryRow] = {}
        self._rows: dict[str, Row] = {}
        self._source: Iterator[HistoryRow] | None = None
        self._reading = False
        self._met: str | None = None
        self._about: str | None = None

    def body(self) -> ComposeResult:
        """The list."""
        yield RowList(_COLUMNS, empty="Reading…")

    @property
    def selected(self) -> str | None:
        """The apprentice that was selected where one came from."""
        return self._met

    def on_screen_resume(self) -> None:
        """Know who was selected before."""
        self._met = self.app.selected or self._met

    def show_book(self, keys: frozenset[str] | None) -> None:
        """Read as many changes anew as are shown: what is new may have taken back an older one."""
        del keys
        self._read_anew(max(_FIRST, len(self._rows)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what does not apply."""
        if action == "one" and self._met is None:
            return None
        return super().check_action(action, parameters)

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """At the last row, read on."""
        if message.key is not None and message.key == next(reversed(self._rows), None):
            self._read_on()

    def on_row_list_filter_changed(self) -> None:
        """Look through all of it."""
        self.count()
        if self.list.filter_text:
            self._read_on()

    def on_row_list_selected(self, message: RowList.Selected) -> None:
        """Show what it changed."""
        self.app.push_screen(ChangeScreen(self._changes[message.key]))

    def action_one(self) -> None:
        """Show the changes of one apprentice, or again those of all."""
        self._about = None if self._about else self._met
        self._read_anew(_FIRST)

    def action_take_back(self) -> None:
        """Take back the change under the cursor."""
        row = self._changes.get(self.list.cursor_key or "")
        if row is not None:
            self.app.write("Undone", lambda: self.session.logbook.undo(row.original))

    def _read_anew(self, count: int) -> None:
        self._reading = True
        self.fill(self._read(count), 0)

    def _read_on(self) -> None:
        if not self._reading and self._source is not None:
            self._reading = True
            self.fill(self._read(0), len(self._rows))

    async def _read(self, anew: int) -> None:
        """Read the newest `anew` changes, or with 0 further ones; while a filter is on, to the end."""
        source, changes, rows = self._source, self._changes, self._rows
        if anew:
            source, changes, rows = self.session.logbook.history(self._about), {}, {}
        while source is not None:
            # Twice as many as before, so that all rows together are listed only a few times.
            source = await self._take(source, changes, rows, anew or max(_FIRST, len(rows)))
            self._source, self._changes, self._rows = source, changes, rows
            self.list.empty = "Nothing was done yet."
            self.list.set_rows(rows.values())
            self.count()
            anew = 0
            if not self.list.filter_text:
                break
        self._reading = False

    async def _take(
        self, source: Iterator[HistoryRow], changes: dict[str, HistoryRow], rows: dict[str, Row], count: int
    ) -> Iterator[HistoryRow] | None:
        """Read on; what is left of the source, None at its end."""
        wanted = len(rows) + count
        today = self.session.clock().date()

        def keep(change: HistoryRow) -> None:
            key = str(change.number)
            changes[key] = change
            rows[key] = _row(key, change, today)

        try:
            await in_slices(islice(source, count), keep)
        except MentorError as error:
            self.app.tell(error)
            return None
        return source if len(rows) == wanted else None

    def count(self) -> None:
        """Say how many there are, and about whom."""
        total = counted(len(self._rows), "change")
        if self._source is not None:
            total = f"the last {total}"
        if self.list.filter_text:
            total = f"{self.list.shown:,} of {total}"
        self.say(f"{self._called(self._about)}: {total}" if self._about else total)

    def _called(self, key: str) -> str:
        try:
            return self.session.logbook.record(key).apprentice.name
        except MentorError:
            return key


def _row(key: str, change: HistoryRow, today: date) -> Row:
    style = "muted" if change.undone or change.undoes else ""
    cells = {
        "when": Cell(change.when(today), style, sort=change.number),
        "who": Cell(change.signed, style),
        "why": Cell(change.why, style),
        "fate": Cell(change.fate, "warning" if change.undone else "muted"),
    }
    named = " ".join(change.apprentices)
    return Row(
        key, cells, f"{change.why} {named} {change.signed} {change.at:%a %Y-%m-%d %H:%M} {change.fate}"
    )
