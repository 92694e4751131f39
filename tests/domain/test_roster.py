from datetime import date, timedelta
from typing import Any

import pytest

from mentor_tui.domain.board import RosterRow, roster_row
from mentor_tui.domain.eligibility import relevant_standings, standings
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.filtering import Filter
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.progress import (
    WeekMark,
    main_track,
    missing_weeks,
    tracks_of,
    week_strip,
    weeks_to_log,
)
from mentor_tui.domain.standing import DateMeaning, StandingState
from mentor_tui.domain.suggestion import suggest
from mentor_tui.domain.vocabulary import Status
from mentor_tui.domain.weeks import WEEK
from mentor_tui.words.glyphs import STATUS_WORD, week_glyphs
from mentor_tui.words.roster import milestone_text, roster_filter_text, years_text
from mentor_tui.words.suggestions import suggestion_text
from tests.domain.small_rulebook import FIRST, START, Away, Work, credit, judged_record, place


def row_of(*work: Work | Away, **more: Any) -> RosterRow:  # noqa: ANN401 - what `judged_record` takes
    judged = judged_record(*work, **more)
    row = roster_row(judged, relevant_standings(judged), suggest(judged))
    assert row == roster_row(judged, standings(judged), suggest(judged))
    return row


def at(week: int) -> date:
    """The end of a week, counted from 0."""
    return FIRST + week * WEEK


def test_the_strip_shows_what_became_of_each_of_the_last_eight_weeks() -> None:
    row = row_of(
        Work("truck/brakes", first=at(0)),
        Work("truck/brakes", first=at(1), state="draft"),
        Work("truck/brakes", first=at(2), state="returned"),
        Away("vacation", first=at(3)),
        Work("truck/brakes", first=at(5)),
        places=[place(ends=at(6) - timedelta(days=7))],
        today=at(7),
    )
    assert week_glyphs(row.strip) == "■▪✗–·■  "
    assert row.missing_weeks == 1
    assert row.last_week == at(5)
    assert row.shop == "Main Shop"


def test_a_voided_sheet_is_no_sheet() -> None:
    judged = judged_record(Work("truck/brakes", 4), today=at(3))
    sheets = tuple(
        sheet.model_copy(update={"voided": "typed for another"}) if sheet.week == at(1) else sheet
        for sheet in judged.record.sheets
    )
    record = judged.record.model_copy(update={"sheets": sheets})
    strip = week_strip(JudgedRecord(record, Frame(judged.rulebook, judged.house, at(3))), 3)
    assert [(week.week, week.mark, week.minutes) for week in strip] == [
        (at(1), WeekMark.MISSING, 0),
        (at(2), WeekMark.APPROVED, 2400),
        (at(3), WeekMark.APPROVED, 2400),
    ]


def test_this_week_is_not_missing_before_it_is_over() -> None:
    judged = judged_record(Work("truck/brakes", 3), today=at(3))
    assert [week.mark for week in week_strip(judged, 2)] == [WeekMark.APPROVED, WeekMark.OPEN]
    assert missing_weeks(week_strip(judged, 52)) == 0
    judged = judged_record(Work("truck/brakes", 3), today=at(3) + timedelta(days=1))
    assert [week.mark for week in week_strip(judged, 2)] == [WeekMark.MISSING, WeekMark.OPEN]


def test_weeks_before_the_start_and_away_are_not_missing() -> None:
    row = row_of(
        Work("truck/brakes", 2),
        statuses=[f"on-leave {at(1) + timedelta(days=1)}", f"active {at(3) + timedelta(days=1)}"],
        today=at(4),
    )
    assert week_glyphs(row.strip) == "   ■■  ▫"
    assert row.missing_weeks == 0


def test_of_two_sheets_in_a_week_the_one_that_needs_something_shows() -> None:
    places = [place(), place("second", "fleet")]
    both = Work("truck/brakes", hours=10), Work("truck/diesel", hours=10, state="draft", place="second")
    assert row_of(*both, places=places).strip[-1] is WeekMark.DRAFT


def test_an_absence_with_some_work_is_a_week_of_work() -> None:
    assert row_of(Away("sick"), Work("truck/brakes", hours=8)).strip[-1] is WeekMark.APPROVED


@pytest.mark.parametrize(
    ("weeks", "years", "milestone", "progress"),
    [
        (0, "0.0", 12, 0.0),
        (26, "0.5", 12, 0.5),
        (52, "1.0", 24, 0.0),
        (78, "1.5", 24, 0.5),
        (104, "2.0", 36, 0.0),
        (156, "3.0", 36, 1.0),
        (182, "3.5", 36, 1.0),
    ],
)
def test_full_time_weeks_add_up_to_years_and_a_part_of_the_next(
    weeks: int, years: str, milestone: int, progress: float
) -> None:
    row = row_of(Work("truck/brakes", weeks), today=START - timedelta(days=1) + weeks * WEEK)
    assert (years_text(row.work), row.work.milestone) == (years, milestone)
    assert row.work.progress == pytest.approx(progress, abs=1e-4)
    # A bar beside "18.0 of 24 months" is of the 24.
    assert row.work.share == pytest.approx(min(1.0, weeks / 52 * 12 / milestone), abs=1e-3)


def test_the_milestone_is_told_in_months() -> None:
    assert milestone_text(row_of(Work("truck/brakes", 78)).work) == "18.0 of 24 months"
    assert milestone_text(row_of(Work("truck/brakes", 182)).work) == "42.0 months"


def test_experience_is_that_of_the_track_with_most_work() -> None:
    row = row_of(Work("truck/brakes", 20, 30), Work("car/brakes", 20, 10))
    assert (row.work.key, row.work.title) == ("truck", "Trucks")
    assert years_text(row.work) == "0.3"


