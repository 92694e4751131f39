"""The history as it is read: one row a change with what became of it, and each change field by field."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from pydantic import ValidationError

from mentor_tui.errors import MentorError
from mentor_tui.logbook.compare import Difference, differences
from mentor_tui.logbook.documents import APPRENTICES, apprentice_of, model_of
from mentor_tui.logbook.logbook import Logbook
from mentor_tui.logbook.settings_file import TABLE as SETTINGS
from mentor_tui.settings import FILE, parse_settings
from mentor_tui.settings import differences as settings_differences
from mentor_tui.store.records import Document, Operation, Transaction

_IN_THE_TITLE = {"apprentice", "week", "placement", "code", "key"}
"""Fields of a document that its name says already."""


class Later(NamedTuple):
    """The last time that a change was taken back or done again."""

    number: int
    at: datetime
    who: str
    undone: bool


class HistoryRow(NamedTuple):
    """One transaction.

    Attributes:
        number: Its number.
        at: When, by the clock of the place where it was done.
        who: Who did it.
        user: The system's user where that is another name; else empty.
        why: What was done, such as `logged 41 sheets`.
        documents: How many documents it changed.
        apprentices: The names of those it is about.
        undoes: The number of the change that it took back.
        redoes: The number of the change that it did again.
        later: What became of it; None where it was never taken back.
    """

    number: int
    at: datetime
    who: str
    why: str
    documents: int
    apprentices: tuple[str, ...]
    undoes: int | None
    redoes: int | None
    later: Later | None
    user: str = ""

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


def history_rows(logbook: Logbook, apprentice: str | None = None) -> Iterator[HistoryRow]:
    """The rows, newest first, each read when it is asked for; of one apprentice where a key is given.

    Raises:
        MentorError: the history is damaged; raised where the damage is met.
    """
    names = _names(logbook)
    later: dict[int, Later] = {}
    for one in logbook.history(apprentice):
        _learn(names, one)
        keys = dict.fromkeys(apprentice_of(operation.table, operation.key) for operation in one.operations)
        row = HistoryRow(
            number=one.number,
            at=one.at,
            who=one.who,
            why=one.why,
            documents=len(one.operations),
            apprentices=tuple(names.get(key, key) for key in keys if key and key != FILE),
            undoes=one.undoes,
            redoes=one.redoes,
            later=later.get(one.number),
            user=one.user,
        )
        if row.original != row.number:
            later.setdefault(row.original, Later(one.number, one.at, one.who, one.undoes is not None))
        yield row


def field_changes(logbook: Logbook, change: Transaction) -> Iterator[FieldChange]:
    """Every field that a change made different, document by document."""
    names = _names(logbook)
    _learn(names, change)
    for position, operation in enumerate(change.operations):
        key = apprentice_of(operation.table, operation.key)
        name = "" if operation.table == SETTINGS else names.get(key, key)
        what = _what(operation.table, operation.key)
        found = _different(logbook, operation)
        if not found:
            found = (Difference("", _there(operation.before), _there(operation.after)),)
        for field, before, after in found:
            yield FieldChange(position, name, what, field, before, after)


def _names(logbook: Logbook) -> dict[str, str]:
    return {one.key: one.name for one in logbook.apprentices(include_voided=True)}


def _learn(names: dict[str, str], change: Transaction) -> None:
    """The names of those who are not in the logbook any more, because it was undone that they were added."""
    for one in change.operations:
        if one.table == APPRENTICES and one.key not in names:
            names[one.key] = str((one.after or one.before or {}).get("name", one.key))


def _what(table: str, key: str) -> str:
    match table.partition("/")[0]:
        case "apprentices":
            return "person"
        case "sheets":
            return f"week {key.replace('/', ', ')}"
        case "credits":
            return f"credit {key}"
        case "tests":
            return f"test {key}"
        case _:
            return table


def _different(logbook: Logbook, one: Operation) -> tuple[Difference, ...]:
    if one.table == SETTINGS and (found := _settings(logbook, one)):
        return found
    whole = one.before is None or one.after is None
    before, after = (one.before, one.after) if whole else _filled_in(one)
    return tuple(
        Difference(each.field.replace("_", " ").replace(".", ", "), _said(each.before), _said(each.after))
        for each in differences(before, after)
        if not (whole and each.field in _IN_THE_TITLE)
    )


def _filled_in(one: Operation) -> tuple[Document | None, Document | None]:
    """Both versions with what has its default, which a document leaves out."""
    model = model_of(one.table)
    if model is None:
        return one.before, one.after
    try:
        old, new = (
            model.model_validate(document).model_dump(mode="json") for document in (one.before, one.after)
        )
    except ValidationError:
        return one.before, one.after
    return old, new


def _settings(logbook: Logbook, one: Operation) -> tuple[Difference, ...]:
    path = logbook.folder / FILE
    try:
        old, new = (
            parse_settings(str((text or {}).get("text", "")), path) for text in (one.before, one.after)
        )
    except MentorError:
        return ()
    return tuple(
        Difference(name, _said(str(before)), _said(str(after)))
        for name, (before, after) in settings_differences(old, new).items()
    )


def _said(value: str) -> str:
    return "" if value == str(None) else value


def _there(document: Document | None) -> str:
    return "" if document is None else "there"
