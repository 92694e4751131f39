"""How hours of a file meet those of a sheet, for one kind of work in one week."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.exchange.import_plan import RowState
from mentor_tui.exchange.joining import Days, Joining, join

MON, TUE = date(2026, 9, 28), date(2026, 9, 29)
ADD, REPLACE = Joining.ADD, Joining.REPLACE
NEW, CHANGED, SAME, OPEN = RowState.NEW, RowState.CHANGED, RowState.SAME, RowState.TO_DECIDE


@pytest.mark.parametrize(
    ("held", "given_", "joining", "after", "states"),
    [
        ({}, {MON: 8}, None, {MON: 8}, {MON: NEW}),
        ({}, {None: 8}, None, {None: 8}, {None: NEW}),
        ({}, {MON: 8, None: 5}, None, {MON: 8, None: 5}, {MON: NEW, None: NEW}),
        # A day is known: another one is added, the same one replaced, whatever was decided.
        ({MON: 8}, {TUE: 7}, None, {MON: 8, TUE: 7}, {TUE: NEW}),
        ({MON: 8}, {TUE: 7}, ADD, {MON: 8, TUE: 7}, {TUE: NEW}),
        ({MON: 8}, {TUE: 7}, REPLACE, {MON: 8, TUE: 7}, {TUE: NEW}),
        ({MON: 8}, {MON: 7}, None, {MON: 7}, {MON: CHANGED}),
        ({MON: 8}, {MON: 7}, ADD, {MON: 7}, {MON: CHANGED}),
        ({MON: 8}, {MON: 8}, None, {MON: 8}, {MON: SAME}),
        ({MON: 8}, {MON: 8, TUE: 1}, REPLACE, {MON: 8, TUE: 1}, {MON: SAME, TUE: NEW}),
        # Hours of no day on the sheet may be those of the file's days.
        ({None: 8}, {MON: 8}, None, {None: 8}, {MON: OPEN}),
        ({None: 8}, {MON: 8}, ADD, {None: 8, MON: 8}, {MON: NEW}),
        ({None: 8}, {MON: 8}, REPLACE, {MON: 8}, {MON: CHANGED}),
        ({None: 8}, {MON: 3, TUE: 4}, REPLACE, {MON: 3, TUE: 4}, {MON: CHANGED, TUE: CHANGED}),
        ({None: 8, MON: 2}, {MON: 3}, None, {None: 8, MON: 3}, {MON: CHANGED}),
        # The file itself says what they are.
        (
            {None: 5, MON: 8},
            {MON: 8, None: 5, TUE: 1},
            None,
            {None: 5, MON: 8, TUE: 1},
            {MON: SAME, None: SAME, TUE: NEW},
        ),
        # Hours of no day in the file may be those on the sheet.
        ({None: 8}, {None: 8}, None, {None: 8}, {None: SAME}),
        ({None: 8}, {None: 8}, REPLACE, {None: 8}, {None: SAME}),
        ({None: 8}, {None: 8}, ADD, {None: 16}, {None: NEW}),
        ({None: 8}, {None: 7}, None, {None: 8}, {None: OPEN}),
        ({None: 8}, {None: 7}, ADD, {None: 15}, {None: NEW}),
        ({None: 8}, {None: 7}, REPLACE, {None: 7}, {None: CHANGED}),
        ({MON: 8, TUE: 7}, {None: 15}, None, {MON: 8, TUE: 7}, {None: SAME}),
        ({MON: 8, TUE: 7}, {None: 15}, REPLACE, {MON: 8, TUE: 7}, {None: SAME}),
        ({MON: 8, TUE: 7}, {None: 15}, ADD, {MON: 8, TUE: 7, None: 15}, {None: NEW}),
        ({MON: 8, TUE: 7}, {None: 14}, None, {MON: 8, TUE: 7}, {None: OPEN}),
        ({MON: 8, TUE: 7}, {None: 14}, REPLACE, {None: 14}, {None: CHANGED}),
        ({MON: 8, None: 5}, {None: 5}, None, {MON: 8, None: 5}, {None: SAME}),
        ({MON: 8, None: 5}, {None: 5}, REPLACE, {None: 5}, {None: CHANGED}),
        ({MON: 8}, {TUE: 8, None: 5}, None, {MON: 8, TUE: 8}, {TUE: NEW, None: OPEN}),
        ({MON: 8}, {TUE: 8, None: 5}, ADD, {MON: 8, TUE: 8, None: 5}, {TUE: NEW, None: NEW}),
        ({MON: 8}, {TUE: 8, None: 5}, REPLACE, {TUE: 8, None: 5}, {TUE: NEW, None: CHANGED}),
    ],
)
def test_hours_meet_hours(
    held: Days, given_: Days, joining: Joining | None, after: Days, states: dict[date | None, RowState]
) -> None:
    joined = join(held, given_, joining)
    assert (dict(joined.after), dict(joined.states)) == (after, states)


@pytest.mark.parametrize(
    ("imported", "joining", "after", "state"),
    [
        (8, None, 20, SAME),
        (8, ADD, 20, SAME),
        (9, None, 20, SAME),
        (8, REPLACE, 8, CHANGED),
        (3, None, 25, NEW),
        (3, ADD, 25, NEW),
        (0, None, 20, OPEN),
        (-4, None, 20, OPEN),
        (-4, ADD, 28, NEW),
    ],
)
def test_what_the_same_file_has_put_there_before_is_not_added_again(
    imported: int, joining: Joining | None, after: int, state: RowState
) -> None:
    joined = join({None: 20}, {None: 8}, joining, imported)
    assert (dict(joined.after), joined.states[None]) == ({None: after}, state)


_DAYS = st.dictionaries(
    st.sampled_from([None, *(date(2026, 9, 26 + offset) for offset in range(5))]),
    st.integers(1, 500),
    max_size=5,
)


@given(_DAYS, _DAYS.filter(bool), st.sampled_from([None, ADD, REPLACE]))
def test_no_hour_is_lost_or_doubled_in_silence(held: Days, given_: Days, joining: Joining | None) -> None:
    joined = join(held, given_, joining)
    assert set(joined.states) == set(given_)
    assert all(minutes > 0 for minutes in joined.after.values())
    if joining is None:
        # What is on the sheet changes only where the file names the same day.
        assert all(
            joined.after[day] == minutes for day, minutes in held.items() if day is None or day not in given_
        )
    if joining is ADD:
        undated = held.get(None, 0) + given_.get(None, 0)
        assert joined.after.get(None, 0) == undated
        assert {day for day in joined.after if day} == {day for day in (*held, *given_) if day}
    for day, state in joined.states.items():
        if state is SAME and day is not None:
            assert joined.after[day] == held[day] == given_[day]
    again = join(joined.after, given_, None if joining is None else REPLACE)
    if joining is not ADD and OPEN not in joined.states.values():
        assert dict(again.after) == dict(joined.after)


@given(_DAYS, st.data())
def test_days_split_over_two_files_make_the_same_week_as_one_file(days: Days, data: st.DataObject) -> None:
    dated: Days = {day: minutes for day, minutes in days.items() if day is not None}
    first: Days = {day: minutes for day, minutes in dated.items() if data.draw(st.booleans())}
    second: Days = {day: minutes for day, minutes in dated.items() if day not in first}
    held: Days = {}
    for part in (first, second, first, second):
        held = join(held, part, None).after
    assert dict(held) == dated
