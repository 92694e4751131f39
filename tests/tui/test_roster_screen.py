"""The roster as a mentor uses it."""

from pathlib import Path

import pytest

from mentor_tui.logbook.changes import Change, Edit
from mentor_tui.logbook.session import Session
from mentor_tui.tui.app import MentorApp
from tests.tui.conftest import OpenSession
from tests.tui.screen_text import screen_lines, screen_text, style_of
from tests.tui.small_shop import ANA, BO, ZOE
from tests.tui.waiting import wait_for

WIDE, NARROW = (120, 36), (80, 24)


def line_of(app: MentorApp, name: str) -> str:
    return next(line for line in screen_lines(app) if name in line)


async def test_each_apprentice_has_a_row_with_state_weeks_years_and_date(app: MentorApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "paperwork")
        await wait_for(pilot, "booked")
        await wait_for(pilot, "nothing yet")
        assert "3 apprentices  as of Fri 2026-11-20" in screen_lines(app)[0]
        ana = line_of(app, ANA)
        assert "■ paperwork" in ana
        assert "T4" in ana
        assert "■■■■■■■■" in ana
        assert " 2.1 " in ana
        assert "2026-12-30" in line_of(app, BO)
        assert "nothing yet" in line_of(app, ZOE)


@pytest.mark.parametrize(("size", "seen"), [(NARROW, False), (WIDE, True)])
async def test_details_stand_below_the_list_where_there_is_room(
    app: MentorApp, size: tuple[int, int], seen: bool
) -> None:
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, "paperwork")
        if seen:
            await wait_for(pilot, "hours clock")
            await pilot.press("i")
            await wait_for(pilot, "Suggestion")
        assert ("hours clock" in screen_text(app)) is False


async def test_details_follow_the_cursor(app: MentorApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await wait_for(pilot, "active, Granite Shop")
        await pilot.press("down")
        await wait_for(pilot, "active, Main Street Shop")
        assert "active, Granite Shop" not in screen_text(app)


async def test_enter_opens_the_page_of_an_apprentice_and_esc_closes_it(app: MentorApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "paperwork")
        await pilot.press("enter")
        await wait_for(pilot, "Next tests")
        assert "calendar clock" in screen_text(app)
        await pilot.press("G")
        await wait_for(pilot, "Not confirmed by ASE's own text")
        await pilot.press("escape")
        await wait_for(pilot, BO)


async def test_a_filter_leaves_those_that_hold_the_letters(app: MentorApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "booked")
        await pilot.press(*"/mu")
        await wait_for(pilot, "1 of 3  as of")
        assert ZOE in screen_text(app)
        assert BO not in screen_text(app)
        await pilot.press("escape")
        await wait_for(pilot, "3 apprentices")
        await pilot.press(*"/boo")
        await wait_for(pilot, ZOE, gone=True)
        assert BO in screen_text(app)


async def test_any_column_sorts(app: MentorApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "booked")
        await pilot.press("s")
        await wait_for(pilot, "State▲")
        assert screen_lines(app)[2].startswith("▌ ■ paperwork")
        await pilot.press("S")
        await wait_for(pilot, "State▼")
        assert "paperwork" not in screen_lines(app)[2]


async def test_states_have_colours_besides_their_signs(app: MentorApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "booked")
        await pilot.press("down", "down")
        assert style_of(app, "■ paperwork").color != style_of(app, "◆ booked").color


async def test_undo_takes_the_last_change_back_and_redo_does_it_again(
    app: MentorApp, session: Session
) -> None:
    zoe = session.logbook.record("zoe").apprentice
    session.logbook.apply(Change("renamed", (Edit(zoe, zoe.model_copy(update={"name": "Zora"})),)))
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await wait_for(pilot, "Zora")
        await pilot.press("u")
        await wait_for(pilot, ZOE)
        await wait_for(pilot, "Undone: renamed")
        await pilot.press("ctrl+r")
        await wait_for(pilot, "Zora")


async def test_undo_of_nothing_says_so(open_shop: OpenSession, tmp_path: Path) -> None:
    app = MentorApp(open_shop(data_dir=tmp_path / "new"))
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Nobody is in this logbook yet")
        await pilot.press("u")
        await wait_for(pilot, "There is nothing to undo.")
        await pilot.press("enter")
        await wait_for(pilot, "There is nothing to undo.", gone=True)


async def test_what_another_terminal_writes_appears(
    app: MentorApp, open_shop: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mentor_tui.tui.app._OTHER_TERMINALS", 0.02)
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "booked")
        other = open_shop().logbook
        zoe = other.record("zoe").apprentice
        other.apply(Change("renamed", (Edit(zoe, zoe.model_copy(update={"name": "Zora"})),)))
        await wait_for(pilot, "Zora")
        voided = other.record("bo").apprentice
        other.apply(Change("voided", (Edit(voided, voided.model_copy(update={"voided": "double"})),)))
        await wait_for(pilot, "2 apprentices")
        await wait_for(pilot, BO, gone=True)


@pytest.mark.parametrize("columns", [120, 121, 122, 123, 124, 200])
async def test_nothing_is_cut_in_the_details_that_has_room(app: MentorApp, columns: int) -> None:
    async with app.run_test(size=(columns, 40)) as pilot:
        await wait_for(pilot, "Suggestion  ")
        await wait_for(pilot, "Next tests")
        text = screen_text(app)
        assert not any(f"{title}…" in text for title in ("Experience", "Next tests", "Suggestion", "active"))
