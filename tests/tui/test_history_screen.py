"""The history on the screen: what was done, what became of it, and taking it back."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from mentor_tui.logbook.changes import Change, Edit
from mentor_tui.logbook.session import Session, open_session
from mentor_tui.store.records import Operation
from mentor_tui.store.store import Store
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.screens import history
from mentor_tui.tui.screens.history import ChangeScreen, HistoryScreen
from mentor_tui.tui.widgets.row_list import RowList
from tests.tui.conftest import OpenSession
from tests.tui.screen_text import screen_lines, screen_text, style_of
from tests.tui.small_shop import ANA, BO, NOW, ZOE
from tests.tui.waiting import wait_for


def renamed(session: Session, key: str, name: str) -> None:
    before = session.logbook.record(key).apprentice
    session.logbook.apply(
        Change(f"renamed {before.name}", (Edit(before, before.model_copy(update={"name": name})),))
    )


def line_of(app: MentorApp, text: str) -> str:
    return next(line for line in screen_lines(app) if text in line)


async def open_history(pilot: Pilot[str], app: MentorApp) -> RowList:
    await wait_for(pilot, ANA)
    await pilot.press("5")
    await wait_for(
        pilot, lambda: isinstance(app.screen, HistoryScreen) and app.screen.query_one(RowList).shown
    )
    return app.screen.query_one(RowList)


async def test_it_says_when_who_what_and_what_became_of_it(app: MentorApp, session: Session) -> None:
    renamed(session, "bo", "Bo Neill")
    session.logbook.undo()
    who = session.mentor
    async with app.run_test(size=(120, 30)) as pilot:
        await open_history(pilot, app)
        lines = [line for line in screen_lines(app) if "Fri 17:00" in line]
        assert "undone: renamed Bo O'Neil" in lines[0]
        assert who in lines[1]
        assert "renamed Bo O'Neil" in lines[1]
        assert f"undone 17:00 by {who}" in lines[1]
        assert "Mia" in lines[2]
        assert "made for a test" in lines[2]
        assert "3 changes" in screen_lines(app)[0]


async def test_another_day_has_its_date(folder: Path, open_shop: OpenSession) -> None:
    with Store.open(folder) as store:
        old = Operation("credits/zoe", "c1", None, {"apprentice": "zoe"})
        store.commit([old], at=NOW.replace(day=12), who="Mia", why="of another day")
    app = MentorApp(open_shop())
    async with app.run_test(size=(100, 24)) as pilot:
        await open_history(pilot, app)
        assert "2026-11-12 17:00" in line_of(app, "of another day")


async def test_enter_shows_each_field_before_and_after_and_a_document_as_a_whole(
    app: MentorApp, session: Session
) -> None:
    renamed(session, "bo", "Bo Neill")
    async with app.run_test(size=(110, 30)) as pilot:
        await open_history(pilot, app)
        await pilot.press("enter")
        await wait_for(
            pilot, lambda: isinstance(app.screen, ChangeScreen) and app.screen.query_one(RowList).shown
        )
        line = line_of(app, "person")
        assert "name" in line
        assert line.index("Bo O'Neil", line.index("name")) < line.rindex("Bo Neill")
        assert "1 document" in screen_lines(app)[0]
        await pilot.press("enter")
        await wait_for(pilot, "after: Bo Neill")
        await pilot.press("escape", "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HistoryScreen))


async def test_the_row_under_the_cursor_is_taken_back_whoever_did_it(
    app: MentorApp, session: Session, open_shop: OpenSession
) -> None:
    other = open_shop()
    other.logbook.who = "Noor"
    renamed(other, "zoe", "Zoe Miller")
    session.logbook.refresh()
    renamed(session, "bo", "Bo Neill")
    async with app.run_test(size=(110, 24)) as pilot:
        rows = await open_history(pilot, app)
        await pilot.press("j", "U")
        await wait_for(pilot, f"undone: renamed {ZOE}")
        await wait_for(pilot, lambda: "undone 17:00" in line_of(app, "Noor"))
        assert session.logbook.find("zoe").name == ZOE
        assert session.logbook.find("bo").name == "Bo Neill"
        assert rows.cursor_key == "2"
        await pilot.press("ctrl+r")
        await wait_for(pilot, lambda: "done again 17:00" in line_of(app, "Noor"))
        assert session.logbook.find("zoe").name == "Zoe Miller"


async def test_a_change_is_taken_back_where_it_is_looked_at(app: MentorApp, session: Session) -> None:
    renamed(session, "bo", "Bo Neill")
    async with app.run_test(size=(100, 24), notifications=True) as pilot:
        await open_history(pilot, app)
        await pilot.press("enter")
        await wait_for(pilot, "Document")
        await pilot.press("U")
        await wait_for(pilot, "Undone: renamed Bo O'Neil")
        await wait_for(pilot, "undone 17:00")
        assert session.logbook.find("bo").name == BO


async def test_what_was_taken_back_already_says_so(app: MentorApp, session: Session) -> None:
    renamed(session, "bo", "Bo Neill")
    session.logbook.undo()
    async with app.run_test(size=(100, 24)) as pilot:
        await open_history(pilot, app)
        await pilot.press("U")
        await wait_for(pilot, "was undone already")


async def test_a_change_of_another_terminal_comes_up_and_the_cursor_stays(
    app: MentorApp, open_shop: OpenSession
) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        rows = await open_history(pilot, app)
        renamed(open_shop(), "bo", "Bo Neill")
        app._look_at_other_terminals()
        await wait_for(pilot, "renamed Bo O'Neil")
        assert rows.cursor_key == "1"


async def test_a_name_finds_the_changes_of_a_person(app: MentorApp, session: Session) -> None:
    renamed(session, "bo", "Bo Neill")
    renamed(session, "zoe", "Zoe Miller")
    async with app.run_test(size=(100, 24)) as pilot:
        rows = await open_history(pilot, app)
        rows.filter_text = "neill"
        await wait_for(pilot, lambda: rows.shown == 2)
        assert "renamed Zo" not in screen_text(app)


async def test_a_shows_the_apprentice_one_came_from_alone(app: MentorApp, session: Session) -> None:
    renamed(session, "bo", "Bo Neill")
    renamed(session, "zoe", "Zoe Miller")
    async with app.run_test(size=(100, 24)) as pilot:
        await wait_for(pilot, lambda: app.selected == "ana")
        await pilot.press("j")
        await wait_for(pilot, lambda: app.selected == "bo")
        await pilot.press("5", "a")
        await wait_for(pilot, "Bo Neill: 2 changes")
        assert "renamed Zo" not in screen_text(app)
        await pilot.press("a")
        await wait_for(pilot, "renamed Zo")
        assert app.selected == "bo"


@pytest.fixture
def long_history(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three times as long as what is read at once."""
    monkeypatch.setattr(history, "_FIRST", 20)
    with Store.open(folder) as store:
        for number in range(60):
            document = {"apprentice": "zoe", "key": "c1", "title": f"course {number}"}
            before = {**document, "title": f"course {number - 1}"} if number else None
            store.commit(
                [Operation("credits/zoe", "c1", before, document)], at=NOW, who="Mia", why=f"step {number}"
            )


