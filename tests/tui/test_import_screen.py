"""Import on the screen: every row before anything is written, and who a strange name means."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from mentor_tui.domain.weeksheet import WeekSheet, WorkLine
from mentor_tui.logbook.changes import Change, Edit
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.import_preview import ImportScreen
from mentor_tui.tui.dialogs.message import Message, Report
from mentor_tui.tui.dialogs.pick import Pick
from mentor_tui.tui.dialogs.reason import Ask
from mentor_tui.tui.screens.roster import RosterScreen
from tests.tui.entering import KEY, ODD, TODAY, held_up, press, running, wait_for
from tests.tui.screen_text import screen_text

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
