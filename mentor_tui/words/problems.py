"""What is wrong, told to a person as a sentence that begins after the name of the field."""

import re
from collections.abc import Callable, Mapping, Sequence

from mentor_tui.domain.problem import Figures, Problem, ProblemKind
from mentor_tui.words.counting import WHY_WORDS
from mentor_tui.words.hours import format_hours
from mentor_tui.words.phrases import counted, nearest_name

_EARLIER = re.compile(r"earlier\[([^]]+)\]")
_FIRST = 3
_WIDEST = 60
_PATTERNS = {
    "^[a-z0-9][a-z0-9-]*$": "small letters, digits and hyphens",
    "^[A-Z]{1,4}[0-9]{0,2}$": "the code of a test, such as A5",
}


_TABLE_WORDS = {
    "tests": "test",
    "areas": "work area",
    "tracks": "track",
    "shop_types": "shop type",
    "requirements": "requirement",
    "series": "series",
    "sources": "source",
}
"""What the entries of the tables of a rule book are."""


def problem_text(problem: Problem) -> str:
    """What is wrong and what would be right, as one sentence."""
    template = _SENTENCES[problem.kind]
    if callable(template):
        return template(problem.figures)
    figures = dict(problem.figures)
    if "minutes" in figures:
        figures["minutes"] = format_hours(figures["minutes"])
    return template.format_map(figures)


def field_text(problem: Problem) -> str:
    """The field, after the entry that it is in: `week`, `sheet 2026-11-20/p1, lines`.

    What a rule said before is named by the last day on which it held: `tests[A5].earlier, until 2025-12-31.questions`.
    """
    what, *event = (" ".join(problem.entry[:2]), *problem.entry[2:])
    field = _EARLIER.sub(r"earlier, until \1", problem.field)
    return ", ".join(filter(None, (what, " on ".join(event), field)))


def with_field(problem: Problem) -> str:
    """The sentence after the field, where it is of one: `week: 2026-11-27 is in the future; …`."""
    return ": ".join(filter(None, (field_text(problem), problem_text(problem))))


def as_sentence(problem: Problem) -> str:
    """The same as one clause that begins with the name of the last field: `ends on 2024-01-01, before it starts on …`."""
    return f"{problem.field.rpartition('.')[2]} {problem_text(problem)}"


def described(problems: Sequence[Problem]) -> str:
    """What is wrong with a model in one line: the first three of its problems."""
    said = [with_field(problem) for problem in problems[:_FIRST]]
    more = len(problems) - len(said)
    return "; ".join([*said, f"and {more} more"] if more else said)


def _unknown(what: str) -> Callable[[Figures], str]:
    def sentence(figures: Figures) -> str:
        near = figures["near"]
        proposed = (
            f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(figures['names'])}"
        )
        return f"unknown {what} {figures['name']}; {proposed}"

    return sentence


def _no_time(figures: Figures) -> str:
    return f"{figures['text'] or 'nothing'} is not a time; write 7.5, 7:30, 7h30 or 4+3.5"


def _unprintable(figures: Figures) -> str:
    sign = "a control character" if figures["lines"] else "a line break or another control character"
    return f"holds {sign}; type it again"


def _overlap(figures: Figures) -> str:
    return f"overlaps with {figures['shop']}, {_period(figures)}; time there counts once"


def _outside(figures: Figures) -> str:
    return f"the week {figures['week']} is outside the placement at {figures['shop']}, {_period(figures)}"


def _period(figures: Figures) -> str:
    starts, ends = figures["starts"], figures["ends"]
    return f"{starts} to {ends}" if ends else f"since {starts}"


def _other_weekday(figures: Figures) -> str:
    day = figures["week_ends"].capitalize()
    return (
        f"{figures['week']} is not a {day}, the day on which weeks end here; "
        f"the week of that day ends on {figures['ends']}"
    )


def _no_placement(figures: Figures) -> str:
    shops = ", ".join(f"{key} ({shop})" for key, shop in figures["shops"])
    return f"no placement {figures['placement']}; there is {shops or 'none yet, so add one first'}"


def _in_one_week(end: str) -> Callable[[Figures], str]:
    def sentence(figures: Figures) -> str:
        where = ", over all placements" if figures["elsewhere"] else ""
        return f"{format_hours(figures['minutes'])} h in one week{where}; {end}"

    return sentence


def _no_track(figures: Figures) -> str:
    titles = figures["titles"]
    until_then = f"those of the first placement ({', '.join(titles)})" if titles else "none"
    return (
        f"no track is named; name the tracks it counts towards, or all. Until then it counts for {until_then}"
    )


