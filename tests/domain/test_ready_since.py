"""The day since which somebody is ready, against a walk that judges each day afresh."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mentor_tui.domain.eligibility import standing
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.judgement import Judgement
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.standing import DateMeaning, StandingState
from mentor_tui.domain.weeks import WEEK
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
WEEKS = 16
TODAY = FIRST + WEEKS * WEEK
PASSED_FIRST = "A9", "T2", "A6", "T6"
CODES = "T4", "T2", "A5", "L2", "XEV1"


def at(number: int) -> date:
    """A day, counted from the first of the programme."""
    return START + timedelta(days=number)


def dated_rules(since: date, until: date) -> Rulebook:
    """Months for years; the two groups of L2 are asked for until `until`, and one of other tests from `since` on."""
    plain = small_rulebook(two_years=2, three_years=3).model_dump()
    for test in plain["tests"]:
        if test["code"] == "L2":
            both = test["prerequisites"][0]
            test["prerequisites"] = [
                {**both, "until": until},
                {**both, "all_of": [["T4", "A5"]], "since": max(since, until + DAY)},
            ]
    return Rulebook.model_validate(plain)


def walked(record: TrainingRecord, rules: Rulebook, house: HouseRules, today: date, code: str) -> date | None:
    """Back from `today`, each day judged by itself, for as long as nothing is missing."""
    since = None
    for number in range((today - START).days + 1):
        day = today - number * DAY
        case = Judgement(JudgedRecord(record, Frame(rules, house, day)), rules.test[code])
        if case.missing or not case.area_met or not case.experience.met:
            return since
        since = day
    return since


days = st.integers(0, WEEKS * 7)
weeks = st.integers(0, WEEKS - 1).map(lambda number: FIRST + number * WEEK)
works = st.builds(
    Work,
    what=st.sampled_from(("car/brakes", "car/diesel", "truck/brakes", "truck/diesel")),
    weeks=st.integers(1, WEEKS),
    hours=st.sampled_from((5, 20, 33)),
    first=weeks,
    state=st.sampled_from(("approved", "approved", "approved", "draft", "returned")),
    place=st.sampled_from(("main", "second", "third")),
)
aways = st.builds(
    Away,
    why=st.sampled_from(("leave", "vacation")),
    weeks=st.integers(1, 4),
    first=weeks,
    place=st.sampled_from(("main", "second")),
)


@st.composite
def credits(draw: st.DrawFn) -> list[Any]:
    found = {}
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(("school", "apprenticeship", "earlier")))
        starts = at(draw(st.integers(-500, WEEKS * 7)))
        ends = starts + timedelta(days=draw(st.integers(0, 200)))
        tracks = draw(st.sampled_from((("auto",), ("truck",), ("auto", "truck"))))
        found[f"{kind}-{starts}"] = credit(kind, starts, ends, tracks=tracks)
    return list(found.values())


@st.composite
def events(draw: st.DrawFn) -> list[str]:
    found = []
    for code in (*PASSED_FIRST, "T4", "A5"):
        if draw(st.booleans()):
            step = draw(st.sampled_from(("passed", "certified", "failed", "booked")))
            found.append(f"{code} {step} {at(draw(days))}")
    return found


@st.composite
def records(draw: st.DrawFn) -> TrainingRecord:
    second = draw(days)
    third = draw(days)
    leave = draw(days)
    return make_record(
        *draw(st.lists(works, min_size=1, max_size=5)),
        *draw(st.lists(aways, max_size=2)),
        places=[
            place(ends=draw(st.sampled_from((None, at(60))))),
            place("second", "fleet", starts=at(second), ends=at(second + draw(days))),
            place("third", "garage", kind="car", starts=at(third)),
        ],
        credits=draw(credits()),
        events=draw(events()),
        statuses=draw(
            st.sampled_from(
                ((), (f"on-leave {at(leave)}", f"active {at(leave + 12)}"), (f"on-leave {at(100)}",))
            )
        ),
    )


@settings(max_examples=60, deadline=None)
@given(
    record=records(),
    area_hours=st.sampled_from((0, 0, 20, 60)),
    since=days,
    until=days,
    back=st.integers(0, 20),
    code=st.sampled_from(CODES),
)
def test_the_day_is_the_first_of_the_unbroken_run_that_a_walk_finds(
    record: TrainingRecord, area_hours: int, since: int, until: int, back: int, code: str
) -> None:
    rules, house, today = (
        dated_rules(at(since), at(until)),
        HouseRules(area_hours=area_hours),
        TODAY - back * DAY,
    )
    case = Judgement(JudgedRecord(record, Frame(rules, house, today)), rules.test[code])
    assert case.ready_since == walked(record, rules, house, today, code)


def since_when(*work: Work, code: str = "T4", **more: Any) -> date | None:  # noqa: ANN401 - what `judged_record` takes
    """Ten weeks from Saturday 6 January 2024: the two months of the rule are 333 h 20 min, done in the ninth week of 40 h."""
    house = more.pop("house", None) or HouseRules(area_hours=100)
    judged = judged_record(*work, rulebook=small_rulebook(two_years=2, three_years=2), house=house, **more)
    found = standing(judged, code)
    if found.state is StandingState.READY:
        assert (found.day, found.day_means) == (found.ready_since, DateMeaning.READY_SINCE)
    return found.ready_since


def test_experience_decides_where_the_hours_of_the_area_came_first() -> None:
    work = Work("truck/brakes", 9)
    assert since_when(work, today=date(2024, 3, 7)) is None
    assert since_when(work, today=date(2024, 3, 8)) == date(2024, 3, 8)
    assert since_when(work, today=date(2024, 3, 9)) == date(2024, 3, 8)


def test_hours_of_the_area_decide_where_they_came_last() -> None:
    work = Work("truck/diesel", 10, 30), Work("truck/brakes", 10, 10)
    assert since_when(*work, today=date(2024, 3, 14)) is None
    assert since_when(*work, today=date(2024, 3, 15)) == date(2024, 3, 15)
    assert since_when(*work, today=date(2024, 3, 22)) == date(2024, 3, 15)
    assert since_when(*work, today=date(2024, 3, 22), house=HouseRules(area_hours=99)) == date(2024, 3, 15)
    assert since_when(*work, today=date(2024, 3, 22), house=HouseRules(area_hours=90)) == date(2024, 3, 8)


def test_hours_over_the_cap_of_a_week_are_practice_in_the_area_on_their_day() -> None:
    work = Work("truck/diesel", 9, 40), Work("truck/brakes", 4, 25)
    assert since_when(*work, today=date(2024, 3, 8)) == date(2024, 3, 8)
    assert since_when(*work, today=date(2024, 3, 8), house=HouseRules(area_hours=0)) == date(2024, 3, 8)


def test_prerequisites_decide_on_the_day_of_the_last_pass() -> None:
    work, passes = Work("truck/diesel", 10), ("T6 passed 2024-02-01", "T2 passed 2024-03-11")
    assert since_when(work, code="L2", events=passes, today=date(2024, 3, 10)) is None
    assert since_when(work, code="L2", events=passes, today=date(2024, 3, 11)) == date(2024, 3, 11)
    assert since_when(work, code="L2", events=passes, today=date(2024, 3, 15)) == date(2024, 3, 11)
    certified = "T6 certified 2024-02-01", "T2 certified 2024-03-12"
    assert since_when(work, code="L2", events=certified, today=date(2024, 3, 15)) == date(2024, 3, 12)


def test_a_prerequisite_that_ends_lets_the_run_begin_the_day_after_and_one_that_begins_breaks_it() -> None:
    judged = judged_record(
        Work("truck/diesel", 14),
        rulebook=dated_rules(date(2024, 4, 10), date(2024, 4, 7)),
        events=["T4 passed 2024-04-12"],
    )

    def on(day: date) -> date | None:
        return standing(
            JudgedRecord(judged.record, Frame(judged.rulebook, judged.house, day)), "L2"
        ).ready_since

    assert on(date(2024, 4, 7)) is None  # the three months are there since 5 April
    assert on(date(2024, 4, 8)) == date(2024, 4, 8)
    assert on(date(2024, 4, 9)) == date(2024, 4, 8)
    assert on(date(2024, 4, 10)) is None
    assert on(date(2024, 4, 11)) is None
    assert on(date(2024, 4, 12)) == date(2024, 4, 12)


def test_waits_and_bookings_do_not_break_the_run() -> None:
    work = Work("truck/brakes", 10)
    for event in ("T4 failed 2024-03-12", "T4 booked 2024-03-12"):
        assert since_when(work, events=[event], today=date(2024, 3, 15)) == date(2024, 3, 8)


def test_nobody_is_ready_before_the_programme_began() -> None:
    school = credit("apprenticeship", date(2019, 1, 1), date(2022, 12, 31), tracks=("auto", "truck"))
    assert since_when(credits=[school], house=HouseRules(area_hours=0)) == START
    assert since_when(code="XEV1") == START


def test_where_no_hours_are_asked_for_the_first_week_in_the_area_decides_nothing() -> None:
    apprenticeship = credit("apprenticeship", START - timedelta(days=1200), START - DAY, tracks=("truck",))
    judged = judged_record(
        Work("truck/brakes", first=FIRST + 10 * WEEK),
        credits=[apprenticeship],
        house=HouseRules(area_hours=0),
    )
    assert standing(judged, "T4").day == START
