"""Whatever is done to a book, in whatever order, it holds what a plain dictionary would hold."""

import math
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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
from tests.store.small_book import set_mark

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
Batch = list[tuple[str, str, dict[str, Any] | None]]


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
        self.links: list[tuple[int | None, int | None]] = []

    def teardown(self) -> None:
        self.folder.cleanup()

    def write(self, which: int, operations: list[Operation], **links: int | None) -> None:
        store = self.stores[which]
        who = f"writer {which}"
        number = store.commit(
            operations,
            at=NOON,
            who=who,
            why="changed",
            undoes=links.get("undoes"),
            redoes=links.get("redoes"),
        ).number
        self.play(operations, **links)
        assert number == len(self.states) - 1

    def play(
        self, operations: list[Operation], *, undoes: int | None = None, redoes: int | None = None
    ) -> None:
        state = {name: dict(rows) for name, rows in self.states[-1].items()}
        for each in operations:
            rows = state.setdefault(each.table, {})
            if each.after is None:
                rows.pop(each.key, None)
            else:
                rows[each.key] = each.after
        self.states.append({name: rows for name, rows in state.items() if rows})
        self.links.append((undoes, redoes))

    def held(self) -> dict[tuple[str, str], Any]:
        return {(name, key): row for name, rows in self.states[-1].items() for key, row in rows.items()}

    def planned(self, batch: Batch) -> list[Operation]:
        now = self.held()
        operations = []
        for table, key, after in batch:
            operations.append(Operation(table, key, now.get((table, key)), after))
            now[table, key] = after
        return operations

    @rule(which=st.integers(0, 1), table=tables, key=keys, document=documents)
    def put(self, which: int, table: str, key: str, document: dict[str, Any]) -> None:
        self.write(which, self.planned([(table, key, document)]))

    @precondition(lambda self: self.states[-1])
    @rule(which=st.integers(0, 1), data=st.data())
    def void(self, which: int, data: st.DataObject) -> None:
        table, key = data.draw(st.sampled_from(sorted(self.held())))
        self.write(which, self.planned([(table, key, None)]))

    @rule(which=st.integers(0, 1), batch=batches)
    def batch(self, which: int, batch: Batch) -> None:
        self.write(which, self.planned(batch))

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

    def inverse(self, which: int, number: int) -> list[Operation]:
        """What takes a transaction back, where nothing was changed since that it needs."""
        self.stores[which].refresh()
        operations = list(self.stores[which].change(number).inverse())
        now = self.held()
        for each in operations:
            assume(now.get((each.table, each.key)) == each.before)
            now[each.table, each.key] = each.after
        return operations

    @precondition(lambda self: len(self.states) > 1)
    @rule(which=st.integers(0, 1), back=st.integers(1, 4))
    def undo(self, which: int, back: int) -> None:
        number = max(1, len(self.states) - back)
        self.write(which, self.inverse(which, number), undoes=number)

    @precondition(lambda self: any(undoes for undoes, _ in self.links))
    @rule(which=st.integers(0, 1))
    def redo(self, which: int) -> None:
        number = max(number for number, (undoes, _) in enumerate(self.links, 1) if undoes)
        self.write(which, self.inverse(which, number), redoes=self.links[number - 1][0])

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
            self.links.append((None, None))

    @rule(which=st.integers(0, 1))
    def compact(self, which: int) -> None:
        self.stores[which].compact(at=NOON, who="Ana", why="tidied")

    @rule(which=st.integers(0, 1))
    def reopen(self, which: int) -> None:
        self.stores[which].close()
        self.stores[which] = Store.open(self.path)

    @rule(batch=batches, share=st.floats(0, 1), lost=st.booleans())
    def crash_while_writing(self, batch: Batch, share: float, lost: bool) -> None:
        """Leave what a kill or a power cut leaves of a line: its beginning, or all of it with a hole."""
        operations = self.planned(batch)
        with self.elsewhere() as copy:
            store = Store.open(copy)
            begun = store._book._position.end
            store.commit(operations, at=NOON, who="nobody", why="crashed")
            whole = store.path.read_bytes()
        until = begun + round((len(whole) - begun) * share)
        left = whole[:until]
        if lost and len(whole) - until > 1:
            left += bytes(len(whole) - until - 1) + whole[-1:]
        if not begun:
            set_mark(self.path, 0, whole=whole)
        (self.path / "book.jsonl").write_bytes(left)
        if left in {whole, whole[:-1]}:
            self.play(operations)

    @precondition(lambda self: len(self.states) > 1)
    @rule(reached=st.sampled_from(["part", "whole", "kept", "renamed"]))
    def crash_while_compacting(self, reached: str) -> None:
        """Leave what a kill leaves of a new generation: a part of it, all of it, the old one kept, or the new one alone."""
        with self.elsewhere() as copy:
            store = Store.open(copy)
            store.compact(at=NOON, who="nobody", why="crashed")
            fresh = (copy / "book.jsonl").read_bytes()
            kept = max((copy / "history").glob("book-[0-9]*"))
            if reached in {"kept", "renamed"}:
                (self.path / "history").mkdir(exist_ok=True)
                shutil.copy(kept, self.path / "history")
        new = self.path / "book.new"
        new.write_bytes(fresh[: len(fresh) // 2] if reached == "part" else fresh)
        if reached == "renamed":
            new.replace(self.path / "book.jsonl")

    @contextmanager
    def elsewhere(self) -> Iterator[Path]:
        """A copy of all files, to see what a write would have left."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy"
            shutil.copytree(self.path, copy)
            yield copy

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
        known = list(store.transactions())
        assert [each.number for each in known] == list(range(len(self.states) - 1, 0, -1))
        assert [(each.undoes, each.redoes) for each in reversed(known)] == self.links
        for number in range(0, len(self.states), 2):
            past = store.past(number)
            assert {name: dict(rows) for name, rows in past.tables.items()} == self.states[number]


BookMachine.TestCase.settings = settings(
    max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestBook = BookMachine.TestCase
