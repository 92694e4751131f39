"""The keys of a row list."""

from textual.binding import Binding, BindingType

BINDINGS: list[BindingType] = [
    Binding("down,j", "down", "Down", show=False, id="list.down", tooltip="Go to the next row"),
    Binding("up,k", "up", "Up", show=False, id="list.up", tooltip="Go to the row before"),
    Binding("pagedown", "page_down", "Page down", show=False, id="list.page_down", tooltip="Go on a page"),
    Binding("pageup", "page_up", "Page up", show=False, id="list.page_up", tooltip="Go back a page"),
    Binding("g,home", "first", "First", show=False, id="list.first", tooltip="Go to the first row"),
    Binding("G,end", "last", "Last", show=False, id="list.last", tooltip="Go to the last row"),
    Binding("enter", "select", "Open", id="list.select", tooltip="Open this row"),
    Binding(
        "slash",
        "filter",
        "Filter",
        id="list.filter",
        tooltip="Show only the rows that hold what you type",
    ),
    Binding(
        "escape",
        "clear_filter",
        "All rows",
        id="list.clear_filter",
        tooltip="Take the filter off",
    ),
    Binding("s", "sort", "Sort", id="list.sort", tooltip="Sort by the next column"),
    Binding(
        "S", "sort_reverse", "Sort back", show=False, id="list.sort_reverse", tooltip="Turn the order round"
    ),
]
