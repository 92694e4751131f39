"""What training credits are worth towards a requirement, each by itself and beside each other."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.periods import Days, period
from mentor_tui.domain.rulebook import CreditKind, Requirement, Rulebook

_ACADEMIC_YEAR = 4, 3
"""A school year of nine months counts as twelve: training may claim so much more than its dates."""


class CreditEntry(NamedTuple):
    """One credit and what became of it. Amounts are minutes of full-time work.

    Attributes:
        claimed: What the rule book's rate makes of it.
        counted: What of that counts.
        why: In words, why not all of it does; empty where it does.
        whole: Whether it meets the whole requirement by itself.
        counts_from: The day after its last day.
    """

    credit: TrainingCredit
    kind: CreditKind | None
    claimed: int
    counted: int
    why: str
    whole: bool
    counts_from: date

    @property
    def days(self) -> Days:
        """The days from first to last."""
        return Days([period(self.credit.starts, self.credit.ends)])

    @property
    def is_work(self) -> bool:
        """Whether it is earlier work, which no cap of training holds down."""
        return self.kind is not None and self.kind.counts_as == "work" and not self.whole

    def less(self, counted: int, why: str) -> "CreditEntry":
        """The same with less of it counted."""
        return self._replace(counted=counted, why=why)

    def beside(self, employed: Days) -> "CreditEntry":
        """The same without the days that count as work instead."""
        overlap = self.days.within(employed)
        if not overlap or not (self.counted or self.whole):
            return self
        counted = self.counted * (len(self.days) - overlap) // len(self.days)
        return self._replace(
            counted=counted, whole=False, why="the time in employment counts as work instead"
        )


def calendar_minutes(days: int, rulebook: Rulebook, house: HouseRules) -> int:
    """Days of full-time employment as minutes.

    Source: rule `clock`.
    """
    return days * house.year_minutes // rulebook.clock.calendar_days_per_year


def claims(
    credits: Iterable[TrainingCredit],
    tracks: Iterable[str],
    requirement: Requirement | None,
    rulebook: Rulebook,
    house: HouseRules,
    today: date,
) -> tuple[CreditEntry, ...]:
    """What each credit gives as of `today`, those that give most for their time first; no day is claimed twice.

    Source: rules `credits` of the rule book.
    """
    entries = [_claim(credit, set(tracks), requirement, rulebook, house, today) for credit in credits]
    entries.sort(key=lambda entry: (-entry.whole, -entry.claimed / len(entry.days), entry.credit.key))
    taken = Days()
    settled: list[CreditEntry] = []
    for entry in entries:
        days = entry.days
        free = len(days) - days.within(taken)
        if entry.claimed:
            taken = Days([*taken.periods, *days.periods])
        overlaps = entry.claimed and free < len(days)
        settled.append(
            entry.less(entry.claimed * free // len(days), "overlaps with another credit")
            if overlaps
            else entry
        )
    return tuple(settled)


def _claim(
    credit: TrainingCredit,
    tracks: set[str],
    requirement: Requirement | None,
    rulebook: Rulebook,
    house: HouseRules,
    today: date,
) -> CreditEntry:
    kind = rulebook.credit_kind.get(credit.kind)
    counts_from = date.fromordinal(credit.ends.toordinal() + 1)
    why = _why_not(credit, kind, tracks, counts_from, today)
    if why or kind is None:
        return CreditEntry(credit, kind, 0, 0, why, whole=False, counts_from=counts_from)
    whole = requirement is not None and 0 < requirement.months <= kind.full_credit_months
    claimed = _worth(credit, kind, rulebook, house)
    if not claimed and not whole:
        why = "ASE decides case by case; enter the months that it has granted"
    return CreditEntry(credit, kind, claimed, claimed, why, whole=whole, counts_from=counts_from)


def _why_not(
    credit: TrainingCredit, kind: CreditKind | None, tracks: set[str], counts_from: date, today: date
) -> str:
    if credit.voided:
        return "the credit was voided"
    if kind is None:
        return f"a kind of credit the rule book does not know: {credit.kind}"
    if counts_from > today:
        return f"not finished before {counts_from}"
    meant = credit.tracks or kind.tracks
    if meant and tracks.isdisjoint(meant):
        return "counts towards another track"
    return ""


def _worth(credit: TrainingCredit, kind: CreditKind, rulebook: Rulebook, house: HouseRules) -> int:
    if credit.granted is not None:
        return credit.granted * house.month_minutes
    if not kind.training_months:
        return 0
    lasted = calendar_minutes((credit.ends - credit.starts).days + 1, rulebook, house)
    if credit.months is not None:
        more, than = _ACADEMIC_YEAR if kind.counts_as == "training" else (1, 1)
        lasted = min(credit.months * house.month_minutes, lasted * more // than)
    return lasted * kind.experience_months // kind.training_months
