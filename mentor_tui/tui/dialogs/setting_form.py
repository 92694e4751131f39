"""One setting: what it is for, its value, and at once whether the value is one it can have."""

from collections.abc import Callable
from typing import Any

from mentor_tui.domain.checks import Problem
from mentor_tui.domain.weeks import Weekday
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import RefusedError
from mentor_tui.logbook.identity import checked_name
from mentor_tui.settings import changed
from mentor_tui.tui import theme
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.form_dialog import FormDialog
from mentor_tui.tui.widgets.form import Field, Kind

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
        options = self._options()
        kind = Kind.CHOICE if options else Kind.TEXT
        return (Field("value", "Value", kind, self._about, options),)

    def held(self) -> dict[str, str]:
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

    def follow(self, key: str) -> None:
        """Check the value, and put a theme on."""
        del key
        try:
            self.writing()
        except RefusedError as error:
            self.form.mark(error.problems)
            return
        if self._setting == "theme":
            self.app.theme = self.form.values["value"] or theme.DEFAULT

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
            raise RefusedError([Problem("value", message)]) from None

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
