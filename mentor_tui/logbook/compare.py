"""Two versions of a document, field by field and in words: for the history and for conflicts."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from mentor_tui.domain.weeksheet import WorkLine
from mentor_tui.words.hours import format_hours


class Difference(NamedTuple):
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
        try:
            lines = [WorkLine.model_validate(line) for line in value] if name == "lines" else []
        except (TypeError, ValidationError):
            lines = []
        yield from _work(lines) if lines else _leaves(name, value)


def _work(lines: Iterable[WorkLine]) -> Iterator[tuple[str, str]]:
    """`truck brakes, supervised`: `6.5 h`, of a day with its date; lines of the same work and day are added up."""
    minutes: dict[str, int] = {}
    for line in lines:
        name = f"{line.kind} {line.area}, {line.supervision}" + (f", {line.day}" if line.day else "")
        minutes[name] = minutes.get(name, 0) + line.minutes
        if line.estimated:
            yield f"{name}, estimated", "yes"
        if line.note:
            yield f"{name}, note", line.note
    for name, together in minutes.items():
        yield name, f"{format_hours(together)} h"


def _leaves(name: str, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - a document may hold anything
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(f"{name}.{key}", inner)
    elif isinstance(value, list):
        for position, inner in enumerate(value, start=1):
            # A status has no key, but there is one a day: an earlier one put in does not change those after it.
            key = (
                inner.get("key") or inner.get("since") or position if isinstance(inner, Mapping) else position
            )
            yield from _leaves(f"{name}.{key}", inner)
    else:
        yield name, str(value)
