"""The eligibility summary for people: a head that says what it rests on, then a table and the reasons for each apprentice."""

import re
from collections.abc import Iterator

from mentor_tui.domain.standing import Reason
from mentor_tui.exchange.summary import Person, Summary, SummaryRow
from mentor_tui.exchange.summary_words import (
    edition_words,
    hours_words,
    person_words,
    settings_words,
    unconfirmed_words,
)
from mentor_tui.words.glyphs import state_text
from mentor_tui.words.hours import hours_number, months_number
from mentor_tui.words.plain import printable
from mentor_tui.words.reasons import reason_text

_TABLE_HEAD = (
    "| Test | State | May sit | Months reached / needed | Of these training | Missing | Hours in the area / shop asks for "
    "| Met on | Expected | Expires | Next step |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|"
)
_SIGNS = {True: "✔", False: "✗", None: "·"}

_SPECIAL = re.compile(r"[\\`*|<~]|(?<!\w)_|_(?!\w)|\](?=[(\[:])|&(?=#?\w+;)")
_START = re.compile(r"^([#+\-=>]|\d+(?=[.)](?:\s|$)))")


def write(summary: Summary) -> bytes:
    """The summary as Markdown in UTF-8; names show as they were typed."""
    lines = [*_head(summary), *(line for person in summary.people for line in _person(person)), ""]
    return "\n".join(lines).encode()


def _head(summary: Summary) -> Iterator[str]:
    yield f"# ASE eligibility as of {summary.as_of}"
    yield ""
    yield f"- Rule book: {typed(edition_words(summary))}"
    yield f"- Hours: {hours_words(summary.hours)}"
    yield "- Settings used:"
    for setting in settings_words(summary.house):
        yield f"  - {typed(setting)}"
    if summary.unconfirmed:
        yield "- Not confirmed by ASE's own text, and behind some of these results (marked ?):"
        for rule in summary.unconfirmed:
            yield f"  - {typed(unconfirmed_words(rule))}"
    if summary.cannot_know:
        yield "- What this program cannot know:"
        for remark in summary.cannot_know:
            yield f"  - {typed(remark)}"


def _person(person: Person) -> Iterator[str]:
    yield ""
    yield f"## {typed(person.name)}{f', {typed(person.shop)}' if person.shop else ''}"
    yield ""
    yield f"- Logged: {hours_words(person.hours)}"
    for heading, lines in person_words(person).items():
        for line in lines:
            yield f"- {heading}: {typed(line)}"
    yield ""
    if not person.rows:
        yield "No test is in sight yet."
        return
    yield _TABLE_HEAD
    for row in person.rows:
        yield _table_row(row)
    yield ""
    for row in person.rows:
        yield f"- {row.code} {typed(row.test)}: {state_text(row.state)}"
        for reason in row.reasons:
            yield f"  - {_reason(reason)}"


def _table_row(row: SummaryRow) -> str:
    month = row.month_minutes
    cells = (
        f"{row.code} {typed(row.test)}",
        f"{state_text(row.state)}{' ?' if row.unconfirmed else ''}",
        "yes" if row.may_sit else "no",
        f"{months_number(row.experience, month)} / {months_number(row.needed, month)}",
        months_number(row.training, month),
        months_number(row.missing, month, up=True),
        f"{hours_number(row.area)} / {hours_number(row.area_needed)}",
        str(row.met_on or ""),
        typed(row.expected),
        str(row.expires or ""),
        typed(row.next_step),
    )
    return f"| {' | '.join(cells)} |"


def _reason(reason: Reason) -> str:
    return f"{_SIGNS[reason.ok]} {typed(reason_text(reason))}{' (?)' if reason.unconfirmed else ''}"


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
