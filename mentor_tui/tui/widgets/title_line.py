"""The top line: where one is, on which logbook, as of which day."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from mentor_tui.logbook.session import Session
from mentor_tui.tui.text import cut, printable, width

_DEMO = (
    "Sample shop — a copy in a temporary folder, changes are not kept",
    "Sample shop: a copy, changes are not kept",
    "Sample shop: changes not kept",
    "Sample shop",
)


class TitleLine(Widget):
    """One line. What is short of room gives way: first words of the book's name, then the name."""

    ALLOW_SELECT = False

    note: reactive[str] = reactive("")

    def __init__(self, session: Session, title: str) -> None:
        super().__init__()
        self._session = session
        self._title = title

    def render(self) -> Content:
        """The line for the present width."""
        left = f" {self._title} "
        day = f"as of {self._session.today:%a} {self._session.today}"
        right = "  ".join(part for part in (self.note, day) if part) + " "
        room = self.size.width - width(left) - width(right) - 2
        book = next((text for text in self._books() if width(text) <= room), "")
        padding = " " * max(0, self.size.width - width(left) - width(right) - width(book) - 1)
        style = (
            "$text-warning bold" if self._session.demo or self._session.logbook.readonly else "$text-muted"
        )
        return Content.assemble((left, "bold reverse"), " ", (book, style), padding, right)

    def _books(self) -> tuple[str, ...]:
        book = self._session.logbook
        if self._session.demo:
            return _DEMO
        folder = printable(str(book.folder))
        names = (folder, f"…{folder[-24:]}", cut(book.folder.name, 16))
        if self._session.known_on is not None:
            known = f"as known on {self._session.known_on}, read-only"
            return (*(f"{name}, {known}" for name in names), known, f"known on {self._session.known_on}")
        if book.readonly:
            return (*(f"{name}, read-only" for name in names), "read-only")
        return names
