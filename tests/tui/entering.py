"""A small logbook, the program on it, and waiting for what is to come."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from textual import events
from textual.app import App
from textual.keys import _character_to_key
from textual.pilot import Pilot

from mentor_tui.domain.apprentice import Apprentice, Placement
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.testrecord import TestEvent, TestRecord
from mentor_tui.domain.vocabulary import SignOffState, TestStep, VehicleKind
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change, Edit
from mentor_tui.logbook.history import HistoryRow
from mentor_tui.logbook.session import Session, open_session
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.pick import Pick
from mentor_tui.tui.widgets.row_list import RowList
from tests.tui.screen_text import screen_text

ODD = "Ana [B] [/bold"
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LAST_WEEK = date(2026, 11, 13)
KEY = "ana"


def shop(folder: Path) -> Session:
    """One apprentice at a truck shop since the summer, with one approved sheet of last week."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MENTOR_TUI_MENTOR", "Bea Meister")
        session = open_session(data_dir=folder, as_of=TODAY, clock=lambda: NOW)
    place = Placement(
        key="p1",
        shop="North Diesel",
        shop_type="diesel-shop",
        kind=VehicleKind.TRUCK,
        starts=date(2026, 10, 19),
    )
    ana = Apprentice(key=KEY, name=ODD, start=date(2026, 10, 19), placements=(place,))
    signed = SignOff(state=SignOffState.APPROVED, by="Bea Meister", at=NOW)
    sheet = WeekSheet(
        apprentice=KEY,
        week=LAST_WEEK,
        placement="p1",
        lines=(
            WorkLine(kind=VehicleKind.TRUCK, area="brakes", minutes=390),
            WorkLine(kind=VehicleKind.TRUCK, area="diesel-engine", minutes=1200),
        ),
        sign_off=signed,
    )
    credit = TrainingCredit(
        apprentice=KEY,
        key="c1",
        kind=session.rulebook.credits[0].key,
        title="Night school",
        starts=date(2025, 9, 1),
        ends=date(2026, 6, 30),
    )
    test = TestRecord(
        apprentice=KEY, code="T4", events=(TestEvent(step=TestStep.PASSED, on=date(2026, 11, 2)),)
    )
    edits = tuple(Edit(None, one) for one in (ana, sheet, credit, test))
    session.logbook.apply(Change("set up", edits))
    return session


@asynccontextmanager
async def running(
    folder: Path, *, size: tuple[int, int] = (100, 34)
) -> AsyncIterator[tuple[MentorApp, Pilot[str]]]:
    """The program on the small logbook, the cursor on the one apprentice."""
    app = MentorApp(shop(folder))
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, lambda: app.selected == KEY)
        yield app, pilot
    app.session.close()


async def wait_for(pilot: Pilot[str], met: Callable[[], bool]) -> None:
    """Let the program go on until `met`; the screen is told where that never comes."""
    for _ in range(100):
        if met():
            return
        await pilot.pause()
        await asyncio.sleep(0.005)
    raise AssertionError(f"it never came to that; the screen says\n{screen_text(pilot.app)}")


async def press(pilot: Pilot[str], *keys: str) -> None:
    """Press keys as fast as a paste comes in; `pilot.press` waits for an idle processor after each."""
    send(pilot.app, *keys)
    await pilot.pause()


def send(app: App[str], *keys: str) -> None:
    """Send keys and go on at once."""
    driver = app._driver
    assert driver is not None
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 else key
        event = events.Key(name, key if len(key) == 1 else _CHARACTERS.get(key))
        event.set_sender(app)
        driver.send_message(event)


async def filter_to(pilot: Pilot[str], text: str) -> None:
    """Type a filter into the list and go back to its rows."""
    rows = pilot.app.screen.query_one(RowList)
    await press(pilot, "slash")
    await wait_for(pilot, lambda: rows.filtering)
    await press(pilot, *text)
    await wait_for(pilot, lambda: rows.filter_text == text)
    await press(pilot, "enter")
    await wait_for(pilot, lambda: not rows.filtering)


async def pick(pilot: Pilot[str], text: str) -> None:
    """Type into the list of choices that has come up, and take the first one shown."""
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, Pick) and pilot.app.focused is not None)
    rows = pilot.app.screen.query_one(RowList)
    if not rows.filtering:
        await press(pilot, "slash")
        await wait_for(pilot, lambda: rows.filtering)
    before = rows.filter_text
    await press(pilot, *text)
    await wait_for(pilot, lambda: rows.filter_text == before + text)
    await press(pilot, "enter")
    await wait_for(pilot, lambda: not isinstance(pilot.app.screen, Pick))


_CHARACTERS = {"space": " "}


def held_up(
    app: MentorApp, monkeypatch: pytest.MonkeyPatch, error: MentorError | None = None
) -> threading.Event:
    """Let changes of the logbook wait until the event is set, and then be kept or refused with `error`."""
    go, apply = threading.Event(), app.session.logbook.apply

    def wait(change: Change) -> HistoryRow:
        go.wait(20)
        if error is not None:
            raise error
        return apply(change)

    monkeypatch.setattr(app.session.logbook, "apply", wait)
    return go
