"""Which specialisation the record points to, with its evidence, the runner-up, and what would change it."""

from typing import NamedTuple

from mentor_tui.domain.candidates import Candidate, Evidence, Weighed
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.outlook import what_is_missing, why_not_named, would_change
from mentor_tui.domain.signs import Signs
from mentor_tui.words.hours import hours_number, hours_text
from mentor_tui.words.phrases import code_list

__all__ = ["Candidate", "Evidence", "Suggestion", "suggest"]


class Suggestion(NamedTuple):
    """What the record suggests; never a rule of ASE.

    Attributes:
        enough: Whether there is evidence enough to name a direction.
        best: The direction named; None where there is not enough evidence.
        runner_up: The next one behind it.
        candidates: Every direction with any evidence, the strongest first, named or not.
        would_change: What would bring another direction ahead, or what is missing to name one.
        why_not: Why no direction is named; empty where one is.
        goal: Tests of the direction yet to be passed.
        next_tests: Groups of tests on the way there yet to be passed; of each group one is enough.
        goal_text: The goal as ASE calls it; the codes alone where it is several tests.
        summary: One line, what is narrow first.
    """

    enough: bool
    best: Candidate | None
    runner_up: Candidate | None
    candidates: tuple[Candidate, ...]
    would_change: str
    why_not: str
    goal: tuple[str, ...]
    next_tests: tuple[tuple[str, ...], ...]
    goal_text: str
    summary: str


def suggest(judged: JudgedRecord) -> Suggestion:
    """Rank the directions of the rule book by hours, shops and words.

    A direction with its share of hours comes before one without, whatever the score. Only counted work is looked at.

    Source: `specialisations` and `weights` of the rule book, which are the shop's to change and no rule of ASE.
    """
    signs = Signs(judged)
    scored = sorted(
        (found for one in judged.rulebook.specialisations if (found := Weighed(signs, one)).score > 0),
        key=lambda found: (found.share < signs.rules.min_share, -found.score),
    )
    candidates = tuple(found.candidate for found in scored)
    if why_not := why_not_named(signs, scored):
        return Suggestion(
            enough=False,
            best=None,
            runner_up=None,
            candidates=candidates,
            would_change=what_is_missing(signs, scored),
            why_not=why_not,
            goal=(),
            next_tests=(),
            goal_text="",
            summary=_not_enough(signs),
        )
    best = candidates[0]
    goal, way = _still_to_pass(judged, best)
    return Suggestion(
        enough=True,
        best=best,
        runner_up=candidates[1] if len(candidates) > 1 else None,
        candidates=candidates,
        would_change=would_change(signs, scored[0], scored[1:]),
        why_not="",
        goal=goal,
        next_tests=way,
        goal_text=_goal_text(judged, goal),
        summary=f"{code_list(goal)}: {best.title}" if goal else f"{best.title}: all passed",
    )


def _goal_text(judged: JudgedRecord, goal: tuple[str, ...]) -> str:
    if len(goal) == 1:
        return f"{goal[0]} {judged.rulebook.test[goal[0]].name}"
    return code_list(goal)


def _not_enough(signs: Signs) -> str:
    needed = signs.rules.min_hours * 60
    if signs.minutes < needed:
        return f"not enough evidence ({hours_number(signs.minutes)} of {hours_text(needed)})"
    return f"not enough evidence (no {signs.rules.min_share} % share)"


def _still_to_pass(
    judged: JudgedRecord, best: Candidate
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The goal without what has been passed, and the way there; without a way of its own the goal is the way.

    A group of the way is done as well where the prerequisite it serves has been met by another test.
    """
    goal = tuple(code for code in best.goal if not judged.certificate(code).ever_passed)
    met = [
        group
        for code in goal
        for rule in [judged.rulebook.test[code].prerequisite_on(judged.today)]
        if rule is not None
        for group in rule.all_of
        if any(judged.certificate(passed).ever_passed for passed in group)
    ]
    way = tuple(
        group
        for group in best.path
        if not any(judged.certificate(code).ever_passed for code in group)
        and not any(set(group) <= set(done) for done in met)
    )
    if best.path:
        return goal, way if goal else ()
    return goal, tuple((code,) for code in goal)
