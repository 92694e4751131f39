"""What in a record points to a direction: hours, shops and words, each weighed as the rule book says, and told as evidence."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from enum import StrEnum
from functools import lru_cache
from math import fsum
from typing import NamedTuple, Self

from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.vocabulary import VehicleKind
from mentor_tui.domain.weeks import add_months
from mentor_tui.domain.workplace import Specialisation

Work = tuple[VehicleKind, str]
"""A vehicle kind and the key of a work area."""

_WORD = re.compile(r"\w+")
_ENDINGS = "", "s", "es"
_PIECES = 3
"""How much evidence is given for a direction."""


class Keywords:
    """The keywords of all directions. A keyword is found as whole words, in the singular or the plural, in any case.

    Attributes:
        owners: The keys of the directions that each keyword points to.
    """

    def __init__(self, directions: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
        owners: dict[str, list[str]] = defaultdict(list)
        for key, words in directions:
            for word in words:
                owners[word.casefold()].append(key)
        self.owners = dict(owners)
        self._phrases: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        for word in self.owners:
            *start, last = _WORD.findall(word) or [word]
            for ending in _ENDINGS:
                phrase = [*start, last + ending]
                self._phrases[phrase[0]].append((phrase, word))

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, directions: tuple[tuple[str, tuple[str, ...]], ...]) -> Self:
        """The keywords of these directions, made once."""
        return cls(directions)

    def words_in(self, text: str) -> frozenset[str]:
        """The keywords that stand in `text`."""
        words = _WORD.findall(text.casefold())
        if self._phrases.keys().isdisjoint(words):
            return frozenset()
        return frozenset(
            keyword
            for position, first in enumerate(words)
            for phrase, keyword in self._phrases.get(first, ())
            if words[position : position + len(phrase)] == phrase
        )


class WorkSum(NamedTuple):
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


class Mentions(NamedTuple):
    """Keywords of one direction that stand in the notes, most frequent first, and the weeks they stand in."""

    keywords: tuple[str, ...]
    weeks: frozenset[date]


def points_to(direction: Specialisation, kind: VehicleKind, area: str) -> bool:
    """Whether work in `area` on `kind` is work of the direction."""
    return (not direction.kinds or kind in direction.kinds) and (
        not direction.areas or area in direction.areas
    )


class Weighing:
    """One record, added up once for all directions.

    Attributes:
        recent_after: Work in weeks that end after this day is recent.
        by_work: Counted work of each area of each vehicle kind.
        by_placement: Counted work at each placement.
        minutes: Counted minutes altogether.
        weight: The weight of all work together.
        shops: Weight of counted work by key of shop type; 1 for the present shop where nothing counts yet.
        shop_weight: All these together.
        mentions: What stands in the notes, by key of the direction it points to.
        weeks_with_keywords: Weeks whose notes hold a keyword of any direction.
    """

    def __init__(self, judged: JudgedRecord) -> None:
        self.judged = judged
        self.rules = judged.rulebook.weights
        self.recent_after = add_months(judged.today, -self.rules.recent_months)
        by_work: dict[Work, list[tuple[float, dict[date, int]]]] = defaultdict(list)
        by_placement: dict[str, list[tuple[float, dict[date, int]]]] = defaultdict(list)
        for group, weeks in judged.groups.items():
            part = self.rules.supervision.get(group.supervision, 1.0), weeks
            by_work[group.kind, group.area].append(part)
            by_placement[group.placement].append(part)
        self.by_work: Mapping[Work, WorkSum] = {work: self._sum(parts) for work, parts in by_work.items()}
        self.by_placement: Mapping[str, WorkSum] = {
            key: self._sum(parts) for key, parts in by_placement.items()
        }
        self.minutes = sum(work.minutes for work in self.by_work.values())
        self.weight = fsum(work.weight for work in self.by_work.values())
        self.shops = self._shops()
        self.shop_weight = fsum(self.shops.values())
        self.mentions = self._mentions()
        self.weeks_with_keywords = len(
            frozenset().union(*(mentions.weeks for mentions in self.mentions.values()))
        )

    def _sum(self, parts: Iterable[tuple[float, dict[date, int]]]) -> WorkSum:
        counted = recent = 0
        weights: list[float] = []
        worked: set[date] = set()
        for weight, weeks in parts:
            all_minutes = sum(weeks.values())
            late = sum([minutes for week, minutes in weeks.items() if week > self.recent_after])
            counted += all_minutes
            recent += late
            weights.append(weight * (all_minutes - late + late * self.rules.recent))
            worked.update(weeks)
        # An exact sum: the order of entry must not change a score.
        return WorkSum(counted, recent, fsum(weights), worked)

    def _shops(self) -> dict[str, float]:
        apprentice = self.judged.record.apprentice
        weights: dict[str, list[float]] = defaultdict(list)
        for placement in apprentice.placements:
            if placement.key in self.by_placement:
                weights[placement.shop_type].append(self.by_placement[placement.key].weight)
        present = apprentice.placement_on(self.judged.today)
        if present and not weights:
            return {present.shop_type: 1.0}
        return {shop_type: fsum(parts) for shop_type, parts in weights.items()}

    def _mentions(self) -> dict[str, Mentions]:
        """A keyword counts for a direction only beside work on a vehicle of that direction.

        A turbo is one thing on a car and another on a truck.
        """
        directions = self.judged.rulebook.specialisations
        keywords = Keywords.of(tuple((direction.key, direction.keywords) for direction in directions))
        kinds = {direction.key: direction.kinds for direction in directions}
        weeks_of: dict[str, dict[str, set[date]]] = defaultdict(lambda: defaultdict(set))
        for text, week, worked in self._notes():
            for word in keywords.words_in(text):
                for key in keywords.owners[word]:
                    if not kinds[key] or not worked.isdisjoint(kinds[key]):
                        weeks_of[key][word].add(week)
        return {
            key: Mentions(
                tuple(sorted(weeks, key=lambda word: (-len(weeks[word]), word))),
                frozenset().union(*weeks.values()),
            )
            for key, weeks in weeks_of.items()
        }

    def _notes(self) -> Iterator[tuple[str, date, AbstractSet[VehicleKind]]]:
        """The notes of counted work, and the vehicles worked on."""
        groups = {
            (group.placement, group.kind, group.area, group.supervision): weeks
            for group, weeks in self.judged.groups.items()
        }
        for sheet in self.judged.record.sheets:
            week, placement = sheet.week, sheet.placement
            worked = set()
            for line in sheet.lines:
                if (line.note or sheet.note) and week in groups.get(
                    (placement, line.kind, line.area, line.supervision), ()
                ):
                    worked.add(line.kind)
                    yield line.note, week, {line.kind}
            if worked:
                yield sheet.note, week, worked


class WeighedDirection:
    """One direction weighed by what is in the record.

    Attributes:
        works: The work that points to it.
        weight: The weight of that work.
        mentions: Its keywords in the notes; None where there are none.
        share: Share of the weighted hands-on hours, in whole per cent.
        score: 0 to 100.
    """

    def __init__(self, weighing: Weighing, direction: Specialisation) -> None:
        self.weighing = weighing
        self.direction = direction
        self.works = {work: total for work, total in weighing.by_work.items() if points_to(direction, *work)}
        self.weight = fsum(total.weight for total in self.works.values())
        self._fitting_shops = fsum(
            weight for key, weight in weighing.shops.items() if key in direction.shop_types
        )
        self.mentions = weighing.mentions.get(direction.key)
        self.share = percent(self.weight, weighing.weight)
        self.score = self.score_with(0, 0, 0)

    def score_with(self, work: float, own: float, shop: float) -> float:
        """The score after so much more weight of work, of which some is its own and some in a fitting shop."""
        rules = self.weighing.rules
        hours = _share(self.weight + own, self.weighing.weight + work)
        fits = _share(self._fitting_shops + shop, self.weighing.shop_weight + work)
        mentioned = _share(
            len(self.mentions.weeks) if self.mentions else 0, self.weighing.weeks_with_keywords
        )
        per_point = (rules.hours + rules.shop_type + rules.keywords) / 100
        return (rules.hours * hours + rules.shop_type * fits + rules.keywords * mentioned) / per_point

    def points(self, weight: float, share: float) -> float:
        """What a sign of this weight gives of the score, by its share of all such signs."""
        rules = self.weighing.rules
        return round(100 * weight * share / (rules.hours + rules.shop_type + rules.keywords), 1)


class EvidenceKind(StrEnum):
    """What speaks for a direction."""

    HOURS = "hours"
    SHOP = "shop"
    PRESENT_SHOP = "present-shop"
    KEYWORDS = "keywords"
    LARGEST_PART = "largest-part"
    RECENT_PART = "recent-part"


class Evidence(NamedTuple):
    """One thing that speaks for a direction.

    Attributes:
        weight: Points of the score that it gives.
        minutes: Counted work of it.
        of_minutes: Counted work altogether.
        weeks: In how many weeks.
        areas: Titles of the work areas, the one with the most minutes first; none where the direction names none.
        shop: Name of the shop and title of its type.
        months: How many months count as recent.
    """

    kind: EvidenceKind
    weight: float
    minutes: int = 0
    of_minutes: int = 0
    weeks: int = 0
    areas: tuple[str, ...] = ()
    vehicles: tuple[VehicleKind, ...] = ()
    shop: tuple[str, str] = ("", "")
    keywords: tuple[str, ...] = ()
    months: int = 0


class Candidate(NamedTuple):
    """A direction and how strongly the record points to it.

    Attributes:
        score: 0 to 100.
        share: Share of the weighted hands-on hours, in whole per cent.
        evidence: The pieces that count most, the strongest first.
    """

    direction: Specialisation
    score: float
    share: int
    evidence: tuple[Evidence, ...]


def candidate(weighed: WeighedDirection) -> Candidate:
    """The result of weighing, with its evidence."""
    main = sorted([*_hours(weighed), *_shops(weighed), *_keywords(weighed)], key=lambda piece: -piece.weight)
    # What the hours are made of is told where one of these is missing.
    evidence = [*main, *_details(weighed)][:_PIECES]
    return Candidate(weighed.direction, round(weighed.score, 1), weighed.share, tuple(evidence))


def _hours(weighed: WeighedDirection) -> Iterator[Evidence]:
    weighing, areas = weighed.weighing, weighed.weighing.judged.rulebook.area
    if not weighed.works:
        return
    minutes_in = {
        key: sum(total.minutes for (_, area), total in weighed.works.items() if area == key)
        for _, key in weighed.works
        if weighed.direction.areas
    }
    yield Evidence(
        kind=EvidenceKind.HOURS,
        weight=weighed.points(weighing.rules.hours, _share(weighed.weight, weighing.weight)),
        minutes=sum(total.minutes for total in weighed.works.values()),
        of_minutes=weighing.minutes,
        weeks=len(set().union(*(total.weeks for total in weighed.works.values()))),
        areas=tuple(areas[key].title for key in sorted(minutes_in, key=lambda key: (-minutes_in[key], key))),
        vehicles=tuple(kind for kind in VehicleKind if any(kind is work[0] for work in weighed.works)),
    )


def _shops(weighed: WeighedDirection) -> Iterator[Evidence]:
    weighing = weighed.weighing
    judged, weight = weighing.judged, weighing.rules.shop_type
    for placement in judged.record.apprentice.placements:
        if placement.voided or placement.shop_type not in weighed.direction.shop_types:
            continue
        shop = placement.shop, judged.rulebook.shop_type[placement.shop_type].title
        work = weighing.by_placement.get(placement.key)
        if work is not None:
            points = weighed.points(weight, _share(work.weight, weighing.shop_weight))
            yield Evidence(EvidenceKind.SHOP, points, minutes=work.minutes, weeks=len(work.weeks), shop=shop)
        elif not weighing.by_placement and placement.covers(judged.today, judged.today):
            yield Evidence(EvidenceKind.PRESENT_SHOP, weighed.points(weight, 1.0), shop=shop)


def _keywords(weighed: WeighedDirection) -> Iterator[Evidence]:
    if weighed.mentions is not None:
        weeks = len(weighed.mentions.weeks)
        share = _share(weeks, weighed.weighing.weeks_with_keywords)
        points = weighed.points(weighed.weighing.rules.keywords, share)
        yield Evidence(EvidenceKind.KEYWORDS, points, weeks=weeks, keywords=weighed.mentions.keywords)


def _details(weighed: WeighedDirection) -> Iterator[Evidence]:
    """What is already within the hours: the largest area and the recent months."""
    weighing = weighed.weighing
    works = sorted(weighed.works.items(), key=lambda item: (-item[1].weight, item[0]))
    if len(works) > 1:
        (kind, area), total = works[0]
        yield Evidence(
            kind=EvidenceKind.LARGEST_PART,
            weight=weighed.points(weighing.rules.hours, _share(total.weight, weighing.weight)),
            minutes=total.minutes,
            weeks=len(total.weeks),
            areas=(weighing.judged.rulebook.area[area].title,),
            vehicles=(kind,),
        )
    if recent := sum(total.recent for _, total in works):
        weeks = {week for _, total in works for week in total.weeks if week > weighing.recent_after}
        months = weighing.rules.recent_months
        yield Evidence(EvidenceKind.RECENT_PART, 0.0, minutes=recent, weeks=len(weeks), months=months)


def _share(part: float, whole: float) -> float:
    """From 0 to 1; 0 of nothing."""
    return part / whole if whole else 0.0


def percent(part: float, whole: float) -> int:
    """Whole per cent, rounded down; 0 of nothing."""
    return int(100 * part / whole + 1e-9) if whole else 0
