"""What of TinyDB the store relies on, and that TinyDB's own operations are as durable as any transaction."""

import inspect
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.operations import delete, increment
from tinydb.storages import JSONStorage
from tinydb.table import Document, Table

from mentor_tui.store.faults import ConflictError, ReadOnlyBookError, UnstorableError
from mentor_tui.store.records import Operation, Signature
from mentor_tui.store.store import Store
from mentor_tui.store.tables import BookDatabase, BookTable

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> BookDatabase:
    return BookDatabase(tmp_path, sign=lambda: Signature(NOON, "Ana", "by hand"))


def reopened(tmp_path: Path) -> dict[str, dict[str, object]]:
    return {
        name: dict(table) for name, table in Store.open(tmp_path, readonly=True).snapshot().tables.items()
    }


def test_tinydb_reads_and_changes_documents_through_the_private_methods_we_replace() -> None:
    assert list(inspect.signature(Table._read_table).parameters) == ["self"]
    for look in (Table.get, Table.search, Table.contains, Table.__len__, Table.__iter__):
        source = inspect.getsource(look)
        assert "self._read_table(" in source or "self.get(" in source
        assert "storage.read" not in source
    assert list(inspect.signature(Table._update_table).parameters) == ["self", "updater"]
    assert list(inspect.signature(Table._get_next_id).parameters) == ["self"]
    for change in (
        Table.insert,
        Table.insert_multiple,
        Table.update,
        Table.update_multiple,
        Table.remove,
        Table.truncate,
    ):
        source = inspect.getsource(change)
        assert "self._update_table(" in source
        assert "storage.write" not in source


def test_a_stock_table_behaves_the_same_but_for_its_ids(tmp_path: Path, database: BookDatabase) -> None:
    stock = TinyDB(tmp_path / "stock.json", storage=JSONStorage)
    for each in (database, stock):
        table = each.table("t")
        table.insert_multiple({"n": number, "tags": []} for number in range(5))
        table.update({"big": True}, where("n") > 2)
        table.update(increment("n"), where("n") == 0)
        table.update(delete("tags"), where("n") == 4)
        table.update_multiple([({"first": 1}, where("n") == 1), ({"second": 2}, where("n") == 2)])
        table.remove(where("n") == 3)
        table.upsert({"n": 9}, where("n") == 9)
        table.upsert({"seen": True}, where("n") == 9)
        assert table.count(where("n") == 1) == 2
        assert not table.contains(where("n") == 3)
    assert database.table("t").all() == stock.table("t").all()
    assert list(reopened(tmp_path)["t"].values()) == stock.table("t").all()
    stock.close()


def test_natural_keys_are_kept_and_never_given_out_twice(tmp_path: Path, database: BookDatabase) -> None:
    table = database.table("t")
    table.insert(Document({"n": 1}, doc_id="ana/2026-W47"))  # type: ignore[arg-type] # TinyDB types its ids as int
    with pytest.raises(ValueError, match="already exists"):
        table.insert(Document({"n": 2}, doc_id="ana/2026-W47"))  # type: ignore[arg-type]
    first = table.insert({})
    table.remove(doc_ids=[first])
    assert table.insert({}) != first
    other = BookDatabase(tmp_path)
    assert str(other.table("t").insert({})) not in table.documents
    with pytest.raises(ValueError, match="already exists"):
        other.table("t").insert(Document({"n": 2}, doc_id="ana/2026-W47"))  # type: ignore[arg-type]
    found = table.get(doc_id="ana/2026-W47")  # type: ignore[call-overload]
    assert found == {"n": 1}


def test_each_operation_is_one_signed_transaction(tmp_path: Path, database: BookDatabase) -> None:
    table = database.table("t")
    table.insert_multiple(Document({"n": number}, doc_id=str(number)) for number in range(3))  # type: ignore[arg-type]
    table.update({"m": 1}, doc_ids=["1", "nobody"])  # type: ignore[list-item]
    table.update({"m": 1}, doc_ids=["1"])  # type: ignore[list-item] # changes nothing, writes nothing
    table.truncate()
    table.truncate()
    store = Store.open(tmp_path)
    gone, changed, added = store.transactions()
    assert (added.who, added.why, added.at) == ("Ana", "by hand", NOON)
    assert len(added.operations) == len(gone.operations) == 3
    assert changed.operations == (Operation("t", "1", {"n": 1}, {"n": 1, "m": 1}),)
    assert store.tables() == ()


def test_an_operation_that_fails_changes_nothing(tmp_path: Path, database: BookDatabase) -> None:
    table = database.table("t")
    table.insert_multiple([{"n": 1, "tags": []}, {"n": 2}])
    before = reopened(tmp_path)

    def break_off(document: dict[str, list[int]]) -> None:
        document["tags"].append(1)

    with pytest.raises(KeyError):
        table.update(break_off)  # type: ignore[arg-type]
    with pytest.raises(UnstorableError):
        table.update({"n": float("nan")})
    assert reopened(tmp_path) == before
    assert [dict(each) for each in table.all()] == list(before["t"].values())


def test_an_operation_starts_from_what_others_wrote(tmp_path: Path, database: BookDatabase) -> None:
    database.insert({"n": 1})
    other = BookDatabase(tmp_path)
    other.update(increment("n"))
    database.update(increment("n"))
    assert [dict(document) for document in database.all()] == [{"n": 3}]


