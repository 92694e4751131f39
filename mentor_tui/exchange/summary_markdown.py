"""The eligibility summary for people: a head that says what it rests on, then a table and the reasons for each apprentice."""

import re
from collections.abc import Iterator

from mentor_tui.domain.standing import Reason, Standing
from mentor_tui.domain.summary import Summary, SummaryPerson
from mentor_tui.words.glyphs import state_text
from mentor_tui.words.hours import hours_number, months_number
from mentor_tui.words.plain import printable
from mentor_tui.words.reasons import next_step_text, reason_text
from mentor_tui.words.standings import expected_text
from mentor_tui.words.summaries import (
    edition_words,
    hours_words,
    person_words,
    settings_words,
    unconfirmed_words,
)

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
    frame = summary.frame
    yield f"# ASE eligibility as of {frame.today}"
    yield ""
    yield f"- Rule book: {typed(edition_words(summary))}"
    yield f"- Hours: {hours_words(summary.hours)}"
    yield "- Settings used:"
    for setting in settings_words(frame.house):
        yield f"  - {typed(setting)}"
    if summary.unconfirmed:
        yield "- Not confirmed by ASE's own text, and behind some of these results (marked ?):"
        for doubt in summary.unconfirmed:
            yield f"  - {typed(unconfirmed_words(doubt, frame.rulebook))}"
    if frame.rulebook.cannot_know:
        yield "- What this program cannot know:"
        for remark in frame.rulebook.cannot_know:
            yield f"  - {typed(remark)}"


def _person(person: SummaryPerson) -> Iterator[str]:
    yield ""
    yield f"## {typed(person.apprentice.name)}{f', {typed(person.shop)}' if person.shop else ''}"
    yield ""
    yield f"- Logged: {hours_words(person.hours)}"
    for heading, lines in person_words(person).items():
        for line in lines:
            yield f"- {heading}: {typed(line)}"
    yield ""
    if not person.standings:
        yield "No test is in sight yet."
        return
    yield _TABLE_HEAD
    for standing in person.standings:
        yield _table_row(standing)
    yield ""
    for standing in person.standings:
        yield f"- {standing.code} {typed(standing.name)}: {state_text(standing.state)}"
        for reason in standing.reasons:
            yield f"  - {_reason(reason)}"


def _table_row(standing: Standing) -> str:
    experience = standing.experience
    month = experience.month_minutes
    cells = (
        f"{standing.code} {typed(standing.name)}",
        f"{state_text(standing.state)}{' ?' if standing.unconfirmed else ''}",
        "yes" if standing.may_sit else "no",
        f"{months_number(experience.total, month)} / {months_number(experience.needed, month)}",
        months_number(experience.training, month),
        months_number(experience.missing, month, up=True),
        f"{hours_number(standing.area_minutes)} / {hours_number(standing.area_needed)}",
        str(standing.met_on or ""),
        typed(expected_text(standing)),
        str(standing.expires or ""),
        typed(next_step_text(standing.next_step)),
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
