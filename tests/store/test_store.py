"""The store as the layer above sees it."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from mentor_tui.store.faults import (
    BookError,
    ConflictError,
    NewerBookError,
    ReadOnlyBookError,
    UnstorableError,
)
from mentor_tui.store.records import Document, Operation
from mentor_tui.store.store import Store
from mentor_tui.store.tables import BookStorage

FRIDAY = datetime(2026, 11, 20, 17, 2, tzinfo=timezone(timedelta(hours=1)))


def add(key: str, document: Document, table: str = "t") -> Operation:
    return Operation(table, key, None, document)


def change(store: Store, *operations: Operation, why: str = "logged", who: str = "Ana") -> int:
    return store.commit(operations, at=FRIDAY, who=who, why=why).number


def test_opening_makes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with Store.open(folder) as store:
        assert store.number == 0
        assert store.tables() == ()
        assert store.refresh() == frozenset()
        assert list(store.transactions()) == []
    assert not folder.exists()


def test_a_transaction_is_there_after_reopening_with_who_when_and_why(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.commit(
        [add("1", {"name": "Ana"}), add("k", {"minutes": [60, 90]}, "u/ana")],
        at=FRIDAY,
        who="Bo",
        why="two new ones",
    )
    store.commit([Operation("t", "1", {"name": "Ana"}, None)], at=FRIDAY, who="Bo", why="gone", undoes=1)

    again = Store.open(tmp_path)

    assert again.number == 2
    assert again.tables() == ("u/ana",)
    assert again.tables("t") == ()
    assert dict(again.table("u/ana")) == {"k": {"minutes": [60, 90]}}
    newest, oldest = again.transactions()
    assert (oldest.number, oldest.at, oldest.who, oldest.why) == (1, FRIDAY, "Bo", "two new ones")
    assert oldest.at.utcoffset() == timedelta(hours=1)
    assert newest.undoes == 1
    assert newest.redoes is None
    assert newest.operations == (Operation("t", "1", {"name": "Ana"}, None),)
    assert again.change(1) == oldest
    assert again.last_change("u/ana", "k") == oldest
    assert again.last_change("u/ana", "nobody") is None
    with pytest.raises(BookError, match="knows no change 3"):
        again.change(3)


def test_what_was_handed_out_does_not_change(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    document: dict[str, object] = {"lines": [1]}
    change(store, add("1", document))
    document["lines"] = "changed by its owner"
    table, everything = store.table("t"), store.snapshot()

    change(store, add("2", {}), Operation("t", "1", {"lines": [1]}, {"lines": [2]}))

    assert dict(table) == {"1": {"lines": [1]}} == dict(everything.table("t"))
    assert dict(store.table("t")) == {"1": {"lines": [2]}, "2": {}}


def test_several_operations_on_one_document_follow_each_other(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    change(store, add("1", {"n": 1}), Operation("t", "1", {"n": 1}, {"n": 2}))
    assert store.table("t")["1"] == {"n": 2}
    change(store, *store.change(1).inverse(), why="undone")
    assert Store.open(tmp_path).tables() == ()


def test_a_conflict_names_the_document_as_it_is_and_who_changed_it(tmp_path: Path) -> None:
    mine, theirs = Store.open(tmp_path), Store.open(tmp_path)
    change(mine, add("ana", {"n": 1}), add("bo", {"n": 1}))
    change(theirs, Operation("t", "ana", {"n": 1}, {"n": 2}), who="Bo", why="corrected")

    with pytest.raises(ConflictError, match="changed meanwhile by Bo on 20 Nov 2026") as caught:
        change(mine, Operation("t", "bo", {"n": 1}, {"n": 3}), Operation("t", "ana", {"n": 1}, {"n": 3}))

    conflict = caught.value
    assert (conflict.table, conflict.key, conflict.present) == ("t", "ana", {"n": 2})
    assert conflict.transaction == theirs.change(2)
    assert mine.table("t")["bo"] == {"n": 1} == Store.open(tmp_path).table("t")["bo"]
    assert mine.refresh() == {"t"}


def test_a_second_store_sees_exactly_what_changed(tmp_path: Path) -> None:
    mine, theirs = Store.open(tmp_path), Store.open(tmp_path)
    change(mine, add("1", {}, "a"), add("1", {}, "b"))
    assert theirs.refresh() == {"a", "b"}
    change(theirs, add("2", {}, "b"))
    assert theirs.refresh() == frozenset()
    change(mine, add("2", {}, "a"))
    assert mine.refresh() == {"b"}
    assert mine.refresh() == frozenset()
    mine.compact(at=FRIDAY, who="Ana", why="tidied")
    change(mine, add("3", {}, "a"))
    assert theirs.refresh() == {"a"}
    assert theirs.snapshot() == mine.snapshot()


def test_compacting_keeps_numbers_history_and_the_past(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    change(store, add("1", {"n": 1}))
    change(store, *(add(f"x{n}", {"n": n}, "many") for n in range(600)))
    change(store, Operation("t", "1", {"n": 1}, {"n": 2}))
    before = store.snapshot()
    assert store.appended == 3

    for expected in range(4, 7):
        store.compact(at=FRIDAY, who="Ana", why="tidied")
        assert store.appended == 0
        assert store.snapshot() == before
        assert Store.open(tmp_path).snapshot() == before
        assert change(store, add(f"a{expected}", {})) == expected
        change_back = store.change(expected).inverse()
        store.compact(at=FRIDAY, who="Ana", why="tidied twice")
        assert dict(store.past(3).table("t")) == {"1": {"n": 2}}
        before = store.snapshot()
        assert change_back[0].after is None

    again = Store.open(tmp_path)
    assert [transaction.number for transaction in again.transactions()] == [6, 5, 4, 3, 2, 1]
    assert [transaction.number for transaction in again.transactions(after=4)] == [6, 5]
    last = again.last_change("t", "1")
    assert last is not None
    assert last.number == 3
    assert dict(again.past(1).tables) == {"t": {"1": {"n": 1}}}
    assert dict(again.past(0).tables) == {}
    assert len(list((tmp_path / "history").iterdir())) == 6


def test_history_ends_where_kept_generations_end(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    change(store, add("1", {}))
    store.compact(at=FRIDAY, who="Ana", why="tidied")
    change(store, add("2", {}))
    next((tmp_path / "history").iterdir()).unlink()
    assert [transaction.number for transaction in store.transactions()] == [2]
    assert store.last_change("t", "1") is None
    with pytest.raises(BookError, match="no longer known"):
        store.past(0)


def test_history_can_be_read_while_the_book_is_rewritten(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    for number in range(5):
        change(store, add(str(number), {}))
    reading, other = store.transactions(), Store.open(tmp_path)
    first = next(reading)
    other.compact(at=FRIDAY, who="Bo", why="tidied")
    assert [first.number, *(transaction.number for transaction in reading)] == [5, 4, 3, 2, 1]
    assert [transaction.number for transaction in store.transactions()] == [5, 4, 3, 2, 1]


def test_opened_for_reading_it_refuses_changes_only(tmp_path: Path) -> None:
    change(Store.open(tmp_path), add("1", {}))
    (tmp_path / "book.jsonl.lock").unlink()
    (tmp_path / "book.jsonl.mark").unlink()
    store = Store.open(tmp_path, readonly=True)
    assert store.readonly
    assert "1" in store.table("t")
    with pytest.raises(ReadOnlyBookError, match=r"book\.jsonl is open for reading only"):
        change(store, add("2", {}))
    with pytest.raises(ReadOnlyBookError):
        store.compact(at=FRIDAY, who="Ana", why="tidied")
    assert [path.name for path in tmp_path.iterdir()] == ["book.jsonl"]


def test_an_older_schema_is_led_step_by_step_and_the_old_generation_kept(tmp_path: Path) -> None:
    def to_minutes(table: str, document: Document) -> Document:
        return {"minutes": document["hours"] * 60} if table == "t" else document

    def to_list(table: str, document: Document) -> Document:
        return {"minutes": [document["minutes"]]} if table == "t" else document

    old = Store.open(tmp_path)
    change(old, add("1", {"hours": 1}), add("1", {"hours": "eight to five"}, "u"))
    change(old, Operation("t", "1", {"hours": 1}, {"hours": 2}))
    written = (tmp_path / "book.jsonl").read_bytes()

    looked = Store.open(tmp_path, readonly=True, steps=(to_minutes, to_list))
    assert looked.table("t")["1"] == {"minutes": [120]}
    assert looked.table("u")["1"] == {"hours": "eight to five"}
    assert (tmp_path / "book.jsonl").read_bytes() == written

    change(Store.open(tmp_path, steps=(to_minutes,)), add("2", {"minutes": 30}))
    new = Store.open(tmp_path, steps=(to_minutes, to_list))
    change(new, Operation("t", "1", {"minutes": [120]}, {"minutes": [120, 5]}))

    assert Store.open(tmp_path, steps=(to_minutes, to_list)).snapshot() == new.snapshot()
    assert dict(new.table("t")) == {"1": {"minutes": [120, 5]}, "2": {"minutes": [30]}}
    assert new.change(2).operations == (Operation("t", "1", {"minutes": [60]}, {"minutes": [120]}),)
    assert new.past(1).table("t")["1"] == {"minutes": [60]}
    assert (tmp_path / "history" / "book-000001.jsonl").read_bytes() == written
    with pytest.raises(NewerBookError, match=r"schema 3; this one knows 1"):
        Store.open(tmp_path)
    with pytest.raises(NewerBookError, match=r"schema 3"):
        change(old, add("3", {"hours": 1}))


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"lines": [{"minutes": float("nan")}]}, r"field 'lines\.0\.minutes' is nan"),
        ({"minutes": float("inf")}, "field 'minutes' is inf"),
        ({"minutes": 2**64}, "field 'minutes' is a whole number of more than 64 bits"),
        ({"note": "half \ud83d"}, "field 'note' holds half a character"),
        ({"half \ud83d": 1}, "holds half a character"),
        ({"days": (1, 2)}, "field 'days' is of the type tuple"),
        ({"day": FRIDAY}, "field 'day' is of the type datetime"),
        ({"days": {1: "Monday"}}, r"field 'days\.1' is not named by text"),
    ],
)
def test_what_would_come_back_changed_is_refused_by_name(
    tmp_path: Path, document: Document, message: str
) -> None:
    store = Store.open(tmp_path)
    change(store, add("1", {}))
    written = (tmp_path / "book.jsonl").read_bytes()
    with pytest.raises(UnstorableError, match=message):
        change(store, add("good", {}), add("2", document))
    assert (tmp_path / "book.jsonl").read_bytes() == written
    assert list(store.table("t")) == ["1"]


def test_a_broken_paste_in_a_reason_or_key_is_refused(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    with pytest.raises(UnstorableError, match="'why' holds half a character"):
        change(store, add("1", {}), why="\ud83d")
    with pytest.raises(UnstorableError, match=r"key .* holds half a character"):
        change(store, add("\ud83d", {}))
    assert store.number == 0
    change(store, add("1", {}))
    with pytest.raises(UnstorableError, match="'who' holds half a character"):
        store.compact(at=FRIDAY, who="\ud83d", why="tidied")
    assert store.appended == 1


def test_a_document_nested_without_end_is_refused(tmp_path: Path) -> None:
    document: dict[str, object] = {}
    inner = document
    for _ in range(300):
        deeper: dict[str, object] = {}
        inner["in"] = deeper
        inner = deeper
    with pytest.raises(UnstorableError, match="nested too deeply"):
        change(Store.open(tmp_path), add("1", document))


def test_mistakes_of_the_caller_are_said_at_once(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    with pytest.raises(ValueError, match="needs an operation"):
        change(store)
    with pytest.raises(ValueError, match="time zone"):
        store.commit([add("1", {})], at=FRIDAY.replace(tzinfo=None), who="Ana", why="logged")


def test_a_clock_that_goes_back_changes_no_order(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    for number, at in enumerate(
        (FRIDAY, FRIDAY - timedelta(days=400), datetime(2026, 11, 20, 17, 2, tzinfo=UTC))
    ):
        store.commit([add(str(number), {})], at=at, who="Ana", why="logged")
    again = list(Store.open(tmp_path).transactions())
    assert [transaction.number for transaction in again] == [3, 2, 1]
    assert [transaction.at for transaction in again] == [
        datetime(2026, 11, 20, 17, 2, tzinfo=UTC),
        FRIDAY - timedelta(days=400),
        FRIDAY,
    ]


def test_leaving_a_store_closes_its_database_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[Path] = []
    monkeypatch.setattr(BookStorage, "close", lambda storage: closed.append(storage.book.path))
    with Store.open(tmp_path) as store:
        assert closed == []
    assert closed == [store.path]
