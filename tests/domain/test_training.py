"""What a training credit is worth: its dates, its school years, its tracks, and what it meets whole."""

from datetime import date, timedelta
from typing import Any

import pytest

from mentor_tui.domain.apprentice import Placement
from mentor_tui.domain.clocks import Experience
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.training import (
    Reduction,
    ReductionKind,
    credit_tracks,
    long_enough,
    names_no_track,
    school_years_in,
)
from mentor_tui.logbook.rules import load_rulebook
from tests.domain.small_rulebook import Work, credit, judged_record, make_record, place

DAY = timedelta(days=1)
MONTH = 10_000
"""Minutes of a full-time month at 2,000 hours a year."""
NOBODY = make_record().apprentice


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook()


def day(text: str) -> date:
    return date.fromisoformat(text)


def experience(
    kind: str,
    starts: str,
    ends: str,
    *,
    book: Rulebook,
    test: str = "A5",
    today: str | None = None,
    places: tuple[Placement, ...] = (),
    **more: Any,  # noqa: ANN401 - fields of a credit
) -> Experience:
    """What one credit gives towards a test on the day after its last one."""
    one = credit(kind, day(starts), day(ends), **{"tracks": ("auto",), **more})
    judged = judged_record(
        rulebook=book,
        credits=[one],
        places=places,
        today=day(today) if today else one.ends + DAY,
    )
    asked = book.test[test]
    return judged.experience(asked.tracks, book.requirement[asked.requirement])


# ---- school years


@pytest.mark.parametrize(
    ("starts", "ends", "days", "years"),
    [
        ("2021-09-01", "2023-06-30", 0, 2),  # a two-year degree
        ("2021-09-01", "2022-08-31", 0, 1),
        ("2021-09-01", "2022-06-30", 0, 1),
        ("2021-09-01", "2022-05-31", 0, 1),  # 273 days: nine months of thirteen weeks a quarter
        ("2021-09-01", "2022-05-30", 272, 0),
        ("2021-09-01", "2021-09-01", 1, 0),
        ("2021-09-01", "2022-09-01", 1, 1),
        ("2020-02-29", "2021-02-27", 0, 1),
        ("2020-02-29", "2021-02-28", 1, 1),
    ],
)
def test_dates_hold_whole_school_years_and_a_part_of_the_next(
    book: Rulebook, starts: str, ends: str, days: int, years: int
) -> None:
    one = credit("post-secondary", day(starts), day(ends))
    assert school_years_in(one, book.credit_kind["post-secondary"], book) * 273 == years * 273 + days


@pytest.mark.parametrize(
    ("more", "minutes"),
    [
        ({}, 12 * MONTH),  # two school years by their dates, at two for one
        ({"school_years": 2}, 12 * MONTH),
        ({"school_years": 1.5}, 9 * MONTH),
        ({"school_years": 4}, 12 * MONTH),  # no more than the dates hold
        ({"months": 12}, 6 * MONTH),
        ({"months": 24}, 12 * MONTH),
        ({"months": 12, "school_years": 2}, 6 * MONTH),
        ({"granted": 3, "school_years": 2}, 3 * MONTH),
        ({"granted": 0}, 0),
    ],
)
def test_a_two_year_degree_from_september_to_june_is_one_year(
    book: Rulebook, more: dict[str, Any], minutes: int
) -> None:
    found = experience("post-secondary", "2021-09-01", "2023-06-30", book=book, **more)
    assert (found.training, found.work) == (minutes, 0)
    (entry,) = found.credits
    assert (entry.claimed, entry.counted, entry.whole, entry.counts_from) == (
        minutes,
        minutes,
        False,
        day("2023-07-01"),
    )


def test_a_kind_without_school_years_counts_by_the_calendar(book: Rulebook) -> None:
    found = experience("short-course", "2021-01-01", "2021-12-30", book=book)  # 364 days are a year
    assert found.training == 6 * MONTH
    shorter = experience("short-course", "2021-01-01", "2021-12-30", book=book, months=8)
    assert shorter.training == 4 * MONTH


