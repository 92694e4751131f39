"""The core's answers as plain data for JSON: fields named by the words of the program, amounts of work in whole minutes."""

from typing import Any

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.board import Board, RosterRow
from mentor_tui.domain.certificate import DesignationStanding
from mentor_tui.domain.clocks import Experience
from mentor_tui.domain.due import DueEvent
from mentor_tui.domain.forecast import Forecast, Span
from mentor_tui.domain.profile import Profile
from mentor_tui.domain.progress import TrackWork
from mentor_tui.domain.standing import Standing
from mentor_tui.domain.suggestion import Suggestion
from mentor_tui.domain.training import CreditEntry
from mentor_tui.domain.weighing import percent
from mentor_tui.domain.work import WorkEntry
from mentor_tui.words.counting import WHY_WORDS, reductions_text
from mentor_tui.words.glyphs import DATE_MEANING_WORDS, STATE_WORD, STATUS_WORD
from mentor_tui.words.people import (
    credit_lines,
    missing_text,
    not_counted_lines,
    problem_lines,
    unconfirmed_lines,
)
from mentor_tui.words.reasons import next_step_text, reason_text
from mentor_tui.words.standings import due_words
from mentor_tui.words.suggestions import evidence_text, outlook_text, suggestion_text, why_not_text

Shape = dict[str, Any]


def person(apprentice: Apprentice) -> Shape:
    """Who it is about."""
    return {"key": apprentice.key, "name": apprentice.name}


def standing(one: Standing) -> Shape:
    """A standing with its reasons in order."""
    return {
        "code": one.code,
        "test": one.name,
        "state": one.state.value,
        "word": STATE_WORD[one.state],
        "may_sit": one.may_sit,
        "relevant": one.relevant,
        "unconfirmed": one.unconfirmed,
        "day": one.day,
        "day_means": one.day_means and DATE_MEANING_WORDS[one.day_means],
        "day_precision": one.day and one.day_precision.value,
        "met_on": one.met_on,
        "ready_since": one.ready_since,
        "expires": one.expires,
        "next_step": next_step_text(one.next_step),
        "experience": experience(one.experience),
        "area": {"minutes": one.area_minutes, "needed": one.area_needed, "rule": "house"},
        "missing_prerequisites": [list(group) for group in one.missing_prerequisites],
        "projection": one.forecast
        and {
            "earliest": one.forecast.earliest,
            "likely": one.forecast.likely,
            "latest": one.forecast.latest,
            "precision": _precisions(one.forecast, one.forecast.span),
            "experience": one.forecast.experience
            and {
                **one.forecast.experience._asdict(),
                "precision": _precisions(one.forecast, one.forecast.experience),
            },
            "area_minutes_missing": one.forecast.area_minutes,
            "full_time_pace": one.forecast.full_time,
            "minutes_a_week_of_13_weeks": one.forecast.recent_pace,
            "minutes_a_week_of_52_weeks": one.forecast.year_pace,
        },
        "reasons": reasons(one),
    }


def _precisions(forecast: Forecast, span: Span) -> Shape:
    """How finely each day of a range may be told."""
    return {name: day and forecast.precision(day).value for name, day in span._asdict().items()}


def roster_row(row: RosterRow) -> Shape:
    """An apprentice on the roster."""
    urgent, ahead, work = row.urgent, row.ahead, row.work
    return {
        **person(row.apprentice),
        "shop": row.shop,
        "status": STATUS_WORD[row.status],
        "status_until": row.status_until,
        "state": urgent and urgent.state.value,
        "code": urgent and urgent.code,
        "ready": list(row.ready),
        "weeks": [mark.value for mark in row.strip],
        "track": work.key or None,
        "minutes": work.experience.work,
        "months": work.experience.months,
        "milestone_months": work.milestone,
        "milestone_progress": round(work.progress, 4),
        "next_date": ahead and ahead.day,
        "next_date_means": ahead and ahead.day_means and DATE_MEANING_WORDS[ahead.day_means],
        "next_date_precision": ahead and ahead.day_precision.value,
        "next_code": ahead and ahead.code,
        "suggestion": suggestion_text(row.suggestion),
        "tags": list(row.apprentice.tags),
        "missing_weeks": row.missing_weeks,
        "last_week": row.last_week,
    }


def board(board: Board) -> Shape:
    """Apprentices by tests."""
    return {
        "tests": [{"code": test.code, "test": test.name} for test in board.tests],
        "apprentices": [
            {
                **person(row.apprentice),
                "shop": row.shop,
                "status": row.status.value,
                "headline": row.standings[0].code if row.standings else None,
                "standings": [brief_standing(one) for one in row.standings],
            }
            for row in board.rows
        ],
    }


def due_event(event: DueEvent) -> Shape:
    """What is to be done by one apprentice about some tests."""
    return {
        "day": event.day,
        "day_means": DATE_MEANING_WORDS[event.means],
        "overdue": event.overdue,
        "apprentice": person(event.apprentice),
        "code": event.first.code,
        "test": event.first.name,
        "state": event.first.state.value,
        "next_step": due_words(event),
        "step": event.step.value,
        "tests": [
            {
                "code": test.standing.code,
                "test": test.standing.name,
                "day": test.day,
                "state": test.standing.state.value,
            }
            for test in event.tests
        ],
    }


