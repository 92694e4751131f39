"""Changes to week sheets: log, approve, return, reopen, void; many approved or returned as one change."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from mentor_tui.domain.checks import check
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.filtering import fold
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.problem import Problem, ProblemKind
from mentor_tui.domain.progress import weeks_to_log
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.sheet_checks import check_over
from mentor_tui.domain.vocabulary import SignOffState, Supervision, VehicleKind
from mentor_tui.domain.weeks import week_of
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import (
    Change,
    Edit,
    RefusedError,
    build,
    change,
    one_line,
    reason_given,
    revised,
)
from mentor_tui.words.hours import format_hours, hours_text
from mentor_tui.words.phrases import counted
from mentor_tui.words.problems import problem_text


def find_sheet(record: TrainingRecord, week: date, placement: str | None = None) -> WeekSheet:
    """The sheet of a week; `placement` tells which where there are two.

    Raises:
        MentorError: there is none, or there are two and no placement is named.
    """
    sheets = [sheet for sheet in record.sheets_of(week) if placement in {None, sheet.placement}]
    if not sheets:
        raise MentorError(f"{record.apprentice.name} has no sheet for the week that ends on {week}.")
    if len(sheets) > 1:
        placements = " or ".join(sheet.placement for sheet in sheets)
        raise MentorError(
            f"{record.apprentice.name} has two sheets in the week of {week}.",
            hint=f"Say which: {placements}.",
        )
    return sheets[0]


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
    order = [_work(line) for line in sheet.lines]
    kept = [line for line in sheet.lines if _work(line) not in new]
    in_order = sorted(
        (*kept, *lines), key=lambda line: order.index(_work(line)) if _work(line) in order else len(order)
    )
    return revised(sheet, lines=tuple(in_order))


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


_VERBS = {SignOffState.APPROVED: "approved", SignOffState.RETURNED: "returned"}


@dataclass(frozen=True, slots=True)
class SignedMany:
    """What signing many sheets would do.

    Attributes:
        change: All of it; None where no sheet can be signed.
        sheets: How many sheets are signed.
        people: How many apprentices they belong to.
        minutes: All that is written on them.
        already: How many sheets asked for have that sign-off already.
        left: Every other sheet asked for that is left as it is, and why.
    """

    change: Change | None
    sheets: int
    people: int
    minutes: int
    already: int
    left: tuple[str, ...]

    @property
    def count(self) -> str:
        """`41 sheets of 12 apprentices, 1604 h`."""
        return f"{counted(self.sheets, 'sheet')} of {counted(self.people, 'apprentice')}, {hours_text(self.minutes)}"


def sheets_asked_for(
    records: Iterable[TrainingRecord], *, week: date | None = None, shop: str = ""
) -> Iterator[tuple[TrainingRecord, WeekSheet]]:
    """The sheets of a week, of a shop, or of both, in order of the records and then of week; all where neither is named.

    Raises:
        MentorError: nobody was ever placed at a shop of that name.
    """
    everybody = tuple(records)
    wanted = fold(shop.strip())
    shops = {each.shop for record in everybody for each in record.apprentice.placements}
    if wanted and wanted not in map(fold, shops):
        raise MentorError(
            f"there is no shop {shop!r}", hint=f"There is {', '.join(sorted(shops)) or 'none'}."
        )
    for record in everybody:
        there = {each.key for each in record.apprentice.placements if wanted == fold(each.shop)}
        for sheet in sorted(record.sheets, key=lambda sheet: (sheet.week, sheet.placement)):
            if not sheet.voided and week in {None, sheet.week} and (not wanted or sheet.placement in there):
                yield record, sheet


def approve_many(
    asked: Iterable[tuple[TrainingRecord, WeekSheet]], *, by: str, at: datetime, today: date
) -> SignedMany:
    """Approve the drafts among the sheets; one that was returned, or whose week is not over on `today`, stays as it is.

    Raises:
        RefusedError: `by` names nobody.
    """

    def obstacle(sheet: WeekSheet) -> str:
        if sheet.sign_off.state is SignOffState.RETURNED:
            return f"returned: {sheet.sign_off.reason}"
        return next(map(problem_text, check_over(sheet.week, today)), "")

    return _sign_many(asked, build(SignOff, state=SignOffState.APPROVED, by=by, at=at), obstacle)


def return_many(
    asked: Iterable[tuple[TrainingRecord, WeekSheet]], *, by: str, at: datetime, reason: str
) -> SignedMany:
    """Return the drafts among the sheets with one reason; an approved one stays as it is.

    Raises:
        RefusedError: no reason is given, or `by` names nobody.
    """
    reason_given(reason, "return sheets")

    def obstacle(sheet: WeekSheet) -> str:
        return "approved and locked; reopen it with a reason first" if sheet.approved else ""

    return _sign_many(
        asked, build(SignOff, state=SignOffState.RETURNED, by=by, at=at, reason=reason), obstacle
    )


def _sign_many(
    asked: Iterable[tuple[TrainingRecord, WeekSheet]], sign_off: SignOff, obstacle: Callable[[WeekSheet], str]
) -> SignedMany:
    verb = _VERBS[sign_off.state]
    if not sign_off.by:
        raise RefusedError([Problem(ProblemKind.SIGNER_NEEDED, "by", {"verb": verb, "what": "sheets"})])
    edits: list[Edit] = []
    people: set[str] = set()
    left: list[str] = []
    already = minutes = 0
    for record, sheet in asked:
        if sheet.sign_off.state is sign_off.state:
            already += 1
        elif why := obstacle(sheet):
            left.append(f"{record.apprentice.name}, week of {sheet.week}: {why}")
        else:
            edits.append(Edit(sheet, revised(sheet, sign_off=sign_off)))
            people.add(sheet.apprentice)
            minutes += sheet.minutes
    signed = SignedMany(None, len(edits), len(people), minutes, already, tuple(left))
    if not edits:
        return signed
    why = f"{verb} {signed.count}" + (f": {sign_off.reason}" if sign_off.reason else "")
    return replace(signed, change=Change(one_line(why), tuple(edits)))
