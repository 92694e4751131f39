"""Where work is done, what it is done on, and where it leads: tracks, work areas, shop types and directions."""

import re
from functools import cached_property, lru_cache

from mentor_tui.domain.model import Key, Model, Name, Text
from mentor_tui.domain.rule import Months, Rule
from mentor_tui.domain.testrecord import TestCode
from mentor_tui.domain.vocabulary import Confidence, Supervision, VehicleKind

_NO_WORD = re.compile(r"[\W_]+")


class Track(Rule):
    """A field of work on which experience is counted.

    Attributes:
        kinds: Vehicle kinds whose work counts, in any area that has no track of its own.
    """

    key: Key
    title: Name
    kinds: tuple[VehicleKind, ...] = ()


class WorkArea(Model):
    """A kind of work on a vehicle.

    Attributes:
        kinds: Vehicle kinds for which it is proposed.
        track: Key of the track it counts on, whatever the vehicle; None for the vehicle's own track.
        hands_on: False for work that is no repair work and counts nowhere.
        aliases: Other words for it in spreadsheets and on the command line, in small letters.
    """

    key: Key
    title: Name
    kinds: tuple[VehicleKind, ...]
    track: Key | None = None
    hands_on: bool = True
    aliases: tuple[Name, ...] = ()
    confidence: Confidence = Confidence.OFFICIAL
    note: Text = ""

    @cached_property
    def names(self) -> frozenset[str]:
        """Its own names, in plain words."""
        return frozenset(map(plain_words, (self.key, self.title)))

    @cached_property
    def words(self) -> frozenset[str]:
        """Everything it is called, in plain words."""
        return self.names.union(map(plain_words, self.aliases))


class ShopType(Model):
    """A kind of shop, and the kind of vehicle that is worked on there."""

    key: Key
    title: Name
    kind: VehicleKind
    aliases: tuple[Name, ...] = ()

    @cached_property
    def words(self) -> frozenset[str]:
        """Everything it is called, in plain words."""
        return frozenset(map(plain_words, (self.key, self.title, *self.aliases)))


class Specialisation(Model):
    """A direction in which an apprentice can grow.

    Attributes:
        goal: Codes of the tests that make it.
        path: Groups of codes to pass on the way; of each group one is enough.
        shop_types: Keys of shop types that point to it.
        kinds: Vehicle kinds that point to it.
        areas: Keys of areas that point to it; empty for all.
        keywords: Words in notes that point to it, in small letters.
    """

    key: Key
    title: Name
    goal: tuple[TestCode, ...]
    path: tuple[tuple[TestCode, ...], ...] = ()
    shop_types: tuple[Key, ...] = ()
    kinds: tuple[VehicleKind, ...] = ()
    areas: tuple[Key, ...] = ()
    keywords: tuple[Name, ...] = ()
    note: Text = ""


class SuggestionWeights(Model):
    """How the signs of a specialisation are weighed, and from when on one is named.

    Attributes:
        hours: Weight of the share of hours.
        shop_type: Weight of a fitting shop.
        keywords: Weight of fitting words, all together.
        recent_months: Months that count as recent.
        recent: Factor for recent hours.
        supervision: Factor for each level of supervision.
        min_hours: Hands-on hours below which nothing is named.
        min_share: Share of hours below which nothing is named, in per cent.
    """

    hours: float
    shop_type: float
    keywords: float
    recent_months: Months
    recent: float
    supervision: dict[Supervision, float]
    min_hours: int
    min_share: int


@lru_cache(maxsize=4096)
def plain_words(text: str) -> str:
    """Small letters and digits with single spaces between: `Suspension & Steering` is `suspension and steering`."""
    return _NO_WORD.sub(" ", text.casefold().replace("&", "_and_")).strip()
