"""`export`: the eligibility summary, and the whole logbook."""

import sys
from argparse import Namespace

from mentor_tui.cli.opening import opened, remark, remark_damage
from mentor_tui.errors import MentorError
from mentor_tui.exchange.files import others_may_read, write_file
from mentor_tui.exchange.formats import DEFAULT, FORMATS
from mentor_tui.logbook.reports import eligibility, whole_logbook
from mentor_tui.logbook.session import Session


def run_eligibility(args: Namespace) -> int:
    if args.name and args.filter:
        raise MentorError("give either a name or --filter, not both")
    with opened(args) as session:
        keys = _keys(args, session)
        remark_damage(session, keys)
        return _write(args, eligibility(session, _format(args), keys, codes=args.test))


def _keys(args: Namespace, session: Session) -> list[str]:
    if args.name:
        return [session.logbook.find(args.name).key]
    if args.filter:
        return list(session.insights.filtered(args.filter))
    return [apprentice.key for apprentice in session.logbook.apprentices()]


def _format(args: Namespace) -> str:
    if args.format:
        return str(args.format)
    ending = args.output.suffix.lower().removeprefix(".") if args.output else ""
    return "json" if args.json else ending if ending in FORMATS else DEFAULT


def run_whole(args: Namespace) -> int:
    with opened(args) as session:
        remark_damage(session, session.logbook.keys())
        return _write(args, whole_logbook(session))


def _write(args: Namespace, content: bytes) -> int:
    if args.output is None:
        sys.stdout.write(content.decode())
    else:
        path = args.output.expanduser()
        write_file(path, content)
        readers = ", which other users of this computer may read" if others_may_read(path) else ""
        remark(f"wrote {path}{readers}")
    return 0
