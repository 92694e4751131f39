"""Who signs: the person at the keyboard, never the logbook, since several people may share its folder.

The name comes from the environment, else from the user's own configuration, else it is that of the system's user. What is
written keeps the system's user beside a name that is another.
"""

import os
import tomllib
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from mentor_tui.domain.model import prints
from mentor_tui.errors import MentorError
from mentor_tui.logbook.folders import own_file
from mentor_tui.plain_file import read_plain

NAME = "MENTOR_TUI_MENTOR"
"""The environment variable that names the person."""

KEY = "mentor"
"""What the name is called in the user's own file, and as a setting."""

_LONGEST = 120


class NameSource(StrEnum):
    """Where a name comes from."""

    ENVIRONMENT = "environment"
    OWN_FILE = "own-file"
    SYSTEM = "system"
    SAMPLE = "sample"


class Signer(NamedTuple):
    """The person who signs what is done.

    Attributes:
        name: The name that stands on sheets and changes.
        user: The system's user.
        source: Where the name comes from.
    """

    name: str
    user: str
    source: NameSource

    @property
    def other_user(self) -> str:
        """The system's user where that is another name; else empty."""
        return "" if self.user == self.name else self.user

    @property
    def told(self) -> str:
        """Where the name comes from, in words."""
        match self.source:
            case NameSource.ENVIRONMENT:
                return f"from {NAME}, which counts before your own file"
            case NameSource.OWN_FILE:
                return f"from your own file, {own_file()}"
            case NameSource.SYSTEM:
                return "the system's name for you, since no other is set"
            case NameSource.SAMPLE:
                return "of the sample shop alone"


def signer() -> Signer:
    """Who signs.

    Raises:
        MentorError: the environment or the user's own file holds what can be no name; says where. To sign with another
            name instead would be wrong.
    """
    user = system_user()
    if named := os.environ.get(NAME, "").strip():
        return Signer(_checked(named, NAME), user, NameSource.ENVIRONMENT)
    path = own_file()
    if path is not None and (named := _named_in(path)):
        return Signer(_checked(named, f"{path}: {KEY}"), user, NameSource.OWN_FILE)
    return Signer(user, user, NameSource.SYSTEM)


def signer_anyhow() -> Signer:
    """Who signs, also where the name cannot be read: then the system's user."""
    with suppress(MentorError):
        return signer()
    user = system_user()
    return Signer(user, user, NameSource.SYSTEM)


def keep_name(name: str) -> Signer:
    """Write the name to the user's own file, or take it out where it is empty; who signs from now on.

    Raises:
        MentorError: it can be no name, or the file cannot be read or written; nothing changes then.
    """
    import tomlkit  # noqa: PLC0415 - most commands write no settings

    from mentor_tui.exchange.files import write_file  # noqa: PLC0415 - the same

    name = checked_name(name)
    path = own_file()
    if path is None:
        raise MentorError("The home folder is not known: HOME is empty.", hint=f"Set HOME, or {NAME}.")
    text = _text(path)
    _parsed(path, text)
    document = tomlkit.parse(text)
    document.pop(KEY, None)
    if name:
        document[KEY] = name
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise MentorError(
            f"{path} cannot be written: {error.strerror or error}", hint=f"Set {NAME} instead."
        ) from error
    write_file(path, tomlkit.dumps(document).encode())
    return signer()


def checked_name(name: str) -> str:
    """The name as it can be kept; empty for none.

    Raises:
        MentorError: it is too long, or does not stay on one line.
    """
    return _checked(name.strip(), KEY)


def system_user() -> str:
    """The name under which this machine knows the user, whatever the environment says."""
    try:
        import pwd  # noqa: PLC0415 - not on every system

        name = pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        from getpass import getuser  # noqa: PLC0415 - hardly ever needed

        try:
            name = getuser()
        except (ImportError, KeyError, OSError):
            return "unknown"
    return name.encode("utf-8", "replace").decode()


def _named_in(path: Path) -> str:
    held = _parsed(path, _text(path)).get(KEY, "")
    if not isinstance(held, str):
        raise MentorError(
            f"{path}: {KEY}: should be a text, not {held!r}", hint='Write it as mentor = "Name".'
        )
    return held.strip()


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MentorError(
            f"{path} is no valid TOML: {error}", hint="Mend that line, or move the file away."
        ) from error


def _text(path: Path) -> str:
    try:
        return read_plain(path).decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise MentorError(f"{path}: not UTF-8", hint="Save the file as UTF-8.") from None
    except OSError as error:
        raise MentorError(
            f"{path} cannot be read: {error.strerror or error}", hint=f"Mend that, or set {NAME} instead."
        ) from error


def _checked(name: str, where: str) -> str:
    if len(name) > _LONGEST:
        raise MentorError(f"{where}: has {len(name)} characters; {_LONGEST} are the most")
    if not prints(name):
        raise MentorError(f"{where}: holds a line break or another control character; type it again")
    return name
