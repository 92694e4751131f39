"""Changes to week sheets: log, approve, return, reopen, void."""

from datetime import date, datetime

from mentor_tui.domain.checks import check_sheet
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.minutes import format_hours
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.weeksheet import SignOff, SignOffState, WeekSheet, WorkLine
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change, change


def find_sheet(record: TrainingRecord, week: date, placement: str | None = None) -> WeekSheet:
    """The sheet of a week; `placement` tells which where there are two.

    Raises:
        MentorError: there is none, or there are two and no placement is named.
    """
    found = [sheet for sheet in record.sheets_of(week) if placement in {None, sheet.placement}]
    if not found:
        raise MentorError(f"{record.apprentice.name} has no sheet for the week that ends on {week}.")
    if len(found) > 1:
        places = " or ".join(sheet.placement for sheet in found)
        raise MentorError(
            f"{record.apprentice.name} has two sheets in the week of {week}.", hint=f"Say which: {places}."
        )
    return found[0]


def held_sheet(record: TrainingRecord, sheet: WeekSheet) -> WeekSheet | None:
    """What is written down now under the key of `sheet`, voided or not."""
    return next((one for one in record.sheets if one.key == sheet.key), None)


def with_lines(sheet: WeekSheet, lines: tuple[WorkLine, ...]) -> WeekSheet:
    """The sheet with `lines`: a line of the same vehicle kind, area and supervision is replaced, the others stay."""
    new = {(line.kind, line.area, line.supervision): line for line in lines}
    kept = [new.pop((line.kind, line.area, line.supervision), line) for line in sheet.lines]
    return sheet.model_copy(update={"lines": (*kept, *new.values())})


def log_week(
    record: TrainingRecord, sheet: WeekSheet, rulebook: Rulebook, house: HouseRules, today: date
) -> Change:
    """Keep a sheet, in place of the one of that week and placement if there is one.

    Raises:
        RefusedError: a field is wrong, or the sheet held is approved and so locked.
        MentorError: it is written down like that already.
    """
    what = f"{format_hours(sheet.minutes)} h" if sheet.minutes else str(sheet.absence or "nothing")
    verb = "logged and approved" if sheet.approved else "logged"
    return change(
        f"{verb} {record.apprentice.name}, week of {sheet.week}: {what}",
        held_sheet(record, sheet),
        sheet,
        check_sheet(record, sheet, rulebook, house, today),
    )


def approve(record: TrainingRecord, sheet: WeekSheet, *, by: str, at: datetime) -> Change:
    """Approve a sheet, which locks it."""
    return _sign(record, sheet, SignOff(state=SignOffState.APPROVED, by=by, at=at), "approved")


def return_sheet(record: TrainingRecord, sheet: WeekSheet, *, by: str, at: datetime, reason: str) -> Change:
    """Return a sheet with a reason; it does not count until it is approved.

    Raises:
        MentorError: no reason is given, or the sheet is approved already.
    """
    if sheet.approved:
        raise MentorError(f"The sheet of {sheet.week} is approved.", hint="Reopen it with a reason first.")
    _needed(reason, "return")
    return _sign(record, sheet, SignOff(state=SignOffState.RETURNED, by=by, at=at, reason=reason), "returned")


def reopen(record: TrainingRecord, sheet: WeekSheet, *, by: str, at: datetime, reason: str) -> Change:
    """Make an approved or returned sheet a draft again.

    Raises:
        MentorError: no reason is given, or the sheet is a draft.
    """
    if sheet.sign_off.state is SignOffState.DRAFT:
        raise MentorError(f"The sheet of {sheet.week} is a draft already.")
    _needed(reason, "reopen")
    return _sign(record, sheet, SignOff(by=by, at=at, reason=reason), "reopened")


def void_sheet(record: TrainingRecord, sheet: WeekSheet, *, reason: str) -> Change:
    """Take a sheet out. It stays in the history and can be brought back.

    Raises:
        MentorError: no reason is given, or the sheet is approved.
    """
    if sheet.approved:
        raise MentorError(f"The sheet of {sheet.week} is approved.", hint="Reopen it with a reason first.")
    _needed(reason, "void")
    voided = sheet.model_copy(update={"voided": reason})
    return change(f"voided {record.apprentice.name}, week of {sheet.week}: {reason}", sheet, voided)


def _sign(record: TrainingRecord, sheet: WeekSheet, sign_off: SignOff, verb: str) -> Change:
    if sheet.sign_off.state is sign_off.state is SignOffState.APPROVED:
        raise MentorError(f"The sheet of {sheet.week} is approved already.")
    why = f"{verb} {record.apprentice.name}, week of {sheet.week}"
    why += f": {sign_off.reason}" if sign_off.reason else ""
    return change(why, sheet, sheet.model_copy(update={"sign_off": sign_off}))


def _needed(reason: str, verb: str) -> None:
    if not reason.strip():
        raise MentorError(f"To {verb} a sheet a reason is needed.")
