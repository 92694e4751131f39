# ruff: noqa: INP001 - a script, not a module of the package
"""Makes the sample shop, `records.jsonl`, from `plan.toml` and `work.toml`: always the same, byte for byte.

Of the random generator only `random()` is used: its sequence for a seed is the same in every version of Python.
"""

import json
import tomllib
from argparse import ArgumentParser
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from typing import TypeVar
from zlib import crc32

from pydantic import Field

from mentor_tui.domain.apprentice import Apprentice, Placement, StatusSince
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.model import Key, Model, Name, Text
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.testrecord import TestCode, TestEvent, TestRecord
from mentor_tui.domain.vocabulary import Absence, SignOffState, Status, Supervision, TestStep, VehicleKind
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine

HERE = Path(__file__).parent
FORMAT = 1
SHOP_TIME = timezone(timedelta(hours=-5))
PRACTISED = 130
"""Weeks of practice after which the hands need no help."""

SUMMER, WINTER = range(5, 9), (11, 12, 1, 2)

T = TypeVar("T")


class Shop(Model):
    """A shop, and the weights of areas that differ there."""

    name: Name
    type: Key
    kind: VehicleKind
    address: Text
    supervisor: Text
    areas: dict[Key, float] = Field(default_factory=dict)


class Place(Model):
    """Where somebody works; weeks before the anchor."""

    shop: Key
    type: Key | None = None
    kind: VehicleKind | None = None
    first: int | None = Field(default=None, alias="from")
    last: int | None = Field(default=None, alias="to")


class Credit(Model):
    """Schooling or earlier work; weeks before the anchor."""

    kind: Key
    title: Name
    first: int = Field(alias="from")
    last: int = Field(alias="to")
    months: int | None = None
    school_years: float | None = None
    granted: int | None = None
    tracks: tuple[Key, ...] = ()
    evidence: Text = ""


class Person(Model):
    """One apprentice of the plan, whose head explains the fields."""

    key: Key
    name: Name
    start: int
    mentor: Text
    places: tuple[Place, ...]
    tags: tuple[Name, ...] = ()
    note: Text = ""
    hours: float = 40
    overtime: tuple[tuple[int, int, float], ...] = ()
    skill: int = 0
    also: dict[VehicleKind, float] = Field(default_factory=dict)
    areas: dict[Key, float] = Field(default_factory=dict)
    school: int = 0
    absent: tuple[tuple[int, int, Absence], ...] = ()
    missing: tuple[tuple[int, int], ...] = ()
    status: tuple[tuple[int, Status], ...] = ()
    draft: tuple[int, ...] = ()
    returned: dict[int, Text] = Field(default_factory=dict)
    voided: dict[int, Text] = Field(default_factory=dict)
    credits: tuple[Credit, ...] = ()
    tests: dict[TestCode, tuple[tuple[TestStep, int], ...]] = Field(default_factory=dict)


class Plan(Model):
    """The whole of `plan.toml`."""

    anchor: date
    seed: int
    description: Text
    shops: dict[Key, Shop]
    apprentices: tuple[Person, ...]


class Area(Model):
    """How often an area comes up, and what is said of it."""

    weight: float
    summer: float = 1
    winter: float = 1
    notes: tuple[Text, ...]

    def weight_in(self, month: int) -> float:
        """The weight in a month, 1 to 12."""
        if month in SUMMER:
            return self.weight * self.summer
        return self.weight * self.winter if month in WINTER else self.weight


Work = Mapping[VehicleKind, Mapping[str, Area]]


