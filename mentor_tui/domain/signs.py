"""What in a record points to a direction: hours, shops and words, each weighed as the rule book says."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from math import fsum

from mentor_tui.domain.apprentice import VehicleKind
from mentor_tui.domain.direction import Specialisation
from mentor_tui.domain.experience import History
from mentor_tui.domain.weeks import add_months

_Work = tuple[VehicleKind, str]
"""A vehicle kind and the key of a work area."""


@dataclass(slots=True)
class Sum:
    """Work that was added up.

    Attributes:
        minutes: Counted minutes.
        recent: Those of the recent months.
        weight: Minutes times the weights of supervision and recency.
        weeks: The weeks it was done in.
    """

    minutes: int
    recent: int
    weight: float
    weeks: set[date]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one direction that stand in the notes, most frequent first, and the weeks they stand in."""

    found: tuple[str, ...]
    weeks: frozenset[date]


def points_to(direction: Specialisation, kind: VehicleKind, area: str) -> bool:
    """Whether work in `area` on `kind` is work of the direction."""
    return (not direction.kinds or kind in direction.kinds) and (
        not direction.areas or area in direction.areas
    )


class Signs:
    """The signs in one history, added up once for all directions.

    Attributes:
        since: Work in weeks that end after this day is recent.
    """

    def __init__(self, history: History) -> None:
        self.history = history
        self.rules = history.rulebook.weights
        self.since = add_months(history.today, -self.rules.recent_months)

    @cached_property
    def _sums(self) -> tuple[dict[_Work, Sum], dict[str, Sum]]:
        """By work and by placement."""
        weights = self.rules.supervision
        parts: dict[tuple[_Work, str], list[tuple[float, bool, int, date]]] = defaultdict(list)
        for entry in self.history.entries:
            if entry.counted:
                part = weights.get(entry.supervision, 1.0), entry.week > self.since, entry.counted, entry.week
                parts[(entry.kind, entry.area), entry.placement].append(part)
        by_work: dict[_Work, list[tuple[float, bool, int, date]]] = defaultdict(list)
        by_place: dict[str, list[tuple[float, bool, int, date]]] = defaultdict(list)
        for (work, place), found in parts.items():
            by_work[work] += found
            by_place[place] += found
        return (
            {work: self._sum(found) for work, found in by_work.items()},
            {place: self._sum(found) for place, found in by_place.items()},
        )

    def _sum(self, parts: Iterable[tuple[float, bool, int, date]]) -> Sum:
        parts = list(parts)
        return Sum(
            minutes=sum(minutes for _, _, minutes, _ in parts),
            recent=sum(minutes for _, recent, minutes, _ in parts if recent),
            # An exact sum: the order of entry must not change a score.
            weight=fsum(
                minutes * weight * (self.rules.recent if recent else 1)
                for weight, recent, minutes, _ in parts
            ),
            weeks={week for _, _, _, week in parts},
        )

    @property
    def by_work(self) -> Mapping[_Work, Sum]:
        """Counted work of each area of each vehicle kind."""
        return self._sums[0]

    @property
    def by_placement(self) -> Mapping[str, Sum]:
        """Counted work at each placement."""
        return self._sums[1]

    @cached_property
    def minutes(self) -> int:
        """Counted minutes altogether."""
        return sum(found.minutes for found in self.by_work.values())

    @cached_property
    def weight(self) -> float:
        """The weight of all work together."""
        return fsum(found.weight for found in self.by_work.values())

    @cached_property
    def shops(self) -> dict[str, Sum]:
        """Counted work by key of shop type; the present shop alone where there is none yet."""
        apprentice = self.history.record.apprentice
        found: dict[str, Sum] = {}
        for key, part in self.by_placement.items():
            place = apprentice.placement(key)
            if place is None:
                continue
            known = found.get(place.shop_type)
            found[place.shop_type] = part if known is None else _joined(known, part)
        present = apprentice.placement_on(self.history.today)
        return found or ({present.shop_type: Sum(0, 0, 1.0, set())} if present else {})

    def area_words(self, area: str) -> str:
        """The title of a work area within a sentence; an abbreviation stays as it is."""
        known = self.history.rulebook.area.get(area)
        title = known.title if known else area
        return title if title[:2].isupper() else title[:1].lower() + title[1:]

    @cached_property
    def words(self) -> dict[str, Words]:
        """Words found in the notes, by key of the direction they point to.

        A word counts for a direction only beside work on a vehicle of that direction: a turbo is one thing on a car and
        another on a truck.
        """
        book = self.history.rulebook
        pattern, owners = _vocabulary(tuple((one.key, one.keywords) for one in book.specialisations))
        kinds = {one.key: one.kinds for one in book.specialisations}
        weeks: dict[str, set[date]] = defaultdict(set)
        times: dict[str, dict[str, set[date]]] = defaultdict(lambda: defaultdict(set))
        for text, week, worked in self._notes():
            for word in set(pattern.findall(text.casefold())):
                for key in owners[word]:
                    if not kinds[key] or not worked.isdisjoint(kinds[key]):
                        weeks[key].add(week)
                        times[key][word].add(week)
        return {
            key: Words(
                tuple(sorted(times[key], key=lambda word: (-len(times[key][word]), word))), frozenset(found)
            )
            for key, found in weeks.items()
        }

    @cached_property
    def weeks_with_words(self) -> int:
        """Weeks whose notes hold a word of any direction."""
        return len(frozenset().union(*(words.weeks for words in self.words.values())))

    def _notes(self) -> Iterable[tuple[str, date, frozenset[VehicleKind]]]:
        """The notes of counted work, and the vehicles worked on."""
        counted: dict[tuple[date, str], set[tuple[int, VehicleKind]]] = defaultdict(set)
        for entry in self.history.entries:
            if entry.counted:
                counted[entry.week, entry.placement].add((entry.line, entry.kind))
        for sheet in self.history.record.sheets:
            worked = counted.get((sheet.week, sheet.placement))
            if not worked:
                continue
            if sheet.note:
                yield sheet.note, sheet.week, frozenset(kind for _, kind in worked)
            for position, line in enumerate(sheet.lines):
                if line.note and (position, line.kind) in worked:
                    yield line.note, sheet.week, frozenset((line.kind,))


def _joined(one: Sum, other: Sum) -> Sum:
    return Sum(
        one.minutes + other.minutes,
        one.recent + other.recent,
        one.weight + other.weight,
        one.weeks | other.weeks,
    )


@lru_cache(maxsize=4)
def _vocabulary(
    directions: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """A pattern that finds every keyword, the longer first, and the directions that each points to."""
    owners: dict[str, tuple[str, ...]] = {}
    for key, words in directions:
        for word in words:
            owners[word.casefold()] = (*owners.get(word.casefold(), ()), key)
    ordered = sorted(owners, key=lambda word: (-len(word), word))
    alternatives = "|".join(map(re.escape, ordered)) or r"(?!)"
    return re.compile(rf"(?<!\w)({alternatives})(?:s|es)?(?!\w)"), owners
