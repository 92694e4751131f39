"""What a repair saves of a damaged book: all that still stands in the file."""

from pathlib import Path

import pytest

from tests.store.disk_trials import lagging_marks
from tests.store.recovery_trials import DAMAGES, table

FIRST_IN_FORMAT_1 = {
    "the first line lost": 223,
    "the first ten lines lost": 214,
    "a middle line lost": 222,
    "512 bytes of zeros": 218,
}
"""Where a line was lost, format 1 cannot prove the one after it."""


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, ...]]:
    return {name: tuple(figures) for name, *figures in table(tmp_path_factory.mktemp("recovery"))}


@pytest.mark.parametrize("damage", DAMAGES)
def test_all_that_stands_in_the_file_is_saved(saved: dict[str, tuple[int, ...]], damage: str) -> None:
    now, possible, before, possible_before = saved[damage]
    assert now == possible
    assert before == FIRST_IN_FORMAT_1.get(damage, possible_before)


def test_behind_a_lagging_mark_only_the_last_line_is_in_doubt(tmp_path: Path) -> None:
    assert "40 bits: 18 proved to be damage, 22 last lines in doubt, all kept and told" in lagging_marks(
        40, 24, tmp_path
    )
