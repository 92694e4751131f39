"""A shop of any number of people from a seed: irregular weeks, leave, and changes of shop, over four years.

Of the random generator only `random()` is used: its sequence for a seed is the same in every version of Python.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from mentor_tui.domain.apprentice import Apprentice, Placement, StatusSince
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.vocabulary import Absence, SignOffState, Status, VehicleKind
from mentor_tui.domain.weeks import WEEK
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine

LAST_WEEK = date(2026, 11, 20)
WEEKS = 208

_SHOPS = (
    ("diesel-shop", VehicleKind.TRUCK, ("diesel-engine", "brakes", "electrical", "drive-train")),
    ("dealership", VehicleKind.CAR, ("brakes", "electrical", "engine-performance", "suspension-steering")),
    ("body-shop", VehicleKind.COLLISION, ("painting", "non-structural", "structural")),
)
_APPROVED = SignOff(state=SignOffState.APPROVED)


class _Person:
    """One apprentice: how many hours a week, how often and how long away, and where."""

    def __init__(self, number: int, seed: int) -> None:
        self.roll = Random(seed * 1000 + number).random  # noqa: S311 - a repeatable sequence is wanted
        self.key = f"p{number:03}"
        self.first = LAST_WEEK - (WEEKS - 1 - int(self.roll() * 60)) * WEEK
        self.hours = 40.0 if self.roll() < 0.7 else 20 + 18 * self.roll()
        self.sick, self.vacation = 0.02 + 0.05 * self.roll(), 0.02 + 0.03 * self.roll()
        self.unlogged = 0.03 * self.roll()
        self.school = (0, 0, 0, 4, 6)[int(self.roll() * 5)]
        self.elsewhere = (0.0, 0.0, 0.1, 0.3)[int(self.roll() * 4)]
        self.summer = self.roll() < 0.5

    def record(self) -> TrainingRecord:
        """The person with every sheet."""
        places = tuple(self._placements())
        history = tuple(self._statuses())
        apprentice = Apprentice(
            key=self.key,
            name=f"Person {self.key}",
            start=self.first - timedelta(days=4),
            placements=places,
            history=history,
        )
        return TrainingRecord(apprentice=apprentice, sheets=tuple(self._sheets(apprentice)))

    def _placements(self) -> Iterator[Placement]:
        """One shop, or another after a year or more: two of five change, half of these to another kind of shop."""
        starts, kind = self.first - timedelta(days=4), int(self.roll() * len(_SHOPS))
        for number in range(3):
            leaves = self.roll() < 0.4
            ends = starts + timedelta(weeks=40 + int(self.roll() * 80)) - timedelta(days=3)
            shop_type, vehicle, _ = _SHOPS[kind]
            last = number == 2 or not leaves or ends >= LAST_WEEK
            yield Placement(
                key=f"at-{number}",
                shop=f"Shop {number}",
                shop_type=shop_type,
                kind=vehicle,
                starts=starts,
                ends=None if last else ends,
            )
            if last:
                return
            starts = ends + timedelta(days=3)
            kind = kind if self.roll() < 0.5 else int(self.roll() * len(_SHOPS))

    def _statuses(self) -> Iterator[StatusSince]:
        """A leave of four to sixteen weeks for one in four."""
        if self.roll() < 0.25:
            away = self.first + timedelta(weeks=20 + int(self.roll() * 120), days=3)
            back = away + timedelta(weeks=4 + int(self.roll() * 12))
            yield StatusSince(status=Status.ON_LEAVE, since=away)
            yield StatusSince(status=Status.ACTIVE, since=back)

    def _sheets(self, apprentice: Apprentice) -> Iterator[WeekSheet]:
        week, off = self.first, 0
        while week <= LAST_WEEK:
            place = apprentice.placement_on(week)
            absence, part = self._absence(week, off)
            off = 1 if absence is Absence.VACATION and off == 0 and self.roll() < 0.5 else 0
            away = apprentice.status_on(week) is not Status.ACTIVE
            if place is not None and not away and self.roll() >= self.unlogged:
                yield WeekSheet(
                    apprentice=self.key,
                    week=week,
                    placement=place.key,
                    absence=absence,
                    lines=tuple(self._lines(place, part)) if part else (),
                    sign_off=_APPROVED,
                )
            week += WEEK

    def _absence(self, week: date, off: int) -> tuple[Absence | None, float]:
        """What kept somebody away, and the part of the usual hours that was worked."""
        number = (week - self.first).days // 7
        roll, part = self.roll(), self.roll()
        if off or (self.summer and week.month == 8 and week.day <= 14):
            return Absence.VACATION, 0
        if self.school and number % self.school == self.school - 1:
            return Absence.SCHOOL, 0
        if roll < self.sick:
            return Absence.SICK, part if part > 0.3 else 0
        if roll < self.sick + self.vacation:
            return Absence.VACATION, 0
        return (Absence.HOLIDAY, 0.8) if roll > 0.97 else (None, 1)

    def _lines(self, place: Placement, part: float) -> Iterator[WorkLine]:
        minutes = self.hours * part * 60 * (0.85 + 0.25 * self.roll())
        areas = next(areas for shop, _, areas in _SHOPS if shop == place.shop_type)
        other = self.elsewhere * 2 * self.roll()
        start = int(self.roll() * len(areas))
        for step in range(2):
            share = (1 - other) / 2
            yield WorkLine(
                kind=place.kind,
                area=areas[(start + step) % len(areas)],
                minutes=max(15, int(minutes * share)),
            )
        if other:
            kind = VehicleKind.CAR if place.kind is VehicleKind.TRUCK else VehicleKind.TRUCK
            yield WorkLine(kind=kind, area="brakes", minutes=max(15, int(minutes * other)))


def records(people: int, seed: int) -> tuple[TrainingRecord, ...]:
    """The training records of so many people; the same for a seed on every machine."""
    return tuple(_Person(number, seed).record() for number in range(people))
