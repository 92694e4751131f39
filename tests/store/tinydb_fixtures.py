"""The `conftest.py` under which TinyDB's own tests run on a book: their `db` fixture, and a list of what came out.

It is copied over theirs. Tests that do not ask for `db` say nothing about a storage and are passed over.
"""

import os
from pathlib import Path

import pytest
from tinydb.table import Table

from mentor_tui.store.tables import BookDatabase, BookTable


class CountingTable(BookTable):
    """A table whose keys are whole numbers in a row, as TinyDB's tests write them down."""

    document_id_class = int  # type: ignore[assignment] # TinyDB's own

    _get_next_id = Table._get_next_id


class CountingDatabase(BookDatabase):
    """A book of such tables."""

    table_class = CountingTable


@pytest.fixture(params=[CountingDatabase, BookDatabase], ids=["numbers", "text"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> BookDatabase:
    """The database that TinyDB's fixture of this name makes, on a book."""
    database: BookDatabase = request.param(tmp_path)
    database.drop_tables()
    database.insert_multiple({"int": 1, "char": char} for char in "abc")
    return database


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that ask for `db`."""
    items[:] = [item for item in items if "db" in getattr(item, "fixturenames", ())]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Write down each test's name and outcome."""
    if report.when == "call" or report.failed:
        with Path(os.environ["OUTCOMES"]).open("a", encoding="utf-8") as file:
            file.write(f"{report.nodeid.rpartition('/')[2]} {report.outcome}\n")