def test_earlier_work_counts_and_schooling_does_not() -> None:
    earlier = credit("earlier", date(2022, 1, 1), date(2022, 12, 30))
    school = credit("school", date(2020, 1, 1), date(2021, 12, 30))
    assert years_text(row_of(credits=[earlier, school]).work) == "1.0"


def test_a_row_without_anything_says_so() -> None:
    row = row_of()
    assert (row.urgent, row.ahead) == (None, None)
    assert suggestion_text(row.suggestion) == "not enough evidence (0 of 200 h)"


def test_the_next_date_lies_ahead_and_the_state_is_the_most_urgent() -> None:
    row = row_of(Work("truck/brakes", 110), events=["T2 certified 2025-05-01"], today=at(109))
    assert row.urgent is not None
    assert (row.urgent.state, row.urgent.code) == (StandingState.READY, "T4")
    assert row.ahead is not None
    assert (row.ahead.day, row.ahead.day_means, row.ahead.code) == (
        date(2030, 5, 1),
        DateMeaning.EXPIRES,
        "T2",
    )


def test_where_nothing_lies_ahead_the_date_is_that_of_the_state() -> None:
    row = row_of(Work("truck/brakes", 110), today=at(109))
    assert row.ahead is not None
    assert row.ahead.day_means is DateMeaning.READY_SINCE
    assert row.ahead.code == "T4"


@pytest.mark.parametrize(
    ("status", "word"), [("on-leave", "on leave"), ("left", "left"), ("finished", "finished")]
)
def test_the_status_is_told_in_words(status: str, word: str) -> None:
    assert STATUS_WORD[row_of(statuses=[f"{status} 2024-01-08"]).status] == word
    assert row_of().status is Status.ACTIVE


def test_whoever_is_ready_for_any_test_is_found_behind_what_is_more_urgent() -> None:
    row = row_of(
        Work("truck/brakes", 104),
        Work("truck/diesel", 104, hours=8, place="main"),
        events=["T4 certified 2018-03-01"],
        today=at(104),
    )
    assert row.urgent is not None
    assert (row.urgent.state, row.urgent.code) == (StandingState.LAPSED, "T4")
    assert StandingState.READY in row.states
    assert row.states[0] is StandingState.LAPSED
    assert row.ready == ("T2",)
    assert "lapsed ready" in roster_filter_text(row)
    assert list(Filter([roster_filter_text(row)]).find("ready ana").positions) == [0]


@pytest.mark.parametrize("status", ["active", "on-leave", "left", "finished"])
def test_only_who_is_active_is_there(status: str) -> None:
    row = row_of(Work("truck/brakes", 2), statuses=[f"{status} {at(1)}"], today=at(1))
    assert row.status == status
    before = row_of(Work("truck/brakes", 2), statuses=[f"{status} {at(1)}"], today=at(1) - timedelta(days=1))
    assert before.status is Status.ACTIVE


def test_a_track_with_earlier_work_and_logged_work_is_named_once() -> None:
    earlier = credit("earlier", date(2022, 1, 1), date(2022, 12, 30), tracks=("truck", "auto"))
    assert tracks_of(judged_record(Work("truck/brakes", 2), credits=[earlier])) == ("truck", "auto")
    assert tracks_of(judged_record(Work("truck/brakes", 2))) == ("truck",)


def test_who_has_nothing_has_no_years() -> None:
    row = row_of()
    assert (years_text(row.work), row.work.experience.work, row.work.milestone) == ("0.0", 0, 12)
    assert (row.work.experience.months, row.work.progress, row.work.key) == (0, 0.0, "truck")
    nowhere = row_of(places=[place(starts=at(50))]).work
    assert (nowhere.key, nowhere.title, years_text(nowhere), nowhere.milestone) == ("", "", "0.0", 12)
    assert (nowhere.progress, nowhere.share) == (0.0, 0.0)


def test_a_week_without_a_sheet_is_missing_for_a_year() -> None:
    """The first two weeks have no sheet; 52 weeks later the second alone is looked at."""
    work = Work("truck/brakes", 60, first=at(2))
    assert row_of(work, today=at(51)).missing_weeks == 2
    assert row_of(work, today=at(52)).missing_weeks == 1
    assert row_of(work, today=at(53)).missing_weeks == 0


def test_the_main_track_is_that_of_the_work_then_of_the_shop_then_of_earlier_work() -> None:
    earlier = credit("earlier", date(2022, 1, 1), date(2022, 12, 30), tracks=("auto",))
    assert main_track(judged_record(Work("car/brakes", 2), credits=[earlier])) == "auto"
    assert main_track(judged_record(credits=[earlier])) == "truck"
    nowhere = [place(starts=at(50))]
    assert main_track(judged_record(credits=[earlier], places=nowhere)) == "auto"
    assert main_track(judged_record(places=nowhere)) is None
    assert main_track(judged_record(places=[place(kind="none", shop_type="garage")])) is None


def test_of_two_dates_ahead_the_sooner_is_the_next() -> None:
    events = ["T2 certified 2025-05-02", "T4 certified 2025-05-03", "T6 certified 2025-05-01"]
    row = row_of(Work("truck/brakes", 110), events=events, today=at(109))
    assert row.ahead is not None
    assert (row.ahead.day, row.ahead.code) == (date(2030, 5, 1), "T6")


def test_a_week_without_a_sheet_can_be_logged_for_a_year() -> None:
    judged = judged_record(Work("truck/brakes", 60, first=at(2)), today=at(52))
    assert weeks_to_log(judged) == (at(1),)
    judged = judged_record(Work("truck/brakes", 60, first=at(2)), today=at(51))
    assert weeks_to_log(judged) == (at(0), at(1))
