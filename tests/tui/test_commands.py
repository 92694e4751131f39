"""One list, and everything made of it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from mentor_tui.tui import commands
from mentor_tui.tui.app import load
from mentor_tui.tui.commands import COMMANDS, Command, Group


def places() -> list[str]:
    return sorted({place for command in COMMANDS for place in command.where})


def keys(*where: str) -> Iterator[str]:
    for command in COMMANDS:
        if not set(where).isdisjoint(command.where):
            yield from filter(None, command.keys.split(","))


def test_every_command_has_a_name_of_its_own_and_says_what_it_does() -> None:
    assert max(Counter(command.id for command in COMMANDS).values()) == 1
    for command in COMMANDS:
        assert command.title
        assert command.help
        assert not command.help.endswith(".")


@pytest.mark.parametrize("place", places())
def test_no_key_has_two_meanings_in_one_place(place: str) -> None:
    double = [key for key, times in Counter(keys(place)).items() if times > 1]
    assert not double


@pytest.mark.parametrize("place", ["roster", "board", "due", "history", "profile"])
def test_a_view_takes_no_key_from_the_list_or_the_program(place: str) -> None:
    inner = {"board": ("list", "grid"), "profile": ("page", "back")}.get(place, ("list",))
    taken = set(keys(place)) & set(keys("app", *inner))
    # On the board l goes right, as h goes left; a week is logged from the palette there.
    assert taken <= ({"l"} if place == "board" else set())


@pytest.mark.parametrize(
    "command", [command for command in COMMANDS if command.opens], ids=lambda command: command.id
)
def test_what_a_command_opens_is_there(command: Command) -> None:
    assert callable(load(command.opens))


def test_the_table_for_the_manual_names_every_command_and_its_keys() -> None:
    lines = [line for line in commands.manual().splitlines() if line.startswith("|")]
    assert len(lines) == len(COMMANDS) + 2
    assert "| `?` | Help | `program.help` | Say what this place shows and which keys it has |" in lines
    assert "| `1` `f1` | Roster | `view.roster` | Everybody, and how far they are |" in lines


def test_views_have_the_digits_in_their_order() -> None:
    digits = [command.keys.partition(",")[0] for command in commands.views()]
    assert digits == sorted(digits)
    assert all(command.group is Group.VIEWS for command in commands.views())


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("question_mark", "?"),
        ("ctrl+r", "ctrl+r"),
        ("escape", "esc"),
        ("x", "x"),
        ("down", "↓"),
        ("upper_g", "G"),
    ],
)
def test_keys_are_called_as_people_call_them(key: str, name: str) -> None:
    assert commands.key_name(key) == name


def test_the_page_of_keys_is_not_stale() -> None:
    page = Path(commands.__file__).with_name("KEYS.md")
    assert page.read_text(encoding="utf-8") == commands.manual(), "run `make keys`"
