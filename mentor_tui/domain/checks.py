"""What must be true of something before it is written down. A problem is a value, named by its field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from mentor_tui.domain.apprentice import Apprentice, Placement, Status
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.minutes import format_hours
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.testrecord import TestEvent, TestStep
from mentor_tui.domain.weeks import first_day, week_of
from mentor_tui.domain.weeksheet import WeekSheet

_MANY_HOURS = 80 * 60


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong with one field.

    Attributes:
        field: Name of the field, such as `week` or `lines.2.area`.
        message: What is wrong and what would be right, as one sentence.
        blocking: False for a warning: it may be kept all the same.
    """

    field: str
    message: str
    blocking: bool = True


def check_sheet(
    record: TrainingRecord, sheet: WeekSheet, rulebook: Rulebook, house: HouseRules, today: date
) -> tuple[Problem, ...]:
    """Whether a week sheet may be kept for the apprentice of `record`."""
    return (
        *_check_week(record.apprentice, sheet.week, house, today),
        *_check_place(record.apprentice, sheet),
        *_check_lock(record, sheet),
        *_check_lines(sheet, rulebook),
    )


def check_apprentice(
    apprentice: Apprentice, others: Iterable[Apprentice], rulebook: Rulebook
) -> tuple[Problem, ...]:
    """Whether an apprentice may be kept beside the `others` on the roster."""
    problems: list[Problem] = []
    if any(
        other.name.casefold() == apprentice.name.casefold() for other in others if other.key != apprentice.key
    ):
        problems.append(
            Problem("name", f"there is another apprentice called {apprentice.name}", blocking=False)
        )
    if apprentice.history and apprentice.history[0].since < apprentice.start:
        problems.append(
            Problem("history", f"a status cannot begin before the programme does, on {apprentice.start}")
        )
    for place in apprentice.placements:
        problems.extend(check_placement(apprentice, place, rulebook))
    return tuple(problems)


def check_placement(apprentice: Apprentice, place: Placement, rulebook: Rulebook) -> tuple[Problem, ...]:
    """Whether a placement may be kept; `apprentice` may hold it already."""
    problems: list[Problem] = []
    known = [shop.key for shop in rulebook.shop_types]
    if place.shop_type not in known:
        problems.append(
            Problem("shop_type", f"unknown shop type {place.shop_type}; {_nearest(place.shop_type, known)}")
        )
    if place.voided:
        return tuple(problems)
    for other in apprentice.placements:
        if other.key != place.key and not other.voided and other.covers(place.starts, place.ends or date.max):
            message = f"overlaps with {other.shop}, {other.starts} to {other.ends or 'today'}; time there counts once"
            problems.append(Problem("starts", message, blocking=False))
    return tuple(problems)


def check_credit(credit: TrainingCredit, rulebook: Rulebook) -> tuple[Problem, ...]:
    """Whether a training credit may be kept."""
    problems: list[Problem] = []
    if credit.kind not in rulebook.credit_kind:
        nearest = _nearest(credit.kind, rulebook.credit_kind)
        problems.append(Problem("kind", f"unknown kind of credit {credit.kind}; {nearest}"))
    known = [track.key for track in rulebook.tracks]
    problems.extend(
        Problem("tracks", f"unknown track {track}; {_nearest(track, known)}")
        for track in credit.tracks
        if track not in known
    )
    return tuple(problems)


def check_event(code: str, event: TestEvent, rulebook: Rulebook, today: date) -> tuple[Problem, ...]:
    """Whether an event may be entered for the test `code`."""
    problems: list[Problem] = []
    if code not in rulebook.test:
        problems.append(Problem("code", f"unknown test {code}; {_nearest(code, rulebook.test)}"))
    if event.on > today:
        problems.append(Problem("on", f"{event.on} is in the future; enter what has happened"))
    if event.until and event.until < event.on:
        problems.append(Problem("until", f"{event.until} is before {event.on}"))
    if event.until and event.step in {TestStep.PASSED, TestStep.FORM_SENT}:
        message = f"a step {event.step} has no last day; enter the certificate as certified"
        problems.append(Problem("until", message))
    return tuple(problems)


def _check_week(apprentice: Apprentice, week: date, house: HouseRules, today: date) -> Iterator[Problem]:
    ends = week_of(week, house.week_ends)
    if ends != week:
        day = house.week_ends.name.capitalize()
        yield Problem(
            "week",
            f"{week} is not a {day}, the day on which weeks end here; the week of that day ends on {ends}",
        )
    if week > week_of(today, house.week_ends):
        yield Problem("week", f"the week that ends on {week} is in the future")
    if week < apprentice.start:
        yield Problem(
            "week", f"{week} is before the programme of {apprentice.name} started on {apprentice.start}"
        )
    status = apprentice.status_on(first_day(week))
    if status in {Status.LEFT, Status.FINISHED} and apprentice.status_on(week) is status:
        since = max(entry.since for entry in apprentice.history if entry.since <= first_day(week))
        yield Problem("week", f"{apprentice.name} has {status} since {since}")


def _check_place(apprentice: Apprentice, sheet: WeekSheet) -> Iterator[Problem]:
    place = apprentice.placement(sheet.placement)
    if place is None or place.voided:
        shops = ", ".join(f"{one.key} ({one.shop})" for one in apprentice.placements if not one.voided)
        yield Problem(
            "placement", f"no placement {sheet.placement}; there is {shops or 'none yet, so add one first'}"
        )
    elif not place.covers(first_day(sheet.week), sheet.week):
        period = f"{place.starts} to {place.ends or 'today'}"
        yield Problem(
            "placement", f"the week {sheet.week} is outside the placement at {place.shop}, {period}"
        )


def _check_lock(record: TrainingRecord, sheet: WeekSheet) -> Iterator[Problem]:
    held = next((one for one in record.sheets if one.key == sheet.key and not one.voided), None)
    if held is not None and held.approved and held != sheet:
        yield Problem(
            "sign_off", f"the sheet of {sheet.week} is approved and locked; reopen it with a reason first"
        )


def _check_lines(sheet: WeekSheet, rulebook: Rulebook) -> Iterator[Problem]:
    if not sheet.lines and sheet.absence is None and not sheet.voided:
        yield Problem("lines", "nothing to keep: enter hours or an absence")
    for position, line in enumerate(sheet.lines):
        if line.area not in rulebook.area:
            nearest = _nearest(line.area, rulebook.area)
            yield Problem(f"lines.{position}.area", f"unknown work area {line.area}; {nearest}")
    if sheet.minutes > _MANY_HOURS:
        message = f"{format_hours(sheet.minutes)} h in one week; a week counts as full time at most"
        yield Problem("lines", message, blocking=False)


def _nearest(word: str, known: Iterable[str]) -> str:
    names = list(known)
    near = get_close_matches(word, names, n=3, cutoff=0.5) or names[:8]
    return f"did you mean {' or '.join(near)}?" if len(near) <= 3 else f"there are {', '.join(near)} …"  # noqa: PLR2004 - three guesses
