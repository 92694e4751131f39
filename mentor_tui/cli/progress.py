"""How far long work over everybody is, and how long it will still take; on standard error, while somebody looks."""

import sys
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import TypeVar

from mentor_tui.words.progress import how_far

_AFTER = 2.0
"""Seconds of silence; most work is over by then."""
_EVERY = 0.5
_Item = TypeVar("_Item")


def watched(items: Sequence[_Item], what: str = "apprentices") -> Iterator[_Item]:
    """The items one by one, with a line on the terminal that says how far they are; gone when they are done, or stopped."""
    begin = said = monotonic()
    try:
        for done, item in enumerate(items):
            now = monotonic()
            if now - begin > _AFTER and now - said > _EVERY:
                said = now
                told = how_far(done, len(items), what, now - begin)
                print(f"\r{told} ", end="", file=sys.stderr, flush=True)
            yield item
    finally:
        if said > begin:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