class Dice:
    """Chance, made of `random()` alone."""

    def __init__(self, seed: int) -> None:
        self.roll = Random(seed).random  # noqa: S311 - a sample, not a secret

    def chance(self, part: float) -> bool:
        """Yes as often as `part` of 1 says."""
        return self.roll() < part

    def below(self, number: int) -> int:
        """A whole number from 0 to one less than `number`."""
        return int(self.roll() * number)

    def pick(self, things: Sequence[T]) -> T:
        """One of the things."""
        return things[self.below(len(things))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """One of the keys, as often as its weight says."""
        left = self.roll() * sum(weights.values())
        for key, weight in weights.items():
            left -= weight
            if left < 0:
                return key
        return next(iter(weights))


class Maker:
    """Makes the record of one person."""

    def __init__(self, person: Person, plan: Plan, work: Work) -> None:
        self.person = person
        self.plan = plan
        self.work = work
        self.dice = Dice(plan.seed ^ crc32(person.key.encode()))

    def record(self) -> TrainingRecord:
        """The person with everything there is."""
        apprentice = self._apprentice()
        return TrainingRecord(
            apprentice=apprentice,
            sheets=tuple(self._sheets(apprentice)),
            credits=tuple(self._credit(credit) for credit in self.person.credits),
            tests=tuple(self._test(code, steps) for code, steps in self.person.tests.items()),
        )

    def _friday(self, ago: int) -> date:
        return self.plan.anchor - timedelta(weeks=ago)

    def _monday(self, ago: int) -> date:
        return self._friday(ago) - timedelta(days=4)

    def _apprentice(self) -> Apprentice:
        person = self.person
        return Apprentice(
            key=person.key,
            name=person.name,
            start=self._monday(person.start),
            history=tuple(
                StatusSince(status=status, since=self._monday(ago)) for ago, status in person.status
            ),
            placements=tuple(self._placement(place) for place in person.places),
            mentor=person.mentor,
            tags=person.tags,
            contact=f"{person.key.replace('-', '.')}@example.com",
            ase_id=f"ASE-{1000 + self.dice.below(8000)}-{1000 + self.dice.below(9000)}"
            if person.tests
            else "",
            note=person.note,
        )

    def _placement(self, place: Place) -> Placement:
        shop = self.plan.shops[place.shop]
        return Placement(
            key=place.shop,
            shop=shop.name,
            shop_type=place.type or shop.type,
            kind=place.kind or shop.kind,
            starts=self._monday(self.person.start if place.first is None else place.first),
            ends=None if place.last is None else self._friday(place.last),
            address=shop.address,
            supervisor=shop.supervisor,
        )

    def _credit(self, credit: Credit) -> TrainingCredit:
        return TrainingCredit(
            apprentice=self.person.key,
            key=f"{credit.kind}-{credit.first}",
            kind=credit.kind,
            title=credit.title,
            starts=self._monday(credit.first),
            ends=self._friday(credit.last),
            months=credit.months,
            school_years=credit.school_years,
            granted=credit.granted,
            tracks=credit.tracks,
            evidence=credit.evidence,
        )

    def _test(self, code: str, steps: Sequence[tuple[TestStep, int]]) -> TestRecord:
        events = tuple(TestEvent(step=step, on=self._monday(ago) + timedelta(days=1)) for step, ago in steps)
        return TestRecord(apprentice=self.person.key, code=code, events=events)

    def _sheets(self, apprentice: Apprentice) -> Iterator[WeekSheet]:
        person = self.person
        for ago in range(person.start, -1, -1):
            friday = self._friday(ago)
            place = apprentice.placement_on(friday)
            away = apprentice.status_on(friday) is not Status.ACTIVE
            missing = any(first >= ago >= last for first, last in person.missing)
            if place is None or away or missing or (ago == 0 and 0 not in person.draft):
                continue
            absence, part = self._absence(ago)
            yield WeekSheet(
                apprentice=person.key,
                week=friday,
                placement=place.key,
                lines=tuple(self._lines(place, friday, ago, part)) if part else (),
                absence=absence,
                sign_off=self._sign_off(place, ago),
                voided=person.voided.get(ago, ""),
            )

    def _absence(self, ago: int) -> tuple[Absence | None, float]:
        """Why less was done in a week, and the part of the usual hours that was."""
        person, roll = self.person, self.dice.roll()
        part = 0.4 + 0.4 * self.dice.roll()
        for first, last, absence in person.absent:
            if first >= ago >= last:
                return absence, 0
        if ago in person.draft or ago in person.returned:
            return None, 1
        if person.school and ago < person.start and (person.start - ago) % person.school == 0:
            return Absence.SCHOOL, 0
        chances = ((0.045, Absence.VACATION, 0.0), (0.065, Absence.HOLIDAY, 0.8), (0.095, Absence.SICK, part))
        return next(((absence, left) for chance, absence, left in chances if roll < chance), (None, 1))

    def _sign_off(self, place: Placement, ago: int) -> SignOff:
        by = self.person.mentor if self.dice.chance(0.8) else place.supervisor
        late, minute = self.dice.chance(0.3), self.dice.below(120)
        if ago in self.person.draft:
            return SignOff()
        day = self._friday(ago) + timedelta(days=3 if late else 0)
        start = datetime(day.year, day.month, day.day, 7 if late else 15, tzinfo=SHOP_TIME)
        reason = self.person.returned.get(ago, "")
        state = SignOffState.RETURNED if reason else SignOffState.APPROVED
        return SignOff(state=state, by=by, at=start + timedelta(minutes=minute), reason=reason)

    def _lines(self, place: Placement, friday: date, ago: int, part: float) -> Iterator[WorkLine]:
        person, dice = self.person, self.dice
        practice = min(1, (person.start - ago + person.skill) / PRACTISED)
        usual = next((hours for first, last, hours in person.overtime if first >= ago >= last), person.hours)
        quarters = int(4 * usual * part * (0.95 + 0.1 * dice.roll()))
        chosen: dict[tuple[VehicleKind, str], Supervision] = {}
        for _ in range(2 + dice.below(4)):
            kind = self._kind(place)
            done = {area for other, area in chosen if other is kind}
            chosen[kind, self._area(place, kind, friday.month, practice, done)] = self._supervision(practice)
        shares = [
            (0.4 + dice.roll()) * (0.35 if area == "helper" or supervision is Supervision.OBSERVED else 1)
            for (_, area), supervision in chosen.items()
        ]
        parts = [max(2, int(quarters * share / sum(shares))) for share in shares]
        longest = shares.index(max(shares))
        parts[longest] = max(2, parts[longest] + quarters - sum(parts))
        for ((kind, area), supervision), amount in zip(chosen.items(), parts, strict=True):
            notes = self.work[kind][area].notes
            yield WorkLine(
                kind=kind,
                area=area,
                minutes=15 * amount,
                supervision=supervision,
                estimated=dice.chance(0.02),
                note=dice.pick(notes) if dice.chance(0.33) else "",
            )

    def _kind(self, place: Placement) -> VehicleKind:
        left = self.dice.roll()
        for kind, share in self.person.also.items():
            left -= share
            if left < 0:
                return kind
        return place.kind

    def _area(
        self, place: Placement, kind: VehicleKind, month: int, practice: float, done: Collection[str]
    ) -> str:
        """One of the areas that is not `done` yet; with few to choose from, one that is."""
        weights = {name: area.weight_in(month) for name, area in self.work[kind].items()}
        for special in (self.plan.shops[place.key].areas, self.person.areas):
            weights |= {name: weight for name, weight in special.items() if name in weights}
        weights["helper"] *= 1.5 - practice
        left = {name: weight for name, weight in weights.items() if weight and name not in done}
        return self.dice.weighted(left or weights)

    def _supervision(self, practice: float) -> Supervision:
        new = 1 - practice
        observed, assisted, alone = 0.3 * new * new, 0.08 + 0.45 * new, 0.75 * practice * practice
        return self.dice.weighted(
            {
                Supervision.OBSERVED: observed,
                Supervision.ASSISTED: assisted,
                Supervision.ALONE: alone,
                Supervision.SUPERVISED: max(0.1, 1 - observed - assisted - alone),
            }
        )


def make() -> str:
    """The file's text: a line that describes it, then one line an apprentice."""
    plan = Plan.model_validate(tomllib.loads((HERE / "plan.toml").read_text("utf-8")))
    words = tomllib.loads((HERE / "work.toml").read_text("utf-8"))
    work = {
        VehicleKind(kind): {name: Area.model_validate(area) for name, area in areas.items()}
        for kind, areas in words.items()
    }
    head = {"anchor": plan.anchor.isoformat(), "description": plan.description, "format": FORMAT}
    records = (Maker(person, plan, work).record() for person in plan.apprentices)
    lines = [head, *(record.model_dump(mode="json", exclude_defaults=True) for record in records)]
    return "".join(
        f"{json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(',', ':'))}\n" for line in lines
    )


def main() -> None:
    """Write the file."""
    parser = ArgumentParser(description="Make the sample shop.")
    parser.add_argument("-o", "--output", type=Path, default=HERE / "records.jsonl")
    parser.parse_args().output.write_bytes(make().encode())


if __name__ == "__main__":
    main()
