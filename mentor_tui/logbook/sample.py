"""The sample shop: made-up training records that are always of this week."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, TypeVar

import orjson

from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.weeks import WEEK, Weekday, week_of
from mentor_tui.errors import MentorError
from mentor_tui.logbook.kinds import APPRENTICE, APPRENTICES, PARTS, Address, table_of
from mentor_tui.resources import sample_shop

_Record = TypeVar("_Record")

_DATE = re.compile(rb'(?<=")[0-9]{4}-[0-9]{2}-[0-9]{2}(?=["T])')
"""A text in JSON that begins with a date, and is nothing else or a time. Notes of the sample shop begin with none."""


def sample_day(today: date) -> date:
    """The day the sample shop is shown as of: the latest Friday that is not after `today`."""
    friday = week_of(today, Weekday.FRIDAY)
    return friday if friday == today else friday - WEEK


def sample_records(today: date) -> tuple[TrainingRecord, ...]:
    """The training records of the sample shop, shifted so that its anchor is `sample_day(today)`.

    Raises:
        MentorError: the file that ships with the program cannot be read, or the day is out of the calendar.
    """
    return _read(today, TrainingRecord.model_validate_json)


def sample_documents(today: date) -> Iterator[tuple[Address, dict[str, Any]]]:
    """The same as documents, just as they are in the file: to make models of thousands only to put them away takes long.

    Raises:
        MentorError: as `sample_records` does.
    """
    for record in _read(today, orjson.loads):
        apprentice = record["apprentice"]
        yield Address(APPRENTICES, APPRENTICE.key_of(apprentice)), apprentice
        for kind in PARTS:
            table = table_of(kind, apprentice["key"])
            for document in record.get(kind.table, ()):
                yield Address(table, kind.key_of(document)), document


def _read(today: date, read: Callable[[bytes], _Record]) -> tuple[_Record, ...]:
    path = sample_shop() / "records.jsonl"
    try:
        head, _, lines = path.read_bytes().partition(b"\n")
        anchor = date.fromisoformat(orjson.loads(head)["anchor"])
        moved = shift(lines, sample_day(today) - anchor)
        return tuple(map(read, moved.splitlines()))
    except OverflowError:
        raise MentorError(
            f"The sample shop cannot be shown as of {today}.", hint="Choose another day."
        ) from None
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise MentorError(
            f"{path}: the sample shop cannot be read: {error}", hint="Install the program again."
        ) from error


def shift(lines: bytes, by: timedelta) -> bytes:
    """JSON with every date and the date of every time moved by whole days; any other text stays as it is.

    It goes by what a date looks like rather than by names of fields, so that a new field is not forgotten.

    Raises:
        OverflowError: a date would leave the calendar.
    """
    moved: dict[bytes, bytes] = {}

    def move(found: re.Match[bytes]) -> bytes:
        day = found[0]
        if day not in moved:
            moved[day] = (date.fromisoformat(day.decode()) + by).isoformat().encode()
        return moved[day]

    return _DATE.sub(move, lines) if by else lines
