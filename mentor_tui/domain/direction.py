"""The directions in which an apprentice can grow, and how the signs of one are weighed."""

from mentor_tui.domain.model import Key, Model, Name, Text
from mentor_tui.domain.rule import Months
from mentor_tui.domain.testrecord import TestCode
from mentor_tui.domain.vocabulary import Supervision, VehicleKind


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
