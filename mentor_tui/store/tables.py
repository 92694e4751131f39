"""The book as a TinyDB database.

TinyDB asks its storage for everything and gives everything back for each change. These storages keep everything in
memory, and the table class tells them only what changed: `_update_table`, through which goes all that TinyDB offers to
change documents, `_read_table` and `_get_next_id` are the private methods of TinyDB that are replaced.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import orjson
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from mentor_tui.store.book import Book
from mentor_tui.store.faults import ReadOnlyBookError
from mentor_tui.store.history import read_copy
from mentor_tui.store.reading import Schema, Step
from mentor_tui.store.records import (
    Document,
    OpenTables,
    Operation,
    Signature,
    Snapshot,
    Transaction,
    difference,
)

PATIENCE = 5.0
"""Seconds to wait for another writer."""


def unsigned() -> Signature:
    """The signature of a change that nobody signed."""
    return Signature(datetime.now(UTC), "", "")


class SnapshotStorage(Storage):
    """Everything as it stood after one transaction, to read."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @property
    def snapshot(self) -> Snapshot:
        """What is read; the documents are memory itself, so that nobody may change them."""
        return self._snapshot

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables, None if there are none."""
        return dict(self.snapshot.tables) or None  # type: ignore[arg-type] # TinyDB writes to copies of them alone

    def write(self, data: Mapping[str, Mapping[str, Document]]) -> None:
        """Make the tables what `data` says, as one transaction of what is different.

        Raises:
            ConflictError: If another program changed one of the different documents meanwhile.
        """
        operations = difference(self.snapshot.tables, data)
        with self.changing() as opened:
            for operation in operations:
                opened.replace(*operation)

    def documents(self, table: str) -> Mapping[str, Document]:
        """The documents of a table by key, not copied; a later change does not show in what was handed out."""
        return self.snapshot.table(table)

    def changing(self) -> AbstractContextManager[OpenTables]:
        """The transaction in which a change is made.

        Raises:
            ReadOnlyBookError: Always.
        """
        raise ReadOnlyBookError("What is read cannot be changed.", hint="Change it in a transaction.")


class TransactionStorage(SnapshotStorage):
    """The tables inside a transaction, which sees what it did itself."""

    def __init__(self, opened: OpenTables) -> None:
        self.opened = opened

    @property
    def snapshot(self) -> Snapshot:
        """The tables as they would be if the transaction ended here."""
        return Snapshot(0, self.opened.tables())

    def documents(self, table: str) -> Mapping[str, Document]:
        """The documents of a table by key, as they are in the transaction."""
        return self.opened.table(table)

    def changing(self) -> AbstractContextManager[OpenTables]:
        """The transaction itself."""
        return nullcontext(self.opened)


class BookStorage(SnapshotStorage):
    """Keeps tables in a book: every change is one sealed line, durable when the call returns.

    Reading hands out what memory holds. A write takes in what other programs wrote, first.

    Attributes:
        book: The book.
        sign: Asked for who, when and why at each change made through TinyDB's own operations.
    """

    def __init__(
        self,
        folder: Path,
        *,
        readonly: bool = False,
        steps: Sequence[Step] = (),
        patience: float = PATIENCE,
        sign: Callable[[], Signature] = unsigned,
    ) -> None:
        """Open the book in a folder; see `Book` for the errors."""
        self.book = Book(Path(folder), readonly=readonly, schema=Schema(tuple(steps)), patience=patience)
        self.sign = sign

    @property
    def snapshot(self) -> Snapshot:
        """Everything as it is now."""
        return self.book.snapshot

    def changing(self) -> AbstractContextManager[OpenTables]:
        """A transaction of its own, signed by `sign`."""
        return self.book.transaction(self.sign())


class BookTable(Table):
    """A table of a book. Keys are natural ones (`Document(value, doc_id="a key")`), or else made up and unique."""

    document_id_class = str  # type: ignore[assignment] # TinyDB types it as int and takes any class

    def __init__(
        self, storage: Storage, name: str, cache_size: int = 0, *, persist_empty: bool = False
    ) -> None:
        """Make a table without a query cache, which would not see what other programs write."""
        super().__init__(storage, name, cache_size=cache_size, persist_empty=persist_empty)

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by key as they are now, not copied; a later change does not show in what was handed out."""
        return self._of_book().documents(self.name)

    @property
    def version(self) -> tuple[int, int]:
        """What caches go by: another one once it has changed. Not kept in a transaction."""
        return self._of_book().snapshot.version(self.name)

    def by_key(self) -> dict[str, Document]:
        """All documents by their keys, as TinyDB hands them out."""
        return {str(document.doc_id): document for document in self}

    def at(self, key: str) -> Document | None:
        """The document with a key: TinyDB's `get`, which types keys as whole numbers."""
        return cast("Document | None", self.get(doc_id=key))  # type: ignore[call-overload]

    def replace(self, key: str, document: Document | None, *, expected: Document | None) -> None:
        """Put a whole document in the place of another; None is a document that does not exist.

        Unlike `upsert` and `update` it merges nothing: what a document leaves out has its default.

        Raises:
            ConflictError: If what is there is not what is expected; it shows both.
        """
        with self._of_book().changing() as opened:
            opened.replace(self.name, key, expected, document)

    def _of_book(self) -> SnapshotStorage:
        if not isinstance(self._storage, SnapshotStorage):
            raise TypeError("a BookTable needs a BookStorage")
        return self._storage

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        # TinyDB's own would look through all tables for one of them.
        return self._of_book().documents(self.name)  # type: ignore[return-value] # TinyDB only reads it

    def _get_next_id(self) -> Any:  # noqa: ANN401 - as TinyDB has it
        # Two programs that count up would give out the same one, and so would one that counts again after a deletion.
        return uuid4().hex

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._of_book().changing() as opened:
            edited = _Edited(opened.table(self.name), self.document_id_class)
            updater(edited)
            for operation in edited.operations(self.name):
                opened.replace(*operation)
        self.clear_cache()


