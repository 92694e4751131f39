"""User text on its way to the screen: shown as typed, never read as markup, never wider than its place."""

from typing import Literal

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from mentor_tui.words.plain import printable, printable_lines

__all__ = ["Align", "as_typed", "cut", "fit", "printable", "width"]

Align = Literal["left", "right"]


def as_typed(text: str) -> Content:
    """The one way for user text into a widget: `Ana [B] [/bold` shows as typed, line breaks stay."""
    return Content(printable_lines(text))


def width(text: str) -> int:
    """Width of `text` on the screen, in cells: a Han character takes two, a combining mark none."""
    return cell_len(text)


def cut(text: str, cells: int) -> str:
    """`text` in at most `cells` cells; what does not fit gives way to an ellipsis."""
    if cell_len(text) <= cells:
        return text
    if cells <= 0:
        return ""
    return set_cell_size(text, cells - 1).rstrip() + "…"


def fit(text: str, cells: int, align: Align = "left") -> str:
    """`text` in exactly `cells` cells, cut or padded with spaces."""
    text = cut(text, cells)
    padding = " " * (cells - cell_len(text))
    return padding + text if align == "right" else text + padding
