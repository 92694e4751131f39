"""How a command gets at the logbook, and how it writes to it."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from mentor_tui.cli.output import note_kept, print_lines, show, watched
from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change
from mentor_tui.logbook.history import HistoryRow
from mentor_tui.logbook.insights import Watch
from mentor_tui.logbook.session import Session, open_session
from mentor_tui.words.plain import printable


def open_book(args: Namespace, *, writing: bool = False, watch: Watch = iter) -> Session:
    """The logbook that the options before the command ask for.

    Raises:
        MentorError: it cannot be opened.
    """
    return open_session(
        data_dir=args.data_dir,
        demo=args.demo,
        as_of=args.as_of,
        readonly=not (writing or args.demo),
        known_on=args.known_on,
        watch=watch,
    )


@contextmanager
def opened(args: Namespace, *, writing: bool = False) -> Iterator[Session]:
    """The same for one command: closed at its end.

    Raises:
        MentorError: it cannot be opened.
    """
    session = open_book(args, writing=writing, watch=watched if sys.stderr.isatty() else iter)
    if session.demo:
        remark(f"this is a copy of the sample shop in {session.logbook.folder}; it goes away at the end")
    elif writing:
        for warning in filter(None, (session.place_warning(), session.name_warning())):
            remark(warning)
    before = session.logbook.revision
    try:
        yield session
    finally:
        if session.logbook.revision > before and not session.demo:
            note_kept(f"change {session.logbook.revision}")
        for warning in session.take_warnings():
            remark(warning)
        session.close()


def remark(text: str) -> None:
    """Say something beside the data."""
    print(f"mentor-tui: {printable(text)}", file=sys.stderr)


def remark_damage(session: Session, keys: Iterable[str]) -> None:
    """Name what is written down but not valid; the good data beside it is shown all the same."""
    for key in keys:
        for damage in session.logbook.damage(key):
            remark(f"left out, since it is not valid: {damage}")
        for field in session.logbook.unknown(key):
            remark(f"kept, but not known to this version: {field}")


def asks(args: Namespace) -> bool:
    """Whether there is somebody to ask: a terminal at both ends, and neither `--yes` nor `--json`."""
    return not (getattr(args, "yes", False) or args.json) and sys.stdin.isatty() and sys.stdout.isatty()


def agreed(args: Namespace, lines: Iterable[str], question: str) -> bool:
    """Show lines and ask a question, where there is somebody to ask; True for `y`."""
    if not asks(args):
        return False
    print_lines(lines)
    return input(f"{question} [y/N] ").strip().casefold() in {"y", "yes"}


def keep(
    args: Namespace,
    session: Session,
    command: str,
    change: Change,
    *,
    apprentice: Apprentice | None = None,
    lines: Iterable[str] = (),
    **data: Any,  # noqa: ANN401 - whatever the JSON of the command holds besides
) -> int:
    """Do a change and say what was done.

    Raises:
        MentorError: it has a warning, `--yes` was not given, and it was not agreed to; or it cannot be written.
    """
    from mentor_tui.words.problems import problem_text, with_field  # noqa: PLC0415 - reading needs no problems

    warned = [with_field(warning) for warning in change.warnings]
    if warned and not getattr(args, "yes", True) and not agreed(args, warned, "Keep it all the same?"):
        raise MentorError("\n".join(warned), hint="Nothing was changed. With --yes it is kept all the same.")
    for warning in change.warnings:
        remark(with_field(warning))
    done = session.logbook.apply(change)
    whole = {
        **({"apprentice": {"key": apprentice.key, "name": apprentice.name}} if apprentice else {}),
        **data,
        "change": transaction(done),
        "warnings": [
            {"field": warning.field, "message": problem_text(warning)} for warning in change.warnings
        ],
    }
    return show(args, session, command, whole, [*lines, f"Kept as change {done.number}: {done.why}"])


def transaction(done: HistoryRow) -> dict[str, Any]:
    """A change as plain data."""
    return {
        "number": done.number,
        "at": done.at,
        "who": done.who,
        "user": done.user or done.who,
        "why": done.why,
        "documents": done.documents,
        "undoes": done.undoes,
        "redoes": done.redoes,
    }
