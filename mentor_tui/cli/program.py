"""Reading a command line, with the parser of no more commands than it names."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any

from mentor_tui.cli.arguments import Parser, add_commands, parse, program
from mentor_tui.errors import MentorError

COMMANDS = {
    "commands.overview": ("roster", "board", "suggest", "due"),
    "commands.standing": ("standing",),
    "entry_commands.sheets": ("log", "approve", "return", "reopen"),
    "entry_commands.people": ("add", "edit", "void"),
    "entry_commands.placements": ("placement",),
    "entry_commands.papers": ("credit", "test"),
    "entry_commands.imports": ("import",),
    "commands.exports": ("export",),
    "commands.rules": ("rules",),
    "commands.past": ("undo", "redo", "history"),
    "commands.backup": ("backup", "restore", "compact"),
    "commands.doctor": ("doctor",),
    "commands.settings": ("settings",),
    "commands.locate": ("locate",),
}
"""The commands by the function that describes them, in the order in which the help shows them."""


def parser(described: Iterable[str] = tuple(COMMANDS)) -> Parser:
    """The parser with the commands that were chosen; with all of them where none are named."""
    whole = program()
    room = add_commands(whole)
    for describe in described:
        function(describe)(room)
    return whole


def function(name: str) -> Callable[..., Any]:
    """The function of a module of this package, such as `sheets.run_log`; the module is loaded only now."""
    module, _, inner = name.partition(".")
    described: Callable[..., Any] = getattr(import_module(f"mentor_tui.cli.{module}"), inner)
    return described


def read(argv: Sequence[str] | None = None) -> Namespace:
    """Read a command line; `run` of the result does the work, and is None where no command is named.

    Raises:
        MentorError: it is not one that a command takes.
    """
    args = _parsed(argv)
    if args.run:
        args.run = function(args.run)
    return args


def _parsed(argv: Sequence[str] | None) -> Namespace:
    words = frozenset(sys.argv[1:] if argv is None else argv)
    if words.isdisjoint({"-h", "--help"}):
        # All commands together take longer to describe than most of them to run.
        named = [describe for describe, names in COMMANDS.items() if not words.isdisjoint(names)]
        try:
            return parse(parser(named), argv)
        except MentorError:
            # What is wrong may be said with the names of all commands.
            pass
    return parse(parser(), argv)
