"""One line of a book: what may stand in it, and how it is sealed, written and read.

A line is one JSON array, so that any tool for JSON lines can read a book::

    ["1c291ca3",17,"2026-11-20T17:02:11+01:00","Ana","logged",{},[["table","key",{new},{old}], …],"5d0e8a11"]

The first element is the seal, eight hexadecimal digits: the CRC-32 of everything after it up to the line's
end, started from the seed of the generation, which is the seal of its first line. Then: number, time, who,
why, notes (`undoes`, `redoes`, and `user` where the system's user has another name), and the operations on
whole documents, null where there is none. The last element is the link: the seal of the line before.

So a line is proved by itself, since nothing but this generation of this book leads to its seal, and by the
line after it, which names its seal. A line that was edited is found by its seal; one that was lost, doubled
or moved by the links.

The first line has no link, and its seal starts from 0: it keeps its layout for ever. In format 1 no line had
a link, and each seal started from the seal of the line before.
"""

import math
import re
from binascii import crc32
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import orjson

from mentor_tui.store.faults import UnstorableError
from mentor_tui.store.records import Operation, Signature, Transaction

FORMAT = 2
"""The layout of lines. The first line keeps its layout for ever, so that any version can read the format from it."""

SEALED_FROM = 11
"""The seal covers a line from this byte on, up to its end."""

LINKED = 12
"""The bytes of the link and what closes it, at the end of a line without its line end."""

_ALL_BITS = 0xFFFFFFFF
_SMALLEST = -(2**63)
_LARGEST = 2**64 - 1
_DEEPEST = 200

NUMBERED = re.compile(rb'\["[0-9a-f]{8}",([0-9]+),')
"""What a line begins with, up to its number."""

CHAINED = -1
"""Stands for the seed in a generation of format 1, where each seal starts from the one before."""


def content_of(number: int, signature: Signature, notes: dict[str, Any], rows: Sequence[Any]) -> bytes:
    """What a line says, from the comma behind its seal to its operations.

    Args:
        number: The transaction's number.
        signature: Who, when and why.
        notes: Everything else there is to say about the line.
        rows: The operations: table, key, new document, old document.
    """
    fields = [number, signature.at.isoformat(), signature.who, signature.why, notes, rows]
    return b"," + orjson.dumps(fields)[1:-1]


def first_sealed(content: bytes) -> tuple[bytes, int]:
    """The first line of a generation, and its seal."""
    seal = crc32(b"%b]" % content)
    return b'["%08x"%b]\n' % (seal, content), seal


def sealed(content: bytes, before: int, seed: int) -> tuple[bytes, int]:
    """A whole line, and its seal for the line after it.

    Args:
        content: What it says.
        before: The seal of the line before.
        seed: The seal of the first line.
    """
    body = b'%b,"%08x"]' % (content, before)
    seal = crc32(body, seed)
    return b'["%08x"%b\n' % (seal, body), seal


def seal_of(line: bytes, before: int, seed: int) -> int | None:
    """The seal of a whole line, None if the line is torn or not what was written after `before`.

    Args:
        line: The line, with its line end.
        before: The seal of the line before; 0 for the first.
        seed: The seal of the first line; `CHAINED` in format 1 and for a first line.
    """
    if line[-1:] != b"\n":
        return None
    if seed == CHAINED:
        seal = crc32(line[SEALED_FROM:-1], before)
    elif line[-11:-3] != b"%08x" % before:
        return None
    else:
        seal = crc32(line[SEALED_FROM:-1], seed)
    return seal if line[:SEALED_FROM] == b'["%08x"' % seal else None


def stored_seal(line: bytes) -> int:
    """The seal as it stands in a line, unchecked; -1 if there is none."""
    return _hexadecimal(line[2:10])


def stored_link(text: bytes) -> int:
    """The link as it stands at the end of a line without its line end, unchecked; -1 if there is none."""
    return _hexadecimal(text[-10:-2])


def in_a_line(text: str) -> bytes:
    """How a text stands in a line."""
    return orjson.dumps(text)[1:-1]


