"""The base of everything that is written down: frozen, strict about names, free of defaults that hide."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
"""A name as a person writes it: one to 120 characters."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
"""A note: up to 2,000 characters, possibly none."""

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]
"""A stable identifier: small letters, digits and hyphens."""


class Model(BaseModel):
    """A frozen value. A field with an unknown name is an error, not a loss.

    A validator of a whole model says what is wrong in a sentence that begins with the field to correct.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False, defer_build=True)
