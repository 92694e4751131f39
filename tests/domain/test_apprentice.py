"""The person and the placements: what may be written down, and which holds on a day."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from mentor_tui.domain.apprentice import Apprentice, Placement, StatusSince
from mentor_tui.domain.problem import problems_of
from mentor_tui.domain.vocabulary import Status, VehicleKind
from mentor_tui.words.problems import as_sentence

START = date(2026, 1, 5)
LEAVE, BACK, LEFT = date(2026, 3, 2), date(2026, 4, 1), date(2026, 6, 1)


def placed(key: str, starts: date, ends: date | None = None, voided: str = "") -> Placement:
    return Placement(
        key=key,
        shop=key,
        shop_type="garage",
        kind=VehicleKind.CAR,
        starts=starts,
        ends=ends,
        voided=voided,
    )


def person(**fields: Any) -> Apprentice:  # noqa: ANN401 - any field
    return Apprentice(key="ana", name="Ana Ruiz", start=START, **fields)


def since(status: Status, day: date) -> StatusSince:
    return StatusSince(status=status, since=day)


AWAY = (since(Status.ON_LEAVE, LEAVE), since(Status.ACTIVE, BACK), since(Status.LEFT, LEFT))


def test_a_placement_may_last_a_day_and_not_end_before_it_starts() -> None:
    assert placed("p1", LEAVE, LEAVE).ends == LEAVE
    with pytest.raises(ValidationError) as caught:
        placed("p1", LEAVE, LEAVE - timedelta(days=1))
    assert list(map(as_sentence, problems_of(caught.value))) == [
        "ends on 2026-03-01, before it starts on 2026-03-02"
    ]


@pytest.mark.parametrize(
    "history", [(AWAY[1], AWAY[0]), (AWAY[0], since(Status.ACTIVE, LEAVE)), (AWAY[0], AWAY[0])]
)
def test_changes_of_status_are_in_order_one_a_day(history: tuple[StatusSince, ...]) -> None:
    assert person(history=AWAY).history == AWAY
    with pytest.raises(ValidationError) as caught:
        person(history=history)
    assert list(map(as_sentence, problems_of(caught.value))) == [
        "history must be in order of date, one status a day"
    ]


def test_placements_have_keys_of_their_own() -> None:
    assert len(person(placements=(placed("p1", START), placed("p2", START))).placements) == 2
    with pytest.raises(ValidationError) as caught:
        person(placements=(placed("p1", START), placed("p1", BACK)))
    assert list(map(as_sentence, problems_of(caught.value))) == ["placements must have keys of their own"]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (START, Status.ACTIVE),
        (LEAVE - timedelta(days=1), Status.ACTIVE),
        (LEAVE, Status.ON_LEAVE),
        (BACK - timedelta(days=1), Status.ON_LEAVE),
        (BACK, Status.ACTIVE),
        (LEFT, Status.LEFT),
    ],
)
def test_a_status_holds_from_its_first_day_on(day: date, status: Status) -> None:
    assert person(history=AWAY).status_on(day) is status


@pytest.mark.parametrize(
    ("until", "spells"),
    [
        (LEAVE - timedelta(days=1), []),
        (LEAVE, [(LEAVE, LEAVE)]),
        (BACK - timedelta(days=1), [(LEAVE, BACK - timedelta(days=1))]),
        (LEFT - timedelta(days=1), [(LEAVE, BACK - timedelta(days=1))]),
        (LEFT, [(LEAVE, BACK - timedelta(days=1)), (LEFT, LEFT)]),
        (date(2026, 12, 31), [(LEAVE, BACK - timedelta(days=1)), (LEFT, date(2026, 12, 31))]),
    ],
)
def test_the_periods_away_end_on_the_day_before_the_next_status(
    until: date, spells: list[tuple[date, date]]
) -> None:
    assert list(person(history=AWAY).away(until)) == spells


@pytest.mark.parametrize(
    ("first", "last", "there"),
    [
        (LEAVE - timedelta(days=7), LEAVE - timedelta(days=1), False),
        (LEAVE - timedelta(days=6), LEAVE, True),
        (BACK, BACK + timedelta(days=6), True),
        (BACK + timedelta(days=1), BACK + timedelta(days=7), False),
    ],
)
def test_a_placement_covers_from_its_first_day_through_its_last(first: date, last: date, there: bool) -> None:
    assert placed("p1", LEAVE, BACK).covers(first, last) is there
    assert placed("p1", LEAVE).covers(first, last) is (last >= LEAVE)


def test_of_two_placements_the_latest_to_start_holds_and_a_voided_one_never() -> None:
    early, late = placed("early", START), placed("late", LEAVE, BACK)
    gone = placed("gone", LEAVE + timedelta(days=1), voided="wrong person")
    for order in ((early, late, gone), (gone, late, early)):
        ana = person(placements=order)
        days = (START - timedelta(days=1), START, LEAVE, BACK, BACK + timedelta(days=1))
        assert [ana.placement_on(day) for day in days] == [None, early, late, late, early]
        assert ana.placement_in(START, LEAVE) is late
        assert ana.placement("gone") is gone
        assert ana.placement("p9") is None
