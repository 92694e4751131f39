"""Logging a week by keyboard: what is proposed, what is understood, what is kept."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.vocabulary import Absence, SignOffState, Supervision, VehicleKind
from mentor_tui.domain.weeksheet import WeekSheet
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change, Edit
from mentor_tui.logbook.session import open_session
from mentor_tui.logbook.sheets import find_sheet, log_week
from mentor_tui.logbook.typed import typed_before
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.entry import Conflict
from mentor_tui.tui.dialogs.help import Help
from mentor_tui.tui.dialogs.log_week import LogWeek
from mentor_tui.tui.dialogs.questions import Ask
from mentor_tui.tui.screens.papers import PapersScreen
from tests.tui.entering import KEY, LAST_WEEK, NOW, ODD, TODAY, held_up, press, running, shop, wait_for
from tests.tui.screen_text import screen_lines, screen_text


async def open_log(app: MentorApp, pilot: Pilot[str]) -> None:
    await press(pilot, "l")
    await wait_for(pilot, lambda: isinstance(app.screen, LogWeek) and app.focused is not None)


async def until_closed(app: MentorApp, pilot: Pilot[str]) -> None:
    await wait_for(pilot, lambda: not isinstance(app.screen, LogWeek))


def sheets(app: MentorApp, week: date = TODAY) -> tuple[WeekSheet, ...]:
    return app.session.logbook.record(KEY).sheets_of(week)


async def test_an_unchanged_week_is_kept_and_approved_with_three_keys(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_log(app, pilot)
        assert ODD in screen_text(app)
        assert "26.5 h in grey" in screen_text(app)
        assert not sheets(app)

        await press(pilot, "ctrl+y", "ctrl+o")
        await until_closed(app, pilot)

        (sheet,) = sheets(app)
        assert [(line.area, line.minutes) for line in sheet.lines] == [
            ("brakes", 390),
            ("diesel-engine", 1200),
        ]
        assert sheet.sign_off.state is SignOffState.APPROVED
        assert sheet.sign_off.by == "Bea Meister"


async def test_hours_in_grey_are_no_data(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_log(app, pilot)
        await press(pilot, "ctrl+s")
        await wait_for(pilot, lambda: "Nothing to keep" in screen_text(app))
        assert "ctrl+y takes the 26.5 h in grey" in screen_text(app)

        await press(pilot, "=", "ctrl+s")
        await until_closed(app, pilot)
        (sheet,) = sheets(app)
        assert [line.area for line in sheet.lines] == ["brakes"]
        assert sheet.sign_off.state is SignOffState.DRAFT


@pytest.mark.parametrize(
    ("typed", "shown", "minutes"),
    [
        ("7.5", "7.5 h", 450),
        ("7:30", "7:30 → 7.5 h", 450),
        ("7h20", "7h20 → 7:20 h", 440),
        ("4+3.5", "→ 7.5 h", 450),
    ],
)
async def test_what_was_understood_is_shown_before_it_is_kept(
    tmp_path: Path, typed: str, shown: str, minutes: int
) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_log(app, pilot)
        await press(pilot, *typed)
        await wait_for(pilot, lambda: shown in screen_text(app))
        assert not sheets(app)
        await press(pilot, "ctrl+s")
        await until_closed(app, pilot)
        assert sheets(app)[0].minutes == minutes


async def test_nonsense_is_said_under_its_line_and_keeps_the_sheet_back(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_log(app, pilot)
        await press(pilot, *"25:00", "tab", "5", "ctrl+s")
        await wait_for(pilot, lambda: "25:00 is no time of a day" in screen_text(app))
        lines = screen_lines(app)
        (at,) = [y for y, line in enumerate(lines) if "25:00 is no time" in line]
        assert "Brakes" in lines[at - 1]
        assert not sheets(app)

        await press(pilot, "backspace", "backspace", "backspace", "ctrl+s")
        await until_closed(app, pilot)
        assert {line.area: line.minutes for line in sheets(app)[0].lines} == {
            "brakes": 1500,
            "diesel-engine": 300,
        }


async def test_an_area_is_added_by_a_part_of_its_name(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_log(app, pilot)
        await press(pilot, "down", "down", *"air con")
        await wait_for(pilot, lambda: "▸ Heating and air conditioning" in screen_text(app))
        await press(pilot, "enter", "3", "k", "v", "e")
        await wait_for(pilot, lambda: "alone" in screen_text(app))
        await press(pilot, "ctrl+s")
        await until_closed(app, pilot)
        (line,) = sheets(app)[0].lines
        assert (line.area, line.minutes, line.estimated) == ("hvac", 180, True)
        assert line.kind is VehicleKind.SCHOOL_BUS
        assert line.supervision is Supervision.ALONE


async def test_an_absence_a_note_and_a_note_on_a_line(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_log(app, pilot)
        await press(pilot, "8", "n")
        await wait_for(pilot, lambda: isinstance(app.screen, Ask))
        await press(pilot, *"new [pads]", "enter")
        await wait_for(pilot, lambda: "new [pads]" in screen_text(app))
        await press(pilot, "down", "down", "down", "right", "down", *"flu on Friday", "ctrl+s")
        await until_closed(app, pilot)
        (sheet,) = sheets(app)
        assert sheet.lines[0].note == "new [pads]"
        assert sheet.absence is Absence.VACATION
        assert sheet.note == "flu on Friday"


async def test_other_weeks_and_the_next_one_that_is_missing(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_log(app, pilot)
        await press(pilot, "5", "pageup")
        await wait_for(pilot, lambda: "approved by Bea Meister" in screen_text(app))
        await press(pilot, "ctrl+n")
        await wait_for(pilot, lambda: "6 Nov 2026" in screen_text(app))
        await press(pilot, "6", "ctrl+s")
        await wait_for(pilot, lambda: "typed too, and not kept yet" in screen_text(app))
        assert "20 Nov 2026" in screen_text(app)
        assert sheets(app, LAST_WEEK - timedelta(days=7))[0].minutes == 360
        await press(pilot, "ctrl+s")
        await until_closed(app, pilot)
        assert sheets(app)[0].minutes == 300


async def test_an_approved_sheet_is_locked_until_it_is_reopened_with_a_reason(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_log(app, pilot)
        await press(pilot, "pageup")
        await wait_for(pilot, lambda: "approved by" in screen_text(app))
        await press(pilot, "9", "9", "ctrl+s", "ctrl+r")
        await wait_for(pilot, lambda: isinstance(app.screen, Ask))
        assert sheets(app, LAST_WEEK)[0].minutes == 1590
        await press(pilot, "enter")
        await wait_for(pilot, lambda: "A reason is needed" in screen_text(app))
        await press(pilot, *"two jobs mixed up", "enter")
        await wait_for(pilot, lambda: "logged, not approved" in screen_text(app))
        await press(pilot, "7", "ctrl+o")
        await until_closed(app, pilot)
        (sheet,) = sheets(app, LAST_WEEK)
        assert sheet.minutes == 1620
        assert sheet.approved


async def test_a_sheet_is_returned_with_a_reason(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_log(app, pilot)
        await press(pilot, "8", "ctrl+s")
        await until_closed(app, pilot)
        await open_log(app, pilot)
        # It begins with an older week that has no sheet; this week is some weeks on.
        await press(pilot, "pagedown", "pagedown", "pagedown", "pagedown", "ctrl+t")
        await wait_for(pilot, lambda: isinstance(app.screen, Ask))
        await press(pilot, *"what was it", "enter")
        await wait_for(pilot, lambda: "returned by Bea Meister" in screen_text(app))
        assert sheets(app)[0].sign_off.reason == "what was it"


async def test_what_was_typed_is_there_again_after_esc_and_f8_drops_it(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_log(app, pilot)
        await press(pilot, *"4+3", "escape")
        await until_closed(app, pilot)
        (held,) = (tmp_path / "typed").iterdir()
        assert held.stat().st_mode & 0o777 == 0o600

        await open_log(app, pilot)
        await wait_for(pilot, lambda: "4+3 → 7 h" in screen_text(app))
        assert "typed before and not kept" in screen_text(app)
        await press(pilot, "f8")
        await wait_for(pilot, lambda: "4+3" not in screen_text(app))
        await press(pilot, "escape")
        await until_closed(app, pilot)
        assert not list((tmp_path / "typed").iterdir())
        assert not sheets(app)


async def test_what_is_typed_outlives_a_signal(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_log(app, pilot)
        await press(pilot, *"3+3")
        await wait_for(pilot, lambda: "3+3 → 6 h" in screen_text(app))
        app.end(15)
    with_it = MentorApp(open_session(data_dir=tmp_path, as_of=TODAY, clock=lambda: NOW))
    async with with_it.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: with_it.selected == KEY)
        await open_log(with_it, pilot)
        await wait_for(pilot, lambda: "3+3 → 6 h" in screen_text(with_it))


@pytest.mark.parametrize(("answer", "minutes"), [("m", 480), ("t", 120)])
async def test_two_terminals_on_one_week_are_shown_both_versions(
    tmp_path: Path, answer: str, minutes: int
) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_log(app, pilot)
        await press(pilot, "8")
        await wait_for(pilot, lambda: "8 h" in screen_text(app))

        other = open_session(data_dir=tmp_path, as_of=TODAY, clock=lambda: NOW)
        record = other.logbook.record(KEY)
        last = find_sheet(record, LAST_WEEK)
        line = last.lines[0].model_copy(update={"minutes": 120})
        sheet = WeekSheet(apprentice=KEY, week=TODAY, placement="p1", lines=(line,))
        other.logbook.apply(log_week(record, sheet, other.frame))
        other.close()

        await press(pilot, "ctrl+s")
        await wait_for(pilot, lambda: isinstance(app.screen, Conflict) and "yours   8 h" in screen_text(app))
        assert "theirs  2 h" in screen_text(app)
        await press(pilot, answer)
        await wait_for(pilot, lambda: not isinstance(app.screen, Conflict))
        if answer == "m":
            await until_closed(app, pilot)
        await wait_for(pilot, lambda: sheets(app)[0].minutes == minutes)


async def test_it_can_be_used_on_a_small_screen(tmp_path: Path) -> None:
    async with running(tmp_path, size=(60, 20)) as (app, pilot):
        await open_log(app, pilot)
        await press(pilot, *"7h30")
        await wait_for(pilot, lambda: "7h30 → 7.5 h" in screen_text(app))
        assert "truck, supervised" in screen_text(app)
        assert "Week to Fri 20 Nov 2026" in screen_text(app)


async def test_a_week_without_a_placement_says_so_and_takes_no_hours(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        kim = Apprentice(key="kim", name="Kim", start=date(2026, 9, 1))
        app.session.logbook.apply(Change("set up", (Edit(None, kim),)))
        app.push_screen(LogWeek(app, "kim"))
        await wait_for(pilot, lambda: "No placement in this week" in screen_text(app))
        await press(pilot, "8", "ctrl+s", "ctrl+y", "ctrl+o", "pageup", "escape")
        await until_closed(app, pilot)
        assert not app.session.logbook.record("kim").sheets


async def test_help_lists_the_keys_of_the_form(tmp_path: Path) -> None:
    async with running(tmp_path, size=(100, 60)) as (app, pilot):
        await open_log(app, pilot)
        await press(pilot, "f1")
        await wait_for(pilot, lambda: isinstance(app.screen, Help))
        await wait_for(pilot, lambda: "Take all hours in grey" in screen_text(app))
        assert "Observed, assisted, supervised or alone" in screen_text(app)


async def test_nothing_is_written_in_a_logbook_that_is_only_read(tmp_path: Path) -> None:
    shop(tmp_path).close()
    session = open_session(data_dir=tmp_path, as_of=TODAY, clock=lambda: NOW, readonly=True)
    app = MentorApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: app.selected == KEY)
        await press(pilot, "l", "n", "e", "I", "d", "t", "p")
        await wait_for(pilot, lambda: isinstance(app.screen, PapersScreen))
        await press(pilot, "n", "e", "d")
        await pilot.pause()
        assert isinstance(app.screen, PapersScreen)
    session.close()


async def test_a_week_that_is_left_while_it_is_written_is_no_draft_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_log(app, pilot)
        await press(pilot, *"7.5", "pageup", "pageup", *"2", "pagedown", "pagedown")
        go = held_up(app, monkeypatch)
        await press(pilot, "ctrl+s", "escape")
        await wait_for(pilot, lambda: not isinstance(app.screen, LogWeek))
        go.set()
        await wait_for(pilot, lambda: sheets(app) != ())
        await wait_for(pilot, lambda: typed_weeks(app) == ["2026-11-06"])


async def test_a_week_that_is_left_while_it_is_refused_is_still_a_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as (app, pilot):
        await open_log(app, pilot)
        await press(pilot, *"7.5")
        go = held_up(app, monkeypatch, MentorError("The disk is full."))
        await press(pilot, "ctrl+s", "escape")
        await wait_for(pilot, lambda: not isinstance(app.screen, LogWeek))
        go.set()
        await wait_for(pilot, lambda: "The disk is full." in screen_text(app))
        assert typed_weeks(app) == ["2026-11-20"]


def typed_weeks(app: MentorApp) -> list[str]:
    """The weeks in the file that holds what is typed and not kept."""
    typed = typed_before(app.session.logbook.folder, f"week-{KEY}")
    return [week["week"] for week in typed["weeks"]] if typed else []


async def test_on_a_tuesday_logging_begins_with_last_week_and_stays_where_one_went(tmp_path: Path) -> None:
    shop(tmp_path).close()
    tuesday = date(2026, 12, 1)
    app = MentorApp(open_session(data_dir=tmp_path, as_of=tuesday, clock=lambda: NOW))
    async with app.run_test(size=(100, 34)) as pilot:
        await wait_for(pilot, lambda: app.selected == KEY)
        await open_log(app, pilot)
        assert "Week to Fri 27 Nov 2026" in screen_text(app)
        await press(pilot, "pageup", "escape", "l")
        await wait_for(pilot, lambda: "Week to Fri 20 Nov 2026" in screen_text(app))
        await press(pilot, "ctrl+y", "ctrl+o")
        await until_closed(app, pilot)
        await press(pilot, "l")
        await wait_for(pilot, lambda: "Week to Fri 27 Nov 2026" in screen_text(app))
        await press(pilot, "pagedown", "ctrl+y", "ctrl+o")
        await wait_for(pilot, lambda: "not over until 2026-12-04" in screen_text(app))
        assert "Keep once more if it is right." in screen_text(app)
        assert sheets(app, date(2026, 12, 4)) == ()
        await press(pilot, "ctrl+o")
        await until_closed(app, pilot)
        assert [one.approved for one in sheets(app, date(2026, 12, 4))] == [True]
    app.session.close()
