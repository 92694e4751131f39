"""The list of changes as it is read, each change field by field, and which one undo and redo come to next.

Undo takes back what the same person did last, one step at a time; what others did meanwhile stays, and is met as a
conflict where it changed the same document. Any single change can be taken back by its number.
"""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from mentor_tui.errors import MentorError
from mentor_tui.logbook.differences import Difference, field_differences
from mentor_tui.logbook.kinds import APPRENTICES, Address
from mentor_tui.logbook.settings_file import TABLE as SETTINGS
from mentor_tui.settings import FILE, parse_settings, settings_differences
from mentor_tui.store.records import Transaction

_Document = Mapping[str, Any] | None

_IN_THE_TITLE = {"apprentice", "week", "placement", "code", "key"}
"""Fields of a document that its name says already."""


class Later(NamedTuple):
    """The last time that a change was taken back or done again."""

    number: int
    at: datetime
    who: str
    undone: bool


class HistoryRow(NamedTuple):
    """One change as it was done.

    Attributes:
        number: Its number.
        at: When, by the clock of the place where it was done.
        who: Who did it.
        why: What was done, such as `logged 41 sheets`.
        documents: How many documents it changed.
        keys: The keys of those it is about.
        apprentices: Their names.
        undoes: The number of the change that it took back.
        redoes: The number of the change that it did again.
        user: The system's user where that is another name; else empty.
        later: What became of it; None where it was never taken back.
    """

    number: int
    at: datetime
    who: str
    why: str
    documents: int
    keys: tuple[str, ...]
    apprentices: tuple[str, ...]
    undoes: int | None
    redoes: int | None
    user: str = ""
    later: Later | None = None

    @property
    def signed(self) -> str:
        """Who did it, and the system's user where that is another name: `Bea Meister (bmeister)`."""
        return f"{self.who} ({self.user})" if self.user else self.who

    @property
    def original(self) -> int:
        """The number under which it can be taken back: that of what it undid or did again, or its own."""
        return self.undoes or self.redoes or self.number

    @property
    def undone(self) -> bool:
        """Whether it was taken back, and not done again."""
        return self.later is not None and self.later.undone

    @property
    def fate(self) -> str:
        """What became of it: `undone 17:03 by Bea`; empty where nothing did."""
        if self.later is None:
            return ""
        later = self.later
        when = f"{later.at:%H:%M}" if later.at.date() == self.at.date() else f"{later.at:%Y-%m-%d %H:%M}"
        return f"{'undone' if later.undone else 'done again'} {when} by {later.who}"

    def when(self, today: date) -> str:
        """When it was done: `Fri 17:02`; `2026-11-20 17:02` where it was another day than `today`."""
        return f"{self.at:%a %H:%M}" if self.at.date() == today else f"{self.at:%Y-%m-%d %H:%M}"


class FieldChange(NamedTuple):
    """One field before and after a change.

    Attributes:
        document: Position of its document in the change, from 0.
        name: The apprentice; empty for what belongs to nobody.
        what: The document in a word or two, such as `week 2026-11-20, p1`.
        field: The field; empty where a document without fields was added or taken out.
        before: Its value; empty where it was not there.
        after: The same.
    """

    document: int
    name: str
    what: str
    field: str
    before: str
    after: str


