"""What a check looks at, and what checks of all kinds of entries ask."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from mentor_tui.domain.apprentice import Placement
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.model import Model, prints
from mentor_tui.domain.problem import Problem, ProblemKind
from mentor_tui.domain.record import TrainingRecord

_EARLIEST, _LATEST = date(1950, 1, 1), date(2099, 12, 31)
_FEW = 3

_LONG_TEXTS = {"note", "evidence", "reason", "voided"}
"""Texts that may have several lines."""

_Part = TypeVar("_Part")


class Case(NamedTuple, Generic[_Part]):
    """A part of a record that is looked at, such as a week sheet; it need not be in the record yet."""

    record: TrainingRecord
    frame: Frame
    part: _Part


def check_printable(model: Model, at: str = "") -> Iterator[Problem]:
    """Whether every text in it can be shown.

    None holds what would break a list, steer a terminal or turn the direction of writing.

    Args:
        model: What is to be kept.
        at: Where it stands, as the beginning of the fields that are named, such as `lines.2.`.
    """
    for name in type(model).model_fields:
        value = getattr(model, name)
        many = isinstance(value, tuple)
        for position, part in enumerate(value if many else (value,)):
            if isinstance(part, Model):
                yield from check_printable(part, f"{at}{name}.{position}." if many else f"{at}{name}.")
            elif isinstance(part, str) and not part.isprintable():
                lines = name in _LONG_TEXTS
                if not prints(part, lines=lines):
                    yield Problem(ProblemKind.UNPRINTABLE, f"{at}{name}", {"lines": lines})


def check_day(field: str, day: date) -> Iterator[Problem]:
    """Whether a day is of this age."""
    if not _EARLIEST <= day <= _LATEST:
        figures = {"day": day, "first": _EARLIEST.year, "last": _LATEST.year}
        yield Problem(ProblemKind.IMPOSSIBLE_DAY, field, figures)


def check_known(
    kind: ProblemKind, field: str, name: str, names: Collection[str], proposed: Collection[str] = ()
) -> Iterator[Problem]:
    """Whether a name is one of `names`; if not, the few most like it, and `proposed` or all of them."""
    if name in names:
        return
    from difflib import get_close_matches  # noqa: PLC0415 - only needed when something is wrong

    near = tuple(get_close_matches(name, list(names), n=_FEW, cutoff=0.5))
    yield Problem(kind, field, {"name": name, "near": near, "names": tuple(proposed or names)})


def period_figures(placement: Placement) -> dict[str, Any]:
    """Where and from when to when a placement is."""
    return {"shop": placement.shop, "starts": placement.starts, "ends": placement.ends}
