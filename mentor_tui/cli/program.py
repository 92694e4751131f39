"""The command line as a whole: every command group, none of which loads what it needs before it runs."""

from argparse import Namespace
from collections.abc import Sequence

from mentor_tui.cli import (
    backup,
    doctor,
    exports,
    imports,
    locate,
    overview,
    papers,
    past,
    people,
    placements,
    rules,
    settings,
    sheets,
    standing,
)
from mentor_tui.cli.arguments import Parser, add_commands, parse, program

_GROUPS = (
    overview,
    standing,
    sheets,
    people,
    placements,
    papers,
    imports,
    exports,
    rules,
    past,
    backup,
    doctor,
    settings,
    locate,
)


def parser() -> Parser:
    """The parser with all commands, in the order in which the help shows them."""
    whole = program()
    commands = add_commands(whole)
    for group in _GROUPS:
        group.register(commands)
    return whole


def read(argv: Sequence[str] | None = None) -> Namespace:
    """Read a command line; `run` of the result does the work, and is None where no command is named.

    Raises:
        MentorError: it is not one that a command takes.
    """
    return parse(parser(), argv)
