"""Long work beside the screen."""

import gc

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from mentor_tui.tui.screens.base import in_slices
from tests.tui.waiting import wait_for


class CountingApp(App[None]):
    """Counts on a screen, for ever."""

    def __init__(self) -> None:
        super().__init__()
        self.counted = 0

    def compose(self) -> ComposeResult:
        yield Static()

    def on_mount(self) -> None:
        self.screen.run_worker(in_slices(iter(int, 1), self._count))

    def _count(self, _: int) -> None:
        self.counted += 1
        self.screen.query_one(Static).update(f"{self.counted} counted")


async def test_work_ends_with_its_screen_and_misses_no_widget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mentor_tui.tui.screens.base._SLICE", 0)
    monkeypatch.setattr("mentor_tui.tui.screens.base._PAUSE", 0)
    app = CountingApp()
    async with app.run_test() as pilot:
        await wait_for(pilot, "counted")
    assert app.counted


class CollectingApp(App[None]):
    """Looks in each slice whether the garbage collector is on."""

    def __init__(self) -> None:
        super().__init__()
        self.collecting: list[bool] = []

    def on_mount(self) -> None:
        self.screen.run_worker(in_slices(range(3), lambda _: self.collecting.append(gc.isenabled())))


async def test_the_collector_rests_while_rows_are_worked_out_and_goes_on_after_it() -> None:
    gc.enable()
    app = CollectingApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
    assert app.collecting == [False] * 3
    assert gc.isenabled()
