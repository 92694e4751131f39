"""Apprentices whom a list of hours brings along: those on no roster yet, and like nobody on it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import ValidationError

from mentor_tui.domain.apprentice import Apprentice, Placement
from mentor_tui.domain.checks import check
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.problem import problems_of
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import VehicleKind
from mentor_tui.domain.weeks import first_day, week_of
from mentor_tui.domain.workplace import ShopType
from mentor_tui.exchange.import_rows import RowReader, WorkSeen
from mentor_tui.exchange.mapping import Field
from mentor_tui.exchange.matching import fold
from mentor_tui.exchange.reader import TableRow
from mentor_tui.words.glyphs import kind_words
from mentor_tui.words.problems import described, with_field

_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}


@dataclass(frozen=True, slots=True)
class Newcomers:
    """What is known of the people whom a file brings along.

    Attributes:
        new_key: Makes a key of a name and the keys that are taken.
        shop: Their shop, where the file has no column for it.
        shop_type: Key of the shop's type, where no placement in the logbook tells it; empty where the vehicles in the file have to.
        told: Names of which it was said that they are somebody new, whoever is like them.
        all: Whether everybody is added who is like nobody; else only those of `told`.
    """

    new_key: Callable[[str, Collection[str]], str]
    shop: str = ""
    shop_type: str = ""
    told: Collection[str] = ()
    all: bool = True


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Who was taken in, and what had to be assumed for that.

    Attributes:
        people: The apprentices, of whom some may have no row that can be placed.
        assumed: The types of shops that only the vehicles in the file tell, by the name of the shop.
    """

    people: tuple[Apprentice, ...] = ()
    assumed: Mapping[str, ShopType] = field(default_factory=dict)

    def notes(self, people: Iterable[Apprentice]) -> Iterator[str]:
        """What was assumed for the placements of some of them, once for each shop."""
        shops = {placement.shop for person in people for placement in person.placements}
        for shop, shop_type in self.assumed.items():
            if shop in shops:
                title = f"{shop_type.title[:1].lower()}{shop_type.title[1:]}"
                article = "an" if title[0] in "aeiou" else "a"
                yield (
                    f"{shop} is taken as {article} {title}, since most hours there are on {kind_words(shop_type.kind)}; "
                    "--shop-type says otherwise"
                )


@dataclass(slots=True)
class _Candidate:
    """Somebody in the file: the name, and what each row says of the week, the hours and the shop."""

    name: str
    work: list[tuple[WorkSeen, str]] = field(default_factory=list)


def take_in(
    rows: Iterable[TableRow],
    reader: RowReader,
    newcomers: Newcomers,
    records: Mapping[str, TrainingRecord],
    frame: Frame,
) -> TakenIn:
    """Let the reader know everybody new in the rows; of whom that cannot be, it learns why.

    Their programme starts with the first week in the file, and a placement lasts as long as the file has hours of it; the last one
    goes on. Nobody is taken in whose name is like one on the roster, or like one taken in before, unless it was told. A shop of
    which neither the logbook nor `newcomers` tells the type is taken as the first type in the rule book of the kind of vehicle
    that more than half of its hours in the file are on.

    Args:
        rows: The rows of the file.
        reader: Reads them; knows everybody taken in afterwards.
        newcomers: What is known of them.
        records: The records of those on the roster, by key.
        frame: With the rule book that the types of shops come from, and the day of the import; later weeks say nothing.
    """
    named = set(map(fold, newcomers.told))
    candidates = _candidates(rows, reader, newcomers.shop, week_of(frame.today, frame.house.week_ends))
    shops = _Shops(records, frame.rulebook, newcomers, candidates.values())
    keys = set(records)
    added: list[Apprentice] = []
    for words, candidate in candidates.items():
        if words not in named and not newcomers.all:
            continue
        if words not in named and reader.people.like(candidate.name):
            reader.not_added[words] = (
                "too like a name on it to be added untold; say --new if it is somebody else"
            )
            continue
        try:
            person = _apprentice(candidate, shops, frame, newcomers.new_key(candidate.name, keys))
        except ValueError as error:
            reader.not_added[words] = f"cannot be added: {error}"
            continue
        keys.add(person.key)
        reader.people.add(TrainingRecord(apprentice=person))
        added.append(person)
    return TakenIn(tuple(added), shops.assumed)


