from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.domain.periods import Days, Period, period

ends = st.integers(1, 60)
periods = st.lists(st.tuples(ends, ends), max_size=6)


def plain(spells: list[Period]) -> set[int]:
    return {day for first, last in spells for day in range(first, last + 1)}


@given(periods)
def test_a_set_of_days_holds_the_days_of_its_periods(spells: list[Period]) -> None:
    found = Days(spells)
    assert plain(list(found.periods)) == plain(spells)
    assert len(found) == len(plain(spells))


@given(periods)
def test_its_periods_are_in_order_and_none_touches_the_next(spells: list[Period]) -> None:
    found = Days(spells).periods
    assert all(last + 1 < first for (_, last), (first, _) in pairwise(found))


@given(periods, periods)
def test_the_same_days_are_equal_however_they_were_given(spells: list[Period], others: list[Period]) -> None:
    same = Days([(day, day) for day in plain(spells)])
    assert same == Days(spells)
    assert hash(same) == hash(Days(spells))
    assert (Days(spells) == Days(others)) is (plain(spells) == plain(others))


@given(periods, st.integers(0, 61))
def test_days_until_a_day(spells: list[Period], day: int) -> None:
    assert Days(spells).until(day) == len([one for one in plain(spells) if one <= day])


@given(periods, ends, ends)
def test_touching(spells: list[Period], first: int, last: int) -> None:
    assert Days(spells).touches(first, last) is bool(plain(spells) & plain([(first, last)]))


@given(periods, periods)
def test_days_of_one_set_within_and_without_another(spells: list[Period], others: list[Period]) -> None:
    one, other = Days(spells), Days(others)
    assert one.within(other) == len(plain(spells) & plain(others))
    assert plain(list(one.without(other).periods)) == plain(spells) - plain(others)


def test_a_period_holds_both_of_its_days() -> None:
    assert len(Days([period(date(2026, 1, 1), date(2026, 1, 31))])) == 31
    assert not len(Days([period(date(2026, 1, 2), date(2026, 1, 1))]))


def test_a_week_is_touched_from_its_first_day_to_its_last() -> None:
    week = date(2026, 11, 20)
    for day, touched in ((13, False), (14, True), (20, True), (21, False)):
        assert Days([period(date(2026, 11, day), date(2026, 11, day))]).touches_week(week) is touched
