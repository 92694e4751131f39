"""Rows and columns, which of the rows are shown in which order, and on which of them the cursor stands; no screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from mentor_tui.domain.filtering import Filter, Found, fold
from mentor_tui.tui.text import Align

SortKey = str | float | date | tuple["SortKey", ...]


class Column(NamedTuple):
    """One column.

    Attributes:
        key: Name of its cells in `Row.cells`.
        title: Heading.
        width: Least width in screen cells.
        grow: Takes a share of the room that is left.
        align: Side the text stands on.
        drop: Which columns go first where room is short: the highest number does, 0 stays.
    """

    key: str
    title: str
    width: int
    grow: bool = False
    align: Align = "left"
    drop: int = 0


class Cell(NamedTuple):
    """One cell.

    Attributes:
        text: What it says.
        style: One of `ROLES`, or empty.
        segments: Pairs of text and style drawn in place of `text`, for a cell in several colours.
        sort: What the column sorts by; one kind of value per column. Without it the text counts.
    """

    text: str
    style: str = ""
    segments: tuple[tuple[str, str], ...] = ()
    sort: SortKey | None = None


class Row(NamedTuple):
    """One row.

    Attributes:
        key: Its name, unique in the list and stable from one set of rows to the next.
        cells: By column key; a column without one is blank.
        haystack: The text that a filter looks into.
    """

    key: str
    cells: Mapping[str, Cell]
    haystack: str


def sorted_order(rows: Sequence[Row], column: str, *, reverse: bool) -> list[int]:
    """Positions of `rows` sorted by one column; rows without a value come last either way."""
    cells = [row.cells.get(column) for row in rows]
    keyed: list[tuple[SortKey, int]] = [
        (cell.sort, position)
        for position, cell in enumerate(cells)
        if cell is not None and cell.sort is not None
    ]
    if not keyed:
        keyed = [
            (fold(cell.text), position)
            for position, cell in enumerate(cells)
            if cell is not None and cell.text
        ]
    keyed.sort(key=lambda pair: pair[0], reverse=reverse)
    order = [position for _, position in keyed]
    present = set(order)
    return order + [position for position in range(len(rows)) if position not in present]


class RowView:
    """Rows under a filter and a sort.

    Attributes:
        rows: All rows, as given.
        cursor: Index of the cursor among the rows shown; 0 where there is none.
        query: The filter's text.
        sort: Column key and whether it runs backwards, or None for the order as given.
    """

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.cursor = 0
        self.query = ""
        self.sort: tuple[str, bool] | None = None
        self._positions: dict[str, int] = {}
        self._filter = Filter(())
        self._found = Found(())

    def __len__(self) -> int:
        """Number of rows shown."""
        return len(self._found.positions)

    def __getitem__(self, index: int) -> Row:
        return self.rows[self._found.positions[index]]

    def __contains__(self, key: object) -> bool:
        """Whether a row has this key, shown or not."""
        return key in self._positions

    @property
    def near(self) -> bool:
        """No row matches the filter; the nearest are shown."""
        return self._found.near

    @property
    def cursor_key(self) -> str | None:
        """Key of the row under the cursor."""
        return self[self.cursor].key if len(self) else None

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show other rows; filter and sort stay, the cursor stays on its key, or else at its height.

        Raises:
            ValueError: Two rows have the same key.
        """
        rows = list(rows)
        positions = {row.key: position for position, row in enumerate(rows)}
        if len(positions) != len(rows):
            double = next(row.key for place, row in enumerate(rows) if positions[row.key] != place)
            raise ValueError(f"two rows have the key {double!r}")
        key = self.cursor_key
        self.rows, self._positions = rows, positions
        self._filter = Filter(row.haystack for row in rows)
        self._arrange(key)

    def replace(self, row: Row) -> tuple[int | None, bool]:
        """Put `row` in place of the one with its key.

        Returns:
            Its index among the rows shown, if it is, and whether the list changed apart from that row.

        Raises:
            KeyError: No row has its key.
        """
        position = self._positions[row.key]
        old, self.rows[position] = self.rows[position], row
        key = self.cursor_key
        if searched := old.haystack != row.haystack:
            self._filter.replace(position, row.haystack)
        column = self.sort[0] if self.sort else None
        if column is not None and old.cells.get(column) != row.cells.get(column):
            before = self._found.positions
            self._arrange(key)
        elif searched and self.query:
            before = self._found.positions
            self._search(key)
        else:
            return self.index(row.key), False
        return self.index(row.key), list(before) != list(self._found.positions)

    def sort_by(self, column: str | None, *, reverse: bool = False) -> None:
        """Sort by a column, or by None go back to the order as given; the cursor stays on its row."""
        key = self.cursor_key
        self.sort = None if column is None else (column, reverse)
        self._arrange(key)

    def search(self, query: str, *, keep: bool = False) -> None:
        """Filter by `query`; the cursor goes to the first match, or with `keep` stays on its row."""
        key = self.cursor_key if keep else None
        self.query = query
        if not keep:
            self.cursor = 0
        self._search(key)

    def index(self, key: str) -> int | None:
        """Index of a row among those shown, or None."""
        position = self._positions.get(key)
        shown: Sequence[int] = self._found.positions
        if position is None or position not in shown:
            return None
        return shown.index(position)

    def _arrange(self, key: str | None) -> None:
        order: Sequence[int] = range(len(self.rows))
        if self.sort:
            column, reverse = self.sort
            order = sorted_order(self.rows, column, reverse=reverse)
        self._filter.arrange(order)
        self._search(key)

    def _search(self, key: str | None) -> None:
        self._found = self._filter.find(self.query)
        index = None if key is None else self.index(key)
        self.cursor = max(0, min(self.cursor, len(self) - 1)) if index is None else index
