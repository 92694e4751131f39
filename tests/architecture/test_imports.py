"""What is loaded, and what happens, when a part of the program is imported by itself."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

_PACKAGE = Path(__file__).parents[2] / "mentor_tui"
_SCREEN = ("textual", "rich")


def _modules(*parts: str) -> list[str]:
    """Every module of the named parts of the package."""
    found: list[str] = []
    for part in parts:
        place = _PACKAGE / part
        files = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
        found.extend(
            ".".join(file.relative_to(_PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
            for file in files
        )
    return found


def _fresh(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a new interpreter whose home, data and working folders are all `home`."""
    places = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TMPDIR")
    environment = {**os.environ, **dict.fromkeys(places, str(home)), "PYTHONDONTWRITEBYTECODE": "1"}
    environment["PYTHONPATH"] = str(_PACKAGE.parent)
    environment.pop("MENTOR_TUI_HOME", None)
    return subprocess.run(
        [sys.executable, "-c", code], cwd=home, env=environment, capture_output=True, text=True, check=False
    )


def _loaded_by(code: str, home: Path) -> set[str]:
    """The modules that are loaded after `code` has run."""
    ran = _fresh(f"{code}\nimport sys\nprint('LOADED', *sys.modules)", home)
    assert ran.returncode == 0, ran.stderr
    return set(ran.stdout.rpartition("LOADED")[2].split())


@pytest.mark.parametrize("part", ["domain", "words", "exchange", "settings", "store", "logbook", "cli"])
def test_only_the_terminal_face_loads_textual(part: str, tmp_path: Path) -> None:
    loaded = _loaded_by("\n".join(f"import {module}" for module in _modules(part)), tmp_path)
    assert loaded.isdisjoint(_SCREEN)


@pytest.mark.parametrize("part", ["domain", "words"])
def test_the_core_and_its_words_load_neither_store_nor_files(part: str, tmp_path: Path) -> None:
    loaded = _loaded_by("\n".join(f"import {module}" for module in _modules(part)), tmp_path)
    assert loaded.isdisjoint({"tinydb", "orjson", "tomlkit", "platformdirs", "filelock"})


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["locate"], ["log", "--help"], ["rooster"]])
def test_what_needs_no_data_loads_no_models_and_no_store(words: list[str], tmp_path: Path) -> None:
    loaded = _loaded_by(f"from mentor_tui.__main__ import main\nmain({words!r})", tmp_path)
    assert loaded.isdisjoint({"pydantic", "tinydb", "orjson", "tomlkit", "filelock", *_SCREEN})


@pytest.mark.parametrize("words", [["--demo", "board", "--json"], ["--demo", "standing", "kayla", "--json"]])
def test_a_command_that_reads_everything_loads_no_textual(words: list[str], tmp_path: Path) -> None:
    loaded = _loaded_by(f"from mentor_tui.__main__ import main\nmain({words!r})", tmp_path)
    assert "pydantic" in loaded
    assert loaded.isdisjoint(_SCREEN)


_NEVER = {"tomlkit", "sqlite3", "http", "statistics", *_SCREEN}
_NEEDS_NO_DATA = {
    "pydantic",
    "tinydb",
    "orjson",
    "importlib.metadata",
    "email",
    "csv",
    "zipfile",
    "socket",
    "secrets",
    "hashlib",
}
_WRITES = {"mentor_tui.cli.entry_commands"}
"""What describes the commands that write something down."""


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        ("standing kayla --json", _NEVER | _WRITES),
        ("roster", _NEVER | _WRITES),
        ("locate", _NEVER | _WRITES | _NEEDS_NO_DATA),
    ],
)
def test_a_command_loads_nothing_that_it_does_not_need(
    words: str, unwanted: set[str], tmp_path: Path
) -> None:
    made = _fresh(
        "from mentor_tui.__main__ import main\n"
        "main(['add', 'Kayla', '--start', '2026-01-05', '--shop', 'Granite', '--shop-type', 'diesel-shop'])",
        tmp_path,
    )
    assert made.returncode == 0, made.stderr
    code = f"""
import sys
from contextlib import suppress
from mentor_tui.__main__ import run
sys.argv = ["mentor-tui", *{words.split()!r}]
with suppress(SystemExit):
    run()"""
    loaded = _loaded_by(code, tmp_path)
    assert loaded & unwanted == set()


def test_no_garbage_is_searched_for_while_a_command_runs_nor_at_its_end(tmp_path: Path) -> None:
    ran = _fresh(
        "import atexit, gc\nfrom mentor_tui import __main__\n"
        "atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 0))\n"
        "__main__.main = lambda: int(gc.isenabled())\n__main__.run()",
        tmp_path,
    )
    assert (ran.returncode, ran.stdout) == (0, "False True\n")


def test_importing_everything_makes_no_file_and_says_nothing(tmp_path: Path) -> None:
    parts = ("domain", "words", "exchange", "settings", "store", "logbook", "cli", "tui")
    ran = _fresh("\n".join(f"import {module}" for module in _modules(*parts)), tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["roster"], ["board"], ["locate"], ["history"], ["settings"]])
def test_looking_makes_no_file(words: list[str], tmp_path: Path) -> None:
    ran = _fresh(f"from mentor_tui.__main__ import main\nraise SystemExit(main({words!r}))", tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_only_the_store_knows_operations_and_snapshots() -> None:
    for path in sorted(_PACKAGE.rglob("*.py")):
        if "store" not in path.relative_to(_PACKAGE).parts:
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            imported = {
                alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names
            }
            assert not imported & {"Operation", "Snapshot", "OpenTables"}, path
