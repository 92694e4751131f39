"""The eligibility summary as a table: one line for each apprentice and test, safe to open in a spreadsheet."""

import csv
from datetime import date
from io import StringIO

from mentor_tui.domain.standing import Standing
from mentor_tui.domain.summary import Summary
from mentor_tui.exchange.reader import safe_cell
from mentor_tui.words.glyphs import DATE_MEANING_WORDS, STATE_WORD
from mentor_tui.words.hours import months_number
from mentor_tui.words.plain import printable
from mentor_tui.words.reasons import next_step_text, reason_text
from mentor_tui.words.standings import expected_text
from mentor_tui.words.summaries import edition_words, person_words, settings_words, unconfirmed_words

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
    rests_on = _what_it_rests_on(summary)
    for person in summary.people:
        signed = [
            _hours(person.hours.approved),
            _hours(person.hours.unverified),
            _text(person.apprentice.key),
        ]
        about = [_text("; ".join(lines)) for lines in person_words(person).values()]
        for standing in person.standings:
            cells = [
                _text(person.apprentice.name),
                _text(person.shop),
                *_cells(standing),
                *signed,
                *rests_on,
                *about,
            ]
            writer.writerow([*cells, _text(expected_text(standing))])
    return out.getvalue().encode()


def _what_it_rests_on(summary: Summary) -> list[str]:
    frame = summary.frame
    doubts = (unconfirmed_words(doubt, frame.rulebook) for doubt in summary.unconfirmed)
    texts = (
        edition_words(summary),
        "; ".join(settings_words(frame.house)),
        "; ".join(doubts),
        " ".join(frame.rulebook.cannot_know),
    )
    return [frame.today.isoformat(), *map(_text, texts)]


def _text(text: str) -> str:
    return safe_cell(printable(text))


def _cells(standing: Standing) -> list[str]:
    experience, forecast = standing.experience, standing.forecast
    month = experience.month_minutes
    return [
        standing.code,
        _text(standing.name),
        STATE_WORD[standing.state],
        _yes_no(yes=standing.may_sit),
        months_number(experience.total, month),
        months_number(experience.needed, month),
        months_number(experience.training, month),
        months_number(experience.missing, month, up=True),
        _hours(standing.area_minutes),
        _hours(standing.area_needed),
        _day(standing.met_on),
        _day(forecast and forecast.earliest),
        _day(forecast and forecast.latest),
        _day(standing.expires),
        _day(standing.day),
        DATE_MEANING_WORDS[standing.day_means] if standing.day_means else "",
        _text(next_step_text(standing.next_step)),
        _text("; ".join(map(reason_text, standing.reasons))),
        _yes_no(yes=standing.unconfirmed),
    ]


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.2f}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _yes_no(*, yes: bool) -> str:
    return "yes" if yes else "no"
