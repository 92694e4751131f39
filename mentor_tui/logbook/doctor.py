"""Examining a logbook from the checksums of its lines to the sense of what they say, and repairing it when asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

import orjson
from pydantic import ValidationError

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.review import review
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.validity import describe
from mentor_tui.errors import MentorError
from mentor_tui.logbook.backups import Backups
from mentor_tui.logbook.documents import (
    APPRENTICES,
    apprentice_of,
    credits_table,
    load_record,
    model_of,
    place,
    sheets_table,
    tests_table,
    title,
)
from mentor_tui.logbook.places import warning
from mentor_tui.logbook.rules import load_rules
from mentor_tui.logbook.session import rules_for
from mentor_tui.logbook.settings_file import TABLE as SETTINGS_TABLE
from mentor_tui.logbook.unknown import known_part, load
from mentor_tui.settings import FILE, Settings, load_settings
from mentor_tui.store.examination import Examination
from mentor_tui.store.generations import kept_aside
from mentor_tui.store.lock import mark_is_damaged, mark_path, read_mark
from mentor_tui.store.proved import LineFault
from mentor_tui.store.records import Document, Operation, Snapshot
from mentor_tui.store.repair import look, look_at_kept, rebuild
from mentor_tui.store.store import Store

MANY_CHANGES = 20_000
"""So many changes after the last compaction it is worth while."""


class Kind(StrEnum):
    """What a finding is about."""

    LINE = "line"
    HISTORY = "history"
    SETTINGS = "settings"
    ENTRY = "entry"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    Attributes:
        where: The file and line, or the apprentice and entry.
        message: What is wrong.
        lost: What would be missing after a repair, entry by entry.
        entry: Table and key of an entry that a repair takes out.
    """

    kind: Kind
    where: str
    message: str
    lost: tuple[str, ...] = ()
    entry: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found in a logbook.

    Attributes:
        path: The file.
        lines: How many lines it has.
        changes: The number of its last change.
        entries: How many entries can be read.
        notes: What is no fault, but good to know.
    """

    path: Path
    lines: int
    changes: int
    entries: int
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]

    def of(self, *kinds: Kind) -> tuple[Finding, ...]:
        """The findings of some kinds."""
        return tuple(finding for finding in self.findings if finding.kind in kinds)

    @property
    def repairable(self) -> bool:
        """Whether `repair` has something to do."""
        return bool(self.of(Kind.LINE) or any(one.entry for one in self.findings))


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair did.

    Attributes:
        before: What was found.
        kept: Where the damaged file is now; None if no line was damaged.
        removed: The entries that were taken out because they are not valid; `undo` brings them back.
    """

    before: Diagnosis
    kept: Path | None
    removed: tuple[str, ...]


def checkup(folder: Path, today: date) -> Diagnosis:
    """Examine the logbook in a folder by its own settings; those that cannot be read are a finding too.

    Raises:
        MentorError: the logbook cannot be read at all, or was written by a newer program.
    """
    findings: list[Finding] = []
    settings, rules = Settings(), load_rules()
    try:
        settings = load_settings(folder)
        rules = rules_for(settings, folder)
    except MentorError as error:
        findings.append(Finding(Kind.SETTINGS, str(folder / FILE), error.message))
    found = diagnose(folder, rules.rulebook, settings.house, today)
    notes = (
        [*found.notes, _backup_note(Backups(found.path, settings.backups))] if found.lines else found.notes
    )
    return replace(found, findings=(*found.findings, *findings), notes=tuple(notes))


def diagnose(folder: Path, rulebook: Rulebook, house: HouseRules, today: date) -> Diagnosis:
    """Examine the logbook in a folder, also one that does not open; nothing is changed.

    Raises:
        MentorError: it cannot be read at all, or was written by a newer program.
    """
    found = look(folder)
    tables = found.snapshot.tables
    names = _names(tables.get(APPRENTICES, {}))
    findings = [
        *(_line(Kind.LINE, found.path, fault, names) for fault in found.faults),
        *(
            _line(Kind.HISTORY, kept.path, fault, {})
            for kept in look_at_kept(folder)
            for fault in kept.faults
        ),
        *_entries(tables, names),
        *_checks(found.snapshot, rulebook, house, today),
    ]
    notes = [warning(folder), _mark_note(found), _aside_note(folder)]
    if found.torn:
        notes.append(
            "The last line is a change that was never finished; the next change puts it aside in the history folder."
        )
    if found.appended > MANY_CHANGES:
        notes.append(
            f"{found.appended:,} changes since it was last compacted; `mentor-tui compact` makes it open faster."
        )
    return Diagnosis(
        path=found.path,
        lines=found.lines,
        changes=found.number,
        entries=sum(len(table) for name, table in tables.items() if name != SETTINGS_TABLE),
        findings=tuple(findings),
        notes=tuple(filter(None, notes)),
    )


