"""Why logged minutes and training credits do not count, or not all of them."""

from collections.abc import Iterable

from mentor_tui.domain.training import Reduction, ReductionKind
from mentor_tui.domain.work import Why

WHY_WORDS = {
    Why.COUNTED: "counted",
    Why.VOIDED: "the sheet was voided",
    Why.FUTURE: "the week is not over yet",
    Why.NO_PLACEMENT: "the placement is missing or voided",
    Why.OUTSIDE_PLACEMENT: "outside the dates of the placement",
    Why.BEFORE_START: "before the programme started",
    Why.AWAY: "on leave, left or finished in that week",
    Why.DRAFT: "not approved yet",
    Why.RETURNED: "returned, not approved",
    Why.UNKNOWN_AREA: "a work area the rule book does not know",
    Why.NOT_HANDS_ON: "not repair work",
    Why.OBSERVED: "observed, not hands-on",
    Why.ASSISTED: "assisted only, which the shop does not count",
    Why.NO_TRACK: "counts on no track: no vehicle",
    Why.OVER_CAP: "over the full-time hours of a week, scaled down",
    Why.OTHER_TRACK: "on another track",
    Why.AS_TRAINING: "the time counts as training instead",
}
"""Why minutes do not count, or not all of them."""
_REDUCTIONS = {
    ReductionKind.VOIDED: "the credit was voided",
    ReductionKind.UNKNOWN_KIND: "a kind of credit the rule book does not know: {}",
    ReductionKind.NOT_FINISHED: "not finished before {}",
    ReductionKind.OTHER_TRACK: "counts towards another track",
    ReductionKind.TOO_SHORT: "shorter than {} months, so it counts as schooling",
    ReductionKind.CASE_BY_CASE: "ASE decides case by case; enter the months that it has granted",
    ReductionKind.OVERLAPS: "overlaps with another credit",
    ReductionKind.EMPLOYED: "the time in employment counts as work instead",
    ReductionKind.CAPPED: "training replaces at most {} months",
    ReductionKind.OTHER_IS_WHOLE: "{} meets the whole requirement by itself",
}


def reductions_text(reductions: Iterable[Reduction]) -> str:
    """Why a credit does not count, or not all of it; empty where all of it does."""
    return "; ".join(_REDUCTIONS[reduction.kind].format(reduction.figure) for reduction in reductions)
