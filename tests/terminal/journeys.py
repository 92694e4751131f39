"""What the journeys share."""

import sys


def program(*words: str) -> list[str]:
    """The command line of the program under test."""
    return [sys.executable, "-m", "mentor_tui", *words]
