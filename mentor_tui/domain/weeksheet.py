"""What one apprentice did in one week at one shop, and who signed for it."""

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import Field, model_validator

from mentor_tui.domain.model import Key, Model, Text, model_error
from mentor_tui.domain.vocabulary import Absence, SignOffState, Supervision, VehicleKind
from mentor_tui.domain.weeks import MINUTES_OF_A_WEEK, first_day

Minutes = Annotated[int, Field(gt=0, le=MINUTES_OF_A_WEEK, strict=True)]
"""Whole minutes, more than none and no more than a week has."""


class SignOff(Model):
    """Who approved or returned a sheet, and when; a returned one says why."""

    state: SignOffState = SignOffState.DRAFT
    by: Text = ""
    at: datetime | None = None
    reason: Text = ""


class WorkLine(Model):
    """Minutes of work on one area of one kind of vehicle.

    Attributes:
        area: Key of a work area of the rule book.
        estimated: The split was estimated, not noted down.
        note: What was done, in the words of the shop.
        day: The day on which it was done; None where only the week is known.
    """

    kind: VehicleKind
    area: Key
    minutes: Minutes
    supervision: Supervision = Supervision.SUPERVISED
    estimated: bool = False
    note: Text = ""
    day: date | None = None


class WeekSheet(Model):
    """One apprentice, one week, one placement.

    Attributes:
        apprentice: Key of the apprentice.
        week: The last day of the week.
        placement: Key of the placement.
        voided: Why it was taken out; empty while it counts.
    """

    apprentice: Key
    week: date
    placement: Key
    lines: tuple[WorkLine, ...] = ()
    absence: Absence | None = None
    sign_off: SignOff = SignOff.model_construct()
    note: Text = ""
    voided: Text = ""

    @model_validator(mode="after")
    def _fits_a_week(self) -> Self:
        if self.minutes > MINUTES_OF_A_WEEK:
            raise model_error("lines-over-a-week", "lines", minutes=self.minutes)
        for line in self.lines:
            if line.day is not None and not first_day(self.week) <= line.day <= self.week:
                raise model_error("line-outside-week", "lines", day=line.day, week=self.week)
        return self

    @property
    def key(self) -> str:
        """Unique within the apprentice."""
        return f"{self.week.isoformat()}/{self.placement}"

    @property
    def minutes(self) -> int:
        """All minutes on the sheet, counted or not."""
        return sum(line.minutes for line in self.lines)

    @property
    def approved(self) -> bool:
        """Whether the sheet is approved and so locked."""
        return self.sign_off.state is SignOffState.APPROVED
