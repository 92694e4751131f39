"""`log`, `approve`, `return`, `reopen`: week sheets."""

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mentor_tui.cli.arguments import add_command, values, week_day
from mentor_tui.cli.opening import agreed, asks, keep, opened, transaction
from mentor_tui.cli.output import show
from mentor_tui.domain.vocabulary import Absence, Supervision
from mentor_tui.errors import MentorError

if TYPE_CHECKING:
    from datetime import date

    from mentor_tui.cli.arguments import Commands, Parser
    from mentor_tui.domain.record import TrainingRecord
    from mentor_tui.domain.weeksheet import WeekSheet
    from mentor_tui.logbook.session import Session
    from mentor_tui.logbook.signing import SignedMany

_SHOWN = 12


def register(commands: "Commands") -> None:
    """Add the commands."""
    log = add_command(commands, "log", _log, "keep the hands-on hours of one week", spare="work")
    add_sheet_arguments(log)
    log.add_argument(
        "work",
        nargs="*",
        metavar="AREA=HOURS",
        help="brakes=6.5, electrical=4+3.5, hvac=7:30; car:brakes=3 for another kind of vehicle",
    )
    log.add_argument(
        "--supervision",
        choices=values(Supervision),
        default="supervised",
        help="how far the work was done alone",
    )
    log.add_argument("--estimated", action="store_true", help="the split was estimated, not noted down")
    log.add_argument("--absence", choices=values(Absence), help="why no work, or less of it, was done")
    log.add_argument("--note", help="what there is to say about the week")
    log.add_argument("--approve", action="store_true", help="approve the sheet, which locks it")
    log.add_argument("--yes", action="store_true", help="keep it in spite of a warning")
    approve = add_command(commands, "approve", _approve, "approve a sheet, or many at once, which locks them")
    sent_back = add_command(
        commands,
        "return",
        _return,
        "return a sheet, or many at once; none of them counts until it is approved",
    )
    for parser in (approve, sent_back):
        add_sheet_arguments(parser, many=True)
        parser.add_argument(
            "--yes", action="store_true", help="do it without asking, and in spite of a warning"
        )
    reopen = add_command(commands, "reopen", _reopen, "make an approved or returned sheet a draft again")
    add_sheet_arguments(reopen)
    for parser in (sent_back, reopen):
        parser.add_argument("--reason", required=True, help="why; it stands in the history")


def add_sheet_arguments(parser: "Parser", *, many: bool = False) -> None:
    """What names a sheet; with `many`, what names all of a week, of a shop or of the logbook too."""
    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="?" if many else None,
        help="the apprentice: a key, a name or a part of one"
        + ("; all where it is left out" if many else ""),
    )
    parser.add_argument(
        "--week",
        type=week_day,
        metavar="DATE",
        help="the last day of the week, or today for this week; the newest week that is over where it is left out",
    )
    if many:
        parser.add_argument("--shop", metavar="SHOP", default="", help="the sheets of all weeks at that shop")
        parser.add_argument("--all", action="store_true", help="the sheets of all weeks")
    parser.add_argument(
        "--placement", metavar="KEY", help="which placement, where there are two in that week"
    )


def week_in(args: Namespace, session: "Session", *, first: "date | None" = None) -> "date":
    """The week that is meant: the one given, else the newest one that is over, which is no earlier than that of `first`."""
    from mentor_tui.domain.weeks import newest_ended, week_of

    ends = session.settings.house.week_ends
    if args.week is not None:
        week: date = week_of(session.today, ends) if args.week == "today" else args.week
        return week
    ended = newest_ended(session.today, ends)
    return ended if first is None else max(ended, min(week_of(first, ends), week_of(session.today, ends)))


def sheet_in(args: Namespace, session: "Session") -> "tuple[TrainingRecord, WeekSheet]":
    """The sheet that is meant, with its record.

    Raises:
        MentorError: there is no such apprentice or sheet, or more than one.
    """
    from mentor_tui.logbook.sheets import find_sheet

    record = session.logbook.record(session.logbook.find(args.name).key)
    return record, find_sheet(record, week_in(args, session), args.placement)


def _log(args: Namespace) -> int:
    from mentor_tui.cli.work import sheet_from
    from mentor_tui.logbook.sheets import log_week

    with opened(args, writing=True) as session:
        record = session.logbook.record(session.logbook.find(args.name).key)
        week = week_in(args, session, first=record.apprentice.start)
        sheet = sheet_from(args, session, record, week)
        change = log_week(record, sheet, session.rulebook, session.settings.house, session.today)
        return keep(
            args,
            session,
            "log",
            change,
            apprentice=record.apprentice,
            lines=_sheet_lines(session, record, sheet),
            sheet=_shape(sheet),
        )


