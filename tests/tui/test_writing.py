"""Writes away from the screen."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from mentor_tui.errors import MentorError
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.app_screen import AppScreen
from tests.tui.screen_text import screen_text
from tests.tui.waiting import wait_for


class TypedScreen(AppScreen[None]):
    """Something is typed there."""

    def __init__(self, keep: Callable[[], None]) -> None:
        super().__init__()
        self.keep_unkept = keep  # type: ignore[method-assign]


async def test_writes_are_done_one_after_the_other_and_away_from_the_screen(app: MentorApp) -> None:
    done: list[int] = []
    threads: set[int] = set()
    first = threading.Event()

    def write(number: int) -> None:
        if number == 0:
            first.wait(5)
        threads.add(threading.get_ident())
        done.append(number)

    async with app.run_test(notifications=True) as pilot:
        for number in range(4):
            app.write(f"Wrote {number}", lambda number=number: write(number))  # type: ignore[misc]
        await pilot.pause()
        assert done == []
        first.set()
        await wait_for(pilot, "Wrote 3")
    assert done == [0, 1, 2, 3]
    assert threading.get_ident() not in threads


async def test_a_refused_write_says_why_and_the_next_one_is_done(app: MentorApp) -> None:
    def refuse() -> None:
        raise MentorError("The disk is full.", hint="Make room.")

    async with app.run_test(notifications=True) as pilot:
        app.write("First", refuse)
        app.write("Second", lambda: None)
        await wait_for(pilot, "The disk is full.")
        assert "Make room." in screen_text(app)
        await wait_for(pilot, "Second")


async def test_leaving_waits_for_what_is_being_written(app: MentorApp) -> None:
    go, done = threading.Event(), threading.Event()

    def write() -> None:
        go.wait(5)
        done.set()

    async with app.run_test() as pilot:
        app.write("Slow", write)
        await pilot.pause()
        threading.Timer(0.1, go.set).start()
        await pilot.press("q")
        await wait_for(pilot, lambda: not app.is_running)
        assert done.is_set()


async def test_ending_from_outside_keeps_every_draft(app: MentorApp, tmp_path: Path) -> None:
    def broken() -> None:
        raise MentorError("no room for a draft")

    def keep() -> None:
        (tmp_path / "draft").write_text("7.5", encoding="utf-8")

    async with app.run_test() as pilot:
        await app.push_screen(TypedScreen(keep))
        await app.push_screen(TypedScreen(broken))
        app.end(15)
        await wait_for(pilot, lambda: not app.is_running)
    assert app.return_code == 143
    assert (tmp_path / "draft").read_text(encoding="utf-8") == "7.5"


async def test_a_form_that_is_closed_keeps_no_draft(app: MentorApp) -> None:
    kept: list[str] = []

    def keep() -> None:
        kept.append("hours")

    async with app.run_test() as pilot:
        form = TypedScreen(keep)
        await app.push_screen(form)
        await form.dismiss()
        await form.dismiss()
        app.end(15)
        await wait_for(pilot, lambda: not app.is_running)
    assert kept == []


async def test_what_should_never_happen_ends_the_program_without_a_traceback(
    app: MentorApp, capsys: pytest.CaptureFixture[str]
) -> None:
    def boom() -> None:
        raise ZeroDivisionError

    async def run() -> None:
        async with app.run_test() as pilot:
            app.call_later(boom)
            await wait_for(pilot, lambda: not app.is_running)

    with pytest.raises(ZeroDivisionError):
        await run()
    assert isinstance(app.failure, ZeroDivisionError)
    assert "Traceback" not in capsys.readouterr().err


async def test_trouble_that_comes_again_every_second_is_told_once(
    app: MentorApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    trouble: list[MentorError] = [MentorError("The book has gone.", hint="Put it back.")]
    looks: list[int] = []

    def refresh() -> frozenset[str]:
        looks.append(len(app.screen_stack))
        if trouble:
            raise MentorError(trouble[0].message, hint=trouble[0].hint)
        return frozenset()

    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: app.selected)
        monkeypatch.setattr(app.session.logbook, "refresh", refresh)
        for _ in range(3):
            app._look_at_other_terminals()
        await wait_for(pilot, "The book has gone.")
        assert len(app.screen_stack) == 2
        app.tell(trouble[0])
        assert len(app.screen_stack) == 2
        await pilot.press("enter")
        app._look_at_other_terminals()
        assert len(app.screen_stack) == 1
        back = trouble.pop()
        app._look_at_other_terminals()
        trouble.append(back)
        app._look_at_other_terminals()
        await wait_for(pilot, "The book has gone.")
    assert looks