def beginning(number: int) -> bytes:
    """What stands between the seal and the time of a transaction, and hardly anywhere else."""
    return b'",%d,"' % number


def transaction_in(fields: Sequence[Any]) -> Transaction:
    """A line's fields, already read and checked, as a transaction."""
    _, number, at, who, why, notes, rows = fields[:7]
    return Transaction(
        number=number,
        at=datetime.fromisoformat(at),
        who=who,
        why=why,
        operations=tuple(Operation(table, key, old, new) for table, key, new, old in rows),
        undoes=notes.get("undoes"),
        redoes=notes.get("redoes"),
        user=notes.get("user", ""),
    )


def notes_of(signature: Signature) -> dict[str, int | str]:
    """What a signature says beside who, when and why."""
    notes = {"undoes": signature.undoes, "redoes": signature.redoes, "user": signature.user or None}
    return {name: note for name, note in notes.items() if note is not None}


def _hexadecimal(digits: bytes) -> int:
    try:
        return int(digits, 16) if len(digits) == 8 and digits.isalnum() else -1  # noqa: PLR2004 - of a CRC-32
    except ValueError:
        return -1


def started_from(text: bytes) -> int:
    """What the seal of a line must have been started from, if both are whole; -1 if it has no seal.

    A CRC-32 can be taken back byte by byte, so each line says from where its seal started: the seed of its
    generation, or in format 1 the seal of the line before.
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


def owned(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Operations in their stored shape, their new documents as a copy that nobody else holds, exactly as they will be read back.

    The fast path writes and reads everything once and compares; only a mismatch is looked into.

    Raises:
        UnstorableError: If a value would change on the way: not a number, a whole number over 64 bits,
            half a character, a tuple, anything that is not plain data. Names table, key and field.
    """
    new = [[table, key, document] for table, key, document, _ in rows]
    try:
        copies = orjson.loads(orjson.dumps(new))
    except TypeError:
        copies = None
    if copies == new:
        return [[*copy, row[3]] for copy, row in zip(copies, rows, strict=True)]
    for table, key, document in new:
        for field, cause in _faults({"table": table, "key": key}, ""):
            raise UnstorableError(f"The {field} {key if field == 'key' else table!a} {cause}.")
        for field, cause in _faults(document, ""):
            raise UnstorableError(
                f"{table}, {key}: the field {field!a} {cause}.", hint="Correct the field and save again."
            )
    raise UnstorableError("A document holds a value that cannot be kept exactly.")


def check_text(**texts: str) -> None:
    """Refuse text that cannot be written.

    Raises:
        UnstorableError: Names the first text with half a character in it.
    """
    try:
        "".join(texts.values()).encode()
    except (TypeError, UnicodeEncodeError):
        pass
    else:
        return
    for field, cause in _faults(texts, ""):
        raise UnstorableError(f"The text of {field!a} {cause}.", hint="Type it again instead of pasting it.")


def _faults(value: Any, field: str, depth: int = 0) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any data at all
    if depth > _DEEPEST:
        yield field, "is nested too deeply"
    elif isinstance(value, dict):
        for key, item in value.items():
            inner = f"{field}.{key}" if field else str(key)
            if not isinstance(key, str):
                yield inner, "is not named by text"
            yield from _faults(key, inner, depth + 1)
            yield from _faults(item, inner, depth + 1)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _faults(item, f"{field}.{index}", depth + 1)
    elif cause := _fault(value):
        yield field, cause


def _fault(value: object) -> str:
    match value:
        case str():
            broken = any("\ud800" <= character <= "\udfff" for character in value)
            return "holds half a character, as a broken paste leaves behind" if broken else ""
        case float():
            return "" if math.isfinite(value) else f"is {value}, which is not a number"
        case int():
            return "" if _SMALLEST <= value <= _LARGEST else "is a whole number of more than 64 bits"
        case None:
            return ""
    return f"is of the type {type(value).__name__}, which is not plain data"
