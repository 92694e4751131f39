"""A logbook of three people: one who is far, one who has begun, one with nothing yet."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mentor_tui.domain.apprentice import Apprentice, Placement
from mentor_tui.domain.testrecord import TestEvent, TestRecord
from mentor_tui.domain.vocabulary import SignOffState, TestStep, VehicleKind
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine
from mentor_tui.logbook.kinds import Written, address_of, dump
from mentor_tui.store.records import Operation
from mentor_tui.store.store import Store

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 17, tzinfo=UTC)

ANA, BO, ZOE = "Ana [B] Ruiz", "Bo O'Neil", "Zoë Müller"


def make_shop(folder: Path) -> None:
    """Write it into an empty folder."""
    operations = [Operation(*address_of(one), None, dump(one)) for one in written()]
    with Store.open(folder) as store:
        store.commit(operations, at=NOW, who="Mia", why="made for a test")


def spoil(folder: Path) -> None:
    """Put a week sheet into it that no program should have written."""
    sheet = {"apprentice": "ana", "week": "some day", "placement": "p1"}
    with Store.open(folder) as store:
        store.commit([Operation("sheets/ana", "some day/p1", None, sheet)], at=NOW, who="Mia", why="spoilt")


def written() -> Iterator[Written]:
    """Everything that is in it."""
    yield _person("ana", ANA, weeks=110, shop="Granite Shop", kind=VehicleKind.TRUCK, shop_type="diesel-shop")
    yield from _sheets("ana", weeks=110, kind=VehicleKind.TRUCK, areas=("brakes", "diesel-engine"))
    yield TestRecord(
        apprentice="ana", code="T4", events=(TestEvent(step=TestStep.PASSED, on=date(2026, 10, 2)),)
    )
    yield _person("bo", BO, weeks=20, shop="Main Street Shop", kind=VehicleKind.CAR, shop_type="dealership")
    yield from _sheets("bo", weeks=20, kind=VehicleKind.CAR, areas=("brakes", "electrical"))
    until = TODAY + timedelta(days=40)
    booked = TestEvent(step=TestStep.BOOKED, on=date(2026, 11, 2), until=until)
    yield TestRecord(apprentice="bo", code="A5", events=(booked,))
    yield Apprentice(key="zoe", name=ZOE, start=TODAY)


def _person(key: str, name: str, *, weeks: int, shop: str, kind: VehicleKind, shop_type: str) -> Apprentice:
    start = TODAY - timedelta(weeks=weeks)
    here = Placement(key="p1", shop=shop, shop_type=shop_type, kind=kind, starts=start)
    return Apprentice(key=key, name=name, start=start, placements=(here,))


def _sheets(key: str, *, weeks: int, kind: VehicleKind, areas: tuple[str, ...]) -> Iterator[WeekSheet]:
    signed = SignOff(state=SignOffState.APPROVED, by="Mia", at=NOW)
    lines = tuple(WorkLine(kind=kind, area=area, minutes=40 * 60 // len(areas)) for area in areas)
    for number in range(weeks):
        week = TODAY - timedelta(weeks=number)
        yield WeekSheet(apprentice=key, week=week, placement="p1", lines=lines, sign_off=signed)