def repair(before: Diagnosis, *, at: datetime, who: str, user: str = "") -> Repair:
    """Write a new logbook of every good line, keep the damaged file, and take out entries that are not valid.

    Entries of apprentices themselves stay, since everything else of theirs hangs on them.

    Args:
        before: What `diagnose` found.
        at: Now, with a time zone.
        who: The person who does it.
        user: The system's user where that is another name.

    Raises:
        MentorError: nothing can be saved, or the new logbook cannot be written; the old one stands then.
    """
    folder = before.path.parent
    kept = rebuild(folder, at=at, who=who).kept if before.of(Kind.LINE) else None
    removed: list[str] = []
    operations: list[Operation] = []
    with Store.open(folder) as store:
        for finding in before.findings:
            table, key = finding.entry or ("", "")
            document = store.table(table).get(key)
            if document is not None:
                operations.append(Operation(table, key, document, None))
                removed.append(f"{finding.where}: {finding.message}")
        if operations:
            why = f"repaired: took out {len(operations)} entries not valid"
            store.commit(operations, at=at, who=who, why=why, user=user)
    return Repair(before, kept, tuple(removed))


def _mark_note(found: Examination) -> str:
    """What is to be said of the mark beside a book, which the next change writes anew."""
    if not found.lines:
        return ""
    path, mark = mark_path(found.path), read_mark(found.path)
    if mark_is_damaged(found.path):
        return f"{path} is not what was written there. The next change writes it anew."
    if mark is None or mark.of(found.head.book) is None:
        whose = "belongs to another logbook" if mark else "is not there"
        return f"{path}, which tells what was confirmed last, {whose}. The next change writes it anew."
    behind = found.number - mark.number
    if behind > 0 and mark.generation == found.head.generation:
        changes = "The last change is whole" if behind == 1 else f"The last {behind:,} changes are whole"
        return f"{changes}, but not marked as confirmed, as after a power cut. The next change marks all."
    return ""


def _aside_note(folder: Path) -> str:
    kept = sorted(kept_aside(folder))
    return f"Unconfirmed ends of the book that were put aside: {', '.join(map(str, kept))}" if kept else ""


def _backup_note(backups: Backups) -> str:
    newest = next(iter(backups.found()), None)
    return (
        f"The newest backup was made on {newest.made}: {newest.path}" if newest else "There is no backup yet."
    )


def _names(apprentices: Mapping[str, Document]) -> dict[str, str]:
    return {key: str(document.get("name", "")) for key, document in apprentices.items()}


def _line(kind: Kind, path: Path, fault: LineFault, names: Mapping[str, str]) -> Finding:
    lost = tuple(
        title(table, key, names.get(apprentice_of(table, key), "")) for table, key in fault.documents
    )
    return Finding(kind, f"{path}, line {fault.line}", fault.cause, lost)


def _entries(tables: Mapping[str, Mapping[str, Document]], names: Mapping[str, str]) -> Iterator[Finding]:
    for table, documents in tables.items():
        if table == SETTINGS_TABLE:
            continue
        for key, document in documents.items():
            where = title(table, key, names.get(apprentice_of(table, key), ""))
            model = model_of(table)
            if model is not None:
                document, fields = known_part(model, document)  # noqa: PLW2901 - the rest is judged by itself
                for field in fields:
                    yield Finding(
                        Kind.ENTRY, where, f"the field {field} is not known to this version; it is kept"
                    )
            if problem := _problem(table, key, document):
                takes_out = table != APPRENTICES and model_of(table) is not None
                yield Finding(Kind.ENTRY, where, problem, entry=(table, key) if takes_out else None)
            elif apprentice_of(table, key) not in names:
                yield Finding(Kind.ENTRY, where, f"there is no apprentice {apprentice_of(table, key)}")


def _problem(table: str, key: str, document: Document) -> str:
    model = model_of(table)
    if model is None:
        return f"nothing is known of a table {table}"
    try:
        written = model.model_validate_json(orjson.dumps(document), strict=True)
    except ValidationError as error:
        return describe(error)
    if place(written) != (table, key):
        return f"it stands under {table}, {key}, but says that it is {', '.join(place(written))}"
    return ""


def _checks(snapshot: Snapshot, rulebook: Rulebook, house: HouseRules, today: date) -> Iterator[Finding]:
    for key, document in snapshot.table(APPRENTICES).items():
        try:
            person = load(Apprentice, document)[0]
            record = load_record(
                document,
                snapshot.table(sheets_table(key)),
                snapshot.table(credits_table(key)),
                snapshot.table(tests_table(key)),
            ).record
        except ValidationError:
            continue
        for problem in review(record, rulebook, house, today):
            yield Finding(Kind.CHECK, f"{person.name}, {problem.field}", problem.message)