class HistoryReader:
    """Reads changes, newest first, and learns from them the names of those who are not in the logbook any more."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Begin.

        Args:
            names: The names of those who are in the logbook, by their keys.
        """
        self._names = ChainMap[str, str]({}, dict(names))
        self._later: dict[int, Later] = {}

    def row(self, done: Transaction) -> HistoryRow:
        """A change, after all that came later."""
        self._learn(done)
        addresses = [Address(each.table, each.key) for each in done.operations]
        keys = tuple(filter(None, dict.fromkeys(address.apprentice for address in addresses)))
        row = HistoryRow(
            number=done.number,
            at=done.at,
            who=done.who,
            why=done.why,
            documents=len(addresses),
            keys=keys,
            apprentices=tuple(self._names.get(key, key) for key in keys),
            undoes=done.undoes,
            redoes=done.redoes,
            user=done.user,
            later=self._later.get(done.number),
        )
        if row.original != row.number:
            self._later.setdefault(row.original, Later(row.number, row.at, row.who, row.undoes is not None))
        return row

    def fields(self, done: Transaction) -> Iterator[FieldChange]:
        """Every field that a change made different, document by document."""
        self._learn(done)
        for position, (table, key, before, after) in enumerate(done.operations):
            address = Address(table, key)
            name = self._names.get(address.apprentice, address.apprentice)
            found = _different(address, before, after)
            for field, old, new in found or [Difference("", _there(before), _there(after))]:
                yield FieldChange(position, name, address.short, field, old, new)

    def _learn(self, done: Transaction) -> None:
        for each in done.operations:
            if each.table == APPRENTICES and each.key not in self._names:
                self._names[each.key] = str((each.after or each.before or {}).get("name", each.key))


def next_undo(newest_first: Iterable[Transaction], who: str) -> tuple[Transaction, int] | None:
    """The last transaction of `who` that still holds, with the number of the original one; None where there is none.

    What was undone is passed over, unless it was done again since.
    """
    return next(
        (
            (done, original)
            for done, original in latest(newest_first)
            if done.undoes is None and done.who == who
        ),
        None,
    )


def next_redo(newest_first: Iterable[Transaction], who: str) -> tuple[Transaction, int] | None:
    """The last undoing transaction of `who` that nothing new of the same person came after, and what it undid."""
    seen: set[int] = set()
    for transaction in newest_first:
        original = transaction.undoes or transaction.redoes or transaction.number
        latest_of_its_original = original not in seen
        seen.add(original)
        if transaction.who != who:
            continue
        if latest_of_its_original and transaction.undoes is not None:
            return transaction, original
        if original == transaction.number:
            # Something new: what was undone before it is given up.
            return None
    return None


def latest(newest_first: Iterable[Transaction]) -> Iterator[tuple[Transaction, int]]:
    """For each original transaction the last one that did, undid or redid it, newest first; those that hold nothing aside."""
    seen: set[int] = set()
    for transaction in newest_first:
        original = transaction.undoes or transaction.redoes or transaction.number
        # A repair leaves an empty one where it had to leave one out.
        if original not in seen and transaction.operations:
            seen.add(original)
            yield transaction, original


def _different(address: Address, before: _Document, after: _Document) -> list[Difference]:
    if address.table == SETTINGS and (found := _settings(before, after)):
        return found
    whole = before is None or after is None
    old, new = (before, after) if whole else _filled_in(address, before, after)
    return [
        Difference(each.field.replace("_", " ").replace(".", ", "), _said(each.before), _said(each.after))
        for each in field_differences(old, new)
        if not (whole and each.field in _IN_THE_TITLE)
    ]


def _filled_in(address: Address, before: _Document, after: _Document) -> tuple[_Document, _Document]:
    """Both versions with what has its default, which a document leaves out."""
    if address.kind is None:
        return before, after
    validate = address.kind.model.model_validate
    try:
        return validate(before).model_dump(mode="json"), validate(after).model_dump(mode="json")
    except ValidationError:
        return before, after


def _settings(before: _Document, after: _Document) -> list[Difference]:
    try:
        old, new = (parse_settings(str((text or {}).get("text", "")), Path(FILE)) for text in (before, after))
    except MentorError:
        return []
    return [
        Difference(name, _said(str(was)), _said(str(now)))
        for name, (was, now) in settings_differences(old, new).items()
    ]


def _said(value: str) -> str:
    return "" if value == str(None) else value


def _there(document: _Document) -> str:
    return "" if document is None else "there"
