"""Long work beside the screen: in slices short enough that no key has to wait."""

import asyncio
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import TypeVar

_SLICE = 0.008
"""Seconds of work between two looks at the keyboard."""
_PAUSE = 0.004
"""Seconds in which the screen is drawn and keys are answered, which takes many turns of the loop."""

_Item = TypeVar("_Item")


async def in_slices(items: Iterable[_Item], work: Callable[[_Item], object]) -> None:
    """Do `work` on each of the items, in their order."""
    until = perf_counter() + _SLICE
    for item in items:
        work(item)
        if perf_counter() > until:
            await asyncio.sleep(_PAUSE)
            until = perf_counter() + _SLICE
