"""The one door to the data: open, read a record, apply a change, undo, redo, look back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationError

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.errors import MentorError
from mentor_tui.logbook.backups import Backups
from mentor_tui.logbook.changes import Change, Edit, build
from mentor_tui.logbook.differences import ChangedMeanwhileError
from mentor_tui.logbook.documents import Reader, carried_over, find_apprentice, read_document
from mentor_tui.logbook.history import FieldChange, HistoryReader, HistoryRow, latest, next_redo, next_undo
from mentor_tui.logbook.kinds import APPRENTICES, Address, Written, address_of, dump, tables_of
from mentor_tui.logbook.settings_file import TABLE as SETTINGS_TABLE
from mentor_tui.logbook.settings_file import file_follows, file_goes_back, known_text, note_text
from mentor_tui.settings import read_settings
from mentor_tui.store.faults import ConflictError
from mentor_tui.store.records import Document, Transaction
from mentor_tui.store.store import Store
from mentor_tui.store.tables import BookDatabase


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
        self._reader = Reader(store)
        self._elsewhere: frozenset[str] = frozenset()
        self._last_seen = store.reading()

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
        return not self.keys()

    def keys(self) -> tuple[str, ...]:
        """The keys of all apprentices, voided or not."""
        with self._store.reading() as db:
            return tuple(db.table(APPRENTICES).by_key())

    def apprentices(self, *, include_voided: bool = False) -> tuple[Apprentice, ...]:
        """The apprentices in order of name; one whose document is not valid is left out and named by `damage`."""
        people = self._reader.people()
        return people if include_voided else tuple(person for person in people if not person.voided)

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

    def apply(self, *changes: Change, why: str = "") -> HistoryRow:
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
        if not why:
            why = changes[0].why + (f" and {len(changes) - 1} more" if len(changes) > 1 else "")
        with self._committing(), self._store.transaction(**self._signed(why)) as db:
            for change in changes:
                for edit in change.edits:
                    _write(db, edit)
        return self._told(db.done)

    def undo(self, number: int | None = None) -> HistoryRow:
        """Take back the last change of `who` that still holds, also one from before the last restart; or the one named.

        Args:
            number: The change to take back, whoever did it.

        Raises:
            ChangedMeanwhileError: a document has been changed since by someone else; nothing is taken back.
            MentorError: there is nothing to take back, or what was written since about somebody added would be left.
        """
        self._look_elsewhere()
        found = next_undo(self._store.transactions(), self.who) if number is None else self._undoable(number)
        if found is None:
            raise MentorError("There is nothing to undo.", hint=self._others_change())
        done, original = found
        return self._take_back(done, "undo", f"undone: {_bare(done.why)}", undoes=original)

    def redo(self) -> HistoryRow:
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
        return self._take_back(undone, "redo", f"done again: {_bare(undone.why)}", redoes=original)

    def put_back(self, then: BookDatabase, why: str) -> HistoryRow | None:
        """Make the records what they were, as one step of undo; None if they are that already. The settings stay.

        Raises:
            MentorError: the logbook cannot be written; nothing changes then.
        """
        self._look_elsewhere()
        with self._store.reading() as db:
            tables = (db.tables() | then.tables()) - {SETTINGS_TABLE}
            if all(db.table(name).by_key() == then.table(name).by_key() for name in tables):
                return None
        with self._committing():
            return self._told(self._store.put_back(then, tables, **self._signed(why)))

    def take_notices(self) -> tuple[str, ...]:
        """What happened to the file beside the last changes, such as an unconfirmed one put aside; each is told once."""
        return self._store.take_notices()

    def as_known_on(self, moment: datetime) -> "Logbook":
        """The logbook as it stood at a moment, by the times of its changes: to read, never to change.

        Raises:
            MentorError: what stood there then is no longer kept.
        """
        return Logbook(self._store.as_of(moment), who=self.who, clock=self._clock)

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
        with self._store.reading() as db:
            return known_text(db)

    def keep_settings(self, text: str, why: str) -> HistoryRow:
        """Write the settings file, as a step of undo; what was edited by hand before is noted as a step of its own.

        Raises:
            MentorError: the file or the logbook cannot be written; nothing changes then.
        """
        self._look_elsewhere()
        present, noted = read_settings(self.folder), self.settings_text
        if present != noted:
            with (
                self._committing(),
                self._store.transaction(**self._signed("edited the settings by hand")) as db,
            ):
                note_text(db, noted, present)
        with (
            self._committing(),
            file_follows(self.folder, present, text),
            self._store.transaction(**self._signed(why)) as db,
        ):
            note_text(db, present, text)
        return self._told(db.done)

    def history(self, apprentice: str | None = None) -> Iterator[HistoryRow]:
        """The changes, newest first, each read when it is asked for; of one apprentice where a key is given.

        Raises:
            MentorError: the history is damaged; raised where the damage is met.
        """
        history = HistoryReader(self._reader.names())
        for row in map(history.row, self._store.transactions(containing=apprentice or "")):
            if apprentice is None or apprentice in row.keys:
                yield row

    def change(self, number: int) -> HistoryRow:
        """One change.

        Raises:
            MentorError: there is none of that number, or it is no longer kept.
        """
        return self._told(self._store.change(number))

    def field_changes(self, number: int) -> Iterator[FieldChange]:
        """Every field that a change made different, document by document.

        Raises:
            MentorError: there is none of that number, or it is no longer kept.
        """
        return HistoryReader(self._reader.names()).fields(self._store.change(number))

    def still_holding(self, text: str) -> Iterator[tuple[Edit, ...]]:
        """The changes that hold a text, newest first, each as it was last done; those that were taken back are left out.

        A document that is not valid is none.
        """
        for done, _ in latest(self._store.transactions(containing=text)):
            if done.undoes is None:
                addressed = [(Address(each.table, each.key), each) for each in done.operations]
                yield tuple(
                    Edit(_model(address, each.before), _model(address, each.after))
                    for address, each in addressed
                )

    def refresh(self) -> frozenset[str]:
        """Take in what another terminal wrote; the keys of the apprentices it touched.

        Raises:
            MentorError: the logbook has become unreadable; what is in memory stays.
        """
        self._look_elsewhere()
        changed, self._elsewhere = self._elsewhere, frozenset()
        before, self._last_seen = self._last_seen, self._store.reading()
        if not changed:
            return changed
        old, new = (db.table(APPRENTICES).by_key() for db in (before, self._last_seen))
        if SETTINGS_TABLE in changed:
            return frozenset(new)
        keys = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        people = keys if APPRENTICES in changed else set()
        return frozenset(
            people | {Address(table, "").apprentice for table in changed if table != APPRENTICES}
        )

    def close(self) -> None:
        """Let go of the files. Everything is on disk already."""
        self._store.close()

    def _undoable(self, number: int) -> tuple[Transaction, int] | None:
        steps = latest(self._store.transactions())
        last = next((done for done, original in steps if original == number), None)
        if last is None:
            raise MentorError(f"There is no change {number}.", hint="`mentor-tui history` lists them.")
        if last.undoes is not None:
            raise MentorError(
                f"Change {number} was undone already by {last.who} on {last.at:%Y-%m-%d at %H:%M}."
            )
        return last, number

    def _others_change(self) -> str:
        last = next((done for done, _ in latest(self._store.transactions()) if done.undoes is None), None)
        return (
            f"The last change is by {last.who}, not {self.who}: {last.why} ({last.number})." if last else ""
        )

    def _take_back(self, done: Transaction, asked: str, why: str, **which: Any) -> HistoryRow:  # noqa: ANN401 - the number of what it undoes or redoes
        self._nobody_is_left_behind(done)
        with self._committing(asked), file_goes_back(self.folder, done):
            return self._told(self._store.take_back(done, **which, **self._signed(why)))

    def _nobody_is_left_behind(self, done: Transaction) -> None:
        """Refuse to take an apprentice away under sheets, credits or tests that were written since.

        Raises:
            MentorError: something would be left that belongs to nobody.
        """
        goes = {(each.table, each.key) for each in done.operations if each.before is None}
        for table, key in sorted(goes):
            if table != APPRENTICES:
                continue
            with self._store.reading() as db:
                entries = [(name, entry) for name in tables_of(key) for entry in db.table(name).by_key()]
            if stays := [entry for entry in entries if entry not in goes]:
                raise MentorError(
                    f"This change added {self.record(key).apprentice.name}, of whom more was written down since: {len(stays)} "
                    f"{'entry' if len(stays) == 1 else 'entries'}.",
                    hint="Take that back first, or take the apprentice off the roster.",
                )

    def _look_elsewhere(self) -> None:
        # What is met while undoing must still be told by the next `refresh`.
        self._elsewhere |= self._store.refresh()

    @contextmanager
    def _committing(self, asked: str = "keep") -> Iterator[None]:
        if self.backups is not None and not self.readonly:
            self.backups.before_write(self._clock().date())
        try:
            yield
        except ConflictError as error:
            person = Address(error.table, error.key).apprentice
            raise ChangedMeanwhileError(error, self._reader.names().get(person, ""), asked) from error

    def _signed(self, why: str) -> dict[str, Any]:
        return {
            "at": self._clock(),
            "who": self.who,
            "why": why,
            "user": "" if self.user == self.who else self.user,
        }

    def _told(self, done: Transaction | None) -> HistoryRow:
        if done is None:
            raise ValueError("a change needs an edit")
        return HistoryReader(self._reader.names()).row(done)


def _write(db: BookDatabase, edit: Edit) -> None:
    """Put one document in the place of another, with the fields of it that this version does not know.

    Raises:
        RefusedError: it could not be read again: a model may have been changed without a check.
        ConflictError: another program has put something else there.
    """
    before, after = edit
    written = before if after is None else after
    if written is None:
        raise ValueError("an edit needs a document before or after it")
    address = address_of(written)
    table = db.table(address.table)
    present = table.at(address.key)
    old = None if before is None else dump(before)
    # A document from an older program may look different and mean the same.
    if before is not None and present is not None and old != present and _model(address, present) == before:
        old = dict(present)
    document = None
    if after is not None:
        document = dump(after)
        build(type(after), **document)
        if present is not None and old is not None:
            document = carried_over(type(after), present, document)
    table.replace(address.key, document, expected=old)


def _model(address: Address, document: Document | None) -> Written | None:
    """What a document says; None where there is none, or it is not valid."""
    if document is None or address.kind is None:
        return None
    try:
        return read_document(address.kind.model, document)[0]
    except ValidationError:
        return None


def _bare(why: str) -> str:
    return why.removeprefix("undone: ").removeprefix("done again: ")
