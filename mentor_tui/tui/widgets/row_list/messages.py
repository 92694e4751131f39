"""What a row list tells the screen around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from mentor_tui.tui.widgets.row_list.widget import RowList


class _About(Message):
    def __init__(self, row_list: RowList) -> None:
        super().__init__()
        self.row_list = row_list

    @property
    def control(self) -> RowList:
        """The list it comes from."""
        return self.row_list


class Highlighted(_About, namespace="row_list"):
    """The cursor stands on another row; `key` is None where no row is shown."""

    def __init__(self, row_list: RowList, key: str | None) -> None:
        super().__init__(row_list)
        self.key = key


class Selected(_About, namespace="row_list"):
    """A row was chosen, by enter or a second click."""

    def __init__(self, row_list: RowList, key: str) -> None:
        super().__init__(row_list)
        self.key = key


class FilterChanged(_About, namespace="row_list"):
    """The filter has another text; `shown` of `total` rows are left."""

    def __init__(self, row_list: RowList, text: str, shown: int, total: int) -> None:
        super().__init__(row_list)
        self.text = text
        self.shown = shown
        self.total = total
