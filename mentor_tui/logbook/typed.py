"""What was typed into a form and not kept, held in a file of its own until it is kept or dropped."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from mentor_tui.errors import MentorError
from mentor_tui.exchange.files import write_file
from mentor_tui.plain_file import read_plain

_TYPED = "typed"


def keep_typed(folder: Path, form: str, typed: Mapping[str, Any]) -> None:
    """Write down what is in a form; `form` is a name a file can have. Only its owner can read it.

    Raises:
        MentorError: it cannot be written.
    """
    path = folder / _TYPED / f"{form}.json"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise MentorError(f"{path.parent}: what was typed cannot be kept there: {error.strerror}") from error
    write_file(path, orjson.dumps(typed))


def typed_before(folder: Path, form: str) -> dict[str, Any] | None:
    """What was in the form when it was left without keeping it; None where there is nothing that can be read."""
    with suppress(OSError, orjson.JSONDecodeError):
        typed = orjson.loads(read_plain(folder / _TYPED / f"{form}.json"))
        return typed if isinstance(typed, dict) else None
    return None


def drop_typed(folder: Path, form: str) -> None:
    """Forget what was in the form: it is kept now, or not wanted."""
    with suppress(OSError):
        (folder / _TYPED / f"{form}.json").unlink()
