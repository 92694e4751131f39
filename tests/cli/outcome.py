"""What a run of the program left behind."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - each command has its own shape
        return json.loads(self.out)


Run = Callable[..., Outcome]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, to see whether anything was written."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
