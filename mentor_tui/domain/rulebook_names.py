"""Whether the names in a rule book agree: nothing used that is not defined, nothing defined twice."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from mentor_tui.domain.rule import Fact, Rule
from mentor_tui.domain.vocabulary import Confidence

if TYPE_CHECKING:
    from mentor_tui.domain.rulebook import Rulebook

_Use = tuple[str, Iterable[str]]
"""Where names are used, such as `tests[A5].areas`, and the names."""


def name_problems(book: "Rulebook") -> Iterator[str]:
    """Every disagreement as a sentence that names the table, the key and the value."""
    codes = [test.code for test in book.tests]
    areas = [area.key for area in book.areas]
    tracks = [track.key for track in book.tracks]
    shop_types = [shop_type.key for shop_type in book.shop_types]
    requirements = [requirement.key for requirement in book.requirements]
    series = [entry.key for entry in book.series]
    sources = [source.key for source in book.sources]
    for table, keys in (
        ("tests", codes),
        ("areas", areas),
        ("tracks", tracks),
        ("shop_types", shop_types),
        ("requirements", requirements),
        ("series", series),
        ("sources", sources),
        ("credits", [kind.key for kind in book.credits]),
        ("designations", [designation.key for designation in book.designations]),
        ("specialisations", [direction.key for direction in book.specialisations]),
    ):
        yield from _twice(table, keys)
    yield from _unknown("test", codes, _uses_of_tests(book))
    yield from _unknown("work area", areas, _uses_of_areas(book))
    yield from _unknown("track", tracks, _uses_of_tracks(book))
    yield from _unknown("shop type", shop_types, _uses_of_shop_types(book))
    yield from _unknown("requirement", requirements, _uses_of_requirements(book))
    yield from _unknown("series", series, _uses_of_series(book))
    facts = list(_facts(book))
    yield from _unknown("source", sources, ((f"{place}.sources", fact.sources) for place, fact in facts))
    for place, fact in facts:
        if fact.confidence is not Confidence.UNCONFIRMED and not fact.sources:
            yield f"{place}.sources: a rule that is {fact.confidence.value} names at least one source"
    yield from _ambiguous(book)


def _twice(table: str, keys: Iterable[str]) -> Iterator[str]:
    for key, times in Counter(keys).items():
        if times > 1:
            yield f"{table}[{key}]: defined {times} times"


def _unknown(what: str, known: Collection[str], uses: Iterable[_Use]) -> Iterator[str]:
    defined = frozenset(known)
    for place, names in uses:
        for name in names:
            if name not in defined:
                yield f'{place}: no {what} "{name}"{nearest(name, known)}'


def nearest(name: str, known: Iterable[str]) -> str:
    """A question that proposes the most similar of the known names, or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - only needed when something is wrong

    close = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f' (did you mean "{close[0]}"?)' if close else ""


def _facts(book: "Rulebook") -> Iterator[tuple[str, Fact | Rule]]:
    """Everything that says how sure it is, and where it stands."""
    for place, rule in rules_of(book):
        yield place, rule
        yield from ((f"{place}.values.{name}", fact) for name, fact in rule.values.items())
        for earlier in rule.earlier:
            yield f"{place}.earlier, until {earlier.until}", rule.on(earlier.until)


def rules_of(book: "Rulebook") -> Iterator[tuple[str, Rule]]:
    """Every rule and where it stands."""
    yield "clock", book.clock
    yield "recertification", book.recertification
    if book.fees is not None:
        yield "fees", book.fees
    for track in book.tracks:
        yield f"tracks[{track.key}]", track
    for requirement in book.requirements:
        yield f"requirements[{requirement.key}]", requirement
    for series in book.series:
        yield f"series[{series.key}]", series
    for test in book.tests:
        yield f"tests[{test.code}]", test
        for number, prerequisite in enumerate(test.prerequisites, start=1):
            yield f"tests[{test.code}].prerequisites[{number}]", prerequisite
    for kind in book.credits:
        yield f"credits[{kind.key}]", kind
    for designation in book.designations:
        yield f"designations[{designation.key}]", designation


def _uses_of_tests(book: "Rulebook") -> Iterator[_Use]:
    for test in book.tests:
        for number, prerequisite in enumerate(test.prerequisites, start=1):
            place = f"tests[{test.code}].prerequisites[{number}].all_of"
            yield place, chain.from_iterable(prerequisite.all_of)
    for designation in book.designations:
        for group in designation.groups:
            yield f"designations[{designation.key}].groups", group.any_of
    for direction in book.specialisations:
        yield f"specialisations[{direction.key}].goal", direction.goal
        yield f"specialisations[{direction.key}].path", chain.from_iterable(direction.path)
    yield "recertification.renewal_app_tests", book.recertification.renewal_app_tests


def _uses_of_areas(book: "Rulebook") -> Iterator[_Use]:
    for test in book.tests:
        yield f"tests[{test.code}].areas", test.areas
    for direction in book.specialisations:
        yield f"specialisations[{direction.key}].areas", direction.areas


def _uses_of_tracks(book: "Rulebook") -> Iterator[_Use]:
    for series in book.series:
        yield f"series[{series.key}].tracks", series.tracks
    for test in book.tests:
        yield f"tests[{test.code}].tracks", test.tracks
    for kind in book.credits:
        yield f"credits[{kind.key}].tracks", kind.tracks
    for area in book.areas:
        if area.track is not None:
            yield f"areas[{area.key}].track", (area.track,)


def _uses_of_shop_types(book: "Rulebook") -> Iterator[_Use]:
    for direction in book.specialisations:
        yield f"specialisations[{direction.key}].shop_types", direction.shop_types


def _uses_of_requirements(book: "Rulebook") -> Iterator[_Use]:
    for series in book.series:
        if series.requirement is not None:
            yield f"series[{series.key}].requirement", (series.requirement,)
    for test in book.tests:
        yield f"tests[{test.code}].requirement", (test.requirement,)


def _uses_of_series(book: "Rulebook") -> Iterator[_Use]:
    for test in book.tests:
        yield f"tests[{test.code}].series", (test.series,)
    if book.fees is not None:
        yield "fees.series", book.fees.series


def _ambiguous(book: "Rulebook") -> Iterator[str]:
    """Words that mean two things: two tracks or two areas of the same vehicle, two shop types."""
    vehicles = ((track.key, kind.value) for track in book.tracks for kind in track.kinds)
    for key, kind, other in _taken(vehicles):
        yield f'tracks[{key}].kinds: "{kind}" is on tracks[{other}] already'
    words = {
        (key, word, other)
        for kind in {kind for area in book.areas for kind in area.kinds}
        for key, word, other in _taken(
            (area.key, word) for area in book.areas if kind in area.kinds for word in area.words
        )
    }
    for key, word, other in sorted(words):
        yield f'areas[{key}].aliases: "{word}" means areas[{other}] already'
    names = ((shop_type.key, word) for shop_type in book.shop_types for word in shop_type.words)
    for key, word, other in _taken(names):
        yield f'shop_types[{key}].aliases: "{word}" means shop_types[{other}] already'


def _taken(words: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Of pairs of a key and its word: each key whose word another key had first, the word, and that other key."""
    owner: dict[str, str] = {}
    for key, word in words:
        first = owner.setdefault(word, key)
        if first != key:
            yield key, word, first
