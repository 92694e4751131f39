"""People and papers by keyboard: forms, what is wrong under its field, and nothing typed ever lost."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from mentor_tui.domain.vocabulary import Status, TestStep, VehicleKind
from mentor_tui.logbook.people import put_apprentice
from mentor_tui.logbook.session import open_session
from mentor_tui.logbook.typed import typed_before
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.entry import Conflict
from mentor_tui.tui.dialogs.form import Form
from mentor_tui.tui.dialogs.forms import ApprenticeForm, CreditForm, EventForm, PlacementForm, StatusForm
from mentor_tui.tui.dialogs.log_week import LogWeek
from mentor_tui.tui.dialogs.questions import Ask
from mentor_tui.tui.screens.papers import PapersScreen
from mentor_tui.tui.screens.roster import RosterScreen
from mentor_tui.tui.widgets.row_list import RowList
from tests.tui.entering import KEY, NOW, ODD, TODAY, filter_to, pick, press, running, wait_for
from tests.tui.screen_text import screen_lines, screen_text


async def until(app: MentorApp, pilot: Pilot[str], kind: type[Screen[Any]]) -> None:
    await wait_for(pilot, lambda: isinstance(app.screen, kind) and app.focused is not None)


async def until_left(app: MentorApp, pilot: Pilot[str], kind: type[Screen[Any]]) -> None:
    await wait_for(pilot, lambda: not isinstance(app.screen, kind))


async def open_papers(app: MentorApp, pilot: Pilot[str], text: str = "") -> None:
    await press(pilot, "p")
    await until(app, pilot, PapersScreen)
    if text:
        await filter_to(pilot, text)


async def test_an_apprentice_is_added_with_the_first_shop(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "n")
        await until(app, pilot, ApprenticeForm)
        await press(pilot, *"Zoë [/red] Ng", "tab", *"2026-09-01", "tab", *"City Bus", "tab")
        await press(pilot, "t")
        await pick(pilot, "ransit")
        await until(app, pilot, ApprenticeForm)
        await wait_for(pilot, lambda: "transit buses" in screen_text(app))
        assert "Tue 1 Sep 2026" in screen_text(app)
        await press(pilot, "ctrl+s")
        await until_left(app, pilot, ApprenticeForm)
        zoe = app.session.logbook.find("Zoë [/red] Ng")
        assert zoe.start == date(2026, 9, 1)
        assert [(one.shop, one.kind, one.starts) for one in zoe.placements] == [
            ("City Bus", VehicleKind.TRANSIT_BUS, date(2026, 9, 1))
        ]
        await wait_for(pilot, lambda: "Zoë [/red] Ng" in screen_text(app))


async def test_what_is_wrong_stands_under_its_field_and_nothing_is_lost(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "n")
        await until(app, pilot, ApprenticeForm)
        await press(pilot, "tab", *"2026-13-40", "tab", "tab", "tab", "tab", *"Bea", "ctrl+s")
        await wait_for(pilot, lambda: "is needed" in screen_text(app))
        lines = screen_lines(app)
        (name,) = [y for y, line in enumerate(lines) if "Name " in line and "│" in line]
        assert "is needed" in lines[name + 1]
        (start,) = [y for y, line in enumerate(lines) if "Programme starts" in line]
        assert "should be a date such as 2026-11-20" in lines[start + 1]
        assert "Bea" in screen_text(app)
        assert len(app.session.logbook.apprentices()) == 1

        await press(pilot, *"Kim", "tab", *"today", "ctrl+s")
        await until_left(app, pilot, ApprenticeForm)
        kim = app.session.logbook.find("Kim")
        assert (kim.start, kim.mentor) == (TODAY, "Bea")


async def test_a_second_apprentice_of_the_same_name_is_kept_when_asked_twice(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "n")
        await until(app, pilot, ApprenticeForm)
        await press(pilot, *ODD, "ctrl+s")
        await wait_for(pilot, lambda: "there is another apprentice called" in screen_text(app))
        assert "Keep once more" in screen_text(app)
        await press(pilot, "ctrl+s")
        await until_left(app, pilot, ApprenticeForm)
        assert [one.name for one in app.session.logbook.apprentices()] == [ODD, ODD]


async def test_a_form_left_half_way_is_there_again(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "n")
        await until(app, pilot, ApprenticeForm)
        await press(pilot, *"Half [way", "escape")
        await until_left(app, pilot, ApprenticeForm)
        await press(pilot, "n")
        await until(app, pilot, ApprenticeForm)
        assert "Half [way" in screen_text(app)
        assert "typed before and not kept" in screen_text(app)
        await press(pilot, "f8")
        await wait_for(pilot, lambda: "Half [way" not in screen_text(app))


@pytest.mark.parametrize(("answer", "mentor"), [("m", "Mine"), ("t", "Theirs")])
async def test_a_field_changed_in_two_terminals_is_asked_about(
    tmp_path: Path, answer: str, mentor: str
) -> None:
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "e")
        await until(app, pilot, ApprenticeForm)
        other = open_session(data_dir=tmp_path, as_of=TODAY, clock=lambda: NOW)
        ana = other.logbook.record(KEY).apprentice
        after = ana.model_copy(update={"mentor": "Theirs", "contact": "555"})
        other.logbook.apply(put_apprentice(ana, after, (), other.frame))
        other.close()

        await press(pilot, "tab", "tab", *"Mine", "ctrl+s")
        await until(app, pilot, Conflict)
        assert "yours   Mine" in screen_text(app)
        assert "theirs  Theirs" in screen_text(app)
        await press(pilot, answer)
        await until_left(app, pilot, Conflict)
        if answer == "t":
            await press(pilot, "ctrl+s")
        await until_left(app, pilot, ApprenticeForm)
        kept = app.session.logbook.record(KEY).apprentice
        assert (kept.mentor, kept.contact) == (mentor, "555")


async def test_a_change_of_status(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "t")
        await until(app, pilot, StatusForm)
        await press(pilot, "right", "tab", *"-7", "ctrl+s")
        await until_left(app, pilot, StatusForm)
        ana = app.session.logbook.record(KEY).apprentice
        assert ana.status_on(TODAY) is Status.ON_LEAVE
        assert ana.history[0].since == date(2026, 11, 13)


async def test_an_apprentice_goes_off_the_roster_with_a_reason_and_comes_back_by_undo(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "d")
        await until(app, pilot, Ask)
        await press(pilot, *"entered twice", "enter")
        await wait_for(pilot, lambda: not app.session.logbook.apprentices())
        await press(pilot, "u")
        await wait_for(pilot, lambda: len(app.session.logbook.apprentices()) == 1)


async def test_a_placement_is_added_and_taken_out(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_papers(app, pilot)
        await press(pilot, "n")
        await pick(pilot, "place")
        await until(app, pilot, PlacementForm)
        await press(pilot, *"Body [Shop]", "tab", "right", "tab", "right", "tab", *"today", "ctrl+s")
        await wait_for(pilot, lambda: "overlaps with North Diesel" in screen_text(app))
        await press(pilot, "ctrl+s")
        await until_left(app, pilot, PlacementForm)
        await wait_for(pilot, lambda: "Body [Shop]" in screen_text(app))
        places = app.session.logbook.record(KEY).apprentice.placements
        assert [place.key for place in places] == ["p1", "p2"]

        await press(pilot, "j")
        await wait_for(pilot, lambda: app.screen.query_one(RowList).cursor_key == "placement:p2")
        await press(pilot, "d")
        await until(app, pilot, Ask)
        await press(pilot, *"wrong person", "enter")
        await wait_for(pilot, lambda: "taken out: wrong person" in screen_text(app))
        assert app.session.logbook.record(KEY).apprentice.placements[1].voided == "wrong person"


async def test_a_training_credit_is_changed(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_papers(app, pilot, "night")
        await press(pilot, "enter")
        await until(app, pilot, CreditForm)
        await press(pilot, "tab", "tab", "tab", "tab", *"many", "tab", *"diesel trucks", "ctrl+s")
        await wait_for(pilot, lambda: "months" in screen_text(app).lower() and "many" in screen_text(app))
        assert app.session.logbook.record(KEY).credits[0].months is None
        await press(pilot, "ctrl+u", "6", "tab", "ctrl+u", "ctrl+s")
        await until_left(app, pilot, CreditForm)
        assert app.session.logbook.record(KEY).credits[0].months == 6


async def test_a_test_event_is_added_from_the_list_of_tests(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_papers(app, pilot)
        await press(pilot, "n")
        await pick(pilot, "test")
        await until(app, pilot, EventForm)
        await press(pilot, "T")
        await pick(pilot, "6 ")
        await until(app, pilot, EventForm)
        await press(pilot, "tab", "right", "tab", *"2027-01-01", "ctrl+s")
        await wait_for(pilot, lambda: "in the future" in screen_text(app))
        await press(pilot, "end", "ctrl+u", *"yesterday", "ctrl+s")
        await until_left(app, pilot, EventForm)
        (event,) = app.session.logbook.record(KEY).tests_by_code["T6"].events
        assert (event.step, event.on) == (TestStep.BOOKED, date(2026, 11, 19))


async def test_a_week_is_opened_from_the_papers(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_papers(app, pilot, "26.5 h")
        await press(pilot, "e")
        await until(app, pilot, LogWeek)
        assert "Week to Fri 13 Nov 2026" in screen_text(app)


async def test_a_form_scrolls_to_its_field_on_a_small_screen(tmp_path: Path) -> None:
    async with running(tmp_path, size=(60, 16)) as (app, pilot):
        await press(pilot, "n")
        await until(app, pilot, ApprenticeForm)
        await press(pilot, "ctrl+s")
        await wait_for(pilot, lambda: "is needed" in screen_text(app))
        await press(pilot, *["tab"] * 9, *"last of all")
        await wait_for(pilot, lambda: "last of all" in screen_text(app))
        await press(pilot, "ctrl+s")
        await wait_for(pilot, lambda: "is needed" in screen_text(app))
        assert "last of all" in app.screen.query_one(Form).values["note"]


async def test_what_is_typed_outlives_a_crash(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "e")
        await until(app, pilot, ApprenticeForm)
        await press(pilot, "tab", "tab", *"Bea")
        await wait_for(pilot, lambda: "Bea" in screen_text(app))
        app.panic()
        assert typed_before(tmp_path, f"apprentice-{KEY}") is not None
        assert (typed_before(tmp_path, f"apprentice-{KEY}") or {})["values"]["mentor"] == "Bea"


async def test_the_first_start_leads_to_the_first_apprentice(tmp_path: Path) -> None:
    session = open_session(data_dir=tmp_path, as_of=TODAY, clock=lambda: NOW)
    app = MentorApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "Add an apprentice" in screen_text(app))
        await press(pilot, "enter")
        await until(app, pilot, ApprenticeForm)
        await press(pilot, *ODD, "ctrl+s")
        await wait_for(pilot, lambda: isinstance(app.screen, RosterScreen))
        await wait_for(pilot, lambda: ODD in screen_text(app))
    session.close()
