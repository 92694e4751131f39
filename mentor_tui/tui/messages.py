"""What parts of the terminal face tell each other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from textual.message import Message
from textual.screen import Screen

from mentor_tui.errors import MentorError
from mentor_tui.tui.app_screen import AppScreen

Report: TypeAlias = Callable[[Any], Screen[Any]]
"""Makes of what a write gave back the screen that tells about it."""


@dataclass
class BookChanged(Message):
    """The logbook holds something else now.

    Attributes:
        keys: Keys of the apprentices it is about; None where it may be anything.
    """

    bubble = False

    keys: frozenset[str] | None


@dataclass
class Written(Message):
    """A write is durable.

    Attributes:
        label: What it was, as it was asked for.
        result: What the write gave back: a transaction, a path, or None where there was nothing to do.
        asker: The screen that asked for it, which may have been left meanwhile.
        report: What is to be shown then, also where the asker has been left.
    """

    label: str
    result: Any
    asker: AppScreen[Any] | None = None
    report: Report | None = None


@dataclass
class Refused(Message):
    """A write could not be done; nothing was changed."""

    label: str
    error: MentorError
    asker: AppScreen[Any] | None = None
