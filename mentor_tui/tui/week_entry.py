"""What is typed into the week dialog, for as many weeks as the mentor goes to; knows no widget."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from pydantic import ValidationError

from mentor_tui.domain.apprentice import Placement
from mentor_tui.domain.problem import Problem, ProblemKind, problems_of
from mentor_tui.domain.progress import StripWeek, week_strip, weeks_to_log
from mentor_tui.domain.vocabulary import SignOffState, VehicleKind
from mentor_tui.domain.weeks import WEEK, week_of
from mentor_tui.domain.weeksheet import SignOff, WeekSheet
from mentor_tui.logbook.changes import Change, RefusedError
from mentor_tui.logbook.session import Session
from mentor_tui.logbook.sheets import log_week, reopen, return_sheet, week_to_log
from mentor_tui.logbook.typedweek import TypedWeek, placements_in, sheet_held, typed_week


class WeekEntry:
    """One apprentice's weeks while they are typed.

    It begins with the week that was chosen before, for somebody else perhaps, or with the one that is to be logged next.

    Attributes:
        record: What is written down, as it was when the dialog was opened or a write was done.
        week: The last day of the week shown.
        placement: The placement shown; None where the week has none.
        newest: The week of today.
    """

    def __init__(self, session: Session, key: str, chosen: date | None = None) -> None:
        self._session = session
        self._key = key
        self._typed: dict[tuple[date, str], TypedWeek] = {}
        self.record = session.logbook.record(key)
        self.newest = week_of(session.today, session.settings.house.week_ends)
        self.week = self.newest
        self.placement: Placement | None = None
        self._first = week_to_log(session.insights.judged(key), chosen)
        self.go(self._first)

    @property
    def placements(self) -> tuple[Placement, ...]:
        """The placements of the week."""
        return placements_in(self.record, self.week)

    @property
    def kind(self) -> VehicleKind:
        """What is worked on at the placement."""
        return self.placement.kind if self.placement else VehicleKind.NONE

    @property
    def sheet(self) -> WeekSheet | None:
        """What is written down."""
        return sheet_held(self.record, self.week, self.placement.key) if self.placement else None

    @property
    def locked(self) -> bool:
        """Whether nothing can be typed here."""
        return self.placement is None or (self.sheet is not None and self.sheet.approved)

    @property
    def typed(self) -> TypedWeek:
        """What is typed, or what is written down or proposed where nothing is."""
        return self._typed.get(self.here) or self._untouched

    @typed.setter
    def typed(self, typed: TypedWeek) -> None:
        if typed == self._untouched:
            self._typed.pop(self.here, None)
        elif not self.locked:
            self._typed[self.here] = typed

    @property
    def touched(self) -> bool:
        """Whether something is typed in this week."""
        return self.here in self._typed

    def go(self, week: date, placement: str = "") -> None:
        """To another week or placement; one that was typed into comes first."""
        self.week = min(week, self.newest)
        wanted = placement or next((key for day, key in self._typed if day == self.week), "")
        choice = {placement.key: placement for placement in self.placements}
        self.placement = choice.get(wanted) or next(iter(choice.values()), None)
        self._untouched = typed_week(self.record, self.week, self.placement, self._session.rulebook)

    def drop(self) -> None:
        """Forget what is typed in this week."""
        self.forget(*self.here)

    def forget(self, week: date, placement: str) -> None:
        """Forget what is typed in a week at a placement."""
        self._typed.pop((week, placement), None)

    def reload(self) -> None:
        """Take what is written down now."""
        self.record = self._session.logbook.record(self._key)
        self.go(self.week, self.placement.key if self.placement else "")

    def strip(self, weeks: int) -> tuple[StripWeek, ...]:
        """What has become of the last weeks."""
        return week_strip(self._session.insights.judged(self._key), weeks)

    def next_missing(self) -> date | None:
        """The nearest older week without a sheet, then the newest one; None where there is none."""
        missing = weeks_to_log(self._session.insights.judged(self._key))
        older = [week for week in missing if week < self.week]
        return max(older or missing, default=None)

    def step(self, weeks: int) -> bool:
        """So many weeks on; False at the first week of the programme and at that of today."""
        week = self.week + weeks * WEEK
        if week > self.newest or week < self.record.apprentice.start:
            return False
        self.go(week)
        return True

    # What is kept

    def change(self, *, approve: bool) -> Change:
        """What keeping the week would do.

        Raises:
            RefusedError: a field is wrong; `lines.N` names a line as it is typed.
            MentorError: it is written down like that already.
        """
        session, typed = self._session, self.typed
        if typed.problems:
            raise RefusedError(typed.problems)
        signed = SignOff(state=SignOffState.APPROVED, by=session.mentor, at=session.clock())
        try:
            sheet = typed.sheet(signed if approve else SignOff())
            return log_week(self.record, sheet, session.frame)
        except ValidationError as error:
            raise RefusedError(problems_of(error)) from error
        except RefusedError as error:
            raise RefusedError(self._as_typed(error)) from None

    def returned(self, reason: str) -> Change:
        """The sheet sent back.

        Raises:
            MentorError: it is approved.
        """
        session = self._session
        return return_sheet(self.record, self._sheet(), by=session.mentor, at=session.clock(), reason=reason)

    def reopened(self, reason: str) -> Change:
        """The sheet made a draft again.

        Raises:
            MentorError: it is a draft.
        """
        session = self._session
        return reopen(self.record, self._sheet(), by=session.mentor, at=session.clock(), reason=reason)

    # What is not kept yet

    def unkept(self) -> dict[str, Any] | None:
        """Every week that is typed, as plain data; None where there is none."""
        if not self._typed:
            return None
        return {"weeks": [typed.model_dump(mode="json") for typed in self._typed.values()]}

    def restore(self, before: dict[str, Any]) -> bool:
        """Take up what was typed before, and go to the newest week of it; False where nothing of it fits."""
        for typed in _valid(before):
            self.go(typed.week, typed.placement)
            if typed.apprentice == self._key and self.here == (typed.week, typed.placement):
                self.typed = typed
        return self.go_to_unkept()

    def go_to_unkept(self) -> bool:
        """To the newest week that is typed and not kept; to the one it began with where there is none."""
        week, placement = max(self._typed, default=(self._first, ""))
        self.go(week, placement)
        return bool(self._typed)

    @property
    def here(self) -> tuple[date, str]:
        """The week and the key of its placement."""
        return self.week, self.placement.key if self.placement else ""

    def _sheet(self) -> WeekSheet:
        if self.sheet is None:
            raise RefusedError([Problem(ProblemKind.NO_SHEET, "week")])
        return self.sheet

    def _as_typed(self, error: RefusedError) -> Iterator[Problem]:
        """The problems with the numbers of the lines as they are typed, those without time among them."""
        positions = [position for position, _ in self.typed.kept_lines()]
        for problem in error.problems:
            group, *rest = problem.field.split(".")
            if group == "lines" and rest and int(rest[0]) < len(positions):
                yield problem._replace(field=f"lines.{positions[int(rest[0])]}")
            else:
                yield problem


def _valid(before: dict[str, Any]) -> Iterator[TypedWeek]:
    weeks = before.get("weeks")
    for one in weeks if isinstance(weeks, list) else ():
        with suppress(ValidationError):
            yield TypedWeek.model_validate(one)
