"""Documents as people and training records: each made once, and kept until a document of it changes.

A field that a newer program or somebody's own tool wrote into a document is kept, told, and no reason to hide the rest.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.filtering import fold
from mentor_tui.domain.model import Model
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.errors import MentorError
from mentor_tui.logbook.kinds import APPRENTICES, PARTS, DocumentKind, Written, table_of
from mentor_tui.store.store import Store
from mentor_tui.store.tables import BookDatabase

_M = TypeVar("_M", bound=Model)
_Document = Mapping[str, Any]
_Path = tuple[int | str, ...]
_NOTHING = object()
_NAMED = 5
_WIDEST = 60


class Loaded(NamedTuple):
    """A training record from its documents.

    Attributes:
        record: The record.
        damage: What had to be left out because it is not valid.
        unknown: The fields that this version of the program does not know; they stay in the documents.
    """

    record: TrainingRecord
    damage: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Reader:
    """Reads a store; what it made of documents holds until their tables have another version."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._records: dict[str, tuple[tuple[Any, ...], Loaded]] = {}
        self._people: dict[str, tuple[_Document, Apprentice | None]] = {}
        self._in_order: tuple[object, tuple[Apprentice, ...]] = None, ()
        self._names: dict[str, str] = {}

    def people(self) -> tuple[Apprentice, ...]:
        """Everybody in order of name, voided or not; one whose document is not valid is left out."""
        with self._store.reading() as db:
            table = db.table(APPRENTICES)
            if self._in_order[0] != table.version:
                self._people = {key: self._person(key, document) for key, document in table.documents.items()}
                valid = [person for _, person in self._people.values() if person is not None]
                valid.sort(key=lambda person: (fold(person.name), person.key))
                self._in_order = table.version, tuple(valid)
                self._names = {person.key: person.name for person in valid}
        return self._in_order[1]

    def names(self) -> Mapping[str, str]:
        """Everybody's name by key, voided or not."""
        self.people()
        return self._names

    def record(self, key: str) -> Loaded:
        """All that is written down about an apprentice, what of it is left out, and what of it is not known.

        Raises:
            MentorError: there is no such apprentice, or the apprentice's own document is not valid.
        """
        with self._store.reading() as db:
            document = db.table(APPRENTICES).at(key)
            version = document, *(db.table(table_of(kind, key)).version for kind in PARTS)
            known = self._records.get(key)
            if known is not None and known[0] == version:
                return known[1]
            if document is None:
                raise MentorError(f"There is no apprentice with the key {key!r}.")
            try:
                loaded = read_record(db, key)
            except ValidationError as error:
                raise MentorError(
                    f"The entry of the apprentice {key} is not valid: {invalid_text(error)}"
                ) from error
        self._records[key] = version, loaded
        return loaded

    def _person(self, key: str, document: _Document) -> tuple[_Document, Apprentice | None]:
        known = self._people.get(key)
        if known is not None and known[0] == document:
            return known
        try:
            return document, load(Apprentice, document)[0]
        except ValidationError:
            return document, None


def find_apprentice(name: str, everybody: Iterable[Apprentice]) -> Apprentice:
    """The apprentice on the roster meant by a key, a name, or a part of a name that only one has.

    Raises:
        MentorError: nobody or more than one is meant; says who is near.
    """
    everybody = tuple(everybody)
    people = [person for person in everybody if not person.voided]
    wanted = fold(name.strip())
    found = (
        [person for person in people if person.key == name.strip()]
        or [person for person in people if fold(person.name) == wanted]
        or [person for person in people if wanted and wanted in fold(person.name)]
    )
    if len(found) == 1:
        return found[0]
    # Half a character would break the message.
    typed = name.encode("utf-8", "replace").decode()[:_WIDEST]
    if found:
        names = ", ".join(f"{person.name} ({person.key})" for person in found[:_NAMED])
        more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        raise MentorError(f'"{typed}" may be {names}{more}.', hint="Write more of the name, or the key.")
    raise MentorError(f'There is no apprentice called "{typed}".', hint=_near(wanted, everybody))


def _near(wanted: str, everybody: Sequence[Apprentice]) -> str:
    gone = next(
        (person for person in everybody if person.voided and wanted in {person.key, fold(person.name)}), None
    )
    if gone is not None:
        return f"{gone.name} was taken off the roster: {gone.voided}"
    from difflib import get_close_matches  # noqa: PLC0415 - only needed when nobody is found

    names = {fold(person.name): person.name for person in everybody if not person.voided}
    near = [names[match] for match in get_close_matches(wanted, names, n=3, cutoff=0.5)]
    return f"Did you mean {' or '.join(near)}?" if near else "`mentor-tui roster` lists them all."


def read_record(db: BookDatabase, apprentice: str) -> Loaded:
    """The training record of an apprentice who is in a database.

    Raises:
        ValidationError: the apprentice's own document is not valid.
    """
    parts = {kind.table: db.table(table_of(kind, apprentice)) for kind in PARTS}
    documents = {name: {row.doc_id: row for row in table} for name, table in parts.items()}
    return load_record(db.table(APPRENTICES).at(apprentice) or {}, documents)


