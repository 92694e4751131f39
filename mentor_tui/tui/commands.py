"""What is made of the list of commands: bindings, keymap names, the order of the footer, the manual's table."""

from collections.abc import Iterator

from textual.binding import BindingType

from mentor_tui.tui.command import STAYS, Command, Group, Needs
from mentor_tui.tui.command_list import COMMANDS

__all__ = [
    "BY_ID",
    "COMMANDS",
    "STAYS",
    "Command",
    "Group",
    "Needs",
    "bindings",
    "key_name",
    "manual",
    "views",
]

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}


def bindings(*places: str) -> list[BindingType]:
    """The bindings of the commands that belong to any of the places, in the order of the footer."""
    wanted = [command for command in COMMANDS if command.keys and not set(places).isdisjoint(command.where)]
    return [command.binding for command in sorted(wanted, key=lambda command: command.footer or 99)]


def views() -> tuple[Command, ...]:
    """The commands that switch to a main view, in the order of their keys."""
    return tuple(command for command in COMMANDS if command.view)


def key_name(key: str) -> str:
    """A key as people call it: `question_mark` is `?`, `escape` is `esc`."""
    *modifiers, name = key.split("+")
    return "+".join([*modifiers, _KEY_NAMES.get(name, name)])


_KEY_NAMES = {
    "question_mark": "?",
    "exclamation_mark": "!",
    "slash": "/",
    "escape": "esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "equals_sign": "=",
    "upper_g": "G",
    "upper_s": "S",
    "upper_u": "U",
}


def manual() -> str:
    """The page of all keys, `KEYS.md`; `make keys` writes it."""
    lines = [
        "# Keys",
        "",
        "Every command, and its keys. The id is its name in the settings: `mentor-tui settings set keys.apprentice.log ctrl+l`.",
        "",
        *_rows(),
    ]
    return "\n".join(lines) + "\n"


def _rows() -> Iterator[str]:
    yield from ("| keys | command | id for the settings | what it does |", "|---|---|---|---|")
    for group in Group:
        yield from (
            f"| {' '.join(f'`{key_name(key)}`' for key in command.keys.split(',') if key)} | {command.title} | `{command.id}` | {command.help} |"
            for command in COMMANDS
            if command.group is group
        )
