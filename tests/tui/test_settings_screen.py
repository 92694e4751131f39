"""The settings on the screen: every one is there, values are checked while they are typed, undo takes them back."""

from pathlib import Path

from textual.pilot import Pilot

from mentor_tui.domain.board import RosterRow
from mentor_tui.settings import labels, load_settings
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.screens.roster import RosterScreen, roster_cells
from mentor_tui.tui.screens.settings import SettingForm, SettingsScreen
from mentor_tui.tui.widgets.row_list import RowList
from tests.tui.entering import KEY, filter_to, press, running, wait_for
from tests.tui.screen_text import screen_text


async def open_setting(app: MentorApp, pilot: Pilot[str], name: str) -> None:
    await press(pilot, "6")
    await wait_for(pilot, lambda: isinstance(app.screen, SettingsScreen))
    await filter_to(pilot, name)
    await press(pilot, "enter")
    await wait_for(pilot, lambda: isinstance(app.screen, SettingForm) and app.focused is not None)


def text_of(path: Path) -> str | None:
    return path.read_text() if path.exists() else None


async def until_kept(app: MentorApp, pilot: Pilot[str]) -> None:
    await wait_for(pilot, lambda: isinstance(app.screen, SettingsScreen))


async def test_every_rule_of_the_shop_is_listed_with_what_it_is_for(tmp_path: Path) -> None:
    async with running(tmp_path, size=(160, 40)) as (app, pilot):
        await press(pilot, "6")
        await wait_for(pilot, lambda: isinstance(app.screen, SettingsScreen))
        await wait_for(pilot, lambda: "Key: " in screen_text(app))
        for label in labels().values():
            assert label.title in screen_text(app)


async def test_a_value_is_checked_while_it_is_typed_and_taken_back_by_undo(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_setting(app, pilot, "hours_per_year")
        await press(pilot, "end", *"0")
        await wait_for(pilot, lambda: "should be less than or equal to 3000" in screen_text(app))
        await press(pilot, "ctrl+s", "ctrl+u", *"2080", "ctrl+s")
        await until_kept(app, pilot)
        assert load_settings(tmp_path).house.hours_per_year == 2080
        await wait_for(pilot, lambda: "2080" in screen_text(app))
        await press(pilot, "u")
        await wait_for(pilot, lambda: app.session.settings.house.hours_per_year == 2000)


async def test_the_roster_shows_the_years_of_the_settings_that_hold_after_each_undo(tmp_path: Path) -> None:
    async with running(tmp_path, size=(160, 40)) as (app, pilot):
        row = app.session.insights.roster_row(KEY)
        for hours in ("1000", "1500"):
            await open_setting(app, pilot, "hours_per_year")
            await press(pilot, "ctrl+u", *hours, "ctrl+s")
            await until_kept(app, pilot)
            await press(pilot, "escape", "1")
            await wait_for(pilot, lambda: shows(app, app.session.insights.roster_row(KEY)))
            assert app.session.insights.roster_row(KEY) != row
            await press(pilot, "6", "u", "1")
            await wait_for(pilot, lambda: isinstance(app.screen, RosterScreen) and shows(app, row))


def shows(app: MentorApp, row: RosterRow) -> bool:
    """Whether the roster shows that row."""
    return app.screen.query_one(RowList)._view.rows == [roster_cells(row)]


async def test_a_theme_is_put_on_while_it_is_chosen_and_taken_off_by_esc(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        before = app.theme
        await open_setting(app, pilot, "theme")
        await press(pilot, "right")
        await wait_for(pilot, lambda: app.theme != before)
        await press(pilot, "escape")
        await until_kept(app, pilot)
        assert app.theme == before
        await press(pilot, "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, SettingForm) and app.focused is not None)
        await press(pilot, "ctrl+s")
        await until_kept(app, pilot)
        assert app.theme == load_settings(tmp_path).theme != before


async def test_a_command_gets_another_key_at_once(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_setting(app, pilot, "apprentice.log")
        await press(pilot, "ctrl+u", *"ctrl+l", "ctrl+s")
        await until_kept(app, pilot)
        assert load_settings(tmp_path).keys == {"apprentice.log": "ctrl+l"}
        await press(pilot, "1")
        await wait_for(pilot, lambda: "ctrl+l Log a week" in screen_text(app))


async def test_ones_own_name_says_where_it_comes_from_and_is_kept_for_oneself(
    tmp_path: Path, own_file: Path
) -> None:
    async with running(tmp_path / "book", size=(160, 40)) as (app, pilot):
        await open_setting(app, pilot, "mentor")
        assert "from MENTOR_TUI_MENTOR, which counts before your own file" in screen_text(app)
        await press(pilot, "ctrl+u", *"Noor", "ctrl+s")
        await until_kept(app, pilot)
        await wait_for(pilot, lambda: "from your own file" in screen_text(app))
        assert app.session.mentor == app.session.logbook.who == "Noor"
    assert text_of(own_file) == 'mentor = "Noor"\n'
    assert text_of(tmp_path / "book" / "settings.toml") is None


async def test_a_name_of_two_lines_is_refused_while_it_is_typed(tmp_path: Path, own_file: Path) -> None:
    async with running(tmp_path / "book") as (app, pilot):
        await open_setting(app, pilot, "mentor")
        await press(pilot, "ctrl+u", *("B" * 121))
        await wait_for(pilot, lambda: "has 121 characters; 120 are the most" in screen_text(app))
        await press(pilot, "ctrl+s")
    assert text_of(own_file) is None
