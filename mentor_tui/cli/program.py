"""The command line as a whole: which module knows which commands, and reading a line with no more of them than it takes."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from importlib import import_module

from mentor_tui.cli.arguments import Parser, add_commands, parse, program
from mentor_tui.errors import MentorError

COMMANDS = {
    "overview": ("roster", "board", "suggest", "due"),
    "standing": ("standing",),
    "sheets": ("log", "approve", "return", "reopen"),
    "people": ("add", "edit", "void"),
    "placements": ("placement",),
    "papers": ("credit", "test"),
    "imports": ("import",),
    "exports": ("export",),
    "rules": ("rules",),
    "past": ("undo", "redo", "history"),
    "backup": ("backup", "restore", "compact"),
    "doctor": ("doctor",),
    "settings": ("settings",),
    "locate": ("locate",),
}
"""The commands by the module that knows them, in the order in which the help shows them."""


def parser(modules: Iterable[str] = tuple(COMMANDS)) -> Parser:
    """The parser with the commands of the modules; with all of them where none are named."""
    whole = program()
    commands = add_commands(whole)
    for name in modules:
        import_module(f"mentor_tui.cli.{name}").register(commands)
    return whole


def read(argv: Sequence[str] | None = None) -> Namespace:
    """Read a command line; `run` of the result does the work, and is None where no command is named.

    Raises:
        MentorError: it is not one that a command takes.
    """
    words = frozenset(sys.argv[1:] if argv is None else argv)
    if words.isdisjoint({"-h", "--help"}):
        # All commands together take longer to describe than most of them to run.
        named = [name for name, commands in COMMANDS.items() if not words.isdisjoint(commands)]
        try:
            return parse(parser(named), argv)
        except MentorError:
            # What is wrong may be said with the names of all commands.
            pass
    return parse(parser(), argv)
