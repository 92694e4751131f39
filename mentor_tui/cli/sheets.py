"""`log`, `approve`, `return`, `reopen`: week sheets."""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from datetime import date

from mentor_tui.cli.called import kind_called
from mentor_tui.cli.opening import agreed, asks, keep, opened, transaction
from mentor_tui.cli.output import show
from mentor_tui.cli.text import Column, table
from mentor_tui.domain.apprentice import Placement
from mentor_tui.domain.minutes import HoursError, parse_minutes
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import SignOffState, VehicleKind
from mentor_tui.domain.weeks import first_day, newest_ended, week_of
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import build
from mentor_tui.logbook.session import Session
from mentor_tui.logbook.sheets import (
    SignedMany,
    approve,
    approve_many,
    find_sheet,
    held_sheet,
    log_week,
    reopen,
    return_many,
    return_sheet,
    sheets_asked_for,
    with_lines,
)
from mentor_tui.words.hours import format_hours
from mentor_tui.words.phrases import nearest_name
from mentor_tui.words.problems import problem_text

_SHOWN = 12


def week_in(args: Namespace, session: Session, *, first: date | None = None) -> date:
    """The week that is meant: the one given, else the newest one that is over, which is no earlier than that of `first`."""
    ends = session.settings.house.week_ends
    if args.week is not None:
        week: date = week_of(session.today, ends) if args.week == "today" else args.week
        return week
    ended = newest_ended(session.today, ends)
    return ended if first is None else max(ended, min(week_of(first, ends), week_of(session.today, ends)))


def sheet_in(args: Namespace, session: Session) -> tuple[TrainingRecord, WeekSheet]:
    """The sheet that is meant, with its record.

    Raises:
        MentorError: there is no such apprentice or sheet, or more than one.
    """
    record = session.logbook.record(session.logbook.find(args.name).key)
    return record, find_sheet(record, week_in(args, session), args.placement)


