"""What would change a suggestion: how much work, of which kind, would bring another direction ahead."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from mentor_tui.domain.candidates import Weighed
from mentor_tui.domain.direction import Specialisation
from mentor_tui.domain.signs import Signs, points_to
from mentor_tui.domain.vocabulary import Supervision, VehicleKind
from mentor_tui.words.glyphs import kind_words
from mentor_tui.words.hours import format_hours, hours_text, percent
from mentor_tui.words.phrases import counted, listed

_HORIZON = 260
"""Weeks ahead beyond which nothing is said."""

_Work = tuple[VehicleKind, str]


def why_not_named(signs: Signs, ranked: Sequence[Weighed]) -> str:
    """Why no direction is named, with how much is missing; empty where the first can be."""
    rules = signs.rules
    missing = rules.min_hours * 60 - signs.minutes
    if missing > 0:
        text = (
            f"not enough evidence: {hours_text(signs.minutes)} of {hours_text(rules.min_hours * 60)} hands-on, "
            f"{hours_text(missing, up=True)} missing"
        )
        return f"{text}; so far it points to {ranked[0].direction.title}" if ranked else text
    if not ranked:
        return "not enough evidence: nothing logged points to a direction of the rule book"
    most = max(ranked, key=lambda one: one.share)
    if ranked[0].share < rules.min_share:
        return (
            f"not enough evidence: no direction has {rules.min_share} % of the hands-on hours; "
            f"{most.direction.title} has the most with {most.share} %"
        )
    return ""


def what_is_missing(signs: Signs, ranked: Sequence[Weighed]) -> str:
    """What it would take to name a direction."""
    week = _week(signs)
    missing = signs.rules.min_hours * 60 - signs.minutes
    if missing > 0:
        return f"About {counted(-(-missing // week), 'more week')} of approved work at {_pace(signs)}."
    if not ranked:
        return ""
    most = max(ranked, key=lambda one: one.share)
    work = _best_work(signs, _works(signs, most.direction))
    weight = week * _weight(signs)
    weeks = _first(
        lambda number: (
            percent(most.weight + number * weight, signs.weight + number * weight) >= signs.rules.min_share
        )
    )
    if work is None or weeks is None:
        return ""
    return (
        f"About {counted(weeks, 'week')} of {_work_words(signs, work)} at {_pace(signs)} would be enough for "
        f"{most.direction.title}."
    )


def would_change(signs: Signs, best: Weighed, rivals: Iterable[Weighed]) -> str:
    """The least that brings another direction ahead: more work of its own, or a shop of its own."""
    present = signs.judged.record.apprentice.placement_on(signs.judged.today)
    here = present.shop_type if present else ""
    named = ""
    for rival in rivals:
        named = named or rival.direction.title
        works = _works(signs, rival.direction)
        alone = [work for work in works if not points_to(best.direction, *work)]
        if work := _best_work(signs, alone):
            weeks = _first(_ahead(signs, best, rival, work, here))
            if weeks is not None:
                return (
                    f"About {counted(weeks, 'week')} of {_work_words(signs, work)} at {_pace(signs)} would bring "
                    f"{rival.direction.title} ahead."
                )
        shops = [key for key in rival.direction.shop_types if key not in best.direction.shop_types]
        work = _best_work(signs, alone or works)
        if work and shops:
            weeks = _first(_ahead(signs, best, rival, work, shops[0]))
            if weeks is not None:
                titles = [_shop_words(signs, key) for key in shops]
                return (
                    f"About {counted(weeks, 'week')} at {_pace(signs)} in another kind of shop ({listed(titles, 'or')}) "
                    f"would bring {rival.direction.title} ahead."
                )
    if named:
        return f"Nothing within five years would bring {named} ahead."
    return "Nothing logged points to another direction."


def _ahead(signs: Signs, best: Weighed, rival: Weighed, work: _Work, shop_type: str) -> Callable[[int], bool]:
    """Whether so many weeks of `work` at a shop of that type bring the rival ahead."""
    week = _week(signs) * _weight(signs)

    def rank(one: Weighed, weight: float) -> tuple[bool, float]:
        own = weight if points_to(one.direction, *work) else 0.0
        shop = weight if shop_type in one.direction.shop_types else 0.0
        share = percent(one.weight + own, signs.weight + weight)
        return share >= signs.rules.min_share, one.with_more(weight, own, shop)

    def ahead(weeks: int) -> bool:
        mine = rank(rival, weeks * week)
        return mine[0] and mine > rank(best, weeks * week)

    return ahead


def _first(holds: Callable[[int], bool]) -> int | None:
    """The least number of weeks for which it holds, and then goes on to hold."""
    if not holds(_HORIZON):
        return None
    return bisect_left(range(_HORIZON), True, lo=1, key=holds)  # noqa: FBT003 - the first True


def _works(signs: Signs, direction: Specialisation) -> list[_Work]:
    """All work that points to the direction, in the order of the rule book."""
    return [
        (kind, area.key)
        for area in signs.judged.rulebook.areas
        for kind in area.kinds
        if area.hands_on and points_to(direction, kind, area.key)
    ]


def _best_work(signs: Signs, works: Sequence[_Work]) -> _Work | None:
    """The work that is most likely to be given: what was done most, or what the present shop does."""
    present = signs.judged.record.apprentice.placement_on(signs.judged.today)

    def likely(work: _Work) -> tuple[int, bool]:
        known = signs.by_work.get(work)
        return known.minutes if known else 0, present is not None and work[0] is present.kind

    return max(works, key=likely, default=None)


def _week(signs: Signs) -> int:
    """Minutes of a full-time week: rule `clock`."""
    return signs.judged.house.year_minutes // signs.judged.rulebook.clock.weeks_per_year


def _weight(signs: Signs) -> float:
    return signs.rules.recent * signs.rules.supervision.get(Supervision.SUPERVISED, 1.0)


def _pace(signs: Signs) -> str:
    return f"{format_hours(_week(signs))} h"


def _work_words(signs: Signs, work: _Work) -> str:
    kind, area = work
    on = "" if kind is VehicleKind.NONE else f" on {kind_words(kind)}"
    return f"{signs.area_words(area)}{on}"


def _shop_words(signs: Signs, key: str) -> str:
    return signs.judged.rulebook.shop_type[key].title.lower()
