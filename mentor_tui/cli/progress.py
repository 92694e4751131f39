"""How far long work over everybody is, and how long it will still take; on standard error, while somebody looks."""

import sys
from collections.abc import Iterator, Sequence
from time import monotonic

_AFTER = 2.0
"""Seconds of silence; most work is over by then."""
_EVERY = 0.5


def watched(keys: Sequence[str]) -> Iterator[str]:
    """The keys one by one, with a line on the terminal that says how far they are; gone when they are done."""
    begin = said = monotonic()
    for done, key in enumerate(keys):
        now = monotonic()
        if now - begin > _AFTER and now - said > _EVERY:
            said = now
            left = (now - begin) / done * (len(keys) - done)
            print(
                f"\r{done:,} of {len(keys):,} apprentices, about {left:.0f} s to go ", end="", file=sys.stderr
            )
            sys.stderr.flush()
        yield key
    if said > begin:
        print("\r\x1b[K", end="", file=sys.stderr)
        sys.stderr.flush()
