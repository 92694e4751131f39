"""Hours as a mentor types them, held as whole minutes."""

import re
from typing import Any

from mentor_tui.domain.problem import Problem, ProblemKind
from mentor_tui.domain.weeks import MINUTES_OF_A_WEEK

_HOUR = 60
_DAY = 24 * _HOUR

_CLOCK = r"^([0-9]{1,3})\s*(?::|h)\s*([0-9]{2})?\s*(?:m(?:in)?)?$"
_DECIMAL = r"^([0-9]{0,3})(?:[.,]([0-9]{1,4}))?\s*h?$"


class HoursError(ValueError):
    """A text is no hours, or too many.

    Attributes:
        problem: What is wrong with it; of no field.
    """

    def __init__(self, kind: ProblemKind, **figures: Any) -> None:  # noqa: ANN401 - see `Figures`
        super().__init__(kind)
        self.problem = Problem(kind, "", figures)


def parse_minutes(text: str) -> int:
    """Read `7.5`, `7,5`, `7:30`, `7h30`, `7h` or a sum such as `4+3.5` as whole minutes.

    Raises:
        HoursError: the text is none of these, or is not a whole number of minutes between 0 and a week's 168 hours.
    """
    minutes = sum(_part(part.strip().lower(), text) for part in text.split("+"))
    if minutes > MINUTES_OF_A_WEEK:
        raise HoursError(ProblemKind.MORE_THAN_A_WEEK, text=text.strip())
    return minutes


def _part(part: str, whole: str) -> int:
    if part.startswith("-"):
        raise HoursError(ProblemKind.NEGATIVE_HOURS, text=whole.strip())
    if match := re.match(_CLOCK, part):
        hours, minutes = int(match[1]), int(match[2] or 0)
        if minutes >= _HOUR:
            raise HoursError(ProblemKind.MINUTES_OF_AN_HOUR, text=part, number=minutes)
        if ":" in part and hours * _HOUR + minutes > _DAY:
            raise HoursError(ProblemKind.NO_TIME_OF_A_DAY, text=part, hours=hours)
        return hours * _HOUR + minutes
    match = re.match(_DECIMAL, part)
    if not match or not (match[1] or match[2]):
        raise HoursError(ProblemKind.NO_TIME, text=whole.strip())
    # To the nearest minute: spreadsheets hold a third of an hour as 0.3333.
    scale: int = 10 ** len(match[2] or "")
    parts = int(match[1] or 0) * scale + int(match[2] or 0)
    return (parts * _HOUR * 2 + scale) // (2 * scale)
