"""Which logged minutes count, and why the others do not."""

from datetime import date, timedelta
from typing import Any

import pytest

from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.vocabulary import Absence, VehicleKind
from mentor_tui.domain.weeks import WEEK
from mentor_tui.domain.work import Why, WorkEntry
from tests.domain.small_rulebook import (
    FIRST,
    START,
    Away,
    Work,
    judged_record,
    make_record,
    place,
    small_rulebook,
)

DAY = timedelta(days=1)


def entries(
    *work: Work | Away,
    house: HouseRules | None = None,
    today: date | None = None,
    **more: Any,  # noqa: ANN401 - what `make_record` takes
) -> list[WorkEntry]:
    judged = judged_record(*work, house=house, today=today or FIRST + 60 * WEEK, **more)
    return list(judged.entries)


def counted(*work: Work | Away, **more: Any) -> list[tuple[int, Why]]:  # noqa: ANN401 - as `entries`
    return [(entry.counted, entry.why) for entry in entries(*work, **more)]


@pytest.mark.parametrize(
    ("state", "drafts", "minutes", "why"),
    [
        ("approved", False, 600, Why.COUNTED),
        ("approved", True, 600, Why.COUNTED),
        ("draft", False, 0, Why.DRAFT),
        ("draft", True, 600, Why.COUNTED),
        ("returned", False, 0, Why.RETURNED),
        ("returned", True, 0, Why.RETURNED),
    ],
)
def test_a_returned_sheet_never_counts(state: str, drafts: bool, minutes: int, why: Why) -> None:
    work = Work("truck/brakes", hours=10, state=state)
    assert counted(work, house=HouseRules(count_drafts=drafts)) == [(minutes, why)]


@pytest.mark.parametrize(
    ("supervision", "assisted", "minutes", "why"),
    [
        ("observed", True, 0, Why.OBSERVED),
        ("assisted", True, 600, Why.COUNTED),
        ("assisted", False, 0, Why.ASSISTED),
        ("supervised", False, 600, Why.COUNTED),
        ("alone", False, 600, Why.COUNTED),
    ],
)
def test_only_hands_on_work_counts(supervision: str, assisted: bool, minutes: int, why: Why) -> None:
    work = Work("truck/brakes", hours=10, supervision=supervision)
    assert counted(work, house=HouseRules(count_assisted=assisted)) == [(minutes, why)]


@pytest.mark.parametrize(
    ("what", "minutes", "why", "track"),
    [
        ("truck/brakes", 600, Why.COUNTED, "truck"),
        ("car/brakes", 600, Why.COUNTED, "auto"),
        ("none/desk", 600, Why.COUNTED, "desk"),
        ("car/desk", 600, Why.COUNTED, "desk"),
        ("none/brakes", 0, Why.NO_TRACK, None),
        ("truck/helper", 0, Why.NOT_HANDS_ON, None),
        ("truck/wings", 0, Why.UNKNOWN_AREA, None),
    ],
)
def test_vehicle_and_area_decide_the_track(what: str, minutes: int, why: Why, track: str | None) -> None:
    (entry,) = entries(Work(what, hours=10))
    kind, area = what.split("/")
    assert entry == WorkEntry(
        week=FIRST,
        placement="main",
        line=0,
        kind=VehicleKind(kind),
        area=area,
        supervision=entry.supervision,
        track=track,
        minutes=600,
        counted=minutes,
        why=why,
    )


@pytest.mark.parametrize(
    ("today", "why"),
    [(FIRST - DAY, Why.FUTURE), (FIRST, Why.COUNTED), (FIRST + DAY, Why.COUNTED)],
)
def test_a_week_counts_from_its_last_day(today: date, why: Why) -> None:
    assert counted(Work("truck/brakes", hours=10), today=today) == [(600 if why is Why.COUNTED else 0, why)]


@pytest.mark.parametrize(
    ("starts", "ends", "why"),
    [
        (FIRST - DAY, None, Why.COUNTED),
        (FIRST, None, Why.COUNTED),  # one day of the week is enough
        (FIRST + DAY, None, Why.OUTSIDE_PLACEMENT),
        (date(2023, 1, 1), FIRST - 7 * DAY, Why.OUTSIDE_PLACEMENT),
        (date(2023, 1, 1), FIRST - 6 * DAY, Why.COUNTED),
        (date(2023, 1, 1), FIRST - 5 * DAY, Why.COUNTED),
    ],
)
def test_a_week_counts_where_it_touches_its_placement(starts: date, ends: date | None, why: Why) -> None:
    assert [one for _, one in counted(Work("truck/brakes"), places=[place(starts=starts, ends=ends)])] == [
        why
    ]


