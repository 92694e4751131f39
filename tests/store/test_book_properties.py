"""Whatever is done to a book, in whatever order, it holds what a plain dictionary would hold."""

import math
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tinydb.table import Document as Row

from mentor_tui.store.faults import ConflictError
from mentor_tui.store.records import Operation
from mentor_tui.store.store import Store

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
documents = st.dictionaries(texts, values, max_size=4)
tables = st.sampled_from(["a", "b/1", "b/2"])
keys = st.sampled_from(["1", "2", "ä/3"])
batches = st.lists(st.tuples(tables, keys, st.none() | documents), min_size=1, max_size=6)

Model = dict[str, dict[str, Any]]


def exactly(value: object) -> object:
    """A value with the type of every number in it, since 1, 1.0 and True are equal."""
    if isinstance(value, dict):
        return {key: exactly(item) for key, item in value.items()}
    if isinstance(value, list):
        return [exactly(item) for item in value]
    if isinstance(value, float):
        return ("float", math.copysign(1, value), value)
    return (type(value).__name__, value)


@settings(deadline=None, max_examples=100)
@given(table=texts, key=texts, document=documents, who=texts, why=texts, minutes=st.integers(-840, 840))
def test_everything_comes_back_exactly(
    table: str, key: str, document: dict[str, Any], who: str, why: str, minutes: int
) -> None:
    at = NOON.astimezone(tz=None) + timedelta(minutes=minutes, microseconds=minutes % 7)
    with tempfile.TemporaryDirectory() as folder:
        written = Store.open(Path(folder)).commit(
            [Operation(table, key, None, document)], at=at, who=who, why=why, redoes=1
        )
        store = Store.open(Path(folder))
        assert exactly(store.table(table)[key]) == exactly(document)
        assert next(store.transactions()) == written
        assert (written.at, written.who, written.why, written.redoes) == (at, who, why, 1)


class BookMachine(RuleBasedStateMachine):
    """Two stores on one book, crashes, and the dictionary they are held against."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)
        self.stores = [Store.open(self.path), Store.open(self.path)]
        self.states: list[Model] = [{}]

    def teardown(self) -> None:
        self.folder.cleanup()

    def write(self, which: int, operations: list[Operation], **links: int) -> None:
        store = self.stores[which]
        number = store.commit(operations, at=NOON, who=f"writer {which}", why="changed", **links).number
        state = {name: dict(rows) for name, rows in self.states[-1].items()}
        for each in operations:
            rows = state.setdefault(each.table, {})
            if each.after is None:
                rows.pop(each.key, None)
            else:
                rows[each.key] = each.after
        self.states.append({name: rows for name, rows in state.items() if rows})
        assert number == len(self.states) - 1

    @rule(which=st.integers(0, 1), batch=batches)
    def commit(self, which: int, batch: list[tuple[str, str, dict[str, Any] | None]]) -> None:
        now = {(name, key): row for name, rows in self.states[-1].items() for key, row in rows.items()}
        operations = []
        for table, key, after in batch:
            operations.append(Operation(table, key, now.get((table, key)), after))
            now[table, key] = after
        self.write(which, operations)

    @rule(which=st.integers(0, 1), table=tables, key=keys)
    def conflict(self, which: int, table: str, key: str) -> None:
        present = self.states[-1].get(table, {}).get(key)
        with pytest.raises(ConflictError) as caught:
            self.write(which, [Operation(table, key, {"never": "written"}, {})])
        assert caught.value.present == present
        last = self.stores[which].last_change(table, key)
        assert caught.value.transaction == last
        assert (last is None) == all(
            key not in state.get(table, {}) for state in self.states
        ) or last is not None

    @precondition(lambda self: len(self.states) > 1)
    @rule(which=st.integers(0, 1), back=st.integers(1, 4))
    def undo(self, which: int, back: int) -> None:
        number = max(1, len(self.states) - back)
        self.stores[which].refresh()
        operations = list(self.stores[which].transaction(number).inverse())
        now = {(name, key): row for name, rows in self.states[-1].items() for key, row in rows.items()}
        for each in operations:
            assume(now.get((each.table, each.key)) == each.before)
            now[each.table, each.key] = each.after
        self.write(which, operations, undoes=number)

    @rule(which=st.integers(0, 1), table=tables, key=keys, document=documents)
    def by_tinydb(self, which: int, table: str, key: str, document: dict[str, Any]) -> None:
        store = self.stores[which]
        before = self.states[-1].get(table, {}).get(key)
        after = {**(before or {}), **document}
        store.database.table(table).upsert(Row(document, doc_id=key))  # type: ignore[arg-type] # TinyDB types ids as int
        if after != before:
            state = {name: dict(rows) for name, rows in self.states[-1].items()}
            state.setdefault(table, {})[key] = after
            self.states.append(state)

    @rule(which=st.integers(0, 1))
    def compact(self, which: int) -> None:
        self.stores[which].compact(at=NOON, who="Ana", why="tidied")

    @rule(which=st.integers(0, 1))
    def reopen(self, which: int) -> None:
        self.stores[which].close()
        self.stores[which] = Store.open(self.path)

    @precondition(lambda self: len(self.states) > 1)
    @rule(share=st.floats(0, 0.99))
    def crash_while_writing(self, share: float) -> None:
        book = self.path / "book.jsonl"
        last = book.read_bytes().splitlines(keepends=True)[-1]
        with book.open("ab") as file:
            file.write(last[: int(len(last) * share)])

    @invariant()
    def both_hold_what_the_dictionary_holds(self) -> None:
        for store in self.stores:
            store.refresh()
            assert store.number == len(self.states) - 1
            assert {name: dict(rows) for name, rows in store.snapshot().tables.items()} == self.states[-1]

    @precondition(lambda self: len(self.states) % 5 == 0)
    @invariant()
    def the_past_is_known(self) -> None:
        store = self.stores[0]
        assert [each.number for each in store.transactions()] == list(range(len(self.states) - 1, 0, -1))
        for number in range(0, len(self.states), 2):
            past = store.past(number)
            assert {name: dict(rows) for name, rows in past.tables.items()} == self.states[number]


BookMachine.TestCase.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestBook = BookMachine.TestCase
