"""Fields that a newer program or somebody's own tool wrote into a document: kept, told, and no reason to hide the rest."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, TypeVar

from pydantic import ValidationError

from mentor_tui.domain.model import Model

_M = TypeVar("_M", bound=Model)
_Path = tuple[int | str, ...]
_NOTHING = object()


def load(model: type[_M], document: Mapping[str, Any]) -> tuple[_M, tuple[str, ...]]:
    """A document as a model, and the fields in it that the model does not know.

    Raises:
        ValidationError: something else is wrong with it.
    """
    try:
        return model.model_validate(document), ()
    except ValidationError as error:
        paths = _unknown(error, document)
        if not paths:
            raise
    return model.model_validate(_without(document, paths)), tuple(map(_named, paths))


def known_part(model: type[Model], document: Mapping[str, Any]) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """A document without the fields that the model does not know, and those fields."""
    try:
        model.model_validate(document)
    except ValidationError as error:
        paths = _unknown(error, document)
        return _without(document, paths), tuple(map(_named, paths))
    return document, ()


def carried_over(model: type[Model], old: Mapping[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """A new document with the unknown fields of the old one, where what they belonged to is still there."""
    try:
        model.model_validate(old)
    except ValidationError as error:
        paths = _unknown(error, old)
        bare, plain = _without(old, paths), deepcopy(new)
        for path in paths:
            before: Any = old
            for part in path:
                before = before[part]
            target = _counterpart(path[:-1], bare, plain, new)
            if target is not None:
                target[path[-1]] = deepcopy(before)
    return new


def _counterpart(path: _Path, bare: Any, plain: Any, new: Any) -> Any:  # noqa: ANN401 - plain data
    """What in the new document is what the old one has at a path; None where that is no more.

    Args:
        path: Where it is in the old document.
        bare: The old document without unknown fields.
        plain: The new one, as it was made.
        new: The same, in which unknown fields are put.
    """
    for part in path:
        at = part if isinstance(part, str) else _index(bare, part, plain)
        if _part(plain, at) is _NOTHING:
            return None
        bare, plain, new = bare[part], plain[at], new[at]
    return new


def _unknown(error: ValidationError, document: Mapping[str, Any]) -> list[_Path]:
    """Where the fields are that are not known."""
    paths = [tuple(detail["loc"]) for detail in error.errors() if detail["type"] == "extra_forbidden"]
    return [path for path in paths if _reaches(document, path)]


def _reaches(document: Any, path: _Path) -> bool:  # noqa: ANN401 - plain data
    for part in path:
        document = _part(document, part)
    return document is not _NOTHING


def _part(document: Any, part: int | str | None) -> Any:  # noqa: ANN401 - plain data
    """What a document holds in one place."""
    if isinstance(document, Mapping):
        return document.get(part, _NOTHING)
    if isinstance(document, list) and isinstance(part, int) and part < len(document):
        return document[part]
    return _NOTHING


def _without(document: Mapping[str, Any], paths: list[_Path]) -> dict[str, Any]:
    whole: dict[str, Any] = deepcopy(dict(document))
    for path in paths:
        holder: Any = whole
        for part in path[:-1]:
            holder = holder[part]
        holder.pop(path[-1], None)
    return whole


def _index(old: list[Any], index: int, new: list[Any]) -> int | None:
    """Where an item of the old list is in the new one; None where it is no more."""
    item = old[index]
    if item in new:
        return new.index(item)
    name = item.get("key") if isinstance(item, Mapping) else None
    if name is not None:
        return next((at for at, each in enumerate(new) if each.get("key") == name), None)
    return index if len(old) == len(new) else None


def _named(path: _Path) -> str:
    return ".".join(map(str, path))
