"""Changes to training credits and test records: add, edit, void."""

from mentor_tui.domain.checks import check
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.testrecord import TestEvent, TestRecord
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import (
    Change,
    build,
    change,
    fields_changed,
    reason_given,
    revised,
)


def put_credit(record: TrainingRecord, credit: TrainingCredit, frame: Frame) -> Change:
    """Add a training credit, or put it in place of the one with its key.

    Raises:
        RefusedError: a field is wrong.
    """
    held = next((one for one in record.credits if one.key == credit.key), None)
    verb = "changed" if held else "added"
    what = f" ({', '.join(fields_changed(held, credit))})" if held else ""
    why = f"{verb} a credit of {record.apprentice.name}: {credit.title}{what}"
    return change(why, held, credit, check(record, frame, credit))


def void_credit(record: TrainingRecord, key: str, reason: str) -> Change:
    """Take a training credit out.

    Raises:
        MentorError: there is no such credit, or no reason is given.
    """
    held = next((one for one in record.credits if one.key == key), None)
    if held is None:
        known = ", ".join(f"{one.key} ({one.title})" for one in record.credits) or "none"
        raise MentorError(f"{record.apprentice.name} has no credit {key}.", hint=f"There is {known}.")
    if held.voided:
        raise MentorError(f"The credit {held.title} was taken out already: {held.voided}")
    voided = revised(held, voided=reason_given(reason, "void a credit"))
    return change(f"voided a credit of {record.apprentice.name}: {held.title}: {reason}", held, voided)


def add_event(record: TrainingRecord, code: str, event: TestEvent, frame: Frame) -> Change:
    """Write down what happened with a test.

    Raises:
        RefusedError: a field is wrong.
    """
    code = code.strip().upper()
    held = record.tests_by_code.get(code)
    known = held.events if held else ()
    after = build(TestRecord, apprentice=record.apprentice.key, code=code, events=(*known, event))
    why = f"{record.apprentice.name}, {code}: {event.step} on {event.on}"
    return change(why, held, after, check(record, frame, after))


def change_event(record: TrainingRecord, code: str, position: int, event: TestEvent, frame: Frame) -> Change:
    """Put `event` in place of the one at `position`, from 0.

    Raises:
        RefusedError: a field is wrong.
        MentorError: there is no such event.
    """
    held = _record(record, code, position)
    events = tuple(event if index == position else one for index, one in enumerate(held.events))
    why = f"changed {record.apprentice.name}, {held.code}: {event.step} on {event.on}"
    after = revised(held, events=events)
    return change(why, held, after, check(record, frame, after))


def void_event(record: TrainingRecord, code: str, position: int, reason: str) -> Change:
    """Take the event at `position`, from 0, out.

    Raises:
        MentorError: there is no such event, or no reason is given.
    """
    held = _record(record, code, position)
    event = held.events[position]
    if event.voided:
        raise MentorError(f"{event.step} on {event.on} was taken out already: {event.voided}")
    event = revised(event, voided=reason_given(reason, "void what happened with a test"))
    events = tuple(event if index == position else one for index, one in enumerate(held.events))
    why = f"voided {record.apprentice.name}, {held.code}: {event.step} on {event.on}: {reason}"
    return change(why, held, revised(held, events=events))


def _record(record: TrainingRecord, code: str, position: int) -> TestRecord:
    held = record.tests_by_code.get(code.strip().upper())
    if held is None or not 0 <= position < len(held.events):
        raise MentorError(f"{record.apprentice.name} has no such event of the test {code}.")
    return held