def test_tables_can_be_dropped_but_not_over_a_change_by_others(
    tmp_path: Path, database: BookDatabase
) -> None:
    database.table("a").insert({"n": 1})
    database.table("b").insert({"n": 1})
    database.drop_table("a")
    database.drop_table("nobody")
    assert database.tables() == {"b"} == set(reopened(tmp_path))
    other = BookDatabase(tmp_path)
    other.table("b").update({"n": 2})
    with pytest.raises(ConflictError):
        database.drop_table("b")
    database.drop_tables()
    assert database.tables() == set()
    assert Store.open(tmp_path).last_change("b", next(iter(other.table("b").documents))) is not None


def test_the_query_cache_is_off(database: BookDatabase) -> None:
    table = database.table("t")
    assert isinstance(table, BookTable)
    table.search(where("n") == 1)
    assert len(table._query_cache) == 0


def test_a_table_needs_a_book(tmp_path: Path) -> None:
    stock = JSONStorage(str(tmp_path / "stock.json"))
    with pytest.raises(TypeError, match="needs a BookStorage"):
        BookTable(stock, "t").insert({})
    stock.close()


def test_what_an_updater_sees_is_what_it_has_made_of_the_table_so_far(database: BookDatabase) -> None:
    table = database.table("t")
    table.insert_multiple([Document({"n": number}, doc_id=str(number)) for number in (1, 2, 3)])  # type: ignore[arg-type] # TinyDB types ids as int
    seen: list[list[str]] = []

    def update(documents: Any) -> None:  # noqa: ANN401 - as TinyDB has it
        del documents["2"]
        documents["4"] = {"n": 4}
        documents["1"] = {"n": 5}
        seen.append(list(documents))
        assert len(documents) == 3
        assert ("2" in documents, "4" in documents, "9" in documents) == (False, True, False)
        del documents["4"]
        seen.append(list(documents))
        with pytest.raises(KeyError):
            del documents["4"]
        with pytest.raises(KeyError):
            documents["2"]

    table._update_table(update)
    assert seen == [["1", "3", "4"], ["1", "3"]]
    assert {str(document.doc_id): document["n"] for document in table} == {"1": 5, "3": 3}


AT: dict[str, Any] = {"at": NOON, "who": "Ana", "why": "logged"}


def test_a_reading_is_one_state_of_all_tables_and_stays_as_it_is(tmp_path: Path) -> None:
    store, other = Store.open(tmp_path), Store.open(tmp_path)
    with store.transaction(**AT) as db:
        db.table("t").replace("1", {"n": 1}, expected=None)
        db.table("s").replace("1", {"n": 1}, expected=None)
    with store.reading() as db:
        with other.transaction(**AT) as theirs:
            theirs.table("t").replace("1", {"n": 2}, expected={"n": 1})
        store.refresh()
        assert db.table("t").at("1") == {"n": 1}
        assert db.table("t").search(where("n") == 1) == [{"n": 1}]
        assert [db.table(name).version for name in ("t", "s", "none")] == [(0, 1), (0, 1), (0, 0)]
        with pytest.raises(ReadOnlyBookError):
            db.table("t").insert({})
    with store.reading() as db:
        assert db.table("t").at("1") == {"n": 2}
        assert [db.table(name).version for name in ("t", "s")] == [(0, 2), (0, 1)]
        assert db.table("t").at("2") is None
    assert Store.open(tmp_path).reading().table("s").version == (0, 1)
    other.compact(**AT)
    store.refresh()
    assert store.reading().table("s").version == (1, 2)


def test_a_transaction_is_one_line_that_sees_its_own_changes_alone(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    with store.transaction(**AT, user="ana") as db:
        table = db.table("t")
        table.replace("1", {"n": 1}, expected=None)
        table.replace("1", {"n": 2, "m": 0}, expected={"n": 1})
        table.insert(Document({"n": 3}, doc_id="3"))  # type: ignore[arg-type] # TinyDB types its ids as int
        table.update(increment("n"), where("n") == 3)
        assert [dict(document) for document in table.all()] == [{"n": 2, "m": 0}, {"n": 4}]
        assert db.tables() == {"t"}
        assert store.tables() == ()
    (done,) = store.transactions()
    assert (db.done, done.why, done.user) == (done, "logged", "ana")
    assert reopened(tmp_path) == {"t": {"1": {"n": 2, "m": 0}, "3": {"n": 4}}}
    with store.transaction(**AT) as db:
        db.table("t").replace("1", {"n": 5}, expected={"m": 0, "n": 2})
        db.table("t").replace("3", None, expected={"n": 4})
    assert reopened(tmp_path) == {"t": {"1": {"n": 5}}}
    with store.transaction(**AT) as db:
        pass
    assert db.done is None
    assert store.number == 2


def test_a_transaction_that_breaks_off_or_meets_another_leaves_nothing(tmp_path: Path) -> None:
    store, other = Store.open(tmp_path), Store.open(tmp_path)
    store.database.table("t").replace("1", {"n": 1}, expected=None)

    def write(to: Store, table: str, expected: Any = None) -> None:  # noqa: ANN401 - a document
        with to.transaction(**AT) as db:
            db.table("s").replace("1", {"n": 1}, expected=None)
            db.table(table).replace("1", {"n": 9}, expected=expected)
            raise KeyError

    with pytest.raises(KeyError):
        write(store, "s", {"n": 1})
    with pytest.raises(ConflictError) as caught:
        write(other, "t")
    assert (caught.value.present, caught.value.wanted) == ({"n": 1}, {"n": 9})
    with pytest.raises(UnstorableError), store.transaction(**AT) as db:
        db.table("t").replace("2", {"n": float("nan")}, expected=None)
    with (
        pytest.raises(RuntimeError, match="inside another one"),
        store.transaction(**AT),
        store.transaction(**AT),
    ):
        pass
    assert reopened(tmp_path) == {"t": {"1": {"n": 1}}} == {"t": dict(store.table("t"))}
    assert store.number == 1