def brief_standing(one: Standing) -> Shape:
    """A standing in a board: the state and the date."""
    return {
        "code": one.code,
        "state": one.state.value,
        "may_sit": one.may_sit,
        "relevant": one.relevant,
        "unconfirmed": one.unconfirmed,
        "day": one.day,
        "day_means": one.day_means and DATE_MEANING_WORDS[one.day_means],
        "day_precision": one.day and one.day_precision.value,
        "next_step": next_step_text(one.next_step),
    }


def experience(found: Experience) -> Shape:
    """Both clocks, what training adds, and what is missing."""
    return {
        "tracks": list(found.tracks),
        "needed": found.needed,
        "hours_clock": found.hours_clock,
        "calendar_clock": found.calendar_clock,
        "calendar_days": found.calendar_days,
        "work": found.work,
        "earlier": found.earlier,
        "training": found.training,
        "training_cap": found.training_cap,
        "total": found.total,
        "missing": found.missing,
        "months": found.months,
        "met_on": found.met_on,
        "month_minutes": found.month_minutes,
    }


def credit(entry: CreditEntry) -> Shape:
    """A training credit and what became of it."""
    given = entry.credit
    return {
        "key": given.key,
        "kind": given.kind,
        "title": given.title,
        "starts": given.starts,
        "ends": given.ends,
        "claimed": entry.claimed,
        "counted": entry.counted,
        "whole": entry.whole,
        "counts_from": entry.counts_from,
        "why": reductions_text(entry.why),
    }


def work(entry: WorkEntry) -> Shape:
    """A work line and what became of it."""
    return {
        "week": entry.week,
        "placement": entry.placement,
        "kind": entry.kind.value,
        "area": entry.area,
        "supervision": entry.supervision.value,
        "track": entry.track,
        "minutes": entry.minutes,
        "counted": entry.counted,
        "why": WHY_WORDS[entry.why],
    }


def track(work: TrackWork) -> Shape:
    """The years of work on one track, training left aside."""
    return {
        "key": work.key,
        "title": work.title,
        "minutes": work.experience.work,
        "months": work.experience.months,
        "years_reached": list(work.reached),
        "milestone_months": work.milestone,
    }


def profile(found: Profile) -> Shape:
    """Everything about one apprentice but the standings."""
    return {
        "shop": found.row.shop,
        "status": found.row.status,
        "tracks": [
            {
                **track(work),
                "unconfirmed": work.unconfirmed,
                "experience": experience(work.experience),
            }
            for work in found.tracks
        ],
        "areas": [
            {
                "kind": area.kind.value,
                "area": area.area.key,
                "title": area.area.title,
                "minutes": area.minutes,
                "practised_minutes": area.practised,
                "share_percent": percent(area.practised, area.of_practised),
                "tests": list(area.codes),
            }
            for area in found.areas
        ],
        "credits": [
            {
                "key": of_credit.credit.key,
                "kind": of_credit.kind.title if of_credit.kind else of_credit.credit.kind,
                "title": of_credit.credit.title,
                "starts": of_credit.credit.starts,
                "ends": of_credit.credit.ends,
                "counts": of_credit.counts,
                "lines": list(credit_lines(of_credit)),
                "unconfirmed": of_credit.unconfirmed,
            }
            for of_credit in found.credits
        ],
        "certificates": [
            {
                "code": certified.code,
                "test": certified.name,
                "state": certified.state.value,
                "expires": certified.expires,
            }
            for certified in found.certificates
        ],
        "designations": [designation(title) for title in found.designations],
        "suggestion": suggestion(found.row.suggestion),
        "weeks": [
            {"week": week.week, "mark": week.mark.value, "minutes": week.minutes} for week in found.strip
        ],
        "not_counted": list(not_counted_lines(found.not_counted)),
        "unconfirmed": list(unconfirmed_lines(found.unconfirmed)),
        "problems": list(problem_lines(found.problems)),
    }


def designation(one: DesignationStanding) -> Shape:
    """A title and what is missing for it."""
    return {
        "key": one.rule.key,
        "title": one.rule.title,
        "held": one.held,
        "expires": one.expires,
        "missing": missing_text(one),
        "unconfirmed": one.unconfirmed,
    }


def suggestion(one: Suggestion) -> Shape:
    """A suggested specialisation with what speaks for each direction."""
    return {
        "enough": one.enough,
        "summary": suggestion_text(one),
        "goal": list(one.goal),
        "next_tests": [list(group) for group in one.next_tests],
        "runner_up": one.runner_up and one.runner_up.direction.key,
        "would_change": outlook_text(one.outlook),
        "why_not": why_not_text(one),
        "candidates": [
            {
                "key": candidate.direction.key,
                "title": candidate.direction.title,
                "score": round(candidate.score, 1),
                "share_percent": candidate.share,
                "goal": list(candidate.direction.goal),
                "path": [list(group) for group in candidate.direction.path],
                "evidence": [
                    {"text": evidence_text(evidence), "weight": round(evidence.weight, 1)}
                    for evidence in candidate.evidence
                ],
            }
            for candidate in one.candidates
        ],
    }


def reasons(one: Standing) -> list[Shape]:
    """The reasons of a standing, in the order in which they decide."""
    return [
        {
            "text": reason_text(reason),
            "ok": reason.ok,
            "rule": reason.rule,
            "unconfirmed": reason.unconfirmed,
            "sources": list(reason.sources),
        }
        for reason in one.reasons
    ]
