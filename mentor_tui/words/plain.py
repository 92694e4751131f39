"""User text on its way to a terminal or into a file that is shown in one: nothing in it can steer the terminal."""

import re
from unicodedata import category, normalize

_JOINERS = "\u200c\u200d"
_STEERING = r"[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
"""What JSON may hold as it is, and a terminal acts on: delete, the C1 controls, and marks that turn the direction of writing."""


def printable(text: str) -> str:
    """One line that a terminal can show.

    A control character or line break becomes a space, a mark without a width (such as one that turns the direction of writing) is
    left out, half a character becomes a replacement sign. A letter and its accent become one character where there is one, since
    terminals differ in how they place the two.
    """
    if text.isascii():
        return text if text.isprintable() else "".join(map(_shown, text))
    text = normalize("NFC", text)
    return text if text.isprintable() else "".join(map(_shown, text))


def printable_lines(text: str) -> str:
    """The same for text that may have several lines; these stay."""
    return "\n".join(map(printable, text.splitlines()))


def printable_json(document: str) -> str:
    """A JSON document that means the same, in which what could steer a terminal is written as an escape."""
    return (
        document if document.isascii() and "\x7f" not in document else re.sub(_STEERING, _escaped, document)
    )


def _shown(letter: str) -> str:
    if letter.isprintable() or letter in _JOINERS:
        return letter
    match category(letter):
        case "Cc" | "Zl" | "Zp" | "Zs":
            return " "
        case "Cf":
            return ""
        case "Cs":
            return "\ufffd"
        case _:
            return letter


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
