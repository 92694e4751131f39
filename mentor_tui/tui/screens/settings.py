"""The settings: every one with its value and what it is for, and the key of every command."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic.fields import FieldInfo
from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType

from mentor_tui.domain.house import HouseRules
from mentor_tui.logbook.identity import KEY
from mentor_tui.logbook.session import Session
from mentor_tui.settings import Settings
from mentor_tui.tui import commands
from mentor_tui.tui.dialogs.setting_form import NameForm, SettingForm, told
from mentor_tui.tui.messages import BookChanged
from mentor_tui.tui.screens.base import BookScreen
from mentor_tui.tui.widgets.row_list import Cell, Column, Row, RowList

_COLUMNS = (
    Column("title", "Setting", 27),
    Column("value", "Value", 14),
    Column("default", "Unless set", 12, drop=2),
    Column("help", "What it is for", 20, grow=True, drop=1),
)


@dataclass(frozen=True, slots=True)
class _Setting:
    name: str
    title: str
    help: str
    value: Any
    default: Any


class SettingsScreen(BookScreen):
    """All of them in one list, kept in a file that can be edited by hand as well."""

    TITLE = "Settings"
    CSS_PATH = "../styles/settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("settings")
    HELP = """
Every setting with its value and what it is for: first your own, then the shop's rules where ASE leaves them open, then
the key of each command. Enter changes one; undo takes it back. They are kept in settings.toml in the data folder, which
may be edited by hand as well. Your name alone is yours and not the logbook's: it is kept in a file of your own.
"""

    list = getters.query_one(RowList)

    def __init__(self) -> None:
        super().__init__()
        self._settings: dict[str, _Setting] = {}

    def body(self) -> ComposeResult:
        """The list."""
        yield RowList(_COLUMNS)

    def show_book(self, keys: frozenset[str] | None) -> None:
        """Show the values as they are now."""
        del keys
        self._settings = {one.name: one for one in (_name(self.session), *_all(self.session.settings))}
        self.list.set_rows(_row(one) for one in self._settings.values())

    def on_book_changed(self, message: BookChanged) -> None:
        """Show a new name too, which is no change of the logbook."""
        self.show_book(message.keys)

    def on_row_list_selected(self, message: RowList.Selected) -> None:
        """Change that one."""
        one = self._settings[message.key]
        if self.app.meets(commands.Needs.WRITING):
            form = NameForm if one.name == KEY else SettingForm
            self.app.push_screen(form(self.app, one.name, one.title, one.help, one.value))


def _name(session: Session) -> _Setting:
    signer = session.signer
    help_ = f"Stands on what you sign; {signer.told}."
    return _Setting(KEY, "Your name", help_, signer.name, signer.user or signer.name)


def _all(settings: Settings) -> Iterator[_Setting]:
    default = Settings()
    yield from _of(settings, default, Settings.model_fields, "")
    yield from _of(settings.house, default.house, HouseRules.model_fields, "house.")
    for command in commands.COMMANDS:
        if command.keys:
            keys = settings.keys.get(command.id, command.keys)
            help_ = f"{command.help} ({command.id})."
            yield _Setting(f"keys.{command.id}", f"Key: {command.title}", help_, keys, command.keys)


def _of(held: Any, default: Any, fields: dict[str, FieldInfo], group: str) -> Iterator[_Setting]:  # noqa: ANN401 - two models of one kind
    for name, field in fields.items():
        value = getattr(held, name)
        if not isinstance(value, HouseRules | dict):
            yield _Setting(
                f"{group}{name}",
                field.title or name,
                f"{field.description or ''}.",
                value,
                getattr(default, name),
            )


def _row(one: _Setting) -> Row:
    own = one.value != one.default
    say = _keys if one.name.startswith("keys.") else told
    cells = {
        "title": Cell(one.title),
        "value": Cell(say(one.value), "accent" if own else ""),
        "default": Cell(say(one.default) if own else "", "muted"),
        "help": Cell(one.help, "muted"),
    }
    return Row(one.name, cells, f"{one.title} {one.name} {one.help}")


def _keys(keys: str) -> str:
    return " ".join(commands.key_name(key.strip()) for key in keys.split(","))
