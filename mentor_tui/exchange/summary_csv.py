"""The eligibility summary as a table: one line for each apprentice and test, safe to open in a spreadsheet."""

import csv
from datetime import date
from io import StringIO

from mentor_tui.exchange.reader import safe_cell
from mentor_tui.exchange.summary import Summary, SummaryRow
from mentor_tui.exchange.summary_words import edition_words, person_words, settings_words, unconfirmed_words
from mentor_tui.words.glyphs import DATE_MEANING_WORDS, STATE_WORD
from mentor_tui.words.hours import months_number
from mentor_tui.words.plain import printable
from mentor_tui.words.reasons import reason_text

COLUMNS = (
    "apprentice",
    "shop",
    "code",
    "test",
    "state",
    "may_sit",
    "experience_months",
    "needed_months",
    "training_months",
    "missing_months",
    "area_hours",
    "area_needed_hours",
    "met_on",
    "earliest",
    "latest",
    "expires",
    "day",
    "day_means",
    "next_step",
    "reasons",
    "unconfirmed",
    "approved_hours",
    "unverified_hours",
    "key",
    "as_of",
    "rulebook",
    "settings",
    "unconfirmed_rules",
    "cannot_know",
    "milestones",
    "designations",
    "suggestion",
    "expected",
)
"""The columns in their order; new ones come last. From `as_of` to `cannot_know` they say the same on every line, so that a line
copied out of the table still says what it rests on."""


def write(summary: Summary) -> bytes:
    """The summary as comma-separated values in UTF-8, a header line first.

    Months and hours are decimal numbers: months rounded down to a tenth, missing months up. In a cell of text
    a sign that would start a formula, in whatever program and between whatever separators, gets an apostrophe before it.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    common = [
        summary.as_of.isoformat(),
        *map(
            _text,
            (
                edition_words(summary),
                "; ".join(settings_words(summary.house)),
                "; ".join(map(unconfirmed_words, summary.unconfirmed)),
                " ".join(summary.cannot_know),
            ),
        ),
    ]
    for person in summary.people:
        hours = [_hours(person.hours.approved), _hours(person.hours.unverified), _text(person.key)]
        about = [_text("; ".join(lines)) for lines in person_words(person).values()]
        writer.writerows([*_cells(row), *hours, *common, *about, _text(row.expected)] for row in person.rows)
    return out.getvalue().encode()


def _text(text: str) -> str:
    return safe_cell(printable(text))


def _cells(row: SummaryRow) -> list[str]:
    return [
        _text(row.apprentice),
        _text(row.shop),
        row.code,
        _text(row.test),
        STATE_WORD[row.state],
        _yes_no(yes=row.may_sit),
        months_number(row.experience, row.month_minutes),
        months_number(row.needed, row.month_minutes),
        months_number(row.training, row.month_minutes),
        months_number(row.missing, row.month_minutes, up=True),
        _hours(row.area),
        _hours(row.area_needed),
        _day(row.met_on),
        _day(row.earliest),
        _day(row.latest),
        _day(row.expires),
        _day(row.day),
        DATE_MEANING_WORDS[row.day_means] if row.day_means else "",
        _text(row.next_step),
        _text("; ".join(reason_text(reason) for reason in row.reasons)),
        _yes_no(yes=row.unconfirmed),
    ]


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.2f}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _yes_no(*, yes: bool) -> str:
    return "yes" if yes else "no"
