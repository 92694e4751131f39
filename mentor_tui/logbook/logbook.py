"""The one door to the data: open, read a record, apply a change, undo, redo, look back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Self
from unicodedata import combining, normalize

from pydantic import ValidationError

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.validity import describe
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change
from mentor_tui.logbook.documents import (
    APPRENTICES,
    apprentice_of,
    credits_table,
    dump,
    load_record,
    place,
    sheets_table,
    tests_table,
)
from mentor_tui.logbook.undo import next_redo, next_undo
from mentor_tui.store.records import Operation, Transaction
from mentor_tui.store.store import Store

_Parts = tuple[Mapping[str, Any] | None, Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]


def now() -> datetime:
    """The present moment, with the time zone of this place."""
    return datetime.now(UTC).astimezone()


class Logbook:
    """All training records of one folder.

    A record is made of its documents when it is first asked for, and kept until one of them changes, here or in another
    terminal.
    """

    def __init__(self, store: Store, *, who: str, clock: Callable[[], datetime] = now) -> None:
        self._store = store
        self._who = who
        self._clock = clock
        self._records: dict[str, tuple[_Parts, TrainingRecord, tuple[str, ...]]] = {}

    @classmethod
    def open(
        cls, folder: Path, *, who: str, readonly: bool = False, clock: Callable[[], datetime] = now
    ) -> Self:
        """Open the logbook in a folder; nothing is made before the first change.

        Raises:
            MentorError: the logbook cannot be read, is damaged, or was written by a newer program.
        """
        return cls(Store.open(folder, readonly=readonly), who=who, clock=clock)

    @property
    def folder(self) -> Path:
        """The folder it is in."""
        return self._store.folder

    @property
    def path(self) -> Path:
        """The file that holds it."""
        return self._store.path

    @property
    def readonly(self) -> bool:
        """Whether changes are refused."""
        return self._store.readonly

    @property
    def revision(self) -> int:
        """The number of the last transaction; 0 in a new logbook."""
        return self._store.number

    @property
    def empty(self) -> bool:
        """Whether nobody was ever added."""
        return not self._store.table(APPRENTICES)

    def keys(self) -> tuple[str, ...]:
        """The keys of all apprentices, voided or not."""
        return tuple(self._store.table(APPRENTICES))

    def apprentices(self, *, include_voided: bool = False) -> tuple[Apprentice, ...]:
        """The apprentices in order of name; one whose document is not valid is left out and named by `damage`."""
        found: list[Apprentice] = []
        for document in self._store.table(APPRENTICES).values():
            try:
                apprentice = Apprentice.model_validate(document)
            except ValidationError:
                continue
            if include_voided or not apprentice.voided:
                found.append(apprentice)
        return tuple(sorted(found, key=lambda apprentice: (_folded(apprentice.name), apprentice.key)))

    def record(self, key: str) -> TrainingRecord:
        """All that is written down about an apprentice.

        Raises:
            MentorError: there is no such apprentice, or the apprentice's own document is not valid.
        """
        return self._read(key)[0]

    def records(self) -> tuple[TrainingRecord, ...]:
        """The records of all apprentices that were not voided, in order of name."""
        return tuple(self.record(apprentice.key) for apprentice in self.apprentices())

    def damage(self, key: str) -> tuple[str, ...]:
        """What is written down about an apprentice but is not valid, and so is left out."""
        try:
            return self._read(key)[1]
        except MentorError as error:
            return (error.message,)

    def find(self, name: str) -> Apprentice:
        """The apprentice meant by a key, a name, or a part of a name that only one has.

        Raises:
            MentorError: nobody or more than one is meant.
        """
        people = self.apprentices()
        wanted = _folded(name)
        exact = [one for one in people if wanted in {one.key, _folded(one.name)}]
        found = exact or [one for one in people if wanted and wanted in _folded(one.name)]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(f"{one.name} ({one.key})" for one in found[:5])
            raise MentorError(f"{name!r} may be {names}.", hint="Write more of the name, or the key.")
        names_of = {_folded(one.name): one for one in people}
        near = [names_of[match].name for match in get_close_matches(wanted, names_of, n=3, cutoff=0.5)]
        raise MentorError(
            f"There is no apprentice called {name!r}.",
            hint=f"Did you mean {' or '.join(near)}?" if near else "`mentor-tui roster` lists them all.",
        )

    def apply(self, *changes: Change) -> Transaction:
        """Do the changes as one step of undo; they are durable when this returns, and all done or none.

        Raises:
            ConflictError: a document is not what the change was made from, because someone else changed it.
            MentorError: the logbook cannot be written.
        """
        operations = [self._operation(edit.before, edit.after) for change in changes for edit in change.edits]
        why = changes[0].why if len(changes) == 1 else f"{changes[0].why} and {len(changes) - 1} more"
        return self._store.commit(operations, at=self._clock(), who=self._who, why=why)

    def undo(self) -> Transaction:
        """Take back the last change that still holds, also one from before the last restart.

        Raises:
            ConflictError: a document has been changed since; nothing is taken back.
            MentorError: there is nothing to take back.
        """
        self._store.refresh()
        found = next_undo(self._store.transactions())
        if found is None:
            raise MentorError("There is nothing to undo.")
        done, original = found
        return self._take_back(done, f"undone: {done.why}", undoes=original)

    def redo(self) -> Transaction:
        """Do again what was undone last, if nothing new was done since.

        Raises:
            ConflictError: a document has been changed since; nothing is done.
            MentorError: there is nothing to do again.
        """
        self._store.refresh()
        found = next_redo(self._store.transactions())
        if found is None:
            raise MentorError("There is nothing to redo.")
        undone, original = found
        return self._take_back(undone, f"done again: {undone.why.removeprefix('undone: ')}", redoes=original)

    def history(self, apprentice: str | None = None) -> Iterator[Transaction]:
        """The transactions, newest first; of one apprentice where a key is given."""
        for transaction in self._store.transactions():
            if apprentice is None or any(
                apprentice_of(one.table, one.key) == apprentice for one in transaction.operations
            ):
                yield transaction

    def refresh(self) -> frozenset[str]:
        """Take in what another terminal wrote; the keys of the apprentices it touched.

        Raises:
            MentorError: the logbook has become unreadable; what is in memory stays.
        """
        changed = self._store.refresh()
        known = {apprentice_of(table, "") for table in changed if table != APPRENTICES}
        return frozenset(known | set(self.keys())) if APPRENTICES in changed else frozenset(known)

    def close(self) -> None:
        """Let go of the files. Everything is on disk already."""
        self._store.close()

    def _read(self, key: str) -> tuple[TrainingRecord, tuple[str, ...]]:
        snapshot = self._store.snapshot()
        document = snapshot.table(APPRENTICES).get(key)
        parts: _Parts = (
            document,
            snapshot.table(sheets_table(key)),
            snapshot.table(credits_table(key)),
            snapshot.table(tests_table(key)),
        )
        known = self._records.get(key)
        # The store never changes a table in place, so the same tables mean the same record.
        if known is not None and all(new is old for new, old in zip(parts, known[0], strict=True)):
            return known[1], known[2]
        if document is None:
            raise MentorError(f"There is no apprentice with the key {key!r}.")
        try:
            record, damage = load_record(document, parts[1], parts[2], parts[3])
        except ValidationError as error:
            raise MentorError(f"The entry of the apprentice {key} is not valid: {describe(error)}") from error
        self._records[key] = parts, record, damage
        return record, damage

    def _operation(self, before: Any, after: Any) -> Operation:  # noqa: ANN401 - any written model or None
        table, key = place(after if after is not None else before)
        held = self._store.table(table).get(key)
        old = None if before is None else dump(before)
        # A document from an older program may look different and mean the same.
        if (
            old is not None
            and held is not None
            and old != held
            and type(before).model_validate(held) == before
        ):
            old = dict(held)
        return Operation(table, key, old, None if after is None else dump(after))

    def _take_back(
        self, done: Transaction, why: str, *, undoes: int | None = None, redoes: int | None = None
    ) -> Transaction:
        operations: Sequence[Operation] = done.inverse()
        return self._store.commit(
            operations, at=self._clock(), who=self._who, why=why, undoes=undoes, redoes=redoes
        )


def _folded(name: str) -> str:
    """A name without case and accents, for comparing."""
    return "".join(sign for sign in normalize("NFKD", name.strip().casefold()) if not combining(sign))