# ---- the day from which it counts


def test_a_credit_counts_from_the_day_after_its_last_day(book: Rulebook) -> None:
    for today, minutes, why in (
        ("2023-06-29", 0, (Reduction(ReductionKind.NOT_FINISHED, day("2023-07-01")),)),
        ("2023-06-30", 0, (Reduction(ReductionKind.NOT_FINISHED, day("2023-07-01")),)),
        ("2023-07-01", 12 * MONTH, ()),
    ):
        found = experience("post-secondary", "2021-09-01", "2023-06-30", book=book, today=today)
        assert (found.training, found.credits[0].why) == (minutes, why)


def test_a_voided_credit_gives_nothing_and_says_so(book: Rulebook) -> None:
    found = experience("post-secondary", "2021-09-01", "2023-06-30", book=book, voided="no diploma")
    assert (found.total, found.credits[0].why) == (0, (Reduction(ReductionKind.VOIDED),))


def test_a_kind_that_is_not_in_the_book_gives_nothing_and_says_so(book: Rulebook) -> None:
    found = experience("medal", "2021-09-01", "2023-06-30", book=book)
    assert found.credits[0].why == (Reduction(ReductionKind.UNKNOWN_KIND, "medal"),)
    assert (found.total, found.credits[0].kind) == (0, None)


def test_a_kind_that_ase_decides_gives_what_was_granted(book: Rulebook) -> None:
    open_case = experience("military", "2016-01-01", "2019-12-31", book=book)
    assert open_case.total == 0
    assert open_case.credits[0].why == (Reduction(ReductionKind.CASE_BY_CASE),)
    granted = experience("military", "2016-01-01", "2019-12-31", book=book, granted=18)
    assert (granted.earlier, granted.training, granted.credits[0].why) == (18 * MONTH, 0, ())


# ---- what meets a requirement whole


@pytest.mark.parametrize(
    ("kind", "starts", "ends", "whole"),
    [
        ("apprenticeship", "2021-01-01", "2021-01-31", False),
        ("apprenticeship", "2018-01-01", "2020-12-30", False),
        ("apprenticeship", "2018-01-01", "2020-12-31", True),
        ("apprenticeship", "2018-01-01", "2021-01-01", True),
        ("co-op-degree", "2020-09-01", "2022-05-30", False),
        ("co-op-degree", "2020-09-01", "2022-05-31", True),
        ("co-op-degree", "2020-09-01", "2022-06-01", True),
        ("co-op-degree", "2020-09-01", "2021-08-31", False),
    ],
)
def test_a_full_credit_asks_for_its_length(
    book: Rulebook, kind: str, starts: str, ends: str, whole: bool
) -> None:
    found = experience(kind, starts, ends, book=book)
    (entry,) = found.credits
    assert (entry.whole, found.met) == (whole, whole)
    if whole:
        assert (found.met_on, found.total, entry.why) == (day(ends) + DAY, 24 * MONTH, ())
    else:
        least = book.credit_kind[kind].full_credit_lasts
        assert entry.why[0] == Reduction(ReductionKind.TOO_SHORT, least)


