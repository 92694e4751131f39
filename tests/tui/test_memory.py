"""What is left of screens that are gone."""

import gc
from pathlib import Path

from textual.widget import Widget

from tests.tui.entering import press, running, wait_for

_EACH = ("question_mark", "n", "e", "t", "l", "p", "x", "enter", "exclamation_mark", "d")
"""Keys of the roster that open a page or a dialog."""


def kept() -> int:
    """How many widgets of the program are still in memory; a note that is still shown is none of them."""
    gc.collect()
    widgets = (thing for thing in gc.get_objects() if isinstance(thing, Widget))
    return sum(type(widget).__module__.startswith("mentor_tui.") for widget in widgets)


async def test_sixty_dialogs_leave_nothing_behind(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        after: list[int] = []
        for _ in range(6):
            for key in _EACH:
                await press(pilot, key)
                await wait_for(pilot, lambda: len(app.screen_stack) > 1)
                await press(pilot, "escape")
                await wait_for(pilot, lambda: len(app.screen_stack) == 1)
            after.append(kept())
        assert after[-1] == after[1]
