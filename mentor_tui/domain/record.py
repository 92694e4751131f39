"""Everything written down about one apprentice."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, Self, get_args

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

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """The same with other values; what was worked out of the old ones is not taken along."""
        copied = super().model_copy(update=update, deep=deep)
        for name in ("_by_key", "sheets_by_week", "tests_by_code"):
            copied.__dict__.pop(name, None)
        return copied

    def sheets_of(self, week: date) -> tuple[WeekSheet, ...]:
        """The sheets of one week that were not voided."""
        return tuple(self.sheets_by_week.get(week, ()))

    def sheet(self, week: date, placement: str) -> WeekSheet | None:
        """The sheet of one week and placement, voided or not."""
        return self._by_key.get((week, placement))

    @cached_property
    def sheets_by_week(self) -> dict[date, list[WeekSheet]]:
        """The sheets that were not voided."""
        weeks = defaultdict[date, list[WeekSheet]](list)
        for sheet in self.sheets:
            if not sheet.voided:
                weeks[sheet.week].append(sheet)
        return weeks

    @cached_property
    def _by_key(self) -> dict[tuple[date, str], WeekSheet]:
        return {(sheet.week, sheet.placement): sheet for sheet in self.sheets}

    @cached_property
    def tests_by_code(self) -> dict[str, TestRecord]:
        """The test records by the code of their test."""
        return {test.code: test for test in self.tests}


PARTS: dict[str, type[Model]] = {
    name: get_args(field.annotation)[0]
    for name, field in TrainingRecord.model_fields.items()
    if name != "apprentice"
}
"""What belongs to an apprentice: the fields of a record, and what there are several of in each, with an `apprentice` and a `key`."""
