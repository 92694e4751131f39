"""Two versions of a document in the words of the shop."""

from mentor_tui.domain.apprentice import StatusSince
from mentor_tui.domain.testrecord import TestEvent, TestRecord
from mentor_tui.domain.vocabulary import Status, TestStep
from mentor_tui.logbook.differences import Difference, field_differences
from mentor_tui.logbook.kinds import dump
from tests.logbook.making import APPROVED, FRIDAY, START, person, shop, week, work


def test_hours_are_told_by_the_work_and_not_by_the_line() -> None:
    before = week(work("brakes", 6), work("hvac", 2), note="Front")
    after = week(work("hvac", 2), work("brakes", 4, estimated=True), work("brakes", 3.5), sign_off=APPROVED)
    assert field_differences(dump(before), dump(after)) == (
        Difference("truck brakes, supervised", "6 h", "7.5 h"),
        Difference("note", "Front", ""),
        Difference("truck brakes, supervised, estimated", "", "yes"),
        Difference("sign_off.state", "", "approved"),
        Difference("sign_off.by", "", "Mia"),
        Difference("sign_off.at", "", "2026-11-20T12:00:00+01:00"),
    )


def test_another_day_is_told() -> None:
    before = week(work("brakes", 6, day=FRIDAY), work("brakes", 2))
    after = week(work("brakes", 6, day="2026-11-19"), work("brakes", 2))
    assert field_differences(dump(before), dump(after)) == (
        Difference("truck brakes, supervised, 2026-11-20", "6 h", ""),
        Difference("truck brakes, supervised, 2026-11-19", "", "6 h"),
    )


def test_a_placement_is_told_by_its_key_and_an_event_by_its_number() -> None:
    two = person(placements=(shop(ends=FRIDAY), shop("p2", shop="Bay City")))
    found = {one.field: (one.before, one.after) for one in field_differences(dump(person()), dump(two))}
    assert found["placements.p1.ends"] == ("", "2026-11-20")
    assert found["placements.p2.shop"] == ("", "Bay City")
    test = TestRecord(apprentice="ana", code="T4", events=(TestEvent(step=TestStep.PASSED, on=FRIDAY),))
    assert Difference("events.1.step", "", "passed") in field_differences(None, dump(test))


def test_a_status_is_told_by_its_day() -> None:
    left = StatusSince(status=Status.LEFT, since=FRIDAY)
    leave = StatusSince(status=Status.ON_LEAVE, since=START)
    before, after = person(history=(left,)), person(history=(leave, left))
    assert field_differences(dump(before), dump(after)) == (
        Difference("history.2025-01-04.status", "", "on-leave"),
        Difference("history.2025-01-04.since", "", "2025-01-04"),
    )


def test_the_same_document_has_no_difference() -> None:
    assert field_differences(dump(week()), dump(week())) == ()
    assert field_differences(None, None) == ()


def test_a_damaged_document_is_shown_as_it_is() -> None:
    assert field_differences({"lines": "gone"}, {"lines": [{"area": 5}]}) == (
        Difference("lines", "gone", ""),
        Difference("lines.1.area", "", "5"),
    )
    assert field_differences({"lines": 7}, None) == (Difference("lines", "7", ""),)
