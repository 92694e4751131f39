"""Long work beside the screen: in slices short enough that no key has to wait."""

import asyncio
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import TypeVar

from textual.dom import DOMNode
from textual.worker import get_current_worker

from mentor_tui.collector import no_collection

_SLICE = 0.008
"""Seconds of work between two looks at the keyboard."""
_PAUSE = 0.004
"""Seconds in which the screen is drawn and keys are answered, which takes many turns of the loop."""

_Item = TypeVar("_Item")


async def in_slices(items: Iterable[_Item], work: Callable[[_Item], object]) -> None:
    """Do `work` on each of the items, in their order; in a worker, which ends here once its screen is being closed."""
    screen = get_current_worker().node
    _stay_on(screen)
    until = perf_counter() + _SLICE
    # What is worked out for everybody is kept: to look through it again and again would take most of the time.
    with no_collection():
        for item in items:
            work(item)
            if perf_counter() > until:
                await asyncio.sleep(_PAUSE)
                _stay_on(screen)
                until = perf_counter() + _SLICE


def _stay_on(screen: DOMNode) -> None:
    # What is on a screen goes before its workers do.
    if not (screen.app.is_running and screen.display):
        raise asyncio.CancelledError
