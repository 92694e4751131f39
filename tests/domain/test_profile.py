from datetime import date, timedelta
from typing import Any

from mentor_tui.domain.eligibility import standings as all_standings
from mentor_tui.domain.profile import Profile, profile
from mentor_tui.domain.suggestion import suggest
from mentor_tui.domain.weeks import WEEK
from mentor_tui.words.problems import with_field
from mentor_tui.words.reasons import reason_text
from tests.domain.small_rulebook import FIRST, Away, Work, credit, judged_record, place, small_rulebook


def profile_of(*work: Work | Away, **more: Any) -> Profile:  # noqa: ANN401 - what `judged_record` takes
    return profile(judged_record(*work, **more))


def test_both_clocks_of_a_track_are_told_in_words() -> None:
    found = profile_of(Work("truck/brakes", 78, 30)).tracks[0]
    assert found.lines == (
        "Trucks: 1.1 years, 14.0 of 24 months of work",
        "hours clock: 2,340 h of 4,000 h",
        "calendar clock: 546 of 728 days",
        "the hours clock is the slower one and counts",
        "1 year of work: reached on 2025-04-18",
        "2 years of work: 10.0 months to go",
        "3 years of work: 22.0 months to go",
    )
    assert found.unconfirmed


def test_the_calendar_may_be_the_slower_clock() -> None:
    found = profile_of(Work("truck/brakes", 26, 60)).tracks[0]
    assert found.slower == "the calendar clock is the slower one and counts"
    assert found.calendar_clock == "calendar clock: 182 of 364 days"


def test_tracks_come_with_the_most_work_first_and_earlier_work_is_named() -> None:
    earlier = credit("earlier", date(2022, 1, 1), date(2022, 12, 30), tracks=("auto",))
    found = profile_of(Work("truck/brakes", 10), credits=[earlier]).tracks
    assert [track.work.key for track in found] == ["truck", "auto"]
    assert found[1].earlier == "earlier work: 12.0 months"
    assert found[1].milestones[0] == "1 year of work: reached on 2022-12-31"


def test_hours_of_each_area_are_a_share_of_their_kind() -> None:
    found = profile_of(Work("truck/brakes", 30, 20), Work("truck/diesel", 30, 15), Work("car/brakes", 30, 5))
    assert [area.text for area in found.areas] == [
        "Brakes: 600 h of 1,050 h on trucks (57 %)",
        "Diesel engine: 450 h of 1,050 h on trucks (42 %)",
        "Brakes: 150 h of 150 h on cars (100 %)",
    ]
    assert [area.codes for area in found.areas] == [("T4",), ("T2", "L2"), ("A5",)]


def test_credits_say_what_they_give_or_why_not() -> None:
    school = credit("school", date(2021, 1, 1), date(2022, 12, 31), note="two years")
    military = credit("military", date(2018, 1, 1), date(2018, 12, 31))
    found = {
        one.kind: one for one in profile_of(Work("truck/diesel", 10), credits=[school, military]).credits
    }
    assert found["School"].counts
    assert "12.0 months towards 24 months on trucks" in found["School"].lines[0]
    assert not found["Military"].counts
    assert found["Military"].lines == (
        "not counted: ASE decides case by case; enter the months that it has granted",
    )


def test_certificates_come_with_the_first_to_end_first() -> None:
    found = profile_of(events=["T2 certified 2024-01-05", "T4 certified 2019-01-05"], today=date(2024, 2, 1))
    assert [one.text for one in found.certificates] == [
        "T4 Test T4: lapsed on 2024-01-05",
        "T2 Test T2: certified, expires 2029-01-05",
    ]
    assert [title.key for title in found.designations] == ["master-truck", "master-vehicle"]


def test_next_tests_are_the_relevant_ones_most_urgent_first() -> None:
    found = profile_of(Work("truck/brakes", 110), events=["T2 passed 2024-02-01"])
    assert [one.code for one in found.next_tests] == ["T2", "T4"]
    assert all(one.reasons for one in found.next_tests)


def test_what_does_not_count_is_told_with_its_hours() -> None:
    found = profile_of(
        Work("truck/brakes", 2, 40),
        Work("truck/diesel", 2, 10),
        Work("truck/helper", 3, 4, first=FIRST + 2 * WEEK),
        Work("truck/brakes", 1, 8, first=FIRST + 5 * WEEK, state="draft"),
    )
    assert found.not_counted == (
        "20 h: over the full-time hours of a week, scaled down",
        "12 h: not repair work",
        "8 h: not approved yet",
    )


