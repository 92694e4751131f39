"""Which columns fit, and where each of them stands."""

from collections.abc import Iterable
from typing import NamedTuple

from mentor_tui.tui.widgets.row_list.model import Column

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
