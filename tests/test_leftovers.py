"""What a killed run left behind is told from what is under way."""

import os
import subprocess
from pathlib import Path

import pytest

from mentor_tui.leftovers import abandoned, sweep


@pytest.fixture(scope="module")
def gone() -> int:
    """The number of a process that is no more."""
    process = subprocess.Popen(["true"])  # noqa: S607 - whichever it is
    process.wait()
    return process.pid


@pytest.mark.parametrize(
    "name", [".mentor-tui-{}-0a1b2c.tmp", "book-2026-11-20.jsonl.{}.new", "mentor-tui-demo-{}-x_7abc"]
)
def test_a_name_says_whose_it_is(gone: int, name: str) -> None:
    assert abandoned(name.format(gone))
    assert abandoned(name.format(10**15))
    assert not abandoned(name.format(os.getpid()))
    assert not abandoned(name.format("nobody"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may be told of every process")
def test_a_process_of_somebody_else_lives() -> None:
    assert not abandoned("book.jsonl.1.new")


def test_only_what_is_old_and_left_behind_is_removed(tmp_path: Path, gone: int) -> None:
    for name, age in ((f"a.{gone}.new", 3601), (f"b.{gone}.new", 3599), (f"c.{os.getpid()}.new", 3601)):
        path = tmp_path / name
        path.touch()
        os.utime(path, (10_000 - age, 10_000 - age))
    (tmp_path / f"d.{gone}.new").mkdir()
    os.utime(tmp_path / f"d.{gone}.new", (0, 0))
    sweep(tmp_path, "*.new", 10_000)
    assert sorted(path.name[0] for path in tmp_path.iterdir()) == ["b", "c", "d"]
    sweep(tmp_path / "none", "*.new", 10_000)
