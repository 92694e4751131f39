"""The words in which amounts, vehicles and tests are told to a person."""

from collections.abc import Iterable
from datetime import date

from mentor_tui.domain.due import DueEvent, DueStep
from mentor_tui.domain.forecast import Forecast, Precision, Span
from mentor_tui.domain.standing import Standing
from mentor_tui.domain.vocabulary import VehicleKind

_HOUR = 60
_TENTH = _HOUR // 10
_RUN = 3

_KINDS = {
    VehicleKind.CAR: "cars",
    VehicleKind.TRUCK: "trucks",
    VehicleKind.SCHOOL_BUS: "school buses",
    VehicleKind.TRANSIT_BUS: "transit buses",
    VehicleKind.EQUIPMENT: "truck equipment",
    VehicleKind.COLLISION: "collision damage",
    VehicleKind.NONE: "no vehicle",
}

_DUE_WORDS = {
    DueStep.ENTER_RESULT: "Enter the result of {codes}: the booking ended on {until}",
    DueStep.PREREQUISITE_FIRST: "Pass {first} before {codes} is sat",
    DueStep.SIT_BEFORE_EXPIRY: "Sit {codes} by {day}, when the certificate ends: the booking runs to {until}",
    DueStep.PASS_ENDS_FIRST: "The pass of {codes} ends on {day}, before the experience is expected",
    DueStep.SEND_FORM: "Send the work experience form to ASE for {codes}",
    DueStep.ENTER_CERTIFICATE: "Enter the certificates of {codes} when ASE has answered",
    DueStep.SIT: "Sit {codes} by {day} and enter the result",
    DueStep.RENEW: "Renew {codes}, {code} by {day}",
    DueStep.RECERTIFY: "Sit {codes} again",
    DueStep.RETRY: "Try {codes} again, {code} from {day}",
    DueStep.BOOK: "Book {codes}, then send the work experience form",
    DueStep.PASS_HELD: "Keep logging; the passes of {codes} wait for experience, that of {code} until {day}",
    DueStep.EXPECTED: "Keep logging; {codes} wait for experience",
}
"""What is to be done about several tests; about one, the next step of its standing says more."""
_SAID_FOR_ONE = frozenset(
    {
        DueStep.ENTER_RESULT,
        DueStep.PREREQUISITE_FIRST,
        DueStep.SIT_BEFORE_EXPIRY,
        DueStep.PASS_ENDS_FIRST,
        DueStep.SIT,
    }
)
"""Steps of which the next step of a standing does not know."""


def kind_words(kind: VehicleKind) -> str:
    """What is worked on, in the plural: `trucks`."""
    return _KINDS[kind]


def hours_number(minutes: int, *, up: bool = False) -> str:
    """A sum of minutes as hours for reading, `1,240` or `72.8`: one decimal at most, rounded down; up where it is missing.

    What was typed, and the lines and the total of one week, are told to the minute: `format_hours`.
    """
    tenths = -(-minutes * 10 // _HOUR) if up else minutes * 10 // _HOUR
    return _tenths(tenths, thousands=True).removesuffix(".0")


def hours_text(minutes: int, *, up: bool = False) -> str:
    """The same with its unit, `1,240 h`; the few minutes that are no tenth of an hour as they are: `5 min`."""
    return f"{minutes} min" if 0 < minutes < _TENTH else f"{hours_number(minutes, up=up)} h"


def months_number(minutes: int, month_minutes: int, *, up: bool = False) -> str:
    """Minutes as full-time months, `27.6`: one decimal, rounded down; up where it is what is missing."""
    return _tenths(-(-minutes * 10 // month_minutes) if up else minutes * 10 // month_minutes)


def years_number(minutes: int, year_minutes: int) -> str:
    """Minutes as full-time years, `1.4`: one decimal, rounded down."""
    return _tenths(minutes * 10 // year_minutes)


def _tenths(tenths: int, *, thousands: bool = False) -> str:
    whole = f"{tenths // 10:,}" if thousands else str(tenths // 10)
    return f"{whole}.{tenths % 10}"


def day_text(day: date, precision: Precision = Precision.DAY) -> str:
    """`2026-11-20`, or the quarter of the year: `Q4 2026`."""
    return str(day) if precision is Precision.DAY else f"Q{(day.month + 2) // 3} {day.year}"


def when_text(one: Standing) -> str:
    """`expires 2027-01-15`, `expected Q3 2028`, `76 h more in brakes`; empty where nothing is to be said."""
    if one.day and one.day_means:
        return f"{one.day_means} {day_text(one.day, one.day_precision)}"
    return more_in_area(one)


def more_in_area(one: Standing) -> str:
    """`76 h more in brakes`, where hours in the test's own area are all that can be told of what is missing."""
    if not (one.forecast and one.forecast.area_minutes):
        return ""
    titles = [title if title[:2].isupper() else title[:1].lower() + title[1:] for title in one.area_titles]
    return f"{hours_text(one.forecast.area_minutes, up=True)} more in {listed(titles, 'or')}"


def span_text(forecast: Forecast, span: Span) -> str:
    """A range of days: `2026-11-20 to Q1 2028`, `from Q1 2028` where it has no late end; empty where it has none."""
    first, last = (day and day_text(day, forecast.precision(day)) for day in (span.earliest, span.latest))
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first}" if first else ""


def forecast_words(one: Standing) -> tuple[str, ...]:
    """What is to be expected and from which pace, and the hours missing in the test's own area; nothing where nothing is."""
    ahead = one.forecast
    if ahead is None:
        return ()
    experience = span_text(ahead, ahead.experience) if ahead.experience else ""
    if experience:
        pace = (
            "at a full-time pace, since less than 13 weeks are logged"
            if ahead.full_time
            else f"from {hours_text(ahead.recent_pace)} a week over 13 weeks, {hours_text(ahead.year_pace)} over a year"
        )
        experience = f"{'the experience ' if ahead.area_minutes else ''}{experience}, {pace}"
    return tuple(filter(None, (experience, more_in_area(one))))


def due_words(event: DueEvent) -> str:
    """What is to be done about all tests of an event, as one sentence."""
    if len(event.tests) == 1 and event.step not in _SAID_FOR_ONE:
        return event.tests[0].next_step
    groups = dict.fromkeys(group for test in event.tests for group in test.first)
    return _DUE_WORDS[event.step].format(
        codes=listed(event.codes),
        code=event.code,
        day=event.day,
        until=event.tests[0].until,
        first=listed(listed(group, "or") for group in groups),
    )


def percent(part: float, whole: float) -> int:
    """Whole per cent, rounded down; 0 of nothing."""
    return int(100 * part / whole + 1e-9) if whole else 0


def counted(number: int, one: str, many: str = "") -> str:
    """`1 week`, `3 weeks`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    items = list(words)
    return f"{', '.join(items[:-1])} {last} {items[-1]}" if len(items) > 1 else "".join(items)


def code_list(codes: Iterable[str]) -> str:
    """Test codes with runs drawn together: `A1-A8, L2`."""
    runs: list[list[str]] = []
    for code in codes:
        if runs and _follows(runs[-1][-1], code):
            runs[-1].append(code)
        else:
            runs.append([code])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) >= _RUN else ", ".join(run) for run in runs)


def _follows(before: str, code: str) -> bool:
    series, number = code.rstrip("0123456789"), code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return bool(number) and before == f"{series}{int(number) - 1}"
