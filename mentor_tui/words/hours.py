"""Amounts of work as they are told to a person: never more than there is, and never less than is missing."""

_HOUR = 60
_TENTH = _HOUR // 10


def format_hours(minutes: int) -> str:
    """Minutes to the minute, as hours with no more digits than needed: `7.5`, `40`, `0.25`; `7:20` where decimals would not end."""
    hours, rest = divmod(abs(minutes), _HOUR)
    sign = "-" if minutes < 0 else ""
    if rest == 0:
        return f"{sign}{hours}"
    if rest % 3 == 0:
        return f"{sign}{hours + rest / _HOUR:.2f}".rstrip("0")
    return f"{sign}{hours}:{rest:02}"


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
