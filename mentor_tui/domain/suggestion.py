"""Which direction the record points to, with its evidence, the runner-up, and what would change it."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.vocabulary import Supervision, VehicleKind
from mentor_tui.domain.weighing import (
    Candidate,
    WeighedDirection,
    Weighing,
    Work,
    candidate,
    percent,
    points_to,
)
from mentor_tui.domain.workplace import Specialisation

_HORIZON = 260
"""Weeks ahead beyond which nothing is said."""


class Shortage(StrEnum):
    """Why no direction is named."""

    HOURS = "hours"
    DIRECTION = "direction"
    SHARE = "share"


class NotNamed(NamedTuple):
    """Why no direction is named, with how much there is and how much is asked for.

    Attributes:
        minutes: Counted minutes altogether.
        share: The share of hours that a direction needs, in whole per cent.
        leader: The strongest candidate where hours are short, the one with the most hours where a share is; if any.
    """

    shortage: Shortage
    minutes: int
    needed: int
    share: int
    leader: Candidate | None


class OutlookKind(StrEnum):
    """What would bring another direction ahead, or name one."""

    ANY_WORK_NAMES_ONE = "any-work-names-one"
    WORK_NAMES_IT = "work-names-it"
    WORK_BRINGS_AHEAD = "work-brings-ahead"
    SHOP_BRINGS_AHEAD = "shop-brings-ahead"
    NOTHING_BRINGS_AHEAD = "nothing-brings-ahead"
    NO_RIVAL = "no-rival"


class Outlook(NamedTuple):
    """The least that would change a suggestion.

    Attributes:
        direction: Title of the direction that would be named.
        weeks: How many weeks of approved work.
        pace: Minutes of each of these weeks.
        area: Title of the work area.
        shops: Titles of the shop types, one of which the work would be in.
    """

    kind: OutlookKind
    direction: str = ""
    weeks: int = 0
    pace: int = 0
    area: str = ""
    vehicle: VehicleKind = VehicleKind.NONE
    shops: tuple[str, ...] = ()


class Suggestion(NamedTuple):
    """What the record suggests; never a rule of ASE.

    Attributes:
        best: The direction named; None where there is not enough evidence.
        runner_up: The next one behind it.
        candidates: Every direction with any evidence, the strongest first, named or not.
        outlook: What would bring another direction ahead, or what is missing to name one; None where nothing is known.
        not_named: Why no direction is named; None where one is.
        goal: Tests of the direction yet to be passed, each with its name.
        next_tests: Groups of tests on the way there yet to be passed; of each group one is enough.
    """

    best: Candidate | None
    runner_up: Candidate | None
    candidates: tuple[Candidate, ...]
    outlook: Outlook | None
    not_named: NotNamed | None
    goal: tuple[str, ...] = ()
    goal_names: tuple[str, ...] = ()
    next_tests: tuple[tuple[str, ...], ...] = ()

    @property
    def enough(self) -> bool:
        """Whether there is evidence enough to name a direction."""
        return self.best is not None


def suggest(judged: JudgedRecord) -> Suggestion:
    """Rank the directions of the rule book by hours, shops and words.

    A direction with its share of hours comes before one without, whatever the score. Only counted work is looked at.

    Source: `specialisations` and `weights` of the rule book, which are the shop's to change and no rule of ASE.
    """
    weighing = Weighing(judged)
    weighed = [WeighedDirection(weighing, direction) for direction in judged.rulebook.specialisations]
    ranked = sorted(
        (direction for direction in weighed if direction.score > 0),
        key=lambda direction: (direction.share < weighing.rules.min_share, -direction.score),
    )
    candidates = tuple(candidate(direction) for direction in ranked)
    if not_named := _not_named(weighing, candidates):
        return Suggestion(None, None, candidates, _what_names_one(weighing, ranked), not_named)
    best = candidates[0]
    goal, way = _still_to_pass(judged, best)
    return Suggestion(
        best=best,
        runner_up=candidates[1] if len(candidates) > 1 else None,
        candidates=candidates,
        outlook=_what_changes_it(weighing, ranked[0], ranked[1:]),
        not_named=None,
        goal=goal,
        goal_names=tuple(judged.rulebook.test[code].name for code in goal),
        next_tests=way,
    )


def _not_named(weighing: Weighing, candidates: Sequence[Candidate]) -> NotNamed | None:
    rules = weighing.rules
    needed = rules.min_hours * 60
    leader: Candidate | None
    if weighing.minutes < needed:
        shortage, leader = Shortage.HOURS, candidates[0] if candidates else None
    elif not candidates:
        shortage, leader = Shortage.DIRECTION, None
    elif candidates[0].share < rules.min_share:
        shortage, leader = Shortage.SHARE, max(candidates, key=lambda candidate: candidate.share)
    else:
        return None
    return NotNamed(shortage, weighing.minutes, needed, rules.min_share, leader)


def _what_names_one(weighing: Weighing, ranked: Sequence[WeighedDirection]) -> Outlook | None:
    rules, pace = weighing.rules, _pace(weighing)
    missing = rules.min_hours * 60 - weighing.minutes
    if missing > 0:
        return Outlook(OutlookKind.ANY_WORK_NAMES_ONE, weeks=-(-missing // pace), pace=pace)
    if not ranked:
        return None
    most = max(ranked, key=lambda direction: direction.share)
    work = _likeliest(weighing, _works(weighing, most.direction))
    weight = _weight_of_week(weighing)
    weeks = _first(
        lambda number: (
            percent(most.weight + number * weight, weighing.weight + number * weight) >= rules.min_share
        )
    )
    if work is None or weeks is None:
        return None
    return _by_work(weighing, OutlookKind.WORK_NAMES_IT, most, work, weeks)


def _what_changes_it(
    weighing: Weighing, best: WeighedDirection, rivals: Sequence[WeighedDirection]
) -> Outlook:
    """The least that brings another direction ahead: more work of its own, or a shop of its own."""
    present = weighing.judged.record.apprentice.placement_on(weighing.judged.today)
    here = present.shop_type if present else ""
    types = weighing.judged.rulebook.shop_type
    for rival in rivals:
        works = _works(weighing, rival.direction)
        alone = [work for work in works if not points_to(best.direction, *work)]
        if work := _likeliest(weighing, alone):
            weeks = _first(_ahead(best, rival, work, here))
            if weeks is not None:
                return _by_work(weighing, OutlookKind.WORK_BRINGS_AHEAD, rival, work, weeks)
        shops = [key for key in rival.direction.shop_types if key not in best.direction.shop_types]
        work = _likeliest(weighing, alone or works)
        if work and shops:
            weeks = _first(_ahead(best, rival, work, shops[0]))
            if weeks is not None:
                return Outlook(
                    OutlookKind.SHOP_BRINGS_AHEAD,
                    rival.direction.title,
                    weeks,
                    _pace(weighing),
                    shops=tuple(types[key].title for key in shops),
                )
    if rivals:
        return Outlook(OutlookKind.NOTHING_BRINGS_AHEAD, rivals[0].direction.title)
    return Outlook(OutlookKind.NO_RIVAL)


def _by_work(
    weighing: Weighing, kind: OutlookKind, weighed: WeighedDirection, work: Work, weeks: int
) -> Outlook:
    vehicle, area = work
    title = weighing.judged.rulebook.area[area].title
    return Outlook(kind, weighed.direction.title, weeks, _pace(weighing), title, vehicle)


def _ahead(
    best: WeighedDirection, rival: WeighedDirection, work: Work, shop_type: str
) -> Callable[[int], bool]:
    """Whether so many weeks of `work` at a shop of that type bring the rival ahead."""
    weighing = best.weighing
    week = _weight_of_week(weighing)

    def rank(weighed: WeighedDirection, weight: float) -> tuple[bool, float]:
        own = weight if points_to(weighed.direction, *work) else 0.0
        shop = weight if shop_type in weighed.direction.shop_types else 0.0
        share = percent(weighed.weight + own, weighing.weight + weight)
        return share >= weighing.rules.min_share, weighed.score_with(weight, own, shop)

    def ahead(weeks: int) -> bool:
        mine = rank(rival, weeks * week)
        return mine[0] and mine > rank(best, weeks * week)

    return ahead


def _first(holds: Callable[[int], bool]) -> int | None:
    """The least number of weeks for which it holds, and then goes on to hold."""
    if not holds(_HORIZON):
        return None
    return bisect_left(range(_HORIZON), True, lo=1, key=holds)  # noqa: FBT003 - the first True


def _works(weighing: Weighing, direction: Specialisation) -> list[Work]:
    """All work that points to the direction, in the order of the rule book."""
    return [
        (kind, area.key)
        for area in weighing.judged.rulebook.areas
        for kind in area.kinds
        if area.hands_on and points_to(direction, kind, area.key)
    ]


def _likeliest(weighing: Weighing, works: Iterable[Work]) -> Work | None:
    """The work that is most likely to be given: what was done most, or what the present shop does."""
    present = weighing.judged.record.apprentice.placement_on(weighing.judged.today)

    def likely(work: Work) -> tuple[int, bool]:
        done = weighing.by_work.get(work)
        return done.minutes if done else 0, present is not None and work[0] is present.kind

    return max(works, key=likely, default=None)


def _pace(weighing: Weighing) -> int:
    """Minutes of a full-time week: rule `clock`."""
    return weighing.judged.house.year_minutes // weighing.judged.rulebook.clock.weeks_per_year


def _weight_of_week(weighing: Weighing) -> float:
    """The weight of a full-time week of recent, supervised work."""
    rules = weighing.rules
    return _pace(weighing) * (rules.recent * rules.supervision.get(Supervision.SUPERVISED, 1.0))


def _still_to_pass(
    judged: JudgedRecord, best: Candidate
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The goal without what has been passed, and the way there; without a way of its own the goal is the way.

    A group of the way is done as well where the prerequisite it serves has been met by another test.
    """

    def passed(codes: Iterable[str]) -> bool:
        return any(judged.certificate(code).ever_passed for code in codes)

    goal = tuple(code for code in best.direction.goal if not passed([code]))
    rules = [judged.rulebook.test[code].prerequisite_on(judged.today) for code in goal]
    met = [group for rule in rules if rule is not None for group in rule.all_of if passed(group)]
    way = tuple(
        group
        for group in best.direction.path
        if not passed(group) and not any(set(group) <= set(done) for done in met)
    )
    if best.direction.path:
        return goal, way if goal else ()
    return goal, tuple((code,) for code in goal)
