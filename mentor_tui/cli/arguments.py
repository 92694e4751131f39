"""What all commands share: the parser, the common options, and how a word becomes a value."""

import argparse
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from mentor_tui import __version__
from mentor_tui.errors import MentorError

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - it has no public name
"""Where commands are added."""

_CHOICE = r"^argument (?P<what>.+?): invalid choice: '(?P<word>.*)' \(choose from (?P<choices>.*)\)$"
_YEARS = range(1950, 2101)
_MOST = {"d": 3660, "w": 520, "m": 120, "y": 10}
"""No more than ten years, in any unit."""
_SPAN = r"^([0-9]{1,4})\s*([dwmy])$"
_BEFORE = {"--demo": "--demo", "--data-dir": "--data-dir DIR"}
_ALL_COMMANDS = "`mentor-tui --help` lists the commands."


class Parser(argparse.ArgumentParser):
    """A parser whose errors are `MentorError`, and that takes no shortened options."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - handed on as they are
        settings.setdefault("allow_abbrev", False)
        # The width of the terminal matters for the help alone, and to find it out takes a while.
        settings.setdefault("formatter_class", partial(argparse.HelpFormatter, width=1000))
        super().__init__(**settings)

    def format_help(self) -> str:
        """The help, as wide as the terminal."""
        self.formatter_class = argparse.HelpFormatter
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line.

        Raises:
            MentorError: always.
        """
        if match := re.match(_CHOICE, message):
            from difflib import get_close_matches  # noqa: PLC0415 - only after a mistake

            choices = re.findall(r"[^\s',]+", match["choices"])
            near = get_close_matches(match["word"], choices, n=1, cutoff=0.5)
            what = match["what"].lower()
            text = f"there is no {what} {match['word']!r}" + (f"; did you mean {near[0]}?" if near else "")
            raise MentorError(text, hint=f"There are {', '.join(choices)}.")
        raise MentorError(
            message.removeprefix("argument "), hint=f"`{self.prog} --help` shows how it is used."
        )


def program() -> Parser:
    """The parser with the options that stand before a command."""
    parser = Parser(
        prog="mentor-tui",
        description="A logbook for mentors of vehicle repair apprentices. Without a command it opens on the screen.",
        epilog="`mentor-tui COMMAND --help` explains a command. Every date is written as 2026-11-20, or as today.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument("--demo", action="store_true", help="use a copy of the sample shop; nothing is kept")
    parser.add_argument(
        "--data-dir",
        type=Path,
        metavar="DIR",
        help="folder of the logbook (else MENTOR_TUI_HOME, else the usual place; see `locate`)",
    )
    _add_common(parser, as_default=True)
    parser.set_defaults(run=None, spare="")
    return parser


def add_commands(parser: Parser, title: str = "command") -> Commands:
    """Room for commands under a parser."""
    return parser.add_subparsers(title="commands", metavar=title.upper(), dest=title, parser_class=Parser)


def add_command(commands: Commands, name: str, run: str, summary: str, *, spare: str = "") -> Parser:
    """A command with its help and the options that stand before or after it.

    Args:
        commands: Where it is added.
        name: The word that starts it.
        run: The module and function that does it, such as `sheets.run_log`, loaded only then; returns the exit code.
        summary: One line of help.
        spare: The argument that takes words left over after an option.
    """
    parser = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
    _add_common(parser, as_default=False)
    parser.set_defaults(run=run, spare=spare)
    return parser


def add_group(commands: Commands, name: str, summary: str) -> Commands:
    """A command that has commands of its own, such as `placement add`."""
    parser = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
    inner = add_commands(parser, "action")
    inner.required = True
    return inner


def _add_common(parser: Parser, *, as_default: bool) -> None:
    """Before and after a command alike; after it, silence leaves what was said before it."""
    parser.add_argument(
        "--json",
        action="store_true",
        default=False if as_default else argparse.SUPPRESS,
        help="print JSON instead of text",
    )
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="DATE",
        default=None if as_default else argparse.SUPPRESS,
        help="the day from which to look, instead of today",
    )
    parser.add_argument(
        "--known-on",
        type=exact_day,
        metavar="DATE",
        default=None if as_default else argparse.SUPPRESS,
        help="the logbook as it stood at the end of that day, to read only",
    )


def parse(parser: Parser, argv: Sequence[str] | None) -> argparse.Namespace:
    """Read a command line.

    argparse closes a list of words at the first option; what follows goes to the argument that the command names as `spare`.

    Raises:
        MentorError: it is not one that a command takes.
    """
    args, rest = parser.parse_known_args(argv)
    given = getattr(args, args.spare, None) if args.spare else None
    words = [word for word in rest if not word.startswith("-")]
    if rest == words and isinstance(given, list):
        given.extend(words)
    elif rest == words and len(words) == 1 and args.spare and given is None:
        setattr(args, args.spare, words[0])
    elif rest:
        command = getattr(args, "command", None)
        hint = f"`mentor-tui {command} --help` shows how it is used." if command else _ALL_COMMANDS
        if rest[0] in _BEFORE:
            hint = f"It stands before the command: `mentor-tui {_BEFORE[rest[0]]} {command}`."
        raise MentorError(f"there is nothing to do with {rest[0]!r}", hint=hint)
    return args


def exact_day(text: str) -> date:
    """`2026-11-20` as a date."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2026-11-20") from None
    if day.year not in _YEARS:
        raise argparse.ArgumentTypeError(f"{text} is not in the years {_YEARS[0]} to {_YEARS[-1]}")
    return day


def day(text: str) -> date | None:
    """A date, or None for `today`, as if the option had been left out."""
    return None if text.casefold() == "today" else exact_day(text)


def week_day(text: str) -> date | str:
    """A date that names a week, or `today` as it stands: where no week is named another one than that of today is meant."""
    return text.casefold() if text.casefold() == "today" else exact_day(text)


def span(text: str) -> Callable[[date], date]:
    """`60d`, `8w`, `3m` or `1y` as the way from a day to the last day of that time."""
    match = re.match(_SPAN, text.strip().lower())
    if not match:
        raise argparse.ArgumentTypeError(f"{text!r} is no length of time; write it as 60d, 8w, 3m or 1y")
    count, unit = int(match[1]), match[2]
    if count > _MOST[unit]:
        raise argparse.ArgumentTypeError(f"{text} is too long; {_MOST[unit]}{unit} is the most")
    if unit in "dw":
        return lambda first: first + timedelta(days=count * (7 if unit == "w" else 1))
    months = count * (12 if unit == "y" else 1)

    def ahead(first: date) -> date:
        from mentor_tui.domain.weeks import add_months  # noqa: PLC0415 - few options name a time

        return add_months(first, months)

    return ahead


def values(choices: type[StrEnum]) -> tuple[str, ...]:
    """The choices of an enumeration as they are typed and shown."""
    return tuple(choice.value for choice in choices)


def whole(text: str) -> int:
    """A whole number."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number") from None


def add_name(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", help="the apprentice: a key, a name or a part of one")


def add_one(parser: Parser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="one apprentice; all where it is left out")


def add_reason(parser: Parser) -> None:
    parser.add_argument("--reason", required=True, help="why; it stands in the history")


def add_yes(parser: Parser) -> None:
    parser.add_argument("--yes", action="store_true", help="keep it in spite of a warning")
