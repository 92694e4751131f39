"""Help about the place where one is: what it shows, its signs, its keys."""

from collections.abc import Iterator
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen

from mentor_tui.domain.standing import StandingState
from mentor_tui.tui import commands
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.base import Dialog
from mentor_tui.tui.text import fit
from mentor_tui.tui.theme import ROLE_OF_STATE
from mentor_tui.tui.widgets.lines import Line
from mentor_tui.tui.widgets.page import Page, wrapped
from mentor_tui.words.glyphs import STATE_GLYPH, STATE_WORD

_KEYS = 16


class Help(Dialog[None]):
    """All of it on one page."""

    TITLE = "Help"

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self._about = about
        self._active = list(about.active_bindings.values())

    def body(self) -> ComposeResult:
        """The page."""
        yield Page(self._write)

    def _write(self, cells: int) -> Iterator[Line]:
        for paragraph in (self._about.HELP or "").strip().split("\n\n"):
            yield from wrapped(paragraph.replace("\n", " "), cells)
            yield []
        yield from _keys(self._keys_of_commands(), cells)
        yield [("Signs", "title")]
        for state in StandingState:
            yield [(f"  {STATE_GLYPH[state]} ", ROLE_OF_STATE[state]), (STATE_WORD[state], "")]

    def _keys_of_commands(self) -> dict[str, list[str]]:
        """The keys of each command that can be used there, with the settings' own keys."""
        found: dict[str, list[str]] = {}
        for active in self._active:
            if active.binding.id in commands.BY_ID:
                found.setdefault(active.binding.id, []).append(self.app.get_key_display(active.binding))
        return found


def _keys(keys: dict[str, list[str]], cells: int) -> Iterator[Line]:
    for group in commands.Group:
        here = [command for command in commands.COMMANDS if command.group is group and command.id in keys]
        if not here:
            continue
        yield [(group.value, "title")]
        for command in here:
            head = fit("  " + " ".join(keys[command.id]), _KEYS) + " "
            first, *more = wrapped(command.help, cells - len(head))
            yield [(head, "accent"), *first]
            yield from ([(" " * len(head), ""), *line] for line in more)
        yield []


def open_help(app: MentorApp) -> None:
    """Help about the screen on top."""
    app.push_screen(Help(app.screen))