class BookDatabase(TinyDB):
    """TinyDB on a book."""

    table_class = BookTable  # type: ignore[assignment] # its key class is text
    default_storage_class = BookStorage  # type: ignore[assignment] # TinyDB infers its own storage and takes any

    def table(self, name: str, **kwargs: Any) -> BookTable:  # noqa: ANN401 - as TinyDB has it
        """A table, whether or not it holds a document."""
        return cast("BookTable", super().table(name, **kwargs))


class SnapshotDatabase(BookDatabase):
    """TinyDB on one snapshot: whoever reads several tables sees one state of them."""

    default_storage_class = SnapshotStorage  # type: ignore[assignment] # the same

    @property
    def snapshot(self) -> Snapshot:
        """What it reads."""
        return cast("SnapshotStorage", self.storage).snapshot


def copy_database(path: Path) -> SnapshotDatabase:
    """TinyDB on everything in a copy of a book; the errors are those of `read_copy`."""
    return SnapshotDatabase(read_copy(path))


class TransactionDatabase(BookDatabase):
    """TinyDB inside a transaction."""

    default_storage_class = TransactionStorage  # type: ignore[assignment] # the same

    @property
    def done(self) -> Transaction | None:
        """What was written, once the transaction has ended; None if it changed nothing."""
        return cast("TransactionStorage", self.storage).opened.done


class _Edited(MutableMapping[Any, Any]):
    """A table's documents for one of TinyDB's updaters, which change them in place: each is copied when it is met."""

    def __init__(self, before: Mapping[str, Document], key_class: Callable[[str], Any]) -> None:
        self._before = before
        self._after: dict[str, Any] = {}
        self._key_class = key_class

    def operations(self, table: str) -> list[Operation]:
        """What is different now."""
        before = self._before
        return [
            Operation(table, key, before.get(key), after)
            for key, after in self._after.items()
            if before.get(key) != after
        ]

    def __getitem__(self, key: object) -> Any:  # noqa: ANN401 - any document
        text = str(key)
        if text not in self._after:
            self._after[text] = orjson.loads(orjson.dumps(self._before[text]))
        if self._after[text] is None:
            raise KeyError(key)
        return self._after[text]

    def __setitem__(self, key: object, document: Document) -> None:
        self._after[str(key)] = document

    def __delitem__(self, key: object) -> None:
        if key not in self:
            raise KeyError(key)
        self._after[str(key)] = None

    def __contains__(self, key: object) -> bool:
        text = str(key)
        return self._after[text] is not None if text in self._after else text in self._before

    def __iter__(self) -> Iterator[Any]:
        names = list(self._before) + [key for key in self._after if key not in self._before]
        return (self._key_class(key) for key in names if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Remove all documents."""
        self._after = dict.fromkeys(self._before)
