"""The base of everything that is written down: frozen, strict about names, free of defaults that hide."""

from typing import Annotated, Any
from unicodedata import category

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

_UNPRINTABLE = {"Cc", "Zl", "Zp"}
_LINE_SIGNS = "\n\r\t"
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What turns the direction of writing, so that a text looks like another one."""

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
"""A name as a person writes it: one to 120 characters."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
"""A note: up to 2,000 characters, possibly none."""

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]
"""A stable identifier: small letters, digits and hyphens."""


class Model(BaseModel):
    """A frozen value. A field with an unknown name is an error, not a loss."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False, defer_build=True)


def prints(text: str, *, lines: bool = False) -> bool:
    """Whether a text can be shown: a line break or an escape sequence would break every list that a name stands in.

    Args:
        text: What is to be shown.
        lines: Whether it may have several lines.
    """
    allowed = _LINE_SIGNS if lines else ""
    return not any(
        (category(sign) in _UNPRINTABLE and sign not in allowed) or sign in _TURNING for sign in text
    )


def model_error(kind: str, field: str, **figures: Any) -> PydanticCustomError:  # noqa: ANN401 - values as they are held
    """What a validator of a whole model raises.

    Args:
        kind: What is wrong, a kind of `domain.problem`, which no program that only reads has to load.
        field: The field to correct.
        figures: What is told about it.
    """
    return PydanticCustomError(kind, kind, {"field": field, **figures})
