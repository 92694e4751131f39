"""Everything written down about one apprentice."""

from datetime import date
from functools import cached_property

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.model import Model
from mentor_tui.domain.testrecord import TestRecord
from mentor_tui.domain.weeksheet import WeekSheet


class TrainingRecord(Model):
    """One apprentice with all sheets, credits and test records: the unit of reading, caching and hand-over."""

    apprentice: Apprentice
    sheets: tuple[WeekSheet, ...] = ()
    credits: tuple[TrainingCredit, ...] = ()
    tests: tuple[TestRecord, ...] = ()

    def sheets_of(self, week: date) -> tuple[WeekSheet, ...]:
        """The sheets of one week that were not voided."""
        return tuple(sheet for sheet in self.sheets if sheet.week == week and not sheet.voided)

    @cached_property
    def tests_by_code(self) -> dict[str, TestRecord]:
        """The test records by the code of their test."""
        return {test.code: test for test in self.tests}
