"""What comes out of a worked example otherwise than it expects."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from mentor_tui.domain.certificate import designations
from mentor_tui.domain.credit import ALL_TRACKS
from mentor_tui.domain.doubts import doubts
from mentor_tui.domain.eligibility import standing
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.problem import problems_of
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.logbook.worked_example import HOUSE, Example, Expectation, example_house, example_record
from mentor_tui.words.glyphs import DATE_MEANING_WORDS
from mentor_tui.words.problems import as_sentence, with_field
from mentor_tui.words.reasons import next_step_text, reason_text


def mismatches(example: Example, rulebook: Rulebook) -> tuple[str, ...]:
    """What comes out otherwise than the example expects, as `met_on: 2023-12-29 expected, 2023-12-28 found`.

    Names that the rule book does not know are told first, and nothing else then.
    """
    unknown = tuple(_unknown(example, rulebook))
    if unknown:
        return unknown
    try:
        record = example_record(example, rulebook)
    except ValidationError as error:
        return tuple(map(as_sentence, problems_of(error)))
    except ValueError as error:
        return (str(error),)
    judged = JudgedRecord(record, Frame(rulebook, example_house(example), example.as_of))
    return tuple(_differences(example.expect, _outcome(example, judged)))


def rule_names(rulebook: Rulebook) -> frozenset[str]:
    """What an example may name as the rule it shows."""
    return frozenset(
        {
            "clock",
            "recertification",
            *(f"requirement/{key}" for key in rulebook.requirement),
            *(f"track/{key}" for key in rulebook.track),
            *(f"area/{key}" for key in rulebook.area),
            *(f"test/{code}" for code in rulebook.test),
            *(f"series/{series.key}" for series in rulebook.series),
            *(f"credit/{key}" for key in rulebook.credit_kind),
            *(f"designation/{title.key}" for title in rulebook.designations),
            *(f"house/{name}" for name in HOUSE),
        }
    )


def _unknown(example: Example, rulebook: Rulebook) -> Iterator[str]:
    titles = [title.key for title in rulebook.designations]
    placements = [placement.key for placement in example.placements]
    for what, names, names_there in (
        ("rule", [example.rule], rule_names(rulebook)),
        ("source", example.sources, rulebook.source),
        ("test", [example.test, *(event.code for event in example.events)], rulebook.test),
        ("work area", [work.area for work in example.work], rulebook.area),
        ("kind of credit", [credit.kind for credit in example.credits], rulebook.credit_kind),
        ("track", _named_tracks(example), rulebook.track),
        ("designation", [example.expect.designation] if example.expect.designation else [], titles),
        ("placement", _named_placements(example), placements),
        ("expectation", example.expect.absent, Expectation.model_fields),
    ):
        yield from (f'no {what} "{name}"' for name in dict.fromkeys(names) if name not in names_there)


def _named_tracks(example: Example) -> Iterator[str]:
    yield from (track for credit in example.credits for track in credit.tracks if track != ALL_TRACKS)


def _named_placements(example: Example) -> Iterator[str]:
    for placement in (
        *(work.placement for work in example.work),
        *(absence.placement for absence in example.absences),
    ):
        if placement is not None:
            yield placement


def _outcome(example: Example, judged: JudgedRecord) -> dict[str, Any]:
    """What came out, by the names of an expectation."""
    result = standing(judged, example.test)
    title = example.expect.designation
    return {
        "state": result.state.value,
        "may_sit": result.may_sit,
        "months": result.experience.months,
        "met_on": result.met_on,
        "met": result.experience.met,
        "expires": result.expires,
        "day": result.day,
        "day_means": DATE_MEANING_WORDS[result.day_means] if result.day_means else None,
        "forecast": result.forecast
        and {"earliest": result.forecast.earliest, "latest": result.forecast.latest},
        "next_step": next_step_text(result.next_step),
        "missing": result.missing_prerequisites,
        "area_minutes": result.area_minutes,
        "relevant": result.relevant,
        "reasons": tuple(reason_text(reason) for reason in result.reasons),
        "problems": tuple(map(with_field, doubts(judged))),
        "designation_held": title
        and any(
            designation.held
            for designation in designations(judged.certificate, judged.rulebook, judged.today)
            if designation.rule.key == title
        ),
    }


def _differences(expect: Expectation, outcome: Mapping[str, Any]) -> Iterator[str]:
    for name, wanted in expect.model_dump(
        exclude_none=True, exclude={"reason", "designation", "absent"}
    ).items():
        actual = outcome[name]
        if isinstance(wanted, dict) and isinstance(actual, dict):
            for part, day in wanted.items():
                if actual[part] != day:
                    yield f"{name}.{part}: {_shown(day)} expected, {_shown(actual[part])} found"
        elif actual != wanted:
            yield f"{name}: {_shown(wanted)} expected, {_shown(actual)} found"
    for name in expect.absent:
        if outcome[name] is not None:
            yield f"{name}: nothing expected, {_shown(outcome[name])} found"
    if expect.reason is not None and not any(expect.reason in text for text in outcome["reasons"]):
        yield f'reason: "{expect.reason}" expected, {_shown(outcome["reasons"])} found'


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_shown(part) for part in value)}]"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_shown(part)}" for name, part in value.items())
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return f'"{value}"'
    return "nothing" if value is None else str(value).lower()
