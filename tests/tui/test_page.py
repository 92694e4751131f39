"""Lines to read: wrapping, bars, scrolling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from mentor_tui.tui.text import printable, width
from mentor_tui.tui.widgets.page import Page, bar, beside, wrapped
from tests.tui.screen_text import screen_lines, screen_text


def texts(text: str, cells: int, indent: str = "") -> list[str]:
    return ["".join(part for part, _ in line) for line in wrapped(text, cells, indent=indent)]


@given(st.text(max_size=120), st.integers(6, 60))
def test_no_line_is_wider_than_its_place_and_no_letter_is_lost(text: str, cells: int) -> None:
    lines = texts(text, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(printable(text).split())


def test_the_first_indent_stays_and_the_others_follow() -> None:
    assert texts("  one two three", 9, indent="    ") == ["  one two", "    three"]


@pytest.mark.parametrize(
    ("share", "drawn"),
    [(0, "────"), (0.5, "━━──"), (0.63, "━━╸─"), (0.999, "━━━╸"), (1, "━━━━"), (7, "━━━━"), (-1, "────")],
)
def test_a_bar_is_full_only_when_all_is_done(share: float, drawn: str) -> None:
    assert "".join(text for text, _ in bar(share, 4)) == drawn


class PageApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Page(lambda _: ([(f"line {number} [/b]", "")] for number in range(100)))


async def test_a_long_page_scrolls_and_shows_text_as_typed() -> None:
    app = PageApp()
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.pause()
        assert screen_lines(app)[0].startswith("line 0 [/b]")
        await pilot.press("pagedown", "down")
        assert screen_lines(app)[0].startswith("line 10 ")
        await pilot.press("G")
        assert screen_lines(app)[-1].startswith("line 99 ")
        await pilot.press("down", "g")
        assert "line 0 " in screen_text(app)


@pytest.mark.parametrize("cells", [-5, 0, 1])
def test_where_there_is_no_room_a_text_is_one_letter_a_line(cells: int) -> None:
    assert texts("ab 王", cells) == ["a", "b", "王", ""]


@pytest.mark.parametrize("cells", range(60, 201))
def test_columns_beside_each_other_fill_their_room_and_no_more(cells: int) -> None:
    room = (cells - 2 * 3) // 3
    column = [[("x" * room, "")], [("y", "")]]
    for line in beside(column, column, column[:1], room=room, gap=3):
        assert width("".join(text for text, _ in line)) == 3 * room + 2 * 3
        assert not any("…" in text for text, _ in line)
