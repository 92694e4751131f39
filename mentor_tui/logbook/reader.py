"""Documents as people and training records, each made once and kept until a document of it changes."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.filtering import fold
from mentor_tui.domain.validity import describe
from mentor_tui.errors import MentorError
from mentor_tui.logbook.documents import (
    APPRENTICES,
    Loaded,
    credits_table,
    load_record,
    sheets_table,
    tests_table,
)
from mentor_tui.logbook.unknown import load
from mentor_tui.store.records import Document, Snapshot

_Parts = tuple[Mapping[str, Any] | None, Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]


class Reader:
    """Reads a store. Its tables are never changed in place, so the same table means the same content."""

    def __init__(self, snapshot: Callable[[], Snapshot]) -> None:
        self._snapshot = snapshot
        self._records: dict[str, tuple[_Parts, Loaded]] = {}
        self._people: dict[str, tuple[Document, Apprentice | None]] = {}
        self._in_order: tuple[Mapping[str, Document] | None, tuple[Apprentice, ...]] = None, ()

    def people(self) -> tuple[Apprentice, ...]:
        """Everybody in order of name, voided or not; one whose document is not valid is left out."""
        table = self._snapshot().table(APPRENTICES)
        if self._in_order[0] is not table:
            people = {key: self._person(key, document) for key, document in table.items()}
            valid = [apprentice for _, apprentice in people.values() if apprentice is not None]
            valid.sort(key=lambda apprentice: (fold(apprentice.name), apprentice.key))
            self._people, self._in_order = people, (table, tuple(valid))
        return self._in_order[1]

    def record(self, key: str) -> Loaded:
        """All that is written down about an apprentice, what of it is left out, and what of it is not known.

        Raises:
            MentorError: there is no such apprentice, or the apprentice's own document is not valid.
        """
        snapshot = self._snapshot()
        document = snapshot.table(APPRENTICES).get(key)
        parts: _Parts = (
            document,
            snapshot.table(sheets_table(key)),
            snapshot.table(credits_table(key)),
            snapshot.table(tests_table(key)),
        )
        known = self._records.get(key)
        if known is not None and all(new is old for new, old in zip(parts, known[0], strict=True)):
            return known[1]
        if document is None:
            raise MentorError(f"There is no apprentice with the key {key!r}.")
        try:
            loaded = load_record(document, parts[1], parts[2], parts[3])
        except ValidationError as error:
            raise MentorError(f"The entry of the apprentice {key} is not valid: {describe(error)}") from error
        self._records[key] = parts, loaded
        return loaded

    def _person(self, key: str, document: Document) -> tuple[Document, Apprentice | None]:
        known = self._people.get(key)
        if known is not None and known[0] is document:
            return known
        try:
            return document, load(Apprentice, document)[0]
        except ValidationError:
            return document, None
