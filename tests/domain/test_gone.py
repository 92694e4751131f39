"""Who left, finished or is on leave: the day before, the day, the day after."""

from datetime import date, timedelta
from typing import Any

import pytest

from mentor_tui.domain.board import RosterRow, roster_row
from mentor_tui.domain.eligibility import standing, standings
from mentor_tui.domain.standing import Standing, StandingState
from mentor_tui.domain.suggestion import suggest
from mentor_tui.domain.weeks import WEEK
from mentor_tui.words.reasons import next_step_text, reason_text
from tests.domain.small_rulebook import FIRST, Work, judged_record, small_rulebook

DAY = timedelta(days=1)
SINCE = date(2026, 3, 2)
TODAY = SINCE
READY = Work("truck/brakes", 110)
HALFWAY = Work("truck/brakes", 60)


def told(*work: Work, code: str = "T4", **more: Any) -> Standing:  # noqa: ANN401 - what `judged_record` takes
    return standing(judged_record(*work, **({"today": TODAY} | more)), code)


def row(*work: Work, **more: Any) -> RosterRow:  # noqa: ANN401 - what `judged_record` takes
    judged = judged_record(*work, **({"today": TODAY} | more))
    return roster_row(judged, standings(judged), suggest(judged))


@pytest.mark.parametrize("status", ["left", "finished"])
def test_who_is_gone_is_not_ready_from_the_day_on(status: str) -> None:
    statuses = [f"{status} {SINCE}"]
    before = told(READY, statuses=statuses, today=SINCE - DAY)
    assert (before.state, next_step_text(before.next_step)) == (
        StandingState.READY,
        "Book T4, then send the work experience form",
    )
    for today in (SINCE, SINCE + DAY):
        found = told(READY, statuses=statuses, today=today)
        assert (found.state, found.day, found.ready_since) == (StandingState.BUILDING, None, None)
        assert next_step_text(found.next_step) == f"Nothing to do: {status} the programme on {SINCE}"
        assert reason_text(found.reasons[-2]) == f"{status} the programme on {SINCE}"
        assert (found.reasons[-2].ok, found.reasons[-2].rule) == (False, "apprentice/status")
        assert found.may_sit


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ((), StandingState.BUILDING),
        (("T4 failed 2026-02-20",), StandingState.RETEST_WAIT),
        (("T4 passed 2026-01-20",), StandingState.PASSED_WAITING),
    ],
)
def test_who_is_gone_is_not_told_to_keep_logging(events: tuple[str, ...], state: StandingState) -> None:
    found = told(HALFWAY, events=events, statuses=[f"left {SINCE}"])
    assert (found.state, next_step_text(found.next_step)) == (
        state,
        f"Nothing to do: left the programme on {SINCE}",
    )
    assert found.forecast is None
    blocked = told(Work("truck/diesel", 60), code="L2", statuses=[f"left {SINCE}"])
    assert (blocked.state, next_step_text(blocked.next_step)) == (
        StandingState.BLOCKED,
        f"Nothing to do: left the programme on {SINCE}",
    )


@pytest.mark.parametrize(
    ("events", "state", "step"),
    [
        (
            ("T4 booked 2026-02-01",),
            StandingState.BOOKED,
            "Sit T4 by 2026-05-02 and enter the result",
        ),
        (("T4 passed 2026-02-01",), StandingState.PAPERWORK, "Send the work experience form to ASE"),
        (("T4 certified 2025-02-01",), StandingState.CERTIFIED, "Nothing to do"),
    ],
)
def test_what_is_under_way_goes_on_after_somebody_left(
    events: tuple[str, ...], state: StandingState, step: str
) -> None:
    found = told(READY, events=events, statuses=[f"left {SINCE}"])
    assert (found.state, next_step_text(found.next_step)) == (state, step)