def test_a_sheet_without_a_placement_does_not_count() -> None:
    assert counted(Work("truck/brakes", place="gone")) == [(0, Why.NO_PLACEMENT)]
    voided = place().model_copy(update={"voided": "never began"})
    assert counted(Work("truck/brakes"), places=[voided]) == [(0, Why.NO_PLACEMENT)]


def test_a_voided_sheet_does_not_count() -> None:
    record = make_record(Work("truck/brakes"))
    sheets = (record.sheets[0].model_copy(update={"voided": "twice"}),)
    judged = JudgedRecord(
        record.model_copy(update={"sheets": sheets}), Frame(small_rulebook(), HouseRules(), FIRST + WEEK)
    )
    assert [(entry.counted, entry.why) for entry in judged.entries] == [(0, Why.VOIDED)]


def test_weeks_before_the_programme_do_not_count() -> None:
    before = place(starts=date(2023, 1, 1))
    for last_day, why in ((START - DAY, Why.BEFORE_START), (START, Why.COUNTED), (START + DAY, Why.COUNTED)):
        work = Work("truck/brakes", hours=10, first=last_day)
        assert [one for _, one in counted(work, places=[before])] == [why]


@pytest.mark.parametrize(
    ("statuses", "why"),
    [
        ([f"left {FIRST + DAY}"], Why.COUNTED),
        ([f"left {FIRST}"], Why.COUNTED),  # at work from Saturday to Thursday
        ([f"left {FIRST - 5 * DAY}"], Why.COUNTED),
        ([f"left {FIRST - 6 * DAY}"], Why.AWAY),
        ([f"finished {FIRST - 6 * DAY}"], Why.AWAY),
        ([f"on-leave {FIRST - 20 * DAY}", f"active {FIRST + DAY}"], Why.AWAY),
        ([f"on-leave {FIRST - 20 * DAY}", f"active {FIRST}"], Why.COUNTED),
        (
            [f"on-leave {FIRST - 20 * DAY}", f"active {FIRST - 3 * DAY}", f"left {FIRST - 2 * DAY}"],
            Why.COUNTED,
        ),
        (
            [f"on-leave {FIRST - 20 * DAY}", f"active {FIRST - 6 * DAY}", f"left {FIRST - 5 * DAY}"],
            Why.COUNTED,
        ),
        ([f"on-leave {FIRST - 20 * DAY}", f"active {FIRST - 7 * DAY}", f"left {FIRST - 6 * DAY}"], Why.AWAY),
    ],
)
def test_a_week_counts_if_one_of_its_days_was_active(statuses: list[str], why: Why) -> None:
    assert [one for _, one in counted(Work("truck/brakes"), statuses=statuses)] == [why]


def test_a_long_week_is_scaled_down_to_the_minute() -> None:
    work = [
        Work("truck/brakes", hours=35),
        Work("car/brakes", hours=20),
        Work("truck/diesel", hours=5),
        Work("truck/brakes", hours=50, supervision="observed"),
        Work("truck/brakes", hours=1, first=FIRST + WEEK),
    ]
    assert counted(*work) == [
        (1400, Why.OVER_CAP),  # 40 of 60 hours: two thirds of 2,100 minutes
        (800, Why.OVER_CAP),
        (200, Why.OVER_CAP),
        (0, Why.OBSERVED),
        (60, Why.COUNTED),
    ]


def test_a_full_week_is_not_over_the_cap() -> None:
    assert counted(Work("truck/brakes", hours=40)) == [(2400, Why.COUNTED)]
    assert counted(Work("truck/brakes", hours=40 + 1 / 60)) == [(2400, Why.OVER_CAP)]


def test_minutes_that_rounding_leaves_go_by_highest_averages() -> None:
    # 2,401 minutes in three parts for 2,400: shares of 799.67, 799.67 and 800.67.
    parts = {"truck/brakes": 800, "car/brakes": 800, "none/desk": 801}
    work = [Work(what, hours=minutes / 60) for what, minutes in parts.items()]
    assert [minutes for minutes, _ in counted(*work)] == [800, 799, 801]
    assert counted(*reversed(work))[::-1] == counted(*work)


