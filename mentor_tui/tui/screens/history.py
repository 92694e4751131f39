"""The history: what was done, by whom, and what became of it; one change field by field."""

import asyncio
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from mentor_tui.errors import MentorError
from mentor_tui.logbook.history import FieldChange, HistoryRow
from mentor_tui.tui import commands
from mentor_tui.tui.dialogs.questions import Report
from mentor_tui.tui.screens.base import BookScreen, in_slices
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


class ChangeScreen(BookScreen):
    """One row a field; a change of thousands of documents is filtered like any list."""

    TITLE = "Change"
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
        yield RowList(_FIELD_COLUMNS, empty="Reading…")

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
            changes = await asyncio.to_thread(logbook.field_changes, self._row.number)
            await in_slices(changes, self._take)
        except MentorError as error:
            self.list.empty = error.message
            return
        self.list.set_rows(self._rows)
        self.list.empty = "It changed nothing."
        self.say(counted(self._row.documents, "document"))

    def _take(self, one: FieldChange) -> None:
        self._rows.append(_field_row(len(self._fields), one))
        self._fields.append(one)

    def _signed(self) -> str:
        row = self._row
        parts = [f"{row.at:%a %Y-%m-%d %H:%M} by {row.signed}", f"change {row.number}"]
        return ", ".join(part for part in (*parts, row.fate) if part)


def _field_row(key: int, one: FieldChange) -> Row:
    cells = {
        "name": Cell(one.name),
        "what": Cell(one.what),
        "field": Cell(one.field),
        "before": Cell(one.before or "–", "warning" if one.before else "muted"),
        "after": Cell(one.after or "–", "good" if one.after else "muted"),
    }
    return Row(str(key), cells, f"{one.name} {one.what} {one.field} {one.before} {one.after}")


_FIRST = 500
"""Changes that are read at once; further ones when the cursor comes to the last, and all while a filter is on."""

_COLUMNS = (
    Column("when", "When", 16),
    Column("who", "Who", 12, drop=2),
    Column("why", "What was done", 24, grow=True),
    Column("fate", "Since then", 12, grow=True, drop=1),
)


class HistoryScreen(BookScreen):
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

    list = getters.query_one(RowList)

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
        if action == "take_back" and not self.app.meets(commands.Needs.WRITING):
            return None
        return super().check_action(action, parameters)

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """At the last row, read on."""
        if message.key is not None and message.key == next(reversed(self._rows), None):
            self._read_on()

    def on_row_list_filter_changed(self) -> None:
        """Look through all of it."""
        self._count()
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
        self.fill(self._anew(count), 0)

    def _read_on(self) -> None:
        if not self._reading and self._source is not None:
            self._reading = True
            self.fill(self._on(), len(self._rows))

    async def _anew(self, count: int) -> None:
        changes: dict[str, HistoryRow] = {}
        rows: dict[str, Row] = {}
        source = self.session.logbook.history(self._about)
        self._source = await self._take(source, changes, rows, count)
        self._changes, self._rows = changes, rows
        self._show()
        await self._search_on()

    async def _on(self) -> None:
        await self._more()
        await self._search_on()

    async def _search_on(self) -> None:
        while self.list.filter_text and self._source is not None:
            await self._more()
        self._reading = False

    async def _more(self) -> None:
        if self._source is not None:
            # Twice as many as before, so that all rows together are listed only a few times.
            count = max(_FIRST, len(self._rows))
            self._source = await self._take(self._source, self._changes, self._rows, count)
            self._show()

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

    def _show(self) -> None:
        self.list.empty = "Nothing was done yet."
        self.list.set_rows(self._rows.values())
        self._count()

    def _count(self) -> None:
        total = len(self._rows)
        said = counted(total, "change")
        if self._source is not None:
            said = f"the last {said}"
        if self.list.filter_text:
            said = f"{self.list.shown:,} of {said}"
        self.say(f"{self._called(self._about)}: {said}" if self._about else said)

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
