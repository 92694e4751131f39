"""The same logbook in SQLite, as someone would write it who had not thought of a book: the peer to be held against.

A sheet is a row, each of its work lines is one, and a table of changes keeps who, when, why, old and new, since a book
does. The journal is a write-ahead log, and every transaction is synced.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from mentor_tui.store.records import Document, Operation

_TABLES = """
CREATE TABLE apprentice (key TEXT PRIMARY KEY, document TEXT) WITHOUT ROWID;
CREATE TABLE sheet (
  apprentice TEXT, week TEXT, placement TEXT, state TEXT, by TEXT, at TEXT,
  PRIMARY KEY (apprentice, week, placement)) WITHOUT ROWID;
CREATE TABLE line (
  apprentice TEXT, week TEXT, placement TEXT, position INTEGER, kind TEXT, area TEXT, minutes INTEGER,
  PRIMARY KEY (apprentice, week, placement, position)) WITHOUT ROWID;
CREATE TABLE change (number INTEGER, at TEXT, who TEXT, why TEXT, name TEXT, key TEXT, old TEXT, new TEXT);
"""


_MANY = 5000


class SqliteLogbook:
    """A logbook in one database file."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        self._number = 0
        if not self._database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            self._database.executescript(_TABLES)

    def fill(self, documents: Iterable[tuple[str, str, Document]]) -> None:
        """Write everything, many documents at a time, and the log of it back into the database."""
        operations = (Operation(table, key, None, document) for table, key, document in documents)
        while part := list(islice(operations, _MANY)):
            self.commit(part)
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def commit(self, operations: Sequence[Operation]) -> None:
        """Do all operations or none, durable when this returns."""
        self._number += 1
        run = self._database.execute
        run("BEGIN IMMEDIATE")
        for each in operations:
            if each.table.startswith("sheets/"):
                self._put(each)
            elif each.after is not None:
                run(
                    "INSERT OR REPLACE INTO apprentice VALUES (?, ?)",
                    (f"{each.table}/{each.key}", orjson.dumps(each.after)),
                )
            change = (each.table, each.key, _text(each.before), _text(each.after))
            run(
                "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (self._number, "2026-11-20T17:00:00+00:00", "bench", "logged", *change),
            )
        run("COMMIT")

    def hours(self) -> list[Any]:
        """Minutes by apprentice and area."""
        return self._database.execute(
            "SELECT apprentice, area, sum(minutes) FROM line GROUP BY apprentice, area"
        ).fetchall()

    def everything(self) -> dict[tuple[str, str, str], tuple[Any, list[Any]]]:
        """All sheets with their lines, as a roster needs them."""
        run = self._database.execute
        found = {row[:3]: (row[3:], list[Any]()) for row in run("SELECT * FROM sheet")}
        for row in run("SELECT * FROM line"):
            found[row[:3]][1].append(row[3:])
        return found

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _put(self, each: Operation) -> None:
        run, old, new = self._database.execute, each.before, each.after
        key = (each.table.partition("/")[2], *each.key.split("/"))
        if old is not None:
            run("DELETE FROM line WHERE apprentice = ? AND week = ? AND placement = ?", key)
        if new is None:
            run("DELETE FROM sheet WHERE apprentice = ? AND week = ? AND placement = ?", key)
            return
        signed: Mapping[str, Any] = new["sign_off"]
        run(
            "INSERT OR REPLACE INTO sheet VALUES (?, ?, ?, ?, ?, ?)",
            (*key, signed["state"], signed["by"], signed["at"]),
        )
        rows = [
            (*key, number, line["kind"], line["area"], line["minutes"])
            for number, line in enumerate(new["lines"])
        ]
        self._database.executemany("INSERT INTO line VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _text(document: Document | None) -> bytes | None:
    return None if document is None else orjson.dumps(document)
