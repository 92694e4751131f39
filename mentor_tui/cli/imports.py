"""`import`: hours from a spreadsheet, or a whole logbook; first shown, then written."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mentor_tui.cli.called import shop_type_called
from mentor_tui.cli.opening import agreed, asks, opened, remark, transaction
from mentor_tui.cli.output import print_lines, show, watched
from mentor_tui.cli.text import Column, line_width, table, wrap
from mentor_tui.errors import MentorError
from mentor_tui.exchange.files import read_file
from mentor_tui.exchange.hours_import import unwatched
from mentor_tui.exchange.import_plan import ImportPlan, RowState, UnknownName
from mentor_tui.exchange.joining import Joining
from mentor_tui.exchange.logbook_json import load_logbook
from mentor_tui.exchange.newcomers import Newcomers
from mentor_tui.logbook.changes import Change
from mentor_tui.logbook.imports import hours_change, hours_planner, logbook_change
from mentor_tui.logbook.people import new_key
from mentor_tui.logbook.session import Session
from mentor_tui.words.hours import format_hours

_SHOWN = 12
_PARTLY = 1
"""Exit code where rows were left that could not be placed."""


def run_import(args: Namespace) -> int:
    path: Path = args.file.expanduser()
    data = read_file(path)
    try:
        return _take_in(args, path, data)
    except KeyboardInterrupt:
        remark("stopped; what was not kept yet is not written")
        raise


def _take_in(args: Namespace, path: Path, data: bytes) -> int:
    with opened(args, writing=True) as session:
        if path.suffix.lower() == ".json":
            if args.add or args.approve or args.add_people or args.new:
                raise MentorError(
                    "--add, --approve, --add-people and --new go with a file of hours",
                    hint="A logbook says itself what is approved, and brings its people along.",
                )
            return _whole(args, session, data, path.name)
        return _hours(args, session, data, path.name)


def _hours(args: Namespace, session: Session, data: bytes, name: str) -> int:
    logbook = session.logbook
    names = _pairs(args.name, lambda ours: logbook.find(ours).key)
    areas = _pairs(args.area, lambda ours: _area(session, ours))

    newcomers = _newcomers(args, session)

    def planned(joining: Joining | None) -> ImportPlan:
        planner = hours_planner(
            session,
            data,
            name,
            date_order=args.date_order,
            names=names,
            areas=areas,
            joining=joining,
            approve=args.approve,
            newcomers=newcomers,
        )
        return planner(watched if sys.stderr.isatty() else unwatched)

    joining = Joining.ADD if args.add else Joining.REPLACE if args.replace else None
    plan = planned(joining)
    if args.yes and plan.choice is not None:
        raise MentorError(
            f'{name}: column "{plan.choice.column}": {plan.choice.examples[0]} may be {plan.choice.mdy[0]} '
            f"or {plan.choice.dmy[0]}",
            hint="Nothing was written. Say which with --date-order mdy or --date-order dmy.",
        )
    if plan.undecided and asks(args):
        plan = planned(_add_or_replace(plan))
    if plan.undecided:
        return _undecided(args, session, plan)
    change = hours_change(session, plan)
    code = _finish(args, session, change, _plan_shape(plan), _plan_lines(plan))
    return code or (_PARTLY if args.yes and plan.counts[RowState.CANNOT_PLACE] else 0)


def _add_or_replace(plan: ImportPlan) -> Joining | None:
    """Ask what is to be done with hours that may be in the logbook already; None where it is not said."""
    print_lines([*_plan_lines(plan), _question(plan)])
    answer = input("[a]dd them, [r]eplace what is there, or leave it? [a/r/N] ").strip().casefold()
    return {"a": Joining.ADD, "add": Joining.ADD, "r": Joining.REPLACE, "replace": Joining.REPLACE}.get(
        answer
    )


def _undecided(args: Namespace, session: Session, plan: ImportPlan) -> int:
    """Say that it has to be said what is meant.

    Raises:
        MentorError: it was to be written without asking.
    """
    question, hint = _question(plan), "Say which with --add or --replace."
    if args.yes:
        raise MentorError(f"{plan.file}: {question}", hint=f"Nothing was written. {hint}")
    lines = ["Nothing was written."] if asks(args) else [*_plan_lines(plan), question, hint]
    return show(args, session, "import", {**_plan_shape(plan), "change": None}, lines)


def _question(plan: ImportPlan) -> str:
    many = "1 week has" if plan.undecided == 1 else f"{plan.undecided:,} weeks have"
    return f"{many} hours of the same work, and nothing tells whether those in the file are among them"


def _newcomers(args: Namespace, session: Session) -> Newcomers | None:
    """What is known of the people whom the file brings along; None where nobody is to be added.

    Raises:
        MentorError: there is no shop type of that name.
    """
    if not (args.add_people or args.new):
        if args.shop or args.shop_type:
            raise MentorError("--shop and --shop-type go with --add-people or --new", hint="Leave them out.")
        return None
    return Newcomers(
        lambda name, taken: new_key(name, {*taken, *session.logbook.keys()}),
        shop=args.shop,
        shop_type=shop_type_called(session.rulebook, args.shop_type).key if args.shop_type else "",
        told=args.new,
        all=args.add_people,
    )


def _area(session: Session, ours: str) -> str:
    area = session.rulebook.find_area(ours)
    if area is None:
        raise MentorError(
            f"--area: there is no work area {ours!r}", hint="`mentor-tui rules CODE` names those of a test."
        )
    return area.key


def _whole(args: Namespace, session: Session, data: bytes, name: str) -> int:
    plan = logbook_change(session, load_logbook(data, name), name, replace=args.replace)
    counts = {
        "new": plan.new,
        "changed": plan.changed,
        "same": plan.same,
        "left_out": len(plan.differing),
    }
    shape = {
        "file": name,
        "counts": counts,
        "differing": list(plan.differing),
        "notes": list(plan.notes),
    }
    lines = [
        f"{name}: {plan.new} new, {plan.changed} changed, {plan.same} the same, {len(plan.differing)} left out",
        *(f"  {entry} differs and stays as it is here" for entry in plan.differing[:_SHOWN]),
        *([f"  and {len(plan.differing) - _SHOWN} more"] if len(plan.differing) > _SHOWN else []),
        *(["With --replace they are taken from the file."] if plan.differing else []),
        *plan.notes,
    ]
    return _finish(args, session, plan.change, shape, lines)


def _finish(
    args: Namespace, session: Session, change: Change | None, shape: dict[str, Any], texts: Iterable[str]
) -> int:
    """Show what would be done; do it where that was asked for or is agreed to."""
    lines = list(texts)
    if change is None:
        return show(
            args, session, "import", {**shape, "change": None}, [*lines, "There is nothing to write."]
        )
    if not args.yes and not agreed(args, lines, "Write it?"):
        lines = [] if asks(args) else lines
        outcome = "Nothing was written." if asks(args) else "Nothing was written yet; with --yes it is."
        return show(args, session, "import", {**shape, "change": None}, [*lines, outcome])
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


def _plan_shape(plan: ImportPlan) -> dict[str, Any]:
    return {
        "file": plan.file,
        "sha256": plan.sha256,
        "counts": {state.value.replace(" ", "_"): count for state, count in plan.counts.items()},
        "people": [
            {
                "key": person.key,
                "name": person.name,
                "start": person.start,
                "shop": person.placements[-1].shop,
            }
            for person in plan.people
        ],
        "sheets": len(plan.sheets),
        "drafts": sum(1 for sheet in plan.sheets if not sheet.approved),
        "weeks": [
            {
                "apprentice": week.apprentice,
                "week": week.week,
                "shop": week.shop,
                "minutes_before": week.before,
                "minutes_after": None if week.readings else week.after,
                "if_added": week.readings[0] if week.readings else None,
                "if_replaced": week.readings[1] if week.readings else None,
            }
            for week in plan.weeks
        ],
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
        "unknown_people": [_unknown(name.text, name.rows, name.suggestions) for name in plan.unknown_people],
        "unknown_areas": [_unknown(name.text, name.rows, name.suggestions) for name in plan.unknown_areas],
        "dropped": list(plan.dropped),
        "unused": list(plan.unused),
        "notes": list(plan.notes),
    }


def _unknown(text: str, rows: Iterable[int], suggestions: Iterable[str]) -> dict[str, Any]:
    return {"text": text, "rows": list(rows), "suggestions": list(suggestions)}


def _plan_lines(plan: ImportPlan) -> Iterator[str]:
    for text in plan.receipt():
        yield from wrap(text, line_width(), rest="  ")
    yield from _good_lines(plan)
    yield from _week_lines(plan)
    yield from _problem_lines(plan)
    yield from _unknown_lines("--name", plan.unknown_people)
    yield from _unknown_lines("--area", plan.unknown_areas)
    yield ""


def _good_lines(plan: ImportPlan) -> Iterator[str]:
    good = [row for row in plan.rows if row.understood and not row.problem]
    if good:
        yield ""
        columns = (
            Column("row", right=True),
            Column("state"),
            Column("understood", least=20, wraps=True),
        )
        yield from table(columns, [(str(row.number), row.state, row.understood) for row in good[:_SHOWN]])
    yield from _more(good, "rows")


def _week_lines(plan: ImportPlan) -> Iterator[str]:
    """What each week adds up to, once."""
    if plan.weeks:
        yield ""
        columns = (
            Column("apprentice", least=12),
            Column("week to"),
            Column("shop", least=8),
            Column("hours now", right=True),
            Column("then", least=4),
        )
        shown = plan.weeks[:_SHOWN]
        yield from table(
            columns,
            [(week.name, str(week.week), week.shop, format_hours(week.before), week.then) for week in shown],
        )
    yield from _more(plan.weeks, "weeks")


def _problem_lines(plan: ImportPlan) -> Iterator[str]:
    problems = plan.problems
    if problems:
        yield ""
        yield "To look at"
    for row in problems[:_SHOWN]:
        where = f"row {row.number}" + (f", {row.column}" if row.column else "")
        text = f"{row.state.value}: {row.problem}" + (f" ({row.suggestion})" if row.suggestion else "")
        yield from wrap(text, line_width(), first=f"  {where}: ", rest="    ")
    yield from _more(problems, "rows to look at; --json names them all")


def _unknown_lines(option: str, unknown: Sequence[UnknownName]) -> Iterator[str]:
    guessed = [name for name in unknown if name.suggestions]
    for name in guessed[:_SHOWN]:
        text = f'{option} "{name.text}={name.suggestions[0]}" would place them'
        yield from wrap(text, line_width(), first="  ")
    yield from _more(guessed, "names like these")


def _more(shown: Sequence[object], what: str) -> Iterator[str]:
    if len(shown) > _SHOWN:
        yield f"and {len(shown) - _SHOWN:,} more {what}"
