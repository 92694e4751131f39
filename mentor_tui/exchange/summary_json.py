"""The eligibility summary for programs: versioned, minutes as whole numbers, dates as ISO."""

import json
from datetime import date

from mentor_tui.domain.summary import Summary
from mentor_tui.words.plain import printable_json
from mentor_tui.words.summaries import summary_shape

FORMAT = "mentor-tui/eligibility"
VERSION = 1


def write(summary: Summary) -> bytes:
    """The summary as one JSON document in UTF-8.

    `format` and `version` come first. The version goes up when a field changes its meaning or goes away, not when one is added.
    """
    document = {"format": FORMAT, "version": VERSION, **summary_shape(summary)}
    text = json.dumps(document, ensure_ascii=False, indent=2, default=_plain)
    return f"{printable_json(text)}\n".encode()


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
