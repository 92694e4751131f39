"""Where work is done and what it is done on: tracks, work areas and shop types."""

import re
from functools import cached_property, lru_cache

from mentor_tui.domain.model import Key, Model, Name, Text
from mentor_tui.domain.rule import Rule
from mentor_tui.domain.vocabulary import Confidence, VehicleKind

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


@lru_cache(maxsize=4096)
def plain_words(text: str) -> str:
    """Small letters and digits with single spaces between: `Suspension & Steering` is `suspension and steering`."""
    return _NO_WORD.sub(" ", text.casefold().replace("&", " and ")).strip()