def test_who_is_on_leave_is_told_until_when() -> None:
    back = ["on-leave 2026-03-02", "active 2026-06-01"]
    for day, until, step in (
        ("2026-03-01", None, "Keep logging; T4 may be sat now for a score report only"),
        ("2026-03-02", "2026-05-31", "On leave until 2026-05-31; keep logging then"),
        ("2026-05-31", "2026-05-31", "On leave until 2026-05-31; keep logging then"),
        ("2026-06-01", None, "Keep logging; T4 may be sat now for a score report only"),
    ):
        today = date.fromisoformat(day)
        assert next_step_text(told(HALFWAY, statuses=back, today=today).next_step) == step
        last = row(HALFWAY, statuses=back, today=today).status_until
        assert last == (date.fromisoformat(until) if until else None)
    passed = told(HALFWAY, events=["T4 passed 2026-01-20"], statuses=back)
    assert next_step_text(passed.next_step) == "On leave until 2026-05-31; keep logging then"
    assert next_step_text(told(HALFWAY, statuses=back[:1]).next_step) == "On leave; keep logging when it ends"
    assert row(HALFWAY, statuses=back[:1]).status_until is None
    assert row(HALFWAY, statuses=["left 2026-03-02", "active 2026-06-01"]).status_until is None


def test_who_is_on_leave_with_everything_there_is_ready_all_the_same() -> None:
    found = told(READY, statuses=["on-leave 2026-03-02"])
    assert (found.state, next_step_text(found.next_step)) == (
        StandingState.READY,
        "Book T4, then send the work experience form",
    )


def test_a_form_sent_in_time_outlasts_the_time_for_which_a_pass_is_held() -> None:
    """Two years of work are there on 2 January 2026; the pass of 1 February 2021 is held until 1 February 2026."""
    events = ["T4 passed 2021-02-01", "T4 form-sent 2026-02-01"]
    for day in (date(2026, 2, 1), date(2026, 2, 2)):
        found = told(READY, events=events, today=day)
        assert (found.state, next_step_text(found.next_step)) == (
            StandingState.PAPERWORK,
            "Enter the certificate when ASE has answered",
        )
    late = told(READY, events=[events[0], "T4 form-sent 2026-02-02"], today=date(2026, 2, 2))
    assert (late.state, next_step_text(late.next_step)) == (StandingState.LAPSED, "Sit T4 again")
    early = told(READY, events=[events[0], "T4 form-sent 2025-12-31"], today=date(2026, 2, 2))
    assert early.state is StandingState.LAPSED


def test_a_failed_test_after_a_lapse_has_to_wait_too() -> None:
    events = ["T4 certified 2020-03-02", "T4 failed 2026-02-02"]
    wait = told(READY, events=events, today=date(2026, 3, 4))
    assert (wait.state, wait.day, wait.may_sit) == (
        StandingState.RETEST_WAIT,
        date(2026, 3, 5),
        False,
    )
    assert next_step_text(wait.next_step) == "Book T4 again from 2026-03-05"
    over = told(READY, events=events, today=date(2026, 3, 5))
    assert (over.state, over.may_sit) == (StandingState.LAPSED, True)
    held = told(READY, events=["T4 passed 2020-03-02", "T4 failed 2026-02-02"], today=date(2026, 3, 4))
    assert (held.state, next_step_text(held.next_step)) == (
        StandingState.RETEST_WAIT,
        "Book T4 again from 2026-03-05",
    )


def test_the_weeks_after_somebody_left_are_not_missing() -> None:
    assert row(HALFWAY, statuses=[f"left {FIRST + 60 * WEEK}"]).missing_weeks == 0


@pytest.mark.parametrize("asks", [True, False])
def test_a_lapsed_certificate_needs_the_tests_before_it_only_where_the_rule_book_says_so(
    *, asks: bool
) -> None:
    book = small_rulebook()
    rule = book.recertification.model_copy(update={"asks_prerequisites": asks})
    found = told(
        Work("truck/diesel", 110),
        code="L2",
        events=["L2 certified 2020-03-02"],
        rulebook=book.model_copy(update={"recertification": rule}),
    )
    assert (found.state, found.may_sit) == (StandingState.LAPSED, not asks)
    assert found.missing_prerequisites == ((("A9", "T2"), ("A6", "T6")) if asks else ())
