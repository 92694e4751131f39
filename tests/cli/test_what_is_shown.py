from datetime import UTC, datetime
from pathlib import Path

import pytest

from mentor_tui.store.records import Operation
from mentor_tui.store.store import Store
from tests.cli.outcome import Run

_ESCAPE = "\x1b"
_TURN = "\u202e"
"""Turns the direction of what follows."""


def test_damaged_entries_are_named_and_the_good_ones_beside_them_shown(shop: Run, home: Path) -> None:
    shop("log", "ana", "brakes=8", "--approve")
    broken = {"apprentice": "ana-ruiz", "week": "2026-11-13", "placement": "p1", "absence": "asleep"}
    with Store.open(home) as store:
        store.commit(
            [
                Operation("sheets/ana-ruiz", "2026-11-13/p1", None, broken),
                Operation("apprentices", "nobody", None, {"key": "nobody"}),
            ],
            at=datetime(2026, 11, 20, tzinfo=UTC),
            who="a test",
            why="damage",
        )
    shown = shop("standing", "ana", "T4", "--json")
    assert shown.code == 0
    assert "2026-11-13" in shown.err
    assert shown.json["standing"]["area"]["minutes"] == 8 * 60
    roster = shop("roster", "--json")
    assert [row["name"] for row in roster.json["apprentices"]] == ["Ana Ruiz"]
    assert "nobody" in roster.err


@pytest.mark.parametrize(
    ("name", "place"), [(f"Bo{_ESCAPE}[2J", "X"), (f"Bo{_TURN}", "X"), ("Bo", f"X{_TURN}")]
)
def test_a_name_that_could_steer_a_terminal_is_refused(shop: Run, name: str, place: str) -> None:
    refused = shop("add", name, "--start", "2026-02-02", "--shop", place, "--shop-type", "dealership")
    assert refused.code == 2
    assert "holds a line break or another control character" in refused.err
    assert not {_ESCAPE, _TURN} & set(refused.err)


def test_no_name_can_steer_the_terminal(shop: Run, home: Path) -> None:
    shop("add", "Bo [B] [/bold", "--start", "2026-02-02", "--shop", "X", "--shop-type", "dealership")
    shop("log", "bo", "brakes=8", "--approve")
    # As a program wrote it that did not check.
    with Store.open(home) as store:
        key = next(key for key in store.table("apprentices") if key.startswith("bo"))
        held = dict(store.table("apprentices")[key])
        named = held | {"name": f"Bo{_TURN} [B] [/bold"}
        edits = [Operation("apprentices", key, held, named)]
        store.commit(edits, at=datetime(2026, 11, 20, tzinfo=UTC), who="a test", why=f"named{_TURN}")
    for words in (
        ["roster"],
        ["board"],
        ["standing", "bo"],
        ["standing", "bo", "A5"],
        ["history"],
        ["suggest", "bo"],
    ):
        shown = shop(*words)
        assert shown.code == 0, words
        assert _TURN not in shown.out, words
    assert "[B] [/bold" in shop("roster").out
    assert _ESCAPE not in shop("standing", f"{_ESCAPE}x").err


def test_a_long_name_does_not_push_the_columns_apart(shop: Run) -> None:
    shop("add", "N" * 120, "--start", "2026-02-02", "--shop", "S" * 120, "--shop-type", "dealership")
    lines = shop("roster").out.splitlines()
    assert {len(line) for line in lines[1:3] if len(line) > 80} == set()
    assert "…" in lines[2]
