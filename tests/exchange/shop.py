"""A small shop for the tests: two people, one diesel shop, weeks that end on Friday."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from mentor_tui.domain.apprentice import Apprentice, Placement
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import SignOffState, VehicleKind
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine

TODAY = date(2026, 11, 20)
"""A Friday."""

START = date(2024, 1, 6)
HOUSE = HouseRules()
APPROVED = SignOff(state=SignOffState.APPROVED, by="Pat", at=datetime(2026, 11, 20, tzinfo=UTC))


def apprentice(key: str = "ana", name: str = "Ana [B] Ruiz", *, start: date = START) -> Apprentice:
    place = Placement(
        key="north",
        shop="North Diesel | Main",
        shop_type="diesel-shop",
        kind=VehicleKind.TRUCK,
        starts=start,
        supervisor="Sam",
    )
    return Apprentice(key=key, name=name, start=start, placements=(place,), contact=f"{key}@example.org")


def sheet(key: str, week: date, sign_off: SignOff = APPROVED, **hours: float) -> WeekSheet:
    lines = tuple(
        WorkLine(kind=VehicleKind.TRUCK, area=area.replace("_", "-"), minutes=round(amount * 60))
        for area, amount in hours.items()
    )
    return WeekSheet(apprentice=key, week=week, placement="north", lines=lines, sign_off=sign_off)


def record(key: str = "ana", name: str = "Ana [B] Ruiz", sheets: Iterable[WeekSheet] = ()) -> TrainingRecord:
    return TrainingRecord(apprentice=apprentice(key, name), sheets=tuple(sheets))


def full_time(key: str = "ana", name: str = "Ana [B] Ruiz", weeks: int = 110) -> TrainingRecord:
    first = START + timedelta(days=6)
    return record(
        key,
        name,
        [sheet(key, first + timedelta(weeks=week), brakes=20, diesel_engine=20) for week in range(weeks)],
    )


def judged(found: TrainingRecord, rulebook: Rulebook) -> JudgedRecord:
    return JudgedRecord(found, Frame(rulebook, HOUSE, TODAY))
