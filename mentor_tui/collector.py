"""Work that makes much and throws nothing away, without the garbage collector."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_under_way: list[bool] = []
"""For each such piece of work whether the collector was on when it began; they may overlap in several threads."""


@contextmanager
def no_collection() -> Iterator[None]:
    """Leave the collector off meanwhile; it would walk all that is made again and again, and free nothing."""
    with _lock:
        _under_way.append(gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            # What the first has found stays at the bottom, whichever ends last.
            if _under_way.pop() and not _under_way:
                gc.enable()