def _approved_row(figures: Figures) -> str:
    by = f" by {figures['by']}" if figures["by"] else ""
    had = f"{format_hours(figures['had'])} h of this work" if figures["had"] else "none of this work"
    if figures["after"] is not None:
        effect = f"this would make it {format_hours(figures['after'])} h"
    else:
        or_replace = " or replace them" if figures["open"] else ""
        effect = f"this would add {format_hours(figures['minutes'])} h{or_replace}"
    return (
        f"the sheet of the week to {figures['week']} was approved{by} with {had}; "
        f"{effect}; reopen it with a reason first"
    )


def _weeks_not_counted(figures: Figures) -> str:
    weeks, area = figures["weeks"], figures["area"]
    which = weeks[0] if len(weeks) == 1 else f"{weeks[0]} to {weeks[-1]}"
    what = f": {area}" if area else ""
    return f"{counted(len(weeks), 'week')} ({which}): {WHY_WORDS[figures['why']]}{what}"


def _unknown_name(figures: Figures) -> str:
    """A name that is used in a rule book and not defined there."""
    what = _TABLE_WORDS[figures["table"]]
    return f'no {what} "{figures["name"]}"{nearest_name(figures["name"], figures["names"])}'


def _unknown_values(figures: Figures) -> str:
    return f"there is no {', '.join(figures['names'])} in this rule"


def _invalid(figures: Figures) -> str:
    """What pydantic says of a field, in words for people."""
    kind, message = figures["type"], figures["message"]
    instead = f", not {_quoted(figures['input'])}"
    if kind in {"missing", "string_too_short"}:
        return "is needed"
    if kind == "extra_forbidden":
        return "is no known name"
    if kind == "string_unicode":
        return "holds half a character, as a broken paste leaves behind; type it again"
    if kind == "string_too_long":
        return f"has {len(figures['input'])} characters; {figures['max_length']} are the most"
    if kind.startswith("date_"):
        return f"should be a date such as 2026-11-20{instead}"
    if kind == "string_pattern_mismatch":
        pattern = figures["pattern"]
        return f"should be {_PATTERNS.get(pattern, f'written like {pattern}')}{instead}"
    return f"{message.removeprefix('Input ')}{instead}"


