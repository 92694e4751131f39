"""The hours of a column as whole minutes, whatever a spreadsheet made of them."""

import re
from collections.abc import Iterable
from decimal import Decimal

from mentor_tui.domain.minutes import parse_minutes

_UNIT = re.compile(r"\s*(hours?|hrs?\.?|h)$", re.IGNORECASE)
_DECIMAL = re.compile(r"^[0-9]*[.,][0-9]+$")
_GROUPED = re.compile(r"^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$")
_CLOCK = re.compile(r"^([0-9]+):([0-9]{2})$")
_SECONDS = re.compile(r"^([0-9]+:[0-9]{2}):00$")
_PLAIN = re.compile(r"^[0-9]+([.,][0-9]+)?$")
_MINUTES_OF_A_DAY = 1440
_STEP = 5
_TELLING = 3
_DIGITS = Decimal("0.0001")


class HoursColumn:
    """One column of hours.

    Attributes:
        of_days: Whether it holds parts of a day, as a spreadsheet stores a time: 0.3125 for 7:30. It is taken for that only
            where each value is below 1 and, with three decimals or more, a multiple of five minutes of a day.
    """

    def __init__(self, values: Iterable[str]) -> None:
        self.of_days = _all_of_days([bare for value in values if (bare := _bare(value))])

    def minutes(self, text: str) -> int:
        """One value in minutes.

        Raises:
            HoursError: it is no time, negative, or more than a week has.
        """
        bare = _bare(text)
        if self.of_days and _DECIMAL.match(bare):
            return round(_number(bare) * _MINUTES_OF_A_DAY)
        if _DECIMAL.match(bare):
            # Spreadsheets write 7.333333 and 7.4999999999; the format of the program takes four decimals.
            return parse_minutes(str(_number(bare).quantize(_DIGITS)))
        return parse_minutes(bare)


def total_minutes(text: str) -> int | None:
    """The hours of a row of totals in minutes, which may be more than a week has; None where they cannot be read."""
    bare = _bare(text)
    if match := _CLOCK.match(bare):
        return int(match[1]) * 60 + int(match[2])
    if _GROUPED.match(bare):
        return round(Decimal(bare.replace(",", "")) * 60)
    if _PLAIN.match(bare):
        return round(_number(bare) * 60)
    return None


def _bare(text: str) -> str:
    bare = _UNIT.sub("", text.replace("\N{NO-BREAK SPACE}", " ").strip())
    return match[1] if (match := _SECONDS.match(bare)) else bare


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _all_of_days(values: list[str]) -> bool:
    if not values or not all(_DECIMAL.match(value) and 0 < _number(value) < 1 for value in values):
        return False
    telling = [value for value in values if len(re.split("[.,]", value)[1]) >= _TELLING]
    return bool(telling) and all(map(_fits_a_clock, telling))


def _fits_a_clock(value: str) -> bool:
    """Whether it is a multiple of five minutes of a day, as far as its digits tell."""
    number = _number(value)
    minutes = number * _MINUTES_OF_A_DAY
    slack = Decimal(_MINUTES_OF_A_DAY) * Decimal(10) ** -len(re.split("[.,]", value)[1])
    return abs(minutes - _STEP * round(minutes / _STEP)) <= slack
