"""What was typed after `log` as a week sheet."""

from argparse import Namespace
from collections.abc import Iterable
from datetime import date

from mentor_tui.domain.apprentice import Placement
from mentor_tui.domain.minutes import parse_minutes
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.rulebook_names import nearest
from mentor_tui.domain.vocabulary import SignOffState, VehicleKind
from mentor_tui.domain.weeks import first_day
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import build
from mentor_tui.logbook.session import Session
from mentor_tui.logbook.sheets import held_sheet, with_lines


def sheet_from(args: Namespace, session: Session, record: TrainingRecord, week: date) -> WeekSheet:
    """The sheet of the week as it is now, with what was typed put in.

    Raises:
        MentorError: a word is no work, no such area or vehicle, no time; or there is no placement in that week.
    """
    place = _placement(args.placement, record, week)
    new = build(WeekSheet, apprentice=record.apprentice.key, week=week, placement=place.key)
    held = held_sheet(record, new)
    sheet = new if held is None or held.voided else held
    if sheet.approved:
        raise MentorError(
            f"The sheet of {week} is approved and locked.",
            hint="`mentor-tui reopen` opens it again, with a reason.",
        )
    lines = lines_from(args.work, place.kind, session.rulebook, args.supervision, estimated=args.estimated)
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
        f"{one.key} ({one.shop}, {one.starts} to {one.ends or 'now'})"
        for one in apprentice.placements
        if not one.voided
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
    found = rulebook.find_area(area, kind)
    if found is None:
        proposed = [one.key for one in rulebook.areas if kind in one.kinds]
        raise MentorError(
            f"{word}: there is no work area {area!r}{nearest(area, proposed)}",
            hint=f"For {kind.value} there are {', '.join(proposed)}.",
        )
    try:
        minutes = parse_minutes(hours)
    except ValueError as error:
        raise MentorError(f"{word}: {error}") from None
    if not minutes:
        raise MentorError(f"{word}: that is no time at all", hint="Leave it out.")
    return build(
        WorkLine, kind=kind, area=found.key, minutes=minutes, supervision=supervision, estimated=estimated
    )


def kind_called(word: str) -> VehicleKind:
    """The vehicle kind called `word`: `school-bus` or `school bus`.

    Raises:
        MentorError: there is none.
    """
    key = "-".join(word.casefold().replace("_", " ").split())
    try:
        return VehicleKind(key)
    except ValueError:
        known = [kind.value for kind in VehicleKind]
        raise MentorError(
            f"there is no kind of vehicle {word!r}{nearest(key, known)}",
            hint=f"There are {', '.join(known)}.",
        ) from None
