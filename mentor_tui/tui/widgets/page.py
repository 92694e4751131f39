"""A page to read: lines in the styles of the lists, scrolled without a layout, however long it is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import ClassVar, TypeAlias

from rich.segment import Segment
from textual.binding import BindingType
from textual.strip import Strip

from mentor_tui.tui import commands
from mentor_tui.tui.text import cut, printable, width
from mentor_tui.tui.widgets.lines import BAR, Line, ScrolledLines

Write: TypeAlias = Callable[[int], Iterable[Line]]
"""Gives the lines for a width in screen cells."""


def wrapped(text: str, cells: int, *, indent: str = "", style: str = "") -> Iterator[Line]:
    """`text` in lines of at most `cells` screen cells; all but the first begin with `indent`.

    A word that is wider than a line is broken. Before a widget has its size, there may be no room at all.
    """
    cells = max(1, cells)
    for paragraph in text.splitlines() or [""]:
        line = cut(paragraph[: len(paragraph) - len(paragraph.lstrip())], cells - 1)
        for word in printable(paragraph).split():
            candidate = f"{line} {word}" if line.strip() else line + word
            if width(candidate) > cells and line.strip():
                yield [(line, style)]
                candidate = indent + word
            while width(candidate) > cells:
                end = max(len(indent) + 1, _fitting(candidate, cells))
                yield [(candidate[:end], style)]
                candidate = indent + candidate[end:]
            line = candidate
        yield [(line, style)]


def _fitting(text: str, cells: int) -> int:
    """How many characters of `text` fit into `cells` screen cells."""
    return next(end for end in range(len(text), -1, -1) if width(text[:end]) <= cells)


def beside(*columns: Sequence[Line], room: int, gap: int) -> Iterator[Line]:
    """Columns of lines, each `room` screen cells wide, as the lines of one page with `gap` cells between them."""
    for lines in zip_longest(*columns, fillvalue=()):
        whole: list[tuple[str, str]] = []
        for column, line in enumerate(lines):
            whole.append((" " * gap if column else "", ""))
            left = room
            for text, style in line:
                whole.append((cut(printable(text), left), style))
                left -= width(whole[-1][0])
            whole.append((" " * left, ""))
        yield whole


def bar(share: float, cells: int) -> Line:
    """A bar of `cells` screen cells, `share` of it filled, to half a cell."""
    halves = int(max(0.0, min(1.0, share)) * cells * 2)
    whole, half = divmod(halves, 2)
    filled = "━" * whole + "╸" * half
    return (filled, "accent"), ("─" * (cells - len(filled)), "muted")


class Page(ScrolledLines):
    """Lines to read, with the keys of a list."""

    OVERLAP = 1
    BINDING_GROUP_TITLE = "Page"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("page")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--title", "lines--strong"}
    DEFAULT_CSS = """
    Page {
        & > .lines--title { color: $text-accent; text-style: bold; }
        & > .lines--strong { text-style: bold; }
    }
    """

    def __init__(self, write: Write | None = None, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._write: Write = write or (lambda _: ())
        self._lines: tuple[Line, ...] = ()

    def show(self, write: Write, *, top: bool = True) -> None:
        """Show what `write` gives, from its start or, without `top`, from where the reader is."""
        self._write = write
        if top:
            self._port.scroll_to(0)
        self._set()

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, for the present width."""
        return self._lines

    def on_resize(self) -> None:
        """Write for the new width."""
        self._set()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        index = self._port.top + y
        line = self._lines[index] if index < len(self._lines) else ()
        segments = self.drawn(line, self.size.width - BAR)
        return Strip([*segments, Segment(self._port.bar(y), self.style("bar"))]).adjust_cell_length(
            self.size.width
        )

    def _set(self) -> None:
        if not self.size.width:
            return
        self._lines = tuple(self._write(max(1, self.size.width - BAR - 1)))
        self._port.resize(count=len(self._lines), page=self.size.height)
        self._port.scroll_to(self._port.top)
        self.refresh()
