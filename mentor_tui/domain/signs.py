"""What in a record points to a direction: hours, shops and words, each weighed as the rule book says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property
from math import fsum
from typing import NamedTuple

from mentor_tui.domain.direction import Specialisation
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.keywords import Vocabulary
from mentor_tui.domain.vocabulary import VehicleKind
from mentor_tui.domain.weeks import add_months

_Work = tuple[VehicleKind, str]
"""A vehicle kind and the key of a work area."""


class Sum(NamedTuple):
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


class Words(NamedTuple):
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

    def __init__(self, judged: JudgedRecord) -> None:
        self.judged = judged
        self.rules = judged.rulebook.weights
        self.since = add_months(judged.today, -self.rules.recent_months)

    @cached_property
    def _sums(self) -> tuple[dict[_Work, Sum], dict[str, Sum]]:
        """By work and by placement."""
        by_work: dict[_Work, list[tuple[float, dict[date, int]]]] = defaultdict(list)
        by_place: dict[str, list[tuple[float, dict[date, int]]]] = defaultdict(list)
        for group, weeks in self.judged.groups.items():
            part = self.rules.supervision.get(group.supervision, 1.0), weeks
            by_work[group.kind, group.area].append(part)
            by_place[group.placement].append(part)
        return (
            {work: self._sum(found) for work, found in by_work.items()},
            {place: self._sum(found) for place, found in by_place.items()},
        )

    def _sum(self, parts: Iterable[tuple[float, dict[date, int]]]) -> Sum:
        minutes = recent = 0
        weights: list[float] = []
        worked: set[date] = set()
        for weight, weeks in parts:
            here = sum(weeks.values())
            late = sum([part for week, part in weeks.items() if week > self.since])
            minutes += here
            recent += late
            weights.append(weight * (here - late + late * self.rules.recent))
            worked.update(weeks)
        # An exact sum: the order of entry must not change a score.
        return Sum(minutes, recent, fsum(weights), worked)

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
    def shops(self) -> dict[str, float]:
        """Weight of counted work by key of shop type; 1 for the present shop where nothing counts yet."""
        apprentice = self.judged.record.apprentice
        weights: dict[str, list[float]] = defaultdict(list)
        for placement in apprentice.placements:
            if placement.key in self.by_placement:
                weights[placement.shop_type].append(self.by_placement[placement.key].weight)
        present = apprentice.placement_on(self.judged.today)
        if present and not weights:
            return {present.shop_type: 1.0}
        return {shop_type: fsum(parts) for shop_type, parts in weights.items()}

    def area_words(self, area: str) -> str:
        """The title of a work area within a sentence; an abbreviation stays as it is."""
        title = self.judged.rulebook.area[area].title
        return title if title[:2].isupper() else title[:1].lower() + title[1:]

    @cached_property
    def words(self) -> dict[str, Words]:
        """Words found in the notes, by key of the direction they point to.

        A word counts for a direction only beside work on a vehicle of that direction: a turbo is one thing on a car and
        another on a truck.
        """
        directions = self.judged.rulebook.specialisations
        vocabulary = Vocabulary.of(tuple((one.key, one.keywords) for one in directions))
        kinds = {one.key: one.kinds for one in directions}
        found: dict[str, dict[str, set[date]]] = defaultdict(lambda: defaultdict(set))
        for text, week, worked in self._notes():
            for word in vocabulary.words_in(text):
                for key in vocabulary.owners[word]:
                    if not kinds[key] or not worked.isdisjoint(kinds[key]):
                        found[key][word].add(week)
        return {
            key: Words(
                tuple(sorted(weeks, key=lambda word: (-len(weeks[word]), word))),
                frozenset().union(*weeks.values()),
            )
            for key, weeks in found.items()
        }

    @cached_property
    def weeks_with_words(self) -> int:
        """Weeks whose notes hold a word of any direction."""
        return len(frozenset().union(*(words.weeks for words in self.words.values())))

    def _notes(self) -> Iterator[tuple[str, date, AbstractSet[VehicleKind]]]:
        """The notes of counted work, and the vehicles worked on."""
        groups = {
            (group.placement, group.kind, group.area, group.supervision): weeks
            for group, weeks in self.judged.groups.items()
        }
        for sheet in self.judged.record.sheets:
            week, place = sheet.week, sheet.placement
            worked = set()
            for line in sheet.lines:
                if (line.note or sheet.note) and week in groups.get(
                    (place, line.kind, line.area, line.supervision), ()
                ):
                    worked.add(line.kind)
                    yield line.note, week, {line.kind}
            if worked:
                yield sheet.note, week, worked
