from datetime import date, timedelta
from typing import Any

import pytest

from mentor_tui.domain.eligibility import standings as all_standings
from mentor_tui.domain.profile import AreaHours, Profile, area_hours, profile
from mentor_tui.domain.progress import track_work
from mentor_tui.domain.suggestion import suggest
from mentor_tui.domain.vocabulary import VehicleKind
from mentor_tui.domain.weeks import WEEK
from mentor_tui.domain.work import Why
from mentor_tui.words.people import problem_lines
from tests.domain.small_rulebook import (
    FIRST,
    Away,
    Work,
    changed_rulebook,
    credit,
    judged_record,
    place,
    small_rulebook,
)


def profile_of(*work: Work | Away, **more: Any) -> Profile:  # noqa: ANN401 - what `judged_record` takes
    return profile(judged_record(*work, **more))


def test_both_clocks_of_a_track_come_with_what_they_need() -> None:
    found = profile_of(Work("truck/brakes", 78, 30)).tracks[0]
    assert (found.milestone, found.year_minutes, found.year_days) == (24, 2000 * 60, 364)
    assert (found.experience.hours_clock, found.experience.calendar_days) == (2340 * 60, 546)
    assert found.unconfirmed


def test_tracks_come_with_the_most_work_first_and_earlier_work() -> None:
    earlier = credit("earlier", date(2022, 1, 1), date(2022, 12, 30), tracks=("auto",))
    found = profile_of(Work("truck/brakes", 10), credits=[earlier]).tracks
    assert [track.key for track in found] == ["truck", "auto"]
    assert found[1].experience.earlier == 12 * found[1].experience.month_minutes
    assert found[1].reached == (date(2022, 12, 31),)


def test_hours_of_each_area_come_with_those_of_their_kind() -> None:
    found = profile_of(Work("truck/brakes", 30, 20), Work("truck/diesel", 30, 15), Work("car/brakes", 30, 5))
    assert [
        (area.area.title, area.practised // 60, area.of_practised // 60, area.codes) for area in found.areas
    ] == [
        ("Brakes", 600, 1050, ("T4",)),
        ("Diesel engine", 450, 1050, ("T2", "L2")),
        ("Brakes", 150, 150, ("A5",)),
    ]


def test_certificates_come_with_the_first_to_end_first() -> None:
    found = profile_of(events=["T2 certified 2024-01-05", "T4 certified 2019-01-05"], today=date(2024, 2, 1))
    assert [(one.code, one.expires) for one in found.certificates] == [
        ("T4", date(2024, 1, 5)),
        ("T2", date(2029, 1, 5)),
    ]
    assert [title.rule.key for title in found.designations] == ["master-truck", "master-vehicle"]


def test_next_tests_are_the_relevant_ones_most_urgent_first() -> None:
    found = profile_of(Work("truck/brakes", 110), events=["T2 passed 2024-02-01"])
    assert [one.code for one in found.next_tests] == ["T2", "T4"]
    assert all(one.reasons for one in found.next_tests)


def test_what_does_not_count_comes_with_its_minutes() -> None:
    found = profile_of(
        Work("truck/brakes", 2, 40),
        Work("truck/diesel", 2, 10),
        Work("truck/helper", 3, 4, first=FIRST + 2 * WEEK),
        Work("truck/brakes", 1, 8, first=FIRST + 5 * WEEK, state="draft"),
    )
    assert found.not_counted == {Why.OVER_CAP: 1200, Why.NOT_HANDS_ON: 720, Why.DRAFT: 480}


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
    assert problem_lines(found.problems) == (
        f"2 weeks ({FIRST + 4 * WEEK} to {FIRST + 5 * WEEK}): a work area the rule book does not know: paint",
        f"1 week ({FIRST + 6 * WEEK}): the placement is missing or voided",
        f"1 week ({FIRST + 30 * WEEK}): outside the dates of the placement",
        "Medal: a kind of credit the rule book does not know: medal",
        "T4: the booking ended on 2024-04-14 without a result; enter it",
        "Z9: a test the rule book does not know",
    )
    assert found.tracks[0].experience.hours_clock == 160 * 60


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
    assert found.row.suggestion is suggestion
    assert all(one in standings for one in found.next_tests)


def test_titles_of_which_no_part_was_certified_are_left_out() -> None:
    found = profile_of(events=["T6 passed 2024-01-05", "T6 certified 2024-01-05"], today=date(2024, 2, 1))
    assert [title.rule.key for title in found.designations] == ["master-truck"]


def test_an_area_is_told_whole_without_tests_that_are_no_longer_given() -> None:
    tests = [
        test | ({"active": False} if test["code"] == "T2" else {})
        for test in small_rulebook().model_dump()["tests"]
    ]
    judged = judged_record(Work("truck/diesel", 2), rulebook=changed_rulebook(tests=tests))
    assert area_hours(judged) == (
        AreaHours(
            kind=VehicleKind.TRUCK,
            area=judged.rulebook.area["diesel"],
            minutes=4800,
            practised=4800,
            of_practised=4800,
            codes=("L2",),
        ),
    )


@pytest.mark.parametrize(
    ("clock", "track", "unconfirmed"),
    [
        ("official", "official", False),
        ("secondary", "official", False),
        ("unconfirmed", "official", True),
        ("official", "unconfirmed", True),
    ],
)
def test_a_track_is_unconfirmed_where_one_of_its_rules_is(clock: str, track: str, unconfirmed: bool) -> None:
    book, guide = small_rulebook().model_dump(), {"sources": ["guide"]}
    rules = changed_rulebook(
        sources=[{"key": "guide", "title": "Guide", "kind": "official"}],
        clock=book["clock"] | guide | {"confidence": clock},
        tracks=[entry | guide | {"confidence": track} for entry in book["tracks"]],
    )
    judged = judged_record(Work("truck/brakes"), rulebook=rules)
    assert track_work(judged, "truck").unconfirmed is unconfirmed
