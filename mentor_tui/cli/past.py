"""`undo`, `redo`, `history`: what was done, and taking it back."""

from argparse import Namespace
from itertools import islice
from typing import TYPE_CHECKING, Any

from mentor_tui.cli.arguments import add_command, whole
from mentor_tui.cli.opening import opened, transaction
from mentor_tui.cli.output import show
from mentor_tui.cli.text import Column, table

if TYPE_CHECKING:
    from mentor_tui.cli.arguments import Commands
    from mentor_tui.logbook.history_rows import HistoryRow


def register(commands: "Commands") -> None:
    """Add the commands."""
    add_command(commands, "undo", _undo, "take the last change back, also one from before today")
    add_command(commands, "redo", _redo, "do again what was undone last")
    history = add_command(commands, "history", _history, "show what was done, newest first", spare="name")
    history.add_argument("name", nargs="?", metavar="NAME", help="one apprentice; all where it is left out")
    history.add_argument(
        "--last", type=whole, default=30, metavar="N", help="how many changes; 30 where it is left out"
    )


def _undo(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        done = session.logbook.undo()
        return show(
            args, session, "undo", {"change": transaction(done)}, [f"Change {done.number}: {done.why}"]
        )


def _redo(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        done = session.logbook.redo()
        return show(
            args, session, "redo", {"change": transaction(done)}, [f"Change {done.number}: {done.why}"]
        )


def _history(args: Namespace) -> int:
    from mentor_tui.logbook.history_rows import history_rows

    with opened(args) as session:
        key = session.logbook.find(args.name).key if args.name else None
        done = list(islice(history_rows(session.logbook, key), max(0, args.last)))
        columns = (
            Column("change", right=True),
            Column("when"),
            Column("who", least=8),
            Column("what was done", least=24, wraps=True),
            Column("undone by", right=True),
        )
        rows = [
            (str(one.number), f"{one.at:%Y-%m-%d %H:%M}", one.signed, one.why, str(_undone_by(one) or ""))
            for one in done
        ]
        data = {"changes": [_row(one) for one in done]}
        return show(
            args, session, "history", data, table(columns, rows) if rows else ["Nothing was done yet."]
        )


def _row(one: "HistoryRow") -> dict[str, Any]:
    return {
        "number": one.number,
        "at": one.at,
        "who": one.who,
        "user": one.user or one.who,
        "why": one.why,
        "documents": one.documents,
        "apprentices": one.apprentices,
        "undoes": one.undoes,
        "redoes": one.redoes,
        "undone_by": _undone_by(one),
    }


def _undone_by(one: "HistoryRow") -> int | None:
    return one.later.number if one.later and one.later.undone else None
