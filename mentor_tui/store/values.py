"""What a document may hold, so that it comes back exactly as it went in."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from mentor_tui.store.faults import UnstorableError
from mentor_tui.store.records import Document, Operation

_SMALLEST = -(2**63)
_LARGEST = 2**64 - 1
_DEEPEST = 200


def owned(operations: Sequence[Operation]) -> list[Document | None]:
    """The new documents as a copy that nobody else holds, exactly as they will be read back.

    The fast path writes and reads everything once and compares; only a mismatch is looked into.

    Raises:
        UnstorableError: If a value would change on the way: not a number, a whole number over 64 bits,
            half a character, a tuple, anything that is not plain data. Names table, key and field.
    """
    rows = [
        [operation.table, operation.key, None if operation.after is None else dict(operation.after)]
        for operation in operations
    ]
    try:
        copies = orjson.loads(orjson.dumps(rows))
    except TypeError:
        copies = None
    if copies == rows:
        return [copy[2] for copy in copies]
    for table, key, document in rows:
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
