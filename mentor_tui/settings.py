"""The settings: a TOML file that a mentor may edit by hand, read into a documented model."""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field, ValidationError

from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.model import Model, Text
from mentor_tui.errors import MentorError
from mentor_tui.plain_file import read_plain
from mentor_tui.words.phrases import nearest_name

FILE = "settings.toml"

_PERSONS = "mentor"
"""What once stood here and belongs to the person, not to the logbook: it is passed over."""


class Label(NamedTuple):
    """What a setting is called, and what it is for."""

    title: str
    help: str


_HOUSE_LABELS = {
    "hours_per_year": Label(
        "Hours of a full-time year",
        "ASE gives no figure; US programmes use 2000 or 2080, Canadian ones 1800",
    ),
    "week_ends": Label(
        "Last day of the week",
        "`friday`, or 4 (0 is Monday, 6 is Sunday); a week is named by this day",
    ),
    "area_hours": Label(
        "Hours in a test's own area",
        "Work in the area of a test before it is called ready; the shop's own rule, not ASE's; 0 asks for none",
    ),
    "count_drafts": Label(
        "Count drafts",
        "Count sheets that nobody has approved yet; a returned sheet never counts",
    ),
    "count_assisted": Label(
        "Count assisted work",
        "Count work done as somebody's helper; observed work never counts",
    ),
    "renew_months": Label(
        "Months to renew in",
        "How many months before it expires a certificate is shown as to be renewed",
    ),
    "hold_years": Label(
        "Years a pass is held",
        "How long a passed test waits for experience; ASE's own figure is not confirmed",
    ),
}
"""What the rules of the shop are called and for."""


class Settings(Model):
    """Everything that can be set. A field's description is its help on the settings screen.

    Attributes:
        keys: Other keys for commands, such as `"roster.log" = "ctrl+l"`; several with a comma between them.
    """

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
    house: HouseRules = Field(default_factory=HouseRules)
    keys: dict[str, str] = Field(default_factory=dict)


def labels() -> dict[str, Label]:
    """The label of every setting but the keys, by the name by which it is set: `theme`, `house.hours_per_year`."""
    own = {
        name: Label(field.title or "", field.description or "")
        for name, field in Settings.model_fields.items()
        if name not in {"house", "keys"}
    }
    return own | {f"house.{name}": label for name, label in _HOUSE_LABELS.items()}


def load_settings(folder: Path) -> Settings:
    """Read `settings.toml` in `folder`; what it does not name has its default, and so has all where there is no file.

    Raises:
        MentorError: the file cannot be read, is no TOML, or holds an unknown name or a value out of range.
    """
    return parse_settings(read_settings(folder) or "", folder / FILE)


def read_settings(folder: Path) -> str | None:
    """The text of `settings.toml` in `folder`; None where there is no file.

    Raises:
        MentorError: the file cannot be read, or is not UTF-8.
    """
    path = folder / FILE
    try:
        content = read_plain(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        hint = "Move that folder away." if path.is_dir() else "Check the data folder and who may read in it."
        raise MentorError(f"{path} cannot be read: {error.strerror or error}", hint=hint) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise MentorError(f"{path}, line {line}: not UTF-8", hint="Save the file as UTF-8.") from None


def parse_settings(text: str, path: Path) -> Settings:
    """The settings in a text; `path` is named where it is wrong.

    Raises:
        MentorError: it is no TOML, or holds an unknown name or a value out of range.
    """
    try:
        return _validated(text)
    except tomllib.TOMLDecodeError as error:
        raise MentorError(
            f"{path} is no valid TOML: {error}", hint="Mend that line, or move the file away."
        ) from error
    except ValidationError as error:
        raise MentorError(f"{path}: {_described(error)}", hint=_advice(error)) from error


def old_name(text: str) -> str:
    """The name of a mentor that a settings file still holds from earlier; empty where it holds none."""
    name = tomllib.loads(text).get(_PERSONS, "")
    return name if isinstance(name, str) else ""


def changed(settings: Settings, name: str, value: object) -> Settings:
    """The settings with the one that `name` points to (`house.hours_per_year`, `theme`) set to `value`.

    A key of one's own (`keys.roster.log`) is given back with an empty text.

    Raises:
        MentorError: there is no such setting, or the value is not one it can have.
    """
    dump = settings.model_dump(mode="json")
    group, _, last = name.partition(".")
    if group == "keys" and last:
        dump["keys"].pop(last, None)
        if value not in {"", None}:
            dump["keys"][last] = value
    elif group == "house" and last in dump["house"]:
        dump["house"][last] = value
    elif name in dump and not isinstance(dump[name], dict):
        dump[name] = value
    else:
        raise MentorError(
            f"there is no setting called {name}{nearest_name(name, _names())}",
            hint="`mentor-tui settings` lists them.",
        )
    try:
        return Settings.model_validate(dump)
    except ValidationError as error:
        raise MentorError(_described(error)) from error


def settings_differences(old: Settings, new: Settings) -> dict[str, tuple[Any, Any]]:
    """What is not the same: name of the setting to its value in both; None for a key that is not set."""
    before, after = _flat(old), _flat(new)
    names = [*before, *(name for name in after if name not in before)]
    return {
        name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    }


def settings_text(settings: Settings, text: str) -> str:
    """The file `text`, which is a valid one, with the settings put in; whatever else stands there stays as it is."""
    import tomlkit  # noqa: PLC0415 - slow to load, and only needed where settings are written

    before = _validated(text)
    document = tomlkit.parse(text)
    for name, (_, value) in settings_differences(before, settings).items():
        group, _, last = name.partition(".")
        if not last:
            document[name] = value
            continue
        if group not in document:
            document[group] = tomlkit.table()
        table: Any = document[group]
        if value is None:
            del table[last]
        else:
            table[last] = value
    return tomlkit.dumps(document)


def _validated(text: str) -> Settings:
    document = tomllib.loads(text)
    document.pop(_PERSONS, None)
    return Settings.model_validate(document)


def _flat(settings: Settings) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in settings.model_dump(mode="json").items():
        if isinstance(value, dict):
            flat |= {f"{name}.{inner}": inner_value for inner, inner_value in value.items()}
        else:
            flat[name] = value
    return flat


def _names() -> list[str]:
    return [*_flat(Settings()), "keys"]


def _described(error: ValidationError) -> str:
    from mentor_tui.domain.problem import problems_of  # noqa: PLC0415 - only needed when something is wrong
    from mentor_tui.words.problems import described  # noqa: PLC0415 - the same

    return described(tuple(problems_of(error)))


def _advice(error: ValidationError) -> str:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"Take it out, or correct the name{nearest_name(name, _names())}; `mentor-tui settings` lists them."
    if name.startswith("keys.") and isinstance(first["input"], dict):
        return 'Put the name of the command into quotes: "roster.log" = "ctrl+l".'
    return "Correct it there; `mentor-tui settings list` shows what can be set."
