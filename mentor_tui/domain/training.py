"""What training credits are worth towards a requirement, each by itself and beside each other."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.credit import ALL_TRACKS, TrainingCredit
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.periods import Days, period
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rule import CreditKind, Requirement
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.weeks import add_months, add_years

_YEAR = 12
_DAY = timedelta(days=1)


class ReductionKind(StrEnum):
    """Why a credit does not count, or not all of it."""

    VOIDED = "voided"
    UNKNOWN_KIND = "unknown-kind"
    NOT_FINISHED = "not-finished"
    OTHER_TRACK = "other-track"
    TOO_SHORT = "too-short"
    CASE_BY_CASE = "case-by-case"
    OVERLAPS = "overlaps"
    EMPLOYED = "employed"
    CAPPED = "capped"
    OTHER_IS_WHOLE = "other-is-whole"


class Reduction(NamedTuple):
    """One reason why a credit does not count, or not all of it.

    Attributes:
        figure: The kind that is not known, the first day on which it may count, the months it lasts too short or that training
            replaces at most, or the title of the credit that meets the whole requirement.
    """

    kind: ReductionKind
    figure: str | date | int = ""


class CreditEntry(NamedTuple):
    """One credit and what became of it. Amounts are minutes of full-time work.

    Attributes:
        claimed: What the rule book's rate makes of it, in whole minutes.
        counted: What of that counts, in whole minutes.
        why: Why not all of it does; empty where it does.
        whole: Whether it meets the whole requirement by itself.
        counts_from: The day after its last day.
        exact: What counts, before it is shown in whole minutes: two halves of a day are one.
    """

    credit: TrainingCredit
    kind: CreditKind | None
    claimed: int
    counted: int
    why: tuple[Reduction, ...]
    whole: bool
    counts_from: date
    exact: Fraction = Fraction()

    @property
    def days(self) -> Days:
        """The days from first to last."""
        return Days([period(self.credit.starts, self.credit.ends)])

    @property
    def is_work(self) -> bool:
        """Whether it is earlier work, which no cap of training holds down."""
        return self.kind is not None and self.kind.counts_as == "work" and not self.whole

    def less(self, exact: Fraction, why: Reduction) -> "CreditEntry":
        """The same with less of it counted."""
        return self._replace(counted=int(exact), exact=exact, why=(*self.why, why))

    def beside(self, employed: Days) -> "CreditEntry":
        """The same without the days that count as work instead."""
        overlap = self.days.within(employed)
        if not overlap or not (self.counted or self.whole):
            return self
        left = self.exact * (len(self.days) - overlap) / len(self.days)
        return self.less(left, Reduction(ReductionKind.EMPLOYED))._replace(whole=False)


def calendar_minutes(days: int, rulebook: Rulebook, house: HouseRules) -> Fraction:
    """Days of full-time employment as minutes, not rounded.

    Source: rule `clock`.
    """
    return Fraction(days * house.year_minutes, rulebook.clock.calendar_days_per_year)


def claims(
    record: TrainingRecord,
    tracks: Iterable[str],
    requirement: Requirement | None,
    rulebook: Rulebook,
    house: HouseRules,
    today: date,
) -> tuple[CreditEntry, ...]:
    """What each credit gives as of `today`, those that give most for their time first; no day is claimed twice.

    Source: rules `credits` of the rule book.
    """
    wanted = frozenset(tracks)
    entries = [
        _claim(credit, _why_not(credit, wanted, record, rulebook, today), requirement, rulebook, house)
        for credit in record.credits
    ]
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
            entry.less(entry.exact * free / len(days), Reduction(ReductionKind.OVERLAPS))
            if overlaps
            else entry
        )
    return tuple(settled)


def credit_tracks(credit: TrainingCredit, apprentice: Apprentice, rulebook: Rulebook) -> frozenset[str]:
    """The tracks a credit counts towards; for one that names none, the track of the first placement.

    A kind that has one track alone needs no name.
    """
    kind = rulebook.credit_kind.get(credit.kind)
    of_kind = frozenset((kind.tracks if kind else ()) or rulebook.track)
    if ALL_TRACKS in credit.tracks:
        return of_kind
    if credit.tracks or len(of_kind) == 1:
        return frozenset(credit.tracks) or of_kind
    return of_kind & first_tracks(apprentice, rulebook)


def proposed_tracks(kind: str, apprentice: Apprentice, rulebook: Rulebook) -> tuple[str, ...]:
    """The tracks to propose for a new credit of a kind: the only ones it has, else that of the first placement."""
    credit_kind = rulebook.credit_kind.get(kind)
    if credit_kind is not None and len(credit_kind.tracks) == 1:
        return credit_kind.tracks
    return tuple(first_tracks(apprentice, rulebook))


def first_tracks(apprentice: Apprentice, rulebook: Rulebook) -> frozenset[str]:
    """The track of the first placement; none where there is no placement, or no vehicle in it."""
    placements = [placement for placement in apprentice.placements if not placement.voided]
    first = min(placements, key=lambda placement: placement.starts, default=None)
    track = first and rulebook.track_of_kind.get(first.kind)
    return frozenset([track] if track else ())


def names_no_track(credit: TrainingCredit, rulebook: Rulebook) -> bool:
    """Whether it is left open which tracks a credit counts towards."""
    kind = rulebook.credit_kind.get(credit.kind)
    return not credit.tracks and kind is not None and len(kind.tracks) != 1


def school_years_in(credit: TrainingCredit, kind: CreditKind, rulebook: Rulebook) -> Fraction:
    """How many school years the dates of a credit hold.

    Each whole year is one; of the rest a school year's months are a whole one too, and less of it a part: from September of one
    year to June of the next but one there are two.
    """
    whole = 0
    while add_years(credit.starts, whole + 1) - _DAY <= credit.ends:
        whole += 1
    rest = (credit.ends - add_years(credit.starts, whole)).days + 1
    year = kind.school_year_months * rulebook.clock.calendar_days_per_year // _YEAR
    return whole + min(Fraction(1), Fraction(rest, year))


def long_enough(credit: TrainingCredit, kind: CreditKind, rulebook: Rulebook) -> bool:
    """Whether a credit lasted as long as its kind asks for to meet a requirement whole."""
    if credit.months is not None and credit.months < kind.full_credit_lasts:
        return False
    if kind.school_year_months:
        return _school_years(credit, kind, rulebook) * _YEAR >= kind.full_credit_lasts
    return add_months(credit.starts, kind.full_credit_lasts) - _DAY <= credit.ends


def _school_years(credit: TrainingCredit, kind: CreditKind, rulebook: Rulebook) -> Fraction:
    """School years as they were given, as far as the dates hold them."""
    by_dates = school_years_in(credit, kind, rulebook)
    return by_dates if credit.school_years is None else min(by_dates, Fraction(credit.school_years))


def _claim(
    credit: TrainingCredit,
    why: Reduction | None,
    requirement: Requirement | None,
    rulebook: Rulebook,
    house: HouseRules,
) -> CreditEntry:
    """What a credit gives, or nothing where there is a reason `why`."""
    kind = rulebook.credit_kind.get(credit.kind)
    counts_from = credit.ends + _DAY
    if why or kind is None:
        return CreditEntry(credit, kind, 0, 0, (why,) if why else (), whole=False, counts_from=counts_from)
    months = requirement.months if requirement else 0
    whole = 0 < months <= kind.full_credit_months
    if whole and credit.granted is not None:
        whole = credit.granted >= months
    elif whole and not long_enough(credit, kind, rulebook):
        whole, why = False, Reduction(ReductionKind.TOO_SHORT, kind.full_credit_lasts)
    worth = _worth(credit, kind, rulebook, house)
    if not worth and not whole:
        why = Reduction(ReductionKind.CASE_BY_CASE)
    return CreditEntry(
        credit=credit,
        kind=kind,
        claimed=int(worth),
        counted=int(worth),
        why=(why,) if why else (),
        whole=whole,
        counts_from=counts_from,
        exact=worth,
    )


def _why_not(
    credit: TrainingCredit, tracks: frozenset[str], record: TrainingRecord, rulebook: Rulebook, today: date
) -> Reduction | None:
    """Why a credit gives nothing on any of the tracks as of `today`; None where it may give something."""
    if credit.voided:
        return Reduction(ReductionKind.VOIDED)
    if credit.kind not in rulebook.credit_kind:
        return Reduction(ReductionKind.UNKNOWN_KIND, credit.kind)
    if credit.ends >= today:
        return Reduction(ReductionKind.NOT_FINISHED, credit.ends + _DAY)
    if tracks.isdisjoint(credit_tracks(credit, record.apprentice, rulebook)):
        return Reduction(ReductionKind.OTHER_TRACK)
    return None


def _worth(credit: TrainingCredit, kind: CreditKind, rulebook: Rulebook, house: HouseRules) -> Fraction:
    """Minutes of full-time work that the rule book's rate makes of it, or that ASE has granted."""
    if credit.granted is not None:
        return Fraction(credit.granted * house.month_minutes)
    if not kind.training_months:
        return Fraction()
    if kind.school_year_months:
        lasted = _school_years(credit, kind, rulebook) * house.year_minutes
    else:
        lasted = calendar_minutes((credit.ends - credit.starts).days + 1, rulebook, house)
    if credit.months is not None:
        lasted = min(Fraction(credit.months * house.month_minutes), lasted)
    return lasted * kind.experience_months / kind.training_months
