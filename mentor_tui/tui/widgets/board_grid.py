"""Apprentices against tests: a row list whose columns scroll sideways behind the names, with a cursor on one cell."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.tui import commands
from mentor_tui.tui.text import cut, fit
from mentor_tui.tui.widgets.lines import BAR
from mentor_tui.tui.widgets.row_list import Column, Row, RowList
from mentor_tui.tui.widgets.row_painter import MARGIN, RowPainter, Slot

_GAP = 1


class _GridPainter(RowPainter):
    """Draws the first column, and from the others those that fit from `first` on.

    Attributes:
        first: Index of the first column drawn behind the frozen one.
        at: Key of the column under the cursor.
    """

    def __init__(self, style_of: Callable[[str], Style]) -> None:
        super().__init__(style_of)
        self.first = 0
        self.at = ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that scroll."""
        return self._columns[1:]

    def point(self, key: str) -> bool:
        """Put the cursor on a column and bring it into view; whether the columns had to move."""
        self.at = key
        if not key or self._slot(key) is not None:
            return False
        before = self.first
        index = next((index for index, column in enumerate(self.columns) if column.key == key), 0)
        self.first = min(self.first, index)
        self._lay_out()
        while self._slot(key) is None and self.first < index:
            self.first += 1
            self._lay_out()
        return self.first != before

    def cursor_row(self, row: Row, bar: str, *, focused: bool) -> Strip:
        """The row under the cursor, marked softly, and the cell itself in the cursor's colours."""
        back = Style.from_color(None, self._style("header").bgcolor)
        strip = self._row(row, "▌ ", self._style("") + back, lambda role: self._style(role) + back)
        slot = self._slot(self.at)
        if slot is not None and focused:
            strip = self._marked(strip, slot, "cursor")
        return Strip([*strip, Segment(bar, self._style("bar"))], self._width)

    def header(self, sort: tuple[str, bool] | None) -> Strip:
        """The line of titles; that of the column under the cursor stands out."""
        strip = super().header(sort)
        slot = self._slot(self.at)
        return strip if slot is None else self._marked(strip, slot, "header-sorted")

    def _marked(self, strip: Strip, slot: Slot, style: str) -> Strip:
        start, end = slot.x + MARGIN, slot.x + MARGIN + slot.width
        cell = Strip([Segment(strip.crop(start, end).text, self._style(style))])
        return Strip.join([strip.crop(0, start), cell, strip.crop(end)])

    def _slot(self, key: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.column.key == key), None)

    def _lay_out(self) -> None:
        room = self._width - MARGIN - BAR
        self._strips.clear()
        self.slots = ()
        if not self._columns:
            return
        name, *others = self._columns
        slots = [Slot(name, 0, min(name.width, max(0, room)))]
        x = slots[0].width + _GAP
        for column in others[self.first :]:
            if x + column.width > room:
                break
            slots.append(Slot(column, x, column.width))
            x += column.width + _GAP
        self.slots = tuple(slots)


class BoardGrid(RowList):
    """Rows of names and cells. All keys of a list hold, and left and right besides."""

    BINDING_GROUP_TITLE = "Board"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("grid")

    class Moved(Message):
        """The cursor stands on another cell; `scrolled` where other columns may be in view."""

        def __init__(self, *, scrolled: bool) -> None:
            super().__init__()
            self.scrolled = scrolled

    def __init__(self, columns: Iterable[Column], *, empty: str = "") -> None:
        super().__init__(empty=empty)
        self._grid = _GridPainter(self.style)
        self._painter = self._grid
        self._painter.set_columns(columns)

    @property
    def column(self) -> str:
        """Key of the column under the cursor; empty where there is none."""
        return self._grid.at

    @property
    def columns_in_view(self) -> tuple[Slot, ...]:
        """The columns that scroll, those in view, with their places from the left edge of the grid."""
        return tuple(slot._replace(x=slot.x + MARGIN) for slot in self._grid.slots[1:])

    def set_columns(self, columns: Iterable[Column]) -> None:
        """Show other columns; the cursor stays on its own where that is among them."""
        super().set_columns(columns)
        keys = [column.key for column in self._grid.columns]
        self._point_at(self.column if self.column in keys else (keys[0] if keys else ""), scrolled=True)

    def action_sort(self) -> None:
        """Sort by the column under the cursor; once more for the order as given."""
        self.sort_by(None if self.sort and self.sort[0] == self.column else self.column)

    def on_row_list_highlighted(self) -> None:
        """Another row is another cell."""
        self.post_message(self.Moved(scrolled=False))

    def on_click(self, event: events.Click) -> None:
        """A click goes to a cell."""
        at = event.get_content_offset(self)
        if (
            at is not None
            and at.y
            and (column := self._painter.column_at(at.x))
            and column in self._grid.columns
        ):
            self._point_at(column.key)
        super().on_click(event)

    def on_resize(self) -> None:
        """Keep the cell in view."""
        super().on_resize()
        self._point_at(self.column, scrolled=True)

    def action_step(self, by: int) -> None:
        """So many columns on."""
        keys = [column.key for column in self._grid.columns]
        if keys:
            self._point_at(keys[max(0, min(keys.index(self.column) + by, len(keys) - 1))])

    def _point_at(self, key: str, *, scrolled: bool = False) -> None:
        if self._grid.point(key) or scrolled:
            self.refresh()
            scrolled = True
        else:
            self.refresh(Region(0, 0, self.size.width, 1))
            self._refresh_rows(self._view.cursor)
        self._point()
        self.post_message(self.Moved(scrolled=scrolled))

    def _point(self) -> None:
        super()._point()
        slot = next((slot for slot in self.columns_in_view if slot.column.key == self.column), None)
        if self.has_focus and not self.filtering and slot is not None:
            row = self.app.cursor_position.y
            self.app.cursor_position = Offset(self.content_region.x + slot.x, row)


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