def test_a_short_apprenticeship_is_schooling_up_to_the_cap(book: Rulebook) -> None:
    month = experience("apprenticeship", "2021-01-01", "2021-01-28", book=book)
    assert (month.training, month.met_on) == (28 * 120_000 // 364 // 2, None)
    long = experience("apprenticeship", "2018-01-01", "2020-12-30", book=book)
    assert long.training == 12 * MONTH
    assert long.credits[0].why == (
        Reduction(ReductionKind.TOO_SHORT, 36),
        Reduction(ReductionKind.CAPPED, 12),
    )


@pytest.mark.parametrize(
    ("more", "whole", "training"),
    [
        ({"months": 35}, False, 12),
        ({"months": 36}, True, 24),
        ({"granted": 23}, False, 12),
        ({"granted": 6}, False, 6),
        ({"granted": 24}, True, 24),
    ],
)
def test_what_was_written_down_goes_before_the_dates(
    book: Rulebook, more: dict[str, Any], whole: bool, training: int
) -> None:
    found = experience("apprenticeship", "2018-01-01", "2021-12-31", book=book, **more)
    assert (found.credits[0].whole, found.training) == (whole, training * MONTH)


def test_three_years_are_never_met_whole(book: Rulebook) -> None:
    found = experience("apprenticeship", "2018-01-01", "2021-12-31", book=book, test="L1")
    assert (found.met_on, found.training, found.credits[0].whole) == (None, 18 * MONTH, False)
    assert found.credits[0].why == (Reduction(ReductionKind.CAPPED, 18),)


def test_school_years_decide_for_a_kind_that_counts_in_them(book: Rulebook) -> None:
    kind = book.credit_kind["co-op-degree"]
    years = {"school_years": 1.5}
    assert not long_enough(credit("co-op-degree", day("2020-09-01"), day("2023-06-30"), **years), kind, book)
    assert long_enough(credit("co-op-degree", day("2020-09-01"), day("2023-06-30")), kind, book)


# ---- tracks


@pytest.mark.parametrize(
    ("kind", "named", "first", "tracks"),
    [
        ("apprenticeship", ("collision",), "car", "collision"),
        ("apprenticeship", ("auto", "truck"), "car", "auto truck"),
        ("apprenticeship", ("all",), "car", "auto collision equipment school-bus transit truck"),
        ("apprenticeship", (), "collision", "collision"),
        ("apprenticeship", (), "car", "auto"),
        ("apprenticeship", (), "none", ""),
        ("military", (), "truck", "truck"),
        (
            "military",
            ("all",),
            "car",
            "auto collision equipment estimator parts school-bus service transit truck",
        ),
        ("i-car-platinum", (), "car", "collision"),
        ("i-car-platinum", ("auto",), "car", "auto"),
        ("medal", (), "car", "auto"),
    ],
)
def test_a_credit_counts_towards_its_tracks_alone(
    book: Rulebook, kind: str, named: tuple[str, ...], first: str, tracks: str
) -> None:
    person = make_record(
        places=(
            place("later", starts=day("2024-02-01"), kind="truck"),
            place("first", starts=day("2024-01-06"), kind=first),
        )
    ).apprentice
    one = credit(kind, day("2018-01-01"), day("2021-12-31"), tracks=named)
    assert " ".join(sorted(credit_tracks(one, person, book))) == tracks


def test_a_placement_that_was_taken_out_is_not_the_first(book: Rulebook) -> None:
    gone = place("gone", starts=day("2023-01-01"), kind="truck").model_copy(update={"voided": "never began"})
    person = make_record(places=(place("main", "garage", "car"), gone)).apprentice
    one = credit("apprenticeship", day("2018-01-01"), day("2021-12-31"))
    assert credit_tracks(one, person, book) == {"auto"}
    nowhere = person.model_copy(update={"placements": (gone,)})
    assert credit_tracks(one, nowhere, book) == frozenset()


@pytest.mark.parametrize(
    ("kind", "tracks", "open_question"),
    [
        ("apprenticeship", (), True),
        ("apprenticeship", ("all",), False),
        ("military", (), True),
        ("i-car-platinum", (), False),
        ("medal", (), False),
    ],
)
def test_a_credit_without_tracks_is_an_open_question(
    book: Rulebook, kind: str, tracks: tuple[str, ...], open_question: bool
) -> None:
    one = credit(kind, day("2018-01-01"), day("2021-12-31"), tracks=tracks)
    assert names_no_track(one, book) is open_question


def test_an_apprenticeship_in_collision_is_no_brake_experience_on_cars(book: Rulebook) -> None:
    places = (place("body", "body-shop", "collision"),)
    for tracks in ((), ("collision",)):
        dates = "2018-01-01", "2021-12-31"
        cars = experience("apprenticeship", *dates, book=book, places=places, tracks=tracks)
        assert (cars.met_on, cars.total) == (None, 0)
        assert cars.credits[0].why == (Reduction(ReductionKind.OTHER_TRACK),)
        body = experience("apprenticeship", *dates, book=book, test="B3", places=places, tracks=tracks)
        assert body.met_on == day("2022-01-01")


# ---- beside each other and beside work


def test_two_credits_never_claim_the_same_day(book: Rulebook) -> None:
    school = credit("post-secondary", day("2020-01-01"), day("2020-12-31"), tracks=("auto",))
    course = credit("short-course", day("2020-07-01"), day("2021-06-30"), tracks=("auto",))
    judged = judged_record(rulebook=book, credits=[school, course], today=day("2021-07-01"))
    found = judged.experience(("auto",), book.requirement["two-years"])
    first, second = found.credits
    # The school year gives 60,000 minutes for 366 days, the course 60,164 for 365: more for its time.
    assert (first.credit.kind, first.counted, first.why) == ("short-course", 60_164, ())
    assert second.counted == 60_000 * 182 // 366
    assert second.why == (Reduction(ReductionKind.OVERLAPS),)
    assert found.training == first.counted + second.counted


def test_time_in_employment_counts_as_work_where_that_gives_more() -> None:
    school = credit(
        "school", day("2023-07-15"), day("2024-01-12"), tracks=("truck",)
    )  # 182 days, 7 in the shop
    judged = judged_record(Work("truck/brakes", weeks=1), credits=[school], today=day("2024-01-13"))
    found = judged.experience(("truck",), judged.rulebook.requirement["two-years"])
    claimed = 182 * 120_000 // 364 // 2
    assert found.credits[0].counted == claimed * 175 // 182
    assert found.credits[0].why == (Reduction(ReductionKind.EMPLOYED),)
    assert (found.hours_clock, found.calendar_days) == (2400, 8)


def test_another_year_of_the_shop_makes_other_minutes(book: Rulebook) -> None:
    one = credit("post-secondary", day("2021-09-01"), day("2023-06-30"), tracks=("auto",))
    house = HouseRules(hours_per_year=1800)
    judged = judged_record(rulebook=book, house=house, credits=[one], today=day("2023-07-01"))
    assert judged.experience(("auto",), book.requirement["two-years"]).training == 12 * 9_000


@pytest.mark.parametrize(
    ("today", "met"), [("2023-11-08", False), ("2023-11-09", True), ("2023-11-10", True)]
)
def test_two_halves_of_a_day_are_one(book: Rulebook, today: str, met: bool) -> None:
    # 100 days of courses are worth 50; with 678 days of work they are the 728 days of two years, on 9 November 2023.
    course = credit("short-course", day("2021-01-01"), day("2021-04-10"), tracks=("auto",))
    record = make_record(
        Work("car/brakes", weeks=98, first=day("2022-01-07")),
        credits=[course],
        places=[place("main", "dealership", "car", starts=day("2022-01-01"))],
    )
    early = record.apprentice.model_copy(update={"start": day("2022-01-01")})
    record = record.model_copy(update={"apprentice": early})
    judged = JudgedRecord(record, Frame(book, HouseRules(), day(today)))
    found = judged.experience(("auto",), book.requirement["two-years"])
    assert found.met_on == (day("2023-11-09") if met else None)
    assert (
        found.total == found.work + found.training == sum(one.counted for one in found.credits) + found.work
    )
    if today == "2023-11-09":
        # 223,516.48 and 16,483.52 minutes: shown whole, they are still two years.
        assert (found.calendar_clock, found.training, found.months) == (223_516, 16_484, 24)
