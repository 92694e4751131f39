"""Keys in one write, through a real pseudo-terminal: each acts on the screen that the one before it leads to."""

from pathlib import Path

import pytest

from tests.terminal.journeys import on_friday
from tests.terminal.terminal import Terminal

pytestmark = pytest.mark.terminal

# Ana is the first, André the second, Bartholomew the third, Carlos the fourth of the shop.
BURSTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "hours typed into the dialog that l opens": (("l", "2", "5"), ("Log a week: Ana [B] Ruiz", "25 h")),
    "a name typed into the form that n opens": (("n", "2", "B"), ("New apprentice", "2B")),
    "a name typed into the form that e opens": (("e", "2"), ("Edit Ana [B] Ruiz", "Ana [B] Ruiz2")),
    "a file named in the export": (("x", "qq2"), ("Export the eligibility summary", " qq2 ")),
    "the first cell of the third on the board": (("2", "j", "j", "enter"), ("Bartholomew Alexander", "A1")),
    "a cell to the right on the board": (("2", "j", "l", "l", "enter"), ("André Dubois", "A3")),
    "the third date of those due": (("3", "j", "j", "enter"), ("Devon Banks", "S4")),
    "the second of the papers": (("p", "j", "j", "enter"), ("T4", "sat and failed")),
    "back from the board, then down": (("2", "1", "j", "j", "j", "l"), ("Log a week: Carlos Mendoza",)),
    "the history and its newest change": (("5", "enter"), ("Change", "made for a test")),
    "the first change from the board, and back": (("2", "5", "enter", "q", "2"), ("Board", "A1")),
    "a filter, and who it leaves": (("/", "devon", "enter", "l"), ("Log a week: Devon Banks",)),
    "a command from the palette": (("ctrl+p", "history", "enter"), ("History", "made for a test")),
    "the week kept, then the next person": (
        ("l", "ctrl+y", "ctrl+s", "j", "l"),
        ("Log a week: André Dubois",),
    ),
    "one list of choices, searched in": (("p", "n", "down", "enter", "tab", "sch", "x"), ("School",)),
    "tab and digits": (("l", "7", "tab", "5", "tab", "3"), ("15 h",)),
}


@pytest.mark.parametrize(("keys", "texts"), BURSTS.values(), ids=BURSTS.keys())
def test_a_key_acts_on_the_screen_that_the_one_before_it_leads_to(
    shop: Path, keys: tuple[str, ...], texts: tuple[str, ...]
) -> None:
    with Terminal(on_friday(shop)) as terminal:
        terminal.wait_for("Ana [B] Ruiz")
        terminal.burst(*keys)
        terminal.wait_until(lambda: all(text in terminal.text for text in texts), f"{texts} on the screen")
        assert "Traceback" not in terminal.text
