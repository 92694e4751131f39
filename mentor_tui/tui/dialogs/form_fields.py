"""What the forms about people and papers have in common: choices of the rule book, and typed texts as values."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import VehicleKind
from mentor_tui.logbook.session import Session
from mentor_tui.tui.dialogs.form import Field, Kind, read_date
from mentor_tui.words.glyphs import kind_words


def shop_fields(rulebook: Rulebook) -> tuple[Field, Field]:
    """What kind of shop it is, and what is worked on there."""
    shops = tuple((one.key, one.title) for one in rulebook.shop_types)
    vehicles = tuple((kind.value, kind_words(kind)) for kind in VehicleKind)
    return (
        Field(
            "shop_type", "Shop type", Kind.CHOICE, "What kind of shop it is; type a letter to search.", shops
        ),
        Field("kind", "Vehicles", Kind.CHOICE, "What is worked on there; it decides the tests.", vehicles),
    )


def shops_known(session: Session) -> tuple[str, ...]:
    """The shops that are written down, to complete a name while it is typed."""
    names = {place.shop for one in session.logbook.apprentices() for place in one.placements}
    return tuple(sorted(names))


def given(typed: Mapping[str, str], keys: Iterable[str]) -> dict[str, Any]:
    """The texts of the fields that hold one."""
    return {key: typed[key] for key in keys if typed[key].strip()}


def dated(typed: Mapping[str, str], keys: Iterable[str], today: date) -> dict[str, Any]:
    """The dates of the fields that hold something; what is no date is given on as it was typed."""
    return {key: read_date(text, today) or text for key, text in given(typed, keys).items()}
