"""What is to be done: each step on the day before, the day and the day after."""

from datetime import date, timedelta
from typing import Any

import pytest

from mentor_tui.domain.board import board, board_row
from mentor_tui.domain.due import AT_ONCE, DueEvent, DueStep
from mentor_tui.domain.eligibility import standings
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.standing import DateMeaning, StandingState
from mentor_tui.domain.weeks import WEEK
from mentor_tui.words.standings import due_words
from tests.domain.small_rulebook import FIRST, Work, judged_record, small_rulebook

DAY = timedelta(days=1)
TODAY = FIRST + 110 * WEEK
"""Friday 20 February 2026: more than two years of full-time work on brakes of trucks."""
BRAKES = Work("truck/brakes", 110)
YOUNG = Work("truck/brakes", 60)
"""Full time, ends on Friday 28 February 2025."""


def due(*histories: JudgedRecord, within: int = 60) -> tuple[DueEvent, ...]:
    rows = [board_row(judged, standings(judged)) for judged in histories]
    return board(rows, small_rulebook(), histories[0].today).due(within)


def steps(*events: str, within: int = 60, work: Work = BRAKES, **more: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - what `judged_record` takes
    """Step, codes, day, what it means, whether overdue, and the words."""
    found = due(judged_record(work, events=events, **({"today": TODAY} | more)), within=within)
    return [(one.step, one.codes, one.day, one.means, one.overdue, due_words(one)) for one in found]


def step_of(code: str, *events: str, **more: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - what `judged_record` takes
    """The same for one test, without the codes."""
    return [(one[0], *one[2:]) for one in steps(*events, **more) if code in one[1]]


READY = date(2026, 1, 2)
"""728 days from 6 January 2024."""


def test_who_is_ready_is_one_line_with_all_tests_and_comes_last() -> None:
    judged = judged_record(
        Work("truck/brakes", 110, 20),
        Work("truck/electrical", 110, 20),
        events=["T2 certified 2021-03-20"],
        today=TODAY,
    )
    found = due(judged)
    assert [(one.step, one.codes) for one in found] == [
        (DueStep.RENEW, ("T2",)),
        (DueStep.BOOK, ("T4", "T6")),
    ]
    assert due_words(found[1]) == "Book T4 and T6, then send the work experience form"
    assert (found[1].day, found[1].means, found[1].overdue) == (READY, DateMeaning.READY_SINCE, False)
    assert [
        (test.standing.code, test.standing.name, test.standing.state, test.day) for test in found[1].tests
    ] == [
        ("T4", "Test T4", StandingState.READY, READY),
        ("T6", "Test T6", StandingState.READY, READY),
    ]
    assert (found[1].first.code, found[1].first.name, found[1].first.state) == (
        "T4",
        "Test T4",
        StandingState.READY,
    )
    assert steps()[0][-1] == "Book T4, then send the work experience form"


def test_paperwork_is_done_at_once_however_long_the_pass_is_held() -> None:
    assert step_of("T4", "T4 passed 2026-02-02", within=0) == [
        (
            DueStep.SEND_FORM,
            date(2031, 2, 2),
            DateMeaning.HELD_UNTIL,
            False,
            "Send the work experience form to ASE",
        )
    ]
    assert step_of("T4", "T4 passed 2026-02-02", "T4 form-sent 2026-02-10", within=0) == [
        (
            DueStep.ENTER_CERTIFICATE,
            date(2031, 2, 2),
            DateMeaning.HELD_UNTIL,
            False,
            "Enter the certificate when ASE has answered",
        )
    ]
    both = judged_record(BRAKES, events=["T4 passed 2026-02-03", "T2 passed 2026-02-02"], today=TODAY)
    (event,) = (one for one in due(both) if one.step is DueStep.SEND_FORM)
    assert (event.codes, event.day) == (("T2", "T4"), date(2031, 2, 2))
    assert due_words(event) == "Send the work experience form to ASE for T2 and T4"


def test_a_booking_is_to_be_sat_and_after_its_window_the_result_is_to_be_entered() -> None:
    booked = "T4 booked 2025-12-01 2026-02-20"
    for today in (TODAY - DAY, TODAY):
        assert step_of("T4", booked, today=today, within=2) == [
            (
                DueStep.SIT,
                TODAY,
                DateMeaning.WINDOW_ENDS,
                False,
                "Sit T4 by 2026-02-20 and enter the result",
            )
        ]
    assert step_of("T4", booked, today=TODAY - DAY, within=0) == []
    assert step_of("T4", booked, today=TODAY + DAY, within=0) == [
        (
            DueStep.ENTER_RESULT,
            TODAY,
            DateMeaning.WINDOW_ENDS,
            True,
            "Enter the result of T4: the booking ended on 2026-02-20",
        )
    ]
    result = step_of("T4", booked, "T4 failed 2026-02-20", today=TODAY + DAY)
    assert [one[0] for one in result] == [DueStep.RETRY]


def test_a_result_is_missing_also_where_the_state_has_a_step_of_its_own() -> None:
    booked = "T4 booked 2025-11-01 2026-02-01"
    found = step_of("T4", "T4 certified 2021-03-20", booked)
    assert [(one[0], one[1]) for one in found] == [
        (DueStep.ENTER_RESULT, date(2026, 2, 1)),
        (DueStep.RENEW, date(2026, 3, 20)),
    ]
    young = step_of("T4", "T4 booked 2024-11-01 2025-02-01", work=YOUNG, today=date(2025, 3, 1), within=3650)
    assert [one[0] for one in young] == [DueStep.ENTER_RESULT]


def test_a_booking_without_the_prerequisite_says_what_to_pass_first() -> None:
    diesel = Work("truck/diesel", 110)
    assert step_of("L2", "L2 booked 2026-02-02", work=diesel) == [
        (
            DueStep.PREREQUISITE_FIRST,
            date(2026, 5, 3),
            DateMeaning.WINDOW_ENDS,
            False,
            "Pass A9 or T2 and A6 or T6 before L2 is sat",
        )
    ]
    passed = "T2 passed 2026-01-20", "T6 passed 2026-02-20"
    assert [one[0] for one in step_of("L2", *passed, "L2 booked 2026-02-02", work=diesel, within=90)] == [
        DueStep.SIT
    ]
    assert [
        one[0] for one in step_of("L2", *passed, "L2 booked 2026-02-02", work=diesel, today=TODAY - DAY)
    ] == [DueStep.PREREQUISITE_FIRST]


@pytest.mark.parametrize(
    ("days", "step"), [(-1, DueStep.SIT), (0, DueStep.SIT), (1, DueStep.SIT_BEFORE_EXPIRY)]
)
def test_a_recertification_is_booked_to_be_sat_before_the_certificate_ends(days: int, step: DueStep) -> None:
    """The certificate ends on 20 March 2026, a month from today."""
    booked = f"T4 booked 2026-02-02 {date(2026, 3, 20) + days * DAY}"
    (found,) = step_of("T4", "T4 certified 2021-03-20", booked)
    assert found[0] is step
    if step is DueStep.SIT_BEFORE_EXPIRY:
        assert found[1:] == (
            date(2026, 3, 20),
            DateMeaning.EXPIRES,
            False,
            "Sit T4 by 2026-03-20, when the certificate ends: the booking runs to 2026-03-21",
        )
    else:
        assert found[1:3] == (date(2026, 3, 20) + days * DAY, DateMeaning.WINDOW_ENDS)


def test_after_the_certificate_has_ended_a_booking_is_simply_sat() -> None:
    (found,) = step_of("T4", "T4 certified 2021-02-02", "T4 booked 2026-02-10", within=90)
    assert found[0] is DueStep.SIT


def test_a_certificate_is_renewed_up_to_its_last_day_and_made_anew_after_it() -> None:
    for today, within, expected in (
        (TODAY, 27, []),
        (TODAY, 28, [(DueStep.RENEW, False, "Renew T4 by 2026-03-20")]),
        (date(2026, 3, 20), 0, [(DueStep.RENEW, False, "Renew T4 by 2026-03-20")]),
        (date(2026, 3, 21), 0, [(DueStep.RECERTIFY, True, "Sit the recertification test of T4")]),
    ):
        found = step_of("T4", "T4 certified 2021-03-20", today=today, within=within)
        assert [(one[0], one[3], one[4]) for one in found] == expected
    both = steps("T4 certified 2021-03-20", "T2 certified 2021-03-10")
    assert both[0][:3] == (DueStep.RENEW, ("T2", "T4"), date(2026, 3, 10))
    assert both[0][-1] == "Renew T2 and T4, T2 by 2026-03-10"


def test_a_pass_that_ends_before_the_experience_comes_is_told_at_once() -> None:
    """Sixty full-time weeks by 28 February 2025: two years are expected on 2 January 2026."""
    for held_until, step in (
        ((2026, 1), DueStep.PASS_ENDS_FIRST),
        ((2026, 2), DueStep.PASS_HELD),
        ((2026, 3), DueStep.PASS_HELD),
    ):
        last = date(held_until[0], 1, held_until[1])
        passed = f"T4 passed {last.replace(year=last.year - 5)}"
        found = step_of("T4", passed, work=YOUNG, today=date(2025, 2, 28), within=365)
        assert {one[0] for one in found} == {DueStep.EXPECTED, step}
        told = next(one for one in found if one[0] is step)
        assert told[1:4] == (last, DateMeaning.HELD_UNTIL, False)
        if step is DueStep.PASS_ENDS_FIRST:
            assert told[4] == "The pass of T4 ends on 2026-01-01, before the experience is expected"
            assert [
                one[0] for one in step_of("T4", passed, work=YOUNG, today=date(2025, 2, 28), within=0)
            ] == [DueStep.PASS_ENDS_FIRST]
    leave = ["on-leave 2025-02-20"]
    found = step_of(
        "T4", "T4 passed 2021-01-01", work=YOUNG, today=date(2025, 2, 28), within=3650, statuses=leave
    )
    assert [one[0] for one in found] == [DueStep.PASS_HELD]


def test_a_retest_is_due_from_its_day() -> None:
    (found,) = step_of("T4", "T4 failed 2026-02-02 2026-03-01", within=9)
    assert found == (
        DueStep.RETRY,
        date(2026, 3, 1),
        DateMeaning.RETEST_FROM,
        False,
        "Book T4 again from 2026-03-01",
    )
    assert step_of("T4", "T4 failed 2026-02-02 2026-03-01", within=8) == []


def test_what_is_expected_has_its_day() -> None:
    today = date(2025, 12, 26)
    (found,) = step_of("T4", work=Work("truck/brakes", 103), today=today, within=7)
    assert found[:4] == (DueStep.EXPECTED, READY, DateMeaning.EXPECTED, False)
    assert step_of("T4", work=Work("truck/brakes", 103), today=today, within=6) == []


@pytest.mark.parametrize("status", ["left", "finished"])
def test_who_left_has_nothing_due_and_who_finished_papers_alone(status: str) -> None:
    papers = "T2 passed 2026-02-02", "T6 certified 2021-03-20", "T4 failed 2026-02-10"
    found = steps(*papers, statuses=[f"{status} {TODAY}"], within=3650)
    assert [one[:2] for one in found] == (
        [] if status == "left" else [(DueStep.SEND_FORM, ("T2",)), (DueStep.RENEW, ("T6",))]
    )
    before = steps(*papers, statuses=[f"{status} {TODAY + DAY}"], within=3650)
    assert [one[0] for one in before] == [DueStep.SEND_FORM, DueStep.RETRY, DueStep.RENEW]
    waiting = step_of(
        "T4", "T4 passed 2024-09-01", work=YOUNG, today=TODAY, statuses=[f"{status} 2025-03-01"], within=3650
    )
    assert waiting == []


def test_people_are_told_apart_and_what_is_overdue_comes_first() -> None:
    ana = judged_record(BRAKES, events=["T2 certified 2020-02-01"], today=TODAY)
    zoe = judged_record(
        BRAKES, events=["T2 certified 2020-01-01", "T6 passed 2026-02-02"], today=TODAY, name="Zoë"
    )
    record = zoe.record.model_copy(
        update={"apprentice": zoe.record.apprentice.model_copy(update={"key": "zoe"})}
    )
    zoe = JudgedRecord(record, Frame(zoe.rulebook, zoe.house, TODAY))
    found = due(ana, zoe)
    assert [(one.apprentice.key, one.apprentice.name, one.step, one.overdue) for one in found] == [
        ("zoe", "Zoë", DueStep.RECERTIFY, True),
        ("ana", "Ana Ruiz", DueStep.RECERTIFY, True),
        ("zoe", "Zoë", DueStep.SEND_FORM, False),
        ("ana", "Ana Ruiz", DueStep.BOOK, False),
        ("zoe", "Zoë", DueStep.BOOK, False),
    ]


def test_every_step_has_words_for_several_tests_and_some_are_taken_at_once() -> None:
    event = due(judged_record(BRAKES, today=TODAY))[0]
    for step in DueStep:
        said = due_words(event._replace(step=step, tests=event.tests * 2))
        assert "{" not in said
        assert "T4" in said
    assert set(DueStep) > AT_ONCE
