"""The whole logbook as one JSON document, and back: the same logbook gives the same bytes."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from pydantic import ValidationError

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.model import Model, Name, Text
from mentor_tui.domain.problem import ProblemKind, problems_of
from mentor_tui.domain.record import PARTS, TrainingRecord
from mentor_tui.errors import MentorError
from mentor_tui.words.phrases import listed
from mentor_tui.words.plain import printable_json
from mentor_tui.words.problems import as_sentence

FORMAT = "mentor-tui/logbook"
VERSION = 1
_SHOWN = 8
_TOP = ("format", "version", "rulebook", "settings", "records")

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class LogbookFile:
    """What a logbook document holds.

    Attributes:
        edition: Edition of the rule book it was kept with.
        fingerprint: Mark of that rule book's file.
        house: The shop's own settings.
        records: Everything about each apprentice, what was voided included, by key.
    """

    edition: str
    fingerprint: str
    house: HouseRules
    records: tuple[TrainingRecord, ...]


class _Stamp(Model):
    """The rule book by its name."""

    edition: Name
    fingerprint: Text = ""


def dump_logbook(book: LogbookFile) -> bytes:
    """The document as UTF-8, in which nothing steers a terminal, in an order that does not depend on how the records were given; one line for each sheet."""
    head = {
        "format": FORMAT,
        "version": VERSION,
        "rulebook": {"edition": book.edition, "fingerprint": book.fingerprint},
        "settings": book.house.model_dump(mode="json"),
    }
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    ordered = sorted(book.records, key=lambda record: record.apprentice.key)
    records = ",\n".join(_record_text(record) for record in ordered)
    return printable_json(f'{opening},\n"records": [\n{records}\n]}}\n').encode()


def load_logbook(data: bytes, name: str) -> LogbookFile:
    """Read a document that `dump_logbook` wrote.

    Args:
        data: The bytes of the file.
        name: The file as the messages name it.

    Raises:
        MentorError: it is none, comes from a newer version, or holds something wrong; the message names the apprentice, the
            entry and the field. Nothing of a file with an error is taken.
    """
    return _Reader(name).read(data)


def _record_text(record: TrainingRecord) -> str:
    lines = [f'"apprentice": {record.apprentice.model_dump_json()}']
    for part in PARTS:
        entries = sorted(getattr(record, part), key=lambda entry: entry.key)
        lines.append(f'"{part}": [{",".join(f"{chr(10)}{entry.model_dump_json()}" for entry in entries)}]')
    return "{" + ",\n".join(lines) + "}"


class _Reader:
    """Reads one document and gathers all that is wrong with it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[str] = []

    def read(self, data: bytes) -> LogbookFile:
        document = self._document(data)
        self.problems.extend(f"{field}: unknown field" for field in document if field not in _TOP)
        house = self._model(HouseRules, document.get("settings"), "settings")
        records = [
            record
            for number, entry in enumerate(self._list(document, "records", ""), 1)
            if (record := self._record(entry, number)) is not None
        ]
        keys = [record.apprentice.key for record in records]
        self.problems.extend(f"records: two apprentices have the key {key}" for key in sorted(_doubles(keys)))
        stamp = self._model(_Stamp, document.get("rulebook"), "rulebook")
        if self.problems or house is None or stamp is None:
            self._refuse()
        return LogbookFile(stamp.edition, stamp.fingerprint, house, tuple(records))

    def _document(self, data: bytes) -> dict[str, Any]:
        try:
            document = json.loads(
                data.decode("utf-8-sig"), object_pairs_hook=_no_doubles, parse_constant=_no_constant
            )
        except UnicodeDecodeError as error:
            raise MentorError(
                f"{self.name}: is not UTF-8 at byte {error.start}",
                hint="Export it again with `export json`.",
            ) from None
        except (ValueError, RecursionError) as error:
            raise MentorError(
                f"{self.name}: is no JSON: {error}", hint="Export it again with `export json`."
            ) from None
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise MentorError(
                f"{self.name}: is no logbook of mentor-tui",
                hint=f'Its first field would be "format": "{FORMAT}", as `export json` writes it.',
            )
        version = document.get("version")
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            raise MentorError(
                f"{self.name}: version: {version!r} is no version", hint=f"This program writes {VERSION}."
            )
        if version > VERSION:
            raise MentorError(
                f"{self.name}: was written in version {version} of the format; this program knows up to {VERSION}",
                hint="Install a newer mentor-tui and import it again.",
            )
        return document

    def _record(self, entry: object, number: int) -> TrainingRecord | None:
        where = f"records[{number}]"
        if not isinstance(entry, dict):
            self.problems.append(f"{where}: expected an apprentice with {listed(PARTS)}")
            return None
        self.problems.extend(
            f"{where}.{field}: unknown field" for field in entry if field not in {"apprentice", *PARTS}
        )
        before = len(self.problems)
        apprentice = self._model(Apprentice, entry.get("apprentice"), f"{where}.apprentice")
        if apprentice is None:
            return None
        where = f"records[{apprentice.key}]"
        parts = {part: self._entries(model, entry, part, where) for part, model in PARTS.items()}
        others = {each.apprentice for entries in parts.values() for each in entries} - {apprentice.key}
        self.problems.extend(
            f"{where}: an entry names another apprentice, {other}" for other in sorted(others)
        )
        for part, entries in parts.items():
            doubles = sorted(_doubles([each.key for each in entries]))
            self.problems.extend(f"{where}.{part}: {key} is there twice" for key in doubles)
        if len(self.problems) > before:
            return None
        return TrainingRecord(apprentice=apprentice, **parts)

    def _entries(self, model: type[Model], entry: dict[str, Any], part: str, where: str) -> tuple[Any, ...]:
        return tuple(
            document
            for number, value in enumerate(self._list(entry, part, where), 1)
            if (document := self._model(model, value, f"{where}.{part}[{_name(value) or number}]"))
            is not None
        )

    def _list(self, entry: dict[str, Any], part: str, where: str) -> list[Any]:
        items = entry.get(part, [] if where else None)
        if isinstance(items, list):
            return items
        self.problems.append(f"{where}{'.' if where else ''}{part}: expected a list")
        return []

    def _model(self, model: type[M], value: object, where: str) -> M | None:
        # Strict as JSON: the text "480" is no number of minutes, but "2026-11-20" is a date.
        try:
            return model.model_validate_json(json.dumps(value), strict=True)
        except ValidationError as error:
            for detail, problem in zip(error.errors(), problems_of(error), strict=True):
                field = "".join(
                    f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in detail["loc"]
                )
                pydantics = problem.kind is ProblemKind.INVALID
                text = detail["msg"] if pydantics else as_sentence(problem)
                self.problems.append(f"{where}{field}: {text}")
            return None

    def _refuse(self) -> NoReturn:
        shown = self.problems[:_SHOWN]
        if len(self.problems) > len(shown):
            shown.append(f"and {len(self.problems) - len(shown)} more")
        raise MentorError(
            "\n".join(f"{self.name}: {problem}" for problem in shown),
            hint="Nothing was imported. Correct the file and try again.",
        )


def _doubles(keys: Sequence[str]) -> Iterator[str]:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            yield key
        seen.add(key)


def _name(value: object) -> str:
    """What a mentor would call an entry: its week, its key or its code."""
    if not isinstance(value, dict):
        return ""
    return next((value[field] for field in ("week", "key", "code") if isinstance(value.get(field), str)), "")


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    unique = dict(pairs)
    if len(unique) != len(pairs):
        raise ValueError(f"a field is there twice: {next(_doubles([key for key, _ in pairs]))}")
    return unique


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")
