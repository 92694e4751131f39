"""Training credits, and what happened with tests."""

from datetime import date

import pytest

from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.testrecord import TestEvent, TestRecord
from mentor_tui.domain.vocabulary import TestStep
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change, RefusedError
from mentor_tui.logbook.papers import add_event, change_event, put_credit, void_credit, void_event
from tests.logbook.making import START, framed, person

COURSE = TrainingCredit(
    apprentice="ana", key="c1", kind="short-course", title="Air brakes", starts=START, ends=date(2025, 2, 1)
)
FAILED = TestEvent(step=TestStep.FAILED, on=date(2026, 3, 2))
PASSED = TestEvent(step=TestStep.PASSED, on=date(2026, 6, 1))
T4 = TestRecord(apprentice="ana", code="T4", events=(FAILED, PASSED))


def record(*papers: TrainingCredit | TestRecord) -> TrainingRecord:
    return TrainingRecord(
        apprentice=person(),
        credits=tuple(one for one in papers if isinstance(one, TrainingCredit)),
        tests=tuple(one for one in papers if isinstance(one, TestRecord)),
    )


def events(change: Change) -> tuple[TestEvent, ...]:
    after = change.edits[0].after
    assert isinstance(after, TestRecord)
    return after.events


def test_a_credit_is_added_changed_and_voided(rulebook: Rulebook) -> None:
    assert put_credit(record(), COURSE, framed(rulebook)).why == "added a credit of Ana Ruiz: Air brakes"
    better = COURSE.model_copy(update={"months": 1})
    change = put_credit(record(COURSE), better, framed(rulebook))
    assert (change.why, change.edits[0].before) == (
        "changed a credit of Ana Ruiz: Air brakes (months)",
        COURSE,
    )
    voided = void_credit(record(COURSE), "c1", "no diploma")
    assert voided.why == "voided a credit of Ana Ruiz: Air brakes: no diploma"
    gone = voided.edits[0].after
    assert isinstance(gone, TrainingCredit)
    with pytest.raises(MentorError, match="taken out already: no diploma"):
        void_credit(record(gone), "c1", "again")


def test_a_credit_that_cannot_be_is_refused(rulebook: Rulebook) -> None:
    with pytest.raises(RefusedError, match="kind: unknown kind of credit course"):
        put_credit(record(), COURSE.model_copy(update={"kind": "course"}), framed(rulebook))
    with pytest.raises(RefusedError, match="apprentice: this is the record of Ana Ruiz, the credit is of bo"):
        put_credit(record(), COURSE.model_copy(update={"apprentice": "bo"}), framed(rulebook))
    with pytest.raises(MentorError, match=r"Ana Ruiz has no credit c9\.\nThere is c1"):
        void_credit(record(COURSE), "c9", "twice")
    with pytest.raises(RefusedError, match="reason: is needed to void a credit"):
        void_credit(record(COURSE), "c1", "")


def test_what_happened_with_a_test_is_added_in_the_order_of_entry(rulebook: Rulebook) -> None:
    change = add_event(record(), " t4", PASSED, framed(rulebook))
    assert change.why == "Ana Ruiz, T4: passed on 2026-06-01"
    assert events(change) == (PASSED,)
    assert events(add_event(record(T4), "T4", FAILED.model_copy(update={"on": START}), framed(rulebook))) == (
        FAILED,
        PASSED,
        FAILED.model_copy(update={"on": START}),
    )


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("T44", "code: unknown test T44; did you mean"),
        ("brakes", "code: should be the code of a test, such as A5, not 'BRAKES'"),
        ("", "code: should be the code of a test, such as A5, not ''"),
    ],
)
def test_an_unknown_test_is_refused(code: str, message: str, rulebook: Rulebook) -> None:
    with pytest.raises(RefusedError) as caught:
        add_event(record(), code, PASSED, framed(rulebook))
    assert caught.value.message.startswith(message)


def test_the_same_event_is_not_entered_twice(rulebook: Rulebook) -> None:
    with pytest.raises(RefusedError, match="step: passed on 2026-06-01 is written down already"):
        add_event(record(T4), "T4", PASSED, framed(rulebook))


def test_an_event_is_changed_in_its_place(rulebook: Rulebook) -> None:
    later = PASSED.model_copy(update={"on": date(2026, 6, 2)})
    change = change_event(record(T4), "t4", 1, later, framed(rulebook))
    assert change.why == "changed Ana Ruiz, T4: passed on 2026-06-02"
    assert events(change) == (FAILED, later)
    noted = PASSED.model_copy(update={"note": "By post"})
    assert events(change_event(record(T4), "T4", 1, noted, framed(rulebook))) == (FAILED, noted)


def test_an_event_is_voided_with_a_reason(rulebook: Rulebook) -> None:
    change = void_event(record(T4), "T4", 0, "wrong person")
    assert change.why == "voided Ana Ruiz, T4: failed on 2026-03-02: wrong person"
    assert [event.voided for event in events(change)] == ["wrong person", ""]
    gone = T4.model_copy(update={"events": events(change)})
    with pytest.raises(MentorError, match="was taken out already: wrong person"):
        void_event(record(gone), "T4", 0, "again")
    with pytest.raises(RefusedError, match="reason: is needed to void what happened with a test"):
        void_event(record(T4), "T4", 0, "")
    assert events(add_event(record(gone), "T4", FAILED, framed(rulebook)))[-1] == FAILED


@pytest.mark.parametrize(("code", "position"), [("T4", 2), ("T4", -1), ("T5", 0)])
def test_an_event_that_is_not_there_is_told(code: str, position: int, rulebook: Rulebook) -> None:
    with pytest.raises(MentorError, match=f"Ana Ruiz has no such event of the test {code}"):
        void_event(record(T4), code, position, "wrong")
    with pytest.raises(MentorError, match=f"Ana Ruiz has no such event of the test {code}"):
        change_event(record(T4), code, position, PASSED, framed(rulebook))
