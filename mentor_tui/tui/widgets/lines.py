"""Widgets that draw their own lines, so that a key costs the lines that change and no layout."""

import sys
from collections.abc import Sequence
from typing import ClassVar, TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.widget import Widget

from mentor_tui.tui.text import cut, fit, printable, width

ROLES = ("good", "warning", "error", "muted", "accent", "grey")
"""The style names that a text can ask for; each follows the theme."""

Line: TypeAlias = Sequence[tuple[str, str]]
"""Pairs of text and style: one of `ROLES`, another that the widget has a component class for, or empty."""

BAR = 1
"""Screen cells right of the lines, for the scroll bar."""

_WHEEL = 3
_THUMB, _TRACK = "▐", " "


class Viewport:
    """A window of `page` lines on `count` rows.

    Attributes:
        top: Index of the first row in view.
    """

    def __init__(self) -> None:
        self.top = 0
        self.count = 0
        self.page = 1

    def resize(self, *, count: int, page: int) -> None:
        """Take other sizes; a page has one line at least."""
        self.count = count
        self.page = max(1, page)

    def scroll_to(self, top: int) -> bool:
        """Put row `top` first as far as the list allows; False where nothing moved."""
        before = self.top
        self.top = max(0, min(top, self.count - self.page))
        return self.top != before

    def show(self, index: int) -> bool:
        """Move no more than it takes to have `index` in view; False where nothing moved."""
        return self.scroll_to(max(index - self.page + 1, min(self.top, index)))

    def holds(self, index: int) -> bool:
        """Whether a row is in view."""
        return self.top <= index < self.top + self.page

    def bar(self, line: int) -> str:
        """The scroll bar's cell beside a line of the page."""
        if self.count <= self.page:
            return _TRACK
        size = max(1, self.page * self.page // self.count)
        start = round(self.top / (self.count - self.page) * (self.page - size))
        return _THUMB if start <= line < start + size else _TRACK

    def top_at(self, line: int) -> int:
        """The row to put first when the scroll bar is clicked beside `line`."""
        return round(line / max(1, self.page - 1) * (self.count - self.page))


class DrawnLines(Widget, can_focus=True):
    """Lines in styles of the theme. A widget of its own kind adds component classes called `lines--…`."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"lines--{name}" for name in (*ROLES, "plain")}
    DEFAULT_CSS = """
    DrawnLines {
        background: $surface;
        color: $foreground;
        & > .lines--good { color: $text-success; }
        & > .lines--warning { color: $text-warning; }
        & > .lines--error { color: $text-error; }
        & > .lines--accent { color: $text-accent; }
        & > .lines--muted { color: $text-muted; }
        & > .lines--grey { color: $text-muted; }
    }
    """

    def style(self, name: str) -> Style:
        """The style that is called so."""
        return self.get_component_rich_style(f"lines--{name or 'plain'}")

    def drawn(self, line: Line, cells: int) -> list[Segment]:
        """A line in exactly so many screen cells."""
        segments: list[Segment] = []
        for text, style in line:
            segments.append(Segment(cut(printable(text), cells), self.style(style)))
            cells -= width(segments[-1].text)
        return [*segments, Segment(fit("", cells), self.style(""))]

    def notify_style_update(self) -> None:
        """Follow a change of theme or focus."""
        super().notify_style_update()
        self.refresh()


class ScrolledLines(DrawnLines):
    """Lines of which a part is in view. It keeps its size, and scrolls by itself.

    Attributes:
        HEADER: Lines above them that stay.
        OVERLAP: Lines that the page before and the page after have in common.
    """

    HEADER = 0
    OVERLAP = 0
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--bar"}
    DEFAULT_CSS = """
    ScrolledLines {
        width: 1fr;
        height: 1fr;
        & > .lines--bar { color: $scrollbar; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name every widget uses
        super().__init__(id=id)
        self._port = Viewport()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll on; a cursor stays."""
        self._turn(event, _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back; a cursor stays."""
        self._turn(event, -_WHEEL)

    def action_move(self, lines: int) -> None:
        """So many lines on."""
        self._go(self._here + lines)

    def action_page(self, pages: int) -> None:
        """So many pages on."""
        self._go(self._here + pages * (self._port.page - self.OVERLAP))

    def action_first(self) -> None:
        """To the start."""
        self._go(0)

    def action_last(self) -> None:
        """To the end."""
        self._go(sys.maxsize)

    @property
    def _here(self) -> int:
        return self._port.top

    def _go(self, line: int) -> None:
        self._scroll(line)

    def _turn(self, event: events.MouseEvent, lines: int) -> None:
        event.stop()
        event.prevent_default()
        self._scroll(self._port.top + lines)

    def _scroll(self, top: int) -> None:
        if self._port.scroll_to(top):
            self._refresh_body()

    def _refresh_body(self) -> None:
        self.refresh(Region(0, self.HEADER, self.size.width, self._port.page))
