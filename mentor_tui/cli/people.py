"""`add`, `edit`, `void`: apprentices, and sheets that should not be there."""

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from mentor_tui.cli.arguments import add_command, add_group, day, exact_day, values
from mentor_tui.cli.opening import keep, opened
from mentor_tui.cli.placements import add_place_arguments, place_fields
from mentor_tui.cli.sheets import add_sheet_arguments, sheet_in
from mentor_tui.domain.vocabulary import Status
from mentor_tui.errors import MentorError

if TYPE_CHECKING:
    from mentor_tui.cli.arguments import Commands, Parser
    from mentor_tui.domain.apprentice import Apprentice
    from mentor_tui.logbook.changes import Change
    from mentor_tui.logbook.session import Session


def register(commands: "Commands") -> None:
    """Add the commands."""
    add = add_command(commands, "add", _add, "add an apprentice with the first placement")
    add.add_argument("name", metavar="NAME", help="the name as it should stand on the roster")
    add.add_argument("--start", type=day, required=True, metavar="DATE", help="first day of the programme")
    add_place_arguments(add, needed=True)
    _add_details(add)
    edit = add_command(commands, "edit", _edit, "change what is known about an apprentice")
    edit.add_argument("name", metavar="NAME", help="the apprentice: a key, a name or a part of one")
    edit.add_argument("--name", dest="new_name", help="another name")
    edit.add_argument("--start", type=exact_day, metavar="DATE", help="another first day of the programme")
    edit.add_argument("--status", choices=values(Status), help="a change of status")
    edit.add_argument("--since", type=day, metavar="DATE", help="from when on; today where it is left out")
    edit.add_argument("--untag", action="append", default=[], metavar="TAG", help="take a tag off")
    _add_details(edit)
    void = add_group(commands, "void", "take a sheet or an apprentice out; nothing is erased")
    sheet = add_command(void, "sheet", _void_sheet, "take a sheet out")
    add_sheet_arguments(sheet)
    sheet.add_argument("--reason", required=True, help="why; it stands in the history")
    apprentice = add_command(void, "apprentice", _void_apprentice, "take an apprentice off the roster")
    apprentice.add_argument("name", metavar="NAME", help="the apprentice: a key, a name or a part of one")
    apprentice.add_argument("--reason", required=True, help="why; it stands in the history")


def _add_details(parser: "Parser") -> None:
    parser.add_argument("--mentor", help="who looks after the apprentice")
    parser.add_argument("--tag", action="append", default=[], metavar="TAG", help="a word to find groups by")
    parser.add_argument("--contact", help="how to reach the apprentice")
    parser.add_argument("--ase-id", help="the number at ASE")
    parser.add_argument("--note", help="what else there is to say")
    parser.add_argument("--yes", action="store_true", help="keep it in spite of a warning")


def _details(args: Namespace) -> dict[str, Any]:
    given = {name: getattr(args, name) for name in ("mentor", "contact", "ase_id", "note")}
    return {name: value for name, value in given.items() if value is not None}


def _add(args: Namespace) -> int:
    from mentor_tui.domain.apprentice import Apprentice
    from mentor_tui.logbook.changes import build
    from mentor_tui.logbook.people import new_key, put_apprentice

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
        change = put_apprentice(None, new, session.logbook.apprentices(), session.rulebook)
        return keep(args, session, "add", change, apprentice=new)


def _edit(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        before = session.logbook.find(args.name)
        change = _edited(args, session, before)
        return keep(args, session, "edit", change, apprentice=before)


def _edited(args: Namespace, session: "Session", before: "Apprentice") -> "Change":
    from mentor_tui.domain.apprentice import Apprentice
    from mentor_tui.logbook.changes import build
    from mentor_tui.logbook.people import put_apprentice, set_status

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
        status = set_status(after, Status(args.status), args.since or session.today, session.rulebook)
        if not fields:
            return status
        after = build(Apprentice, **{**after.model_dump(), "history": _history(status)})
    return put_apprentice(before, after, session.logbook.apprentices(), session.rulebook)


def _history(status: "Change") -> object:
    after = status.edits[0].after
    return getattr(after, "history", ())


def _void_sheet(args: Namespace) -> int:
    from mentor_tui.logbook.sheets import void_sheet

    with opened(args, writing=True) as session:
        record, sheet = sheet_in(args, session)
        change = void_sheet(record, sheet, reason=args.reason)
        return keep(args, session, "void", change, apprentice=record.apprentice)


def _void_apprentice(args: Namespace) -> int:
    from mentor_tui.logbook.people import void_apprentice

    with opened(args, writing=True) as session:
        apprentice = session.logbook.find(args.name)
        return keep(args, session, "void", void_apprentice(apprentice, args.reason), apprentice=apprentice)
