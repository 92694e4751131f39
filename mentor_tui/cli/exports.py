"""`export`: the eligibility summary, and the whole logbook."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from mentor_tui.cli.arguments import add_command, add_group
from mentor_tui.cli.opening import opened, remark, remark_damage
from mentor_tui.errors import MentorError

if TYPE_CHECKING:
    from mentor_tui.cli.arguments import Commands, Parser
    from mentor_tui.logbook.session import Session

_FORMATS = ("md", "csv", "json")


def register(commands: "Commands") -> None:
    """Add the commands."""
    group = add_group(commands, "export", "write the eligibility summary, or the whole logbook")
    summary = add_command(
        group, "eligibility", _eligibility, "write who is ready for which test, and why not", spare="name"
    )
    summary.add_argument("name", nargs="?", metavar="NAME", help="one apprentice; all where it is left out")
    summary.add_argument("--filter", metavar="TEXT", help="only those in whose row all these words stand")
    summary.add_argument(
        "--test", action="append", metavar="CODE", help="only this test; may be given several times"
    )
    summary.add_argument(
        "--format", choices=_FORMATS, help="md, csv or json; else by the ending of FILE, else md"
    )
    whole = add_command(group, "json", _whole, "write the whole logbook in a form that `import` takes back")
    for parser in (summary, whole):
        _add_output(parser)


def _add_output(parser: "Parser") -> None:
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="the file; standard output where it is left out"
    )


def _eligibility(args: Namespace) -> int:
    from mentor_tui.logbook.reports import eligibility

    if args.name and args.filter:
        raise MentorError("give either a name or --filter, not both")
    with opened(args) as session:
        keys = _keys(args, session)
        remark_damage(session, keys)
        return _write(args, eligibility(session, _format(args), keys, codes=args.test))


def _keys(args: Namespace, session: "Session") -> list[str]:
    if args.name:
        return [session.logbook.find(args.name).key]
    if args.filter:
        return list(session.insights.filtered(args.filter))
    return [apprentice.key for apprentice in session.logbook.apprentices()]


def _format(args: Namespace) -> str:
    if args.format:
        return str(args.format)
    ending = args.output.suffix.lower().removeprefix(".") if args.output else ""
    return "json" if args.json else ending if ending in _FORMATS else "md"


def _whole(args: Namespace) -> int:
    from mentor_tui.logbook.reports import whole_logbook

    with opened(args) as session:
        remark_damage(session, session.logbook.keys())
        return _write(args, whole_logbook(session))


def _write(args: Namespace, content: bytes) -> int:
    from mentor_tui.exchange.files import others_may_read, write_file

    if args.output is None:
        sys.stdout.write(content.decode())
    else:
        path = args.output.expanduser()
        write_file(path, content)
        readers = ", which other users of this computer may read" if others_may_read(path) else ""
        remark(f"wrote {path}{readers}")
    return 0
