"""A terminal of sixteen colours: everything can be read, and what is offered looks other than what is typed."""

from pathlib import Path

import pytest
from pyte.screens import Char

from mentor_tui.__main__ import main
from tests.terminal.journeys import on_friday
from tests.terminal.terminal import Terminal

pytestmark = pytest.mark.terminal
SIXTEEN = {"TERM": "xterm", "COLORTERM": ""}


def cells(terminal: Terminal) -> list[list[Char]]:
    """The screen, cell by cell."""
    screen = terminal.screen
    return [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]


def at(terminal: Terminal, text: str) -> Char:
    """The first cell of a text on the screen."""
    y = next(y for y, line in enumerate(terminal.screen.display) if text in line)
    return terminal.screen.buffer[y][terminal.screen.display[y].index(text)]


def unreadable(terminal: Terminal) -> str:
    """What is written in the colour of its ground."""
    return "".join(
        cell.data
        for line in cells(terminal)
        for cell in line
        if cell.data.strip() and cell.fg == cell.bg != "default" and not cell.reverse
    )


def row_of(terminal: Terminal, text: str) -> list[Char]:
    """The line of the screen that has the text."""
    return next(
        line for line, shown in zip(cells(terminal), terminal.screen.display, strict=True) if text in shown
    )


@pytest.mark.parametrize("theme", ["shop-dark", "shop-light", "contrast-light"])
@pytest.mark.parametrize("columns", [60, 80, 121, 200])
def test_everything_can_be_read_in_sixteen_colours(
    shop: Path, columns: int, theme: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data-dir", str(shop), "settings", "set", "theme", theme]) == 0
    capsys.readouterr()
    with Terminal(on_friday(shop), columns, 36, env=SIXTEEN) as terminal:
        terminal.wait_for("Devon Banks")
        states = ("▲ ready", "■ paperwork", "◐ passed", "○ building")
        terminal.wait_until(lambda: all(word in terminal.text for word in states), "every row worked out")
        assert len({at(terminal, word).fg for word in states}) == len(states)
        assert at(terminal, "▲ ready").bg == "default"
        assert unreadable(terminal) == ""
        terminal.burst("/", "devon", "enter", "l")
        terminal.wait_for("Total")
        terminal.wait_for("Log a week: Devon Banks")
        assert unreadable(terminal) == ""
        # Hours that are offered look other than those that are typed.
        terminal.burst("down", "7")
        terminal.wait_for("7 h")
        typed = next(cell for cell in row_of(terminal, "▸ ") if cell.data.isdigit())
        offered = next(cell for cell in row_of(terminal, "Brakes") if cell.data.isdigit())
        assert (typed.bold, typed.italics, offered.bold, offered.italics) == (True, False, False, True)
