"""`undo`, `redo`, `history`: what was done, and taking it back."""

from argparse import Namespace
from itertools import islice
from typing import Any

from mentor_tui.cli.opening import opened, transaction
from mentor_tui.cli.output import show
from mentor_tui.cli.text import Column, table
from mentor_tui.logbook.history import HistoryRow


def run_undo(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        done = session.logbook.undo()
        return show(
            args, session, "undo", {"change": transaction(done)}, [f"Change {done.number}: {done.why}"]
        )


def run_redo(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        done = session.logbook.redo()
        return show(
            args, session, "redo", {"change": transaction(done)}, [f"Change {done.number}: {done.why}"]
        )


def run_history(args: Namespace) -> int:
    with opened(args) as session:
        key = session.logbook.find(args.name).key if args.name else None
        done = list(islice(session.logbook.history(key), max(0, args.last)))
        columns = (
            Column("change", right=True),
            Column("when"),
            Column("who", least=8),
            Column("what was done", least=24, wraps=True),
            Column("undone by", right=True),
        )
        rows = [
            (str(row.number), f"{row.at:%Y-%m-%d %H:%M}", row.signed, row.why, str(_undone_by(row) or ""))
            for row in done
        ]
        data = {"changes": [_row(row) for row in done]}
        return show(
            args, session, "history", data, table(columns, rows) if rows else ["Nothing was done yet."]
        )


def _row(row: HistoryRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "at": row.at,
        "who": row.who,
        "user": row.user or row.who,
        "why": row.why,
        "documents": row.documents,
        "apprentices": row.apprentices,
        "undoes": row.undoes,
        "redoes": row.redoes,
        "undone_by": _undone_by(row),
    }


def _undone_by(row: HistoryRow) -> int | None:
    return row.later.number if row.later and row.later.undone else None
