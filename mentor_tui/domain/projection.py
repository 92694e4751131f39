"""When something will be met, as a range, with the pace it assumes."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from mentor_tui.domain.weeks import WEEK

_RECENT, _YEAR = 13, 52
_HORIZON = timedelta(days=3660)


class Projection(NamedTuple):
    """Two dates from two paces. A date is None where that pace does not get there within ten years.

    Attributes:
        earliest: The sooner of the two.
        latest: The later of the two.
        recent_pace: Minutes a week over the last 13 weeks.
        year_pace: Minutes a week over the last 52 weeks.
    """

    earliest: date | None
    latest: date | None
    recent_pace: int
    year_pace: int


def project(
    weekly: Mapping[date, int], since: date, today: date, minutes_missing: int, days_missing: int
) -> Projection:
    """When `minutes_missing` more minutes will be logged and `days_missing` more days employed, whichever is later.

    Args:
        weekly: Counted minutes by week end.
        since: First day of employment; a shorter time than the window is not padded with empty weeks.
        today: The day from which to look ahead.
        minutes_missing: Minutes of work still to be done.
        days_missing: Days of employment still to pass.
    """
    recent = _pace(weekly, since, today, _RECENT)
    year = _pace(weekly, since, today, _YEAR)
    days = sorted(
        day
        for pace in (recent, year)
        if (day := _reached(today, pace, minutes_missing, days_missing)) is not None
    )
    return Projection(
        earliest=days[0] if days else None,
        latest=days[-1] if len(days) > 1 else None,
        recent_pace=recent,
        year_pace=year,
    )


def later(first: Projection | None, second: Projection | None) -> Projection | None:
    """Both have to come true: the later dates, with the paces of the one that decides."""
    if first is None or second is None:
        return first or second
    decides = max(first, second, key=lambda one: (one.latest or date.max, one.earliest or date.max))
    return Projection(
        earliest=max(first.earliest, second.earliest) if first.earliest and second.earliest else None,
        latest=max(first.latest, second.latest) if first.latest and second.latest else None,
        recent_pace=decides.recent_pace,
        year_pace=decides.year_pace,
    )


def _pace(weekly: Mapping[date, int], since: date, today: date, window: int) -> int:
    weeks = max(1, min(window, ((today - since).days + 1) // 7))
    start = today - weeks * WEEK
    return sum(minutes for week, minutes in weekly.items() if start < week <= today) // weeks


def _reached(today: date, pace: int, minutes_missing: int, days_missing: int) -> date | None:
    if minutes_missing > 0 and pace <= 0:
        return None
    weeks = -(-minutes_missing // pace) if minutes_missing > 0 else 0
    wait = max(weeks * WEEK, timedelta(days=max(0, days_missing)))
    return today + wait if wait <= _HORIZON else None
