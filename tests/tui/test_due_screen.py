"""What is due, as a mentor reads it."""

from mentor_tui.tui.app import MentorApp
from tests.tui.screen_text import screen_lines, screen_text
from tests.tui.small_shop import ANA, BO
from tests.tui.waiting import wait_for


async def test_dates_come_in_order_and_the_span_can_be_longer(app: MentorApp) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("3")
        await wait_for(pilot, "in 60 days")
        papers, sit = screen_lines(app)[2:4]
        assert ANA in papers
        assert "pass held until" in papers
        assert "2026-12-30" in sit
        assert "in 40 d" in sit
        assert BO in sit
        assert "Sit A5 by 2026-12-30" in sit
        few = screen_text(app).count("expected")
        await pilot.press("t", "t")
        await wait_for(pilot, "in 365 days")
        await wait_for(pilot, lambda: screen_text(app).count("expected") > few)
        await pilot.press("t")
        await wait_for(pilot, "in 60 days")


async def test_who_has_long_been_ready_comes_last_and_is_not_overdue(app: MentorApp) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("3")
        await wait_for(pilot, "ready since")
        lines = [line for line in screen_lines(app) if ANA in line]
        assert "d ago" in lines[-1]
        assert "ready since" in lines[-1]


async def test_enter_says_why(app: MentorApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("3")
        await wait_for(pilot, BO)
        await pilot.press("enter")
        await wait_for(pilot, f"{ANA}: T4 Brakes")
