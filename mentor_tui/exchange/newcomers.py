"""Apprentices whom a list of hours brings along: those on no roster yet, and like nobody on it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import ValidationError

from mentor_tui.domain.apprentice import Apprentice, Placement
from mentor_tui.domain.checks import check_apprentice
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.validity import describe
from mentor_tui.domain.weeks import first_day
from mentor_tui.exchange.import_rows import RowReader
from mentor_tui.exchange.mapping import Field
from mentor_tui.exchange.matching import fold
from mentor_tui.exchange.reader import TableRow

_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}


@dataclass(frozen=True, slots=True)
class Newcomers:
    """What is known of the people whom a file brings along.

    Attributes:
        new_key: Makes a key of a name and the keys that are taken.
        shop: Their shop, where the file has no column for it.
        shop_type: Key of the shop's type, where no placement in the logbook tells it; empty where it was not given.
        told: Names of which it was said that they are somebody new, whoever is like them.
        all: Whether everybody is added who is like nobody; else only those of `told`.
    """

    new_key: Callable[[str, Collection[str]], str]
    shop: str = ""
    shop_type: str = ""
    told: Collection[str] = ()
    all: bool = True


@dataclass(slots=True)
class _Candidate:
    """Somebody in the file: the name, the last day of each week and the shop it was worked at."""

    name: str
    weeks: list[tuple[date, str]] = field(default_factory=list)


def take_in(
    rows: Iterable[TableRow],
    reader: RowReader,
    newcomers: Newcomers,
    records: Mapping[str, TrainingRecord],
    rulebook: Rulebook,
    newest: date,
) -> tuple[Apprentice, ...]:
    """Let the reader know everybody new in the rows; of whom that cannot be, it learns why.

    Their programme starts with the first week in the file, and a placement lasts as long as the file has hours of it; the last one
    goes on. Nobody is taken in whose name is like one on the roster, or like one taken in before, unless it was told.

    Args:
        rows: The rows of the file.
        reader: Reads them; knows everybody taken in afterwards.
        newcomers: What is known of them.
        records: The records of those on the roster, by key.
        rulebook: Where the types of shops come from.
        newest: The week of the day of the import; later ones say nothing.
    """
    told = set(map(fold, newcomers.told))
    shops = {fold(place.shop): place for one in records.values() for place in one.apprentice.placements}
    keys = set(records)
    added: list[Apprentice] = []
    for words, candidate in _candidates(rows, reader, newest).items():
        if words not in told and not newcomers.all:
            continue
        if words not in told and reader.people.like(candidate.name):
            reader.not_added[words] = (
                "too like a name on it to be added untold; say --new if it is somebody else"
            )
            continue
        try:
            person = _apprentice(
                candidate, newcomers, shops, rulebook, newcomers.new_key(candidate.name, keys)
            )
        except ValueError as error:
            reader.not_added[words] = f"cannot be added: {error}"
            continue
        keys.add(person.key)
        reader.people.add(TrainingRecord(apprentice=person))
        added.append(person)
    return tuple(added)


def _candidates(rows: Iterable[TableRow], reader: RowReader, newest: date) -> dict[str, _Candidate]:
    """Everybody in the rows whom no name on the roster means, by name in plain words."""
    found: dict[str, _Candidate] = {}
    for row in rows:
        text = reader.name(row)
        if not text or reader.is_total(row) or reader.is_known(row):
            continue
        week = reader.first_week(row)
        if week is not None and week <= newest:
            name = _first_name_first(text)
            shop = reader.columns.cell(row, Field.SHOP)
            found.setdefault(fold(name), _Candidate(name)).weeks.append((week, shop))
    return found


def _apprentice(
    candidate: _Candidate,
    newcomers: Newcomers,
    shops: Mapping[str, Placement],
    rulebook: Rulebook,
    key: str,
) -> Apprentice:
    """The apprentice.

    Raises:
        ValueError: something is missing or wrong; says what.
    """
    if "@" in candidate.name:
        raise ValueError("an address is no name")
    worked: dict[str, list[date]] = {}
    names: dict[str, str] = {}
    for week, shop in candidate.weeks:
        name = shop or newcomers.shop
        if not name:
            raise ValueError("the file does not name the shop; give --shop")
        worked.setdefault(fold(name), []).append(week)
        names.setdefault(fold(name), name)
    in_order = sorted(worked, key=lambda words: (max(worked[words]), min(worked[words])))
    places: list[Placement] = []
    try:
        for number, words in enumerate(in_order, 1):
            held = shops.get(words)
            shop_type = held.shop_type if held else newcomers.shop_type
            if not shop_type:
                raise ValueError(f"the type of the shop {names[words]} is not known; give --shop-type")
            places.append(
                Placement(
                    key=f"p{number}",
                    shop=held.shop if held else names[words],
                    shop_type=shop_type,
                    kind=held.kind if held else rulebook.shop_type[shop_type].kind,
                    starts=first_day(min(worked[words])),
                    ends=max(worked[words]) if number < len(in_order) else None,
                    address=held.address if held else "",
                )
            )
        start = min(place.starts for place in places)
        person = Apprentice(key=key, name=candidate.name, start=start, placements=tuple(places))
    except ValidationError as error:
        raise ValueError(describe(error)) from None
    wrong = next((problem for problem in check_apprentice(person, (), rulebook) if problem.blocking), None)
    if wrong is not None:
        raise ValueError(f"{wrong.field}: {wrong.message}")
    return person


def _first_name_first(text: str) -> str:
    """`Ruiz, Ana` as `Ana Ruiz`; other names as they stand."""
    last, comma, first = (part.strip() for part in text.partition(","))
    if not comma or not first or "," in first or fold(first) in _SUFFIXES:
        return " ".join(text.split())
    return " ".join(f"{first} {last}".split())
