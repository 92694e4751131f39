"""One direction weighed by the signs in a record, and the evidence for it."""

from collections.abc import Iterator
from math import fsum
from typing import NamedTuple

from mentor_tui.domain.direction import Specialisation
from mentor_tui.domain.signs import Signs, points_to
from mentor_tui.domain.vocabulary import VehicleKind
from mentor_tui.words.glyphs import kind_words
from mentor_tui.words.hours import hours_text, percent
from mentor_tui.words.phrases import counted, listed

_SHOWN = 3


class Evidence(NamedTuple):
    """One thing that speaks for a direction.

    Attributes:
        weight: Points of the score that it gives.
    """

    text: str
    weight: float


class Candidate(NamedTuple):
    """A direction and how strongly the record points to it.

    Attributes:
        score: 0 to 100.
        share: Share of the weighted hands-on hours, in whole per cent.
        goal: Codes of the tests that make it.
        path: Groups of codes to pass on the way; of each group one is enough.
        evidence: The pieces that count most, the strongest first.
    """

    key: str
    title: str
    score: float
    share: int
    goal: tuple[str, ...]
    path: tuple[tuple[str, ...], ...]
    evidence: tuple[Evidence, ...]
    note: str = ""


class Weighed:
    """One direction weighed by the signs."""

    def __init__(self, signs: Signs, direction: Specialisation) -> None:
        self.signs = signs
        self.direction = direction
        self.own = {work: found for work, found in signs.by_work.items() if points_to(direction, *work)}
        self.weight = fsum(found.weight for found in self.own.values())
        self.shop_all = fsum(signs.shops.values())
        self.shop_weight = fsum(weight for key, weight in signs.shops.items() if key in direction.shop_types)
        self.words = signs.words.get(direction.key)
        self.share = percent(self.weight, signs.weight)
        self.score = self.with_more(0, 0, 0)

    def with_more(self, work: float, own: float, shop: float) -> float:
        """The score after so much more weight of work, of which some is its own and some in a fitting shop."""
        rules = self.signs.rules
        per_point = (rules.hours + rules.shop_type + rules.keywords) / 100
        hours = _part(self.weight + own, self.signs.weight + work)
        fits = _part(self.shop_weight + shop, self.shop_all + work)
        said = _part(len(self.words.weeks) if self.words else 0, self.signs.weeks_with_words)
        return (rules.hours * hours + rules.shop_type * fits + rules.keywords * said) / per_point

    @property
    def candidate(self) -> Candidate:
        """The result as plain values."""
        return Candidate(
            key=self.direction.key,
            title=self.direction.title,
            score=round(self.score, 1),
            share=self.share,
            goal=self.direction.goal,
            path=self.direction.path,
            evidence=tuple(self._evidence()),
            note=self.direction.note,
        )

    def _evidence(self) -> list[Evidence]:
        """Hours, shop and words by weight; what the hours are made of where one of these is missing."""
        main = sorted([*self._hours(), *self._shops(), *self._words()], key=lambda piece: -piece.weight)
        return [*main, *self._details()][:_SHOWN]

    def _points(self, weight: float, part: float) -> float:
        rules = self.signs.rules
        return round(100 * weight * part / (rules.hours + rules.shop_type + rules.keywords), 1)

    def _hours(self) -> Iterator[Evidence]:
        if not self.own:
            return
        minutes = sum(found.minutes for found in self.own.values())
        weeks = len(set().union(*(found.weeks for found in self.own.values())))
        text = (
            f"{hours_text(minutes)} of {hours_text(self.signs.minutes)}{self._on_what()} "
            f"({percent(minutes, self.signs.minutes)} %), in {counted(weeks, 'week')}"
        )
        yield Evidence(text, self._points(self.signs.rules.hours, _part(self.weight, self.signs.weight)))

    def _on_what(self) -> str:
        kinds = [kind for kind in VehicleKind if any(kind is work[0] for work in self.own)]
        on = "" if kinds == [VehicleKind.NONE] else f" on {listed(map(kind_words, kinds))}"
        if not self.direction.areas:
            return on
        areas = sorted({area for _, area in self.own}, key=lambda area: (-self._minutes_in(area), area))
        named = [self.signs.area_words(area) for area in areas[:_SHOWN]]
        return f" in {listed([*named, 'more'] if len(areas) > _SHOWN else named)}{on}"

    def _minutes_in(self, area: str) -> int:
        return sum(found.minutes for work, found in self.own.items() if work[1] == area)

    def _shops(self) -> Iterator[Evidence]:
        judged = self.signs.judged
        for place in judged.record.apprentice.placements:
            if place.voided or place.shop_type not in self.direction.shop_types:
                continue
            shop = f"{place.shop} ({judged.rulebook.shop_type[place.shop_type].title.lower()})"
            worked = self.signs.by_placement.get(place.key)
            if worked is not None:
                text = f"{counted(len(worked.weeks), 'week')} at {shop}, {hours_text(worked.minutes)}"
                yield Evidence(
                    text, self._points(self.signs.rules.shop_type, _part(worked.weight, self.shop_all))
                )
            elif not self.signs.by_placement and place.covers(judged.today, judged.today):
                yield Evidence(f"works at {shop}", self._points(self.signs.rules.shop_type, 1.0))

    def _words(self) -> Iterator[Evidence]:
        if self.words is not None:
            named = listed(f'"{word}"' for word in self.words.found[:_SHOWN])
            text = f"{named} in the notes of {counted(len(self.words.weeks), 'week')}"
            part = _part(len(self.words.weeks), self.signs.weeks_with_words)
            yield Evidence(text, self._points(self.signs.rules.keywords, part))

    def _details(self) -> Iterator[Evidence]:
        """What is already within the hours: the largest area and the recent months."""
        works = sorted(self.own.items(), key=lambda item: (-item[1].weight, item[0]))
        if len(works) > 1:
            (kind, area), found = works[0]
            text = (
                f"the most of it on {self.signs.area_words(area)} of {kind_words(kind)}: {hours_text(found.minutes)}, "
                f"in {counted(len(found.weeks), 'week')}"
            )
            yield Evidence(text, self._points(self.signs.rules.hours, _part(found.weight, self.signs.weight)))
        if recent := sum(found.recent for found in self.own.values()):
            weeks = {week for found in self.own.values() for week in found.weeks if week > self.signs.since}
            text = (
                f"{hours_text(recent)} of it in the last {self.signs.rules.recent_months} months, "
                f"in {counted(len(weeks), 'week')}"
            )
            yield Evidence(text, 0.0)


def _part(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
