"""A small book: one rewriting and ten transactions; and what is done to the files of any book."""

import re
from binascii import crc32
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from mentor_tui.store.lock import Mark, lock_path, mark_path, read_mark, write_mark
from mentor_tui.store.records import Operation, Signature
from mentor_tui.store.seals import LINKED, SEALED_FROM, content_of, sealed
from mentor_tui.store.store import Store

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def log(store: Store, number: int) -> None:
    """One transaction on three documents."""
    operations = [
        Operation("t", f"{number}.{n}", None, {"number": number, "text": "Zürich ✔"}) for n in range(3)
    ]
    store.commit(operations, at=NOON, who="Ana", why=f"logged {number}")


def make_small_book(folder: Path) -> Path:
    """Line 1, one opening line, lines 3 to 7; five more transactions are in the kept generation."""
    store = Store.open(folder)
    for number in range(1, 6):
        log(store, number)
    store.compact(at=NOON, who="Ana", why="tidied")
    for number in range(6, 11):
        log(store, number)
    return folder


def whole_lines(part: bytes, whole: bytes, start: int = 0) -> int:
    """How many whole lines a beginning of a book holds behind a place; the line end of the last may be missing."""
    missing = whole[len(part) : len(part) + 1] == b"\n"
    return part[start:].count(b"\n") + (missing and len(part) >= start)


def set_mark(folder: Path, number: int, generation: int = 0, whole: bytes = b"") -> None:
    """Let the mark name another change; `whole` is the book that there will be where there is none yet."""
    book = folder / "book.jsonl"
    now = Mark(1, 0, orjson.loads(whole.splitlines()[0])[5]["book"]) if whole else read_mark(book)
    assert now is not None
    write_mark(book, now._replace(number=number, generation=generation or now.generation))


def seal_and_seed(book: Path) -> tuple[int, int]:
    """The seals of the last line of a book and of its first."""
    lines = book.read_bytes().splitlines()
    return int(lines[-1][2:10], 16), int(lines[0][2:10], 16)


def append(book: Path, number: int, rows: Any, **fields: Any) -> None:  # noqa: ANN401 - whatever a line may hold
    """Append a line that is sealed, whatever it says; `fields` are at, who, why and notes."""
    content = content_of(number, Signature(NOON, "Ana", "odd"), {}, rows)
    if fields:
        said = orjson.loads(b"[%b]" % content[1:])
        for place, name in enumerate(("at", "who", "why", "notes"), 1):
            said[place] = fields.get(name, said[place])
        content = b"," + orjson.dumps(said)[1:-1]
    line, _ = sealed(content, *seal_and_seed(book))
    with book.open("ab") as file:
        file.write(line)


def as_format_1(folder: Path) -> Path:
    """Write all files of a folder as the program did before format 2."""
    last = b"00000000"
    generations = [*sorted((folder / "history").glob("book-[0-9]*.jsonl")), folder / "book.jsonl"]
    for path in generations:
        seal, lines = 0, []
        for index, line in enumerate(path.read_bytes().splitlines()):
            body = line[SEALED_FROM:-LINKED] + b"]" if index else line[SEALED_FROM:]
            body = re.sub(rb'"format":2', b'"format":1', re.sub(rb',"book":"[0-9a-f]*"', b"", body))
            if not index:
                body = re.sub(rb'"follows":"[0-9a-f]{8}"', b'"follows":"%b"' % last, body)
            body = re.sub(rb'\{"opening":\[[0-9]+,[0-9]+\]\}', b"{}", body)
            seal = crc32(body, seal)
            lines.append(b'["%08x"%b\n' % (seal, body))
        last = b"%08x" % seal
        path.unlink()
        path.write_bytes(b"".join(lines))
    mark = read_mark(folder / "book.jsonl")
    if mark is not None:
        mark_path(folder / "book.jsonl").unlink()
        lock_path(folder / "book.jsonl").write_bytes(
            b"%010d %020d\n" % (mark.generation, mark.number) + b"process 1 on a-shop".ljust(63) + b"\n"
        )
    return folder