def test_what_is_over_the_cap_is_practice_all_the_same() -> None:
    judged = judged_record(Work("truck/brakes", hours=35), Work("car/brakes", hours=25))
    assert judged.minutes_by_area == {
        (VehicleKind.TRUCK, "brakes"): 1400,
        (VehicleKind.CAR, "brakes"): 1000,
    }
    assert judged.logged_by_area == {
        (VehicleKind.TRUCK, "brakes"): 2100,
        (VehicleKind.CAR, "brakes"): 1500,
    }
    assert judged.minutes_by_track == {"truck": 1400, "auto": 1000}
    assert judged.weekly(("truck", "auto")) == {FIRST: 2400}


# ---- days of employment


@pytest.mark.parametrize(
    ("away", "statuses", "days"),
    [
        ((), (), 28),
        ((Away("leave", first=FIRST + WEEK),), (), 21),
        ((Away("vacation", first=FIRST + WEEK),), (), 28),
        ((Away("sick", weeks=2, first=FIRST + WEEK),), (), 28),
        ((), (f"on-leave {FIRST + DAY}", f"active {FIRST + 8 * DAY}"), 21),
        ((), (f"on-leave {FIRST + DAY}", f"active {FIRST + 3 * DAY}"), 26),
        ((), (f"left {FIRST + 3 * 7 * DAY}",), 27),
        # The same days off by sheet and by status are off once.
        ((Away("leave", first=FIRST + WEEK),), (f"on-leave {FIRST + DAY}", f"active {FIRST + 8 * DAY}"), 21),
    ],
)
def test_leave_stops_the_calendar(away: tuple[Away, ...], statuses: tuple[str, ...], days: int) -> None:
    work = Work("truck/brakes"), Work("truck/brakes", first=FIRST + 3 * WEEK)
    judged = judged_record(*work, *away, statuses=statuses, today=FIRST + 3 * WEEK)
    assert len(judged.employment(("truck",))) == days


@pytest.mark.parametrize(("state", "days"), [("approved", 14), ("draft", 7), ("returned", 7)])
def test_a_week_of_leave_is_off_unless_work_was_counted_in_it(state: str, days: int) -> None:
    record = make_record(Work("truck/brakes"), Work("truck/brakes", first=FIRST + WEEK, state=state))
    first, second = record.sheets
    sheets = first, second.model_copy(update={"absence": Absence.LEAVE})
    judged = JudgedRecord(
        record.model_copy(update={"sheets": sheets}), Frame(small_rulebook(), HouseRules(), FIRST + WEEK)
    )
    assert len(judged.employment(("truck",))) == days


def test_a_voided_sheet_of_leave_stops_nothing() -> None:
    record = make_record(Work("truck/brakes"), Away("leave", first=FIRST + WEEK))
    first, second = record.sheets
    for voided, days in (("", 7), ("entered twice", 14)):
        sheets = first, second.model_copy(update={"voided": voided})
        judged = JudgedRecord(
            record.model_copy(update={"sheets": sheets}), Frame(small_rulebook(), HouseRules(), FIRST + WEEK)
        )
        assert len(judged.employment(("truck",))) == days


def test_the_calendar_of_a_track_runs_where_its_work_is_done() -> None:
    places = (place(ends=FIRST + WEEK), place("second", "garage", "car", starts=FIRST + WEEK + DAY))
    work = Work("truck/brakes"), Work("car/brakes", first=FIRST + 2 * WEEK, place="second")
    judged = judged_record(*work, places=places, today=FIRST + 3 * WEEK)
    assert len(judged.employment(("truck",))) == 14
    assert len(judged.employment(("auto",))) == 14
    assert len(judged.employment(("truck", "auto"))) == 28
    assert len(judged.employment(("desk",))) == 0


def test_days_before_the_programme_are_no_employment() -> None:
    early = place(starts=date(2023, 1, 1))
    judged = judged_record(Work("truck/brakes"), places=[early], today=FIRST)
    assert judged.employment(("truck",)).periods == ((START.toordinal(), FIRST.toordinal()),)
