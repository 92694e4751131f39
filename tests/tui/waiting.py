"""Waiting for what a person would wait for: something on the screen."""

import time
from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot

from tests.tui.screen_text import screen_text

_PATIENCE = 5.0


async def wait_for(pilot: Pilot[Any], wanted: str | Callable[[], object], *, gone: bool = False) -> None:
    """Wait until a text is on the screen, or with `gone` is not any more, or until a condition holds.

    Raises:
        AssertionError: it did not come; says what is on the screen.
    """
    end = time.monotonic() + _PATIENCE
    while True:
        holds = wanted in screen_text(pilot.app) if isinstance(wanted, str) else bool(wanted())
        if holds is not gone:
            return
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {wanted!r}; on the screen is\n{screen_text(pilot.app)}")
        await pilot.pause(0.01)
