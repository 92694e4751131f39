"""A list of rows that stays quick with many thousands of them: sorted, filtered as one types, drawn line by line."""

from mentor_tui.tui.widgets.row_list.model import ROLES, Cell, Column, Row, SortKey
from mentor_tui.tui.widgets.row_list.widget import RowList

__all__ = ["ROLES", "Cell", "Column", "Row", "RowList", "SortKey"]
