"""`python -m tests.architecture.same OTHER`: whether every command says the same here and in another tree, byte by byte.

OTHER is a clone with a `.venv` of its own, such as one of the commit before a change of structure. Both run on copies of one book, that of the
sample shop as the other tree makes it.
"""

import difflib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

_TREE = Path(__file__).parents[2]
_DAY = "2026-11-25"
_SHOWN = 12


def _run(tree: Path, folder: Path, words: tuple[str, ...]) -> str:
    python = tree / ".venv/bin/python"
    options = ("--data-dir", str(folder), "--as-of", _DAY)
    ran = subprocess.run(
        [str(python), "-m", "mentor_tui", *options, *words],
        cwd=folder,
        env={
            "HOME": str(folder),
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(tree),
            "COLUMNS": "100",
            "MENTOR_TUI_MENTOR": "Bea",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    whole = f"{ran.returncode}\n{ran.stdout}{ran.stderr}"
    return whole.replace(str(folder), "FOLDER").replace(str(tree), "TREE")


def _questions(keys: list[str], codes: list[str]) -> Iterator[tuple[str, ...]]:
    """Everything that is asked of both."""
    for command in (
        "roster",
        "board",
        "suggest",
        "due --within 2y",
        "rules",
        "rules check",
        "settings",
        "doctor",
        "locate",
    ):
        yield tuple(command.split())
        yield (*command.split(), "--json")
    yield from (("roster", "--filter", words) for words in ("ready", "diesel", "xyzzy"))
    yield from ((command, "--help") for command in ("log", "import", "credit", "test", "export", "placement"))
    yield from (("export", "eligibility", "--format", form) for form in ("md", "csv", "json"))
    yield ("export", "json")
    for code in codes:
        yield "rules", code
    for number, key in enumerate(keys):
        yield "standing", key
        yield "standing", key, "--all", "--json"
        for code in codes[number % 24 :: 24]:
            yield "standing", key, code
            yield "standing", key, code, "--json"
    for name in sorted(path.name for path in (_TREE / "data/samples").glob("*.*sv")):
        yield "import", str(_TREE / "data/samples" / name), "--add-people", "--shop", "Granite Diesel"
        yield "import", str(_TREE / "data/samples" / name), "--json"
    yield from _entries(keys[0])


def _entries(key: str) -> Iterator[tuple[str, ...]]:
    """What is written down, right and wrong."""
    week = ("--week", "2026-11-20")
    yield "log", key, *week, "brakes=90"
    yield "log", key, *week, "brakes=90", "--yes"
    yield "log", key, *week, "nothing=3"
    yield "log", key, "--week", "2026-11-19", "brakes=3"
    yield "log", key, "--week", "2031-01-03", "brakes=3"
    yield "log", key, *week, "brakes=25:00"
    yield "approve", key, *week
    yield "log", key, *week, "brakes=1"
    yield "reopen", key, *week, "--reason", "wrong"
    yield "test", key, "A5", "passed", "--on", "2027-01-01"
    yield "test", key, "A5", "renewed", "--on", "2026-01-01"
    yield "test", key, "A5", "booked", "--on", "2026-11-01", "--until", "2026-10-01"
    yield (
        "credit",
        "add",
        key,
        "--kind",
        "high-school",
        "--title",
        "HS",
        "--starts",
        "2020-01-01",
        "--ends",
        "2020-02-01",
        "--school-years",
        "2",
    )
    yield (
        "credit",
        "add",
        key,
        "--kind",
        "apprenticeship",
        "--title",
        "Short",
        "--starts",
        "2020-01-01",
        "--ends",
        "2020-02-01",
    )
    yield "add", "Ana\nRuiz", "--start", "1900-01-01", "--shop", "x", "--shop-type", "nope"
    yield "edit", key, "--status", "left", "--since", "2000-01-01"
    yield "placement", "edit", key, "p1", "--ends", "1999-01-01"
    yield "standing", key
    yield "export", "eligibility", "--format", "json"
    yield ("undo",)


def main() -> None:
    """Compare, and print what differs."""
    other = Path(sys.argv[1]).resolve()
    differing = asked = 0
    with TemporaryDirectory() as name:
        first = Path(name) / "first"
        first.mkdir()
        _make(other, first)
        folders = {tree: Path(name) / f"book-{place}" for place, tree in enumerate((other, _TREE))}
        for folder in folders.values():
            shutil.copytree(first, folder)
        keys = [
            line.split('"')[3]
            for line in _run(other, first, ("roster", "--json")).splitlines()
            if line.startswith('      "key"')
        ]
        codes = [
            line.split('"')[3]
            for line in _run(other, first, ("rules", "--json")).splitlines()
            if line.startswith('      "code"')
        ]
        for words in _questions(keys, codes):
            asked += 1
            before, after = (_run(tree, folder, words) for tree, folder in folders.items())
            if before != after:
                differing += 1
                print(f"differs: {' '.join(words)}")
                changes = difflib.unified_diff(
                    before.splitlines(), after.splitlines(), "before", "after", lineterm="", n=0
                )
                for line in list(changes)[:_SHOWN]:
                    print(f"    {line[:160]}")
    print(
        f"{asked} questions about {len(keys)} apprentices and {len(codes)} tests: {differing} answers differ"
    )
    raise SystemExit(differing > 0)


def _make(tree: Path, folder: Path) -> None:
    whole = folder / "whole.json"
    _run(tree, folder, ("--demo", "export", "json", "-o", str(whole)))
    _run(tree, folder, ("import", str(whole), "--yes"))
    whole.unlink()


if __name__ == "__main__":
    main()
