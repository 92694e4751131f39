"""`settings`: what the shop decides for itself, and how the program looks."""

from argparse import Namespace
from typing import Any

from mentor_tui.cli.opening import opened, remark
from mentor_tui.cli.output import show
from mentor_tui.cli.text import Column, table
from mentor_tui.domain.weeks import Weekday
from mentor_tui.errors import MentorError
from mentor_tui.logbook.session import Session
from mentor_tui.settings import Settings, changed, labels

_MENTOR = "mentor"
_TRUE, _FALSE = {"yes", "true", "on", "1"}, {"no", "false", "off", "0"}


def run_settings(args: Namespace) -> int:
    with opened(args, writing=args.action == "set") as session:
        settings = session.settings
        if args.action == "list":
            if args.key:
                raise MentorError(
                    "list takes no key", hint=f"`mentor-tui settings get {args.key}` shows one."
                )
            signer = session.signer
            values = {_MENTOR: signer.name, **_flat(settings)}
            data = {"settings": values, "mentor_from": signer.source.value}
            return show(args, session, "settings", data, _listed(values, signer.told))
        if not args.key:
            raise MentorError(f"{args.action} needs a key", hint="`mentor-tui settings` lists them.")
        if args.key == _MENTOR:
            return _mentor(args, session)
        name = _name(args.key, settings)
        if args.action == "set":
            if args.value is None:
                raise MentorError(
                    f"{name}: no value was given", hint="`mentor-tui settings set _MENTOR VALUE`"
                )

            settings = changed(settings, name, _value(name, args.value, _flat(settings).get(name, "")))
            session.keep_settings(settings)
        values = _flat(settings)
        if name not in values:
            raise MentorError(f"there is no setting called {name}", hint="`mentor-tui settings` lists them.")
        return show(args, session, "settings", {"settings": {name: values[name]}}, [_shown(values[name])])


def _mentor(args: Namespace, session: Session) -> int:
    """The name belongs to the person and is kept in the user's own file, whatever logbook is open."""
    if args.action == "set":
        if args.value is None:
            raise MentorError(f"{_MENTOR}: no value was given", hint="`mentor-tui settings set mentor NAME`")
        session.keep_name(args.value)
    signer = session.signer
    remark(f"{_MENTOR} {signer.name}: {signer.told}")
    data = {"settings": {_MENTOR: signer.name}, "mentor_from": signer.source.value}
    return show(args, session, "settings", data, [signer.name])


def _flat(settings: Settings) -> dict[str, Any]:
    """Every setting under the name by which it is set."""
    flat: dict[str, Any] = {}
    for name, value in settings.model_dump(mode="json").items():
        flat |= (
            {f"{name}.{inner}": one for inner, one in value.items()}
            if isinstance(value, dict)
            else {name: value}
        )
    return flat


def _name(key: str, settings: Settings) -> str:
    """`hours_per_year` is `house.hours_per_year`."""
    return f"house.{key}" if key in type(settings.house).model_fields else key


def _value(name: str, text: str, present: object) -> object:
    """What was typed, as the kind of value that the setting holds.

    Raises:
        MentorError: it is no such value.
    """
    word = text.strip().casefold()
    if isinstance(present, bool):
        if word not in _TRUE | _FALSE:
            raise MentorError(f"{name}: {text!r} is neither yes nor no")
        return word in _TRUE
    if not isinstance(present, int):
        return text
    if name == "house.week_ends" and not word.isdecimal():
        if word.upper() not in Weekday.__members__:
            days = ", ".join(day.name.lower() for day in Weekday)
            raise MentorError(f"{name}: {text!r} is no day of the week", hint=f"There are {days}.")
        return int(Weekday[word.upper()])
    try:
        return int(word)
    except ValueError:
        raise MentorError(f"{name}: {text!r} is no whole number") from None


def _listed(values: dict[str, Any], source: str) -> list[str]:
    titles = {name: label.title for name, label in labels().items()} | {_MENTOR: f"Your name: {source}"}
    rows = [(name, _shown(value), titles.get(name, "a key of your own")) for name, value in values.items()]
    columns = (Column("setting"), Column("value", least=12), Column("what it is", least=16, wraps=True))
    return list(table(columns, rows))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
