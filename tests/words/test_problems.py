"""Every kind of problem has its sentence, and what pydantic says is told in words."""

import ast
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.model import model_error
from mentor_tui.domain.problem import Problem, ProblemKind, problems_of
from mentor_tui.domain.vocabulary import SignOffState, Status, TestStep
from mentor_tui.domain.work import Why
from mentor_tui.words import problems
from mentor_tui.words.problems import (
    as_sentence,
    described,
    field_text,
    problem_text,
    with_field,
)
from tests.logbook.making import FRIDAY, person

_FIGURES: dict[str, object] = {
    "after": 90,
    "again": date(2026, 11, 5),
    "apprentice": "bo",
    "area": "brakes",
    "by": "Mia",
    "code": "A5",
    "confidence": "official",
    "day": FRIDAY,
    "days": 30,
    "elsewhere": True,
    "ends": date(2026, 6, 30),
    "first": 1950,
    "had": 60,
    "hours": 25,
    "input": "x",
    "kind": "car",
    "last": 2099,
    "lines": True,
    "message": "Input should be a text",
    "minutes": 435,
    "months": 36,
    "name": "Ana",
    "names": ("brakes", "hvac"),
    "near": (),
    "number": 75,
    "open": False,
    "other": "auto",
    "placement": "p1",
    "problems": (),
    "purpose": "void a sheet",
    "reason": "twice",
    "school_years": 2.0,
    "shop": "Alamo Diesel",
    "shops": (("p1", "Alamo Diesel"),),
    "since": FRIDAY,
    "start": FRIDAY,
    "starts": date(2025, 1, 4),
    "state": SignOffState.APPROVED,
    "status": Status.LEFT,
    "step": TestStep.PASSED,
    "table": "areas",
    "text": "7.5.5",
    "this_week": FRIDAY,
    "times": 2,
    "title": "Short course",
    "titles": ("Cars", "Trucks"),
    "type": "string_type",
    "until": FRIDAY,
    "verb": "approved",
    "week": FRIDAY,
    "week_ends": "FRIDAY",
    "weeks": ("2026-11-13", "2026-11-20"),
    "what": "sheet",
    "why": Why.RETURNED,
    "word": "abs",
    "years": 5,
}
"""Every figure that a sentence tells."""


@pytest.mark.parametrize("kind", ProblemKind)
def test_every_kind_of_problem_has_a_sentence(kind: ProblemKind) -> None:
    text = problem_text(Problem(kind, "field", _FIGURES))
    assert text
    assert not set(text) & set("{}")


def test_minutes_are_told_as_hours_and_enumerations_by_their_word() -> None:
    assert (
        problem_text(Problem(ProblemKind.LONG_DAY, "lines", _FIGURES)) == "7.25 h on 2026-11-20; a day has 24"
    )
    assert problem_text(Problem(ProblemKind.EVENT_TWICE, "step", _FIGURES)) == (
        "passed on 2026-11-20 is written down already"
    )


@pytest.mark.parametrize(
    ("entry", "field", "text"),
    [
        ((), "week", "week"),
        (("sheet", "2026-11-20/p1"), "lines", "sheet 2026-11-20/p1, lines"),
        (("test", "T4", "passed", "2026-11-20"), "on", "test T4, passed on 2026-11-20, on"),
        (("Air brakes",), "", "Air brakes"),
        ((), "", ""),
    ],
)
def test_a_field_is_told_after_the_entry_that_it_is_in(entry: tuple[str, ...], field: str, text: str) -> None:
    problem = Problem(ProblemKind.EMPTY_SHEET, field, entry=entry)
    assert field_text(problem) == text
    sentence = "nothing to keep: enter hours or an absence"
    assert with_field(problem) == (f"{text}: {sentence}" if text else sentence)


def test_the_errors_of_models_are_kinds_of_problems_and_name_the_field_to_correct() -> None:
    with pytest.raises(ValidationError) as caught:
        Apprentice.model_validate(
            {
                "key": "ana",
                "name": "",
                "start": "soon",
                "placements": [
                    {**person().placements[0].model_dump(), "starts": "2026-01-02", "ends": "2026-01-01"}
                ],
                "colour": "red",
            }
        )
    found = list(problems_of(caught.value))
    assert [with_field(problem) for problem in found] == [
        "name: is needed",
        "start: should be a date such as 2026-11-20, not 'soon'",
        "placements.0.ends: on 2026-01-01, before it starts on 2026-01-02",
        "colour: is no known name",
    ]
    assert as_sentence(found[2]) == "ends on 2026-01-01, before it starts on 2026-01-02"
    assert found[2].kind is ProblemKind.ENDS_BEFORE_START
    assert found[2].figures == {"starts": date(2026, 1, 2), "ends": date(2026, 1, 1)}
    assert described(found) == "; ".join([*(with_field(problem) for problem in found[:3]), "and 1 more"])
    assert described(found[:1]) == "name: is needed"


def test_a_model_raises_no_kind_that_is_none() -> None:
    """A kind is written out where it is raised, since models are loaded by programs that never see a problem."""
    domain = Path(problems.__file__).parents[1] / "domain"
    calls = [
        node
        for path in sorted(domain.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == model_error.__name__
    ]
    kinds = {kind.value for kind in ProblemKind}
    raised = [call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)]
    assert len(raised) == len(calls) > 0
    assert set(raised) <= kinds
