"""The board as a mentor uses it, and the reasons behind a cell."""

from mentor_tui.tui.app import MentorApp
from tests.tui.screen_text import screen_lines, screen_text, style_of
from tests.tui.small_shop import ANA, BO, ZOE
from tests.tui.waiting import wait_for


def codes(app: MentorApp) -> list[str]:
    return screen_lines(app)[2].split()[1:]


async def test_every_test_that_matters_has_a_column_under_its_series(app: MentorApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await wait_for(pilot, "T4")
        assert {"A5", "A6", "T2", "T4"} <= set(codes(app))
        assert "T7" not in codes(app)
        ana, bo = (next(line for line in screen_lines(app) if name in line) for name in (ANA, BO))
        assert "■" in ana
        assert "◆" in bo
        assert ZOE in screen_text(app)


async def test_the_line_below_says_what_the_cell_under_the_cursor_means(app: MentorApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await wait_for(pilot, "T4")
        await pilot.press("down", *["right"] * codes(app).index("A5"))
        await wait_for(pilot, f"{BO}: A5 Brakes  ◆ booked, booked until 2026-12-30")
        assert "Sit A5 by 2026-12-30" in screen_lines(app)[-2]
        assert style_of(app, "A5").color != style_of(app, "A6").color


async def test_enter_says_why_with_every_week_that_counts(app: MentorApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("2")
        await wait_for(pilot, "T4")
        await pilot.press(*["right"] * codes(app).index("T4"), "enter")
        await wait_for(pilot, f"{ANA}: T4")
        text = screen_text(app)
        assert "■ paperwork" in text
        assert "Send the work experience form to ASE" in text
        assert "✔ 24 full-time months of hands-on work reached on" in text
        await pilot.press("G")
        await wait_for(pilot, "2024-10-18")
        assert "20     20" in screen_lines(app)[-2]
        await pilot.press("q")
        await wait_for(pilot, "A5")


async def test_columns_scroll_behind_the_names(app: MentorApp) -> None:
    async with app.run_test(size=(30, 12)) as pilot:
        await pilot.press("2")
        await wait_for(pilot, "A5")
        first = codes(app)
        await pilot.press(*["right"] * len(first))
        await wait_for(pilot, lambda: first[0] not in codes(app))
        assert ANA in screen_text(app)
        await pilot.press(*["left"] * len(first))
        await wait_for(pilot, lambda: codes(app) == first)


async def test_all_tests_can_be_shown_under_their_series(app: MentorApp) -> None:
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("2")
        await wait_for(pilot, "T4")
        assert "A3" not in codes(app)
        await pilot.press("a")
        await wait_for(pilot, "Medium/Heavy Truck")
        titles, tests = screen_lines(app)[1:3]
        assert titles.index("Automobile") == tests.index("A1")
        assert titles.index("Medium/Heavy") == tests.index("T1" if "T1" in tests else "T2")


async def test_the_column_under_the_cursor_sorts(app: MentorApp) -> None:
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("2")
        await wait_for(pilot, "T4")
        await pilot.press(*["right"] * codes(app).index("A5"), "s")
        await wait_for(pilot, lambda: BO in screen_lines(app)[3])
        await pilot.press("s")
        await wait_for(pilot, lambda: ANA in screen_lines(app)[3])
