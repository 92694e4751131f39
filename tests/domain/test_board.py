from datetime import date, timedelta
from typing import Any

import pytest

from mentor_tui.domain.board import Board, board, board_row, by_urgency
from mentor_tui.domain.eligibility import standings
from mentor_tui.domain.experience import History
from mentor_tui.domain.standing import DateMeaning, StandingState
from mentor_tui.domain.weeks import WEEK
from tests.domain.small_rulebook import FIRST, Work, make_history, place, small_rulebook

TWO_YEARS = 110
TODAY = FIRST + TWO_YEARS * WEEK


def board_of(*histories: History) -> Board:
    return board(
        [board_row(history, standings(history)) for history in histories],
        small_rulebook(),
        histories[0].today,
    )


def seasoned(*events: str, today: date = TODAY, **more: Any) -> History:  # noqa: ANN401 - what `make_history` takes
    return make_history(Work("truck/brakes", TWO_YEARS), events=events, today=today, **more)


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


def test_where_nothing_is_relevant_nothing_is_urgent() -> None:
    assert by_urgency(standings(make_history())) == ()


def test_among_equals_the_sooner_date_comes_first() -> None:
    ordered = by_urgency(standings(seasoned("T2 certified 2021-08-01", "T6 certified 2021-07-01")))
    assert [one.code for one in ordered[:2]] == ["T6", "T2"]


def test_columns_are_the_tests_that_anybody_has_to_do_with() -> None:
    car = make_history(
        Work("car/brakes", 4), places=[place(kind="car", shop_type="garage")], name="Zoë", today=TODAY
    )
    found = board_of(car, seasoned())
    assert [column.code for column in found.columns] == ["A5", "T4"]
    assert [row.name for row in found.rows] == ["Ana Ruiz", "Zoë"]
    assert found.rows[0].cells.keys() == {"T4"}


def test_due_lists_dates_up_to_the_day_soonest_first_and_who_has_long_been_ready_last() -> None:
    found = board_of(seasoned("T2 certified 2021-07-01", "T6 booked 2026-02-01"))
    assert [(event.code, event.means, event.overdue) for event in found.due(90)] == [
        ("T6", DateMeaning.WINDOW_ENDS, False),
        ("T4", DateMeaning.READY_SINCE, False),
    ]
    assert [event.code for event in found.due(150)] == ["T6", "T2", "T4"]
    assert found.due(150)[1].text == "2026-07-01  Ana Ruiz  T2  expires"


def test_a_date_on_the_last_day_is_due() -> None:
    found = board_of(seasoned("T2 certified 2021-07-01"))
    away = (date(2026, 7, 1) - TODAY).days
    assert "T2" in {event.code for event in found.due(away)}
    assert "T2" not in {event.code for event in found.due(away - 1)}


def test_a_pass_that_waits_has_the_day_until_which_it_waits() -> None:
    history = make_history(Work("truck/brakes", 20), events=["T4 passed 2024-03-01"])
    found = board_of(history).due(3650)
    assert (date(2029, 3, 1), DateMeaning.HELD_UNTIL) in {(event.day, event.means) for event in found}


def test_those_who_left_have_nothing_due() -> None:
    gone = seasoned("T2 certified 2021-07-01", statuses=[f"left {TODAY - timedelta(days=30)}"])
    assert board_of(gone).rows
    assert not board_of(gone).due(3650)
