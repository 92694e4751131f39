"""Text in the cells of a CSV file: no spreadsheet program runs it as a formula, and reading it gives the same text again."""

import re

_SIGNS = "=+\\-@＝＋－＠"  # noqa: RUF001 - full-width signs start a formula too
# A program that parts cells elsewhere than at the comma starts a cell after any of these, and after spaces and quotes.
_START = r"(?:^|(?<=[,;\t|\r\n]))"
_SPACE = r"((?:[^\S\t\r\n]|\")*)"
_FORMULA = re.compile(rf"{_START}{_SPACE}('*[{_SIGNS}])|^()('*[\t\r\n])")
_BROKEN = re.compile(rf"{_START}{_SPACE}'('*[{_SIGNS}])|^()'('*[\t\r\n])")


def safe_cell(text: str) -> str:
    """The text with an apostrophe before every sign that would start a formula, whatever parts the cells."""
    return _FORMULA.sub(lambda match: f"{match[1] or ''}'{match[2] or match[4]}", text)


def typed_cell(text: str) -> str:
    """The text as it was before `safe_cell`."""
    if "'" not in text:
        return text
    return _BROKEN.sub(lambda match: f"{match[1] or ''}{match[2] or match[4]}", text)
