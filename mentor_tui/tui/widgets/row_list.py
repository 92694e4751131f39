"""A list of rows that stays quick with many thousands of them: sorted, filtered as one types, drawn line by line."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Offset, Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from mentor_tui.tui import commands
from mentor_tui.tui.widgets.line_editor import LineEditor
from mentor_tui.tui.widgets.lines import BAR, ScrolledLines
from mentor_tui.tui.widgets.row_painter import MARGIN, RowPainter
from mentor_tui.tui.widgets.row_view import Cell, Column, Row, RowView

__all__ = ["Cell", "Column", "Row", "RowList"]


@dataclass
class _About(Message):
    row_list: "RowList"

    @property
    def control(self) -> "RowList":
        """The list it comes from."""
        return self.row_list


class RowList(ScrolledLines):
    """Rows under a heading, with a cursor, a sort and a filter."""

    TYPES = True  # a key that is consumed is typed, and does nothing else
    HEADER = 1
    BINDING_GROUP_TITLE = "List"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("list")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"lines--{part}"
        for part in ("cursor", "header", "header-sorted", "filter", "caret", "count", "empty")
    }
    DEFAULT_CSS = """
    RowList {
        & > .lines--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
            text-style: $block-cursor-blurred-text-style;
        }
        &:focus > .lines--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        & > .lines--header { background: $panel; text-style: bold; }
        & > .lines--header-sorted { background: $panel; color: $text-accent; text-style: bold; }
        & > .lines--filter { background: $panel; }
        & > .lines--caret { background: $panel; text-style: reverse; }
        & > .lines--count { background: $panel; color: $text-muted; }
        & > .lines--empty { color: $text-muted; }
    }
    """

    empty: reactive[str] = reactive("")
    """What is said where there are no rows at all; may have several lines."""

    @dataclass
    class Highlighted(_About):
        """The cursor stands on another row; `key` is None where no row is shown."""

        key: str | None

    @dataclass
    class Selected(_About):
        """A row was chosen, by enter or a second click."""

        key: str

    @dataclass
    class FilterChanged(_About):
        """The filter has another text; `shown` of `total` rows are left."""

        text: str
        shown: int
        total: int

    def __init__(
        self,
        columns: Iterable[Column] = (),
        rows: Iterable[Row] = (),
        *,
        empty: str = "Nothing here yet.",
        id: str | None = None,  # noqa: A002 - the name every widget uses
    ) -> None:
        super().__init__(id=id)
        self.set_reactive(RowList.empty, empty)
        self._view = RowView()
        self._line = LineEditor()
        self._painter = RowPainter(self.style)
        self._typing = False
        self._clicked: str | None = None
        self._announced: str | None = None
        self._painter.set_columns(columns)
        self._view.set_rows(rows)

    @property
    def cursor_key(self) -> str | None:
        """Key of the row under the cursor, or None where no row is shown."""
        return self._view.cursor_key

    @property
    def filter_text(self) -> str:
        """What the filter says; setting it filters."""
        return self._line.text

    @filter_text.setter
    def filter_text(self, text: str) -> None:
        self._line.set(text)
        self._search()
        self.refresh_bindings()

    @property
    def filtering(self) -> bool:
        """Keys are typed into the filter."""
        return self._typing

    @property
    def sort(self) -> tuple[str, bool] | None:
        """Column key and whether it runs backwards; None for the order as given."""
        return self._view.sort

    @property
    def shown(self) -> int:
        """Number of rows that the filter lets through."""
        return len(self._view)

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """Keys of those rows, in the order shown."""
        return tuple(self._view[index].key for index in range(len(self._view)))

    def set_columns(self, columns: Iterable[Column]) -> None:
        """Show other columns; a sort by a column that is gone ends."""
        columns = tuple(columns)
        self._painter.set_columns(columns)
        if self.sort and self.sort[0] not in {column.key for column in columns}:
            self._view.sort_by(None)
        self._changed()

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show other rows; the cursor stays on its key, filter and sort stay.

        Raises:
            ValueError: Two rows have the same key.
        """
        self._view.set_rows(rows)
        self._changed()

    def update_row(self, row: Row) -> bool:
        """Show `row` in place of the one with its key; one line is drawn, unless the row has to move.

        Returns:
            False where the list has no row of that key, as when it was deleted meanwhile.
        """
        if row.key not in self._view:
            return False
        index, moved = self._view.replace(row)
        if moved:
            self._changed()
        elif index is not None and self._port.holds(index):
            self._refresh_rows(index)
        return True

    def move_to(self, key: str) -> bool:
        """Put the cursor on a row; False where it is not shown."""
        index = self._view.index(key)
        if index is None:
            return False
        self._go(index)
        return True

    def sort_by(self, column_key: str | None, *, reverse: bool = False) -> None:
        """Sort by a column; None goes back to the order as given."""
        self._view.sort_by(column_key, reverse=reverse)
        self._changed()

    def action_select(self) -> None:
        """Choose the row; while a filter is typed, go back to the list and keep the filter."""
        if self._typing:
            self._type(on=False)
        elif (key := self.cursor_key) is not None:
            self.post_message(self.Selected(self, key))

    def action_filter(self) -> None:
        """Type a filter."""
        self._line.end()
        self._type(on=True)

    def action_clear_filter(self) -> None:
        """Take the filter off; the cursor stays on its row."""
        self._line.clear()
        self._search(keep=True)
        self._type(on=False)

    def action_sort(self) -> None:
        """Sort by the next column; after the last one comes the order as given."""
        keys = [None, *(slot.column.key for slot in self._painter.slots), None]
        column = self.sort[0] if self.sort else None
        self.sort_by(keys[keys.index(column) + 1] if column in keys else None)

    def action_sort_reverse(self) -> None:
        """Turn the order of the sorted column round."""
        if self.sort:
            column, reverse = self.sort
            self.sort_by(column, reverse=not reverse)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what applies: esc is ours while there is a filter, a sort while none is typed."""
        if action == "clear_filter":
            return self._filter_on
        if action in {"filter", "sort", "sort_reverse"}:
            return not self._typing
        return super().check_action(action, parameters)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Keys that are typed into the filter are no shortcuts meanwhile."""
        return self._typing and self._line.takes(key, character)

    def on_key(self, event: events.Key) -> None:
        """Type into the filter."""
        if self._typing and self._line.takes(event.key, event.character):
            event.stop()
            event.prevent_default()
            self._line.press(event.key, event.character)
            self._edited()

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the filter."""
        if self._typing:
            event.stop()
            self._line.insert(" ".join(event.text.split()))
            self._edited()

    def on_click(self, event: events.Click) -> None:
        """A click goes to a row, a second one on it opens; on a title it sorts, on the filter it types."""
        at = event.get_content_offset(self)
        if at is None:
            return
        event.stop()
        if at.y < self.HEADER:
            self._sort_at(at.x)
        elif self._filter_on and at.y == self.size.height - 1:
            self.action_filter()
        elif at.x >= self.size.width - BAR:
            self._scroll(self._port.top_at(at.y - self.HEADER))
        elif (index := self._port.top + at.y - self.HEADER) < len(self._view):
            again = self._clicked == self._view[index].key
            self._go(index)
            if self._typing:
                self._type(on=False)
            self._clicked = self.cursor_key
            if again:
                self.action_select()

    def on_mount(self) -> None:
        """Tell where the cursor starts."""
        self._announce()

    def on_resize(self) -> None:
        """Lay the columns out for the new width."""
        self._painter.set_width(self.size.width)
        self._measure()
        self._point()
        self.refresh()

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - Textual calls it with the new value
        """Bring the terminal's cursor along."""
        super().watch_has_focus(has_focus)
        self._point()

    def notify_style_update(self) -> None:
        """Follow a change of theme or focus."""
        self._painter.restyle()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        self._painter.set_width(self.size.width)
        if y < self.HEADER:
            return self._painter.header(self.sort)
        if self._filter_on and y == self.size.height - 1:
            return self._filter_strip()[0]
        index = self._port.top + y - self.HEADER
        if index >= len(self._view):
            return self._painter.message("" if len(self._view) else self._excuse(y - self.HEADER))
        row, bar = self._view[index], self._port.bar(y - self.HEADER)
        if index == self._view.cursor:
            return self._painter.cursor_row(row, bar, focused=self.has_focus)
        return self._painter.row(row, bar)

    @property
    def _filter_on(self) -> bool:
        return self._typing or bool(self._line.text)

    @property
    def _here(self) -> int:
        return self._view.cursor

    def _go(self, line: int) -> None:
        index = max(0, min(line, len(self._view) - 1))
        old, self._view.cursor = self._view.cursor, index
        self._clicked = None
        if self._port.show(index):
            self._refresh_body()
        else:
            self._refresh_rows(old, index)
        self._announce()

    def _search(self, *, keep: bool = False) -> None:
        text = self._line.text
        if text == self._view.query:
            return
        self._view.search(text, keep=keep)
        if not keep:
            self._port.scroll_to(0)
        self._changed()
        self.post_message(self.FilterChanged(self, text, len(self._view), len(self._view.rows)))

    def _edited(self) -> None:
        self._search()
        self.refresh(Region(0, self.size.height - 1, self.size.width, 1))
        self._point()

    def _type(self, *, on: bool) -> None:
        self._typing = on
        self._changed()
        self.refresh_bindings()

    def _changed(self) -> None:
        """Draw everything, after the rows shown have changed."""
        self._measure()
        self.refresh()
        self._announce()

    def _announce(self) -> None:
        self._point()
        if self.is_running and self.cursor_key != self._announced:
            self._announced = self.cursor_key
            self.post_message(self.Highlighted(self, self.cursor_key))

    def _point(self) -> None:
        """Put the terminal's cursor where a screen reader should read."""
        if not self.has_focus:
            return
        if self._typing:
            at = Offset(self._filter_strip()[1], self.size.height - 1)
        else:
            at = Offset(MARGIN, max(0, self._view.cursor - self._port.top) + self.HEADER)
        self.app.cursor_position = self.content_region.offset + at

    def _measure(self) -> None:
        """Fit the viewport to the rows shown and the lines left for them, the cursor in view."""
        self._port.resize(count=len(self._view), page=self.size.height - self.HEADER - self._filter_on)
        self._port.show(self._view.cursor)

    def _refresh_rows(self, *indexes: int) -> None:
        first, last = min(indexes), max(indexes)
        if last - first > 1:
            self._refresh_rows(first)
            first = last
        self.refresh(Region(0, first - self._port.top + self.HEADER, self.size.width, last - first + 1))

    def _sort_at(self, x: int) -> None:
        if column := self._painter.column_at(x):
            self.sort_by(column.key, reverse=self.sort == (column.key, False))

    def _filter_strip(self) -> tuple[Strip, int]:
        count = f"{len(self._view):,} of {len(self._view.rows):,}"
        if self._view.near:
            count = f"no match, nearest {count}" if len(self._view) else count
        return self._painter.filter_line(self._line, count, caret=self._typing and self.has_focus)

    def _excuse(self, y: int) -> str:
        text = self.empty
        if self._view.rows:
            text = f"Nothing matches '{self._line.text}', esc clears."
        lines = text.splitlines()
        return lines[y] if y < len(lines) else ""