class _Shops:
    """The shops that newcomers work at: as the logbook has them, or as far as the file tells.

    Attributes:
        assumed: The types that only the vehicles in the file tell, by the name of the shop.
    """

    def __init__(
        self,
        records: Mapping[str, TrainingRecord],
        rulebook: Rulebook,
        newcomers: Newcomers,
        candidates: Iterable[_Candidate],
    ) -> None:
        self._placements = {
            fold(placement.shop): placement
            for record in records.values()
            for placement in record.apprentice.placements
        }
        self._rulebook = rulebook
        self._given = newcomers.shop_type
        self._names: dict[str, str] = {}
        self._minutes: dict[str, Counter[VehicleKind | None]] = defaultdict(Counter)
        for candidate in candidates:
            for seen, shop in candidate.work:
                self._names.setdefault(fold(shop), shop)
                self._minutes[fold(shop)][seen.kind] += seen.minutes
        self.assumed: dict[str, ShopType] = {}

    def placement(self, shop: str, key: str, starts: date, ends: date | None) -> Placement:
        """A placement at a shop; as far as the logbook knows the shop, with what it knows.

        Raises:
            ValueError: nothing tells the type of the shop.
        """
        there = self._placements.get(fold(shop))
        name = there.shop if there else self._names[fold(shop)]
        shop_type = there.shop_type if there else self._given or self._assume(name)
        return Placement(
            key=key,
            shop=name,
            shop_type=shop_type,
            kind=there.kind if there else self._rulebook.shop_type[shop_type].kind,
            starts=starts,
            ends=ends,
            address=there.address if there else "",
        )

    def _assume(self, shop: str) -> str:
        minutes = self._minutes[fold(shop)]
        most = next((kind for kind, on in minutes.items() if kind and 2 * on > minutes.total()), None)
        shop_type = next(
            (shop_type for shop_type in self._rulebook.shop_types if shop_type.kind is most), None
        )
        if shop_type is None:
            raise ValueError(f"the type of the shop {shop} is not known; give --shop-type")
        self.assumed[shop] = shop_type
        return shop_type.key


def _candidates(
    rows: Iterable[TableRow], reader: RowReader, shop: str, newest: date
) -> dict[str, _Candidate]:
    """Everybody in the rows whom no name on the roster means, by name in plain words; at `shop` where a row names none."""
    candidates: dict[str, _Candidate] = {}
    for row in rows:
        text = reader.name(row)
        if not text or reader.is_total(row) or reader.is_known(row):
            continue
        seen = reader.work_seen(row)
        if seen is not None and seen.week <= newest:
            name = _first_name_first(text)
            here = reader.columns.cell(row, Field.SHOP) or shop
            candidates.setdefault(fold(name), _Candidate(name)).work.append((seen, here))
    return candidates


def _apprentice(
    candidate: _Candidate,
    shops: _Shops,
    frame: Frame,
    key: str,
) -> Apprentice:
    """The apprentice.

    Raises:
        ValueError: something is missing or wrong; says what.
    """
    if "@" in candidate.name:
        raise ValueError("an address is no name")
    worked: dict[str, list[date]] = defaultdict(list)
    for seen, shop in candidate.work:
        if not shop:
            raise ValueError("the file does not name the shop; give --shop")
        worked[fold(shop)].append(seen.week)
    in_order = sorted(worked, key=lambda words: (max(worked[words]), min(worked[words])))
    try:
        places = [
            shops.placement(
                words,
                f"p{number}",
                first_day(min(worked[words])),
                max(worked[words]) if number < len(in_order) else None,
            )
            for number, words in enumerate(in_order, 1)
        ]
        start = min(placement.starts for placement in places)
        person = Apprentice(key=key, name=candidate.name, start=start, placements=tuple(places))
    except ValidationError as error:
        raise ValueError(described(tuple(problems_of(error)))) from None
    for problem in check(TrainingRecord(apprentice=person), frame, person):
        if problem.blocking:
            raise ValueError(with_field(problem))
    return person


def _first_name_first(text: str) -> str:
    """`Ruiz, Ana` as `Ana Ruiz`; other names as they stand."""
    last, comma, first = (part.strip() for part in text.partition(","))
    if not comma or not first or "," in first or fold(first) in _SUFFIXES:
        return " ".join(text.split())
    return " ".join(f"{first} {last}".split())
