"""Pick one of many by typing a part of its name."""

from collections.abc import Iterable

from textual import getters
from textual.app import ComposeResult

from mentor_tui.tui.dialogs.base import Dialog
from mentor_tui.tui.widgets.choice import Option
from mentor_tui.tui.widgets.row_list import Cell, Column, Row, RowList


class _Options(RowList):
    """A list in which enter picks, also while one types."""

    def action_select(self) -> None:
        """Pick the row."""
        if self.filtering:
            super().action_select()
        super().action_select()


class Pick(Dialog[str]):
    """The options as a list; the key of the one that was picked."""

    CSS_PATH = "../styles/pick.tcss"
    HELP = "Pick one: type / and a part of its name, then enter."

    list = getters.query_one(RowList)

    def __init__(self, title: str, options: Iterable[Option], chosen: str, typed: str = "") -> None:
        super().__init__()
        self.title = title
        self._options = tuple(options)
        self._chosen = chosen
        self._typed = typed

    def body(self) -> ComposeResult:
        """The list."""
        yield _Options(
            (Column("title", "Type / to search", 20, grow=True),),
            (Row(key, {"title": Cell(title)}, f"{title} {key}") for key, title in self._options),
        )

    def on_mount(self) -> None:
        """Start from what is chosen, or from what was typed."""
        self.list.styles.height = min(len(self._options) + 2, 16)
        self.list.focus()
        if self._typed:
            self.list.filter_text = self._typed
            self.list.action_filter()
        else:
            self.list.move_to(self._chosen)

    def on_row_list_selected(self, message: RowList.Selected) -> None:
        """That one."""
        self.dismiss(message.key)
