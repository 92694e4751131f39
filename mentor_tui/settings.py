"""The settings: a TOML file that a mentor may edit by hand, read into a documented model."""

import tomllib
from pathlib import Path

from pydantic import Field, ValidationError

from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.model import Model, Text
from mentor_tui.errors import MentorError

FILE = "settings.toml"


class Settings(Model):
    """Everything that can be set. A field's description is its help on the settings screen and in the file."""

    mentor: Text = Field(default="", title="Your name", description="Stands on the sheets you approve")
    theme: str = Field(
        default="", title="Theme", description="Colours of the screen; empty for the program's own"
    )
    backups: Text = Field(
        default="",
        title="Folder for backups",
        description="Empty for the folder `backups` beside the logbook",
    )
    rulebook: Text = Field(
        default="",
        title="Rule book",
        description="Path of a rule book of your own; empty for the one that ships",
    )
    house: HouseRules = Field(default_factory=HouseRules, title="The shop's own rules")
    keys: dict[str, str] = Field(
        default_factory=dict,
        title="Keys",
        description='Other keys for commands, such as "roster.log" = "ctrl+l"; several with a comma between them',
    )


def load_settings(folder: Path) -> Settings:
    """Read `settings.toml` in `folder`; what it does not name has its default, and so has all where there is no file.

    Raises:
        MentorError: the file cannot be read, is no TOML, or holds an unknown name or a value out of range.
    """
    path = folder / FILE
    try:
        return Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise MentorError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise MentorError(f"{path} is not UTF-8 at byte {error.start}", hint="Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise MentorError(
            f"{path} is no valid TOML: {error}", hint="Mend that line, or move the file away."
        ) from error
    except ValidationError as error:
        raise MentorError(
            f"{path}: {describe(error)}", hint="`mentor-tui settings` lists what can be set."
        ) from error


def describe(error: ValidationError) -> str:
    """The first problem of a model as one sentence: which field, what was found, what is expected."""
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"]) or "the whole"
    if first["type"] == "extra_forbidden":
        return f"there is no setting called {field}"
    if first["type"] == "value_error":
        return f"{field}: {first['msg'].removeprefix('Value error, ')}"
    return f"{field}: {first['msg'][0].lower()}{first['msg'][1:]}, not {first['input']!r}"


def changed(settings: Settings, name: str, value: object) -> Settings:
    """The settings with the one that `name` points to (`house.hours_per_year`, `theme`) set to `value`.

    Raises:
        MentorError: there is no such setting, or the value is not one it can have.
    """
    dump = settings.model_dump(mode="json")
    *groups, last = (
        name.split(".", 1) if not name.startswith("keys.") else ("keys", name.removeprefix("keys."))
    )
    table = dump
    for group in groups:
        if not isinstance(table.get(group), dict):
            raise MentorError(f"there is no setting called {name}", hint="`mentor-tui settings` lists them.")
        table = table[group]
    if "keys" not in groups and (last not in table or isinstance(table[last], dict)):
        raise MentorError(f"there is no setting called {name}", hint="`mentor-tui settings` lists them.")
    table[last] = value
    try:
        return Settings.model_validate(dump)
    except ValidationError as error:
        raise MentorError(describe(error)) from error


def settings_text(settings: Settings, text: str) -> str:
    """The file `text` with the settings put in: comments and order stay, what has its default and is not there stays out."""
    import tomlkit  # noqa: PLC0415 - slow to load, and only needed where settings are written

    document = tomlkit.parse(text)
    house = document.get("house", tomlkit.table())
    keys = document.get("keys", tomlkit.table())
    default = Settings().model_dump(mode="json")
    for name, value in settings.model_dump(mode="json", exclude={"house", "keys"}).items():
        if value != default[name] or name in document:
            document[name] = value
    for name, value in settings.house.model_dump(mode="json").items():
        if value != default["house"][name] or name in house:
            house[name] = value
    for name in [name for name in keys if name not in settings.keys]:
        del keys[name]
    keys.update(settings.keys)
    for name, table in (("house", house), ("keys", keys)):
        if table or name in document:
            document[name] = table
    return tomlkit.dumps(document)
