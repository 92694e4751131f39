"""Logbooks of any size from a seed: S, M, L and XL."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from mentor_tui.logbook.kinds import APPRENTICES
from mentor_tui.store.records import Operation
from mentor_tui.store.store import Store

LAST_WEEK = date(2026, 11, 20)
_AT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
_ROWS_A_CHANGE = 500

_SHOPS = (
    ("diesel-shop", "truck", ("diesel-engine", "brakes", "electrical", "drive-train")),
    ("dealership", "car", ("brakes", "electrical", "engine-performance", "suspension-steering")),
    ("body-shop", "collision", ("painting", "non-structural", "structural")),
)
_FIRST = ("Ana", "Bo", "Chidi", "Dora", "Emre", "Fay", "Gus", "Hana", "Ivo", "June")
_LAST = ("Ruiz", "Lind", "Okoro", "Weiss", "Aydin", "Marsh", "Novak", "Sato", "Petrov", "Clark")


class Size(NamedTuple):
    """How many apprentices, and how many weeks each."""

    apprentices: int
    weeks: int


SIZES = {
    "S": Size(12, 104),
    "M": Size(60, 208),
    "L": Size(500, 208),
    "XL": Size(5000, 208),
}


def name_of(number: int) -> str:
    """The name of an apprentice by position; every one is different."""
    return f"{_FIRST[number % 10]} {_LAST[number // 10 % 10]} {number:04}"


def documents(size: Size, seed: int = 1) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Table, key and document of everything in a logbook of that size."""
    random = Random(seed)  # noqa: S311 - a repeatable sequence is wanted
    for number in range(size.apprentices):
        key = f"a{number:04}"
        shop_type, kind, areas = _SHOPS[number % len(_SHOPS)]
        first = LAST_WEEK - timedelta(weeks=size.weeks - 1)
        start = (first - timedelta(days=6)).isoformat()
        place = {
            "key": "p1",
            "shop": f"Shop {number % 7}",
            "shop_type": shop_type,
            "kind": kind,
            "starts": start,
        }
        yield APPRENTICES, key, {"key": key, "name": name_of(number), "start": start, "placements": [place]}
        for week in range(size.weeks):
            ends = (first + timedelta(weeks=week)).isoformat()
            lines = [
                {
                    "kind": kind,
                    "area": areas[(week + step) % len(areas)],
                    "minutes": 15 * (30 + int(random.random() * 20)),
                }
                for step in range(3)
            ]
            sign_off = {"state": "approved", "by": "M. Keller", "at": f"{ends}T16:30:00+00:00"}
            sheet = {"apprentice": key, "week": ends, "placement": "p1", "lines": lines, "sign_off": sign_off}
            yield f"sheets/{key}", f"{ends}/p1", sheet
        if number % 4 == 0:
            code = {"truck": "T4", "car": "A5", "collision": "B2"}[kind]
            events = [{"step": "passed", "on": "2026-03-02"}]
            yield f"tests/{key}", code, {"apprentice": key, "code": code, "events": events}


def make_book(folder: Path, size: Size, seed: int = 1) -> None:
    """Write a logbook of that size into an empty folder."""
    with Store.open(folder) as store:
        rows: list[Operation] = []
        for table, key, document in documents(size, seed):
            rows.append(Operation(table, key, None, document))
            if len(rows) == _ROWS_A_CHANGE:
                store.commit(rows, at=_AT, who="bench", why="made for a benchmark")
                rows = []
        if rows:
            store.commit(rows, at=_AT, who="bench", why="made for a benchmark")
