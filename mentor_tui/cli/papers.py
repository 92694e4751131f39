"""`credit` and `test`: training credits, and what happened with ASE tests."""

from argparse import Namespace
from typing import Any

from mentor_tui.cli.called import test_called
from mentor_tui.cli.opening import keep, opened
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.testrecord import TestEvent
from mentor_tui.domain.training import proposed_tracks
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change, build
from mentor_tui.logbook.papers import add_event, change_event, put_credit, void_credit, void_event
from mentor_tui.logbook.people import next_key
from mentor_tui.logbook.session import Session

_CREDIT_FIELDS = ("kind", "title", "starts", "ends", "months", "school_years", "granted", "evidence", "note")


def _credit_fields(args: Namespace) -> dict[str, Any]:
    fields = {name: getattr(args, name) for name in _CREDIT_FIELDS if getattr(args, name) is not None}
    return fields | ({"tracks": tuple(args.track)} if args.track else {})


def run_add_credit(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        record = session.logbook.record(session.logbook.find(args.name).key)
        key = next_key("c", (credit.key for credit in record.credits))
        fields = {
            "apprentice": record.apprentice.key,
            "key": key,
            "tracks": _proposed_tracks(args, session, record),
            **_credit_fields(args),
        }
        return _keep_credit(args, session, record, fields)


def _proposed_tracks(args: Namespace, session: Session, record: TrainingRecord) -> tuple[str, ...]:
    """The track of the first placement, where the credit is given none.

    Raises:
        MentorError: there is no placement that says it.
    """
    proposed = proposed_tracks(args.kind, record.apprentice, session.rulebook)
    if args.track or proposed:
        return proposed
    tracks = ", ".join(session.rulebook.track)
    raise MentorError(
        "--track is needed: no placement says towards which tracks this counts",
        hint=f"There are {tracks}; or all, for every track of that kind.",
    )


def run_edit_credit(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        record = session.logbook.record(session.logbook.find(args.name).key)
        credit = next((credit for credit in record.credits if credit.key == args.credit), None)
        if credit is None:
            credits = ", ".join(f"{credit.key} ({credit.title})" for credit in record.credits) or "none"
            raise MentorError(
                f"{record.apprentice.name} has no credit {args.credit}.", hint=f"There is {credits}."
            )
        return _keep_credit(args, session, record, {**credit.model_dump(), **_credit_fields(args)})


def _keep_credit(args: Namespace, session: Session, record: TrainingRecord, fields: dict[str, Any]) -> int:
    credit = build(TrainingCredit, **fields)
    change = put_credit(record, credit, session.frame)
    shape = credit.model_dump(mode="json", exclude={"apprentice"})
    return keep(args, session, "credit", change, apprentice=record.apprentice, credit=shape)


def run_void_credit(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        record = session.logbook.record(session.logbook.find(args.name).key)
        change = void_credit(record, args.credit, args.reason)
        return keep(args, session, "credit", change, apprentice=record.apprentice)


def run_test(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        record = session.logbook.record(session.logbook.find(args.name).key)
        code = test_called(session.rulebook, args.code).code
        change = _test_change(args, session, record, code)
        return keep(args, session, "test", change, apprentice=record.apprentice, code=code)


def _test_change(args: Namespace, session: Session, record: TrainingRecord, code: str) -> Change:
    if args.step == "void":
        return void_event(record, code, _event(args, record, code)[0], args.reason)
    given = {"until": args.until, "note": args.note, "step": args.to_step, "on": args.to_day}
    fields = {name: value for name, value in given.items() if value is not None}
    if args.step == "edit":
        position, event = _event(args, record, code)
        event = build(TestEvent, **{**event.model_dump(), **fields})
        return change_event(record, code, position, event, session.frame)
    if args.to_step or args.to_day:
        raise MentorError(
            "--to-step and --to-day go with edit", hint="`mentor-tui test NAME CODE edit --on DATE …`"
        )
    event = build(TestEvent, **{**fields, "step": args.step, "on": args.on or session.today})
    return add_event(record, code, event, session.frame)


def _event(args: Namespace, record: TrainingRecord, code: str) -> tuple[int, TestEvent]:
    """The event that is meant, with its place: that of the day given, else the only one.

    Raises:
        MentorError: there is none, or more than one.
    """
    test = record.tests_by_code.get(code)
    events = [
        (position, event) for position, event in enumerate(test.events if test else ()) if not event.voided
    ]
    meant = [(position, event) for position, event in events if args.on in {None, event.on}]
    if len(meant) == 1:
        return meant[0]
    written = ", ".join(f"{event.step.value} on {event.on}" for _, event in events) or "nothing"
    what = "more than one event" if meant else "no such event"
    raise MentorError(
        f"{record.apprentice.name} has {what} of {code}",
        hint=f"Written down: {written}. Say which with --on DATE.",
    )
