"""Writing the eligibility summary from the screen."""

from pathlib import Path

import pytest

from mentor_tui.tui.app import MentorApp
from tests.tui.screen_text import screen_text
from tests.tui.small_shop import ANA, BO, ZOE
from tests.tui.waiting import wait_for


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def test_enter_writes_the_summary_of_everybody_and_tells_where(app: MentorApp, here: Path) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for(pilot, "booked")
        await pilot.press("x", "enter")
        await wait_for(pilot, "Exported")
        await wait_for(pilot, "Format", gone=True)
    text = (here / "eligibility-2026-11-20.md").read_text(encoding="utf-8")
    assert "2026-11-20" in text
    assert BO in text


async def test_the_filter_says_whom_it_is_about_and_the_format_changes_the_ending(
    app: MentorApp, here: Path
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "booked")
        await pilot.press(*"/sh", "enter", "x")
        await wait_for(pilot, "The 2 that are shown")
        assert "●▌ Markdown" in screen_text(app)
        assert "○▌ CSV" in screen_text(app)
        await pilot.press("shift+tab", "shift+tab", "down", "space", "tab", "tab")
        await wait_for(pilot, "eligibility-2026-11-20.csv")
        assert "○▌ Markdown" in screen_text(app)
        assert "●▌ CSV" in screen_text(app)
        await pilot.press("enter")
        await wait_for(pilot, (here / "eligibility-2026-11-20.csv").exists)
    text = (here / "eligibility-2026-11-20.csv").read_text(encoding="utf-8-sig")
    assert ANA in text
    assert BO in text
    assert ZOE not in text


async def test_a_file_that_is_there_is_not_written_over_without_a_second_enter(
    app: MentorApp, here: Path
) -> None:
    file = here / "eligibility-2026-11-20.md"
    file.write_text("mine", encoding="utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "booked")
        await pilot.press("x", "enter")
        await wait_for(pilot, "There is a file of that name")
        assert file.read_text(encoding="utf-8") == "mine"
        await pilot.press("enter")
        await wait_for(pilot, lambda: "mine" not in file.read_text(encoding="utf-8"))


async def test_what_cannot_be_written_says_why_and_keeps_what_was_typed(app: MentorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "booked")
        await pilot.press("x", "home", *"no/", "enter")
        await wait_for(pilot, "there is no folder")
        assert "no/eligibility-2026-11-20.md" in screen_text(app)
        await pilot.press("escape")
        await wait_for(pilot, "Format", gone=True)
