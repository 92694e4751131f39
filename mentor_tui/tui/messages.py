"""What parts of the terminal face tell each other."""

from dataclasses import dataclass
from typing import Any

from textual.message import Message

from mentor_tui.errors import MentorError


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
    """

    label: str
    result: Any


@dataclass
class Refused(Message):
    """A write could not be done; nothing was changed."""

    label: str
    error: MentorError
