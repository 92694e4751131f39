"""The book as a TinyDB database.

TinyDB asks its storage for everything and gives everything back for each change. This storage keeps everything in
memory, and this table class tells it only what changed: `Table._update_table` is the one private method of TinyDB
that is replaced, and all that TinyDB offers to change documents goes through it.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from mentor_tui.store.book import Book, Plan
from mentor_tui.store.reading import Schema, Step
from mentor_tui.store.records import NOTHING, Document, Operation, Signature, Tables, Transaction, difference

PATIENCE = 5.0
"""Seconds to wait for another writer."""


def unsigned() -> Signature:
    """The signature of a change that nobody signed."""
    return Signature(datetime.now(UTC), "", "")


class BookStorage(Storage):
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

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables, None if there are none. The documents are memory itself: change them by an operation only."""
        return dict(self.book.snapshot.tables) or None  # type: ignore[arg-type] # TinyDB writes to copies of them alone

    def write(self, data: Mapping[str, Mapping[str, Document]]) -> None:
        """Make the tables what `data` says, as one transaction of what is different.

        Raises:
            ConflictError: If another program changed one of the different documents meanwhile.
        """
        operations = difference(self.book.snapshot.tables, data)
        self.transact(lambda _: operations)

    def transact(self, plan: Plan) -> Transaction | None:
        """Do what a plan says, signed by `sign`; see `Book.transact`."""
        return self.book.transact(self.sign(), plan)


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
        return self._of_book().book.snapshot.table(self.name)

    def _of_book(self) -> BookStorage:
        if not isinstance(self._storage, BookStorage):
            raise TypeError("a BookTable needs a BookStorage")
        return self._storage

    def _get_next_id(self) -> Any:  # noqa: ANN401 - as TinyDB has it
        # Two programs that count up would give out the same one, and so would one that counts again after a deletion.
        return uuid4().hex

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        def plan(tables: Tables) -> list[Operation]:
            edited = _Edited(tables.get(self.name, NOTHING), self.document_id_class)
            updater(edited)
            return edited.operations(self.name)

        self._of_book().transact(plan)
        self.clear_cache()


class BookDatabase(TinyDB):
    """TinyDB on a book."""

    table_class = BookTable  # type: ignore[assignment] # its key class is text
    default_storage_class = BookStorage  # type: ignore[assignment] # TinyDB infers its own storage and takes any


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
