"""Plain text for a terminal or a pipe: columns by cell width, lines that wrap."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from mentor_tui.words.plain import printable

_GAP = "  "
_DELETE = 0x7F


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        title: Its heading.
        right: Whether it is aligned to the right.
        least: Cells to which it may be narrowed where the line is too long; None where it is never narrowed.
        wraps: Whether text that does not fit goes on in the next line; else it is cut.
    """

    title: str
    right: bool = False
    least: int | None = None
    wraps: bool = False


def line_width() -> int:
    """Cells of a line: those of the terminal, `COLUMNS` where it is set, else 80."""
    import shutil  # noqa: PLC0415 - JSON needs none

    return max(40, shutil.get_terminal_size((80, 24)).columns)


def cells(text: str) -> int:
    """Width on the screen: a Han character takes two cells, a combining mark none."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


@lru_cache(maxsize=4096)
def _cells_of(letter: str) -> int:
    if ord(letter) < _DELETE:
        return 1
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells; what does not fit gives way to an ellipsis."""
    if cells(text) <= width:
        return text
    kept, taken = "", 0
    for letter in text:
        taken += _cells_of(letter)
        if taken > width - 1:
            break
        kept += letter
    return f"{kept.rstrip()}…"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """`text` in exactly `width` cells."""
    text = cut(text, width)
    space = " " * (width - cells(text))
    return space + text if right else text + space


def wrap(text: str, width: int, *, first: str = "", rest: str | None = None) -> Iterator[str]:
    """`text` over several lines; `first` stands before the first line, `rest` or as many spaces before the others."""
    return wrap_words(printable(text).split(), width, first=first, rest=rest)


def wrap_words(
    words: Iterable[str], width: int, *, first: str = "", rest: str | None = None
) -> Iterator[str]:
    """The same for words that may have spaces within, at which no line ends."""
    rest = " " * cells(first) if rest is None else rest
    line, empty = first, True
    for word in words:
        if not empty and cells(line) + 1 + cells(word) > width:
            yield line
            line, empty = rest, True
        line += word if empty else f" {word}"
        empty = False
    yield line.rstrip()


def table(
    columns: Sequence[Column], rows: Iterable[Sequence[str]], *, width: int | None = None
) -> Iterator[str]:
    """Rows under headings, in columns as wide as their content; cut where a line would be longer than `width` cells."""
    shown = [[printable(text) for text in row] for row in rows]
    widths = _widths(columns, shown, width or line_width())
    for row in ([column.title for column in columns], *shown):
        parts = [
            list(wrap(text, wide)) if column.wraps else [text]
            for column, text, wide in zip(columns, row, widths, strict=True)
        ]
        for texts in zip_longest(*parts, fillvalue=""):
            padded = (
                pad(text, wide, right=column.right)
                for column, text, wide in zip(columns, texts, widths, strict=True)
            )
            yield _GAP.join(padded).rstrip()


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    widths = [
        max(cells(column.title), *(cells(row[position]) for row in rows)) if rows else cells(column.title)
        for position, column in enumerate(columns)
    ]
    over = sum(widths) + len(_GAP) * (len(columns) - 1) - width
    while over > 0:
        wide = [
            (widths[position], position)
            for position, column in enumerate(columns)
            if column.least is not None and widths[position] > max(column.least, cells(column.title))
        ]
        if not wide:
            break
        widths[max(wide)[1]] -= 1
        over -= 1
    return widths
