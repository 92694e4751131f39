"""What holds on every screen: title, keys, views, help, palette, settings."""

from pathlib import Path

import pytest

from mentor_tui.logbook.session import open_session
from mentor_tui.tui.app import DEMO, MentorApp, load
from mentor_tui.tui.commands import COMMANDS, Group
from tests.tui.conftest import OpenSession
from tests.tui.screen_text import screen_lines, screen_text, style_of
from tests.tui.small_shop import ANA, BO, spoil
from tests.tui.waiting import wait_for


async def test_the_title_says_which_view_which_book_and_as_of_which_day(app: MentorApp, folder: Path) -> None:
    async with app.run_test(size=(160, 20)) as pilot:
        await wait_for(pilot, "3 apprentices")
        title = screen_lines(app)[0]
        assert title.startswith(" Roster ")
        assert str(folder) in title
        assert "as of Fri 2026-11-20" in title


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (120, "Sample shop — a copy in a temporary folder, changes are not kept"),
        (80, "Sample shop: changes not kept"),
    ],
)
async def test_the_sample_shop_is_never_taken_for_the_own_book(width: int, said: str) -> None:
    session = open_session(demo=True)
    app = MentorApp(session)
    async with app.run_test(size=(width, 24)) as pilot:
        await wait_for(pilot, "24 apprentices")
        assert said in screen_lines(app)[0]
    session.close()


async def test_a_book_open_for_reading_says_so_and_greys_out_what_writes(open_shop: OpenSession) -> None:
    app = MentorApp(open_shop(readonly=True))
    async with app.run_test(size=(120, 24)) as pilot:
        await wait_for(pilot, "read-only")
        offered = {active.binding.id: active.enabled for active in app.screen.active_bindings.values()}
        assert offered["book.undo"] is False
        assert offered["book.export"] is True


async def test_digits_switch_the_views_and_the_one_shown_is_greyed_out(app: MentorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "3 apprentices")
        await pilot.press("2")
        await wait_for(pilot, " Board ")
        await pilot.press("3")
        await wait_for(pilot, " Due ")
        offered = {active.binding.id: active.enabled for active in app.screen.active_bindings.values()}
        assert offered["view.due"] is False
        assert offered["view.roster"] is True
        await pilot.press("f1")
        await wait_for(pilot, " Roster ")


async def test_a_view_chosen_from_a_page_leaves_the_page(app: MentorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "3 apprentices")
        await pilot.press("enter")
        await wait_for(pilot, "Next tests")
        await pilot.press("1")
        await wait_for(pilot, "3 apprentices")


@pytest.mark.parametrize("width", [80, 120])
async def test_the_way_to_help_and_out_stays_in_the_footer(app: MentorApp, width: int) -> None:
    async with app.run_test(size=(width, 24)) as pilot:
        await wait_for(pilot, "3 apprentices")
        footer = screen_lines(app)[-1]
        assert "enter Open" in footer
        assert footer.endswith("? Help  q Quit")
        assert len(footer) <= width


async def test_a_click_on_a_key_presses_it(app: MentorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "3 apprentices")
        await pilot.click(offset=(screen_lines(app)[-1].index("Help"), 23))
        await wait_for(pilot, "One row for each apprentice")


async def test_help_names_the_keys_of_the_place_and_the_signs(app: MentorApp) -> None:
    async with app.run_test(size=(100, 60)) as pilot:
        await wait_for(pilot, "3 apprentices")
        await pilot.press("question_mark")
        await wait_for(pilot, "One row for each apprentice")
        text = screen_text(app)
        assert "Show or hide the details below the list" in text
        assert "Look 60, 90 or 365 days ahead" not in text
        await pilot.press("G")
        await wait_for(pilot, "◐ passed, waiting")
        await pilot.press("q")
        await wait_for(pilot, "3 apprentices")


async def test_the_palette_finds_commands_and_does_them(app: MentorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "3 apprentices")
        await pilot.press("ctrl+p", *"boar")
        await wait_for(pilot, "Everybody against every test")
        await pilot.press("enter")
        await wait_for(pilot, " Board ")


async def test_settings_give_other_keys_and_other_colours(folder: Path, open_shop: OpenSession) -> None:
    settings = 'theme = "contrast-light"\n[keys]\n"view.board" = "ctrl+b"\n"program.help" = "f9"\n'
    (folder / "settings.toml").write_text(settings, encoding="utf-8")
    app = MentorApp(open_shop())
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "f9 Help")
        assert app.theme == "contrast-light"
        await pilot.press("2")
        await pilot.press("ctrl+b")
        await wait_for(pilot, " Board ")
        await pilot.press("f9")
        await wait_for(pilot, "Every apprentice against every test")
        assert "ctrl+b" in screen_text(app)


async def test_settings_that_name_no_theme_and_no_command_are_told(
    folder: Path, open_shop: OpenSession
) -> None:
    settings = 'theme = "no-such"\n[keys]\n"roster.dance" = "d"\n'
    (folder / "settings.toml").write_text(settings, encoding="utf-8")
    app = MentorApp(open_shop())
    async with app.run_test(size=(100, 24), notifications=True) as pilot:
        await wait_for(pilot, "There is no theme called no-such")
        await wait_for(pilot, "roster.dance")


@pytest.mark.parametrize("name", ["shop-dark", "shop-light", "contrast-dark", "contrast-light", "ansi-dark"])
async def test_a_state_can_be_read_in_every_theme(app: MentorApp, name: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "booked")
        app.theme = name
        await pilot.pause()
        await pilot.press("down")
        await wait_for(
            pilot, lambda: style_of(app, "■ paperwork").color != style_of(app, "■ paperwork").bgcolor
        )


async def test_documents_that_are_not_valid_are_named_beside_the_good_ones(
    folder: Path, open_shop: OpenSession
) -> None:
    spoil(folder)
    app = MentorApp(open_shop())
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "! 1 not all valid")
        assert ANA in screen_text(app)
        await pilot.press("exclamation_mark")
        await wait_for(pilot, "ana: ")
        assert "week" in screen_text(app)


async def test_a_sound_book_says_that_it_is_sound(app: MentorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "booked")
        await pilot.press("exclamation_mark")
        await wait_for(pilot, "everything in the logbook can be read")
        await pilot.press("enter")
        await wait_for(pilot, BO)


async def test_an_empty_book_shows_the_ways_to_begin(open_shop: OpenSession, tmp_path: Path) -> None:
    app = MentorApp(open_shop(data_dir=tmp_path / "new"))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Nobody is in this logbook yet")
        assert "Look at the sample shop" in screen_text(app)
        assert "mentor-tui --demo" in screen_text(app)
        assert str(tmp_path / "new")[:40] in screen_text(app)
        await pilot.press("G", "enter")
        await wait_for(pilot, lambda: not app.is_running)
    assert app.return_value == DEMO


async def test_q_leaves(app: MentorApp) -> None:
    async with app.run_test() as pilot:
        await wait_for(pilot, ANA)
        await pilot.press("q")
        await wait_for(pilot, lambda: not app.is_running)
    assert app.return_code == 0


def test_every_view_says_what_it_shows() -> None:
    for command in COMMANDS:
        if command.group is Group.VIEWS:
            assert load(command.opens).HELP
