"""What a line says for itself: from where its seal started, and whether its fields are those of a line."""

from binascii import crc32
from datetime import datetime
from functools import cache
from typing import Any

from mentor_tui.store.seals import SEALED_FROM, stored_seal

_ALL_BITS = 0xFFFFFFFF


def started_from(text: bytes) -> int:
    """What the seal of a line must have been started from, if both are whole; -1 if it has no seal.

    A CRC-32 can be taken back byte by byte, so each line says from where its seal started: the seed of its generation,
    or in format 1 the seal of the line before.
    """
    seal = stored_seal(text)
    if seal < 0:
        return -1
    table, index_of = _tables()
    register = seal ^ _ALL_BITS
    for byte in reversed(text[SEALED_FROM:]):
        index = index_of[register >> 24]
        register = (register ^ table[index]) << 8 & _ALL_BITS | index ^ byte
    return register ^ _ALL_BITS


def envelope_fault(fields: Any) -> str:  # noqa: ANN401 - whatever a line may hold
    """What keeps a line from being played, in the form of its fields; empty if nothing does."""
    if not isinstance(fields, list) or len(fields) not in {7, 8}:
        return "it is no list of seven or eight fields"
    number, rows = fields[1], fields[6]
    if type(number) is not int or number < 0:
        return "its number is none"
    if not isinstance(rows, list) or not all(map(_is_operation, rows)):
        return "its operations cannot be read"
    return ""


def signature_fault(at: object, who: object, why: object, notes: object) -> str:
    """What is wrong with who did it, when and why; empty if nothing is."""
    if not isinstance(at, str) or not _is_moment(at):
        return "its time is none"
    if not (isinstance(who, str) and isinstance(why, str)):
        return "it does not say who did it and why"
    links = (notes.get("undoes"), notes.get("redoes")) if isinstance(notes, dict) else ("",)
    user = notes.get("user", "") if isinstance(notes, dict) else ""
    if any(type(link) not in {int, type(None)} for link in links) or not isinstance(user, str):
        return "its notes cannot be read"
    return ""


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).utcoffset() is not None
    except ValueError:
        return False


def _is_operation(row: object) -> bool:
    if not isinstance(row, list) or len(row) != 4:  # noqa: PLR2004 - table, key, after, before
        return False
    table, key, *documents = row
    return (
        isinstance(table, str)
        and isinstance(key, str)
        and all(document is None or isinstance(document, dict) for document in documents)
    )


@cache
def _tables() -> tuple[tuple[int, ...], dict[int, int]]:
    """The table of CRC-32, and which of its entries has which highest byte."""
    table = tuple(crc32(bytes([index ^ 0xFF])) ^ 0xFF000000 for index in range(256))
    return table, {value >> 24: index for index, value in enumerate(table)}
