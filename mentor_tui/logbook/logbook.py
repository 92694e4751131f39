"""The one door to the data: open, read a record, apply a change, undo, redo, look back."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import ValidationError

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.errors import MentorError
from mentor_tui.logbook.backups import Backups
from mentor_tui.logbook.documents import (
    APPRENTICES,
    Written,
    apprentice_of,
    credits_table,
    dump,
    place,
    sheets_table,
    tests_table,
)
from mentor_tui.logbook.finding import find_apprentice
from mentor_tui.logbook.past import PastStore
from mentor_tui.logbook.reader import Reader
from mentor_tui.logbook.settings_file import TABLE as SETTINGS_TABLE
from mentor_tui.logbook.settings_file import file_follows, known_text, rewriting
from mentor_tui.logbook.undo import latest, next_redo, next_undo, standing
from mentor_tui.logbook.unknown import carried_over, load
from mentor_tui.settings import read_settings
from mentor_tui.store.faults import ConflictError
from mentor_tui.store.records import Document, Operation, Snapshot, Transaction, difference
from mentor_tui.store.store import Store

if TYPE_CHECKING:
    from mentor_tui.logbook.changes import Change


def now() -> datetime:
    """The present moment, with the time zone of this place."""
    return datetime.now(UTC).astimezone()


class Logbook:
    """All training records of one folder.

    A record is made of its documents when it is first asked for, and kept until one of them changes, here or in another
    terminal.

    Attributes:
        who: Who signs what is done from now on.
        user: The system's user, which the history keeps where it is another name.
        backups: Where the first change of a day puts a copy; None for no backups, as in a demo.
    """

    def __init__(
        self,
        store: Store,
        *,
        who: str,
        user: str = "",
        clock: Callable[[], datetime] = now,
        backups: Backups | None = None,
    ) -> None:
        self.who = who
        self.user = user
        self.backups = backups
        self._store = store
        self._clock = clock
        self._reader = Reader(store.snapshot)
        self._elsewhere: frozenset[str] = frozenset()
        self._last_seen = store.table(APPRENTICES)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        who: str,
        user: str = "",
        readonly: bool = False,
        clock: Callable[[], datetime] = now,
        backups: Backups | None = None,
    ) -> Self:
        """Open the logbook in a folder; nothing is made before the first change.

        Raises:
            MentorError: the logbook cannot be read, is damaged, or was written by a newer program.
        """
        return cls(Store.open(folder, readonly=readonly), who=who, user=user, clock=clock, backups=backups)

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
        people = self._reader.people()
        return people if include_voided else tuple(one for one in people if not one.voided)

    def record(self, key: str) -> TrainingRecord:
        """All that is written down about an apprentice.

        Raises:
            MentorError: there is no such apprentice, or the apprentice's own document is not valid.
        """
        return self._reader.record(key).record

    def records(self) -> tuple[TrainingRecord, ...]:
        """The records of all apprentices that were not voided, in order of name."""
        return tuple(self.record(apprentice.key) for apprentice in self.apprentices())

    def damage(self, key: str) -> tuple[str, ...]:
        """What is written down about an apprentice but is not valid, and so is left out."""
        try:
            return self._reader.record(key).damage
        except MentorError as error:
            return (error.message,)

    def unknown(self, key: str) -> tuple[str, ...]:
        """The fields of an apprentice's documents that this version does not know; they are kept as they are."""
        try:
            return self._reader.record(key).unknown
        except MentorError:
            return ()

    def find(self, name: str) -> Apprentice:
        """The apprentice meant by a key, a name, or a part of a name that only one has.

        Raises:
            MentorError: nobody or more than one is meant.
        """
        return find_apprentice(name, self._reader.people())

    def apply(self, *changes: "Change", why: str = "") -> Transaction:
        """Do the changes as one step of undo; they are durable when this returns, and all done or none.

        Args:
            changes: What to do, in this order.
            why: What the history says of all together, such as `logged 41 sheets`; the first change's own words and a
                number where it is empty.

        Raises:
            ChangedMeanwhileError: a document is not what the change was made from, because someone else changed it.
            MentorError: the logbook cannot be written.
        """
        if not any(change.edits for change in changes):
            raise MentorError("There is nothing to keep.")
        operations = [self._operation(edit.before, edit.after) for change in changes for edit in change.edits]
        if not why:
            why = changes[0].why + (f" and {len(changes) - 1} more" if len(changes) > 1 else "")
        return self._commit(operations, why)

    def undo(self, number: int | None = None) -> Transaction:
        """Take back the last change of `who` that still holds, also one from before the last restart; or the one named.

        Args:
            number: The transaction to take back, whoever did it.

        Raises:
            ChangedMeanwhileError: a document has been changed since by someone else; nothing is taken back.
            MentorError: there is nothing to take back, or what was written since about somebody added would be left.
        """
        self._look_elsewhere()
        found = next_undo(self._store.transactions(), self.who) if number is None else self._undoable(number)
        if found is None:
            raise MentorError("There is nothing to undo.", hint=self._others_change())
        done, original = found
        operations = done.inverse()
        self._nobody_is_left_behind(operations)
        return self._commit(operations, f"undone: {_bare(done.why)}", asked="undo", undoes=original)

    def redo(self) -> Transaction:
        """Do again what `who` undid last, if nothing new was done since.

        Raises:
            ChangedMeanwhileError: a document has been changed since by someone else; nothing is done.
            MentorError: there is nothing to do again.
        """
        self._look_elsewhere()
        found = next_redo(self._store.transactions(), self.who)
        if found is None:
            raise MentorError("There is nothing to redo.")
        undone, original = found
        operations = undone.inverse()
        self._nobody_is_left_behind(operations)
        return self._commit(operations, f"done again: {_bare(undone.why)}", asked="redo", redoes=original)

    def _nobody_is_left_behind(self, operations: Sequence[Operation]) -> None:
        """Refuse to take an apprentice away under sheets, credits or tests that were written since.

        Raises:
            MentorError: something would be left that belongs to nobody.
        """
        goes = {(one.table, one.key) for one in operations if one.after is None}
        for table, key in sorted(goes):
            if table != APPRENTICES:
                continue
            stays = [
                document
                for name in (sheets_table(key), credits_table(key), tests_table(key))
                for document in self._store.table(name)
                if (name, document) not in goes
            ]
            if stays:
                raise MentorError(
                    f"This change added {self.record(key).apprentice.name}, of whom more was written down since: {len(stays)} "
                    f"{'entry' if len(stays) == 1 else 'entries'}.",
                    hint="Take that back first, or take the apprentice off the roster.",
                )

    def put_back(self, then: Snapshot, why: str) -> Transaction | None:
        """Make the records what they were, as one step of undo; None if they are that already. The settings stay.

        Raises:
            MentorError: the logbook cannot be written; nothing changes then.
        """
        self._look_elsewhere()
        operations = [
            one
            for one in difference(self._store.snapshot().tables, then.tables)
            if one.table != SETTINGS_TABLE
        ]
        return self._commit(operations, why) if operations else None

    def take_notices(self) -> tuple[str, ...]:
        """What happened to the file beside the last changes, such as an unconfirmed one put aside; each is told once."""
        return self._store.take_notices()

    def as_known_on(self, moment: datetime) -> "Logbook":
        """The logbook as it stood at a moment, by the times of its changes: to read, never to change.

        Raises:
            MentorError: what stood there then is no longer kept.
        """
        return Logbook(PastStore(self._store, moment), who=self.who, clock=self._clock)

    def compact(self) -> None:
        """Write the logbook anew so that it opens faster; every earlier change stays in the history.

        Raises:
            MentorError: it cannot be written; nothing changes then.
        """
        self._store.compact(at=self._clock(), who=self.who, why="compacted")

    @property
    def exclusive(self) -> bool:
        """False once the disk turned out to know no locks."""
        return self._store.exclusive

    @property
    def settings_text(self) -> str | None:
        """The text of the settings file as the program last wrote it or took it in; None where it never did."""
        return known_text(self._store.snapshot())

    def keep_settings(self, text: str, why: str) -> Transaction:
        """Write the settings file, as a step of undo; what was edited by hand before is noted as a step of its own.

        Raises:
            MentorError: the file or the logbook cannot be written; nothing changes then.
        """
        self._look_elsewhere()
        found = read_settings(self.folder)
        if found != self.settings_text:
            noted = rewriting(self.settings_text, found)
            self._back_up()
            why_noted = "edited the settings by hand"
            self._store.commit([noted], at=self._clock(), who=self.who, why=why_noted, user=self._other_user)
        return self._commit([rewriting(found, text)], why)

    def history(self, apprentice: str | None = None) -> Iterator[Transaction]:
        """The transactions, newest first; of one apprentice where a key is given."""
        for transaction in self._store.transactions(containing=apprentice or ""):
            if apprentice is None or any(
                apprentice_of(one.table, one.key) == apprentice for one in transaction.operations
            ):
                yield transaction

    def standing(self, containing: str) -> Iterator[Transaction]:
        """The changes that hold a text, newest first, each as it was last done; those that were taken back are left out."""
        for transaction, _ in latest(self._store.transactions(containing=containing)):
            if transaction.undoes is None:
                yield transaction

    def change(self, number: int) -> Transaction:
        """One transaction with its documents.

        Raises:
            MentorError: there is none of that number, or it is no longer kept.
        """
        return self._store.change(number)

    def refresh(self) -> frozenset[str]:
        """Take in what another terminal wrote; the keys of the apprentices it touched.

        Raises:
            MentorError: the logbook has become unreadable; what is in memory stays.
        """
        self._look_elsewhere()
        changed, self._elsewhere = self._elsewhere, frozenset()
        before, self._last_seen = self._last_seen, self._store.table(APPRENTICES)
        if not changed:
            return changed
        if SETTINGS_TABLE in changed:
            return frozenset(self._last_seen)
        now = self._last_seen
        keys = {key for key in before.keys() | now.keys() if before.get(key) is not now.get(key)}
        people = keys if APPRENTICES in changed else set()
        return frozenset(people | {apprentice_of(table, "") for table in changed if table != APPRENTICES})

    def close(self) -> None:
        """Let go of the files. Everything is on disk already."""
        self._store.close()

    def _undoable(self, number: int) -> tuple[Transaction, int] | None:
        last = standing(self._store.transactions(), number)
        if last is None:
            raise MentorError(f"There is no change {number}.", hint="`mentor-tui history` lists them.")
        if last.undoes is not None:
            raise MentorError(
                f"Change {number} was undone already by {last.who} on {last.at:%Y-%m-%d at %H:%M}."
            )
        return last, number

    def _others_change(self) -> str:
        last = next((one for one, _ in latest(self._store.transactions()) if one.undoes is None), None)
        return (
            f"The last change is by {last.who}, not {self.who}: {last.why} ({last.number})." if last else ""
        )

    def _look_elsewhere(self) -> None:
        # What is met while undoing must still be told by the next `refresh`.
        self._elsewhere |= self._store.refresh()

    def _operation(self, before: Written | None, after: Written | None) -> Operation:
        written = before if after is None else after
        if written is None:
            raise ValueError("an edit needs a document before or after it")
        table, key = place(written)
        held = self._store.table(table).get(key)
        old = None if before is None else dump(before)
        # A document from an older program may look different and mean the same.
        if before is not None and held is not None and old != held and _same(before, held):
            old = dict(held)
        if after is None:
            return Operation(table, key, old, None)
        from mentor_tui.logbook.changes import build  # noqa: PLC0415 - whoever reads needs none of it

        # What can be written can be read again: a model may have been changed without a check.
        document = dump(after)
        build(type(after), **document)
        if held is not None and old is not None:
            document = carried_over(type(after), held, document)
        return Operation(table, key, old, document)

    def _commit(
        self,
        operations: Sequence[Operation],
        why: str,
        *,
        asked: str = "keep",
        undoes: int | None = None,
        redoes: int | None = None,
    ) -> Transaction:
        self._back_up()
        try:
            with file_follows(self.folder, operations):
                return self._store.commit(
                    operations,
                    at=self._clock(),
                    who=self.who,
                    why=why,
                    undoes=undoes,
                    redoes=redoes,
                    user=self._other_user,
                )
        except ConflictError as error:
            from mentor_tui.logbook.conflicts import explained  # noqa: PLC0415 - the same

            raise explained(error, operations, self._store.snapshot(), asked=asked) from error

    @property
    def _other_user(self) -> str:
        return "" if self.user == self.who else self.user

    def _back_up(self) -> None:
        if self.backups is not None and not self.readonly:
            self.backups.before_write(self._clock().date())


def _same(model: Written, document: Document) -> bool:
    try:
        return load(type(model), document)[0] == model
    except ValidationError:
        return False


def _bare(why: str) -> str:
    return why.removeprefix("undone: ").removeprefix("done again: ")
