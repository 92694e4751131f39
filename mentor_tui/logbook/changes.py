"""One user action as documents before and after: the unit of undo, redo and history."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pydantic import ValidationError

from mentor_tui.domain.model import Model
from mentor_tui.errors import MentorError
from mentor_tui.logbook.kinds import Written
from mentor_tui.words.plain import printable

if TYPE_CHECKING:
    from mentor_tui.domain.problem import Problem

_M = TypeVar("_M", bound=Model)


class Edit(NamedTuple):
    """One document before and after; None where it does not exist."""

    before: Written | None
    after: Written | None


class Change(NamedTuple):
    """One user action.

    Attributes:
        why: What was done, as the history shows it.
        warnings: What was kept all the same, but should be looked at.
    """

    why: str
    edits: tuple[Edit, ...]
    warnings: "tuple[Problem, ...]" = ()


class RefusedError(MentorError):
    """Something was not kept because of what is in its fields.

    Attributes:
        problems: What is wrong, field by field.
    """

    def __init__(self, problems: "Iterable[Problem]") -> None:
        from mentor_tui.words.problems import with_field  # noqa: PLC0415 - only needed when something is wrong

        self.problems = tuple(problems)
        super().__init__("\n".join(map(with_field, self.problems)))


def build(model: type[_M], **fields: Any) -> _M:  # noqa: ANN401 - what a form or a command line holds
    """Make a model from what was typed.

    Raises:
        RefusedError: a field does not hold what it should.
    """
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        from mentor_tui.domain.problem import problems_of  # noqa: PLC0415 - only needed when something is wrong

        raise RefusedError(problems_of(error)) from error


def revised(model: _M, **fields: Any) -> _M:  # noqa: ANN401 - what a form or a command line holds
    """The model with other values in some fields, checked like a new one.

    Raises:
        RefusedError: a field does not hold what it should.
    """
    return build(type(model), **{**dict(model), **fields})


def reason_given(reason: str, what: str) -> str:
    """The reason, if there is one.

    Raises:
        RefusedError: there is none; says that it is needed for `what`.
    """
    if not reason.strip():
        from mentor_tui.domain.problem import Problem, ProblemKind  # noqa: PLC0415 - the same

        raise RefusedError([Problem(ProblemKind.REASON_NEEDED, "reason", {"purpose": what})])
    return reason


def fields_changed(before: Model, after: Model) -> tuple[str, ...]:
    """The names of the fields that are not the same, as they are read: `ase id`."""
    fields = type(after).model_fields
    return tuple(name.replace("_", " ") for name in fields if getattr(before, name) != getattr(after, name))


def change(why: str, before: Written | None, after: Written, problems: "Iterable[Problem]" = ()) -> Change:
    """The change of one document, unless a problem forbids it.

    Raises:
        RefusedError: a problem is blocking.
        MentorError: nothing would change.
    """
    found = tuple(problems)
    if any(problem.blocking for problem in found):
        raise RefusedError(problem for problem in found if problem.blocking)
    if before == after:
        raise MentorError("Nothing to change: it is written down like that already.")
    return Change(one_line(why), (Edit(before, after),), found)


def one_line(why: str) -> str:
    """What was done as one line of the history; a reason or the name of a file may hold line breaks."""
    return " ".join(printable(why).split())
