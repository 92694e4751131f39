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
                self._people = {key: self._person(key, document) for key, document in table.by_key().items()}
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
            return document, read_document(Apprentice, document)[0]
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
    documents = {kind.table: db.table(table_of(kind, apprentice)).by_key() for kind in PARTS}
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
        person, fields = read_document(Apprentice, apprentice)
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

    return described(tuple(problems_of(error)))


def _valid(
    kind: DocumentKind, documents: Mapping[Any, _Document], damage: list[str], unknown: list[str]
) -> Iterator[Written]:
    for key, document in documents.items():
        try:
            written, fields = read_document(kind.model, document)
        except ValidationError as error:
            damage.append(f"{kind.word} {key}: {invalid_text(error)}")
        else:
            unknown += (f"{kind.word} {key}: field {field}" for field in fields)
            yield written


def read_document(model: type[_M], document: _Document) -> tuple[_M, tuple[str, ...]]:
    """A document as a model, and the fields in it that the model does not know.

    Raises:
        ValidationError: something else is wrong with it.
    """
    try:
        return model.model_validate(document), ()
    except ValidationError as error:
        unknown = _paths(error)
        if not unknown:
            raise
    return model.model_validate(document, extra="ignore"), tuple(".".join(map(str, path)) for path in unknown)


def unknown_fields(model: type[Model], document: _Document) -> tuple[str, ...]:
    """The fields in a document that a model does not know, whatever else is wrong with it."""
    return tuple(".".join(map(str, path)) for path in _unknown(model, document))


def carried_over(model: type[Model], old: _Document, new: dict[str, Any]) -> dict[str, Any]:
    """A new document with the unknown fields of the old one, where what they belonged to is still there."""
    unknown = _unknown(model, old)
    return _merged(old, new, unknown) if unknown else new


def _merged(old: Any, new: Any, unknown: Iterable[_Path]) -> Any:  # noqa: ANN401 - plain data
    """New data with the unknown fields of the old, which are told by where they are in it."""
    inner: dict[int | str, list[_Path]] = {}
    for part, *rest in unknown:
        inner.setdefault(part, []).append(tuple(rest))
    merged = new.copy()
    for part, paths in inner.items():
        if () in paths:
            merged[part] = deepcopy(old[part])
            continue
        at: Any = part
        if isinstance(part, int):
            at = _counterpart(old, part, new, paths)
        elif part not in new:
            at = None
        if at is not None and isinstance(new[at], type(old[part])):
            merged[at] = _merged(old[part], new[at], paths)
    return merged


def _counterpart(old: list[Any], index: int, new: list[Any], unknown: Iterable[_Path]) -> int | None:
    """Where an item of the old list is in the new one; None where it is no more."""
    known = {name: value for name, value in old[index].items() if (name,) not in unknown}
    if known in new:
        return new.index(known)
    if "key" in known:
        return next((at for at, item in enumerate(new) if item.get("key") == known["key"]), None)
    return index if len(old) == len(new) else None


def _unknown(model: type[Model], document: _Document) -> list[_Path]:
    try:
        model.model_validate(document)
    except ValidationError as error:
        return _paths(error)
    return []


def _paths(error: ValidationError) -> list[_Path]:
    """Where the fields are that are not known."""
    return [tuple(detail["loc"]) for detail in error.errors() if detail["type"] == "extra_forbidden"]
