"""What a row list shows: columns, cells and rows, frozen and without a screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mentor_tui.domain.filtering import fold
from mentor_tui.tui.text import Align

SortKey = str | float | date | tuple["SortKey", ...]

ROLES = ("good", "warning", "error", "muted", "accent", "grey")
"""The style names that a cell can ask for; each follows the theme."""


@dataclass(frozen=True, slots=True)
class Column:
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


@dataclass(frozen=True, slots=True)
class Cell:
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


@dataclass(frozen=True, slots=True)
class Row:
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
