"""What is written down, as documents of the store and back."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.testrecord import TestRecord
from mentor_tui.domain.validity import describe
from mentor_tui.domain.weeksheet import WeekSheet
from mentor_tui.logbook.unknown import load

Written = Apprentice | WeekSheet | TrainingCredit | TestRecord
"""Everything that has a document of its own."""

APPRENTICES = "apprentices"

_MODELS: dict[str, type[Written]] = {
    "apprentices": Apprentice,
    "sheets": WeekSheet,
    "credits": TrainingCredit,
    "tests": TestRecord,
}

_W = TypeVar("_W", WeekSheet, TrainingCredit, TestRecord)


def sheets_table(apprentice: str) -> str:
    """The table of one apprentice's week sheets."""
    return f"sheets/{apprentice}"


def credits_table(apprentice: str) -> str:
    """The table of one apprentice's training credits."""
    return f"credits/{apprentice}"


def tests_table(apprentice: str) -> str:
    """The table of one apprentice's test records."""
    return f"tests/{apprentice}"


def place(written: Written) -> tuple[str, str]:
    """Table and key of the document."""
    match written:
        case Apprentice():
            return APPRENTICES, written.key
        case WeekSheet():
            return sheets_table(written.apprentice), written.key
        case TrainingCredit():
            return credits_table(written.apprentice), written.key
        case TestRecord():
            return tests_table(written.apprentice), written.code


def dump(written: Written) -> dict[str, Any]:
    """The document. What has its default is left out, so a default may change only with a migration."""
    return written.model_dump(mode="json", exclude_defaults=True)


def apprentice_of(table: str, key: str) -> str:
    """The key of the apprentice that a document belongs to; empty where it belongs to none."""
    return key if table == APPRENTICES else table.partition("/")[2]


def model_of(table: str) -> type[Written] | None:
    """What the documents of a table are; None for a table of something else."""
    return _MODELS.get(table.partition("/")[0])


def title(table: str, key: str, person: str) -> str:
    """A document in words, such as `the sheet of Ana Ruiz for the week of 2026-11-20 (p1)`.

    Args:
        table: Its table.
        key: Its key.
        person: The name of the apprentice; the key stands for it where it is not known.
    """
    name = person or apprentice_of(table, key)
    match table.partition("/")[0]:
        case "apprentices":
            return f"the entry of {name}"
        case "sheets":
            week, _, placement = key.partition("/")
            return f"the sheet of {name} for the week of {week} ({placement})"
        case "credits":
            return f"the training credit {key} of {name}"
        case "tests":
            return f"the test {key} of {name}"
        case _:
            return f"the file {key}"


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


def load_record(
    apprentice: Mapping[str, Any],
    sheets: Mapping[str, Mapping[str, Any]],
    credits: Mapping[str, Mapping[str, Any]],
    tests: Mapping[str, Mapping[str, Any]],
) -> Loaded:
    """A training record from its documents.

    Raises:
        ValidationError: the apprentice's own document is not valid.
    """
    parts = {"sheets": sheets, "credits": credits, "tests": tests}
    try:
        whole = {name: list(documents.values()) for name, documents in parts.items()}
        return Loaded(TrainingRecord.model_validate({"apprentice": apprentice, **whole}))
    except ValidationError:
        person, fields = load(Apprentice, apprentice)
    damage: list[str] = []
    unknown = [f"field {field}" for field in fields]
    record = TrainingRecord(
        apprentice=person,
        sheets=tuple(_valid(WeekSheet, "sheet", sheets, damage, unknown)),
        credits=tuple(_valid(TrainingCredit, "credit", credits, damage, unknown)),
        tests=tuple(_valid(TestRecord, "test", tests, damage, unknown)),
    )
    told = (tuple(f"{person.name}, {problem}" for problem in problems) for problems in (damage, unknown))
    return Loaded(record, *told)


def _valid(
    model: type[_W],
    name: str,
    documents: Mapping[str, Mapping[str, Any]],
    damage: list[str],
    unknown: list[str],
) -> Iterator[_W]:
    for key, document in documents.items():
        try:
            written, fields = load(model, document)
        except ValidationError as error:
            damage.append(f"{name} {key}: {describe(error)}")
        else:
            unknown += (f"{name} {key}: field {field}" for field in fields)
            yield written
