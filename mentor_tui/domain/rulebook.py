"""What ASE asks for, as dated and cited data: the whole of `data/rulebooks/ase.toml`."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, Self

from pydantic import model_validator

from mentor_tui.domain.model import Model, Name, Text, model_error
from mentor_tui.domain.rule import (
    Clock,
    CreditKind,
    Designation,
    DesignationGroup,
    Fact,
    Fees,
    Prerequisite,
    Recertification,
    Requirement,
    Rule,
    Series,
    Source,
    Test,
)
from mentor_tui.domain.vocabulary import Confidence, Renewal, VehicleKind
from mentor_tui.domain.workplace import (
    ShopType,
    Specialisation,
    SuggestionWeights,
    Track,
    WorkArea,
    plain_words,
)

_Wrong = tuple[str, str, dict[str, object]]
"""The kind of a problem, where it is, such as `tests[A5].areas`, and its figures."""

_FROM_SERIES = ("requirement", "tracks", "kinds", "confidence", "sources", "years", "renewed_by")
"""What a test takes from its series where it says nothing itself."""

_TABLES = (
    "tests",
    "areas",
    "tracks",
    "shop_types",
    "requirements",
    "series",
    "sources",
    "credits",
    "designations",
    "specialisations",
)
"""The tables whose entries have a name each, in the order in which they are looked through."""
_USED_IN = {
    "tests": ("designations.groups", "specialisations.goal", "specialisations.path"),
    "areas": ("tests.areas", "specialisations.areas"),
    "tracks": ("series.tracks", "tests.tracks", "credits.tracks", "areas.track"),
    "shop_types": ("specialisations.shop_types",),
    "requirements": ("series.requirement", "tests.requirement"),
    "series": ("tests.series",),
}
"""In which fields of which tables the names of a table are used."""


class Rulebook(Model):
    """All of it.

    Attributes:
        edition: Date and name of this edition, printed on every summary.
        cannot_know: What no program can know, printed on every summary.
    """

    edition: Name
    dated: date
    publisher: Name
    cannot_know: tuple[Text, ...] = ()
    sources: tuple[Source, ...]
    clock: Clock
    tracks: tuple[Track, ...]
    areas: tuple[WorkArea, ...]
    requirements: tuple[Requirement, ...]
    series: tuple[Series, ...]
    tests: tuple[Test, ...]
    credits: tuple[CreditKind, ...]
    designations: tuple[Designation, ...]
    recertification: Recertification
    fees: Fees | None = None
    shop_types: tuple[ShopType, ...]
    specialisations: tuple[Specialisation, ...]
    weights: SuggestionWeights

    @model_validator(mode="before")
    @classmethod
    def _take_from_series(cls, data: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever it was given
        """Give each test what its series says for all of them."""
        if not isinstance(data, dict):
            return data
        series, tests = data.get("series"), data.get("tests")
        if not isinstance(series, list) or not isinstance(tests, list):
            return data
        common = {
            entry["key"]: {name: entry[name] for name in _FROM_SERIES if name in entry}
            for entry in series
            if isinstance(entry, dict) and isinstance(entry.get("key"), str)
        }
        filled = [
            {**common.get(test["series"], {}), **test}
            if isinstance(test, dict) and isinstance(test.get("series"), str)
            else test
            for test in tests
        ]
        return {**data, "tests": filled}

    @model_validator(mode="after")
    def _names_agree(self) -> Self:
        """Nothing is used that is not defined, nothing defined twice, now or before."""
        wrong: list[_Wrong] = []
        books: list[Rulebook] = [self, *map(self.on, self._turns)]
        for book in books:
            wrong += [problem for problem in _disagreements(book) if problem not in wrong]
        if wrong:
            raise model_error("names-disagree", "", problems=tuple(wrong))
        return self

    def on(self, day: date) -> "Rulebook":
        """The rule book with what it said on `day`; prices that are not known for that day are left out."""
        era = bisect_left(self._turns, day)
        if era not in self._eras:
            self._eras[era] = self._said_on(day) if era < len(self._turns) else self
        return self._eras[era]

    @cached_property
    def _turns(self) -> list[date]:
        """The last day of everything that was said before, in order."""
        ends = {earlier.until for _, rule in rules_of(self) for earlier in rule.earlier}
        if self.fees is not None:
            prices = (self.fees, *(self.fees.on(earlier.until) for earlier in self.fees.earlier))
            ends.update(date(fees.year - 1, 12, 31) for fees in prices)
        return sorted(ends)

    @cached_property
    def _eras(self) -> dict[int, "Rulebook"]:
        return {}

    def _said_on(self, day: date) -> "Rulebook":
        fields: dict[str, Any] = {
            name: _said(getattr(self, name), day) for name in type(self).model_fields if name != "fees"
        }
        fees = None if self.fees is None or day.year < self.fees.on(day).year else self.fees.on(day)
        # Not a copy: what has been looked up here does not hold there.
        return type(self).model_construct(**fields, fees=fees)

    def years_of(self, code: str) -> int:
        """How many years a certificate of the test `code` lasts."""
        return self.test[code].years or self.recertification.years

    def renewed_by(self, code: str) -> frozenset[Renewal]:
        """What renews a certificate of the test `code`."""
        ways = frozenset(self.test[code].renewed_by)
        return ways if code in self.recertification.renewal_app_tests else ways - {Renewal.APP}

    def asks_no_experience(self, code: str) -> bool:
        """Whether a pass of the test `code` is a certificate at once."""
        return not self.requirement[self.test[code].requirement].months

    def fee(self, code: str) -> int | None:
        """What the test `code` costs, in US cents; None where that is not known."""
        if self.fees is None:
            return None
        return self.fees.series.get(self.test[code].series, self.fees.test)

    @cached_property
    def test(self) -> dict[str, Test]:
        """The tests by code."""
        return {test.code: test for test in self.tests}

    @cached_property
    def area(self) -> dict[str, WorkArea]:
        """The work areas by key."""
        return {area.key: area for area in self.areas}

    @cached_property
    def requirement(self) -> dict[str, Requirement]:
        """The requirements by key."""
        return {requirement.key: requirement for requirement in self.requirements}

    @cached_property
    def credit_kind(self) -> dict[str, CreditKind]:
        """The credit kinds by key."""
        return {kind.key: kind for kind in self.credits}

    @cached_property
    def track(self) -> dict[str, Track]:
        """The tracks by key."""
        return {track.key: track for track in self.tracks}

    @cached_property
    def shop_type(self) -> dict[str, ShopType]:
        """The shop types by key."""
        return {shop_type.key: shop_type for shop_type in self.shop_types}

    @cached_property
    def source(self) -> dict[str, Source]:
        """The sources by key."""
        return {source.key: source for source in self.sources}

    @cached_property
    def track_of_kind(self) -> dict[VehicleKind, str]:
        """The key of the track each vehicle kind counts on."""
        return {kind: track.key for track in self.tracks for kind in track.kinds}

    def track_of(self, kind: VehicleKind, area: str) -> str | None:
        """The key of the track that work counts on; None where it is on none."""
        work = self.area.get(area)
        if work is None or not work.hands_on:
            return None
        return work.track or self.track_of_kind.get(kind)

    @cached_property
    def _tests_of_work(self) -> dict[tuple[VehicleKind, str], tuple[Test, ...]]:
        tests_of: dict[tuple[VehicleKind, str], list[Test]] = defaultdict(list)
        for test in self.tests:
            for kind in test.kinds:
                for area in test.areas:
                    tests_of[kind, area].append(test)
        return {work: tuple(tests) for work, tests in tests_of.items()}

    def tests_of(self, kind: VehicleKind, area: str) -> tuple[Test, ...]:
        """The tests for which work in `area` on `kind` is evidence, active or not, in the order of the rule book."""
        return self._tests_of_work.get((kind, area), ())

    def find_area(self, word: str, kind: VehicleKind | None = None) -> WorkArea | None:
        """The work area called `word`, before all one that is proposed for `kind`, then one whose own name it is.

        None where there is none, or where the word means more than one.
        """
        wanted = plain_words(word)
        called = [area for area in self.areas if wanted in area.words]
        called = [area for area in called if kind in area.kinds] or called
        called = [area for area in called if wanted in area.names] or called
        return called[0] if len(called) == 1 else None

    def find_shop_type(self, word: str) -> ShopType | None:
        """The shop type called `word`."""
        wanted = plain_words(word)
        return next((shop_type for shop_type in self.shop_types if wanted in shop_type.words), None)


def _said(value: object, day: date) -> object:
    """A rule, or a tuple of rules, as it was on `day`; anything else as it is."""
    if isinstance(value, tuple):
        return tuple(_said(rule, day) for rule in value)
    return value.on(day) if isinstance(value, Rule) else value


def _disagreements(book: Rulebook) -> Iterator[_Wrong]:
    defined = {table: [_name(entry) for entry in getattr(book, table)] for table in _TABLES}
    for table, names in defined.items():
        for name, times in Counter(names).items():
            if times > 1:
                yield "defined-twice", f"{table}[{name}]", {"times": times}
    for table, fields in _USED_IN.items():
        yield from _unknown(table, defined[table], _uses(book, table, fields))
    facts = list(_facts(book))
    sources = ((f"{where}.sources", fact.sources) for where, fact in facts)
    yield from _unknown("sources", defined["sources"], sources)
    for where, fact in facts:
        if fact.confidence is not Confidence.UNCONFIRMED and not fact.sources:
            yield "no-source", f"{where}.sources", {"confidence": fact.confidence.value}
    yield from _ambiguous(book)


def _unknown(
    table: str, names: Collection[str], uses: Iterable[tuple[str, Iterable[str]]]
) -> Iterator[_Wrong]:
    defined = frozenset(names)
    for where, used in uses:
        for name in used:
            if name not in defined:
                yield "unknown-name", where, {"table": table, "name": name, "names": tuple(names)}


def _uses(book: Rulebook, table: str, fields: Iterable[str]) -> Iterator[tuple[str, Iterable[str]]]:
    """Where names of a table are used, and the names."""
    if table == "tests":
        for where, rule in rules_of(book):
            if isinstance(rule, Prerequisite):
                yield f"{where}.all_of", _flat(rule.all_of)
    for used_in, field in (path.split(".") for path in fields):
        for entry in getattr(book, used_in):
            yield f"{used_in}[{_name(entry)}].{field}", _flat(getattr(entry, field))
    if table == "tests":
        yield "recertification.renewal_app_tests", book.recertification.renewal_app_tests
    if table == "series" and book.fees is not None:
        yield "fees.series", book.fees.series


def _name(entry: Any) -> str:  # noqa: ANN401 - an entry of any table
    return entry.code if isinstance(entry, Test) else entry.key


def _flat(names: Any) -> Iterator[str]:  # noqa: ANN401 - a name, names, groups of them, or none
    if isinstance(names, str):
        yield names
    elif isinstance(names, DesignationGroup):
        yield from names.any_of
    else:
        for part in names or ():
            yield from _flat(part)


def _facts(book: Rulebook) -> Iterator[tuple[str, Fact | Rule]]:
    """Everything that says how sure it is, and where it stands."""
    for where, rule in rules_of(book):
        yield where, rule
        yield from ((f"{where}.values.{name}", fact) for name, fact in rule.values.items())
        for earlier in rule.earlier:
            yield f"{where}.earlier[{earlier.until}]", rule.on(earlier.until)


def rules_of(book: Rulebook) -> Iterator[tuple[str, Rule]]:
    """Every rule and where it stands."""
    yield "clock", book.clock
    yield "recertification", book.recertification
    if book.fees is not None:
        yield "fees", book.fees
    for table in ("tracks", "requirements", "series", "tests", "credits", "designations"):
        for rule in getattr(book, table):
            where = f"{table}[{_name(rule)}]"
            yield where, rule
            for number, prerequisite in enumerate(getattr(rule, "prerequisites", ()), start=1):
                yield f"{where}.prerequisites[{number}]", prerequisite


def _ambiguous(book: Rulebook) -> Iterator[_Wrong]:
    """Words that mean two things: two tracks or two areas of the same vehicle, two shop types."""
    vehicles = ((track.key, kind.value) for track in book.tracks for kind in track.kinds)
    for key, kind, other in _taken(vehicles):
        yield "vehicle-on-two-tracks", f"tracks[{key}].kinds", {"kind": kind, "other": other}
    words = {
        meaning
        for kind in {kind for area in book.areas for kind in area.kinds}
        for meaning in _taken(
            (area.key, word) for area in book.areas if kind in area.kinds for word in area.words
        )
    }
    names = ((shop_type.key, word) for shop_type in book.shop_types for word in shop_type.words)
    for table, meanings in (("areas", sorted(words)), ("shop_types", _taken(names))):
        for key, word, other in meanings:
            yield (
                "word-taken",
                f"{table}[{key}].aliases",
                {"word": word, "table": table, "other": other},
            )


def _taken(words: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Of pairs of a key and its word: each key whose word another key had first, the word, and that other key."""
    owner: dict[str, str] = {}
    for key, word in words:
        first = owner.setdefault(word, key)
        if first != key:
            yield key, word, first
