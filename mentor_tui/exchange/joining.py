"""How the hours of a file join those that a week sheet has already, by the days they were worked on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from mentor_tui.exchange.import_plan import RowState

Days = Mapping[date | None, int]
"""Minutes of one kind of work in one week by day; under None those whose day is not written down."""


class Joining(StrEnum):
    """What to do with hours that meet others of the same work in a week, where their days do not tell."""

    ADD = "add"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Joined:
    """One kind of work of one week after an import.

    Attributes:
        after: What stands on the sheet then; what is still to be decided is not in it.
        states: What becomes of the hours of each day of the file.
    """

    after: Days
    states: Mapping[date | None, RowState]


def join(kept: Days, given: Days, joining: Joining | None, imported: int = 0) -> Joined:
    """Join the hours of a file to those on a sheet, for one kind of work in one week.

    A day of the file takes the place of the same day on the sheet, and other days stay. Hours without a day are the same where
    the sheet has as many without a day, or as many on all its days together. Where neither tells, it has to be decided.

    Args:
        kept: What is on the sheet.
        given: What is in the file.
        joining: What was decided; None where nothing was.
        imported: Minutes without a day that this very file has put on the sheet before, and that were not taken back.
    """
    after = dict(kept)
    states: dict[date | None, RowState] = {}
    for day in sorted(day for day in given if day is not None):
        states[day] = _join_day(after, day, given[day], joining, unsure=None in kept and None not in given)
    if None in given:
        states[None] = _join_rest(after, kept, given, joining, imported)
    return Joined(MappingProxyType(after), MappingProxyType(states))


def _join_day(
    after: dict[date | None, int], day: date, minutes: int, joining: Joining | None, *, unsure: bool
) -> RowState:
    """Put the hours of one day; `unsure` where the sheet has hours without a day, which may be the same ones."""
    if day in after:
        before, after[day] = after[day], minutes
        return RowState.SAME if before == minutes else RowState.CHANGED
    if unsure and joining is None:
        return RowState.TO_DECIDE
    replaced = unsure and joining is Joining.REPLACE
    if replaced:
        after.pop(None, None)
    after[day] = minutes
    return RowState.CHANGED if replaced else RowState.NEW


def _join_rest(
    after: dict[date | None, int], kept: Days, given: Days, joining: Joining | None, imported: int
) -> RowState:
    """Put the hours without a day."""
    minutes, imported = given[None], max(0, imported)
    if not kept:
        after[None] = minutes
        return RowState.NEW
    if joining is Joining.REPLACE:
        # The file speaks of the whole week: what it does not name is not there.
        whole = (
            dict(after)
            if _sum_agrees(kept, given)
            else {day: after.get(day, 0) for day in given} | {None: minutes}
        )
        same = whole == after
        after.clear()
        after.update(whole)
        return RowState.SAME if same else RowState.CHANGED
    if imported >= minutes:
        return RowState.SAME
    if joining is None and not imported:
        same = kept.get(None) == minutes or _sum_agrees(kept, given)
        return RowState.SAME if same else RowState.TO_DECIDE
    after[None] = kept.get(None, 0) + minutes - imported
    return RowState.NEW


def _sum_agrees(kept: Days, given: Days) -> bool:
    return len(given) == 1 and sum(kept.values()) == given[None]
