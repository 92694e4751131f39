"""What is said about one apprentice beside the standings: whole lines, in order."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.eligibility import standings
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.profile import (
    CreditProfile,
    Profile,
    area_hours,
    certificates,
    credit_profiles,
    not_counted,
    profile,
    unconfirmed,
)
from mentor_tui.domain.progress import TrackWork
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.standing import Reason, ReasonKind, Standing, StandingState
from mentor_tui.domain.weeks import WEEK
from mentor_tui.words.people import (
    area_text,
    certificate_text,
    credit_lines,
    not_counted_lines,
    track_lines,
    unconfirmed_lines,
)
from mentor_tui.words.reasons import reason_text
from tests.domain.small_rulebook import (
    FIRST,
    Away,
    Work,
    changed_rulebook,
    credit,
    judged_record,
    small_rulebook,
)

TRUCKS = {"tracks": ("truck",)}
SURE = {"confidence": "official", "sources": ["guide"]}
GUIDE = {"key": "guide", "title": "Guide", "kind": "official"}


def profile_of(*work: Work | Away, **more: Any) -> Profile:  # noqa: ANN401 - what `judged_record` takes
    return profile(judged_record(*work, **more))


def test_both_clocks_of_a_track_are_told_in_words() -> None:
    found = profile_of(Work("truck/brakes", 78, 30)).tracks[0]
    assert track_lines(found) == (
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
    assert track_lines(found)[2:4] == (
        "calendar clock: 182 of 364 days",
        "the calendar clock is the slower one and counts",
    )


def test_earlier_work_is_named_beside_the_clocks() -> None:
    earlier = credit("earlier", date(2022, 1, 1), date(2022, 12, 30), tracks=("auto",))
    found = profile_of(Work("truck/brakes", 10), credits=[earlier]).tracks
    assert track_lines(found[1])[4:6] == (
        "earlier work: 12.0 months",
        "1 year of work: reached on 2022-12-31",
    )


def years(work: TrackWork) -> tuple[str, ...]:
    return track_lines(work)[-3:]


def test_beside_training_the_years_of_work_say_that_it_is_left_aside() -> None:
    school = credit("school", date(2021, 1, 1), date(2022, 12, 31))
    assert years(profile_of(Work("truck/brakes", 60), credits=[school]).tracks[0]) == (
        "1 year of work, training aside: reached on 2025-01-03",
        "2 years of work, training aside: 10.2 months to go",
        "3 years of work, training aside: 22.2 months to go",
    )
    for other in (
        school.model_copy(update={"voided": "typed twice"}),
        credit("earlier", date(2020, 1, 1), date(2020, 1, 9)),
    ):
        lines = years(profile_of(Work("truck/brakes", 60), credits=[other]).tracks[0])
        assert lines[0].startswith("1 year of work: reached on")


def test_hours_of_each_area_are_a_share_of_their_kind() -> None:
    found = profile_of(Work("truck/brakes", 30, 20), Work("truck/diesel", 30, 15), Work("car/brakes", 30, 5))
    assert [area_text(area) for area in found.areas] == [
        "Brakes: 600 h of 1,050 h on trucks (57 %)",
        "Diesel engine: 450 h of 1,050 h on trucks (42 %)",
        "Brakes: 150 h of 150 h on cars (100 %)",
    ]


def texts(*work: Work) -> list[str]:
    return [area_text(area) for area in area_hours(judged_record(*work))]


def test_vehicles_and_areas_of_equal_hours_come_in_order_of_their_names() -> None:
    assert texts(
        Work("truck/diesel", hours=3),
        Work("truck/brakes", hours=3),
        Work("car/electrical", hours=6),
        Work("none/desk", hours=1),
        Work("car/desk", hours=2),
    ) == [
        "Electrical: 6 h of 8 h on cars (75 %)",
        "Service desk: 2 h of 8 h on cars (25 %)",
        "Brakes: 3 h of 6 h on trucks (50 %)",
        "Diesel engine: 3 h of 6 h on trucks (50 %)",
        "Service desk: 1 h of 1 h (100 %)",
    ]
    assert texts(Work("truck/brakes", hours=4), Work("car/diesel", hours=4)) == [
        "Diesel engine: 4 h of 4 h on cars (100 %)",
        "Brakes: 4 h of 4 h on trucks (100 %)",
    ]


def test_the_hours_of_an_area_are_the_same_beside_its_name_and_in_the_reasons() -> None:
    found = profile_of(Work("truck/brakes", 10, 42.05), today=FIRST + 9 * WEEK)
    area, reason = found.areas[0], next(one for one in found.next_tests if one.code == "T4").reasons[1]
    assert (area.minutes, area.practised) == (400 * 60, 25230)
    assert area_text(area) == "Brakes: 420.5 h of 420.5 h on trucks (100 %)"
    assert reason_text(reason).startswith("420.5 h of work in the test's own area; this shop asks for 100 h")


def test_credits_say_what_they_give_or_why_not() -> None:
    school = credit("school", date(2021, 1, 1), date(2022, 12, 31), note="two years")
    military = credit("military", date(2018, 1, 1), date(2018, 12, 31))
    found = {
        one.credit.title: one
        for one in profile_of(Work("truck/diesel", 10), credits=[school, military]).credits
    }
    assert found["School"].counts
    assert "12.0 months towards 24 months on trucks" in credit_lines(found["School"])[0]
    assert not found["Military"].counts
    assert credit_lines(found["Military"]) == (
        "not counted: ASE decides case by case; enter the months that it has granted",
    )


def test_credits_are_told_where_no_test_is_near() -> None:
    school = credit("school", date(2026, 1, 1), date(2026, 6, 30))
    found = profile_of(credits=[school])
    assert found.next_tests == ()
    assert [credit_lines(one) for one in found.credits] == [("not counted: not finished before 2026-07-01",)]


def sure_rulebook() -> Rulebook:
    """Like the small one, with a confirmed kind of credit `school`."""
    sure = {"confidence": "official", "sources": ["guide"]}
    kinds = small_rulebook().model_dump()["credits"]
    return changed_rulebook(
        sources=[{"key": "guide", "title": "Guide", "kind": "official"}],
        credits=[kind | sure if kind["key"] == "school" else kind for kind in kinds],
    )


def profiles(*credits: TrainingCredit, tests: str = "T4 L2 XEV1") -> list[CreditProfile]:
    judged = judged_record(Work("truck/brakes", 10), credits=credits, rulebook=sure_rulebook())
    return list(credit_profiles(judged, [one for one in standings(judged) if one.code in tests.split()]))


def test_a_credit_is_told_for_each_requirement_it_bears_on() -> None:
    school = credit("school", date(2019, 1, 1), date(2022, 12, 31), **TRUCKS)
    (found,) = profiles(school)
    assert (found.credit, found.kind, found.counts, found.unconfirmed) == (
        school,
        sure_rulebook().credit_kind["school"],
        True,
        False,
    )
    assert credit_lines(found) == (
        "12.0 months towards 24 months on trucks (training replaces at most 12 months)",
        "18.0 months towards 36 months on cars or trucks (training replaces at most 18 months)",
    )
    assert credit_lines(profiles(school, tests="XEV1")[0]) == ()


def test_a_credit_that_meets_all_by_itself_counts_also_where_no_month_of_it_does() -> None:
    (whole,) = profiles(credit("apprenticeship", date(2019, 1, 1), date(2022, 12, 31), **TRUCKS), tests="T4")
    assert (whole.counts, credit_lines(whole)) == (
        True,
        ("meets the whole requirement towards 24 months on trucks",),
    )
    assert whole.unconfirmed


def test_credits_come_in_order_of_their_start_each_with_the_reason_it_does_not_count() -> None:
    year = date(2019, 1, 1), date(2019, 12, 30)
    found = profiles(
        credit("school", *year, tracks=("auto",)),
        credit("medal", date(2017, 1, 1), date(2017, 12, 31)),
        credit("earlier", date(2018, 1, 1), date(2018, 12, 30), **TRUCKS),
        credit("military", *year, voided="typed twice"),
        credit("apprenticeship", date(2016, 1, 1), date(2030, 12, 31), **TRUCKS),
        tests="T4",
    )
    assert [(one.credit.title, one.counts, credit_lines(one), one.unconfirmed) for one in found] == [
        ("Apprenticeship", False, ("not counted: not finished before 2031-01-01",), True),
        ("Medal", False, ("not counted: a kind of credit the rule book does not know: medal",), False),
        ("Earlier", True, ("12.0 months towards 24 months on trucks",), True),
        ("Military", False, ("not counted: the credit was voided",), True),
        ("School", False, ("not counted: counts towards another track",), False),
    ]


def test_certificates_are_told_with_the_first_to_end_first_and_a_pass_is_none() -> None:
    judged = judged_record(
        events=[
            "T6 certified 2024-01-05",
            "T2 certified 2024-01-05",
            "T4 certified 2019-01-05",
            "A5 certified 2019-03-01",
            "A6 passed 2024-01-05",
        ],
        today=date(2024, 2, 1),
    )
    assert [(one.state, certificate_text(one)) for one in certificates(standings(judged))] == [
        (StandingState.LAPSED, "T4 Test T4: lapsed on 2024-01-05"),
        (StandingState.RENEW, "A5 Test A5: renew, expires 2024-03-01"),
        (StandingState.CERTIFIED, "T2 Test T2: certified, expires 2029-01-05"),
        (StandingState.CERTIFIED, "T6 Test T6: certified, expires 2029-01-05"),
    ]  # fmt: skip


def test_what_does_not_count_is_told_with_its_hours() -> None:
    found = profile_of(
        Work("truck/brakes", 2, 40),
        Work("truck/diesel", 2, 10),
        Work("truck/helper", 3, 4, first=FIRST + 2 * WEEK),
        Work("truck/brakes", 1, 8, first=FIRST + 5 * WEEK, state="draft"),
    )
    assert not_counted_lines(found.not_counted) == (
        "20 h: over the full-time hours of a week, scaled down",
        "12 h: not repair work",
        "8 h: not approved yet",
    )


def test_hours_are_told_by_reason_with_the_most_first_and_whole_ones_not_at_all() -> None:
    found = judged_record(
        Work("truck/brakes", 3),
        Work("truck/diesel", 1, 2),
        Work("truck/helper", 1, 2),
        Work("truck/brakes", 1, 2, supervision="observed", first=FIRST + 3 * WEEK),
        Work("truck/brakes", 1, 3 + 1 / 60, state="returned", first=FIRST + 4 * WEEK),
        Work("truck/brakes", 2, 8, first=FIRST + 6 * WEEK),
        today=FIRST + 6 * WEEK,
    )
    assert not_counted_lines(not_counted(found)) == (
        "8 h: the week is not over yet",
        "3 h: returned, not approved",
        "2 h: not repair work",
        "2 h: observed, not hands-on",
        "2 h: over the full-time hours of a week, scaled down",
    )


def test_a_minute_over_the_cap_is_told() -> None:
    whole, over = (
        judged_record(Work("truck/brakes", 1, 40)),
        judged_record(Work("truck/brakes", 1, 40 + 1 / 60)),
    )
    assert not_counted_lines(not_counted(whole)) == ()
    assert not_counted_lines(not_counted(over)) == ("1 min: over the full-time hours of a week, scaled down",)


def test_unconfirmed_rules_are_named_once_with_the_tests_they_bear_on() -> None:
    found = profile_of(Work("truck/brakes", 30, 20), Work("truck/electrical", 30, 15))
    lines = unconfirmed_lines(found.unconfirmed)
    assert len(lines) == len(set(lines))
    assert any(line.startswith("T4, T6: ") for line in lines)


def noted_rulebook(**more: Any) -> Rulebook:  # noqa: ANN401 - any table
    """Nothing in it is unconfirmed but what `more` says; requirements, credits and tests have notes."""
    book = small_rulebook().model_dump()
    tables: dict[str, Any] = {
        table: [entry | SURE | {"note": f"the {table} note of {entry.get('key', entry.get('code'))}"} for entry in book[table]]
        for table in ("requirements", "credits", "tests")
    }  # fmt: skip
    tables["tracks"] = [entry | SURE | {"note": f"note of {entry['key']}"} for entry in book["tracks"]]
    return changed_rulebook(**{"sources": [GUIDE], "clock": book["clock"] | SURE} | tables | more)


def standing(code: str, *rules: str) -> Standing:
    """A standing that rests on these unconfirmed rules."""
    (any_standing,) = (one for one in standings(judged_record()) if one.code == "T4")
    sure = Reason(ReasonKind.TEST_NOTE, None, "test/T6", {"note": "sure"})
    notes = {rule: {"note": f"{rule} said so"} for rule in rules}
    said = (Reason(ReasonKind.TEST_NOTE, None, rule, notes[rule], unconfirmed=True) for rule in rules)
    return any_standing._replace(code=code, reasons=(sure, *said))


def doubts(judged: JudgedRecord, standings: Iterable[Standing]) -> tuple[str, ...]:
    return unconfirmed_lines(unconfirmed(judged, standings))


def test_each_unconfirmed_rule_is_told_once_by_its_note_with_its_tests() -> None:
    judged = judged_record(Work("truck/brakes"), rulebook=noted_rulebook())
    found = doubts(
        judged,
        [
            standing("T4", "requirement/two-years", "credit/school"),
            standing("T2", "test/T2", "requirement/two-years", "requirement/two-years"),
            standing("T6", "house/hold_years", "requirement/gone", "nothing"),
        ],
    )
    assert found == (
        "T4, T2: the requirements note of two-years",
        "T4: the credits note of school",
        "T2: the tests note of T2",
        "T6: house/hold_years said so",
        "T6: requirement/gone said so",
        "T6: nothing said so",
    )


def test_a_rule_without_a_note_is_told_by_its_reason() -> None:
    judged = judged_record(rulebook=small_rulebook())
    assert doubts(judged, [standing("T4", "requirement/two-years")]) == ("T4: requirement/two-years said so",)


@pytest.mark.parametrize(
    ("clock", "told"),
    [
        ({}, ()),
        ({"note": "weeks of 40 h"}, ()),
        ({"confidence": "secondary", "note": "weeks of 40 h"}, ()),
        ({"confidence": "unconfirmed"}, ("how weeks add up to years is not confirmed",)),
        ({"confidence": "unconfirmed", "note": "weeks of 40 h"}, ("weeks of 40 h",)),
    ],
)
def test_an_unconfirmed_clock_is_told_where_there_are_hours(
    clock: dict[str, str], told: tuple[str, ...]
) -> None:
    rules = noted_rulebook(clock=small_rulebook().clock.model_dump() | SURE | clock)
    assert doubts(judged_record(Work("truck/brakes"), rulebook=rules), ()) == told
    assert doubts(judged_record(Work("truck/brakes", state="draft"), rulebook=rules), ()) == ()


def test_unconfirmed_tracks_are_told_where_there_are_hours_on_them() -> None:
    unsure = {"confidence": "unconfirmed"}
    tracks = small_rulebook().model_dump()["tracks"]
    said = (SURE | {"note": "sure"}, unsure | {"note": "who knows"}, unsure | {"note": "desks"})
    rules = noted_rulebook(tracks=[track | more for track, more in zip(tracks, said, strict=True)])
    work = Work("truck/brakes", 1, 8), Work("car/brakes", 1, 8)
    assert doubts(judged_record(*work, rulebook=rules), ()) == ("Trucks: who knows",)
    silent = noted_rulebook(tracks=[track | unsure | {"note": ""} for track in tracks])
    assert doubts(judged_record(*work, rulebook=silent), ()) == ()
