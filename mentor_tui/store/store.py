"""The store: documents in tables, changed by transactions that are durable, signed, and can be taken back.

It knows nothing of what the documents mean, and nobody above it knows how they are kept. Underneath is a TinyDB
database (`tables`) on an append-only book (`book`), whose lines (`seals`) are at once the data, the audit record and
the undo record. `book` says what is promised after which failure, `generations` what the files are.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self

from mentor_tui.store.faults import BookError, ConflictError, ReadOnlyBookError
from mentor_tui.store.reading import Step
from mentor_tui.store.records import (
    Document,
    OpenTables,
    Operation,
    Signature,
    Snapshot,
    Transaction,
    difference,
)
from mentor_tui.store.seals import beginning, in_a_line
from mentor_tui.store.tables import (
    PATIENCE,
    BookDatabase,
    BookStorage,
    SnapshotDatabase,
    TransactionDatabase,
    TransactionStorage,
)

__all__ = ["BookError", "ConflictError", "Document", "Operation", "Snapshot", "Step", "Store", "Transaction"]


class Store:
    """The documents of one folder.

    Reading never waits, not for a write in another thread either. What is handed out is memory itself, not a copy: it
    must not be changed, and never changes by itself, since a transaction makes new documents and tables.
    """

    def __init__(self, database: BookDatabase) -> None:
        """Stand in front of a database; `Store.open` makes both."""
        storage = database.storage
        if not isinstance(storage, BookStorage):
            raise TypeError("a store needs a database on a book")
        self._database = database
        self._book = storage.book
        self._read = SnapshotDatabase(storage.snapshot)

    @classmethod
    def open(
        cls, folder: Path, *, readonly: bool = False, steps: Sequence[Step] = (), patience: float = PATIENCE
    ) -> Self:
        """Open a folder. Nothing is made or written before the first change.

        Args:
            folder: Where the documents are, or will be.
            readonly: Refuse changes.
            steps: How a document of each older schema becomes one of the next: the step at index 0 leads from
                schema 1 to 2, and so on; the present schema is one more than there are steps. A step is given the
                table's name and the document, and returns a new one. Older documents, those in the history too, are
                led to the present schema while they are read; the first change writes them as a new generation.
            patience: Seconds that a change waits for another writer.

        Raises:
            NewerBookError: If the documents were written by a newer program.
            DamagedBookError: If something in them is not what was written; names file, line, cause and way out.
            BookError: If they cannot be read.
        """
        return cls(BookDatabase(Path(folder), readonly=readonly, steps=steps, patience=patience))

    @property
    def path(self) -> Path:
        """The file that the documents are in."""
        return self._book.path

    @property
    def folder(self) -> Path:
        """The folder of that file, its lock and its history."""
        return self._book.path.parent

    @property
    def readonly(self) -> bool:
        """Whether changes are refused."""
        return self._book.readonly

    @property
    def exclusive(self) -> bool:
        """False once the disk turned out to know no locks: a second writer would be noticed, but not held off."""
        return self._book.exclusive

    @property
    def number(self) -> int:
        """The last transaction in memory; 0 if there is none."""
        return self._book.snapshot.number

    @property
    def appended(self) -> int:
        """The transactions since the last `compact`, which is worth while after about 20,000."""
        return self._book.appended

    @property
    def database(self) -> BookDatabase:
        """The same documents for TinyDB's own operations; each is one transaction, signed by the storage's `sign`."""
        return self._database

    def take_notices(self) -> tuple[str, ...]:
        """What a person should know of the changes since the last call, beside that they were made."""
        return self._book.take_notices()

    def snapshot(self) -> Snapshot:
        """Everything as it is now, in one piece: it stays as it is."""
        return self._book.snapshot

    def reading(self) -> SnapshotDatabase:
        """TinyDB on everything as it is now, in one piece: `with store.reading() as db`. It stays as it is."""
        snapshot = self.snapshot()
        if self._read.snapshot is not snapshot:
            self._read = SnapshotDatabase(snapshot)
        return self._read

    @contextmanager
    def transaction(
        self, *, at: datetime, who: str, why: str, user: str = ""
    ) -> Iterator[TransactionDatabase]:
        """TinyDB on what is there now, with the lock held: what is done in it is done at the end, all or nothing.

        It starts from what other programs wrote up to now, and sees its own changes, which nobody else does before they
        are durable. It must ask nobody anything, since others wait for it, and begin no other one.

        Args:
            at: Now, with a time zone.
            who: The person who does it.
            why: What is done, or why.
            user: The system's user where that is another name than `who`.

        Raises:
            ConflictError: If a document is not what `replace` expects.
            UnstorableError, BusyBookError, ReadOnlyBookError, BookError: As for `commit`.
        """
        with self._writing(Signature(at, who, why, user=user)) as opened:
            yield TransactionDatabase(opened, storage=TransactionStorage)

    def table(self, name: str) -> Mapping[str, Document]:
        """A table's documents by key, as they are now; empty if there is no such table."""
        return self.reading().table(name).documents

    def tables(self, prefix: str = "") -> tuple[str, ...]:
        """The names of the tables that begin with a prefix and hold a document."""
        return tuple(name for name in self._book.snapshot.tables if name.startswith(prefix))

    def commit(
        self,
        operations: Sequence[Operation],
        *,
        at: datetime,
        who: str,
        why: str,
        undoes: int | None = None,
        redoes: int | None = None,
        user: str = "",
    ) -> Transaction:
        """Do all operations or none, durable when this returns.

        Args:
            operations: At least one; several on one document follow each other.
            at: Now, with a time zone.
            who: The person who does it.
            why: What is done, or why.
            undoes: The transaction that this one takes back.
            redoes: The transaction that this one does again.
            user: The system's user where that is another name than `who`.

        Returns:
            What was written, with its number and with copies of the documents.

        Raises:
            ConflictError: If a document is not what its operation starts from.
            UnstorableError: If a document could not be kept exactly; names table, key and field.
            BusyBookError: If another program did not finish its own change in time.
            ReadOnlyBookError: If the store was opened for reading.
            BookError: If the disk is full, read-only or failing; nothing was changed then.
            ValueError: If there is no operation, or `at` has no time zone.
        """
        with self._writing(Signature(at, who, why, undoes, redoes, user)) as opened:
            for operation in operations:
                opened.replace(*operation)
        if opened.done is None:
            raise ValueError("a transaction needs an operation")
        return opened.done

    def _writing(self, signature: Signature) -> AbstractContextManager[OpenTables]:
        return self._book.transaction(signature)

    def take_back(
        self,
        transaction: Transaction,
        *,
        at: datetime,
        who: str,
        why: str,
        undoes: int | None = None,
        redoes: int | None = None,
        user: str = "",
    ) -> Transaction:
        """Do the opposite of a transaction; arguments and errors are those of `commit`."""
        operations = transaction.inverse()
        return self.commit(operations, at=at, who=who, why=why, undoes=undoes, redoes=redoes, user=user)

    def put_back(
        self, then: BookDatabase, tables: Collection[str], *, at: datetime, who: str, why: str, user: str = ""
    ) -> Transaction:
        """Make some tables what they were, as one transaction; arguments and errors are those of `commit`.

        Args:
            then: What they were.
            tables: Their names.
            at: Now, with a time zone.
            who: The person who does it.
            why: What is done, or why.
            user: The system's user where that is another name than `who`.
        """
        with self.reading() as db:
            before, after = ({name: each.table(name).documents for name in tables} for each in (db, then))
        return self.commit(difference(before, after), at=at, who=who, why=why, user=user)

    def refresh(self) -> frozenset[str]:
        """Take in what other programs wrote, and name the tables they changed since the last call; costs nothing if idle.

        Raises:
            BookError: If the file is gone, damaged or unreadable by now. Memory stays as it was.
        """
        return self._book.refresh()

    def transactions(self, *, after: int = 0, containing: str = "") -> Iterator[Transaction]:
        """The transactions with a number above `after`, newest first, each read from disk when it is asked for.

        They end where the kept generations end.

        Args:
            after: A number.
            containing: Pass over most of those that do not hold this text anywhere, which is faster than to read them.

        Raises:
            DamagedBookError: If a line is not what was written.
        """
        for transaction in self._book.history().newest_first(containing=in_a_line(containing)):
            if transaction.number <= after:
                return
            yield transaction

    def change(self, number: int) -> Transaction:
        """One transaction.

        Raises:
            BookError: If there is none of that number, or it is no longer kept.
        """
        for transaction in self._book.history().newest_first(containing=beginning(number)):
            if transaction.number == number:
                return transaction
        raise BookError(f"{self.path} knows no change {number}.")

    def last_change(self, table: str, key: str) -> Transaction | None:
        """The transaction that last changed a document; None if there was none, or it is no longer kept."""
        return self._book.history().last_change(table, key)

    def past(self, number: int) -> Snapshot:
        """Everything as it stood after a transaction; 0 for the beginning.

        Raises:
            BookError: If that is no longer kept.
        """
        now = self._book.snapshot
        return self._book.history().past(now, number)

    def as_of(self, moment: datetime) -> "PastStore":
        """The store as it stood at a moment, by the times of its transactions: to read, never to change.

        Raises:
            BookError: If that is no longer kept.
        """
        return PastStore(self._database, moment)

    def compact(self, *, at: datetime, who: str, why: str) -> None:
        """Write everything anew as a generation that opens faster; the old one stays in the history folder.

        Raises:
            BookError: If it cannot be written; nothing was changed then.
        """
        self._book.rewrite(Signature(at, who, why))

    def close(self) -> None:
        """Let go of the store. Everything is on disk already."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class PastStore(Store):
    """A store that stays at an earlier transaction: what came after is not in it, and nothing can be written."""

    def __init__(self, database: BookDatabase, moment: datetime) -> None:
        """Go back to the last transaction up to a moment.

        Raises:
            BookError: If that is no longer kept.
        """
        super().__init__(database)
        self._moment = moment
        number = next((earlier.number for earlier in super().transactions() if earlier.at <= moment), 0)
        self._then = super().past(number)

    @property
    def readonly(self) -> bool:
        """True: the past cannot be changed."""
        return True

    @property
    def number(self) -> int:
        """The last transaction that is in it."""
        return self._then.number

    def snapshot(self) -> Snapshot:
        """Everything as it was."""
        return self._then

    def refresh(self) -> frozenset[str]:
        """Nothing: the past stays as it is."""
        return frozenset()

    def transactions(self, *, after: int = 0, containing: str = "") -> Iterator[Transaction]:
        """The transactions up to then with a number above `after`, newest first."""
        changes = super().transactions(after=after, containing=containing)
        return (change for change in changes if change.number <= self.number)

    def compact(self, *, at: datetime, who: str, why: str) -> NoReturn:
        """Refuse.

        Raises:
            ReadOnlyBookError: Always.
        """
        del at, who, why
        raise self._refusal()

    def _writing(self, signature: Signature) -> NoReturn:
        del signature
        raise self._refusal()

    def _refusal(self) -> ReadOnlyBookError:
        return ReadOnlyBookError(
            f"This is the logbook as it was known on {self._moment:%Y-%m-%d}, which cannot be changed.",
            hint="Leave out --known-on to change what is known today.",
        )
