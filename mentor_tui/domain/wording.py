"""The words in which amounts, vehicles and tests are told to a person."""

from collections.abc import Iterable
from itertools import pairwise

from mentor_tui.domain.apprentice import VehicleKind
from mentor_tui.domain.minutes import format_hours

_EXACT_BELOW = 100 * 60
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


def hours_text(minutes: int) -> str:
    """Minutes as hours for reading: exact below 100 h, whole hours rounded down from there on, as in `1,240 h`."""
    return f"{format_hours(minutes)} h" if minutes < _EXACT_BELOW else f"{minutes // 60:,} h"


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
    ordered = list(codes)
    follows = [False, *(_follows(before, code) for before, code in pairwise(ordered))]
    for code, joined in zip(ordered, follows, strict=True):
        if joined:
            runs[-1].append(code)
        else:
            runs.append([code])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) >= _RUN else ", ".join(run) for run in runs)


def _follows(before: str, code: str) -> bool:
    series, number = code.rstrip("0123456789"), code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return bool(number) and before == f"{series}{int(number) - 1}"
