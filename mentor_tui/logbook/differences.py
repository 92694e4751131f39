"""Two versions of a document, field by field and in words: for the history, and where somebody else changed it meanwhile."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from mentor_tui.domain.weeksheet import WorkLine
from mentor_tui.errors import MentorError
from mentor_tui.logbook.documents import invalid_text, read_document
from mentor_tui.logbook.kinds import Address
from mentor_tui.store.faults import ConflictError
from mentor_tui.words.hours import format_hours

_SHOWN = 8


class Difference(NamedTuple):
    """A field whose value is not the same in both versions; a value is empty where the field is not there."""

    field: str
    before: str
    after: str


def field_differences(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> tuple[Difference, ...]:
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


class ChangedMeanwhileError(MentorError):
    """A document is no longer what a change, an undo or a redo starts from; nothing was done.

    Attributes:
        differences: What is not the same: `before` is what is written down now, `after` what was to be kept.
        by: Who changed it, and when, if that is still known.
    """

    def __init__(self, cause: ConflictError, person: str, asked: str) -> None:
        """Say what the store met, with both versions.

        Args:
            cause: What the store says.
            person: The name of the apprentice whose document it is.
            asked: `keep`, `undo` or `redo`.
        """
        self.differences = field_differences(cause.present, cause.wanted)
        done = cause.transaction
        self.by = "This was changed meanwhile"
        if done:
            self.by = f"{done.who} changed this on {done.at:%d %b %Y at %H:%M}"
        address = Address(cause.table, cause.key)
        hint = "Nothing was changed. Look at both, then do it again."
        if asked != "keep":
            hint = f"Nothing was changed. To {asked} it, take the later change back first."
        if damage := _damage(address, cause):
            hint = (
                f"What is written there is not valid ({damage}). `mentor-tui doctor` shows what can be done."
            )
        what = _sentence(cause, address.title(person))
        super().__init__("\n".join([what, *_both(self.differences)]), hint=hint)


def _sentence(cause: ConflictError, what: str) -> str:
    what = what[0].upper() + what[1:]
    done = "has been taken out meanwhile" if cause.present is None else "has been changed meanwhile"
    by = cause.transaction
    return f"{what} {done}" + (f" by {by.who} on {by.at:%Y-%m-%d at %H:%M}: {by.why}" if by else ".")


def _both(found: tuple[Difference, ...]) -> list[str]:
    lines = [
        f"{each.field}: now {each.before or 'nothing'}, yours {each.after or 'nothing'}" for each in found
    ]
    more = len(lines) - _SHOWN
    return lines if more <= 0 else [*lines[:_SHOWN], f"and {more} more fields"]


def _damage(address: Address, cause: ConflictError) -> str:
    if address.kind is None or cause.present is None:
        return ""
    try:
        read_document(address.kind.model, cause.present)
    except ValidationError as error:
        return invalid_text(error)
    return ""
