"""Tables while they change, held against plain dictionaries."""

from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentor_tui.store.records import NOTHING, Draft, Operation, Snapshot, Tables, difference

MANY = 40

rows = st.tuples(
    st.integers(0, MANY + 3).map(str), st.sampled_from(["1", "2"]), st.none() | st.just({"n": 1}), st.none()
).map(list)


@settings(deadline=None)
@given(st.lists(st.lists(rows, min_size=1, max_size=6), max_size=30))
def test_many_tables_of_which_few_change_are_what_dictionaries_would_be(
    changes: list[list[list[Any]]],
) -> None:
    expected: dict[str, dict[str, Any]] = {str(number): {"1": {"n": 0}} for number in range(MANY)}
    tables: Tables = MappingProxyType({name: MappingProxyType(dict(each)) for name, each in expected.items()})
    for played in changes:
        earlier, held = tables, {name: dict(documents) for name, documents in tables.items()}
        draft = Draft(tables)
        draft.play(played)
        tables = draft.tables()
        for name, key, new, _ in played:
            if new is None:
                expected.get(name, {}).pop(key, None)
            else:
                expected.setdefault(name, {})[key] = new
        expected = {name: documents for name, documents in expected.items() if documents}
        assert {name: dict(documents) for name, documents in tables.items()} == expected
        assert len(tables) == len(expected)
        assert {str(number) for number in range(MANY + 4) if str(number) in tables} == expected.keys()
        assert Snapshot(1, tables) == Snapshot(
            1, {name: MappingProxyType(each) for name, each in expected.items()}
        )
        assert {name: dict(documents) for name, documents in earlier.items()} == held


def test_a_table_that_lost_its_last_document_is_none() -> None:
    tables: Tables = {str(number): MappingProxyType({"1": {"n": 0}}) for number in range(MANY)}
    draft = Draft(tables)
    draft.play([["7", "1", None, {"n": 0}]])
    left = draft.tables()
    assert "7" not in left
    assert left.get("7", NOTHING) is NOTHING
    with pytest.raises(KeyError):
        left["7"]
    assert left["8"] is tables["8"]


def test_a_difference_is_what_is_new_changed_and_gone_table_by_table() -> None:
    before: dict[str, dict[str, Any]] = {"b": {"1": {"n": 1}, "2": {"n": 2}, "3": {"n": 3}}, "c": {"1": {}}}
    after: dict[str, dict[str, Any]] = {
        "b": {"0": {"n": 0}, "3": {"n": 3}, "2": {"n": 5}},
        "a": {"9": {"n": 9}},
    }
    assert difference(before, after) == [
        Operation("a", "9", None, {"n": 9}),
        Operation("b", "1", {"n": 1}, None),
        Operation("b", "2", {"n": 2}, {"n": 5}),
        Operation("b", "0", None, {"n": 0}),
        Operation("c", "1", {}, None),
    ]
    assert difference(after, after) == []
    assert difference({}, {}) == []
