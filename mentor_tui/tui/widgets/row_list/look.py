"""How a row list looks: its component styles, all from the theme's variables."""

from mentor_tui.tui.widgets.row_list.model import ROLES

_PARTS = ("row", "cursor", "header", "header-sorted", "filter", "caret", "count", "bar", "empty")

COMPONENTS = {f"row-list--{name}" for name in (*_PARTS, *ROLES)}

CSS = """
RowList {
    height: 1fr;
    width: 1fr;
    background: $surface;
    color: $foreground;
    & > .row-list--cursor {
        background: $block-cursor-blurred-background;
        color: $block-cursor-blurred-foreground;
        text-style: $block-cursor-blurred-text-style;
    }
    &:focus > .row-list--cursor {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
        text-style: $block-cursor-text-style;
    }
    & > .row-list--header { background: $panel; text-style: bold; }
    & > .row-list--header-sorted { background: $panel; color: $text-accent; text-style: bold; }
    & > .row-list--filter { background: $panel; }
    & > .row-list--caret { background: $panel; text-style: reverse; }
    & > .row-list--count { background: $panel; color: $text-muted; }
    & > .row-list--bar { color: $scrollbar; }
    & > .row-list--empty { color: $text-muted; }
    & > .row-list--good { color: $text-success; }
    & > .row-list--warning { color: $text-warning; }
    & > .row-list--error { color: $text-error; }
    & > .row-list--accent { color: $text-accent; }
    & > .row-list--muted { color: $text-muted; }
    & > .row-list--grey { color: $text-muted; }
}
"""
