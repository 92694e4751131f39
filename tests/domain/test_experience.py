"""What one apprentice has on a set of tracks: clocks, overlaps, the tally, milestones."""

from datetime import date, timedelta

import pytest

from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.training import Reduction, ReductionKind
from mentor_tui.domain.weeks import WEEK
from mentor_tui.domain.work import Why
from tests.domain.small_rulebook import FIRST, START, Work, credit, judged_record, place, small_rulebook

DAY = timedelta(days=1)
RULES = small_rulebook(two_years=2, three_years=3)
"""Months for years: two months are 20,000 minutes."""
TWO = RULES.requirement["two-years"]


@pytest.mark.parametrize(("days", "met"), [(394, False), (395, True), (396, True)])
def test_the_calendar_is_met_on_its_day(days: int, met: bool) -> None:
    # 55 full weeks are past 130,000 minutes after 385 days; the calendar is so in 394 days and a third.
    rules = small_rulebook(two_years=13)
    judged = judged_record(Work("truck/brakes", weeks=60), rulebook=rules, today=START + (days - 1) * DAY)
    found = judged.experience(("truck",), rules.requirement["two-years"])
    assert found.met is met
    assert found.met_on == (START + 394 * DAY if met else None)
    assert (found.calendar_days, found.calendar_clock) == (days, days * 120_000 // 364)
    assert found.missing == (0 if met else 130_000 - 394 * 120_000 // 364)


@pytest.mark.parametrize(("days", "met"), [(62, False), (63, True), (64, True)])
def test_the_hours_are_met_at_the_end_of_a_week(days: int, met: bool) -> None:
    judged = judged_record(Work("truck/brakes", weeks=10), rulebook=RULES, today=START + (days - 1) * DAY)
    assert judged.experience(("truck",), TWO).met_on == (FIRST + 8 * WEEK if met else None)


def test_the_slower_clock_counts() -> None:
    busy = judged_record(Work("truck/brakes", weeks=2), rulebook=RULES).experience(("truck",), TWO)
    assert (busy.hours_clock, busy.calendar_clock, busy.work, busy.calendar_binds) == (4800, 4615, 4615, True)
    slow = judged_record(Work("truck/brakes", weeks=2, hours=20), rulebook=RULES).experience(("truck",), TWO)
    assert (slow.hours_clock, slow.calendar_clock, slow.work, slow.calendar_binds) == (
        2400,
        4615,
        2400,
        False,
    )
    assert (slow.total, slow.months, slow.missing) == (2400, 0, 17_600)


def test_of_two_equal_clocks_the_hours_are_named() -> None:
    work = Work("truck/brakes"), Work("truck/brakes", hours=(4615 - 2400) / 60, first=FIRST + WEEK)
    found = judged_record(*work, rulebook=RULES).experience(("truck",), TWO)
    assert (found.hours_clock, found.calendar_clock, found.calendar_binds) == (4615, 4615, False)


def test_the_tally_says_why_a_line_does_not_count_here() -> None:
    judged = judged_record(
        Work("truck/brakes"),
        Work("car/brakes", hours=1),
        Work("truck/brakes", state="draft", first=FIRST + WEEK),
    )
    found = judged.experience(("truck",), judged.rulebook.requirement["two-years"])
    told = [(entry.counted, entry.why) for entry in judged.tally(found)]
    assert told == [(2342, Why.OVER_CAP), (0, Why.OTHER_TRACK), (0, Why.DRAFT)]


def test_a_week_counts_as_training_where_that_gives_more() -> None:
    school = credit("school", START + 3 * DAY, START + 9 * DAY, granted=3, tracks=("truck",))
    judged = judged_record(
        Work("truck/brakes", weeks=3), rulebook=RULES, credits=[school], today=START + 20 * DAY
    )
    found = judged.experience(("truck",), RULES.requirement["three-years"])
    # 10,000 minutes are the most that training may replace; the week that lies beside it alone is work.
    assert (found.training, found.hours_clock) == (10_000, 2400)
    assert [entry.why for entry in judged.tally(found)] == [Why.AS_TRAINING, Why.AS_TRAINING, Why.COUNTED]
    assert found.calendar_days == 14


def test_work_alone_is_what_milestones_are_made_of() -> None:
    earlier = credit("earlier", date(2022, 1, 1), date(2022, 12, 30), tracks=("truck",))
    school = credit("school", date(2021, 1, 1), date(2021, 12, 31), tracks=("truck",))
    judged = judged_record(Work("truck/brakes", weeks=52), credits=[earlier, school])
    found = judged.work("truck")
    assert (found.tracks, found.needed, found.training, found.met_on) == (("truck",), 0, 0, None)
    assert (found.earlier, found.hours_clock, found.work) == (120_000, 124_800, 240_000)
    assert judged.years_reached("truck") == (date(2022, 12, 31), START + 363 * DAY)
    assert judged.work("auto").work == 0
    assert judged.years_reached("auto") == ()


def test_earlier_work_does_not_count_twice_beside_employment() -> None:
    earlier = credit("earlier", START - 7 * DAY, START + 6 * DAY, tracks=("truck",))
    judged = judged_record(Work("truck/brakes"), credits=[earlier], today=START + 7 * DAY)
    found = judged.work("truck")
    assert found.earlier == 14 * 120_000 // 364 // 2
    assert found.credits[0].why == (Reduction(ReductionKind.EMPLOYED),)


def test_of_two_ways_the_one_that_is_met_first_is_taken() -> None:
    whole = credit("apprenticeship", START - 100 * DAY, START + 6 * DAY, tracks=("truck",))
    judged = judged_record(
        Work("truck/brakes", weeks=20), rulebook=RULES, credits=[whole], today=START + 139 * DAY
    )
    assert judged.experience(("truck",), TWO).met_on == START + 7 * DAY


def test_weeks_of_an_apprentice_of_two_shops_are_one_calendar() -> None:
    places = place(ends=START + 10 * DAY), place("second", starts=START + 5 * DAY, ends=START + 13 * DAY)
    work = Work("truck/brakes", hours=20), Work("truck/diesel", hours=20, first=FIRST + WEEK, place="second")
    judged = judged_record(*work, places=places, today=START + 30 * DAY)
    found = judged.experience(("truck",), judged.rulebook.requirement["two-years"])
    assert (found.calendar_days, found.hours_clock) == (14, 2400)


def test_another_year_of_the_shop_asks_for_other_minutes() -> None:
    house = HouseRules(hours_per_year=1800)
    found = judged_record(Work("truck/brakes"), house=house).experience(
        ("truck",), small_rulebook().requirement["two-years"]
    )
    assert (found.needed, found.training_cap, found.month_minutes) == (216_000, 108_000, 9_000)
    assert found.hours_clock == 1800 * 60 // 50
