"""`add`, `edit`, `void`: apprentices, and sheets that should not be there."""

from argparse import Namespace
from typing import Any

from mentor_tui.cli.opening import keep, opened
from mentor_tui.cli.placements import place_fields
from mentor_tui.cli.sheets import sheet_in
from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.vocabulary import Status
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change, build
from mentor_tui.logbook.people import new_key, put_apprentice, set_status, void_apprentice
from mentor_tui.logbook.session import Session
from mentor_tui.logbook.sheets import void_sheet


def _details(args: Namespace) -> dict[str, Any]:
    given = {name: getattr(args, name) for name in ("mentor", "contact", "ase_id", "note")}
    return {name: value for name, value in given.items() if value is not None}


def run_add(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        start = args.start or session.today
        placement = {"key": "p1", "starts": start, **place_fields(args, session)}
        new = build(
            Apprentice,
            key=new_key(args.name, session.logbook.keys()),
            name=args.name,
            start=start,
            placements=(placement,),
            tags=tuple(dict.fromkeys(args.tag)),
            **_details(args),
        )
        change = put_apprentice(None, new, session.logbook.apprentices(), session.frame)
        return keep(args, session, "add", change, apprentice=new)


def run_edit(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        before = session.logbook.find(args.name)
        change = _edited(args, session, before)
        return keep(args, session, "edit", change, apprentice=before)


def _edited(args: Namespace, session: Session, before: Apprentice) -> Change:
    fields = _details(args)
    if args.new_name is not None:
        fields["name"] = args.new_name
    if args.start is not None:
        fields["start"] = args.start
    if args.tag or args.untag:
        tags = dict.fromkeys((*before.tags, *args.tag))
        fields["tags"] = tuple(tag for tag in tags if tag not in args.untag)
    if not fields and not args.status:
        raise MentorError(
            "nothing to change was given", hint="`mentor-tui edit --help` shows what can be changed."
        )
    after = build(Apprentice, **{**before.model_dump(), **fields})
    if args.status:
        status = set_status(after, Status(args.status), args.since or session.today, session.frame)
        if not fields:
            return status
        after = build(Apprentice, **{**after.model_dump(), "history": _history(status)})
    return put_apprentice(before, after, session.logbook.apprentices(), session.frame)


def _history(status: Change) -> object:
    after = status.edits[0].after
    return getattr(after, "history", ())


def run_void_sheet(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        record, sheet = sheet_in(args, session)
        change = void_sheet(record, sheet, reason=args.reason)
        return keep(args, session, "void", change, apprentice=record.apprentice)


def run_void_apprentice(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        apprentice = session.logbook.find(args.name)
        return keep(args, session, "void", void_apprentice(apprentice, args.reason), apprentice=apprentice)
