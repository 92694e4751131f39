"""`credit` and `test`: training credits, and what happened with ASE tests."""

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from mentor_tui.cli.arguments import add_command, add_group, day, exact_day, values, whole
from mentor_tui.cli.opening import keep, opened
from mentor_tui.domain.vocabulary import TestStep
from mentor_tui.errors import MentorError

if TYPE_CHECKING:
    from mentor_tui.cli.arguments import Commands, Parser
    from mentor_tui.domain.record import TrainingRecord
    from mentor_tui.domain.testrecord import TestEvent
    from mentor_tui.logbook.changes import Change
    from mentor_tui.logbook.session import Session

_CREDIT_FIELDS = ("kind", "title", "starts", "ends", "months", "school_years", "granted", "evidence", "note")
_WHO = "the apprentice: a key, a name or a part of one"


def register(commands: "Commands") -> None:
    """Add the commands."""
    group = add_group(commands, "credit", "add, change or void a training credit")
    add = add_command(group, "add", _add_credit, "add a training credit")
    add.add_argument("name", metavar="NAME", help=_WHO)
    _add_credit_arguments(add, needed=True)
    edit = add_command(group, "edit", _edit_credit, "change a training credit")
    void = add_command(group, "void", _void_credit, "take a training credit out")
    for parser in (edit, void):
        parser.add_argument("name", metavar="NAME", help=_WHO)
        parser.add_argument(
            "credit", metavar="KEY", help="the credit, such as c1; `standing NAME` shows them"
        )
    _add_credit_arguments(edit, needed=False)
    void.add_argument("--reason", required=True, help="why; it stands in the history")
    steps = values(TestStep)
    test = add_command(
        commands, "test", _test, "write down what happened with an ASE test, or change or void that"
    )
    test.add_argument("name", metavar="NAME", help=_WHO)
    test.add_argument("code", metavar="CODE", help="the test, such as A5")
    test.add_argument(
        "step", metavar="STEP", choices=(*steps, "edit", "void"), help=f"{', '.join(steps)}; or edit, void"
    )
    test.add_argument(
        "--on", type=day, metavar="DATE", help="the day it happened; today where it is left out"
    )
    test.add_argument(
        "--until", type=exact_day, metavar="DATE", help="last day of a booking's window or a certificate"
    )
    test.add_argument("--note", help="what there is to say about it")
    test.add_argument("--to-step", choices=steps, metavar="STEP", help="with edit: what it was instead")
    test.add_argument("--to-day", type=exact_day, metavar="DATE", help="with edit: when it was instead")
    test.add_argument("--reason", default="", help="with void: why; it stands in the history")


def _add_credit_arguments(parser: "Parser", *, needed: bool) -> None:
    parser.add_argument("--kind", required=needed, help="the kind of training; `rules` lists them")
    parser.add_argument("--title", required=needed, help="what it is called on the paper")
    parser.add_argument("--starts", type=exact_day, required=needed, metavar="DATE", help="first day")
    parser.add_argument("--ends", type=exact_day, required=needed, metavar="DATE", help="last day")
    parser.add_argument(
        "--months", type=whole, help="full-time months, where that is less than the dates say"
    )
    parser.add_argument(
        "--school-years",
        type=float,
        metavar="YEARS",
        help="school years, for a kind that counts in them, such as 2 or 1.5; as many as the dates hold where left out",
    )
    parser.add_argument(
        "--granted", type=whole, metavar="MONTHS", help="months that ASE has granted in writing"
    )
    parser.add_argument(
        "--track",
        action="append",
        metavar="KEY",
        help="a track it counts towards, or all; that of the first placement where none is given",
    )
    parser.add_argument("--evidence", help="what proves it: a diploma, a letter, a form")
    parser.add_argument("--note", help="what else there is to say")


def _credit_fields(args: Namespace) -> dict[str, Any]:
    fields = {name: getattr(args, name) for name in _CREDIT_FIELDS if getattr(args, name) is not None}
    return fields | ({"tracks": tuple(args.track)} if args.track else {})


def _add_credit(args: Namespace) -> int:
    from mentor_tui.logbook.people import next_key

    with opened(args, writing=True) as session:
        record = session.logbook.record(session.logbook.find(args.name).key)
        key = next_key("c", (one.key for one in record.credits))
        fields = {
            "apprentice": record.apprentice.key,
            "key": key,
            "tracks": _proposed_tracks(args, session, record),
            **_credit_fields(args),
        }
        return _keep_credit(args, session, record, fields)


