"""`import`: hours from a spreadsheet, or a whole logbook; first shown, then written."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentor_tui.cli.arguments import add_command
from mentor_tui.cli.opening import agreed, asks, opened, transaction
from mentor_tui.cli.output import show
from mentor_tui.cli.text import Column, line_width, table, wrap
from mentor_tui.errors import MentorError

if TYPE_CHECKING:
    from mentor_tui.cli.arguments import Commands
    from mentor_tui.exchange.import_plan import ImportPlan
    from mentor_tui.logbook.changes import Change
    from mentor_tui.logbook.session import Session

_SHOWN = 12
_PARTLY = 1
"""Exit code where rows were left that could not be placed."""


def register(commands: "Commands") -> None:
    """Add the command."""
    parser = add_command(
        commands,
        "import",
        _import,
        "read hours from a spreadsheet, or a logbook from `export json`",
        spare="file",
    )
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a .csv or .tsv file of hours, or a .json logbook"
    )
    parser.add_argument("--yes", action="store_true", help="write it without asking; else it is shown first")
    parser.add_argument("--date-order", choices=("mdy", "dmy"), help="how to read 03/04/2026")
    parser.add_argument(
        "--name", action="append", default=[], metavar="THEIRS=OURS", help="whom a name in the file means"
    )
    parser.add_argument(
        "--area",
        action="append",
        default=[],
        metavar="THEIRS=OURS",
        help="which work area a name in the file means",
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="with a .json file: put its entries in place of ones that differ",
    )


def _import(args: Namespace) -> int:
    from mentor_tui.exchange.files import read_file

    path: Path = args.file.expanduser()
    data = read_file(path)
    with opened(args, writing=True) as session:
        if path.suffix.lower() == ".json":
            return _whole(args, session, data, path.name)
        return _hours(args, session, data, path.name)


def _hours(args: Namespace, session: "Session", data: bytes, name: str) -> int:
    from mentor_tui.exchange.import_plan import RowState
    from mentor_tui.logbook.imports import hours_change, plan_hours

    logbook = session.logbook
    plan = plan_hours(
        session,
        data,
        name,
        date_order=args.date_order,
        names=_pairs(args.name, lambda ours: logbook.find(ours).key),
        areas=_pairs(args.area, lambda ours: _area(session, ours)),
    )
    if args.yes and plan.choice is not None:
        raise MentorError(
            f'{name}: column "{plan.choice.column}": {plan.choice.examples[0]} may be {plan.choice.mdy[0]} '
            f"or {plan.choice.dmy[0]}",
            hint="Nothing was written. Say which with --date-order mdy or --date-order dmy.",
        )
    change = hours_change(session, plan)
    code = _finish(args, session, change, _plan_shape(plan), _plan_lines(plan))
    return code or (_PARTLY if args.yes and plan.counts[RowState.CANNOT_PLACE] else 0)


def _area(session: "Session", ours: str) -> str:
    found = session.rulebook.find_area(ours)
    if found is None:
        raise MentorError(
            f"--area: there is no work area {ours!r}", hint="`mentor-tui rules CODE` names those of a test."
        )
    return found.key


def _whole(args: Namespace, session: "Session", data: bytes, name: str) -> int:
    from mentor_tui.exchange.logbook_json import load_logbook
    from mentor_tui.logbook.imports import logbook_change

    found = logbook_change(session, load_logbook(data, name), name, replace=args.replace)
    counts = {
        "new": found.new,
        "changed": found.changed,
        "same": found.same,
        "left_out": len(found.differing),
    }
    shape = {"file": name, "counts": counts, "differing": list(found.differing), "notes": list(found.notes)}
    told = [
        f"{name}: {found.new} new, {found.changed} changed, {found.same} the same, {len(found.differing)} left out",
        *(f"  {one} differs and stays as it is here" for one in found.differing[:_SHOWN]),
        *([f"  and {len(found.differing) - _SHOWN} more"] if len(found.differing) > _SHOWN else []),
        *(["With --replace they are taken from the file."] if found.differing else []),
        *found.notes,
    ]
    return _finish(args, session, found.change, shape, told)


def _finish(
    args: Namespace, session: "Session", change: "Change | None", shape: dict[str, Any], told: Iterable[str]
) -> int:
    """Show what would be done; do it where that was asked for or is agreed to."""
    lines = list(told)
    if change is None:
        return show(
            args, session, "import", {**shape, "change": None}, [*lines, "There is nothing to write."]
        )
    if not args.yes and not agreed(args, lines, "Write it?"):
        lines = [] if asks(args) else lines
        told = "Nothing was written." if asks(args) else "Nothing was written yet; with --yes it is."
        return show(args, session, "import", {**shape, "change": None}, [*lines, told])
    done = session.logbook.apply(change)
    kept = f"Kept as change {done.number}: {done.why}. `mentor-tui undo` takes it back."
    lines = [kept] if asks(args) else [*lines, kept]
    return show(args, session, "import", {**shape, "change": transaction(done)}, lines)


def _pairs(given: Iterable[str], meaning: Callable[[str], str]) -> Mapping[str, str]:
    """`Tyler Brant=Tyler Brandt` as what the file says, and the key of what it means."""
    pairs: dict[str, str] = {}
    for text in given:
        theirs, equals, ours = text.rpartition("=")
        if not equals or not theirs.strip() or not ours.strip():
            raise MentorError(f"{text!r} does not say who is meant", hint='Write it as --name "Theirs=Ours".')
        pairs[theirs.strip()] = meaning(ours.strip())
    return pairs


def _plan_shape(plan: "ImportPlan") -> dict[str, Any]:
    return {
        "file": plan.file,
        "sha256": plan.sha256,
        "counts": {state.value.replace(" ", "_"): count for state, count in plan.counts.items()},
        "sheets": len(plan.sheets),
        "rows": [
            {
                "number": row.number,
                "state": row.state.value,
                "apprentice": row.apprentice or None,
                "name": row.name,
                "understood": row.understood,
                "problem": row.problem,
                "column": row.column,
                "suggestion": row.suggestion,
            }
            for row in plan.rows
        ],
        "unknown_people": [_unknown(one.text, one.rows, one.suggestions) for one in plan.unknown_people],
        "unknown_areas": [_unknown(one.text, one.rows, one.suggestions) for one in plan.unknown_areas],
        "dropped": list(plan.dropped),
        "unused": list(plan.unused),
        "notes": list(plan.notes),
    }


def _unknown(text: str, rows: Iterable[int], suggestions: Iterable[str]) -> dict[str, Any]:
    return {"text": text, "rows": list(rows), "suggestions": list(suggestions)}


def _plan_lines(plan: "ImportPlan") -> Iterator[str]:
    for text in plan.receipt():
        yield from wrap(text, line_width(), rest="  ")
    good = [row for row in plan.rows if row.understood and not row.problem]
    if good:
        yield ""
        columns = (
            Column("row", right=True),
            Column("state"),
            Column("understood", least=20, wraps=True),
        )
        yield from table(columns, [(str(row.number), row.state, row.understood) for row in good[:_SHOWN]])
        if len(good) > _SHOWN:
            yield f"and {len(good) - _SHOWN} more"
    if plan.problems:
        yield ""
        yield "To look at"
    for row in plan.problems:
        where = f"row {row.number}" + (f", {row.column}" if row.column else "")
        text = f"{row.state.value}: {row.problem}" + (f" ({row.suggestion})" if row.suggestion else "")
        yield from wrap(text, line_width(), first=f"  {where}: ", rest="    ")
    for person in plan.unknown_people:
        if person.suggestions:
            yield from wrap(
                f'--name "{person.text}={person.suggestions[0]}" would place them', line_width(), first="  "
            )
    for area in plan.unknown_areas:
        if area.suggestions:
            yield from wrap(
                f'--area "{area.text}={area.suggestions[0]}" would place them', line_width(), first="  "
            )
    yield ""
