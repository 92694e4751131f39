from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.widgets import Static

from mentor_tui.tui.text import as_typed, cut, fit, printable, width
from tests.tui.screen_text import screen_text

ODD_NAMES = [
    "Ana [B] [/bold",
    "[Azubi]",
    "[/]",
    "$primary [red]x[/red]",
    "李 小龙",
    "Zoe\u0308 Nguye\u0302\u0303n",
]


@pytest.mark.parametrize("name", ODD_NAMES)
async def test_a_name_shows_as_typed(name: str) -> None:
    class Names(App[None]):
        def compose(self) -> ComposeResult:
            yield Static(as_typed(name))

    app = Names()
    async with app.run_test(size=(40, 3)):
        assert normalize("NFC", name) in screen_text(app)


def test_line_breaks_stay() -> None:
    assert as_typed("one\ntwo\r\n[three]").plain == "one\ntwo\n[three]"


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("brakes", 6, "brakes"),
        ("brakes", 5, "brak…"),
        ("brakes", 1, "…"),
        ("brakes", 0, ""),
        ("李小龙", 6, "李小龙"),
        ("李小龙", 5, "李小…"),
        ("李小龙", 4, "李…"),
        ("Zoe\u0308 B", 5, "Zoe\u0308 B"),
        ("Zoe\u0308 B", 4, "Zoe\u0308…"),
        ("Ana Berg", 5, "Ana…"),
    ],
)
def test_cutting(text: str, cells: int, shown: str) -> None:
    assert cut(text, cells) == shown


@given(st.text(max_size=40), st.integers(0, 30), st.sampled_from(["left", "right"]))
def test_fitted_text_has_the_width_asked_for(text: str, cells: int, align: str) -> None:
    assert width(fit(printable(text), cells, "right" if align == "right" else "left")) == cells


def test_numbers_stand_on_the_right() -> None:
    assert fit("12", 5, "right") == "   12"
