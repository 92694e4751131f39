"""Keys wait for what the key before them leads to."""

import asyncio
import threading
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, Static

from mentor_tui.errors import MentorError
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.base import Dialog
from mentor_tui.tui.dialogs.forms import CreditForm
from mentor_tui.tui.dialogs.log_week import LogWeek
from mentor_tui.tui.dialogs.pick import Pick
from mentor_tui.tui.dialogs.questions import Message, Report
from mentor_tui.tui.screens.apprentice import WhyScreen
from mentor_tui.tui.screens.board import BoardScreen
from mentor_tui.tui.screens.papers import PapersScreen
from mentor_tui.tui.screens.roster import RosterScreen
from tests.tui.entering import press, running, send
from tests.tui.screen_text import screen_text
from tests.tui.waiting import wait_for


class Slow(Dialog[None]):
    """A dialog whose parts take some turns of the loop until they are there, and look for each other then."""

    def body(self) -> ComposeResult:
        yield Input(id="line", select_on_focus=False)
        yield Static(id="late")

    async def on_mount(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)
        self.query_one("#late", Static).update("mounted")
        self.query_one("#line", Input).focus()


async def test_keys_typed_while_a_dialog_mounts_are_typed_into_it(app: MentorApp) -> None:
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: app.selected)
        dialog = Slow()
        app.push_screen(dialog)
        await press(pilot, *"25 h", "left", "x")
        await wait_for(pilot, lambda: dialog.is_mounted and dialog.query_one("#line", Input).value == "25 xh")


async def test_a_dialog_that_is_left_while_it_mounts_goes_quietly(app: MentorApp) -> None:
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: app.selected)
        for _ in range(3):
            app.push_screen(Slow())
        while len(app.screen_stack) > 1:
            app.pop_screen()
        await press(pilot, "2")
        await wait_for(pilot, lambda: isinstance(app.screen, BoardScreen))
    assert app.failure is None


async def test_clicks_and_pastes_wait_as_keys_do(app: MentorApp) -> None:
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: app.selected)
        dialog = Slow()
        app.push_screen(dialog)
        app.post_message(events.Paste("7.5"))
        await press(pilot, "h")
        await wait_for(pilot, lambda: dialog.is_mounted and dialog.query_one("#line", Input).value == "7.5h")


async def test_a_key_on_the_board_waits_for_its_columns(app: MentorApp) -> None:
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: app.selected)
        await press(pilot, "2", "j", "l", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, WhyScreen))
        await press(pilot, "escape", "1", "j", "l")
        await wait_for(pilot, lambda: isinstance(app.screen, LogWeek))


async def test_a_choice_opens_one_list_however_fast_one_types(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "p", "n", "down", "enter", "t", "e", "c")
        await wait_for(
            pilot, lambda: app.focused is not None and getattr(app.focused, "filter_text", "") == "tec"
        )
        assert [type(screen) for screen in app.screen_stack] == [RosterScreen, PapersScreen, CreditForm, Pick]


async def test_a_key_waits_for_a_write_but_not_for_ever(app: MentorApp) -> None:
    go = threading.Event()

    def typed(text: str) -> bool:
        return dialog.query_one("#line", Input).value == text

    async with app.run_test(notifications=True) as pilot:
        await wait_for(pilot, lambda: app.selected)
        dialog = Slow()
        await app.push_screen(dialog)
        app.write("Slow", lambda: go.wait(20))
        send(app, "a", "b")
        await asyncio.sleep(0.3)
        assert typed("")
        go.set()
        await wait_for(pilot, lambda: typed("ab"))
        go.clear()
        app.write("For ever", lambda: go.wait(20))
        send(app, "escape")
        await wait_for(pilot, lambda: app.screen is not dialog)
        go.set()
        await wait_for(pilot, "For ever")


async def test_what_leaves_under_another_screen_leaves_when_that_has_gone(app: MentorApp) -> None:
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: app.selected)
        lower, upper = Slow(), Message("Wait", "Look at this first.")
        app.push_screen(lower)
        app.push_screen(upper)
        await wait_for(pilot, "Look at this first.")
        lower.dismiss(None)
        assert app.screen is upper
        await press(pilot, "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, RosterScreen))
        lower.dismiss(None)
        assert isinstance(app.screen, RosterScreen)


async def test_an_answer_comes_to_the_app_also_where_the_asker_has_been_left(app: MentorApp) -> None:
    go = threading.Event()

    def write() -> str:
        go.wait(5)
        return "to a file"

    async with app.run_test(notifications=True) as pilot:
        await wait_for(pilot, lambda: app.selected)
        asker = Slow()
        app.push_screen(asker)
        app.write("Slow", write, asker, lambda said: Report("Receipt", [f"written {said}"]))
        await press(pilot, "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, RosterScreen))
        go.set()
        await wait_for(pilot, "written to a file")
        assert "Receipt" in screen_text(app)


async def test_a_refusal_comes_to_the_app_also_where_the_asker_has_been_left(app: MentorApp) -> None:
    go = threading.Event()

    def refuse() -> None:
        go.wait(5)
        raise MentorError("The disk is full.")

    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: app.selected)
        asker = Slow()
        app.push_screen(asker)
        app.write("Slow", refuse, asker, lambda _: Report("Receipt", []))
        await press(pilot, "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, RosterScreen))
        go.set()
        await wait_for(pilot, "The disk is full.")