def _approve(args: Namespace) -> int:
    from mentor_tui.logbook.sheets import approve
    from mentor_tui.logbook.signing import approve_many

    with opened(args, writing=True) as session:
        by, at, today = session.mentor, session.clock(), session.today
        if _means_many(args):
            found = approve_many(_asked_for(args, session), by=by, at=at, today=today)
            return _sign_many(args, session, found, "approved")
        record, sheet = sheet_in(args, session)
        change = approve(record, sheet, by=by, at=at, today=today)
        return keep(args, session, "approve", change, apprentice=record.apprentice)


def _return(args: Namespace) -> int:
    from mentor_tui.logbook.sheets import return_sheet
    from mentor_tui.logbook.signing import return_many

    with opened(args, writing=True) as session:
        by, at = session.mentor, session.clock()
        if _means_many(args):
            found = return_many(_asked_for(args, session), by=by, at=at, reason=args.reason)
            return _sign_many(args, session, found, "returned")
        record, sheet = sheet_in(args, session)
        change = return_sheet(record, sheet, by=by, at=at, reason=args.reason)
        return keep(args, session, "return", change, apprentice=record.apprentice)


def _means_many(args: Namespace) -> bool:
    """Whether more than one sheet is meant.

    Raises:
        MentorError: nothing says which.
    """
    if args.name and not (args.shop or args.all):
        return False
    if not (args.week or args.shop or args.all):
        raise MentorError(
            "which sheets? Neither a name nor a week nor a shop was given",
            hint="Name somebody, or give --week DATE, --shop SHOP, or --all.",
        )
    if args.placement:
        raise MentorError("--placement names one sheet", hint="With many, --shop SHOP says which.")
    return True


def _asked_for(args: Namespace, session: "Session") -> "Iterator[tuple[TrainingRecord, WeekSheet]]":
    from mentor_tui.logbook.signing import sheets_asked_for

    logbook = session.logbook
    records = [logbook.record(logbook.find(args.name).key)] if args.name else logbook.records()
    week = week_in(args, session) if args.week else None
    return sheets_asked_for(records, week=week, shop=args.shop)


def _sign_many(args: Namespace, session: "Session", found: "SignedMany", done: str) -> int:
    """Say what would be signed, and do it where that was asked for or is agreed to."""
    lines = [f"{found.count} to be {done}"]
    if found.already:
        lines.append(f"{found.already:,} {done} already")
    if found.left:
        lines.append(f"{len(found.left):,} left as they are:")
        lines += [f"  {text}" for text in found.left[:_SHOWN]]
    if len(found.left) > _SHOWN:
        lines.append(f"  and {len(found.left) - _SHOWN:,} more; --json names all")
    shape = {
        "sheets": found.sheets,
        "minutes": found.minutes,
        "already": found.already,
        "left": list(found.left),
    }
    if found.change is None:
        return show(
            args, session, args.command, {**shape, "change": None}, [*lines, "There is nothing to do."]
        )
    if not args.yes and not agreed(args, lines, "Do it?"):
        told = "Nothing was changed." if asks(args) else "Nothing was changed yet; with --yes it is done."
        lines = [told] if asks(args) else [*lines, told]
        return show(args, session, args.command, {**shape, "change": None}, lines)
    kept = session.logbook.apply(found.change)
    told = f"Kept as change {kept.number}: {kept.why}. `mentor-tui undo` takes it back."
    lines = [told] if asks(args) else [*lines, told]
    return show(args, session, args.command, {**shape, "change": transaction(kept)}, lines)


def _reopen(args: Namespace) -> int:
    from mentor_tui.logbook.sheets import reopen

    with opened(args, writing=True) as session:
        record, sheet = sheet_in(args, session)
        change = reopen(record, sheet, by=session.mentor, at=session.clock(), reason=args.reason)
        return keep(args, session, "reopen", change, apprentice=record.apprentice)


def _shape(sheet: "WeekSheet") -> dict[str, object]:
    return {**sheet.model_dump(mode="json", exclude={"apprentice"}), "minutes": sheet.minutes}


def _sheet_lines(session: "Session", record: "TrainingRecord", sheet: "WeekSheet") -> Iterator[str]:
    """What was understood."""
    from mentor_tui.cli.text import Column, table
    from mentor_tui.domain.minutes import format_hours

    place = record.apprentice.placement(sheet.placement)
    yield f"{record.apprentice.name}, week that ends on {sheet.week}" + (f", {place.shop}" if place else "")
    areas = session.rulebook.area
    columns = (Column("work", least=16), Column("hours", right=True), Column("supervision"))
    if sheet.lines:
        yield from table(
            columns,
            [
                (
                    f"{line.kind.value}: {areas[line.area].title if line.area in areas else line.area}",
                    format_hours(line.minutes),
                    f"{line.supervision.value}{', estimated' if line.estimated else ''}",
                )
                for line in sheet.lines
            ],
        )
    yield f"Together {format_hours(sheet.minutes)} h" + (
        f", absence: {sheet.absence.value}" if sheet.absence else ""
    )
