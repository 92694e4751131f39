"""What must be true of something before it is written down. A problem is a value, named by its field."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from mentor_tui.domain.apprentice import Apprentice, Placement
from mentor_tui.domain.credit import ALL_TRACKS, TrainingCredit
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.minutes import MINUTES_OF_A_WEEK
from mentor_tui.domain.model import Model, prints
from mentor_tui.domain.periods import Days, period
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.testrecord import TestEvent
from mentor_tui.domain.training import credit_tracks, long_enough, names_no_track, school_years_in
from mentor_tui.domain.vocabulary import Renewal, SignOffState, Status, TestStep
from mentor_tui.domain.weeks import first_day, week_of
from mentor_tui.domain.weeksheet import WeekSheet, WorkLine
from mentor_tui.words.hours import format_hours

MANY_MINUTES = 80 * 60
"""Minutes of a week beyond which each of its sheets is asked about."""
_EARLIEST, _LATEST = date(1950, 1, 1), date(2099, 12, 31)
_FEW = 3
_DAYS = 7

_LONG_TEXTS = {"note", "evidence", "reason", "voided"}
"""Texts that may have several lines."""

_SHOWS_A_PASS = {TestStep.PASSED, TestStep.CERTIFIED, TestStep.RENEWED}
_ATTEMPTS = {TestStep.FAILED, TestStep.PASSED}
_HOLDS_UNTIL = {TestStep.BOOKED, TestStep.CERTIFIED, TestStep.RENEWED}


class Problem(NamedTuple):
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
    """Whether a week sheet may be kept for the apprentice of `record`, in place of the one with its key."""
    apprentice = record.apprentice
    if sheet.apprentice != apprentice.key:
        return (
            Problem(
                "apprentice", f"this is the record of {apprentice.name}, the sheet is of {sheet.apprentice}"
            ),
        )
    held = record.sheet(sheet.week, sheet.placement)
    # A week out of all bounds is told once, and not as outside the placement too.
    when = tuple(_check_bounds(apprentice, sheet.week, house, today)) or (
        *_check_week(apprentice, sheet, house, held=held is not None),
        *_check_place(apprentice, sheet),
    )
    return (
        *when,
        *_check_sign_off(sheet, held, today),
        *_check_lines(record, sheet, rulebook, today),
        *check_text(sheet),
    )


def check_text(model: Model, at: str = "") -> Iterator[Problem]:
    """Whether every text in it can be shown: none holds what would break a list, steer a terminal or turn the direction of writing.

    Args:
        model: What is to be kept.
        at: Where it stands, as the beginning of the fields that are named, such as `lines.2.`.
    """
    for name in type(model).model_fields:
        value = getattr(model, name)
        many = isinstance(value, tuple)
        for position, part in enumerate(value if many else (value,)):
            if isinstance(part, Model):
                yield from check_text(part, f"{at}{name}.{position}." if many else f"{at}{name}.")
            elif isinstance(part, str) and not part.isprintable():
                yield from _check_print(f"{at}{name}", part, lines=name in _LONG_TEXTS)


def check_over(week: date, today: date) -> Iterator[Problem]:
    """Whether a week that is to be approved is over, which it is from its last day on."""
    if week > today:
        message = f"the week is not over until {week}; what is done on its last days would be missing"
        yield Problem("week", message, blocking=False)


def check_apprentice(
    apprentice: Apprentice, others: Iterable[Apprentice], rulebook: Rulebook
) -> tuple[Problem, ...]:
    """Whether an apprentice may be kept beside the `others` on the roster."""
    problems = [
        *check_text(apprentice.model_copy(update={"placements": ()})),
        *_check_day("start", apprentice.start),
    ]
    name = apprentice.name.casefold()
    if any(
        other.name.casefold() == name and not other.voided and other.key != apprentice.key for other in others
    ):
        problems.append(
            Problem("name", f"there is another apprentice called {apprentice.name}", blocking=False)
        )
    if apprentice.history and apprentice.history[0].since < apprentice.start:
        message = f"a status cannot begin before the programme does on {apprentice.start}"
        problems.append(Problem("history", message))
    problems.extend(problem for entry in apprentice.history for problem in _check_day("history", entry.since))
    for position, place in enumerate(apprentice.placements):
        # An overlap is told once, of the later of the two.
        before = apprentice.model_copy(update={"placements": apprentice.placements[:position]})
        problems.extend(check_placement(before, place, rulebook))
    return tuple(problems)


def check_placement(apprentice: Apprentice, place: Placement, rulebook: Rulebook) -> tuple[Problem, ...]:
    """Whether a placement may be kept; `apprentice` may hold it already."""
    problems = [
        *check_text(place),
        *_check_day("starts", place.starts),
    ]
    if place.ends is not None:
        problems.extend(_check_day("ends", place.ends))
    if place.shop_type not in rulebook.shop_type:
        nearest = _nearest(place.shop_type, rulebook.shop_type)
        problems.append(Problem("shop_type", f"unknown shop type {place.shop_type}; {nearest}"))
    if place.voided:
        return tuple(problems)
    if place.starts < apprentice.start:
        message = f"before the programme starts on {apprentice.start}; nothing counts until then"
        problems.append(Problem("starts", message, blocking=False))
    for other in apprentice.placements:
        if other.key != place.key and not other.voided and other.covers(place.starts, place.ends or date.max):
            message = f"overlaps with {other.shop}, {_period(other)}; time there counts once"
            problems.append(Problem("starts", message, blocking=False))
    return tuple(problems)


def check_credit(credit: TrainingCredit, rulebook: Rulebook) -> tuple[Problem, ...]:
    """Whether a training credit may be kept."""
    problems = [
        *check_text(credit),
        *_check_day("starts", credit.starts),
        *_check_day("ends", credit.ends),
    ]
    if credit.kind not in rulebook.credit_kind:
        nearest = _nearest(credit.kind, rulebook.credit_kind)
        problems.append(Problem("kind", f"unknown kind of credit {credit.kind}; {nearest}"))
    problems.extend(
        Problem("tracks", f"unknown track {track}; {_nearest(track, rulebook.track)}")
        for track in credit.tracks
        if track not in rulebook.track and track != ALL_TRACKS
    )
    problems.extend(_check_length(credit, rulebook))
    return tuple(problems)


def check_tracks(credit: TrainingCredit, apprentice: Apprentice, rulebook: Rulebook) -> tuple[Problem, ...]:
    """Whether a training credit names its tracks; one from before credits did may be kept without."""
    if not names_no_track(credit, rulebook):
        return ()
    titles = [rulebook.track[key].title for key in sorted(credit_tracks(credit, apprentice, rulebook))]
    until_then = f"those of the first placement ({', '.join(titles)})" if titles else "none"
    message = (
        f"no track is named; name the tracks it counts towards, or all. Until then it counts for {until_then}"
    )
    return (Problem("tracks", message),)


def _check_length(credit: TrainingCredit, rulebook: Rulebook) -> Iterator[Problem]:
    kind = rulebook.credit_kind.get(credit.kind)
    if kind is None:
        return
    if credit.school_years is not None:
        if not kind.school_year_months:
            yield Problem("school_years", f"{kind.title} is not counted in school years; enter months")
        elif credit.school_years > (held := school_years_in(credit, kind, rulebook)):
            message = (
                f"{credit.starts} to {credit.ends} hold {float(held):.1f} school years; no more is counted"
            )
            yield Problem("school_years", message, blocking=False)
    if kind.full_credit_months and credit.granted is None and not long_enough(credit, kind, rulebook):
        message = f"shorter than the {kind.full_credit_lasts} months that meet a requirement whole; it counts as schooling"
        yield Problem("ends", message, blocking=False)


def check_event(
    code: str, event: TestEvent, rulebook: Rulebook, today: date, *, others: Iterable[TestEvent] = ()
) -> tuple[Problem, ...]:
    """Whether an event may be entered for the test `code` beside the `others` of that test."""
    others = tuple(others)
    problems = [*check_text(event), *_check_day("on", event.on)]
    if code not in rulebook.test:
        problems.append(Problem("code", f"unknown test {code}; {_nearest(code, rulebook.test)}"))
    if event.on > today:
        problems.append(Problem("on", f"{event.on} is in the future; enter what has happened"))
    if any(one.step is event.step and one.on == event.on and not one.voided for one in others):
        problems.append(Problem("step", f"{event.step} on {event.on} is written down already"))
    if code in rulebook.test:
        problems.extend(_check_rules_of(code, event, rulebook, others))
    passed = any(one.step in _SHOWS_A_PASS and one.on <= event.on and not one.voided for one in others)
    if event.step is TestStep.FORM_SENT and not passed:
        message = f"no pass of {code} is written down before {event.on}; enter it too"
        problems.append(Problem("step", message, blocking=False))
    if event.until is None:
        return tuple(problems)
    problems.extend(_check_day("until", event.until))
    if event.until < event.on:
        problems.append(Problem("until", f"{event.until} is before {event.on}"))
    if event.step not in _HOLDS_UNTIL:
        message = f"a step {event.step} has no last day; enter the certificate as certified"
        problems.append(Problem("until", message))
    return tuple(problems)


def _check_rules_of(
    code: str, event: TestEvent, rulebook: Rulebook, others: Iterable[TestEvent]
) -> Iterator[Problem]:
    """Whether the rule book of the day allows a renewal or a booking."""
    book = rulebook.on(event.on)
    if event.step is TestStep.RENEWED and Renewal.APP not in book.renewed_by(code):
        message = (
            f"the renewal app does not cover {code}; enter the recertification test as passed"
            if book.renewed_by(code)
            else f"a certificate of {code} is never renewed; it ends after {book.years_of(code)} years"
        )
        yield Problem("step", message)
    if event.step is TestStep.BOOKED:
        attempts = [
            one.on for one in others if one.step in _ATTEMPTS and one.on <= event.on and not one.voided
        ]
        again = book.recertification.again_from(max(attempts)) if attempts else event.on
        if event.on < again:
            days = book.recertification.retest_days
            message = f"{code} can be booked again from {again}, {days} full days after {max(attempts)}"
            yield Problem("on", message, blocking=False)


def _check_bounds(apprentice: Apprentice, week: date, house: HouseRules, today: date) -> Iterator[Problem]:
    this_week = week_of(today, house.week_ends)
    if apprentice.voided:
        yield Problem("apprentice", f"{apprentice.name} was taken off the roster: {apprentice.voided}")
    elif week > this_week:
        yield Problem("week", f"{week} is in the future; the week of today ends on {this_week}")
    elif week < apprentice.start:
        started = f"the programme of {apprentice.name} started on {apprentice.start}"
        yield Problem("week", f"{week} is before {started}; correct that date if it is wrong")


def _check_week(
    apprentice: Apprentice, sheet: WeekSheet, house: HouseRules, *, held: bool
) -> Iterator[Problem]:
    week = sheet.week
    ends = week_of(week, house.week_ends)
    # What was written down while weeks ended on another day can still be corrected.
    if ends != week and not held:
        day = house.week_ends.name.capitalize()
        message = (
            f"{week} is not a {day}, the day on which weeks end here; the week of that day ends on {ends}"
        )
        yield Problem("week", message)
    away = Days(period(*spell) for spell in apprentice.away(week))
    if away.until(week.toordinal()) - away.until(week.toordinal() - _DAYS) == _DAYS:
        yield from _check_away(apprentice, sheet)


def _check_away(apprentice: Apprentice, sheet: WeekSheet) -> Iterator[Problem]:
    status = apprentice.status_on(sheet.week)
    if status is not Status.ON_LEAVE:
        since = max(entry.since for entry in apprentice.history if entry.since <= sheet.week)
        yield Problem("week", f"{apprentice.name} {status} on {since}; change the status if that is wrong")
    elif sheet.lines:
        message = f"{apprentice.name} is on leave all week; the hours count only once the status is changed"
        yield Problem("lines", message, blocking=False)


def _check_place(apprentice: Apprentice, sheet: WeekSheet) -> Iterator[Problem]:
    place = apprentice.placement(sheet.placement)
    if place is None or place.voided:
        shops = ", ".join(f"{one.key} ({one.shop})" for one in apprentice.placements if not one.voided)
        message = f"no placement {sheet.placement}; there is {shops or 'none yet, so add one first'}"
        yield Problem("placement", message)
    elif not place.covers(first_day(sheet.week), sheet.week):
        message = f"the week {sheet.week} is outside the placement at {place.shop}, {_period(place)}"
        yield Problem("placement", message)


def _check_sign_off(sheet: WeekSheet, held: WeekSheet | None, today: date) -> Iterator[Problem]:
    sign_off = sheet.sign_off
    if sheet.approved and held != sheet:
        yield from check_over(sheet.week, today)
    if held is not None and held.approved and not held.voided and held != sheet:
        message = f"the sheet of {sheet.week} is approved and locked; reopen it with a reason first"
        yield Problem("sign_off", message)
    if sign_off.state is not SignOffState.DRAFT and not (sign_off.by and sign_off.at):
        yield Problem("sign_off", f"{sign_off.state} by whom and when is needed")
    if sign_off.state is SignOffState.RETURNED and not sign_off.reason:
        yield Problem("sign_off", "to return a sheet a reason is needed")


def _check_lines(
    record: TrainingRecord, sheet: WeekSheet, rulebook: Rulebook, today: date
) -> Iterator[Problem]:
    if not sheet.lines and sheet.absence is None and not sheet.voided:
        yield Problem("lines", "nothing to keep: enter hours or an absence")
    for position, line in enumerate(sheet.lines):
        if line.area not in rulebook.area:
            proposed = [area.key for area in rulebook.areas if line.kind in area.kinds]
            nearest = _nearest(line.area, rulebook.area, proposed)
            yield Problem(f"lines.{position}.area", f"unknown work area {line.area}; {nearest}")
        if line.day is not None and line.day > today:
            yield Problem(f"lines.{position}.day", f"{line.day} is in the future; enter what has been done")
    elsewhere = [one for one in record.sheets_of(sheet.week) if one.placement != sheet.placement]
    yield from _check_days([line for one in (sheet, *elsewhere) for line in one.lines])
    minutes = sheet.minutes + sum(one.minutes for one in elsewhere)
    where = "" if minutes == sheet.minutes else ", over all placements"
    if minutes > MINUTES_OF_A_WEEK:
        yield Problem("lines", f"{format_hours(minutes)} h in one week{where}; a week has 168")
    elif minutes > MANY_MINUTES:
        message = f"{format_hours(minutes)} h in one week{where}; a week counts as full time at most"
        yield Problem("lines", message, blocking=False)


def _check_days(lines: Iterable[WorkLine]) -> Iterator[Problem]:
    of_day: dict[date, int] = {}
    for line in lines:
        if line.day is not None:
            of_day[line.day] = of_day.get(line.day, 0) + line.minutes
    for day, minutes in of_day.items():
        if minutes > MINUTES_OF_A_WEEK // _DAYS:
            yield Problem("lines", f"{format_hours(minutes)} h on {day}; a day has 24")


def _check_day(field: str, day: date) -> Iterator[Problem]:
    if not _EARLIEST <= day <= _LATEST:
        yield Problem(
            field, f"{day} cannot be right; a year from {_EARLIEST.year} to {_LATEST.year} is expected"
        )


def _check_print(field: str, text: str, *, lines: bool) -> Iterator[Problem]:
    if not prints(text, lines=lines):
        what = "a control character" if lines else "a line break or another control character"
        yield Problem(field, f"holds {what}; type it again")


def _period(place: Placement) -> str:
    return f"{place.starts} to {place.ends}" if place.ends else f"since {place.starts}"


def _nearest(word: str, known: Iterable[str], proposed: Iterable[str] = ()) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only needed when something is wrong

    names = list(known)
    near = get_close_matches(word, names, n=_FEW, cutoff=0.5)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return f"there are {', '.join(list(proposed) or names)}"
