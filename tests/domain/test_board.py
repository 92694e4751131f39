from datetime import date
from typing import Any

import pytest

from mentor_tui.domain.board import Board, board, board_row
from mentor_tui.domain.eligibility import standings
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.standing import StandingState, by_urgency
from mentor_tui.domain.weeks import WEEK
from tests.domain.small_rulebook import FIRST, Work, judged_record, place, small_rulebook

TWO_YEARS = 110
TODAY = FIRST + TWO_YEARS * WEEK


def board_of(*histories: JudgedRecord) -> Board:
    return board(
        [board_row(judged, standings(judged)) for judged in histories],
        small_rulebook(),
        histories[0].today,
    )


def seasoned(*events: str, today: date = TODAY, **more: Any) -> JudgedRecord:  # noqa: ANN401 - what `judged_record` takes
    return judged_record(Work("truck/brakes", TWO_YEARS), events=events, today=today, **more)


@pytest.mark.parametrize(
    ("events", "code", "state"),
    [
        ((), "T4", StandingState.READY),
        (("T2 passed 2024-03-01",), "T2", StandingState.PAPERWORK),
        (("T2 booked 2026-01-30",), "T4", StandingState.READY),
        (("T2 certified 2021-05-01",), "T2", StandingState.RENEW),
        (("T2 certified 2019-05-01",), "T2", StandingState.LAPSED),
        (("T2 certified 2025-05-01", "T4 failed 2026-02-10"), "T4", StandingState.RETEST_WAIT),
        (("T4 certified 2025-05-01",), "T4", StandingState.CERTIFIED),
    ],
)
def test_what_waits_for_the_mentor_comes_first(
    events: tuple[str, ...], code: str, state: StandingState
) -> None:
    first = by_urgency(standings(seasoned(*events)))[0]
    assert first is not None
    assert (first.code, first.state) == (code, state)


def test_a_row_names_the_shop_of_today_or_the_last_one() -> None:
    places = [place(ends=TODAY - WEEK), place("second", starts=TODAY)]
    assert [row.shop for row in board_of(seasoned(places=places)).rows] == ["Second Shop"]
    assert [row.shop for row in board_of(seasoned(places=places[:1])).rows] == ["Main Shop"]
    assert [row.shop for row in board_of(seasoned(places=[place(starts=TODAY + WEEK)])).rows] == [""]


def test_where_nothing_is_relevant_nothing_is_urgent() -> None:
    assert by_urgency(standings(judged_record())) == ()


def test_among_equals_the_sooner_date_comes_first() -> None:
    ordered = by_urgency(standings(seasoned("T2 certified 2021-08-01", "T6 certified 2021-07-01")))
    assert [one.code for one in ordered[:2]] == ["T6", "T2"]


def test_columns_are_the_tests_that_anybody_has_to_do_with() -> None:
    car = judged_record(
        Work("car/brakes", 4), places=[place(kind="car", shop_type="garage")], name="Zoë", today=TODAY
    )
    found = board_of(car, seasoned())
    assert [test.code for test in found.tests] == ["A5", "T4"]
    assert [row.apprentice.name for row in found.rows] == ["Ana Ruiz", "Zoë"]
    assert {one.code for one in found.rows[0].standings} == {"T4"}
