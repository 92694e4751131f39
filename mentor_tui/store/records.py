"""What the store keeps and hands out: documents, operations, transactions, snapshots."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

Document: TypeAlias = Mapping[str, Any]
"""One document. It is read-only: the store hands out what it holds, not a copy."""

Tables: TypeAlias = Mapping[str, Mapping[str, Document]]
"""Table name to key to document. A table exists while it holds a document."""

NOTHING: Mapping[str, Document] = MappingProxyType({})


class Documents(dict[str, Document]):
    """The documents of one table by key; once it is handed out it never changes.

    Attributes:
        reading: How often the book had been read anew from its beginning, after which numbers may mean
            something else.
        number: The transaction that last changed it.
    """

    __slots__ = ("number", "reading")
    number: int
    reading: int


_SHARE = 8
"""Changed tables lie over the others while they are less than one in so many."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who did something, when and why.

    Attributes:
        at: When, with a time zone; kept with its offset.
        who: The person.
        why: The reason, or what was done.
        undoes: The number of the transaction that this one takes back.
        redoes: The number of the transaction that this one does again.
        user: The system's user where that is another name than `who`; else empty.
    """

    at: datetime
    who: str
    why: str
    undoes: int | None = None
    redoes: int | None = None
    user: str = ""

    def __post_init__(self) -> None:
        """Refuse a time that means something else in another time zone.

        Raises:
            ValueError: If `at` has no time zone.
        """
        if self.at.utcoffset() is None:
            raise ValueError("a transaction needs a time with a time zone")


class Operation(NamedTuple):
    """One document before and after; None where it does not exist."""

    table: str
    key: str
    before: Document | None
    after: Document | None

    def inverse(self) -> "Operation":
        """The operation that takes this one back."""
        return self._replace(before=self.after, after=self.before)


class Transaction(NamedTuple):
    """One user action, as it stands in the book.

    Numbers start at 1, have no gaps, and are never given out twice, whatever the clock says.

    Attributes:
        user: The system's user where that is another name than `who`; else empty, as in what older programs
            wrote.
    """

    number: int
    at: datetime
    who: str
    why: str
    operations: tuple[Operation, ...]
    undoes: int | None = None
    redoes: int | None = None
    user: str = ""

    def inverse(self) -> tuple[Operation, ...]:
        """The operations that take this transaction back, last one first."""
        return tuple(operation.inverse() for operation in reversed(self.operations))


class Snapshot(NamedTuple):
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

    def version(self, name: str) -> tuple[int, int]:
        """What a cache of a table goes by: another one once the table has changed."""
        documents = self.tables.get(name)
        return (documents.reading, documents.number) if isinstance(documents, Documents) else (0, 0)


class Draft:
    """The tables while operations are played on them; only touched tables are copied, and documents never."""

    def __init__(self, base: Tables, reading: int = 0) -> None:
        self._base = base
        self._reading = reading
        self.touched: dict[str, Documents] = {}

    def table(self, name: str) -> Mapping[str, Document]:
        """The documents of one table as they are now, empty if there is no such table."""
        return self.touched[name] if name in self.touched else self._base.get(name, NOTHING)

    def play(self, rows: list[list[Any]], number: int = 0) -> None:
        """Play operations in their stored shape: table, key, new document or None, old document or None.

        Args:
            rows: The operations.
            number: The transaction that they are of.
        """
        touched = self.touched
        for name, key, new, _ in rows:
            documents = touched.get(name)
            if documents is None:
                documents = touched[name] = Documents(self._base.get(name, NOTHING))
                documents.reading = self._reading
            documents.number = number
            if new is None:
                documents.pop(key, None)
            else:
                documents[key] = new

    def tables(self) -> Tables:
        """The tables as they are now."""
        base, changed = self._base, dict[str, Mapping[str, Document]](self.touched)
        if isinstance(base, _Layers):
            changed = {**base.above, **changed}
            base = base.below
        if len(changed) * _SHARE < len(base):
            return _Layers(base, changed)
        tables = {**base, **changed}
        return MappingProxyType({name: documents for name, documents in tables.items() if documents})


class OpenTables(Draft):
    """The tables inside a transaction: as they were at its beginning, with what it has done so far.

    Attributes:
        rows: What it has done, in the stored shape.
        done: The transaction, once it is durable; None if it changed nothing.
    """

    def __init__(self, base: Tables, reading: int, conflict: Callable[..., Exception]) -> None:
        """Begin.

        Args:
            base: The tables at its beginning.
            reading: How often the book was read anew from its beginning.
            conflict: What is raised where a document is not what was expected: made of table, key, what is there and what was
                wanted there.
        """
        super().__init__(base, reading)
        self.rows: list[list[Any]] = []
        self.done: Transaction | None = None
        self._conflict = conflict

    def replace(self, table: str, key: str, before: Document | None, after: Document | None) -> None:
        """Put one document in the place of another; None is one that does not exist.

        Raises:
            ConflictError: If what is there is not what is expected before.
        """
        present = self.table(table).get(key)
        if present != before:
            raise self._conflict(table, key, present, after)
        row = [table, key, None if after is None else dict(after), present]
        self.play([row])
        self.rows.append(row)


class _Layers(Mapping[str, Mapping[str, Document]]):
    """Many tables, and over them the few that have changed; a table that is empty is none.

    Copying the names of a thousand tables for one change would touch memory all over, which costs more than
    to sync.
    """

    __slots__ = ("above", "below")

    def __init__(self, below: Tables, above: dict[str, Mapping[str, Document]]) -> None:
        self.below = below
        self.above = above

    def __getitem__(self, name: str) -> Mapping[str, Document]:
        documents = self.above[name] if name in self.above else self.below[name]
        if not documents:
            raise KeyError(name)
        return documents

    def __iter__(self) -> Iterator[str]:
        return (name for name in {**self.below, **self.above} if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


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
