"""The worked examples of the rule book, run against the core."""

import pytest

from mentor_tui.domain.designation import designations
from mentor_tui.domain.eligibility import standing, standings
from mentor_tui.domain.experience import History
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.worked_example import Example, example_house, example_record
from mentor_tui.logbook.rules import load_examples, load_rulebook

EXAMPLES = load_examples()


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


def history_of(example: Example, rulebook: Rulebook) -> History:
    return History(example_record(example, rulebook), rulebook, example_house(example), example.as_of)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.key)
def test_the_example_comes_out(example: Example, rulebook: Rulebook) -> None:
    history = history_of(example, rulebook)
    found = standing(history, example.test)
    held = {title.key for title in designations(history, standings(history)) if title.held}
    expect = example.expect
    looked_at = {
        "state": found.state.value,
        "may_sit": found.may_sit,
        "months": found.experience.months,
        "met_on": found.met_on,
        "met": found.experience.met,
    }
    wanted = {name: getattr(expect, name) for name in looked_at if getattr(expect, name) is not None}
    assert {name: looked_at[name] for name in wanted} == wanted
    assert expect.reason is None or any(expect.reason in reason.text for reason in found.reasons)
    if expect.designation is not None:
        assert (expect.designation in held) is expect.designation_held


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.key)
def test_the_example_names_things_that_are_there(example: Example, rulebook: Rulebook) -> None:
    assert example.rule in rule_names(rulebook)
    assert set(example.sources) <= rulebook.source.keys()
    assert example.test in rulebook.test
    assert {event.code for event in example.events} <= rulebook.test.keys()
    assert {work.area for work in example.work} <= rulebook.area.keys()
    assert {credit.kind for credit in example.credits} <= rulebook.credit_kind.keys()
    titles = {title.key for title in rulebook.designations}
    assert example.expect.designation is None or example.expect.designation in titles


def test_every_requirement_credit_and_prerequisite_has_an_example(rulebook: Rulebook) -> None:
    shown = {example.rule for example in EXAMPLES}
    wanted = {f"test/{test.code}" for test in rulebook.tests if test.prerequisites}
    wanted |= {f"requirement/{key}" for key in rulebook.requirement}
    wanted |= {f"credit/{kind}" for kind in rulebook.credit_kind}
    wanted |= {
        f"designation/{title.key}" for title in rulebook.designations if title.key.startswith("master-")
    }
    assert wanted <= shown


def rule_names(rulebook: Rulebook) -> set[str]:
    return {
        "clock",
        "recertification",
        *(f"requirement/{key}" for key in rulebook.requirement),
        *(f"track/{key}" for key in rulebook.track),
        *(f"area/{key}" for key in rulebook.area),
        *(f"test/{code}" for code in rulebook.test),
        *(f"credit/{key}" for key in rulebook.credit_kind),
        *(f"designation/{title.key}" for title in rulebook.designations),
    }
