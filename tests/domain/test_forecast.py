"""When somebody will be ready, by hand and as what must hold for everybody.

In the small rule book a year is 2,000 h: 50 full weeks of 40 h on the hours clock, 364 days on the calendar clock.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentor_tui.domain.eligibility import standing
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.forecast import Forecast, Precision, Prospect, Span
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.standing import DateMeaning, StandingState
from mentor_tui.domain.weeks import WEEK, Weekday, week_of
from mentor_tui.words.phrases import day_text
from mentor_tui.words.standings import forecast_words, more_in_area, span_text, when_text
from tests.domain.small_rulebook import (
    FIRST,
    START,
    Away,
    Work,
    credit,
    judged_record,
    make_record,
    place,
    small_rulebook,
)

DAY = timedelta(days=1)
NO_AREA = HouseRules(area_hours=0)


def at(week: int) -> date:
    """The end of a week, counted from 0."""
    return FIRST + week * WEEK


def forecast(*work: Work | Away, code: str = "T4", **more: Any) -> Forecast | None:  # noqa: ANN401 - what `judged_record` takes
    return standing(judged_record(*work, **({"house": NO_AREA} | more)), code).forecast


def span(*work: Work | Away, **more: Any) -> tuple[date | None, ...]:  # noqa: ANN401 - what `judged_record` takes
    found = forecast(*work, **more)
    assert found is not None
    return tuple(found.span)


# Full-time weeks of 40 h run ahead of the calendar, which then decides: 728 days from Saturday 6 January 2024 end on
# Friday 2 January 2026.
CALENDAR = date(2026, 1, 2)


@pytest.mark.parametrize("week", [70, 90, 98])
@pytest.mark.parametrize("later", range(7))
def test_where_the_calendar_decides_the_day_is_exact_on_whichever_day_one_looks(
    week: int, later: int
) -> None:
    today = at(week) + later * DAY
    assert span(Work("truck/brakes", week + 1), today=today) == (CALENDAR,) * 3


def test_the_calendar_day_moves_by_a_day_with_the_first_day_of_work() -> None:
    for days in (-1, 0, 1):
        places = [place(starts=START + days * DAY)]
        assert span(Work("truck/brakes", 90), places=places, today=at(89))[1] == CALENDAR + max(0, days) * DAY


def test_on_the_day_itself_there_is_nothing_to_expect_and_the_day_before_there_is() -> None:
    work = Work("truck/brakes", 104)
    assert (
        standing(judged_record(work, house=NO_AREA, today=CALENDAR), "T4").day_means
        is DateMeaning.READY_SINCE
    )
    before = standing(judged_record(work, house=NO_AREA, today=CALENDAR - DAY), "T4")
    assert (before.state, before.day, before.day_means) == (
        StandingState.BUILDING,
        CALENDAR,
        DateMeaning.EXPECTED,
    )


# Weeks of 20 h: 4,000 h are done in 200 weeks. 150 have been worked by Friday 20 November 2026, so 50 are left, and the
# last of them ends on 5 November 2027. The weeks do not differ, but one empty one is reckoned with beside 52.
HALF = Work("truck/brakes", 150, 20)


@pytest.mark.parametrize("later", range(7))
def test_where_the_hours_decide_it_is_a_week_end_on_whichever_day_one_looks(later: int) -> None:
    assert span(HALF, today=at(149) + later * DAY)[1] == at(199) == date(2027, 11, 5)


def test_the_range_is_that_of_the_written_method() -> None:
    """A week spreads by 1 / √52 of itself, so `k` weeks by 1.2816 / √52 × k × √(1 / k + 1 / 52), of which 50 are missing.

    The middle of the 48th week is 47.5: with its spread of 1.69 it makes 49.19, that of the 49th 48.5 + 1.72 = 50.22. The
    middle of the 52nd is 51.5: less its spread of 1.80 it makes 49.70, that of the 53rd 52.5 less 1.83 makes 50.67.
    """
    assert span(HALF, today=at(149)) == (at(149 + 49), at(199), at(149 + 52))


def test_the_week_that_is_not_logged_yet_does_not_lower_the_pace() -> None:
    logged = span(HALF, today=at(149))
    for weeks in (1, 2, 3, 4):
        assert span(HALF, today=at(149 + weeks)) == logged
    after_five = forecast(HALF, today=at(154))
    assert after_five is not None
    assert after_five.likely is not None
    assert after_five.likely > at(203)
    assert after_five.year_pace == round(48 * 20 * 60 / 52)


@pytest.mark.parametrize("state", ["approved", "draft"])
@pytest.mark.parametrize("weeks", [1, 3, 9])
def test_what_waits_for_approval_moves_nothing(state: str, weeks: int) -> None:
    newest = Work("truck/brakes", weeks, 20, first=at(150 - weeks), state=state)
    work = Work("truck/brakes", 150 - weeks, 20), newest
    assert span(*work, today=at(149)) == span(HALF, today=at(149))


def test_a_returned_week_is_not_logged() -> None:
    newest = Work("truck/brakes", 1, 20, first=at(149), state="returned")
    assert span(Work("truck/brakes", 149, 20), newest, today=at(149)) == span(HALF, today=at(149))


def test_when_drafts_would_be_enough_it_is_today() -> None:
    drafts = Work("truck/brakes", 104, state="draft")
    assert span(drafts, today=at(104)) == (at(104),) * 3


def test_a_week_without_a_sheet_before_the_newest_is_a_week_without_work() -> None:
    work = Work("truck/brakes", 100, 20), Work("truck/brakes", 49, 20, first=at(101))
    found = forecast(*work, today=at(149))
    assert found is not None
    assert (found.year_pace, found.recent_pace) == (round(51 * 1200 / 52), 1200)


# Leave from Tuesday 1 December 2026 to Monday 1 March 2027: 91 days, 13 weeks, of which the first and the last are cut.
LEAVE = ("on-leave 2026-12-01", "active 2027-03-02")


def test_known_leave_moves_hours_and_calendar() -> None:
    assert span(HALF, statuses=LEAVE, today=at(149))[1] == at(199) + 13 * WEEK
    full = Work("truck/brakes", 98)
    away = [f"on-leave {at(99)}", f"active {at(99) + 10 * DAY}"]
    assert span(full, statuses=away, today=at(97)) == (CALENDAR + 10 * DAY,) * 3


def test_who_is_on_leave_with_a_known_end_has_a_forecast_and_without_one_has_none() -> None:
    today = date(2026, 12, 24)
    assert span(HALF, statuses=LEAVE, today=today)[1] == at(199) + 13 * WEEK
    assert forecast(HALF, statuses=LEAVE[:1], today=today) is None


def test_an_absence_entered_ahead_brings_nothing_and_only_leave_stops_the_calendar() -> None:
    for why in ("vacation", "school", "leave"):
        assert span(HALF, Away(why, 3, first=at(155)), today=at(149))[1] == at(202)
    full = Work("truck/brakes", 98)
    assert span(full, Away("vacation", 2, first=at(99)), today=at(97))[1] == CALENDAR
    assert span(full, Away("leave", 2, first=at(99)), today=at(97))[1] == CALENDAR + 14 * DAY


def test_a_week_ahead_that_is_partly_worked_is_a_usual_week() -> None:
    partly = Away("sick", 3, first=at(155)), Work("truck/brakes", 3, 8, first=at(155))
    assert span(HALF, *partly, today=at(149)) == span(HALF, today=at(149))


def test_the_range_of_work_at_a_shop_to_come_is_that_of_the_weeks_so_far() -> None:
    """On cars now, so that nothing comes on trucks; from 20 weeks on at the shop for trucks, with the same hours."""
    places = [
        place(ends=at(99)),
        place("second", "garage", kind="car", starts=at(99) + DAY, ends=at(169)),
        place("third", starts=at(169) + DAY),
    ]
    work = Work("truck/brakes", 100, 20), Work("car/brakes", 50, 20, first=at(100), place="second")
    # By the written method: the middle of the 98th week is 97.5 + 2.98 = 100.48, that of the 103rd 102.5 - 3.10 = 99.40.
    assert span(*work, places=places, today=at(149)) == (at(169 + 98), at(169 + 100), at(169 + 103))


def test_after_the_known_end_of_a_placement_nothing_comes() -> None:
    for days, expected in ((-1, None), (0, CALENDAR), (1, CALENDAR)):
        places = [place(ends=CALENDAR + days * DAY)]
        assert span(Work("truck/brakes", 98), places=places, today=at(97))[1] == expected


def test_a_known_placement_to_come_goes_on_where_it_is_the_same_kind_of_work() -> None:
    for kind, expected in (("truck", at(199)), ("car", None)):
        places = [
            place(ends=at(159)),
            place("second", "fleet" if kind == "truck" else "garage", kind=kind, starts=at(159) + DAY),
        ]
        assert span(HALF, places=places, today=at(149))[1] == expected


def test_between_two_placements_it_goes_on_with_the_next() -> None:
    places = [place(ends=at(149)), place("second", starts=at(153) + DAY)]
    assert span(HALF, places=places, today=at(151))[1] == at(203)


def test_who_has_just_begun_is_taken_to_work_full_time() -> None:
    for weeks, hours in ((5, 12), (12, 12)):
        found = forecast(Work("truck/brakes", weeks, hours), today=at(weeks - 1))
        assert found is not None
        assert found.full_time
        assert found.recent_pace == found.year_pace == round(2000 * 60 * 7 / 364)
        # 4,000 h less 12 a week, at 38.46 h a week, not sooner than the calendar.
        ahead = -(-(4000 - weeks * hours) * 52 // 2000)
        assert found.likely == max(CALENDAR, at(weeks - 1 + ahead))
    found = forecast(Work("truck/brakes", 13, 12), today=at(12))
    assert found is not None
    assert (found.full_time, found.year_pace) == (False, 720)


def test_the_full_time_pace_is_shared_among_the_tracks_as_the_work_so_far() -> None:
    found = forecast(Work("truck/brakes", 5, 30), Work("car/brakes", 5, 10), today=at(4))
    assert found is not None
    assert found.year_pace == round(2000 * 60 * 7 / 364 * 3 / 4)


def test_after_a_change_of_shop_the_pace_is_that_of_the_new_shop() -> None:
    places = [place(ends=at(99)), place("second", "garage", kind="car", starts=at(99) + DAY)]
    before = Work("truck/brakes", 100, 30)
    fresh = Work("car/brakes", 4, 20, first=at(100), place="second")
    found = forecast(before, fresh, code="A5", places=places, today=at(103))
    assert found is not None
    # Fewer than 13 weeks there: the hours of the last 52 weeks, all of them on cars as in the four weeks there.
    assert found.year_pace == round((48 * 30 + 4 * 20) * 60 / 52)
    settled = Work("car/brakes", 13, 20, first=at(100), place="second")
    found = forecast(before, settled, code="A5", places=places, today=at(112))
    assert found is not None
    assert found.year_pace == found.recent_pace == 20 * 60
    trucks = forecast(before, settled, code="T4", places=places, today=at(112))
    assert trucks is not None
    assert (trucks.year_pace, tuple(trucks.span)) == (0, (None, None, None))


def test_the_pace_of_the_last_quarter_lies_in_the_range() -> None:
    work = Work("truck/brakes", 137, 20), Work("truck/brakes", 13, 32, first=at(137))
    found = forecast(*work, today=at(149))
    assert found is not None
    assert (found.recent_pace, found.year_pace) == (1920, round((39 * 20 + 13 * 32) * 60 / 52))
    missing = 4000 - 137 * 20 - 13 * 32
    assert found.earliest is not None
    assert found.earliest <= at(149 + -(-missing // 32))


def test_a_slow_last_quarter_is_the_late_end() -> None:
    work = Work("truck/brakes", 87, 30), Work("truck/brakes", 13, 8, first=at(87))
    found = forecast(*work, today=at(99))
    assert found is not None
    missing = 4000 - 87 * 30 - 13 * 8
    assert (found.recent_pace, found.latest) == (480, at(99 + -(-missing // 8)))
    assert found.likely == at(99 + -(-missing * 52 // (39 * 30 + 13 * 8)))


@pytest.mark.parametrize(("days", "weeks"), [(0, 199), (-3, 200)])
def test_a_placement_that_ends_within_a_week_brings_a_part_of_it(days: int, weeks: int) -> None:
    """The last of 50 weeks, cut by three days, leaves 8 h 34 min for the week after, at the next shop from then on."""
    places = [
        place(ends=at(189) + days * DAY),
        place("second", starts=at(189) + DAY),
    ]
    assert span(HALF, places=places, today=at(149))[1] == at(weeks)


@pytest.mark.parametrize(
    ("code", "events", "state"),
    [
        ("T4", (), StandingState.BUILDING),
        ("L2", (), StandingState.BLOCKED),
        ("T4", ("T4 failed 2026-11-13",), StandingState.RETEST_WAIT),
        ("T4", ("T4 passed 2026-11-13",), StandingState.PASSED_WAITING),
    ],
)
def test_whoever_still_waits_for_experience_has_a_forecast(
    code: str, events: tuple[str, ...], state: StandingState
) -> None:
    found = standing(judged_record(HALF, house=NO_AREA, today=at(149), events=events), code)
    assert found.state is state
    assert found.forecast is not None


@pytest.mark.parametrize("event", ["T4 booked 2026-11-13", "T4 certified 2026-11-13"])
def test_who_waits_for_nothing_has_none(event: str) -> None:
    assert forecast(HALF, today=at(149), events=[event]) is None


def test_a_credit_that_ends_ahead_counts_from_the_day_after() -> None:
    school = credit("school", at(100), at(160), tracks=("truck",))
    more = span(HALF, credits=[school], today=at(149))
    # 421 days of school give half of them; all of them lie beside work, where 20 h a week are less than half of full time.
    assert more[1] is not None
    assert at(160) < more[1] < at(199)


def test_hours_of_the_own_area_have_no_date_but_a_figure() -> None:
    house = HouseRules(area_hours=100)
    judged = judged_record(
        Work("truck/diesel", 149, 20), Work("truck/brakes", 12, 2), house=house, today=at(148)
    )
    found = standing(judged, "T4")
    assert found.forecast is not None
    assert found.forecast.area_minutes == 76 * 60
    assert found.forecast.span == Span(None, None, None)
    assert found.forecast.experience is not None
    assert found.forecast.experience.likely is not None
    assert (found.day, found.day_means) == (None, None)
    assert more_in_area(found) == when_text(found) == "76 h more in brakes"


def test_hours_of_the_own_area_are_not_asked_for_after_a_pass() -> None:
    house = HouseRules(area_hours=100)
    judged = judged_record(
        Work("truck/diesel", 150, 20), house=house, today=at(149), events=["T4 passed 2025-03-03"]
    )
    found = standing(judged, "T4")
    assert found.state is StandingState.PASSED_WAITING
    assert (found.day, found.day_means) == (at(199), DateMeaning.EXPECTED)


def test_with_all_the_experience_only_the_hours_of_the_area_are_told() -> None:
    house = HouseRules(area_hours=100)
    found = standing(judged_record(Work("truck/diesel", 110), house=house, today=at(109)), "T4").forecast
    assert found is not None
    assert (found.experience, found.area_minutes) == (None, 100 * 60)


@pytest.mark.parametrize("status", ["left", "finished"])
def test_who_is_gone_has_no_forecast(status: str) -> None:
    assert forecast(HALF, statuses=[f"{status} {at(149)}"], today=at(149)) is None


def test_a_day_beyond_a_year_is_told_as_a_quarter() -> None:
    found = standing(judged_record(HALF, house=NO_AREA, today=date(2026, 11, 5)), "T4")
    assert found.day == date(2027, 11, 5)
    assert (found.day_precision, when_text(found)) == (Precision.DAY, "expected 2027-11-05")
    found = standing(judged_record(HALF, house=NO_AREA, today=date(2026, 11, 4)), "T4")
    assert found.day == date(2027, 11, 5)
    assert (found.day_precision, when_text(found)) == (Precision.QUARTER, "expected Q4 2027")
    expires = standing(judged_record(HALF, events=["T4 certified 2026-01-01"], today=at(149)), "T4")
    assert when_text(expires) == "expires 2031-01-01"


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2028, 1, 1), "Q1 2028"),
        (date(2028, 3, 31), "Q1 2028"),
        (date(2028, 4, 1), "Q2 2028"),
        (date(2028, 9, 30), "Q3 2028"),
        (date(2028, 10, 1), "Q4 2028"),
    ],
)
def test_quarters(day: date, quarter: str) -> None:
    assert day_text(day, Precision.QUARTER) == quarter
    assert day_text(day) == str(day)


def test_a_range_in_words() -> None:
    found = forecast(HALF, today=at(149))
    assert found is not None
    first, last = date(2027, 11, 20), date(2027, 11, 21)
    assert span_text(found, Span(first, first, last)) == "2027-11-20 to Q4 2027"
    assert span_text(found, Span(first, first, first)) == "2027-11-20"
    assert span_text(found, Span(last, last, last)) == "Q4 2027"
    assert span_text(found, Span(first, None, None)) == "from 2027-11-20"
    assert span_text(found, Span(None, None, None)) == ""


def test_a_forecast_in_words() -> None:
    house = HouseRules(area_hours=100)
    work = Work("truck/diesel", 150, 20), Work("truck/brakes", 12, 2)
    found = standing(judged_record(*work, house=house, today=at(149)), "T4")
    assert forecast_words(found) == (
        "the experience 2027-10-22 to 2027-11-12, from 20 h a week over 13 weeks, 20 h over a year",
        "76 h more in brakes",
    )
    young = standing(judged_record(Work("truck/brakes", 5), house=house, today=at(4)), "T4")
    assert forecast_words(young) == (
        f"{span_text(young.forecast, young.forecast.span)}, at a full-time pace, since less than 13 weeks are logged"
        if young.forecast
        else "",
    )
    met = standing(judged_record(Work("truck/diesel", 110), house=house, today=at(109)), "T4")
    assert forecast_words(met) == ("100 h more in brakes",)
    assert forecast_words(standing(judged_record(Work("truck/brakes", 110), today=at(109)), "T4")) == ()


def test_between_two_placements_only_the_next_is_like_the_present_one() -> None:
    places = [
        place(ends=at(149)),
        place("second", starts=at(151) + DAY, ends=at(161)),
        place("third", "garage", kind="car", starts=at(161) + DAY),
    ]
    assert span(HALF, places=places, today=at(150))[1] is None


def test_where_two_placements_overlap_a_day_is_at_the_one_that_began_last() -> None:
    places = [place(), place("second", "garage", kind="car", starts=at(159) + DAY, ends=at(169))]
    assert span(HALF, places=places, today=at(149))[1] == at(209)
    assert span(HALF, places=places[::-1], today=at(149))[1] == at(209)


def test_where_nothing_is_missing_there_is_no_forecast() -> None:
    diesel = Work("truck/diesel", 160)
    blocked = standing(judged_record(diesel, today=at(159)), "L2")
    assert (blocked.state, blocked.forecast) == (StandingState.BLOCKED, None)


def test_a_test_without_an_area_of_its_own_asks_for_no_hours_in_it() -> None:
    book = small_rulebook()
    tests = tuple(test.model_copy(update={"areas": ()}) if test.code == "T4" else test for test in book.tests)
    judged = judged_record(
        Work("truck/brakes", 60), today=at(59), rulebook=book.model_copy(update={"tests": tests})
    )
    found = standing(judged, "T4")
    assert (found.area_needed, found.area_titles) == (0, ())
    assert found.forecast is not None
    assert found.forecast.area_minutes == 0


def test_what_is_less_than_ten_years_away_is_said() -> None:
    """(4,000 - 52 x 7.25) h at 7.25 h a week are 499.7 weeks, of the 521 of ten years; at 6.5 h they are 563."""
    assert span(Work("truck/brakes", 52, 7.25), today=at(51))[1] == at(51 + 500)
    assert span(Work("truck/brakes", 52, 6.5), today=at(51))[1] is None


def test_nothing_is_said_beyond_ten_years() -> None:
    assert span(Work("truck/brakes", 52, 5), today=at(51))[1:] == (None, None)


def test_weeks_may_end_on_another_day() -> None:
    house = HouseRules(area_hours=0, week_ends=Weekday.SUNDAY)
    assert span(HALF, today=at(149), house=house)[1] == at(199) + 2 * DAY


weeks = st.lists(st.sampled_from((0, 8, 20, 30, 38, 40)), min_size=14, max_size=60)


@settings(max_examples=60, deadline=None)
@given(hours=weeks, later=st.integers(0, 6), code=st.sampled_from(("T4", "L2")))
def test_a_range_is_a_range_on_week_ends_and_the_day_one_looks_moves_nothing(
    hours: list[int], later: int, code: str
) -> None:
    work = [Work("truck/brakes", 1, each, first=at(number)) for number, each in enumerate(hours) if each]
    today = at(len(hours) - 1)
    record = make_record(*work)
    rules = small_rulebook(two_years=12, three_years=14)

    def told(day: date) -> Forecast | None:
        judged = JudgedRecord(record, Frame(rules, NO_AREA, day))
        test = rules.test[code]
        return Prospect(judged).forecast(test.tracks, rules.requirement[test.requirement], 0)

    found = told(today)
    if found is None or found.experience is None:
        return
    early, likely, late = found.experience
    assert early is None or likely is None or early <= likely
    assert late is None or (likely is not None and likely <= late)
    calendar = START + (363 if code == "T4" else 424) * DAY
    for day in (early, likely, late):
        assert day is None or day in {calendar, today} or day == week_of(day)
    last_logged = max((number for number, each in enumerate(hours) if each), default=-1)
    if last_logged == len(hours) - 1:
        assert (
            told(today + later * DAY) == found._replace(exact_until=found.exact_until + later * DAY)
            or likely == today
        )


@settings(max_examples=80)
@given(
    hours=st.sampled_from((20, 30, 37, 40)),
    logged=st.integers(13, 30),
    away=st.integers(0, 3),
    starts=st.integers(0, 6),
    earlier=st.tuples(st.sampled_from(("school", "earlier")), st.integers(1, 300)),
    later=st.integers(0, 6),
)
def test_who_goes_on_as_before_is_ready_on_the_likely_day(
    hours: int, logged: int, away: int, starts: int, earlier: tuple[str, int], later: int
) -> None:
    """Equal weeks, a leave of whole weeks that is known, and something before them: whichever clock decides, to the day."""
    rules = small_rulebook(two_years=12, three_years=12)
    first = START + starts * DAY
    kind, length = earlier
    gone = at(logged + 1) + DAY
    more: dict[str, Any] = {
        "places": [place(starts=first)],
        "credits": [credit(kind, START - (length + 5) * DAY, START - 6 * DAY, tracks=("truck",))],
        "statuses": [f"on-leave {gone}", f"active {gone + away * WEEK}"] if away else [],
    }
    before = Work("truck/brakes", logged, hours)
    after = (
        Work("truck/brakes", 2, hours, first=at(logged)),
        Work("truck/brakes", 150, hours, first=at(logged + 2 + away)),
    )
    today = at(logged - 1) + later * DAY
    record = make_record(before, **more)
    expected = standing(JudgedRecord(record, Frame(rules, NO_AREA, today)), "T4")
    if expected.forecast is None:
        assert expected.ready_since
        return
    day = expected.forecast.likely
    assert day is not None
    whole = make_record(before, *after, **more)
    assert standing(JudgedRecord(whole, Frame(rules, NO_AREA, day)), "T4").ready_since == day
    assert expected.day == day


def test_what_was_done_on_another_track_widens_no_range() -> None:
    cars = Work("car/brakes", 40, hours=20)
    trucks = (Work("truck/brakes", hours=20, first=at(week)) for week in range(0, 40, 2))
    places = [place(), place("cars", "garage", "car")]
    alone = span(cars, code="A5", places=places, today=at(39))
    assert span(cars, *trucks, code="A5", places=places, today=at(39)) == alone
    assert None not in alone
    assert len(set(alone)) > 1


def test_a_sheet_that_was_taken_out_is_passed_over_alone() -> None:
    record = make_record(Work("truck/brakes", 30, hours=30))
    gone = record.sheets[0].model_copy(update={"placement": "other", "voided": "wrong person"})
    both = record.model_copy(update={"sheets": (gone, *record.sheets)})
    rules = small_rulebook()
    before, after = (
        standing(JudgedRecord(each, Frame(rules, NO_AREA, at(29))), "T4").forecast for each in (record, both)
    )
    assert before is not None
    assert before.span.likely is not None
    assert after == before
