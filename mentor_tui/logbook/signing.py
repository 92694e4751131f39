"""Many week sheets approved or returned as one change."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from mentor_tui.domain.filtering import fold
from mentor_tui.domain.problem import Problem, ProblemKind
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.sheet_checks import check_over
from mentor_tui.domain.vocabulary import SignOffState
from mentor_tui.domain.weeksheet import SignOff, WeekSheet
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change, Edit, RefusedError, build, one_line, reason_given, revised
from mentor_tui.words.hours import hours_text
from mentor_tui.words.problems import problem_text

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
        return (
            f"{_many(self.sheets, 'sheet')} of {_many(self.people, 'apprentice')}, {hours_text(self.minutes)}"
        )


def sheets_asked_for(
    records: Iterable[TrainingRecord], *, week: date | None = None, shop: str = ""
) -> Iterator[tuple[TrainingRecord, WeekSheet]]:
    """The sheets of a week, of a shop, or of both, in order of the records and then of week; all where neither is named.

    Raises:
        MentorError: nobody was ever placed at a shop of that name.
    """
    everybody = tuple(records)
    wanted = fold(shop.strip())
    shops = {place.shop for record in everybody for place in record.apprentice.placements}
    if wanted and wanted not in map(fold, shops):
        raise MentorError(
            f"there is no shop {shop!r}", hint=f"There is {', '.join(sorted(shops)) or 'none'}."
        )
    for record in everybody:
        places = {place.key for place in record.apprentice.placements if wanted == fold(place.shop)}
        for sheet in sorted(record.sheets, key=lambda sheet: (sheet.week, sheet.placement)):
            if not sheet.voided and week in {None, sheet.week} and (not wanted or sheet.placement in places):
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
    found = SignedMany(None, len(edits), len(people), minutes, already, tuple(left))
    if not edits:
        return found
    why = f"{verb} {found.count}" + (f": {sign_off.reason}" if sign_off.reason else "")
    return replace(found, change=Change(one_line(why), tuple(edits)))


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
