"""The book: one append-only file, the memory that mirrors it, and the protocol between them.

A write takes the lock, reads what others appended, compares with the mark, puts an unconfirmed tail aside in
the history folder, appends one line in its place, syncs it, moves memory on, sets the mark, lets go of the
lock. Memory moves on only after the sync, by exchanging one reference: whoever reads meanwhile sees the state
before or the state after. What is promised:

- The program is killed, or the power fails, at any moment: the old state or the new one, never half a
  transaction; the new one if the transaction had ended.
- The disk is full, read-only or too slow: an error that names file and cause; file and memory are as before.
- The disk fails to sync: as before, and this book writes no more until it is opened again, since nobody knows
  what the disk holds then.
- A confirmed line is damaged or missing: nothing is written, and the error names the line.
- Nothing that is in the file is ever thrown away: what a write cuts off is kept, and said.
- Somebody deletes the lock or the mark: two writers still write one after the other.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import MappingProxyType
from typing import Any, BinaryIO

from mentor_tui.store import disk, generations
from mentor_tui.store.faults import BookError, BusyBookError, ConflictError, ReadOnlyBookError, disk_fault
from mentor_tui.store.history import History
from mentor_tui.store.lock import Lock, Mark, OpenMark, acquired, held, lock_path, mark_path, read_mark
from mentor_tui.store.reading import BEGINNING, Head, Position, Schema, check_end, read_on, still_there
from mentor_tui.store.records import (
    Document,
    Draft,
    OpenTables,
    Operation,
    Signature,
    Snapshot,
    Transaction,
)
from mentor_tui.store.seals import CHAINED, check_text, content_of, notes_of, owned, sealed

_NO_NAMES: frozenset[str] = frozenset()
_EMPTY = Snapshot(0, MappingProxyType({}))


class Book:
    """A book that is open. It holds no file open between calls, so there is nothing to close.

    Attributes:
        path: The file.
        snapshot: Everything in it, as far as it has been read.
        readonly: Whether writing is refused.
        exclusive: False once a lock was not to be had because the disk knows none.
    """

    def __init__(self, folder: Path, *, readonly: bool, schema: Schema, patience: float) -> None:
        """Read a book; a missing one is empty, and made by the first write.

        Args:
            folder: Where `book.jsonl` is.
            readonly: Refuse to write.
            schema: The shape of documents, and how older ones lead to it.
            patience: Seconds to wait for another writer.

        Raises:
            BookError: If it cannot be read, is damaged, or newer than this program.
        """
        self.path = folder / generations.BOOK_NAME
        self.readonly = readonly
        self.exclusive = True
        self.snapshot = _EMPTY
        self._reading = 0
        self._schema = schema
        self._patience = patience
        self._position = BEGINNING
        self._seen: tuple[int, ...] | None = None
        self._elsewhere = _NO_NAMES
        self._broken = ""
        self._notices: list[str] = []
        self._swept = False
        self._mark: Mark | None = None
        self._open_mark = OpenMark(self.path)
        self._lock_path = lock_path(self.path)
        self._locks: list[Lock] = []
        self._descriptor = -1
        self._size = 0
        self._mutex = RLock()
        self._writing = False
        self._catch_up(read_mark(self.path))
        self._elsewhere = _NO_NAMES

    @property
    def appended(self) -> int:
        """The transactions since the book was opened or last rewritten."""
        return self._position.number - self._position.base

    def history(self) -> History:
        """Its transactions, as far as it has been read."""
        return History(self.path, self._position, self._schema)

    def take_notices(self) -> tuple[str, ...]:
        """What a person should know of the writes since the last call, beside that they were made."""
        notices, self._notices = tuple(self._notices), []
        return notices

    def refresh(self) -> frozenset[str]:
        """Take in what other programs wrote; the names of the tables they changed since the last call.

        Cheap when nothing happened: one look at the file's size and time. Never waits for a write under way
        in another thread.

        Raises:
            BookError: If the book cannot be read, is damaged or gone.
        """
        if self._unchanged() and not self._elsewhere:
            return _NO_NAMES
        if not self._mutex.acquire(blocking=False):
            return _NO_NAMES
        try:
            if not self._writing:
                self._catch_up(read_mark(self.path))
            changed, self._elsewhere = self._elsewhere, _NO_NAMES
        finally:
            self._mutex.release()
        return changed

    @contextmanager
    def transaction(self, signature: Signature) -> Iterator[OpenTables]:
        """Hold the lock and hand out the tables; what is done on them becomes one line, durable when this ends without an error.

        Raises:
            ConflictError: If a document is not what an operation starts from.
            UnstorableError: If a document could not be kept exactly.
            BookError: If the book cannot be written; nothing was changed then.
        """
        with self._locked():
            opened = OpenTables(self.snapshot.tables, self._reading, self._conflict)
            yield opened
            if opened.rows:
                check_text(who=signature.who, why=signature.why, user=signature.user)
                rows = owned(opened.rows)
                if generations.outdated(self._position, self._schema.version):
                    self._rewrite(signature)
                opened.done = self._append(signature, rows, opened)

    def rewrite(self, signature: Signature) -> None:
        """Start a new generation that opens with the present state; the old one goes to the history folder.

        Raises:
            BookError: If it cannot be written; the old generation stands then.
        """
        with self._locked():
            check_text(who=signature.who, why=signature.why)
            if self._position.line:
                self._rewrite(signature)

    def _unchanged(self) -> bool:
        try:
            status = os.stat(self.path)  # noqa: PTH116 - an idle poll comes by every second, and this is the cheapest look
        except FileNotFoundError:
            return self._seen is None
        except OSError as error:
            raise disk_fault(self.path, "read", error) from error
        return self._seen == _look(status)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._mutex:
            if self.readonly:
                raise ReadOnlyBookError(
                    f"{self.path} is open for reading only.",
                    hint="Open it without that option to make changes.",
                )
            if self._broken:
                raise BookError(
                    self._broken, hint="Copy the folder to another disk, then start the program again."
                )
            if self._writing:
                raise RuntimeError("a transaction cannot be made inside another one")
            if not self._position.line:
                self._make_folder()
            with (
                held(self._lock_path, self._patience, backed=self._position.line > 0) as lock,
                self._open_mark as mark,
            ):
                self._writing, self.exclusive = True, lock.exclusive
                try:
                    unchanged = self._lock_book()
                    if not self._swept:
                        generations.sweep(self.path)
                        self._swept = True
                    self._mark = mark.read()
                    if unchanged:
                        check_end(self.path, self._position, self._mark)
                    else:
                        self._catch_up(self._mark)
                    yield
                finally:
                    self._writing, self._descriptor = False, -1
                    while self._locks:
                        self._locks.pop().let_go()

    def _lock_book(self) -> bool:
        """Open the book, to which nobody else writes from now on, whatever became of the lock file; whether it is as it was."""
        try:
            book = Lock(self.path, self._patience).__enter__()
        except FileNotFoundError:
            self._size = 0
            return self._seen is None
        self._locks.append(book)
        self._descriptor, self._size = book.descriptor, book.looked.st_size
        return self._seen == _look(book.looked)

    def _make_folder(self) -> None:
        try:
            disk.make_folder(self.path.parent)
        except OSError as error:
            raise disk_fault(self.path.parent, "made", error) from error

    def _catch_up(self, mark: Mark | None) -> None:
        try:
            with disk.open_to_read(self.path) as file:
                self._take_in(file, mark)
        except FileNotFoundError:
            if self._position.line:
                raise BookError(
                    f"{self.path} is no longer there.",
                    hint="If it was moved, put it back: nothing was written since. Otherwise restore a backup.",
                ) from None
            check_end(self.path, BEGINNING, mark)
        except OSError as error:
            raise disk_fault(self.path, "read", error) from error

    def _take_in(self, file: BinaryIO, mark: Mark | None) -> None:
        looked = _look(os.fstat(file.fileno()))
        same = still_there(file, self._position)
        reading = self._reading + (not same and self._position.line > 0)
        draft = Draft(self.snapshot.tables if same else _EMPTY.tables, reading)
        position = read_on(self.path, file, self._position if same else BEGINNING, draft, mark, self._schema)
        if position != self._position:
            before, tables = self.snapshot.tables, draft.tables()
            names = draft.touched if same else before.keys() | tables.keys()
            self._elsewhere |= {name for name in names if before.get(name) != tables.get(name)}
            self._position, self.snapshot, self._reading = (
                position,
                Snapshot(position.number, tables),
                reading,
            )
        self._seen = looked

    def _conflict(
        self, table: str, key: str, present: Document | None, wanted: Document | None
    ) -> ConflictError:
        return ConflictError(table, key, present, self.history().last_change(table, key), wanted=wanted)

    def _append(self, signature: Signature, rows: list[list[Any]], draft: Draft) -> Transaction:
        position, data = self._position, b""
        if not position.line:
            head = Head(schema=self._schema.version, book=generations.new_identity())
            position, data = generations.begun(signature, head)
        number = position.number + 1
        content = content_of(number, signature, notes_of(signature), rows)
        line, seal = sealed(content, position.seal, position.seed)
        draft.play(rows, number)
        if self._mark is None or self._mark.of(position.book) is None:
            self._set_mark(position, durable=True)
        self._write(data + line, signature)
        start = position.end
        self._position = position._replace(
            number=number, line=position.line + 1, start=start, end=start + len(line), seal=seal
        )
        self.snapshot = Snapshot(number, draft.tables())
        self._confirm()
        operations = tuple(Operation(table, key, old, new) for table, key, new, old in rows)
        return Transaction(
            number=number,
            at=signature.at,
            who=signature.who,
            why=signature.why,
            operations=operations,
            undoes=signature.undoes,
            redoes=signature.redoes,
            user=signature.user,
        )

    def _write(self, data: bytes, signature: Signature) -> None:
        end, new = self._position.end, not self._position.line
        doing = "written"
        try:
            if self._descriptor < 0:
                self._begin_file()
            descriptor = self._descriptor
            if self._size > end:
                self._put_tail_aside(end, signature)
                os.ftruncate(descriptor, end)
            elif self._size < end:
                # An editor took the last line end away.
                end, data = self._size, b"\n" + data
        except OSError as error:
            raise disk_fault(self.path, doing, error) from error
        try:
            disk.write_all(descriptor, data, end)
            doing = "saved safely"
            disk.sync(descriptor)
            if new:
                disk.sync_folder(self.path.parent)
            self._seen = _look(os.fstat(descriptor))
        except BaseException as error:
            self._take_back(descriptor, end)
            if isinstance(error, OSError):
                fault = disk_fault(self.path, doing, error)
                if doing != "written":
                    self._broken = (
                        f"{fault.message} Nothing more is written until the program is started again."
                    )
                raise fault from error
            raise

    def _begin_file(self) -> None:
        """Make the file; whoever made it meanwhile, since the lock was deleted, is not overwritten."""
        try:
            descriptor = disk.open_private(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL)
        except FileExistsError as error:
            raise BusyBookError(
                f"{self.path} was begun by another program just now.", hint="Nothing was written. Try again."
            ) from error
        self._hold(descriptor)

    def _hold(self, descriptor: int) -> None:
        """Lock a file that was made just now, before or as soon as it has the name of the book."""
        lock = Lock(self.path)
        lock.descriptor, self._descriptor = descriptor, descriptor
        self._locks.append(lock)
        lock.exclusive = acquired(self.path, descriptor)

    def _put_tail_aside(self, end: int, signature: Signature) -> None:
        """Keep what stands behind the last line that counts, before it is cut off.

        Raises:
            OSError: If it cannot be kept; nothing is cut off then.
        """
        kept = generations.put_aside(self.path, self._descriptor, end, signature.at)
        self._notices.append(
            f"The last change in {self.path} was never confirmed: its write was cut short, or it was damaged since. "
            f"What is left of it is kept in {kept}."
        )

    def _take_back(self, descriptor: int, end: int) -> None:
        try:
            os.ftruncate(descriptor, end)
        except OSError as error:
            self._broken = (
                f"{disk_fault(self.path, 'put back as it was', error).message} Nothing more is written."
            )

    def _confirm(self, *, durable: bool = False) -> None:
        try:
            self._set_mark(self._position, durable=durable)
        except BookError as error:
            # The line is on the disk and counts without its mark; but the next write could no longer tell damage.
            self._broken = f"{error.message} Nothing more is written."

    def _set_mark(self, position: Position, *, durable: bool) -> None:
        self._mark = Mark(position.generation, position.number, position.book)
        try:
            self._open_mark.set(self._mark, durable=durable)
        except OSError as error:
            raise disk_fault(mark_path(self.path), "written", error) from error

    def _rewrite(self, signature: Signature) -> None:
        end, older = self._position.end, self._position.seed == CHAINED
        try:
            if self._size > end:
                self._put_tail_aside(end, signature)
                # What is kept has to end here after a power cut too.
                os.ftruncate(self._descriptor, end)
                disk.sync(self._descriptor)
            self._position = generations.rewrite(
                self.path,
                self._position,
                self.snapshot,
                signature,
                self._schema.version,
                finished=lambda fresh: self._hold(disk.open_private(fresh, os.O_RDWR)),
            )
            self._seen, self._size = _look(os.fstat(self._descriptor)), self._position.end
        except OSError as error:
            raise disk_fault(self.path, "rewritten", error) from error
        self._confirm(durable=True)
        if older:
            generations.make_private(self.path)


def _look(status: os.stat_result) -> tuple[int, ...]:
    return (status.st_ino, status.st_size, status.st_mtime_ns)
