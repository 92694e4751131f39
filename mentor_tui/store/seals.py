"""One line of a book: how it is sealed, written and read.

A line is one JSON array, so that any tool for JSON lines can read a book::

    ["1c291ca3",17,"2026-11-20T17:02:11+01:00","Ana","logged 41 sheets",{},[["table","key",{new},{old}], ...],"5d0e8a11"]

The first element is the seal, eight hexadecimal digits: the CRC-32 of everything after it up to the line's end,
started from the seed of the generation, which is the seal of its first line. Then: number, time, who, why, notes
(`undoes`, `redoes`, and `user` where the system's user has another name), and the operations on whole documents, null
where there is none. The last element is the link: the seal of the line before.

So a line is proved by itself, since nothing but this generation of this book leads to its seal, and by the line after
it, which names its seal. A line that was edited is found by its seal; one that was lost, doubled or moved by the links.

The first line has no link, and its seal starts from 0: it keeps its layout for ever. In format 1 no line had a link,
and each seal started from the seal of the line before.
"""

from binascii import crc32
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson

from mentor_tui.store.records import Operation, Signature, Transaction

FORMAT = 2
"""The layout of lines. The first line keeps its layout for ever, so that any version can read the format from it."""

SEALED_FROM = 11
"""The seal covers a line from this byte on, up to its end."""

LINKED = 12
"""The bytes of the link and what closes it, at the end of a line without its line end."""

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
