"""Each field of the JSON of every command is documented, and nothing else is."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mentor_tui.__main__ import main
from mentor_tui.resources import rulebook_file
from tests.cli.outcome import Run

_MANUAL = Path(__file__).parents[2] / "mentor_tui/cli/README.md"
_FIELD = re.compile(r"^(?P<name>[a-z0-9_.]+)(?::(?P<answer>[a-z-]+))?(?P<many>\[\])?$")
_HOURS = """Apprentice,Week ending,Area,Hours
Ana Ruiz,2026-11-13,Brakes,6
Ana Ruiz,2026-11-13,Brakes,6
Zoe Quell,2026-11-13,Brakes,6
Ana Ruiz,2026-11-13,Basket weaving,2
Total,,,20
"""

_LENT = {"head", "common", "rule", "whole-rule", "sheet-entry"}
"""Answers that never come out by themselves; others have all of theirs."""

_WRONG_EXAMPLE = """[[examples]]
key = "new"
title = "Nobody is ready on the first day"
rule = "requirement/two-years"
sources = ["S6"]
test = "A5"
as_of = 2023-12-29
work = []
[examples.expect]
state = "ready"
"""

Fields = dict[str, tuple[str, bool]]
"""The fields of an answer: which answer stands in each (empty for a plain value), and whether as a list."""


def _documented() -> dict[str, Fields]:
    """The answers of the manual."""
    block = _MANUAL.read_text(encoding="utf-8").partition("```fields\n")[2].partition("```")[0]
    words: dict[str, list[str]] = {}
    for line in block.splitlines():
        name, equals, rest = line.partition("=")
        if equals:
            assert name.strip() not in words, f"{name.strip()} is documented twice"
            words[name.strip()] = rest.split()
        elif line.strip():
            words[[*words][-1]] += line.split()
    return {name: dict(_fields(name, words)) for name in words}


def _fields(name: str, words: dict[str, list[str]]) -> Iterator[tuple[str, tuple[str, bool]]]:
    for word in words[name]:
        if word.startswith("+"):
            yield from _fields(word[1:], words)
        else:
            field = _FIELD.match(word)
            assert field, f"{name}: {word!r} is no field"
            yield field["name"], (field["answer"] or "", bool(field["many"]))


class _Seen:
    """The fields that came out, and those of them that are not documented."""

    def __init__(self, documented: dict[str, Fields]) -> None:
        self.documented = documented
        self.fields: dict[str, set[str]] = defaultdict(set)
        self.unknown: set[str] = set()

    def take(self, name: str, answer: dict[str, Any]) -> None:
        for field, value in answer.items():
            if field not in self.documented[name]:
                self.unknown.add(f"{name}.{field}")
                continue
            self.fields[name].add(field)
            inner, many = self.documented[name][field]
            parts = value if isinstance(value, list) else [value]
            if value is not None and isinstance(value, list) != many and inner:
                self.unknown.add(f"{name}.{field}: {'one' if many else 'a list'} comes out")
            for part in parts:
                if isinstance(part, dict) != bool(inner) and part is not None:
                    self.unknown.add(f"{name}.{field}: {'no' if inner else 'an'} object comes out")
                elif inner not in {"", "map"} and part is not None:
                    self.take(inner, part)


Ask = Callable[..., tuple[str, Any]]
"""The answer of a command, with the name that the manual has for it."""


@pytest.fixture
def answer(run: Run) -> Ask:
    def ask(name: str, *words: str) -> tuple[str, Any]:
        ran = run(*words, "--json")
        assert ran.out, (words, ran.err)
        return name, ran.json

    return ask


def _entries(answer: Ask) -> Iterator[tuple[str, Any]]:
    """Of every command that writes something down."""
    ana = ("--start", "2026-01-05", "--shop", "Granite Diesel", "--shop-type", "diesel-shop")
    yield answer("changed", "add", "Ana Ruiz", *ana)
    yield answer("changed", "add", "Bo Lee", *ana, "--tag", "north")
    yield answer("changed", "edit", "bo", "--status", "left")
    yield answer(
        "placement",
        "placement",
        "add",
        "bo",
        "--shop",
        "X",
        "--shop-type",
        "dealership",
        "--starts",
        "2026-03-01",
        "--yes",
    )
    yield answer("changed", "placement", "void", "bo", "p2", "--reason", "wrong")
    yield answer(
        "log", "log", "ana", "--week", "2026-11-06", "brakes=6.5", "electrical=70", "--yes", "--note", "x"
    )
    yield answer("changed", "approve", "ana", "--week", "2026-11-06")
    yield answer("changed", "reopen", "ana", "--week", "2026-11-06", "--reason", "again")
    yield answer("changed", "return", "ana", "--week", "2026-11-06", "--reason", "again")
    yield answer("log", "log", "ana", "--week", "2026-11-13", "brakes=6.5")
    yield answer("sign-many", "approve", "--all", "--yes")
    yield answer("sign-many", "return", "--all", "--reason", "no", "--yes")
    yield answer("changed", "void", "sheet", "ana", "--week", "2026-11-06", "--reason", "twice")
    school = (
        "--kind",
        "post-secondary",
        "--title",
        "College",
        "--starts",
        "2020-09-01",
        "--ends",
        "2021-06-01",
    )
    yield answer("credit", "credit", "add", "ana", *school)
    yield answer("changed", "credit", "void", "ana", "c1", "--reason", "wrong")
    yield answer("test", "test", "ana", "T4", "booked", "--on", "2026-11-01", "--until", "2027-01-30")


def _files(run: Run, answer: Ask, home: Path, tmp_path: Path) -> Iterator[tuple[str, Any]]:
    """Of every command about what was done, files and rules."""
    yield answer("undo", "undo")
    yield answer("undo", "redo")
    yield answer("history", "history")
    hours = tmp_path / "hours.csv"
    hours.write_text(_HOURS, encoding="utf-8")
    yield answer("import", "import", str(hours))
    yield answer("import", "import", str(hours), "--add-people", "--shop", "Granite Diesel", "--add", "--yes")
    whole = tmp_path / "whole.json"
    assert run("export", "json", "-o", str(whole)).code == 0
    yield "whole-logbook", json.loads(whole.read_bytes())
    yield answer("import-json", "import", str(whole))
    yield answer("doctor", "doctor")
    (home / "book.jsonl").write_bytes(
        (home / "book.jsonl").read_bytes().replace(b"electrical", b"electricaL")
    )
    yield answer("doctor", "doctor")
    yield answer("doctor", "doctor", "--repair")
    yield answer("backup", "backup")
    yield answer("backups", "restore")
    backup = str(next((home / "backups").rglob("*.jsonl")))
    yield answer("restored", "restore", backup)
    yield answer("restored", "restore", backup, "--into", str(tmp_path / "elsewhere"))
    yield answer("compact", "compact")
    yield answer("settings", "settings", "set", "house.area_hours", "40")
    yield answer("settings", "settings")
    yield answer("locate", "locate")
    yield answer("rules", "rules")
    yield answer("rules", "rules", "A5")
    own = tmp_path / "own.toml"
    own.write_bytes(rulebook_file().read_bytes())
    (tmp_path / "own-examples.toml").write_text(_WRONG_EXAMPLE, encoding="utf-8")
    yield answer("rules-check", "rules", "check", str(own))


def _sample(capsys: pytest.CaptureFixture[str]) -> Iterator[tuple[str, Any]]:
    """What is worked out, over the sample shop, where nearly everything happens."""
    for name, words in (
        ("roster", "roster"),
        ("board", "board"),
        ("suggest", "suggest"),
        ("suggest", "suggest kayla"),
        ("due", "due --within 2y"),
        *(("standing", f"standing {key} --all") for key in ("kayla", "marcus", "andre", "tyler")),
        ("standing-of-test", "standing andre B2"),
        ("standing-of-test", "standing kayla T4"),
        ("summary", "export eligibility --format json"),
    ):
        capsys.readouterr()
        assert main(["--demo", *words.split(), "--json"]) == 0
        yield name, json.loads(capsys.readouterr().out)


def test_the_manual_documents_each_field_that_comes_out_and_nothing_else(
    run: Run, answer: Ask, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = _Seen(_documented())
    answers: list[tuple[str, Any]] = [
        *_entries(answer),
        *_files(run, answer, home, tmp_path),
        *_sample(capsys),
    ]
    for name, value in answers:
        seen.take(name, value)
    assert sorted(seen.unknown) == [], "comes out, and is not documented"
    never = {
        f"{name}.{field}"
        for name, fields in seen.documented.items()
        for field in fields
        if field not in seen.fields[name] and name not in _LENT
    }
    assert sorted(never) == [], "is documented, and never came out"
