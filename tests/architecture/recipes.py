"""Carries out a recipe of CONTRIBUTING on a copy of the package, and runs the copy."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

_TREE = Path(__file__).parents[2]


@dataclass(frozen=True)
class Recipe:
    """What somebody who follows a recipe writes.

    Attributes:
        new: Files to be made: their path and all that stands in them.
        inserts: What is written into files: their path, a text that stands there once, and what comes before it.
    """

    new: dict[str, str] = field(default_factory=dict)
    inserts: tuple[tuple[str, str, str], ...] = ()

    @property
    def files(self) -> set[str]:
        """Every file that it touches."""
        return {*self.new, *(path for path, _, _ in self.inserts)}

    def carried_out(self, folder: Path) -> "Copy":
        """A copy of the package in `folder` with all of it done."""
        ignored = shutil.ignore_patterns("__pycache__")
        for part in ("mentor_tui", "data"):
            shutil.copytree(_TREE / part, folder / part, ignore=ignored)
        for path, text in self.new.items():
            assert not (folder / path).exists(), path
            (folder / path).write_text(text, encoding="utf-8")
        for path, mark, inserted in self.inserts:
            text = (folder / path).read_text(encoding="utf-8")
            assert text.count(mark) == 1, f"{path}: {mark!r} stands there {text.count(mark)} times"
            (folder / path).write_text(text.replace(mark, inserted + mark), encoding="utf-8")
        return Copy(folder)


@dataclass(frozen=True)
class Copy:
    """A changed copy of the package."""

    folder: Path

    def run(self, *words: str, ends: int = 0) -> str:
        """What `mentor-tui` prints with these words, in a data folder of its own."""
        return self.python("-m", "mentor_tui", "--data-dir", str(self.folder / "home"), *words, ends=ends)

    def python(self, *words: str, ends: int = 0) -> str:
        """What Python prints, with the copy in place of the package and the helpers of the tests beside it."""
        environment = {
            **os.environ,
            "PYTHONPATH": f"{self.folder}{os.pathsep}{_TREE}",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        ran = subprocess.run(
            [sys.executable, *words],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == ends, ran.stderr
        return ran.stdout
