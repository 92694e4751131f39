"""Who and what is meant by the words of a spreadsheet."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from heapq import nlargest
from typing import Generic, ParamSpec, TypeVar

from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import Supervision, VehicleKind
from mentor_tui.domain.workplace import WorkArea, plain_words

_COMPARED = 12
_NEAR = 3
_LIKE = 0.6
_FEW = 24


class Nearest:
    """Words among which similar ones are looked for.

    Of many words only those that share the most pairs of letters are compared letter by letter, since that takes long.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words: list[str] = []
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        for word in words:
            self.add(word)

    def add(self, word: str) -> None:
        """Take in another word."""
        for pair in set(_pairs(word)):
            self._by_pair[pair].append(len(self._words))
        self._words.append(word)

    def to(self, text: str, similar: float = _LIKE) -> list[str]:
        """Up to three words that are like the text, from 0 for not at all to 1 for the same; the most similar first."""
        return get_close_matches(text, self._likely(text), n=_NEAR, cutoff=similar) if text else []

    def _likely(self, text: str) -> list[str]:
        if len(self._words) <= _FEW:
            return self._words
        shared: dict[int, int] = defaultdict(int)
        for pair in set(_pairs(text)):
            for position in self._by_pair.get(pair, ()):
                shared[position] += 1
        length = len(text)
        likely = nlargest(
            _COMPARED, shared.items(), key=lambda word: word[1] / (length + len(self._words[word[0]]))
        )
        return [self._words[position] for position, _ in likely]


def _pairs(word: str) -> Iterator[str]:
    padded = f" {word} "
    return (padded[at : at + 2] for at in range(len(padded) - 1))


_ADDRESS = re.compile(r"[^\s<>,;]+@[^\s<>,;]+")
_TEST_CODE = re.compile(r"^[A-Za-z]{1,3}[0-9]{1,2}$")
_T = TypeVar("_T", VehicleKind, Supervision)
_Asked = ParamSpec("_Asked")
_GUESSES = 3
_SIMILAR, _ALIKE = 0.6, 0.8

MOST_GUESSED = 500
"""So many names that are not known are compared with those that are."""

