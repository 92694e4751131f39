"""Reads the rule book and its worked examples, and says plainly what is wrong in them."""

import tomllib
from collections.abc import Sequence
from glob import escape
from hashlib import sha256
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.errors import MentorError
from mentor_tui.plain_file import read_plain
from mentor_tui.resources import rulebook_file
from mentor_tui.words.phrases import nearest_name

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from mentor_tui.logbook.worked_example import Example

_SHOWN = 5
"""Problems shown at once; more would hide the first."""

_NAMED_BY = ("key", "code")
"""The fields that name an entry of a list, so that a mentor finds it."""


class LoadedRulebook(NamedTuple):
    """A rule book and where it came from.

    Attributes:
        fingerprint: Twelve letters and digits that change whenever the file does: a key for caches, a mark for summaries.
    """

    rulebook: Rulebook
    path: Path
    fingerprint: str


def load_rules(path: Path | None = None) -> LoadedRulebook:
    """Read a rule book; the one that ships with the program where no path is given.

    Raises:
        MentorError: the file cannot be read or is wrong; the message names the line or the key, and what was expected.
    """
    path = path or rulebook_file()
    content = _read(path)
    data = _parse(content, path)
    try:
        rulebook = Rulebook.model_validate(data)
    except ValidationError as error:
        raise _explained(error, path, data, Rulebook) from None
    return LoadedRulebook(rulebook, path, sha256(content).hexdigest()[:12])


def load_rulebook(path: Path | None = None) -> Rulebook:
    """The same, without where it came from.

    Raises:
        MentorError: as `load_rules`.
    """
    return load_rules(path).rulebook


def load_examples(path: Path | None = None) -> "tuple[Example, ...]":
    """Read a file of worked examples; those of the shipped rule book where no path is given.

    Raises:
        MentorError: the file cannot be read or is wrong; the message names the line or the key, and what was expected.
    """
    if path is None:
        return examples_of(rulebook_file())
    from mentor_tui.logbook.worked_example import Examples  # noqa: PLC0415 - the program's start needs none of it

    data = _parse(_read(path), path)
    try:
        return Examples.model_validate(data).examples
    except ValidationError as error:
        raise _explained(error, path, data, Examples) from None


def examples_of(rulebook: Path) -> "tuple[Example, ...]":
    """The worked examples of a rule book: those of every `NAME-examples*.toml` beside it, in order of their names.

    Raises:
        MentorError: as `load_examples`, or two files hold the same key.
    """
    owner: dict[str, Path] = {}
    examples: list[Example] = []
    for path in sorted(rulebook.parent.glob(f"{escape(rulebook.stem)}-examples*.toml")):
        for example in load_examples(path):
            if example.key in owner:
                raise MentorError(
                    f"{path}: examples[{example.key}]: is in {owner[example.key].name} already",
                    hint="Give it a key of its own.",
                )
            owner[example.key] = path
            examples.append(example)
    return tuple(examples)


def _read(path: Path) -> bytes:
    if path.is_dir():
        raise MentorError(f"{path}: is a folder, not a rule book", hint="Give the path of a TOML file.")
    try:
        return read_plain(path)
    except OSError as error:
        raise MentorError(
            f"{path}: cannot be read: {error.strerror or error}", hint="Check the path and who may read it."
        ) from error


def _parse(content: bytes, path: Path) -> dict[str, Any]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise MentorError(f"{path}, line {line}: not UTF-8", hint="Save the file as UTF-8.") from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MentorError(
            f"{path}: not valid TOML: {error}", hint="Correct that line and try again."
        ) from None


def _explained(
    error: ValidationError, path: Path, data: dict[str, Any], model: type[BaseModel]
) -> MentorError:
    # A misspelt key is also a missing one; the former says what to do.
    details = sorted(error.errors(), key=lambda detail: detail["type"] != "extra_forbidden")
    problems = [line for detail in details for line in _problem(detail, data, model)]
    shown = problems[:_SHOWN]
    if len(problems) > len(shown):
        shown.append(f"and {len(problems) - len(shown)} more")
    return MentorError("\n".join(f"{path}: {line}" for line in shown), hint="Correct the file and try again.")


def _problem(detail: "ErrorDetails", data: dict[str, Any], model: type[BaseModel]) -> list[str]:
    """One problem, or several where the names do not agree, as `tests[A5].requirement: what is wrong`."""
    from mentor_tui.domain.problem import ProblemKind, problems_in  # noqa: PLC0415 - only needed when something is wrong
    from mentor_tui.words.problems import with_field  # noqa: PLC0415 - the same

    location = detail["loc"]
    where = _place(location, data)
    first, *rest = problems_in(detail)
    if first.kind is not ProblemKind.INVALID:
        if where:
            first = first._replace(field=f"{where}.{detail['ctx']['field']}")
        return list(map(with_field, (first, *rest)))
    match detail["type"]:
        case "value_error":
            return detail["msg"].removeprefix("Value error, ").split("; ")
        case "extra_forbidden":
            fields = _fields(model, location[:-1])
            return [f"{where}: unknown key{nearest_name(str(location[-1]), fields)}"]
        case "missing":
            return [f"{where}: is missing"]
        case _:
            expected = detail["msg"].removeprefix("Input ")
            return [f"{where}: {expected}, found {_quoted(detail['input'])}"]


def _place(location: Sequence[int | str], data: Any) -> str:  # noqa: ANN401 - whatever a TOML file holds
    """A location as a mentor would look for it: list entries by their key or code, else by their number from 1."""
    where = ""
    for part in location:
        if isinstance(part, int):
            data = data[part] if isinstance(data, list) and part < len(data) else None
            where += f"[{_name(data) or part + 1}]"
        else:
            data = data.get(part) if isinstance(data, dict) else None
            where += f".{part}" if where else part
    return where


def _name(entry: Any) -> str:  # noqa: ANN401 - whatever a TOML file holds
    if not isinstance(entry, dict):
        return ""
    return next((entry[field] for field in _NAMED_BY if isinstance(entry.get(field), str)), "")


def _fields(model: type[BaseModel], location: Sequence[int | str]) -> list[str]:
    """The names of the fields that may stand at a location; none where it is no table."""
    inner: type[BaseModel] | None = model
    for part in location:
        if isinstance(part, str) and inner is not None:
            field = inner.model_fields.get(part)
            inner = None if field is None else _model_in(field.annotation)
    return [] if inner is None else list(inner.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any type annotation
    """The model in `Model`, `tuple[Model, ...]` or `Model | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {tuple, list, Union, UnionType}:
        return next((model for inner in get_args(annotation) if (model := _model_in(inner))), None)
    return None


def _quoted(value: Any) -> str:  # noqa: ANN401 - whatever a TOML file holds
    shown = f'"{value}"' if isinstance(value, str) else repr(value)
    return shown if len(shown) <= 80 else f"{shown[:77]}…"  # noqa: PLR2004 - a line of a terminal
