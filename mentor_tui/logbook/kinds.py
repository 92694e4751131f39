"""The kinds of documents: what each is, where it is kept, and what it is called.

This is the one list of them. Reading, history, doctor, import, sample and the JSON of the whole logbook go by it and by the
fields of a training record.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.testrecord import TestRecord
from mentor_tui.domain.weeksheet import WeekSheet

Written = Apprentice | WeekSheet | TrainingCredit | TestRecord
"""Everything that has a document of its own. Its `key` is unique in its table, its `apprentice` the one it belongs to."""

APPRENTICES = "apprentices"


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document.

    Attributes:
        model: What the documents are.
        table: The table of apprentices; for what belongs to one, the beginning of it and the field of the training record.
        key_fields: The fields that are its key, with a `/` between them.
        word: What one is called before its key: `sheet 2026-11-20/p1`.
        title: What one is called in a sentence, from its key and the name of its apprentice.
        short: The same in a word or two, from its key.
    """

    model: type[Written]
    table: str
    key_fields: tuple[str, ...]
    word: str
    title: Callable[[str, str], str]
    short: Callable[[str], str]

    def key_of(self, document: Mapping[str, Any]) -> str:
        """The key of a document, which that of its model is too."""
        return "/".join(document[field] for field in self.key_fields)


def _sheet_title(key: str, name: str) -> str:
    week, _, placement = key.partition("/")
    return f"the sheet of {name} for the week of {week} ({placement})"


APPRENTICE = DocumentKind(
    Apprentice, APPRENTICES, ("key",), "entry", lambda _, name: f"the entry of {name}", lambda _: "person"
)

PARTS = (
    DocumentKind(
        WeekSheet,
        "sheets",
        ("week", "placement"),
        "sheet",
        _sheet_title,
        lambda key: f"week {key.replace('/', ', ')}",
    ),
    DocumentKind(
        TrainingCredit,
        "credits",
        ("key",),
        "credit",
        lambda key, name: f"the training credit {key} of {name}",
        lambda key: f"credit {key}",
    ),
    DocumentKind(
        TestRecord,
        "tests",
        ("code",),
        "test",
        lambda key, name: f"the test {key} of {name}",
        lambda key: f"test {key}",
    ),
)
"""What belongs to an apprentice, each in a table of its own and in a field of the training record."""

_KINDS = {kind.table: kind for kind in (APPRENTICE, *PARTS)}


class Address(NamedTuple):
    """Where a document is kept."""

    table: str
    key: str

    @property
    def kind(self) -> DocumentKind | None:
        """What it is; None for something else than what is written down of an apprentice."""
        return _KINDS.get(self.table.partition("/")[0])

    @property
    def apprentice(self) -> str:
        """The key of the apprentice that it belongs to; empty where it belongs to none."""
        return self.key if self.table == APPRENTICES else self.table.partition("/")[2]

    def title(self, name: str) -> str:
        """The document in words, such as `the sheet of Ana Ruiz for the week of 2026-11-20 (p1)`.

        Args:
            name: That of the apprentice; the key stands for it where it is empty.
        """
        return self.kind.title(self.key, name or self.apprentice) if self.kind else f"the file {self.key}"

    @property
    def short(self) -> str:
        """The document in a word or two, such as `week 2026-11-20, p1`."""
        return self.kind.short(self.key) if self.kind else self.table


def table_of(kind: DocumentKind, apprentice: str) -> str:
    """The table of one apprentice's documents of a kind."""
    return f"{kind.table}/{apprentice}"


def tables_of(apprentice: str) -> tuple[str, ...]:
    """The tables of what belongs to an apprentice."""
    return tuple(table_of(kind, apprentice) for kind in PARTS)


def address_of(written: Written) -> Address:
    """Where the document is kept."""
    if isinstance(written, Apprentice):
        return Address(APPRENTICES, written.key)
    kind = next(kind for kind in PARTS if kind.model is type(written))
    return Address(table_of(kind, written.apprentice), written.key)


def entries_of(record: TrainingRecord) -> Iterator[Written]:
    """Everything in a training record that has a document of its own."""
    yield record.apprentice
    for kind in PARTS:
        yield from getattr(record, kind.table)


def dump(written: Written) -> dict[str, Any]:
    """The document. What has its default is left out, so a default may change only with a migration."""
    return written.model_dump(mode="json", exclude_defaults=True)
