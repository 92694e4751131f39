"""Examining a logbook from the checksums of its lines to the sense of what they say, and repairing it when asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

import orjson
from pydantic import ValidationError

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.checks import check
from mentor_tui.domain.frame import Frame
from mentor_tui.errors import MentorError
from mentor_tui.logbook.backups import Backups
from mentor_tui.logbook.documents import invalid_text, read_document, read_record, unknown_fields
from mentor_tui.logbook.folders import warning
from mentor_tui.logbook.kinds import APPRENTICES, Address, address_of
from mentor_tui.logbook.rules import load_rules
from mentor_tui.logbook.session import rules_for
from mentor_tui.logbook.settings_file import TABLE as SETTINGS_TABLE
from mentor_tui.settings import FILE, Settings, load_settings
from mentor_tui.store.examination import Examination
from mentor_tui.store.generations import kept_aside
from mentor_tui.store.lock import mark_is_damaged, mark_path, read_mark
from mentor_tui.store.proved import LineFault
from mentor_tui.store.records import Document
from mentor_tui.store.repair import look, look_at_kept, rebuild
from mentor_tui.store.store import Store
from mentor_tui.store.tables import BookDatabase, BookTable, SnapshotDatabase
from mentor_tui.words.problems import field_text, problem_text

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
    entry: Address | None = None


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
    found = diagnose(folder, Frame(rules.rulebook, settings.house, today))
    notes = (
        [*found.notes, _backup_note(Backups(found.path, settings.backups))] if found.lines else found.notes
    )
    return replace(found, findings=(*found.findings, *findings), notes=tuple(notes))


def diagnose(folder: Path, frame: Frame) -> Diagnosis:
    """Examine the logbook in a folder, also one that does not open; nothing is changed.

    Raises:
        MentorError: it cannot be read at all, or was written by a newer program.
    """
    found = look(folder)
    db = SnapshotDatabase(found.snapshot)
    tables = [table for table in found.snapshot.tables if table != SETTINGS_TABLE]
    names = {key: str(person.get("name", "")) for key, person in db.table(APPRENTICES).by_key().items()}
    findings = [
        *(_line(Kind.LINE, found.path, fault, names) for fault in found.faults),
        *(
            _line(Kind.HISTORY, kept.path, fault, {})
            for kept in look_at_kept(folder)
            for fault in kept.faults
        ),
        *(finding for table in tables for finding in _entries(db.table(table), names)),
        *_checks(db, frame),
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
        entries=sum(len(db.table(table)) for table in tables),
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
    with Store.open(folder) as store:
        with store.reading() as db:
            removed = [
                (finding, finding.entry)
                for finding in before.findings
                if finding.entry and db.table(finding.entry.table).at(finding.entry.key) is not None
            ]
        if removed:
            why = f"repaired: took out {len(removed)} entries not valid"
            with store.transaction(at=at, who=who, why=why, user=user) as db:
                for _, address in removed:
                    db.table(address.table).remove(doc_ids=[address.key])  # type: ignore[list-item] # of text
    return Repair(before, kept, tuple(f"{finding.where}: {finding.message}" for finding, _ in removed))


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


def _line(kind: Kind, path: Path, fault: LineFault, names: Mapping[str, str]) -> Finding:
    addresses = (Address(table, key) for table, key in fault.documents)
    lost = tuple(address.title(names.get(address.apprentice, "")) for address in addresses)
    return Finding(kind, f"{path}, line {fault.line}", fault.cause, lost)


def _entries(table: BookTable, names: Mapping[str, str]) -> Iterator[Finding]:
    for key, document in table.by_key().items():
        address = Address(table.name, key)
        where = address.title(names.get(address.apprentice, ""))
        if address.kind is not None:
            for field in unknown_fields(address.kind.model, document):
                yield Finding(
                    Kind.ENTRY, where, f"the field {field} is not known to this version; it is kept"
                )
        if problem := _problem(address, document):
            takes_out = table.name != APPRENTICES and address.kind is not None
            yield Finding(Kind.ENTRY, where, problem, entry=address if takes_out else None)
        elif address.apprentice not in names:
            yield Finding(Kind.ENTRY, where, f"there is no apprentice {address.apprentice}")


def _problem(address: Address, document: Document) -> str:
    if address.kind is None:
        return f"nothing is known of a table {address.table}"
    try:
        written = address.kind.model.model_validate_json(orjson.dumps(document), strict=True, extra="ignore")
    except ValidationError as error:
        return invalid_text(error)
    if address_of(written) != address:
        return f"it stands under {', '.join(address)}, but says that it is {', '.join(address_of(written))}"
    return ""


def _checks(db: BookDatabase, frame: Frame) -> Iterator[Finding]:
    for key, document in db.table(APPRENTICES).by_key().items():
        try:
            person = read_document(Apprentice, document)[0]
            record = read_record(db, key).record
        except ValidationError:
            continue
        for problem in check(record, frame):
            yield Finding(Kind.CHECK, f"{person.name}, {field_text(problem)}", problem_text(problem))