def load_record(apprentice: _Document, parts: Mapping[str, Mapping[Any, _Document]]) -> Loaded:
    """A training record from its documents, those of each part by their keys.

    Raises:
        ValidationError: the apprentice's own document is not valid.
    """
    try:
        whole = {name: list(documents.values()) for name, documents in parts.items()}
        return Loaded(TrainingRecord.model_validate({"apprentice": apprentice, **whole}))
    except ValidationError:
        person, fields = load(Apprentice, apprentice)
    damage: list[str] = []
    unknown = [f"field {field}" for field in fields]
    entries = {kind.table: tuple(_valid(kind, parts.get(kind.table, {}), damage, unknown)) for kind in PARTS}
    record = TrainingRecord(apprentice=person, **entries)
    told = (tuple(f"{person.name}, {problem}" for problem in problems) for problems in (damage, unknown))
    return Loaded(record, *told)


def invalid_text(error: ValidationError) -> str:
    """What is wrong with a document, in one line."""
    from mentor_tui.domain.problem import problems_of  # noqa: PLC0415 - only needed when something is wrong
    from mentor_tui.words.problems import described  # noqa: PLC0415 - the same

    return described(problems_of(error))


def _valid(
    kind: DocumentKind, documents: Mapping[Any, _Document], damage: list[str], unknown: list[str]
) -> Iterator[Written]:
    for key, document in documents.items():
        try:
            written, fields = load(kind.model, document)
        except ValidationError as error:
            damage.append(f"{kind.word} {key}: {invalid_text(error)}")
        else:
            unknown += (f"{kind.word} {key}: field {field}" for field in fields)
            yield written


def load(model: type[_M], document: _Document) -> tuple[_M, tuple[str, ...]]:
    """A document as a model, and the fields in it that the model does not know.

    Raises:
        ValidationError: something else is wrong with it.
    """
    try:
        return model.model_validate(document), ()
    except ValidationError as error:
        paths = _unknown(error, document)
        if not paths:
            raise
    return model.model_validate(_without(document, paths)), _named(paths)


def known_part(model: type[Model], document: _Document) -> tuple[_Document, tuple[str, ...]]:
    """A document without the fields that the model does not know, and those fields."""
    try:
        model.model_validate(document)
    except ValidationError as error:
        paths = _unknown(error, document)
        return _without(document, paths), _named(paths)
    return document, ()


def carried_over(model: type[Model], old: _Document, new: dict[str, Any]) -> dict[str, Any]:
    """A new document with the unknown fields of the old one, where what they belonged to is still there."""
    try:
        model.model_validate(old)
    except ValidationError as error:
        paths = _unknown(error, old)
        bare, plain = _without(old, paths), deepcopy(new)
        for path in paths:
            before: Any = old
            for part in path:
                before = before[part]
            target = _counterpart(path[:-1], bare, plain, new)
            if target is not None:
                target[path[-1]] = deepcopy(before)
    return new


def _counterpart(path: _Path, bare: Any, plain: Any, new: Any) -> Any:  # noqa: ANN401 - plain data
    """What in the new document is what the old one has at a path; None where that is no more.

    Args:
        path: Where it is in the old document.
        bare: The old document without unknown fields.
        plain: The new one, as it was made.
        new: The same, in which unknown fields are put.
    """
    for part in path:
        at = part if isinstance(part, str) else _index(bare, part, plain)
        if _part(plain, at) is _NOTHING:
            return None
        bare, plain, new = bare[part], plain[at], new[at]
    return new


def _unknown(error: ValidationError, document: _Document) -> list[_Path]:
    """Where the fields are that are not known."""
    paths = [tuple(detail["loc"]) for detail in error.errors() if detail["type"] == "extra_forbidden"]
    return [path for path in paths if _reaches(document, path)]


def _reaches(document: Any, path: _Path) -> bool:  # noqa: ANN401 - plain data
    for part in path:
        document = _part(document, part)
    return document is not _NOTHING


def _part(document: Any, part: int | str | None) -> Any:  # noqa: ANN401 - plain data
    """What a document holds under a name or a position."""
    if isinstance(document, Mapping):
        return document.get(part, _NOTHING)
    if isinstance(document, list) and isinstance(part, int) and part < len(document):
        return document[part]
    return _NOTHING


def _without(document: _Document, paths: Iterable[_Path]) -> dict[str, Any]:
    whole: dict[str, Any] = deepcopy(dict(document))
    for path in paths:
        holder: Any = whole
        for part in path[:-1]:
            holder = holder[part]
        holder.pop(path[-1], None)
    return whole


def _index(old: list[Any], index: int, new: list[Any]) -> int | None:
    """Where an item of the old list is in the new one; None where it is no more."""
    item = old[index]
    if item in new:
        return new.index(item)
    name = item.get("key") if isinstance(item, Mapping) else None
    if name is not None:
        return next((at for at, each in enumerate(new) if each.get("key") == name), None)
    return index if len(old) == len(new) else None


def _named(paths: Iterable[_Path]) -> tuple[str, ...]:
    return tuple(".".join(map(str, path)) for path in paths)