_KINDS: Mapping[VehicleKind, tuple[str, ...]] = {
    VehicleKind.CAR: (
        "car",
        "cars",
        "auto",
        "light truck",
        "car or light truck",
        "passenger car",
        "light duty",
        "ld",
    ),
    VehicleKind.TRUCK: (
        "truck",
        "trucks",
        "heavy truck",
        "medium heavy truck",
        "heavy duty",
        "hd",
        "semi",
        "tractor",
    ),
    VehicleKind.SCHOOL_BUS: ("school bus", "school buses"),
    VehicleKind.TRANSIT_BUS: ("transit bus", "transit", "city bus", "coach"),
    VehicleKind.EQUIPMENT: ("equipment", "truck equipment", "upfit"),
    VehicleKind.COLLISION: ("collision", "body shop", "collision repair"),
    VehicleKind.NONE: ("none", "no vehicle", "parts", "service desk"),
}
_SUPERVISIONS: Mapping[Supervision, tuple[str, ...]] = {
    Supervision.OBSERVED: ("observed", "observe", "observing", "watched", "shadowed"),
    Supervision.ASSISTED: ("assisted", "assist", "helped", "helper", "with help"),
    Supervision.SUPERVISED: ("supervised", "under supervision", "direct supervision"),
    Supervision.ALONE: ("alone", "independent", "independently", "solo", "unsupervised", "on own"),
}


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that is not there, and what it probably is: keys and names, the most similar first."""

    keys: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def question(self) -> str:
        """`did you mean A or B?`, or nothing."""
        return f"did you mean {' or '.join(self.names)}?" if self.names else ""


_NO_GUESS = Guess((), ())


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Plain words without case and accents, so that `ZOË  Kowalczyk` and `Zoe Kowalczyk` are the same."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return plain_words("".join(sign for sign in apart if not unicodedata.combining(sign)))


class People:
    """The roster by everything that names a person: key, name, `Last, First`, e-mail address, ASE number."""

    def __init__(self, records: Mapping[str, TrainingRecord], names: Mapping[str, str] | None = None) -> None:
        self._records = dict(records)
        self._chosen = {fold(text): key for text, key in (names or {}).items()}
        self._by_word: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, str] = {}
        self._names_with: dict[str, list[str]] = defaultdict(list)
        self._nearest = Nearest()
        self._guesses = _Guesses(self._look_for)
        for record in records.values():
            self.add(record)

    def add(self, record: TrainingRecord) -> None:
        """Take somebody in; one who was taken off the roster is not meant by any name."""
        apprentice = record.apprentice
        self._records[apprentice.key] = record
        if apprentice.voided:
            return
        addresses = _ADDRESS.findall(apprentice.contact)
        words = [apprentice.name, apprentice.key, apprentice.ase_id, *addresses]
        for word in filter(None, map(fold, words)):
            self._by_word[word].add(apprentice.key)
        name = fold(apprentice.name)
        if name not in self._names:
            self._nearest.add(name)
            for word in set(name.split()):
                self._names_with[word].append(name)
        self._names[name] = apprentice.key

    def find(self, text: str) -> TrainingRecord | None:
        """The one person called so; None where there is none, or more than one."""
        keys = self.keys(text)
        return self._records[next(iter(keys))] if len(keys) == 1 else None

    def keys(self, text: str) -> Collection[str]:
        """The keys of all who are called so."""
        for words in orders(text):
            chosen = self._chosen.get(words)
            if chosen is not None and chosen in self._records:
                return {chosen}
            if words in self._by_word:
                return self._by_word[words]
        return ()

    @property
    def all_guessed(self) -> bool:
        """Whether `guess` has looked for everybody it was asked about."""
        return self._guesses.all_guessed

    def guess(self, text: str) -> Guess:
        """Who is probably meant; of very many names nobody is looked for any more."""
        return self._guesses.of(text)

    def like(self, text: str) -> bool:
        """Whether somebody has a name that differs by so little that a slip may have made this one of it."""
        return bool(self._look_for(text, _ALIKE).keys)

    def _look_for(self, text: str, similar: float = _SIMILAR) -> Guess:
        seen: dict[str, None] = {}
        # An address is most like a name in the part before the @.
        for words in orders(text.partition("@")[0]):
            wanted = set(words.split())
            for name in dict.fromkeys(
                name for word in words.split() for name in self._names_with.get(word, ())
            ):
                parts = set(name.split())
                if wanted <= parts or parts <= wanted:
                    seen[self._names[name]] = None
            for name in self._nearest.to(words, similar):
                seen[self._names[name]] = None
        keys = tuple(seen)[:_GUESSES]
        return Guess(keys, tuple(self._records[key].apprentice.name for key in keys))


class Areas:
    """The work areas by everything they are called."""

    def __init__(self, rulebook: Rulebook, areas: Mapping[str, str] | None = None) -> None:
        self._rulebook = rulebook
        self._chosen = {plain_words(text): key for text, key in (areas or {}).items()}
        self._find_words = lru_cache(maxsize=4096)(self._find)
        self._nearest = Nearest(dict.fromkeys(word for area in rulebook.areas for word in area.words))
        self._guesses = _Guesses(self._look_for)

    def find(self, text: str, kind: VehicleKind | None) -> WorkArea | None:
        """The area called so on a kind of vehicle, also with the code of its test as in `T4 Brakes`; None where there is none."""
        return self._find_words(plain_words(text), kind)

    @property
    def all_guessed(self) -> bool:
        """Whether `guess` has looked for everything it was asked about."""
        return self._guesses.all_guessed

    def guess(self, text: str, kind: VehicleKind) -> Guess:
        """Which area is probably meant, those proposed for the kind of vehicle first; of very many none is looked for any more."""
        return self._guesses.of(text, kind)

    def _find(self, words: str, kind: VehicleKind | None) -> WorkArea | None:
        chosen = self._rulebook.area.get(self._chosen.get(words, ""))
        area = chosen or self._rulebook.find_area(words, kind)
        first, _, rest = words.partition(" ")
        if area or not rest or not _TEST_CODE.match(first):
            return area
        return self._rulebook.find_area(rest, kind) or self._rulebook.find_area(first, kind)

    def _look_for(self, text: str, kind: VehicleKind) -> Guess:
        words = plain_words(text)
        fitting = sorted(self._rulebook.areas, key=lambda area: kind not in area.kinds)
        seen: dict[str, str] = {}
        for area in fitting:
            if any(f" {word} " in f" {words} " for word in area.words):
                seen[area.key] = area.title
        for word in self._nearest.to(words):
            area = next(area for area in fitting if word in area.words)
            seen[area.key] = area.title
        keys = tuple(seen)[:_GUESSES]
        return Guess(keys, tuple(seen[key] for key in keys))


class _Guesses(Generic[_Asked]):
    """What was guessed, each text once. Nobody looks at thousands of guesses, and each takes its time: so there is a last one."""

    def __init__(self, look: Callable[_Asked, Guess]) -> None:
        self._look = look
        self._made: dict[object, Guess] = {}
        self.all_guessed = True

    def of(self, *asked: _Asked.args, **named: _Asked.kwargs) -> Guess:
        """The guess; none once `MOST_GUESSED` have been made."""
        made = self._made.get(asked)
        if made is not None:
            return made
        if len(self._made) >= MOST_GUESSED:
            self.all_guessed = False
            return _NO_GUESS
        self._made[asked] = self._look(*asked, **named)
        return self._made[asked]


def find_kind(text: str) -> VehicleKind | None:
    """The vehicle kind called so."""
    return _find(text, _KINDS)


def find_supervision(text: str) -> Supervision | None:
    """The level of supervision called so."""
    return _find(text, _SUPERVISIONS)


def _find(text: str, words: Mapping[_T, Iterable[str]]) -> _T | None:
    if not text:
        return None
    wanted = plain_words(text)
    return next((meaning for meaning, names in words.items() if wanted in names), None)


def orders(text: str) -> tuple[str, ...]:
    """A name as it stands, and `Last, First` the other way round."""
    last, comma, first = text.partition(",")
    return (fold(text), fold(f"{first} {last}")) if comma else (fold(text),)