def _quoted(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _WIDEST else f"{shown[: _WIDEST - 1]}…"


_SENTENCES: Mapping[ProblemKind, str | Callable[[Figures], str]] = {
    ProblemKind.INVALID: _invalid,
    ProblemKind.SAID: "{text}",
    ProblemKind.IMPOSSIBLE_DAY: "{day} cannot be right; a year from {first} to {last} is expected",
    ProblemKind.UNPRINTABLE: _unprintable,
    ProblemKind.ENDS_BEFORE_START: "on {ends}, before it starts on {starts}",
    ProblemKind.REASON_NEEDED: "is needed to {purpose}",
    ProblemKind.SIGNER_NEEDED: "is needed: who {verb} the {what}",
    ProblemKind.OTHER_RECORD: "this is the record of {name}, the {what} is of {apprentice}",
    ProblemKind.NO_TIME: _no_time,
    ProblemKind.NEGATIVE_HOURS: "hours cannot be negative: {text}",
    ProblemKind.MINUTES_OF_AN_HOUR: "{text} has {number} minutes in an hour; 59 is the most",
    ProblemKind.NO_TIME_OF_A_DAY: "{text} is no time of a day; for {hours} hours write {hours} or {hours}h",
    ProblemKind.MORE_THAN_A_WEEK: "{text} is more than the 168 hours of a week",
    ProblemKind.WEEK_OVERFULL: "{minutes} h are more than a week has",
    ProblemKind.UNKNOWN_AREA: _unknown("work area"),
    ProblemKind.UNKNOWN_SHOP_TYPE: _unknown("shop type"),
    ProblemKind.UNKNOWN_CREDIT_KIND: _unknown("kind of credit"),
    ProblemKind.UNKNOWN_TRACK: _unknown("track"),
    ProblemKind.UNKNOWN_TEST: _unknown("test"),
    ProblemKind.SAME_NAME: "there is another apprentice called {name}",
    ProblemKind.STATUS_BEFORE_START: "a status cannot begin before the programme does on {start}",
    ProblemKind.HISTORY_OUT_OF_ORDER: "must be in order of date, one status a day",
    ProblemKind.SAME_PLACEMENT_KEYS: "must have keys of their own",
    ProblemKind.PLACEMENT_BEFORE_START: ("before the programme starts on {start}; nothing counts until then"),
    ProblemKind.PLACEMENTS_OVERLAP: _overlap,
    ProblemKind.TAKEN_OFF: "{name} was taken off the roster: {reason}",
    ProblemKind.WEEK_IN_FUTURE: "{week} is in the future; the week of today ends on {this_week}",
    ProblemKind.WEEK_BEFORE_START: (
        "{week} is before the programme of {name} started on {start}; correct that date if it is wrong"
    ),
    ProblemKind.WEEK_NOT_OVER: (
        "the week is not over until {week}; what is done on its last days would be missing"
    ),
    ProblemKind.WEEK_ENDS_ELSEWHEN: _other_weekday,
    ProblemKind.WEEKS_OVERLAP: (
        "begins before the week of {week} is over, since weeks ended on another day then"
    ),
    ProblemKind.GONE: "{name} {status} on {since}; change the status if that is wrong",
    ProblemKind.ON_LEAVE: "{name} is on leave all week; the hours count only once the status is changed",
    ProblemKind.NO_PLACEMENT: _no_placement,
    ProblemKind.OUTSIDE_PLACEMENT: _outside,
    ProblemKind.LOCKED: "the sheet of {week} is approved and locked; reopen it with a reason first",
    ProblemKind.UNSIGNED: "{state} by whom and when is needed",
    ProblemKind.RETURNED_WITHOUT_REASON: "to return a sheet a reason is needed",
    ProblemKind.NO_SHEET: "there is no sheet in this week yet",
    ProblemKind.EMPTY_SHEET: "nothing to keep: enter hours or an absence",
    ProblemKind.TWICE: "{area} is given twice; write it as a sum such as 4+3.5",
    ProblemKind.LINES_OVER_A_WEEK: "add up to {minutes} h; a week has 168",
    ProblemKind.LINE_OUTSIDE_WEEK: "are of {day}, which is not in the week that ends on {week}",
    ProblemKind.LINE_IN_FUTURE: "{day} is in the future; enter what has been done",
    ProblemKind.LONG_DAY: "{minutes} h on {day}; a day has 24",
    ProblemKind.LONG_WEEK: "{minutes} h in one week",
    ProblemKind.VERY_LONG_WEEK: _in_one_week("a week counts as full time at most"),
    ProblemKind.TOO_LONG_WEEK: _in_one_week("a week has 168"),
    ProblemKind.TWO_SHOPS: "hours at {shop} and at {other}, whose placements overlap",
    ProblemKind.ROW_OF_VOIDED_SHEET: "the sheet of the week to {week} was voided: {reason}",
    ProblemKind.ROW_OF_APPROVED_SHEET: _approved_row,
    ProblemKind.ROWS_OVER_A_WEEK: "{minutes} h in the week to {week}; a week has 168",
    ProblemKind.NO_TRACK: _no_track,
    ProblemKind.NO_SCHOOL_YEARS: "{title} is not counted in school years; enter months",
    ProblemKind.TOO_MANY_SCHOOL_YEARS: (
        "{starts} to {ends} hold {school_years:.1f} school years; no more is counted"
    ),
    ProblemKind.TOO_SHORT: (
        "shorter than the {months} months that meet a requirement whole; it counts as schooling"
    ),
    ProblemKind.EVENT_IN_FUTURE: "{day} is in the future; enter what has happened",
    ProblemKind.EVENT_TWICE: "{step} on {day} is written down already",
    ProblemKind.PASS_MISSING: "no pass of {code} is written down before {day}; enter it too",
    ProblemKind.NEVER_PASSED: "certified on {day} without a pass; enter the day of the test",
    ProblemKind.UNTIL_BEFORE_DAY: "{until} is before {day}",
    ProblemKind.NO_LAST_DAY: "a step {step} has no last day; enter the certificate as certified",
    ProblemKind.NOT_RENEWED_BY_APP: (
        "the renewal app does not cover {code}; enter the recertification test as passed"
    ),
    ProblemKind.NEVER_RENEWED: "a certificate of {code} is never renewed; it ends after {years} years",
    ProblemKind.BOOKED_TOO_SOON: "{code} can be booked again from {again}, {days} full days after {day}",
    ProblemKind.WEEKS_NOT_COUNTED: _weeks_not_counted,
    ProblemKind.CREDIT_NOT_COUNTED: "a kind of credit the rule book does not know: {kind}",
    ProblemKind.TEST_NOT_COUNTED: "a test the rule book does not know",
    ProblemKind.RENEWAL_NOT_COUNTED: ("renewed on {day}, which does not count: the app does not cover it"),
    ProblemKind.BOOKING_OVER: "the booking ended on {until} without a result; enter it",
    ProblemKind.NAMES_DISAGREE: "names do not agree",
    ProblemKind.UNKNOWN_NAME: _unknown_name,
    ProblemKind.DEFINED_TWICE: "defined {times} times",
    ProblemKind.NO_SOURCE: "a rule that is {confidence} names at least one source",
    ProblemKind.VEHICLE_ON_TWO_TRACKS: '"{kind}" is on tracks[{other}] already',
    ProblemKind.WORD_TAKEN: '"{word}" means {table}[{other}] already',
    ProblemKind.UNKNOWN_VALUES: _unknown_values,
    ProblemKind.EARLIER_OUT_OF_ORDER: "must be in order of date",
    ProblemKind.EARLIER_INVALID: "{name}: {message}",
}
