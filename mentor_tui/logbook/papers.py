"""Changes to training credits and test records: add, edit, void."""

from datetime import date

from mentor_tui.domain.checks import check_credit, check_event
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.testrecord import TestEvent, TestRecord
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change, change


def put_credit(record: TrainingRecord, credit: TrainingCredit, rulebook: Rulebook) -> Change:
    """Add a training credit, or put it in place of the one with its key.

    Raises:
        RefusedError: a field is wrong.
    """
    held = next((one for one in record.credits if one.key == credit.key), None)
    verb = "changed" if held else "added"
    why = f"{verb} a credit of {record.apprentice.name}: {credit.title}"
    return change(why, held, credit, check_credit(credit, rulebook))


def void_credit(record: TrainingRecord, key: str, reason: str) -> Change:
    """Take a training credit out.

    Raises:
        MentorError: there is no such credit, or no reason is given.
    """
    held = next((one for one in record.credits if one.key == key), None)
    if held is None:
        known = ", ".join(f"{one.key} ({one.title})" for one in record.credits) or "none"
        raise MentorError(f"{record.apprentice.name} has no credit {key}.", hint=f"There is {known}.")
    _needed(reason, "credit")
    why = f"voided a credit of {record.apprentice.name}: {held.title}: {reason}"
    return change(why, held, held.model_copy(update={"voided": reason}))


def add_event(record: TrainingRecord, code: str, event: TestEvent, rulebook: Rulebook, today: date) -> Change:
    """Write down what happened with a test.

    Raises:
        RefusedError: a field is wrong.
    """
    held = record.tests_by_code.get(code)
    known = held.events if held else ()
    after = TestRecord(apprentice=record.apprentice.key, code=code, events=(*known, event))
    why = f"{record.apprentice.name}, {code}: {event.step} on {event.on}"
    return change(why, held, after, check_event(code, event, rulebook, today))


def change_event(
    record: TrainingRecord, code: str, position: int, event: TestEvent, rulebook: Rulebook, today: date
) -> Change:
    """Put `event` in place of the one at `position`, from 0.

    Raises:
        RefusedError: a field is wrong.
        MentorError: there is no such event.
    """
    held = _record(record, code, position)
    events = tuple(event if index == position else one for index, one in enumerate(held.events))
    why = f"changed {record.apprentice.name}, {code}: {event.step} on {event.on}"
    after = held.model_copy(update={"events": events})
    return change(why, held, after, check_event(code, event, rulebook, today))


def void_event(record: TrainingRecord, code: str, position: int, reason: str) -> Change:
    """Take the event at `position`, from 0, out.

    Raises:
        MentorError: there is no such event, or no reason is given.
    """
    held = _record(record, code, position)
    _needed(reason, "test event")
    event = held.events[position].model_copy(update={"voided": reason})
    events = tuple(event if index == position else one for index, one in enumerate(held.events))
    why = f"voided {record.apprentice.name}, {code}: {event.step} on {event.on}: {reason}"
    return change(why, held, held.model_copy(update={"events": events}))


def _record(record: TrainingRecord, code: str, position: int) -> TestRecord:
    held = record.tests_by_code.get(code)
    if held is None or not 0 <= position < len(held.events):
        raise MentorError(f"{record.apprentice.name} has no such event of the test {code}.")
    return held


def _needed(reason: str, what: str) -> None:
    if not reason.strip():
        raise MentorError(f"To void a {what} a reason is needed.")
