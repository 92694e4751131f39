"""A short random walk on the keyboard at three sizes; WALK_KEYS=3000 makes it a long one."""

import os
from pathlib import Path

import pytest

from tests.terminal.walk import walk

pytestmark = pytest.mark.terminal
KEYS = int(os.environ.get("WALK_KEYS", "100"))


@pytest.mark.parametrize(("columns", "rows", "seed"), [(60, 20, 1), (80, 24, 2), (121, 36, 3)])
def test_no_keys_without_pauses_end_the_program_or_harm_the_book(
    tmp_path: Path, columns: int, rows: int, seed: int
) -> None:
    found = walk(tmp_path, keys=KEYS, columns=columns, rows=rows, seed=seed)
    assert found.wrong == (), f"after {' '.join(found.last)}"
    assert found.keys == KEYS
