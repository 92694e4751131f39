"""The words in which amounts, vehicles and tests are told to a person."""

from collections.abc import Iterable

from mentor_tui.domain.apprentice import VehicleKind

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
