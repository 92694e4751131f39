"""The formats in which the eligibility summary can be had.

A new one is a module with a function from a `Summary` to text, and one line in `FORMATS`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from mentor_tui.errors import MentorError
from mentor_tui.exchange.summary import Summary
from mentor_tui.exchange.summary_csv import to_csv
from mentor_tui.exchange.summary_json import to_json
from mentor_tui.exchange.summary_markdown import to_markdown


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        key: What `--format` takes, and the ending of a file.
        title: What the export dialog shows.
        write: Turns the summary into text.
    """

    key: str
    title: str
    write: Callable[[Summary], str]


FORMATS = {
    form.key: form
    for form in (
        Format("md", "Markdown, to read and print", to_markdown),
        Format("csv", "CSV, for a spreadsheet", to_csv),
        Format("json", "JSON, for programs", to_json),
    )
}


def render(summary: Summary, key: str) -> str:
    """The summary as text in one of the formats.

    Raises:
        MentorError: there is no such format.
    """
    if key not in FORMATS:
        raise MentorError(f"there is no format {key}", hint=f"Choose one of {', '.join(FORMATS)}.")
    return FORMATS[key].write(summary)


def encode(text: str, *, bom: bool = False) -> bytes:
    """Text as UTF-8; with a byte order mark, which Excel wants before it believes that, where `bom`."""
    return text.encode("utf-8-sig" if bom else "utf-8")
