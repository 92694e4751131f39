"""Two versions of a document, field by field and in words: for the history and for conflicts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mentor_tui.domain.minutes import format_hours
from mentor_tui.domain.weeksheet import Supervision


@dataclass(frozen=True, slots=True)
class Difference:
    """A field whose value is not the same in both versions; a value is empty where the field is not there."""

    field: str
    before: str
    after: str


def differences(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> tuple[Difference, ...]:
    """Every field that is not the same, in the order of the documents; None is a document that does not exist."""
    old, new = dict(_fields(before or {})), dict(_fields(after or {}))
    names = [*old, *(name for name in new if name not in old)]
    return tuple(
        Difference(name, old.get(name, ""), new.get(name, ""))
        for name in names
        if old.get(name) != new.get(name)
    )


def _fields(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in document.items():
        if name == "lines":
            yield from _work(value)
        else:
            yield from _leaves(name, value)


def _work(lines: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - a document may hold anything
    """`truck brakes, supervised`: `6.5 h`; lines of the same work are added up."""
    hours: dict[str, int] = {}
    for line in lines:
        supervision = line.get("supervision", Supervision.SUPERVISED.value)
        name = f"{line['kind']} {line['area']}, {supervision}"
        hours[name] = hours.get(name, 0) + line["minutes"]
        for detail in ("estimated", "note"):
            if line.get(detail):
                yield f"{name}, {detail}", str(line[detail])
    for name, minutes in hours.items():
        yield name, f"{format_hours(minutes)} h"


def _leaves(name: str, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - a document may hold anything
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(f"{name}.{key}", inner)
    elif isinstance(value, list):
        for position, inner in enumerate(value, start=1):
            key = inner.get("key", position) if isinstance(inner, Mapping) else position
            yield from _leaves(f"{name}.{key}", inner)
    else:
        yield name, str(value)