@pytest.mark.usefixtures("long_history")
async def test_a_long_history_is_read_on_where_it_is_looked_at(app: MentorApp) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        rows = await open_history(pilot, app)
        assert "the last 20 changes" in screen_lines(app)[0]
        await pilot.press("G")
        await wait_for(pilot, "the last 40 changes")
        assert rows.cursor_key == str(61 - 19)
        await pilot.press("slash", *"made for")
        await wait_for(pilot, "made for a test")
        assert "1 of 61 changes" in screen_lines(app)[0]


async def test_nothing_can_be_taken_back_in_a_logbook_that_is_only_read(open_shop: OpenSession) -> None:
    app = MentorApp(open_shop(readonly=True))
    async with app.run_test(size=(120, 24)) as pilot:
        await open_history(pilot, app)
        assert "read-only" in screen_lines(app)[0]
        await pilot.press("U")
        await pilot.pause()
        assert isinstance(app.screen, HistoryScreen)
        assert app.session.logbook.revision == 1


async def test_the_logbook_of_an_earlier_day_says_so(folder: Path, session: Session) -> None:
    del session
    past = open_session(data_dir=folder, known_on=date(2026, 11, 21), clock=lambda: NOW)
    app = MentorApp(past)
    async with app.run_test(size=(120, 24)) as pilot:
        await open_history(pilot, app)
        assert "as known on 2026-11-21, read-only" in screen_lines(app)[0]
    past.close()


async def test_settings_are_told_by_name(app: MentorApp, session: Session) -> None:
    session.keep_settings(session.settings.model_copy(update={"theme": "nord"}))
    async with app.run_test(size=(100, 24)) as pilot:
        await open_history(pilot, app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "nord" in line_of(app, "theme "))
        assert style_of(app, "nord")
