"""The eligibility summary for programs: versioned, minutes as whole numbers, dates as ISO."""

import json
from datetime import date
from typing import Any

from mentor_tui.exchange.summary import Hours, Person, Summary, SummaryRow
from mentor_tui.words import shapes
from mentor_tui.words.glyphs import DATE_MEANING_WORDS
from mentor_tui.words.plain import printable_json
from mentor_tui.words.reasons import reason_text

FORMAT = "mentor-tui/eligibility"
VERSION = 1


def write(summary: Summary) -> bytes:
    """The summary as one JSON document in UTF-8.

    `format` and `version` come first. The version goes up when a field changes its meaning or goes away, not when one is added.
    """
    document = json.dumps(_document(summary), ensure_ascii=False, indent=2, default=_plain)
    return f"{printable_json(document)}\n".encode()


def _document(summary: Summary) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "as_of": summary.as_of,
        "rulebook": {
            "edition": summary.edition,
            "fingerprint": summary.fingerprint,
            "unconfirmed": [
                {"rule": rule.rule, "title": rule.title, "tests": rule.tests} for rule in summary.unconfirmed
            ],
            "cannot_know": summary.cannot_know,
        },
        "settings": {
            **summary.house.model_dump(mode="json"),
            "week_ends": summary.house.week_ends.name.lower(),
        },
        "hours": _hours(summary.hours),
        "apprentices": [_person(person) for person in summary.people],
    }


def _hours(hours: Hours) -> dict[str, int]:
    return {
        "approved_minutes": hours.approved,
        "draft_minutes": hours.draft,
        "returned_minutes": hours.returned,
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "key": person.key,
        "name": person.name,
        "shop": person.shop,
        "hours": _hours(person.hours),
        "tracks": [shapes.track(one) for one in person.tracks],
        "designations": [shapes.designation(one) for one in person.designations],
        "suggestion": shapes.suggestion(person.suggestion),
        "standings": [_standing(row) for row in person.rows],
    }


def _standing(row: SummaryRow) -> dict[str, Any]:
    return {
        "code": row.code,
        "test": row.test,
        "state": row.state.value,
        "may_sit": row.may_sit,
        "experience_minutes": row.experience,
        "needed_minutes": row.needed,
        "training_minutes": row.training,
        "missing_minutes": row.missing,
        "month_minutes": row.month_minutes,
        "area_minutes": row.area,
        "area_needed_minutes": row.area_needed,
        "met_on": row.met_on,
        "earliest": row.earliest,
        "latest": row.latest,
        "expected": row.expected,
        "expires": row.expires,
        "day": row.day,
        "day_means": row.day_means and DATE_MEANING_WORDS[row.day_means],
        "reasons": [
            {
                "text": reason_text(reason),
                "ok": reason.ok,
                "rule": reason.rule,
                "unconfirmed": reason.unconfirmed,
                "sources": reason.sources,
            }
            for reason in row.reasons
        ],
        "next_step": row.next_step,
        "unconfirmed": row.unconfirmed,
    }


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
