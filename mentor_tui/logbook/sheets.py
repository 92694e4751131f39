"""Changes to week sheets: log, approve, return, reopen, void."""

from datetime import date, datetime

from mentor_tui.domain.checks import check
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.problem import Problem, ProblemKind
from mentor_tui.domain.progress import weeks_to_log
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.sheet_checks import check_over
from mentor_tui.domain.vocabulary import SignOffState, Supervision, VehicleKind
from mentor_tui.domain.weeks import week_of
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change, RefusedError, build, change, reason_given, revised
from mentor_tui.words.hours import format_hours


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
    return record.sheet(sheet.week, sheet.placement)


def with_lines(sheet: WeekSheet, lines: tuple[WorkLine, ...]) -> WeekSheet:
    """The sheet with `lines`: all work of the same vehicle kind, area and supervision is replaced, the rest stays.

    Raises:
        RefusedError: the same work is given twice, or the lines are more than a week has.
    """
    new = {_work(line): line for line in lines}
    if len(new) < len(lines):
        twice = next(line for line in lines if new[_work(line)] is not line)
        raise RefusedError([Problem(ProblemKind.TWICE, "lines", {"area": twice.area})])
    held = [_work(line) for line in sheet.lines]
    kept = [line for line in sheet.lines if _work(line) not in new]
    in_place = sorted(
        (*kept, *lines), key=lambda line: held.index(_work(line)) if _work(line) in held else len(held)
    )
    return revised(sheet, lines=tuple(in_place))


def week_to_log(judged: JudgedRecord, chosen: date | None = None) -> date:
    """The week to begin with: the one that was chosen if it has no sheet yet, else the newest that is over and has none.

    A week is over from its last day on. Where every week of the last year that is over has a sheet, it is that of today.
    """
    open_weeks = weeks_to_log(judged)
    if chosen in open_weeks:
        return chosen
    over = [week for week in open_weeks if week <= judged.today]
    return max(over, default=week_of(judged.today, judged.house.week_ends))


def log_week(record: TrainingRecord, sheet: WeekSheet, frame: Frame) -> Change:
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
        check(record, frame, sheet),
    )


def approve(record: TrainingRecord, sheet: WeekSheet, *, by: str, at: datetime, today: date) -> Change:
    """Approve a sheet, which locks it; with a warning where its week is not over on `today`.

    Raises:
        MentorError: it is approved already, or was taken out, or `by` names nobody.
    """
    signed = _sign(record, sheet, "approved", state=SignOffState.APPROVED, by=by, at=at)
    return signed._replace(warnings=tuple(check_over(sheet.week, today)))


def return_sheet(record: TrainingRecord, sheet: WeekSheet, *, by: str, at: datetime, reason: str) -> Change:
    """Return a sheet with a reason; it does not count until it is approved.

    Raises:
        MentorError: no reason is given, or the sheet is approved already.
    """
    _unlocked(sheet)
    reason_given(reason, "return a sheet")
    return _sign(record, sheet, "returned", state=SignOffState.RETURNED, by=by, at=at, reason=reason)


def reopen(record: TrainingRecord, sheet: WeekSheet, *, by: str, at: datetime, reason: str) -> Change:
    """Make an approved or returned sheet a draft again.

    Raises:
        MentorError: no reason is given, or the sheet is a draft.
    """
    if sheet.sign_off.state is SignOffState.DRAFT:
        raise MentorError(f"The sheet of {sheet.week} is a draft already.")
    reason_given(reason, "reopen a sheet")
    return _sign(record, sheet, "reopened", by=by, at=at, reason=reason)


def void_sheet(record: TrainingRecord, sheet: WeekSheet, *, reason: str) -> Change:
    """Take a sheet out. It stays in the history and can be brought back.

    Raises:
        MentorError: no reason is given, or the sheet is approved.
    """
    _unlocked(sheet)
    _not_voided(sheet)
    voided = revised(sheet, voided=reason_given(reason, "void a sheet"))
    return change(f"voided {record.apprentice.name}, week of {sheet.week}: {reason}", sheet, voided)


def _work(line: WorkLine) -> tuple[VehicleKind, str, Supervision]:
    return line.kind, line.area, line.supervision


def _unlocked(sheet: WeekSheet) -> None:
    if sheet.approved:
        raise MentorError(f"The sheet of {sheet.week} is approved.", hint="Reopen it with a reason first.")


def _not_voided(sheet: WeekSheet) -> None:
    if sheet.voided:
        raise MentorError(
            f"The sheet of {sheet.week} was taken out: {sheet.voided}",
            hint="Log the week again to bring it back.",
        )


def _sign(record: TrainingRecord, sheet: WeekSheet, verb: str, **fields: object) -> Change:
    sign_off = build(SignOff, **fields)
    _not_voided(sheet)
    if sheet.sign_off.state is sign_off.state is SignOffState.APPROVED:
        raise MentorError(f"The sheet of {sheet.week} is approved already.")
    if not sign_off.by:
        raise RefusedError([Problem(ProblemKind.SIGNER_NEEDED, "by", {"verb": verb, "what": "sheet"})])
    why = f"{verb} {record.apprentice.name}, week of {sheet.week}"
    why += f": {sign_off.reason}" if sign_off.reason else ""
    return change(why, sheet, revised(sheet, sign_off=sign_off))
