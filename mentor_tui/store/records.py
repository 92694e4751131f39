"""What the store keeps and hands out: documents, operations, transactions, snapshots."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeAlias

Document: TypeAlias = Mapping[str, Any]
"""One document. It is read-only: the store hands out what it holds, not a copy."""

Tables: TypeAlias = Mapping[str, MappingProxyType[str, Document]]
"""Table name to key to document. A table exists while it holds a document."""

NOTHING: MappingProxyType[str, Document] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Signature:
    """Who did something, when and why.

    Attributes:
        at: When, with a time zone; kept with its offset.
        who: The person.
        why: The reason, or what was done.
        undoes: The number of the transaction that this one takes back.
        redoes: The number of the transaction that this one does again.
    """

    at: datetime
    who: str
    why: str
    undoes: int | None = None
    redoes: int | None = None

    def __post_init__(self) -> None:
        """Refuse a time that means something else in another time zone.

        Raises:
            ValueError: If `at` has no time zone.
        """
        if self.at.utcoffset() is None:
            raise ValueError("a transaction needs a time with a time zone")


@dataclass(frozen=True, slots=True)
class Operation:
    """One document before and after; None where it does not exist."""

    table: str
    key: str
    before: Document | None
    after: Document | None

    def inverse(self) -> "Operation":
        """The operation that takes this one back."""
        return replace(self, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class Transaction:
    """One user action, as it stands in the book.

    Numbers start at 1, have no gaps, and are never given out twice, whatever the clock says.
    """

    number: int
    at: datetime
    who: str
    why: str
    operations: tuple[Operation, ...]
    undoes: int | None = None
    redoes: int | None = None

    def inverse(self) -> tuple[Operation, ...]:
        """The operations that take this transaction back, last one first."""
        return tuple(operation.inverse() for operation in reversed(self.operations))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything as it stood after one transaction. It never changes, so any thread may read it.

    Attributes:
        number: The last transaction included; 0 for an empty book.
        tables: Every document.
    """

    number: int
    tables: Tables

    def table(self, name: str) -> Mapping[str, Document]:
        """The documents of one table by key, empty if there is no such table."""
        return self.tables.get(name, NOTHING)


class Draft:
    """The tables while operations are played on them; only touched tables are copied, and documents never."""

    def __init__(self, base: Tables) -> None:
        self._base = base
        self.touched: dict[str, dict[str, Document]] = {}

    def play(self, rows: list[list[Any]]) -> None:
        """Play operations in their stored shape: table, key, new document or None, old document or None."""
        touched = self.touched
        for name, key, new, _ in rows:
            documents = touched.get(name)
            if documents is None:
                documents = touched[name] = self._base.get(name, NOTHING).copy()
            if new is None:
                documents.pop(key, None)
            else:
                documents[key] = new

    def tables(self) -> Tables:
        """The tables as they are now."""
        tables = dict(self._base)
        for name, documents in self.touched.items():
            if documents:
                tables[name] = MappingProxyType(documents)
            else:
                tables.pop(name, None)
        return MappingProxyType(tables)


def difference(
    before: Mapping[str, Mapping[str, Document]], after: Mapping[str, Mapping[str, Document]]
) -> list[Operation]:
    """The operations that lead from some tables to others."""
    operations: list[Operation] = []
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name, NOTHING), after.get(name, NOTHING)
        keys = [*old, *(key for key in new if key not in old)]
        operations += [
            Operation(name, key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)
        ]
    return operations
