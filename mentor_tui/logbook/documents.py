"""What is written down, as documents of the store and back."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.testrecord import TestRecord
from mentor_tui.domain.validity import describe
from mentor_tui.domain.weeksheet import WeekSheet

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


def load_record(
    apprentice: Mapping[str, Any],
    sheets: Mapping[str, Mapping[str, Any]],
    credits: Mapping[str, Mapping[str, Any]],
    tests: Mapping[str, Mapping[str, Any]],
) -> tuple[TrainingRecord, tuple[str, ...]]:
    """A training record from its documents, and what had to be left out because it is not valid.

    Raises:
        ValidationError: the apprentice's own document is not valid.
    """
    parts = {"sheets": sheets, "credits": credits, "tests": tests}
    try:
        whole = {name: list(documents.values()) for name, documents in parts.items()}
        return TrainingRecord.model_validate({"apprentice": apprentice, **whole}), ()
    except ValidationError:
        person = Apprentice.model_validate(apprentice)
    damage: list[str] = []
    record = TrainingRecord(
        apprentice=person,
        sheets=tuple(_valid(WeekSheet, "sheet", sheets, damage)),
        credits=tuple(_valid(TrainingCredit, "credit", credits, damage)),
        tests=tuple(_valid(TestRecord, "test", tests, damage)),
    )
    return record, tuple(f"{person.name}, {problem}" for problem in damage)


def _valid(
    model: type[_W], name: str, documents: Mapping[str, Mapping[str, Any]], damage: list[str]
) -> Iterator[_W]:
    for key, document in documents.items():
        try:
            yield model.model_validate(document)
        except ValidationError as error:
            damage.append(f"{name} {key}: {describe(error)}")
