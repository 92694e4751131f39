"""What comes into the logbook from a file, as one change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mentor_tui.domain.record import TrainingRecord
from mentor_tui.exchange.column_dates import DateOrder
from mentor_tui.exchange.hours_import import plan_import
from mentor_tui.exchange.import_plan import ImportPlan
from mentor_tui.exchange.logbook_json import LogbookFile
from mentor_tui.logbook.changes import Change, Edit
from mentor_tui.logbook.documents import Written, place
from mentor_tui.logbook.session import Session
from mentor_tui.logbook.sheets import held_sheet

_OTHER_SETTINGS = (
    "The file was made with other settings of the shop; those here stay. `mentor-tui settings` lists them."
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a logbook file would change.

    Attributes:
        change: All of it; None where there is nothing to write.
        new: Entries that are not here yet.
        changed: Entries that are taken in place of what is here.
        same: Entries that are here already.
        differing: Entries that differ and are left as they are here.
        notes: What else the mentor should know.
    """

    change: Change | None
    new: int
    changed: int
    same: int
    differing: tuple[str, ...]
    notes: tuple[str, ...]


def plan_hours(
    session: Session,
    data: bytes,
    name: str,
    *,
    date_order: DateOrder | None = None,
    names: Mapping[str, str] | None = None,
    areas: Mapping[str, str] | None = None,
) -> ImportPlan:
    """What a spreadsheet of hours would change, row by row; nothing is written.

    Args:
        session: Where the records, the rules and the day come from.
        data: The bytes of the file.
        name: Its name, for messages and the history.
        date_order: How to read 03/04/2026.
        names: Names in the file, and the keys of the apprentices they mean.
        areas: Areas in the file, and the keys of the work areas they mean.

    Raises:
        MentorError: the file cannot be read as a list of hours; says where and what to do.
    """
    return plan_import(
        data,
        name,
        {record.apprentice.key: record for record in session.logbook.records()},
        session.rulebook,
        session.settings.house,
        session.today,
        date_order=date_order,
        names=names,
        areas=areas,
        mentor=session.mentor,
        now=session.clock(),
    )


def hours_change(session: Session, plan: ImportPlan) -> Change | None:
    """The sheets of a plan as one change; None where there are none."""
    edits = tuple(
        Edit(held_sheet(session.logbook.record(sheet.apprentice), sheet), sheet) for sheet in plan.sheets
    )
    many = f"{len(edits)} sheet{'' if len(edits) == 1 else 's'}"
    return Change(f"imported {many} from {plan.file} ({plan.sha256[:12]})", edits) if edits else None


def logbook_change(session: Session, found: LogbookFile, file: str, *, replace: bool) -> Incoming:
    """The entries of a logbook file that are not here yet as one change, and with `replace` those that differ."""
    held = {
        place(written): written
        for key in sorted(session.logbook.keys())
        for written in _entries(session.logbook.record(key))
    }
    edits: list[Edit] = []
    differing: list[str] = []
    new = same = 0
    for record in found.records:
        for written in _entries(record):
            before = held.get(place(written))
            if before == written:
                same += 1
            elif before is None or replace:
                new += before is None
                edits.append(Edit(before, written))
            else:
                differing.append(f"{record.apprentice.name}, {' '.join(place(written))}")
    return Incoming(
        change=Change(f"imported {len(edits)} entries from {file}", tuple(edits)) if edits else None,
        new=new,
        changed=len(edits) - new,
        same=same,
        differing=tuple(differing),
        notes=() if found.house == session.settings.house else (_OTHER_SETTINGS,),
    )


def _entries(record: TrainingRecord) -> Iterator[Written]:
    yield record.apprentice
    yield from record.sheets
    yield from record.credits
    yield from record.tests
