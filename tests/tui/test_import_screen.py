"""Import on the screen: every row before anything is written, and who a strange name means."""

import threading
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from textual.pilot import Pilot

from mentor_tui.domain.weeksheet import WeekSheet, WorkLine
from mentor_tui.exchange.hours_import import plan_import
from mentor_tui.exchange.import_plan import ImportPlan
from mentor_tui.logbook.changes import Change, Edit
from mentor_tui.logbook.session import open_session
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.import_preview import ImportScreen
from mentor_tui.tui.dialogs.pick import Pick
from mentor_tui.tui.dialogs.questions import Ask, Message, Report
from mentor_tui.tui.dialogs.working import StoppedError, Working
from mentor_tui.tui.screens.roster import RosterScreen
from mentor_tui.tui.screens.welcome import WelcomeScreen
from tests.tui.entering import KEY, ODD, TODAY, held_up, press, running, wait_for
from tests.tui.screen_text import screen_text

_Item = TypeVar("_Item")

ROWS = f"""name,date,area,hours
{ODD},2026-11-18,brakes,6.5
A. Nameless,2026-11-18,electrical,4
{ODD},2026-11-18,hvac,two
"""


async def open_file(app: MentorApp, pilot: Pilot[str], path: Path) -> None:
    await press(pilot, "I")
    await wait_for(pilot, lambda: isinstance(app.screen, Ask) and app.focused is not None)
    await press(pilot, *str(path), "enter")


