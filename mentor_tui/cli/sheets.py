"""`log`, `approve`, `return`, `reopen`: week sheets."""

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mentor_tui.cli.arguments import add_command, day
from mentor_tui.cli.opening import keep, opened

if TYPE_CHECKING:
    from datetime import date

    from mentor_tui.cli.arguments import Commands, Parser
    from mentor_tui.domain.record import TrainingRecord
    from mentor_tui.domain.weeksheet import WeekSheet
    from mentor_tui.logbook.session import Session

_SUPERVISION = ("observed", "assisted", "supervised", "alone")
_ABSENCE = ("vacation", "holiday", "sick", "school", "leave")


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
        "--supervision", choices=_SUPERVISION, default="supervised", help="how far the work was done alone"
    )
    log.add_argument("--estimated", action="store_true", help="the split was estimated, not noted down")
    log.add_argument("--absence", choices=_ABSENCE, help="why no work, or less of it, was done")
    log.add_argument("--note", help="what there is to say about the week")
    log.add_argument("--approve", action="store_true", help="approve the sheet, which locks it")
    log.add_argument("--yes", action="store_true", help="keep it in spite of a warning")
    approve = add_command(commands, "approve", _approve, "approve a sheet, which locks it")
    add_sheet_arguments(approve)
    for name, run, summary in (
        ("return", _return, "return a sheet, which does not count until it is approved"),
        ("reopen", _reopen, "make an approved or returned sheet a draft again"),
    ):
        parser = add_command(commands, name, run, summary)
        add_sheet_arguments(parser)
        parser.add_argument("--reason", required=True, help="why; it stands in the history")


def add_sheet_arguments(parser: "Parser") -> None:
    """What names a sheet."""
    parser.add_argument("name", metavar="NAME", help="the apprentice: a key, a name or a part of one")
    parser.add_argument(
        "--week", type=day, metavar="DATE", help="the last day of the week; this week where it is left out"
    )
    parser.add_argument(
        "--placement", metavar="KEY", help="which placement, where there are two in that week"
    )


def week_in(args: Namespace, session: "Session") -> "date":
    """The week that is meant: the one given, or that of the day."""
    from mentor_tui.domain.weeks import week_of

    week: date | None = args.week
    return week or week_of(session.today, session.settings.house.week_ends)


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
        sheet = sheet_from(args, session, record, week_in(args, session))
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

    with opened(args, writing=True) as session:
        record, sheet = sheet_in(args, session)
        change = approve(record, sheet, by=session.mentor, at=session.clock())
        return keep(args, session, "approve", change, apprentice=record.apprentice)


def _return(args: Namespace) -> int:
    from mentor_tui.logbook.sheets import return_sheet

    with opened(args, writing=True) as session:
        record, sheet = sheet_in(args, session)
        change = return_sheet(record, sheet, by=session.mentor, at=session.clock(), reason=args.reason)
        return keep(args, session, "return", change, apprentice=record.apprentice)


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