def _proposed_tracks(args: Namespace, session: "Session", record: "TrainingRecord") -> tuple[str, ...]:
    """The track of the first placement, where the credit is given none.

    Raises:
        MentorError: there is no placement that says it.
    """
    from mentor_tui.domain.training import proposed_tracks

    proposed = proposed_tracks(args.kind, record.apprentice, session.rulebook)
    if args.track or proposed:
        return proposed
    tracks = ", ".join(session.rulebook.track)
    raise MentorError(
        "--track is needed: no placement says towards which tracks this counts",
        hint=f"There are {tracks}; or all, for every track of that kind.",
    )


def _edit_credit(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        record = session.logbook.record(session.logbook.find(args.name).key)
        held = next((one for one in record.credits if one.key == args.credit), None)
        if held is None:
            known = ", ".join(f"{one.key} ({one.title})" for one in record.credits) or "none"
            raise MentorError(
                f"{record.apprentice.name} has no credit {args.credit}.", hint=f"There is {known}."
            )
        return _keep_credit(args, session, record, {**held.model_dump(), **_credit_fields(args)})


def _keep_credit(
    args: Namespace, session: "Session", record: "TrainingRecord", fields: dict[str, Any]
) -> int:
    from mentor_tui.domain.credit import TrainingCredit
    from mentor_tui.logbook.changes import build
    from mentor_tui.logbook.papers import put_credit

    credit = build(TrainingCredit, **fields)
    change = put_credit(record, credit, session.rulebook)
    shape = credit.model_dump(mode="json", exclude={"apprentice"})
    return keep(args, session, "credit", change, apprentice=record.apprentice, credit=shape)


def _void_credit(args: Namespace) -> int:
    from mentor_tui.logbook.papers import void_credit

    with opened(args, writing=True) as session:
        record = session.logbook.record(session.logbook.find(args.name).key)
        change = void_credit(record, args.credit, args.reason)
        return keep(args, session, "credit", change, apprentice=record.apprentice)


def _test(args: Namespace) -> int:
    from mentor_tui.cli.rules import test_called

    with opened(args, writing=True) as session:
        record = session.logbook.record(session.logbook.find(args.name).key)
        code = test_called(session.rulebook, args.code).code
        change = _test_change(args, session, record, code)
        return keep(args, session, "test", change, apprentice=record.apprentice, code=code)


def _test_change(args: Namespace, session: "Session", record: "TrainingRecord", code: str) -> "Change":
    from mentor_tui.domain.testrecord import TestEvent
    from mentor_tui.logbook.changes import build
    from mentor_tui.logbook.papers import add_event, change_event, void_event

    if args.step == "void":
        return void_event(record, code, _event(args, record, code)[0], args.reason)
    given = {"until": args.until, "note": args.note, "step": args.to_step, "on": args.to_day}
    fields = {name: value for name, value in given.items() if value is not None}
    if args.step == "edit":
        position, held = _event(args, record, code)
        event = build(TestEvent, **{**held.model_dump(), **fields})
        return change_event(record, code, position, event, session.rulebook, session.today)
    if args.to_step or args.to_day:
        raise MentorError(
            "--to-step and --to-day go with edit", hint="`mentor-tui test NAME CODE edit --on DATE …`"
        )
    event = build(TestEvent, **{**fields, "step": args.step, "on": args.on or session.today})
    return add_event(record, code, event, session.rulebook, session.today)


def _event(args: Namespace, record: "TrainingRecord", code: str) -> "tuple[int, TestEvent]":
    """The event that is meant, with its place: that of the day given, else the only one.

    Raises:
        MentorError: there is none, or more than one.
    """
    held = record.tests_by_code.get(code)
    events = [(place, event) for place, event in enumerate(held.events if held else ()) if not event.voided]
    found = [(place, event) for place, event in events if args.on in {None, event.on}]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{event.step.value} on {event.on}" for _, event in events) or "nothing"
    what = "more than one event" if found else "no such event"
    raise MentorError(
        f"{record.apprentice.name} has {what} of {code}",
        hint=f"Written down: {known}. Say which with --on DATE.",
    )
