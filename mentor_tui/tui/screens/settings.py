"""The settings: every one with its value and what it is for, the key of every command, and the form of one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from mentor_tui.domain.problem import Problem, ProblemKind
from mentor_tui.domain.weeks import Weekday
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import RefusedError
from mentor_tui.logbook.identity import KEY, checked_name
from mentor_tui.logbook.session import Session
from mentor_tui.settings import Settings, changed, labels
from mentor_tui.tui import commands, theme
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.app_screen import BookChanged
from mentor_tui.tui.dialogs.entry import FormDialog
from mentor_tui.tui.dialogs.form import Field
from mentor_tui.tui.screens.base import ListScreen
from mentor_tui.tui.widgets.row_list import Cell, Column, Row, RowList

_YES, _NO = "yes", "no"


class SettingForm(FormDialog):
    """A form with one field. A theme is put on while it is chosen."""

    LABEL = "Settings kept"
    HELP = "One setting. Its value is checked while it is typed; ctrl+s keeps it in settings.toml."

    def __init__(self, app: MentorApp, name: str, title: str, about: str, value: Any) -> None:  # noqa: ANN401 - what a setting holds
        super().__init__(app, title, f"setting-{name.replace('/', '-')}")
        self._setting = name
        self._about = about
        self._value = value
        self._theme = app.theme

    def fields(self) -> tuple[Field, ...]:
        """The value."""
        return (Field("value", "Value", self._about, self._options()),)

    def texts(self) -> dict[str, str]:
        """The value as it is."""
        return {"value": shown(self._value)}

    def action_keep(self) -> None:
        """Keep the value, if it is one."""
        if self.unkept() is None:
            self.dismiss(None)
            return
        try:
            write = self.writing()
        except RefusedError as error:
            self.form.mark(error.problems)
            return
        self.keep(self.LABEL, write)

    def follow(self, field: Field, text: str) -> None:
        """Check the value, and put a theme on."""
        del field
        try:
            self.writing()
        except RefusedError as error:
            self.form.mark(error.problems)
            return
        if self._setting == "theme":
            self.app.theme = text or theme.DEFAULT

    def action_back(self) -> None:
        """Leave; the theme is the one that is kept."""
        super().action_back()
        if self._setting == "theme":
            self.app.theme = self._theme

    def writing(self) -> Callable[[], object]:
        """What would keep the value that is typed.

        Raises:
            RefusedError: it is none that the setting can have.
        """
        try:
            return self.keeping(self._read(self.form.values["value"]))
        except MentorError as error:
            message = error.message.removeprefix(f"{self._setting}: ")
            raise RefusedError([Problem(ProblemKind.SAID, "value", {"text": message})]) from None

    def keeping(self, value: object) -> Callable[[], object]:
        """What would keep a value.

        Raises:
            MentorError: it is none that the setting can have.
        """
        settings = changed(self.session.settings, self._setting, value)
        return lambda: self.session.keep_settings(settings)

    def _read(self, text: str) -> object:
        if isinstance(self._value, bool):
            return text == _YES
        if isinstance(self._value, int):
            return int(text) if text.strip().lstrip("-").isdecimal() else text
        return text

    def _options(self) -> tuple[tuple[str, str], ...]:
        if self._setting == "theme":
            return (("", "the program's own"), *((name, name) for name in sorted(self.app.available_themes)))
        if isinstance(self._value, bool):
            return ((_YES, _YES), (_NO, _NO))
        if isinstance(self._value, Weekday):
            return tuple((str(day.value), day.name.capitalize()) for day in Weekday)
        return ()


class NameForm(SettingForm):
    """The mentor's own name: it belongs to the person, is no setting of the logbook, and no step of undo."""

    LABEL = "Your name kept"
    HELP = "Your name, as it stands on what you sign. ctrl+s keeps it in your own file, for every logbook you open."

    def keeping(self, value: object) -> Callable[[], object]:
        """What would keep the name."""
        name = checked_name(str(value))
        return lambda: self.session.keep_name(name)


def shown(value: Any) -> str:  # noqa: ANN401 - what a setting holds
    """A value as it is typed."""
    if isinstance(value, bool):
        return _YES if value else _NO
    return str(value.value) if isinstance(value, Weekday) else str(value)


def told(value: Any) -> str:  # noqa: ANN401 - what a setting holds
    """A value as a person reads it."""
    return value.name.capitalize() if isinstance(value, Weekday) else shown(value)


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


class SettingsScreen(ListScreen):
    """All of them in one list, kept in a file that can be edited by hand as well."""

    TITLE = "Settings"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("settings")
    HELP = """
Every setting with its value and what it is for: first your own, then the shop's rules where ASE leaves them open, then
the key of each command. Enter changes one; undo takes it back. They are kept in settings.toml in the data folder, which
may be edited by hand as well. Your name alone is yours and not the logbook's: it is kept in a file of your own.
"""

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
    for name, label in labels().items():
        value_of = attrgetter(name)
        yield _Setting(name, label.title, f"{label.help}.", value_of(settings), value_of(default))
    for command in commands.COMMANDS:
        if command.keys:
            keys = settings.keys.get(command.id, command.keys)
            help_ = f"{command.help} ({command.id})."
            yield _Setting(f"keys.{command.id}", f"Key: {command.title}", help_, keys, command.keys)


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