def run_log(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        record = session.logbook.record(session.logbook.find(args.name).key)
        week = week_in(args, session, first=record.apprentice.start)
        sheet = sheet_from(args, session, record, week)
        change = log_week(record, sheet, session.frame)
        return keep(
            args,
            session,
            "log",
            change,
            apprentice=record.apprentice,
            lines=_sheet_lines(session, record, sheet),
            sheet=_shape(sheet),
        )


def run_approve(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        by, at, today = session.mentor, session.clock(), session.today
        if _means_many(args):
            signed = approve_many(_asked_for(args, session), by=by, at=at, today=today)
            return _sign_many(args, session, signed, "approved")
        record, sheet = sheet_in(args, session)
        change = approve(record, sheet, by=by, at=at, today=today)
        return keep(args, session, "approve", change, apprentice=record.apprentice)


def run_return(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        by, at = session.mentor, session.clock()
        if _means_many(args):
            signed = return_many(_asked_for(args, session), by=by, at=at, reason=args.reason)
            return _sign_many(args, session, signed, "returned")
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


def _asked_for(args: Namespace, session: Session) -> Iterator[tuple[TrainingRecord, WeekSheet]]:
    logbook = session.logbook
    records = [logbook.record(logbook.find(args.name).key)] if args.name else logbook.records()
    week = week_in(args, session) if args.week else None
    return sheets_asked_for(records, week=week, shop=args.shop)


def _sign_many(args: Namespace, session: Session, signed: SignedMany, done: str) -> int:
    """Say what would be signed, and do it where that was asked for or is agreed to."""
    lines = [f"{signed.count} to be {done}"]
    if signed.already:
        lines.append(f"{signed.already:,} {done} already")
    if signed.left:
        lines.append(f"{len(signed.left):,} left as they are:")
        lines += [f"  {text}" for text in signed.left[:_SHOWN]]
    if len(signed.left) > _SHOWN:
        lines.append(f"  and {len(signed.left) - _SHOWN:,} more; --json names all")
    shape = {
        "sheets": signed.sheets,
        "minutes": signed.minutes,
        "already": signed.already,
        "left": list(signed.left),
    }
    if signed.change is None:
        return show(
            args, session, args.command, {**shape, "change": None}, [*lines, "There is nothing to do."]
        )
    if not args.yes and not agreed(args, lines, "Do it?"):
        outcome = "Nothing was changed." if asks(args) else "Nothing was changed yet; with --yes it is done."
        lines = [outcome] if asks(args) else [*lines, outcome]
        return show(args, session, args.command, {**shape, "change": None}, lines)
    kept = session.logbook.apply(signed.change)
    outcome = f"Kept as change {kept.number}: {kept.why}. `mentor-tui undo` takes it back."
    lines = [outcome] if asks(args) else [*lines, outcome]
    return show(args, session, args.command, {**shape, "change": transaction(kept)}, lines)


def run_reopen(args: Namespace) -> int:
    with opened(args, writing=True) as session:
        record, sheet = sheet_in(args, session)
        change = reopen(record, sheet, by=session.mentor, at=session.clock(), reason=args.reason)
        return keep(args, session, "reopen", change, apprentice=record.apprentice)


def _shape(sheet: WeekSheet) -> dict[str, object]:
    return {**sheet.model_dump(mode="json", exclude={"apprentice"}), "minutes": sheet.minutes}


def _sheet_lines(session: Session, record: TrainingRecord, sheet: WeekSheet) -> Iterator[str]:
    """What was understood."""
    placement = record.apprentice.placement(sheet.placement)
    yield f"{record.apprentice.name}, week that ends on {sheet.week}" + (
        f", {placement.shop}" if placement else ""
    )
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


def sheet_from(args: Namespace, session: Session, record: TrainingRecord, week: date) -> WeekSheet:
    """The sheet of the week as it is now, with what was typed put in.

    Raises:
        MentorError: a word is no work, no such area or vehicle, no time; or there is no placement in that week.
    """
    placement = _placement(args.placement, record, week)
    new = build(WeekSheet, apprentice=record.apprentice.key, week=week, placement=placement.key)
    before = held_sheet(record, new)
    sheet = new if before is None or before.voided else before
    if sheet.approved:
        raise MentorError(
            f"The sheet of {week} is approved and locked.",
            hint="`mentor-tui reopen` opens it again, with a reason.",
        )
    lines = lines_from(
        args.work, placement.kind, session.rulebook, args.supervision, estimated=args.estimated
    )
    whole = with_lines(sheet, lines).model_dump()
    if args.absence:
        whole["absence"] = args.absence
    if args.note is not None:
        whole["note"] = args.note
    approved = SignOff(state=SignOffState.APPROVED, by=session.mentor, at=session.clock())
    whole["sign_off"] = approved if args.approve else SignOff()
    return build(WeekSheet, **whole)


def _placement(key: str | None, record: TrainingRecord, week: date) -> Placement:
    apprentice = record.apprentice
    here = apprentice.placement(key) if key else apprentice.placement_in(first_day(week), week)
    if here is not None:
        return here
    shops = [
        f"{placement.key} ({placement.shop}, {placement.starts} to {placement.ends or 'now'})"
        for placement in apprentice.placements
        if not placement.voided
    ]
    what = f"no placement {key}" if key else f"no placement in the week that ends on {week}"
    raise MentorError(
        f"{apprentice.name} has {what}.",
        hint=f"There is {', '.join(shops)}." if shops else "`mentor-tui placement add` adds one.",
    )


def lines_from(
    words: Iterable[str], kind: VehicleKind, rulebook: Rulebook, supervision: str, *, estimated: bool
) -> tuple[WorkLine, ...]:
    """`brakes=6.5` and `car:brakes=3` as work lines; `kind` where none is named.

    Raises:
        MentorError: a word is none of that, or the same work is given twice.
    """
    lines: dict[tuple[VehicleKind, str], WorkLine] = {}
    for word in words:
        line = _line(word, kind, rulebook, supervision, estimated=estimated)
        if (line.kind, line.area) in lines:
            raise MentorError(
                f"{word}: {line.area} is given twice", hint=f"Write {line.area}=3+4 for two times."
            )
        lines[line.kind, line.area] = line
    return tuple(lines.values())


def _line(word: str, kind: VehicleKind, rulebook: Rulebook, supervision: str, *, estimated: bool) -> WorkLine:
    what, equals, hours = word.partition("=")
    if not equals:
        raise MentorError(f"{word}: is no work", hint="Write an area and its hours, such as brakes=6.5.")
    vehicle, colon, area = what.rpartition(":")
    if colon:
        kind = kind_called(vehicle)
    named = rulebook.find_area(area, kind)
    if named is None:
        proposed = [area_of_kind.key for area_of_kind in rulebook.areas if kind in area_of_kind.kinds]
        raise MentorError(
            f"{word}: there is no work area {area!r}{nearest_name(area, proposed)}",
            hint=f"For {kind.value} there are {', '.join(proposed)}.",
        )
    try:
        minutes = parse_minutes(hours)
    except HoursError as error:
        raise MentorError(f"{word}: {problem_text(error.problem)}") from None
    if not minutes:
        raise MentorError(f"{word}: that is no time at all", hint="Leave it out.")
    return build(
        WorkLine, kind=kind, area=named.key, minutes=minutes, supervision=supervision, estimated=estimated
    )
