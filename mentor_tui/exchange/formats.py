"""The formats in which the eligibility summary can be had: the one list of them, for the command, its help and the dialog.

Nothing is imported here that a format needs to write, since the help of the program reads this list.
"""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from mentor_tui.errors import MentorError

if TYPE_CHECKING:
    from mentor_tui.domain.summary import Summary


class Format(NamedTuple):
    """One format.

    Attributes:
        key: What `--format` takes, and the ending of a file.
        title: What the export dialog shows.
        module: The module beside this one whose `write` turns a summary into bytes.
    """

    key: str
    title: str
    module: str

    def write(self, summary: "Summary") -> bytes:
        """The summary as the content of a file."""
        content: bytes = import_module(f"mentor_tui.exchange.{self.module}").write(summary)
        return content


FORMATS = {
    form.key: form
    for form in (
        Format("md", "Markdown, to read and print", "summary_markdown"),
        Format("csv", "CSV, for a spreadsheet", "summary_csv"),
        Format("json", "JSON, for programs", "summary_json"),
    )
}
"""By their keys; the first is that of whoever names none."""

DEFAULT = next(iter(FORMATS))


def write_summary(summary: "Summary", key: str) -> bytes:
    """The summary in one of the formats.

    Raises:
        MentorError: there is no such format.
    """
    if key not in FORMATS:
        raise MentorError(f"there is no format {key}", hint=f"Choose one of {', '.join(FORMATS)}.")
    return FORMATS[key].write(summary)
