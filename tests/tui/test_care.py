"""What the program says of its own accord, and going back to a backup."""

from pathlib import Path

import pytest

from mentor_tui.logbook.changes import Change, Edit
from mentor_tui.logbook.session import Session
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.care import open_backups
from mentor_tui.tui.dialogs.pick import Pick
from mentor_tui.tui.dialogs.questions import Confirm
from tests.tui.conftest import OpenSession
from tests.tui.screen_text import screen_text
from tests.tui.small_shop import ANA, BO
from tests.tui.waiting import wait_for


def rename(session: Session, name: str) -> None:
    bo = session.logbook.record("bo").apprentice
    after = bo.model_copy(update={"name": name})
    session.logbook.apply(Change(f"renamed {bo.name}", (Edit(bo, after),)))


@pytest.fixture
def synced(folder: Path, tmp_path: Path) -> Path:
    """The small shop in a folder that seems to be synchronised."""
    return folder.rename(tmp_path / "Dropbox")


async def test_a_folder_that_is_synchronised_is_warned_of(synced: Path, open_shop: OpenSession) -> None:
    app = MentorApp(open_shop(data_dir=synced))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await wait_for(pilot, "synchronised by Dropbox")


async def test_a_backup_that_could_not_be_made_is_told_of(app: MentorApp, folder: Path) -> None:
    (folder / "backups").write_text("in the way", encoding="utf-8")
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        app.write("Renamed", lambda: rename(app.session, "Bo Neill"))
        await wait_for(pilot, "No backup was made today")


async def test_a_backup_is_gone_back_to_after_one_question_and_undo_takes_that_back(
    app: MentorApp, session: Session
) -> None:
    rename(session, "Bo Neill")
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await wait_for(pilot, "Bo Neill")
        open_backups(app)
        await wait_for(pilot, "2026-11-20 before the first change")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Confirm))
        assert "undo takes it back" in screen_text(app)
        await pilot.press("y")
        await wait_for(pilot, "went back to the backup")
        await wait_for(pilot, BO)
        await pilot.press("u")
        await wait_for(pilot, "Bo Neill")


async def test_nothing_is_gone_back_to_without_an_answer(app: MentorApp, session: Session) -> None:
    rename(session, "Bo Neill")
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_for(pilot, ANA)
        open_backups(app)
        await wait_for(pilot, lambda: isinstance(app.screen, Pick))
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("escape")
        await wait_for(pilot, lambda: not isinstance(app.screen, Confirm))
        assert session.logbook.revision == 2


async def test_a_backup_that_is_no_different_changes_nothing(app: MentorApp, session: Session) -> None:
    rename(session, "Bo Neill")
    session.logbook.undo()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await wait_for(pilot, ANA)
        open_backups(app)
        await wait_for(pilot, lambda: isinstance(app.screen, Pick))
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("y")
        await wait_for(pilot, "nothing was different")
        assert session.logbook.revision == 3


async def test_without_a_backup_it_says_when_there_will_be_one(app: MentorApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_for(pilot, ANA)
        open_backups(app)
        await wait_for(pilot, "The first change of a day makes one.")