def test_what_is_probably_wrong_is_named_beside_the_good_data() -> None:
    found = profile_of(
        Work("truck/brakes", 4),
        Work("truck/paint", 2, first=FIRST + 4 * WEEK),
        Work("truck/brakes", 1, first=FIRST + 30 * WEEK),
        Work("truck/brakes", 1, first=FIRST + 6 * WEEK, place="nowhere"),
        places=[place(ends=FIRST + 10 * WEEK)],
        credits=[credit("medal", date(2020, 1, 1), date(2020, 2, 1))],
        events=["T4 booked 2024-01-15", "Z9 passed 2024-01-15"],
    )
    assert tuple(map(with_field, found.problems)) == (
        f"2 weeks ({FIRST + 4 * WEEK} to {FIRST + 5 * WEEK}): a work area the rule book does not know: paint",
        f"1 week ({FIRST + 6 * WEEK}): the placement is missing or voided",
        f"1 week ({FIRST + 30 * WEEK}): outside the dates of the placement",
        "Medal: a kind of credit the rule book does not know: medal",
        "T4: the booking ended on 2024-04-14 without a result; enter it",
        "Z9: a test the rule book does not know",
    )
    assert found.tracks[0].hours_clock == "hours clock: 160 h of 2,000 h"


def test_unconfirmed_rules_are_named_once_with_the_tests_they_bear_on() -> None:
    found = profile_of(Work("truck/brakes", 30, 20), Work("truck/electrical", 30, 15))
    assert len(found.unconfirmed) == len(set(found.unconfirmed))
    assert any(line.startswith("T4, T6: ") for line in found.unconfirmed)


def test_the_strip_covers_a_year_and_the_row_is_that_of_the_roster() -> None:
    found = profile_of(Work("truck/brakes", 60))
    assert len(found.strip) == 52
    assert found.strip[-1].minutes == 40 * 60
    assert tuple(week.mark for week in found.strip[-8:]) == found.row.strip


def test_an_empty_record_has_an_empty_profile() -> None:
    found = profile(judged_record(today=FIRST - timedelta(days=30), rulebook=small_rulebook()))
    assert (found.tracks, found.areas, found.next_tests, found.credits, found.problems) == (
        (),
        (),
        (),
        (),
        (),
    )


def test_what_is_known_already_is_not_worked_out_again() -> None:
    judged = judged_record(Work("truck/brakes", 10))
    standings, suggestion = all_standings(judged)[:1], suggest(judged_record())
    found = profile(judged, standings, suggestion)
    assert found.suggestion is suggestion
    assert all(one in standings for one in found.next_tests)


def test_credits_are_told_where_no_test_is_near() -> None:
    school = credit("school", date(2026, 1, 1), date(2026, 6, 30))
    found = profile_of(credits=[school])
    assert found.next_tests == ()
    assert [one.lines for one in found.credits] == [("not counted: not finished before 2026-07-01",)]


def test_titles_of_which_no_part_was_certified_are_left_out() -> None:
    found = profile_of(events=["T6 passed 2024-01-05", "T6 certified 2024-01-05"], today=date(2024, 2, 1))
    assert [title.key for title in found.designations] == ["master-truck"]


def test_the_hours_of_an_area_are_the_same_beside_its_name_and_in_the_reasons() -> None:
    found = profile_of(Work("truck/brakes", 10, 42.05), today=FIRST + 9 * WEEK)
    area, reason = found.areas[0], next(one for one in found.next_tests if one.code == "T4").reasons[1]
    assert (area.minutes, area.practised) == (400 * 60, 25230)
    assert area.text == "Brakes: 420.5 h of 420.5 h on trucks (100 %)"
    assert reason_text(reason).startswith("420.5 h of work in the test's own area; this shop asks for 100 h")


def test_beside_training_the_years_of_work_say_that_it_is_left_aside() -> None:
    school = credit("school", date(2021, 1, 1), date(2022, 12, 31))
    assert profile_of(Work("truck/brakes", 60), credits=[school]).tracks[0].milestones == (
        "1 year of work, training aside: reached on 2025-01-03",
        "2 years of work, training aside: 10.2 months to go",
        "3 years of work, training aside: 22.2 months to go",
    )
    for other in (
        school.model_copy(update={"voided": "typed twice"}),
        credit("earlier", date(2020, 1, 1), date(2020, 1, 9)),
    ):
        lines = profile_of(Work("truck/brakes", 60), credits=[other]).tracks[0].milestones
        assert lines[0].startswith("1 year of work: reached on")
