"""What comes into the logbook from a file, as one change."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import sha256

from mentor_tui.domain.checking import check_printable
from mentor_tui.domain.checks import check
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.vocabulary import Supervision, VehicleKind
from mentor_tui.domain.weeksheet import WeekSheet
from mentor_tui.errors import MentorError
from mentor_tui.exchange.column_dates import DateOrder
from mentor_tui.exchange.hours_import import SheetKey, Watch, plan_import
from mentor_tui.exchange.import_plan import ImportPlan
from mentor_tui.exchange.import_sheets import Imported
from mentor_tui.exchange.joining import Joining
from mentor_tui.exchange.logbook_json import LogbookFile
from mentor_tui.exchange.newcomers import Newcomers
from mentor_tui.logbook.changes import Change, Edit, one_line
from mentor_tui.logbook.kinds import address_of, entries_of
from mentor_tui.logbook.logbook import Logbook
from mentor_tui.logbook.session import Session
from mentor_tui.logbook.sheets import held_sheet
from mentor_tui.words.problems import with_field

_MARK = 12
"""So much of a file's SHA-256 stands in the history."""

_SHOWN = 8
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


def hours_planner(
    session: Session,
    data: bytes,
    name: str,
    *,
    date_order: DateOrder | None = None,
    names: Mapping[str, str] | None = None,
    areas: Mapping[str, str] | None = None,
    joining: Joining | None = None,
    approve: bool = False,
    newcomers: Newcomers | None = None,
) -> Callable[[Watch], ImportPlan]:
    """What works out, from what the logbook holds now, what a spreadsheet of hours would change, row by row; nothing is written.

    The logbook is read here and not by what comes back, which may therefore run in another thread. That is given what the rows go
    through, and raises MentorError where the file cannot be read as a list of hours; it says where and what to do.

    Args:
        session: Where the records, the rules and the day come from.
        data: The bytes of the file.
        name: Its name, for messages and the history.
        date_order: How to read 03/04/2026.
        names: Names in the file, and the keys of the apprentices they mean.
        areas: Areas in the file, and the keys of the work areas they mean.
        joining: What to do with hours of which their days do not tell whether they are here already.
        approve: Whether to approve every sheet that the file names, if its week is over.
        newcomers: What is known of people whom the file brings along; None where nobody is added.
    """
    records = {record.apprentice.key: record for record in session.logbook.records()}
    rulebook, house, today = session.rulebook, session.settings.house, session.today
    mentor, now = session.mentor, session.clock()
    imported = imported_before(session.logbook, sha256(data).hexdigest())

    def plan(watch: Watch) -> ImportPlan:
        return plan_import(
            data,
            name,
            records,
            rulebook,
            house,
            today,
            date_order=date_order,
            names=names,
            areas=areas,
            mentor=mentor,
            now=now,
            joining=joining,
            imported=imported,
            approve=approve,
            watch=watch,
            newcomers=newcomers,
        )

    return plan


def imported_before(logbook: Logbook, mark: str) -> Mapping[SheetKey, Imported]:
    """The minutes without a day that imports of one file have put on each sheet, as far as they were not taken back.

    Args:
        logbook: Where its history is.
        mark: The SHA-256 of the file, which the history names by its beginning.
    """
    found: dict[SheetKey, dict[tuple[VehicleKind, str, Supervision], int]] = {}
    for edits in logbook.still_holding(f"({mark[:_MARK]})"):
        for before, after in edits:
            if not isinstance(after, WeekSheet):
                continue
            minutes = found.setdefault((after.apprentice, after.week, after.placement), defaultdict(int))
            for sign, sheet in ((1, after), (-1, before)):
                for line in sheet.lines if isinstance(sheet, WeekSheet) else ():
                    if line.day is None:
                        minutes[line.kind, line.area, line.supervision] += sign * line.minutes
    return found


def hours_change(session: Session, plan: ImportPlan) -> Change | None:
    """The apprentices and sheets of a plan as one change; None where there are none."""
    new = {person.key for person in plan.people}
    people = tuple(Edit(None, person) for person in plan.people)
    sheets = tuple(
        Edit(
            None if sheet.apprentice in new else held_sheet(session.logbook.record(sheet.apprentice), sheet),
            sheet,
        )
        for sheet in plan.sheets
    )
    edits = (*people, *sheets)
    many = f"{len(sheets)} sheet{'' if len(sheets) == 1 else 's'}"
    many += f" and {len(people)} apprentice{'' if len(people) == 1 else 's'}" if people else ""
    why = one_line(f"imported {many} from {plan.file} ({plan.sha256[:_MARK]})")
    return Change(why, edits) if edits else None


def logbook_change(session: Session, found: LogbookFile, file: str, *, replace: bool) -> Incoming:
    """The entries of a logbook file that are not here yet as one change, and with `replace` those that differ.

    What the forms would warn of or refuse is told; but what was kept once can be brought back, also where a rule or a date has
    changed since.

    Raises:
        MentorError: a text holds what could steer a terminal; says where. Nothing of such a file is taken.
    """
    _refuse_unprintable(found, file)
    present = {
        address_of(written): written
        for key in sorted(session.logbook.keys())
        for written in entries_of(session.logbook.record(key))
    }
    edits: list[Edit] = []
    differing: list[str] = []
    new = same = 0
    for record in found.records:
        for written in entries_of(record):
            before = present.get(address_of(written))
            if before == written:
                same += 1
            elif before is None or replace:
                new += before is None
                edits.append(Edit(before, written))
            else:
                differing.append(f"{record.apprentice.name}, {' '.join(address_of(written))}")
    return Incoming(
        change=Change(one_line(f"imported {len(edits)} entries from {file}"), tuple(edits))
        if edits
        else None,
        new=new,
        changed=len(edits) - new,
        same=same,
        differing=tuple(differing),
        notes=(
            *(() if found.house == session.settings.house else (_OTHER_SETTINGS,)),
            *_reviewed(
                session, found.records, {address_of(edit.after).apprentice for edit in edits if edit.after}
            ),
        ),
    )


def _refuse_unprintable(found: LogbookFile, file: str) -> None:
    problems = [
        f"{file}: {address_of(written).title(record.apprentice.name)}: {with_field(problem)}"
        for record in found.records
        for written in entries_of(record)
        for problem in check_printable(written)
    ]
    if problems:
        shown = problems[:_SHOWN]
        more = [f"and {len(problems) - _SHOWN:,} more"] if len(problems) > _SHOWN else []
        raise MentorError(
            "\n".join([*shown, *more]), hint="Nothing was imported. Correct the file and try again."
        )


def _reviewed(session: Session, records: Iterable[TrainingRecord], keys: AbstractSet[str]) -> Iterator[str]:
    """What should be looked at in the records with something to write."""
    said = 0
    for record in records:
        if record.apprentice.key in keys:
            for problem in check(record, session.frame):
                said += 1
                if said <= _SHOWN:
                    yield f"{record.apprentice.name}, {with_field(problem)}"
    if said > _SHOWN:
        yield f"and {said - _SHOWN:,} more to look at; `mentor-tui doctor` names them all once they are in the logbook"
