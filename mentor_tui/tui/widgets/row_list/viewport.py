"""Which part of a long list is in view."""

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
