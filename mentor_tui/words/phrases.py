"""Numbers, lists, codes and days within a sentence."""

from collections.abc import Iterable
from datetime import date

from mentor_tui.domain.forecast import Precision

_RUN = 3


def counted(number: int, one: str, many: str = "") -> str:
    """`1 week`, `3 weeks`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    items = list(words)
    return f"{', '.join(items[:-1])} {last} {items[-1]}" if len(items) > 1 else "".join(items)


def within_sentence(title: str) -> str:
    """A title within a sentence: in small letters, but for an abbreviation."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


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


def day_text(day: date, precision: Precision = Precision.DAY) -> str:
    """`2026-11-20`, or the quarter of the year: `Q4 2026`."""
    return str(day) if precision is Precision.DAY else f"Q{(day.month + 2) // 3} {day.year}"


def nearest_name(name: str, names: Iterable[str]) -> str:
    """A question that proposes the most similar of the names, or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - only needed when something is wrong

    close = get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f' (did you mean "{close[0]}"?)' if close else ""
