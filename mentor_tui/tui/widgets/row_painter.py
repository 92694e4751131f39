"""Draws the lines of a row list as strips: which columns fit, where each of them stands, and what is in it."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.strip import Strip

from mentor_tui.tui.text import cut, fit, printable, width
from mentor_tui.tui.widgets.line_editor import LineEditor
from mentor_tui.tui.widgets.lines import BAR, ROLES
from mentor_tui.tui.widgets.row_view import Cell, Column, Row

MARGIN = 2
"""Screen cells left of the columns, for the cursor's sign."""
GAP = 2
"""Screen cells between two columns."""


class Slot(NamedTuple):
    """A column in its place, in screen cells from the left edge of the columns."""

    column: Column
    x: int
    width: int


def lay_out(columns: Iterable[Column], room: int) -> tuple[Slot, ...]:
    """Place columns in `room` screen cells: drop what may go, share out what is left, cut what still sticks out."""
    kept = list(columns)
    while _needed(kept) > room and (droppable := [column for column in kept if column.drop]):
        # Of two that may go equally soon, the one further right does.
        kept.remove(max(reversed(droppable), key=lambda column: column.drop))
    spare = max(0, room - _needed(kept))
    growing = sum(column.grow for column in kept)
    slots: list[Slot] = []
    x = 0
    for column in kept:
        share = 0
        if column.grow:
            share = -(-spare // growing)
            spare -= share
            growing -= 1
        width = min(column.width + share, room - x)
        if width <= 0:
            break
        slots.append(Slot(column, x, width))
        x += width + GAP
    return tuple(slots)


def _needed(columns: list[Column]) -> int:
    return sum(column.width for column in columns) + GAP * max(0, len(columns) - 1)


_KEPT_STRIPS = 512
_CURSOR, _CURSOR_WITHOUT_FOCUS = "▌ ", "▏ "
_UP, _DOWN = "▲", "▼"


class RowPainter:
    """Columns, width and styles in; strips out. Strips of rows are kept until one of the three changes.

    Attributes:
        slots: The columns in their places.
    """

    def __init__(self, style_of: Callable[[str], Style]) -> None:
        self._style = style_of
        self._columns: tuple[Column, ...] = ()
        self._width = 0
        self._strips: LRUCache[str, tuple[Row, Strip]] = LRUCache(_KEPT_STRIPS)
        self.slots: tuple[Slot, ...] = ()

    def set_columns(self, columns: Iterable[Column]) -> None:
        """Draw these columns."""
        self._columns = tuple(columns)
        self._lay_out()

    def set_width(self, cells: int) -> None:
        """Draw lines of this width, in screen cells."""
        if cells != self._width:
            self._width = cells
            self._lay_out()

    def restyle(self) -> None:
        """Draw every row anew, after a change of theme or focus."""
        self._strips.clear()

    def header(self, sort: tuple[str, bool] | None) -> Strip:
        """The line of titles, with a sign on the sorted column."""
        key, reverse = sort or ("", False)
        parts = [(" " * MARGIN, "header")]
        at = 0
        for column, x, cells in self.slots:
            parts.append((" " * (x - at), "header"))
            sign = (_DOWN if reverse else _UP) if column.key == key else ""
            title = cut(printable(column.title), cells - len(sign)) + sign
            parts.append((fit(title, cells, column.align), "header-sorted" if sign else "header"))
            at = x + cells
        return self._strip([(text, self._style(name)) for text, name in parts], self._style("header"))

    def row(self, row: Row, bar: str) -> Strip:
        """The line of a row without the cursor; `bar` is its cell of the scroll bar."""
        drawn, strip = self._strips.get(row.key, (None, Strip([])))
        if drawn is not row:
            strip = self._row(row, " " * MARGIN, self._style(""), self._style)
            self._strips[row.key] = row, strip
        return Strip([*strip, Segment(bar, self._style("bar"))], self._width)

    def cursor_row(self, row: Row, bar: str, *, focused: bool) -> Strip:
        """The line of the row under the cursor, marked by a sign as well as by colour."""
        cursor = self._style("cursor")

        def style(role: str) -> Style:
            if focused:  # Colours of a cell might not be legible on the cursor's.
                return cursor
            return self._style(role) + Style.from_color(None, cursor.bgcolor)

        strip = self._row(row, _CURSOR if focused else _CURSOR_WITHOUT_FOCUS, cursor, style)
        return Strip([*strip, Segment(bar, self._style("bar"))], self._width)

    def filter_line(self, line: LineEditor, count: str, *, caret: bool) -> tuple[Strip, int]:
        """The line of the filter with its count at the right, and the column of its caret."""
        style = self._style("filter")
        room = self._width - MARGIN - 1 - width(count) - BAR
        visible = line.visible(max(1, room))
        caret_style = self._style("caret") if caret else style
        parts = [("/ ", style), (visible.before, style), (visible.at, caret_style), (visible.after, style)]
        typed = sum(width(text) for text, _ in parts)
        parts.append((fit(count, self._width - typed - BAR, "right"), self._style("count")))
        return self._strip(parts, style), MARGIN + width(visible.before)

    def message(self, text: str) -> Strip:
        """A line that is said in place of rows."""
        style = self._style("empty")
        return self._strip([(" " * MARGIN + cut(printable(text), self._width - MARGIN), style)], style)

    def column_at(self, x: int) -> Column | None:
        """The column at `x` screen cells from the left edge of the list."""
        at = x - MARGIN
        return next((slot.column for slot in reversed(self.slots) if at >= slot.x), None)

    def _row(self, row: Row, margin: str, base: Style, style: Callable[[str], Style]) -> Strip:
        parts = [(margin, base)]
        at = 0
        for column, x, cells in self.slots:
            if (cell := row.cells.get(column.key)) is None:
                continue
            parts.append((" " * (x - at), base))
            drawn = _segments(cell, cells)
            spare = (" " * (cells - sum(width(text) for text, _ in drawn)), base)
            if column.align == "right":
                parts.append(spare)
            parts.extend((text, style(role if role in ROLES else "")) for text, role in drawn)
            if column.align == "left":
                parts.append(spare)
            at = x + cells
        return self._strip(parts, base, self._width - BAR)

    def _strip(self, parts: Sequence[tuple[str, Style]], base: Style, cells: int | None = None) -> Strip:
        cells = self._width if cells is None else cells
        joined: list[tuple[str, Style]] = []
        for text, style in parts:
            if not text:
                continue
            if joined and joined[-1][1] is style:
                joined[-1] = (joined[-1][0] + text, style)
            else:
                joined.append((text, style))
        strip = Strip([Segment(text, style) for text, style in joined])
        return strip.adjust_cell_length(cells, base)

    def _lay_out(self) -> None:
        self.slots = lay_out(self._columns, self._width - MARGIN - BAR)
        self._strips.clear()


def _segments(cell: Cell, cells: int) -> list[tuple[str, str]]:
    drawn: list[tuple[str, str]] = []
    for text, role in cell.segments or ((cell.text, cell.style),):
        part = cut(printable(text), cells)
        drawn.append((part, role))
        cells -= width(part)
    return drawn
