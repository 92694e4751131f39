"""Training and earlier experience that may stand in for work in the logbook."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from mentor_tui.domain.model import Key, Model, Name, Text, model_error

ALL_TRACKS = "all"
"""Said among the tracks of a credit: every track that its kind counts towards."""


class TrainingCredit(Model):
    """A period of schooling, a course, a completed apprenticeship, a co-op degree, military service or earlier work.

    Attributes:
        apprentice: Key of the apprentice.
        key: Unique within the apprentice.
        kind: Key of a credit kind of the rule book, which says what it is worth.
        starts: First day.
        ends: Last day; a credit counts from the day after.
        months: Full-time months that it lasted, where that is less than the dates say; None for the whole period.
        school_years: School years that it lasted, for a kind that counts in them; None for as many as the dates hold.
        tracks: Keys of the tracks it counts towards, or `all` for every track of its kind. Empty in old entries only.
        granted: Months of experience that ASE has granted in writing, which stand instead of the rule book's rate.
        evidence: What proves it: a diploma, a letter, a form.
        voided: Why it was taken out; empty while it counts.
    """

    apprentice: Key
    key: Key
    kind: Key
    title: Name
    starts: date
    ends: date
    months: Annotated[int, Field(gt=0, le=600)] | None = None
    school_years: Annotated[float, Field(gt=0, le=20, multiple_of=0.5)] | None = None
    tracks: tuple[Key, ...] = ()
    granted: Annotated[int, Field(ge=0, le=600)] | None = None
    evidence: Text = ""
    note: Text = ""
    voided: Text = ""

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.ends < self.starts:
            raise model_error("ends-before-start", "ends", starts=self.starts, ends=self.ends)
        return self
