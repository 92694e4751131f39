"""Rows of totals: not work, but a check on the rows above them."""

from collections import defaultdict

from mentor_tui.domain.minutes import format_hours
from mentor_tui.exchange.column_hours import HoursColumn, total_minutes
from mentor_tui.exchange.matching import fold


class Totals:
    """What the rows above add up to, in minutes: all of them, those since the last total, and those of each person."""

    def __init__(self) -> None:
        self._all = self._since = 0
        self._by_name: dict[str, int] = defaultdict(int)
        self._unreadable = False

    def add(self, name: str, hours: str, column: HoursColumn) -> None:
        """Add a row that is no total."""
        try:
            minutes = column.minutes(hours) if hours else 0
        except ValueError:
            self._unreadable = True
            return
        self._all += minutes
        self._since += minutes
        self._by_name[fold(name)] += minutes

    def check(self, name: str, hours: str) -> str:
        """What is wrong with a total; nothing where it agrees with one of the sums."""
        minutes = total_minutes(hours)
        words = f" {fold(name)} "
        sums = {
            self._all,
            self._since,
            *(part for who, part in self._by_name.items() if who and f" {who} " in words),
        }
        above, self._since = self._since, 0
        if minutes is None or minutes in sums:
            return ""
        unread = " and some that cannot be read" if self._unreadable else ""
        return f"the total says {format_hours(minutes)} h; the rows above add up to {format_hours(above)} h{unread}"
