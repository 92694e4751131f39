"""What is said when something was changed by someone else in the meantime."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from mentor_tui.domain.validity import describe
from mentor_tui.logbook.compare import Difference, differences
from mentor_tui.logbook.documents import APPRENTICES, apprentice_of, model_of, title
from mentor_tui.logbook.unknown import load
from mentor_tui.store.faults import ConflictError
from mentor_tui.store.records import Operation, Snapshot

_SHOWN = 8


class ChangedMeanwhileError(ConflictError):
    """A document is no longer what a change, an undo or a redo starts from; nothing was done.

    Attributes:
        yours: The document that was to be kept; None where it was to be taken out.
        differences: What is not the same: `before` is what is written down now, `after` what was to be kept.
    """

    def __init__(self, cause: ConflictError, yours: Mapping[str, Any] | None, what: str, hint: str) -> None:
        super().__init__(cause.table, cause.key, cause.present, cause.transaction)
        self.yours = yours
        self.differences: tuple[Difference, ...] = differences(cause.present, yours)
        self.message = "\n".join([_sentence(cause, what), *_both(self.differences)])
        self.hint = hint
        self.args = (self.message,)


def explained(
    cause: ConflictError, operations: Sequence[Operation], snapshot: Snapshot, *, asked: str
) -> ConflictError:
    """The same conflict in words, with both versions.

    Args:
        cause: What the store says.
        operations: What was to be done.
        snapshot: The documents as they are now.
        asked: `keep`, `undo` or `redo`.
    """
    meant = [one for one in operations if (one.table, one.key) == (cause.table, cause.key)]
    person = snapshot.table(APPRENTICES).get(apprentice_of(cause.table, cause.key), {})
    what = title(cause.table, cause.key, str(person.get("name", "")))
    hint = "Nothing was changed. Look at both, then do it again."
    if asked != "keep":
        hint = f"Nothing was changed. To {asked} it, take the later change back first."
    if damage := _damage(cause):
        hint = f"What is written there is not valid ({damage}). `mentor-tui doctor` shows what can be done."
    return ChangedMeanwhileError(cause, meant[-1].after if meant else None, what, hint)


def _sentence(cause: ConflictError, what: str) -> str:
    what = what[0].upper() + what[1:]
    done = "has been taken out meanwhile" if cause.present is None else "has been changed meanwhile"
    by = cause.transaction
    return f"{what} {done}" + (f" by {by.who} on {by.at:%Y-%m-%d at %H:%M}: {by.why}" if by else ".")


def _both(found: tuple[Difference, ...]) -> list[str]:
    lines = [f"{one.field}: now {one.before or 'nothing'}, yours {one.after or 'nothing'}" for one in found]
    more = len(lines) - _SHOWN
    return lines if more <= 0 else [*lines[:_SHOWN], f"and {more} more fields"]


def _damage(cause: ConflictError) -> str:
    model = model_of(cause.table)
    if model is None or cause.present is None:
        return ""
    try:
        load(model, cause.present)
    except ValidationError as error:
        return describe(error)
    return ""
