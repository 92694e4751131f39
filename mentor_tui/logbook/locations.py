"""Where the mentor's own files are."""

import os
from pathlib import Path

HOME = "MENTOR_TUI_HOME"
"""The environment variable that names the data folder."""


def data_folder(chosen: Path | None = None) -> Path:
    """The folder of the logbook: the one chosen, the one that MENTOR_TUI_HOME names, or the user's data folder."""
    if chosen is not None:
        return chosen.expanduser()
    if home := os.environ.get(HOME):
        return Path(home).expanduser()
    import platformdirs  # noqa: PLC0415 - not needed where a folder was named

    return platformdirs.user_data_path("mentor-tui", appauthor=False)
