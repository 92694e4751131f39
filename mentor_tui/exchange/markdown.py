"""Text that shows in Markdown as it was typed."""

import re

from mentor_tui.words.plain import printable

_SPECIAL = re.compile(r"[\\`*|<~]|(?<!\w)_|_(?!\w)|\](?=[(\[:])|&(?=#?\w+;)")
_START = re.compile(r"^([#+\-=>]|\d+(?=[.)](?:\s|$)))")


def typed(text: str) -> str:
    """The text on one line, with just enough escapes that Markdown shows it as it stands.

    A lone bracket is left alone: `Ana [B] Ruiz` reads the same in the file and on the page.
    """
    line = " ".join(printable(text).split())
    line = _SPECIAL.sub(r"\\\g<0>", line)
    return _START.sub(_escaped_start, line)


def _escaped_start(match: re.Match[str]) -> str:
    """A sign that would begin a heading or a list; of a number its full stop is what has to be escaped."""
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"
