"""Hours as a mentor types them, held as whole minutes."""

import re

MINUTES_OF_A_WEEK = 7 * 24 * 60
_HOUR = 60
_DAY = 24 * _HOUR

_CLOCK = re.compile(r"^([0-9]{1,3})\s*(?::|h)\s*([0-9]{2})?\s*(?:m(?:in)?)?$")
_DECIMAL = re.compile(r"^([0-9]{0,3})(?:[.,]([0-9]{1,4}))?\s*h?$")


def parse_minutes(text: str) -> int:
    """Read `7.5`, `7,5`, `7:30`, `7h30`, `7h` or a sum such as `4+3.5` as whole minutes.

    Raises:
        ValueError: the text is none of these, or is not a whole number of minutes between 0 and a week's 168 hours.
    """
    minutes = sum(_part(part.strip().lower(), text) for part in text.split("+"))
    if minutes > MINUTES_OF_A_WEEK:
        raise ValueError(f"{text.strip()} is more than the 168 hours of a week")
    return minutes


def _part(part: str, whole: str) -> int:
    if part.startswith("-"):
        raise ValueError(f"hours cannot be negative: {whole.strip()}")
    if match := _CLOCK.match(part):
        hours, minutes = int(match[1]), int(match[2] or 0)
        if minutes >= _HOUR:
            raise ValueError(f"{part} has {minutes} minutes in an hour; 59 is the most")
        if ":" in part and hours * _HOUR + minutes > _DAY:
            raise ValueError(f"{part} is no time of a day; for {hours} hours write {hours} or {hours}h")
        return hours * _HOUR + minutes
    match = _DECIMAL.match(part)
    if not match or not (match[1] or match[2]):
        raise ValueError(f"{whole.strip() or 'nothing'} is not a time; write 7.5, 7:30, 7h30 or 4+3.5")
    # To the nearest minute: spreadsheets hold a third of an hour as 0.3333.
    scale: int = 10 ** len(match[2] or "")
    parts = int(match[1] or 0) * scale + int(match[2] or 0)
    return (parts * _HOUR * 2 + scale) // (2 * scale)


def percent(part: float, whole: float) -> int:
    """Whole per cent, rounded down; 0 of nothing."""
    return int(100 * part / whole + 1e-9) if whole else 0
