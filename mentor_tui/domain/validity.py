"""What is wrong with a value that does not fit its model, told to a person."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

_SHOWN = 3
_WIDEST = 60
_PATTERNS = {
    "^[a-z0-9][a-z0-9-]*$": "small letters, digits and hyphens",
    "^[A-Z]{1,4}[0-9]{0,2}$": "the code of a test, such as A5",
}


def describe(error: ValidationError) -> str:
    """What is wrong with a model: each field, what is expected and what was found; the first three of them."""
    details = error.errors()
    told = [": ".join(filter(None, fault(detail))) for detail in details[:_SHOWN]]
    more = len(details) - len(told)
    return "; ".join([*told, f"and {more} more"] if more else told)


def fault(detail: Mapping[str, Any]) -> tuple[str, str]:
    """The field and what is wrong with it, from one of pydantic's error details.

    A model that is wrong as a whole says so in a sentence that begins with the name of the field to correct.
    """
    field = ".".join(str(part) for part in detail["loc"])
    kind, message = str(detail["type"]), str(detail["msg"])
    if kind == "value_error":
        sentence = message.removeprefix("Value error, ")
        named, _, rest = sentence.partition(" ")
        return ".".join(filter(None, (field, named))), rest
    return field, _sentence(kind, message, detail)


def _sentence(kind: str, message: str, detail: Mapping[str, Any]) -> str:
    found = f", not {_quoted(detail['input'])}"
    context = detail.get("ctx", {})
    if kind in {"missing", "string_too_short"}:
        return "is needed"
    if kind == "extra_forbidden":
        return "is no known name"
    if kind == "string_unicode":
        return "holds half a character, as a broken paste leaves behind; type it again"
    if kind == "string_too_long":
        return f"has {len(detail['input'])} characters; {context['max_length']} are the most"
    if kind.startswith("date_"):
        return f"should be a date such as 2026-11-20{found}"
    if kind == "string_pattern_mismatch":
        return f"should be {_PATTERNS.get(context['pattern'], 'written like ' + context['pattern'])}{found}"
    return message.removeprefix("Input ") + found


def _quoted(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _WIDEST else f"{shown[: _WIDEST - 1]}…"
