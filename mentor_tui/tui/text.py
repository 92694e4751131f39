"""User text on its way to the screen: shown as typed, never read as markup, never wider than its place."""

import re
from typing import Literal
from unicodedata import normalize

from rich.cells import cell_len, set_cell_size
from textual.content import Content

Align = Literal["left", "right"]

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_DIRECTION_MARKS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_LONE_SURROGATES = re.compile(r"[\ud800-\udfff]")


def as_typed(text: str) -> Content:
    """The one way for user text into a widget: `Ana [B] [/bold` shows as typed, line breaks stay."""
    return Content("\n".join(printable(line) for line in text.splitlines()))


def printable(text: str) -> str:
    """One line that a terminal can show: control characters become spaces, so no text can steer the terminal.

    A letter and its accent become one character where there is one, since terminals differ in how they place the two.
    """
    if not text.isascii():
        text = normalize("NFC", text)
    if text.isprintable():
        return text
    text = _CONTROLS.sub(" ", text)
    text = _DIRECTION_MARKS.sub("", text)
    return _LONE_SURROGATES.sub("\ufffd", text)


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
