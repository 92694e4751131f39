"""Each "How to add" of CONTRIBUTING, carried out."""

import json
from pathlib import Path

from tests.architecture.recipes import Recipe

_ADD_ANA = ("add", "Ana Ruiz", "--start", "2026-01-05", "--shop", "Granite", "--shop-type", "diesel-shop")


def test_a_command(tmp_path: Path) -> None:
    recipe = Recipe(
        new={
            "mentor_tui/cli/tags.py": '''"""`tags`: every tag, and who has it."""

from argparse import Namespace

from mentor_tui.cli.opening import opened
from mentor_tui.cli.output import show


def run_tags(args: Namespace) -> int:
    with opened(args) as session:
        tags: dict[str, list[str]] = {}
        for apprentice in session.logbook.apprentices():
            for tag in apprentice.tags:
                tags.setdefault(tag, []).append(apprentice.name)
        lines = [f"{tag}: {', '.join(names)}" for tag, names in tags.items()]
        return show(args, session, "tags", {"tags": tags}, lines)
'''
        },
        inserts=(
            (
                "mentor_tui/cli/commands.py",
                "def locate(commands: Commands) -> None:\n",
                'def tags(commands: Commands) -> None:\n    add_command(commands, "tags", "tags.run_tags", "list every tag")\n\n\n',
            ),
            (
                "mentor_tui/cli/program.py",
                '    commands.locate: ("locate",),\n',
                '    commands.tags: ("tags",),\n',
            ),
        ),
    )
    copy = recipe.carried_out(tmp_path)
    copy.run(*_ADD_ANA, "--tag", "night shift")
    assert copy.run("tags") == "night shift: Ana Ruiz\n"
    assert json.loads(copy.run("tags", "--json"))["tags"] == {"night shift": ["Ana Ruiz"]}
    assert "tags" in copy.run("--help")


def test_a_setting(tmp_path: Path) -> None:
    recipe = Recipe(
        inserts=(
            (
                "mentor_tui/settings.py",
                "    house: HouseRules = Field(",
                '    motto: Text = Field(default="", title="Motto", description="What hangs over the door")\n',
            ),
        )
    )
    copy = recipe.carried_out(tmp_path)
    copy.run(*_ADD_ANA)
    copy.run("settings", "set", "motto", "Torque to spec")
    assert json.loads(copy.run("settings", "--json"))["settings"]["motto"] == "Torque to spec"
    assert "Motto" in copy.run("settings")
    assert "motto" in copy.run("history")


def test_a_screen(tmp_path: Path) -> None:
    recipe = Recipe(
        new={
            "mentor_tui/tui/dialogs/count.py": '''"""How many apprentices there are."""

from collections.abc import Iterator

from textual.app import ComposeResult

from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.base import Dialog
from mentor_tui.tui.widgets.lines import Line
from mentor_tui.tui.widgets.page import Page


class Count(Dialog[None]):
    CSS_PATH = "../styles/count.tcss"
    TITLE = "How many"

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def body(self) -> ComposeResult:
        yield Page(self._write)

    def _write(self, cells: int) -> Iterator[Line]:
        del cells
        yield [(f"There are {self._number} apprentices.", "")]


def open_count(app: MentorApp) -> None:
    app.push_screen(Count(len(list(app.session.logbook.apprentices()))))
''',
            "mentor_tui/tui/styles/count.tcss": "Count Page { height: auto; }\n",
        },
        inserts=(
            (
                "mentor_tui/tui/commands.py",
                '    Command("program.palette",',
                '    Command("book.count", "Count", "Say how many there are", "f12", Group.BOOK, opens="dialogs.count:open_count"),\n',
            ),
        ),
    )
    copy = recipe.carried_out(tmp_path)
    copy.python("-c", _PRESS.format(key="f12", wanted="There are 24 apprentices."))
    assert "Say how many there are" in copy.python(
        "-c", "from mentor_tui.tui import commands; print(commands.manual())"
    )


_PRESS = """
import asyncio
from mentor_tui.logbook.session import open_session
from mentor_tui.tui.app import MentorApp
from tests.tui.screen_text import screen_text
from tests.tui.waiting import wait_for

async def main():
    session = open_session(demo=True)
    app = MentorApp(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_for(pilot, "Kayla")
        await pilot.press({key!r})
        await wait_for(pilot, {wanted!r})
    session.close()

asyncio.run(main())
"""
