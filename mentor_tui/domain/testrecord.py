"""What has happened with one ASE test of one apprentice."""

from datetime import date
from typing import Annotated

from pydantic import Field

from mentor_tui.domain.model import Key, Model, Text
from mentor_tui.domain.vocabulary import TestStep

TestCode = Annotated[str, Field(pattern=r"^[A-Z]{1,4}[0-9]{0,2}$")]
"""The code of a test, such as A5, T2, L2 or XEV1."""


class TestEvent(Model):
    """A step on a day.

    Attributes:
        on: The day it happened.
        until: The last day it holds: the end of the booking's window, or the certificate's expiry. None where the rule
            book's own period holds.
        voided: Why it was taken out; empty while it counts.
    """

    __test__ = False

    step: TestStep
    on: date
    until: date | None = None
    note: Text = ""
    voided: Text = ""


class TestRecord(Model):
    """All that happened with one test, in the order it was entered."""

    __test__ = False

    apprentice: Key
    code: TestCode
    events: tuple[TestEvent, ...] = ()

    @property
    def key(self) -> str:
        """Unique within the apprentice."""
        return self.code

    def known(self, today: date) -> list[TestEvent]:
        """The events up to `today` that were not voided, in order of date."""
        return sorted((e for e in self.events if e.on <= today and not e.voided), key=lambda e: e.on)
