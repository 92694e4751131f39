"""Where the mentor's own files are."""

import os
from pathlib import Path

from mentor_tui.errors import MentorError

HOME = "MENTOR_TUI_HOME"
"""The environment variable that names the data folder."""


def data_folder(chosen: Path | None = None) -> Path:
    """The folder of the logbook: the one chosen, the one that MENTOR_TUI_HOME names, or the user's data folder.

    Raises:
        MentorError: there is no home folder to find it by.
    """
    named = chosen if chosen is not None else Path(os.environ.get(HOME, ""))
    try:
        if chosen is not None or os.environ.get(HOME):
            return named.expanduser().absolute()
    except RuntimeError as error:
        raise MentorError(f"{named}: there is no such home folder.", hint="Write the whole path.") from error
    if _homeless("XDG_DATA_HOME"):
        raise MentorError(
            "The home folder is not known: HOME is empty.",
            hint=f"Set HOME, or name a folder with --data-dir or {HOME}.",
        )
    import platformdirs  # noqa: PLC0415 - not needed where a folder was named

    return platformdirs.user_data_path("mentor-tui", appauthor=False)


def own_file() -> Path | None:
    """The file in which a user keeps what is theirs in every logbook, such as the name; None where there is no home folder."""
    if _homeless("XDG_CONFIG_HOME"):
        return None
    import platformdirs  # noqa: PLC0415 - most commands need none of it

    return platformdirs.user_config_path("mentor-tui", appauthor=False) / "user.toml"


def _homeless(instead: str) -> bool:
    # An empty HOME would put files into the root of the disk.
    return os.environ.get("HOME", "set") == "" and not os.environ.get(instead)
