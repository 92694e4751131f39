"""A fault of the program itself: the details go to a file, the mentor gets its name."""

import platform
import sys
import tempfile
import traceback
from pathlib import Path

from mentor_tui import __version__


def report(error: Exception) -> tuple[str, str]:
    """Write the details to a new file in the system's folder for temporary files.

    Returns:
        What to say, and what to do.
    """
    details = "".join(traceback.format_exception(error))
    head = f"mentor-tui {__version__}, Python {platform.python_version()}, {sys.platform}\n\n"
    what = f"this should not have happened: {type(error).__name__}: {error}"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="mentor-tui-", suffix=".log", delete=False, encoding="utf-8", errors="replace"
        ) as file:
            file.write(head + details)
    except OSError:
        return what, "The details could not be written to a file. What was kept before is safe."
    return what, f"What was kept before is safe. The details are in {Path(file.name)}; please report them."
