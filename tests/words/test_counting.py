"""Why hours and credits do not count, in words."""

from datetime import date

import pytest

from mentor_tui.domain.training import Reduction, ReductionKind
from mentor_tui.domain.work import Why
from mentor_tui.words.counting import WHY_WORDS, reductions_text

FIGURES: dict[ReductionKind, tuple[str | date | int, str]] = {
    ReductionKind.VOIDED: ("", "the credit was voided"),
    ReductionKind.UNKNOWN_KIND: ("medal", "a kind of credit the rule book does not know: medal"),
    ReductionKind.NOT_FINISHED: (date(2023, 7, 1), "not finished before 2023-07-01"),
    ReductionKind.OTHER_TRACK: ("", "counts towards another track"),
    ReductionKind.TOO_SHORT: (36, "shorter than 36 months, so it counts as schooling"),
    ReductionKind.CASE_BY_CASE: ("", "ASE decides case by case; enter the months that it has granted"),
    ReductionKind.OVERLAPS: ("", "overlaps with another credit"),
    ReductionKind.EMPLOYED: ("", "the time in employment counts as work instead"),
    ReductionKind.CAPPED: (12, "training replaces at most 12 months"),
    ReductionKind.OTHER_IS_WHOLE: ("Diploma", "Diploma meets the whole requirement by itself"),
}


@pytest.mark.parametrize("kind", ReductionKind)
def test_each_reason_why_a_credit_counts_less_is_said_with_its_figure(kind: ReductionKind) -> None:
    figure, text = FIGURES[kind]
    assert reductions_text([Reduction(kind, figure)]) == text


def test_several_reasons_are_told_in_order_and_none_as_nothing() -> None:
    short, capped = Reduction(ReductionKind.TOO_SHORT, 36), Reduction(ReductionKind.CAPPED, 12)
    assert reductions_text([short, capped]) == (
        "shorter than 36 months, so it counts as schooling; training replaces at most 12 months"
    )
    assert reductions_text([]) == ""


def test_each_reason_why_minutes_do_not_count_has_words_of_its_own() -> None:
    assert WHY_WORDS.keys() == set(Why)
    assert len(set(WHY_WORDS.values())) == len(Why)
