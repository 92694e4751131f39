"""What is said beside the figures: entries to look at."""

from datetime import date, timedelta
from typing import Any

import pytest

from mentor_tui.domain.doubts import doubts
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.weeks import WEEK
from mentor_tui.words.problems import with_field
from tests.domain.small_rulebook import (
    FIRST,
    Work,
    credit,
    judged_record,
    place,
)


def problems_told(judged: JudgedRecord) -> tuple[str, ...]:
    return tuple(map(with_field, doubts(judged)))


THIRD = FIRST + 2 * WEEK
RETURNED = "returned, not approved"


@pytest.mark.parametrize(
    ("work", "more", "told"),
    [
        (Work("truck/brakes"), {}, ()),
        (Work("truck/brakes", state="draft"), {}, ()),
        (Work("truck/helper"), {}, ()),
        (Work("truck/brakes", state="returned"), {}, (f"1 week ({FIRST}): {RETURNED}",)),
        (Work("truck/brakes", 3, state="returned"), {}, (f"3 weeks ({FIRST} to {THIRD}): {RETURNED}",)),
        (
            Work("truck/brakes"),
            {"statuses": [f"on-leave {FIRST - WEEK}"]},
            (f"1 week ({FIRST}): on leave, left or finished in that week",),
        ),
        (
            Work("truck/brakes", first=FIRST - WEEK),
            {"places": [place(starts=FIRST - 4 * WEEK)]},
            (f"1 week ({FIRST - WEEK}): before the programme started",),
        ),
        (
            Work("truck/brakes"),
            {"today": FIRST - timedelta(days=1)},
            (f"1 week ({FIRST}): the week is not over yet",),
        ),
        (
            Work("truck/brakes"),
            {"places": [place(starts=FIRST + timedelta(days=1))]},
            (f"1 week ({FIRST}): outside the dates of the placement",),
        ),
        (
            Work("truck/brakes", place="gone"),
            {},
            (f"1 week ({FIRST}): the placement is missing or voided",),
        ),
    ],
)
def test_weeks_to_look_at_are_told_by_reason(work: Work, more: dict[str, Any], told: tuple[str, ...]) -> None:
    assert problems_told(judged_record(work, **more)) == told


def test_two_lines_of_a_week_are_one_week_and_each_unknown_area_is_named() -> None:
    work = Work("truck/paint", 2, 4), Work("car/paint", 1, 4), Work("truck/wash", 1, 4)
    assert problems_told(judged_record(*work)) == (
        f"2 weeks ({FIRST} to {FIRST + WEEK}): a work area the rule book does not know: paint",
        f"1 week ({FIRST}): a work area the rule book does not know: wash",
    )


def test_papers_to_look_at_are_told_one_by_one() -> None:
    spring = date(2024, 3, 1), date(2024, 4, 1)
    medal, void = credit("medal", *spring), credit("honour", *spring, voided="typed twice")
    judged = judged_record(
        credits=[credit("school", *spring), void, medal],
        events=[
            "Z9 passed 2024-01-15",
            "T4 booked 2024-01-15 2024-02-01",
            "T2 passed 2024-01-15",
            "T2 renewed 2024-01-20",
        ],
        today=date(2024, 5, 1),
    )
    assert problems_told(judged) == (
        (
            "School: no track is named; name the tracks it counts towards, or all. "
            "Until then it counts for those of the first placement (Trucks)"
        ),
        "Medal: a kind of credit the rule book does not know: medal",
        "Z9: a test the rule book does not know",
        "T4: the booking ended on 2024-02-01 without a result; enter it",
        "T2: renewed on 2024-01-20, which does not count: the app does not cover it",
    )


@pytest.mark.parametrize(("day", "told"), [(1, False), (2, True)])
def test_a_booking_is_over_on_the_day_after_its_last(day: int, told: bool) -> None:
    judged = judged_record(events=["T4 booked 2024-01-15 2024-02-01"], today=date(2024, 2, day))
    assert bool(doubts(judged)) is told