async def test_rows_are_shown_a_name_is_chosen_and_all_is_one_change(tmp_path: Path) -> None:
    file = tmp_path / "hours.csv"
    file.write_text(ROWS, encoding="utf-8")
    async with running(tmp_path / "book") as (app, pilot):
        await open_file(app, pilot, file)
        await wait_for(pilot, lambda: isinstance(app.screen, ImportScreen))
        await wait_for(pilot, lambda: "2 cannot place" in screen_text(app))
        assert "Not known: A. Nameless" in screen_text(app)
        revision = app.session.logbook.revision

        await press(pilot, "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Pick))
        await press(pilot, "enter")
        await wait_for(pilot, lambda: "1 cannot place" in screen_text(app))
        assert app.session.logbook.revision == revision

        await press(pilot, "ctrl+s")
        await wait_for(pilot, lambda: isinstance(app.screen, Report))
        assert "Kept as one change" in screen_text(app)
        assert app.session.logbook.revision == revision + 1
        kept = app.session.logbook.record(KEY)
        assert {line.area for sheet in kept.sheets for line in sheet.lines} >= {"brakes", "electrical"}

        await press(pilot, "escape")
        await wait_for(pilot, lambda: not isinstance(app.screen, Report))
        await press(pilot, "u")
        await wait_for(pilot, lambda: app.session.logbook.record(KEY).sheets != kept.sheets)


async def test_an_import_that_is_left_while_it_is_written_tells_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "hours.csv"
    file.write_text(f"name,date,area,hours\n{ODD},2026-11-18,brakes,6.5\n", encoding="utf-8")
    async with running(tmp_path / "book") as (app, pilot):
        await open_file(app, pilot, file)
        await wait_for(pilot, lambda: isinstance(app.screen, ImportScreen))
        go = held_up(app, monkeypatch)
        await press(pilot, "ctrl+s", "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, RosterScreen))
        go.set()
        await wait_for(pilot, lambda: isinstance(app.screen, Report))
        await wait_for(pilot, lambda: "Kept as one change" in screen_text(app))
        await press(pilot, "escape")
        # This week's sheet is there now: ▪ instead of ▫.
        await wait_for(pilot, lambda: isinstance(app.screen, RosterScreen) and "■▪" in screen_text(app))


async def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    async with running(tmp_path / "book") as (app, pilot):
        await open_file(app, pilot, tmp_path / "none.csv")
        await wait_for(
            pilot, lambda: isinstance(app.screen, Message) and "cannot be read" in screen_text(app)
        )


async def test_hours_that_may_be_there_already_are_asked_about(tmp_path: Path) -> None:
    file = tmp_path / "hours.csv"
    async with running(tmp_path / "book") as (app, pilot):
        record = app.session.logbook.record(KEY)
        place = record.apprentice.placements[0]
        line = WorkLine(kind=place.kind, area="brakes", minutes=120)
        sheet = WeekSheet(apprentice=KEY, week=TODAY, placement=place.key, lines=(line,))
        app.session.logbook.apply(Change("logged", (Edit(record.sheet(TODAY, place.key), sheet),)))
        file.write_text(f"name,week ending,area,hours\n{ODD},{TODAY},brakes,1\n", encoding="utf-8")
        await open_file(app, pilot, file)
        await wait_for(pilot, lambda: "1 to decide" in screen_text(app))
        assert "2 h now, then 3 if added, 1 if replaced" in screen_text(app)
        revision = app.session.logbook.revision
        await press(pilot, "ctrl+s")
        await wait_for(pilot, lambda: isinstance(app.screen, Pick))
        await press(pilot, "enter")
        await wait_for(pilot, lambda: "1 new" in screen_text(app))
        assert app.session.logbook.revision == revision
        await press(pilot, "ctrl+s")
        await wait_for(pilot, lambda: isinstance(app.screen, Report))
        assert "counts once approved" in " ".join(screen_text(app).split())
        kept = app.session.logbook.record(KEY).sheet(TODAY, place.key)
        assert kept is not None
        assert [line.minutes for line in kept.lines] == [180]


class Held:
    """Planning that goes as far as the second row and waits there until `go` is set.

    Attributes:
        go: Lets it go on.
        stopped: Whether it has been stopped.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = threading.Event()
        self.stopped = threading.Event()
        monkeypatch.setattr("mentor_tui.logbook.imports.plan_import", self.plan)

    def plan(self, *given: Any, watch: Any, **named: Any) -> ImportPlan:  # noqa: ANN401 - what plan_import takes
        def held(items: Sequence[_Item], what: str) -> Iterable[_Item]:
            for number, item in enumerate(watch(items, what)):
                if what == "rows" and number == 1:
                    while not self.go.wait(0.01):
                        # What watches is asked as often as it is with many rows.
                        next(iter(watch(items, what)))
                yield item

        try:
            return plan_import(*given, watch=held, **named)
        except StoppedError:
            self.stopped.set()
            raise


def _three_rows(tmp_path: Path) -> Path:
    file = tmp_path / "hours.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


async def test_while_a_file_is_worked_through_it_is_told_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path / "book") as (app, pilot):
        held = Held(monkeypatch)
        await open_file(app, pilot, _three_rows(tmp_path))
        await wait_for(pilot, lambda: isinstance(app.screen, Working))
        await wait_for(pilot, lambda: "of 3 rows" in screen_text(app) and "Esc stops it" in screen_text(app))
        held.go.set()
        await wait_for(pilot, lambda: isinstance(app.screen, ImportScreen))
        await wait_for(pilot, lambda: "2 cannot place" in screen_text(app))
        assert "1 new" in screen_text(app)
        assert not held.stopped.is_set()


async def test_esc_stops_it_at_once_and_the_screen_below_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path / "book") as (app, pilot):
        held, revision = Held(monkeypatch), app.session.logbook.revision
        await open_file(app, pilot, _three_rows(tmp_path))
        # It waits for nothing: the planning is never let go on.
        await press(pilot, "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, RosterScreen))
        await wait_for(pilot, held.stopped.is_set)
        assert app.session.logbook.revision == revision
        await press(pilot, "I")
        await wait_for(pilot, lambda: isinstance(app.screen, Ask))
        await press(pilot, "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, RosterScreen))
        assert len(app.screen_stack) == 1


async def test_keys_wait_for_the_rows_but_esc_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path / "book") as (app, pilot):
        held = Held(monkeypatch)
        file = _three_rows(tmp_path)
        await open_file(app, pilot, file)
        await press(pilot, "ctrl+s")
        held.go.set()
        await wait_for(pilot, lambda: isinstance(app.screen, Report))
        assert "Kept as one change" in screen_text(app)
        await press(pilot, "escape", "u")
        await wait_for(pilot, lambda: isinstance(app.screen, RosterScreen))
        held.go.clear()
        await open_file(app, pilot, file)
        await press(pilot, "ctrl+s", "escape")
        await wait_for(pilot, held.stopped.is_set)
        await wait_for(pilot, lambda: isinstance(app.screen, RosterScreen))


async def test_planning_ends_with_its_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(tmp_path / "book") as (app, pilot):
        held = Held(monkeypatch)
        await open_file(app, pilot, _three_rows(tmp_path))
        await wait_for(pilot, lambda: isinstance(app.screen, Working))
        await press(pilot, "ctrl+q")
        await wait_for(pilot, held.stopped.is_set)


async def test_a_file_that_holds_no_hours_is_told(tmp_path: Path) -> None:
    file = tmp_path / "hours.csv"
    file.write_text("name,date,area,hours\n", encoding="utf-8")
    async with running(tmp_path / "book") as (app, pilot):
        await open_file(app, pilot, file)
        await wait_for(pilot, lambda: isinstance(app.screen, Message) and "no rows below" in screen_text(app))
        await press(pilot, "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, RosterScreen))


async def test_another_answer_is_worked_out_in_the_same_way_and_taken_back_where_that_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "hours.csv"
    file.write_text(
        f"name,date,area,hours\n{ODD},05/11/2026,brakes,6.5\n{ODD},06/11/2026,brakes,4\n", encoding="utf-8"
    )
    async with running(tmp_path / "book") as (app, pilot):
        held = Held(monkeypatch)
        held.go.set()
        await open_file(app, pilot, file)
        await wait_for(pilot, lambda: "o says which" in screen_text(app))
        held.go.clear()
        await press(pilot, "o")
        await wait_for(pilot, lambda: isinstance(app.screen, Pick))
        await press(pilot, "j", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Working) and "of 2 rows" in screen_text(app))
        await press(pilot, "escape")
        await wait_for(pilot, held.stopped.is_set)
        await wait_for(pilot, lambda: isinstance(app.screen, ImportScreen))
        assert "o says which" in screen_text(app)
        await press(pilot, "o")
        await wait_for(pilot, lambda: isinstance(app.screen, Pick))
        held.go.set()
        await press(pilot, "j", "enter")
        await wait_for(pilot, lambda: "2 new" in screen_text(app))
        assert "o says which" not in screen_text(app)


async def test_what_another_terminal_wrote_is_looked_at_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path / "book") as (app, pilot):
        held = Held(monkeypatch)
        held.go.set()
        await open_file(app, pilot, _three_rows(tmp_path))
        await wait_for(pilot, lambda: "1 new" in screen_text(app))
        held.go.clear()
        record = app.session.logbook.record(KEY)
        line = WorkLine(
            kind=record.apprentice.placements[0].kind, area="brakes", minutes=390, day=date(2026, 11, 18)
        )
        sheet = WeekSheet(
            apprentice=KEY, week=TODAY, placement=record.apprentice.placements[0].key, lines=(line,)
        )
        change = Change("logged", (Edit(record.sheet(TODAY, sheet.placement), sheet),))
        app.write("Logged", lambda: app.session.logbook.apply(change))
        await wait_for(pilot, lambda: isinstance(app.screen, Working))
        await press(pilot, "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, ImportScreen))
        revision = app.session.logbook.revision
        held.go.set()
        await press(pilot, "ctrl+s")
        await wait_for(pilot, lambda: "1 same" in screen_text(app))
        assert app.session.logbook.revision == revision


async def test_nobody_to_choose_from_is_told_with_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "hours.csv"
    file.write_text("name,date,area,hours\nZed Quint,2026-11-18,brakes,6.5\n", encoding="utf-8")
    session = open_session(data_dir=tmp_path / "empty", as_of=TODAY)
    app = MentorApp(session)
    async with app.run_test(size=(100, 34)) as pilot:
        await wait_for(pilot, lambda: app.is_running and isinstance(app.screen, WelcomeScreen))
        await open_file(app, pilot, file)
        await wait_for(pilot, lambda: "mentor-tui import FILE --add-people" in screen_text(app))
        await press(pilot, "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Message))
        assert "Nobody is on the roster yet." in screen_text(app)
    session.close()


async def test_what_is_written_is_not_planned_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path / "book") as (app, pilot):
        held = Held(monkeypatch)
        held.go.set()
        await open_file(app, pilot, _three_rows(tmp_path))
        await wait_for(pilot, lambda: "1 new" in screen_text(app))
        held.go.clear()
        await press(pilot, "ctrl+s")
        await wait_for(pilot, lambda: isinstance(app.screen, Report))
        await press(pilot, "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, RosterScreen))
        assert len(app.screen_stack) == 1
