"""One line of a book: how it is sealed, written and read.

A line is one JSON array, so that any tool for JSON lines can read a book::

    ["1c291ca3",17,"2026-11-20T17:02:11+01:00","Ana","logged 41 sheets",{},[["table","key",{new},{old}], ...]]

The first element is the seal, eight hexadecimal digits: the CRC-32 of everything after it up to the line's end,
started from the seal of the line before (0 for the first line). A line that was edited, lost, doubled or moved
therefore breaks the chain. Then: number, time, who, why, notes (`undoes`, `redoes`, and `user` where the system's user
has another name), and the operations on whole documents, null where there is none.
"""

from binascii import crc32
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson

from mentor_tui.store.records import Operation, Signature, Transaction

SEALED_FROM = 11
"""The seal covers a line from this byte on, up to its end."""


def sealed(
    number: int, signature: Signature, notes: dict[str, Any], rows: Sequence[Any], before: int
) -> tuple[bytes, int]:
    """A whole line, and its seal for the line after it.

    Args:
        number: The transaction's number.
        signature: Who, when and why.
        notes: Everything else there is to say about the line.
        rows: The operations: table, key, new document, old document.
        before: The seal of the line before, 0 for the first.
    """
    fields = [number, signature.at.isoformat(), signature.who, signature.why, notes, rows]
    body = b"," + orjson.dumps(fields)[1:]
    seal = crc32(body, before)
    return b'["%08x"%b\n' % (seal, body), seal


def seal_of(line: bytes, before: int) -> int | None:
    """The seal of a whole line, None if the line is torn or not what was written after `before`."""
    if line[-1:] != b"\n":
        return None
    seal = crc32(line[SEALED_FROM:-1], before)
    return seal if line[:SEALED_FROM] == b'["%08x"' % seal else None


def stored_seal(line: bytes) -> int:
    """The seal as it stands in a line, unchecked; -1 if there is none."""
    try:
        return int(line[2:10], 16)
    except ValueError:
        return -1


def in_a_line(text: str) -> bytes:
    """How a text stands in a line."""
    return orjson.dumps(text)[1:-1]


def beginning(number: int) -> bytes:
    """What stands between the seal and the time of a transaction, and hardly anywhere else."""
    return b'",%d,"' % number


def transaction_in(fields: Sequence[Any]) -> Transaction:
    """A line's fields, already read and checked, as a transaction."""
    _, number, at, who, why, notes, rows = fields
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
