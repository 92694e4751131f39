"""Putting off `importlib.metadata`, for others a module like any other."""

import subprocess
import sys

import pytest

_LOADED = "print('email' in sys.modules, sys.modules['importlib.metadata'] is importlib.metadata)"


def _said(code: str) -> list[str]:
    start = "import sys\nfrom mentor_tui.later import put_off_metadata\nput_off_metadata()\n"
    ran = subprocess.run([sys.executable, "-c", start + code], capture_output=True, text=True, check=True)
    return ran.stdout.split()


def test_it_is_not_loaded_by_an_import_alone() -> None:
    code = f"import importlib.metadata\nfrom importlib.metadata import entry_points\n{_LOADED}"
    assert _said(code) == ["False", "True"]


@pytest.mark.parametrize(
    "use",
    [
        "import importlib.metadata\nprint(importlib.metadata.version('pydantic'))",
        "from importlib import metadata\nprint(metadata.version('pydantic'))",
        "from importlib.metadata import version\nprint(version('pydantic'))",
    ],
)
def test_it_is_there_as_soon_as_it_is_used(use: str) -> None:
    version, *loaded = _said(f"{use}\nimport importlib.metadata\n{_LOADED}")
    assert version[0].isdigit()
    assert loaded == ["True", "True"]


def test_it_finds_what_is_installed() -> None:
    code = (
        "from importlib.metadata import entry_points\nprint(len(entry_points(group='console_scripts')) > 1)"
    )
    assert _said(code) == ["True"]


def test_one_that_is_loaded_already_stays() -> None:
    code = "import sys, importlib.metadata as real\nfrom mentor_tui.later import put_off_metadata\nput_off_metadata()"
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\nassert sys.modules['importlib.metadata'] is real"], check=False
    )
    assert ran.returncode == 0
