"""What a repair saves of a book that somebody or something has damaged: a table of damage, recovered, possible.

Possible are the changes that still stand in the file, whole but for line ends and checksums, whoever reads it.
"""

import random
from collections.abc import Callable
from pathlib import Path

from mentor_tui.store.lock import mark_path
from mentor_tui.store.records import Operation
from mentor_tui.store.repair import look, rebuild
from mentor_tui.store.store import Store
from tests.store.book_trials import NOON, LostError
from tests.store.small_book import as_format_1

CHANGES = 224

Lines = list[bytes]
Damage = Callable[[Lines, random.Random], tuple[bytes, int]]
"""Makes damaged bytes of the lines of a book, and says how many of its changes still stand in them."""


def _joined(lines: Lines, lost: int = 0) -> tuple[bytes, int]:
    return b"".join(lines), CHANGES - lost


def _edited(lines: Lines, rng: random.Random) -> tuple[bytes, int]:
    return _all_edited(lines, [rng.randrange(1, CHANGES)])


def _all_edited(lines: Lines, which: list[int]) -> tuple[bytes, int]:
    edited = [
        line.replace(b'"hours":', b'"hourz":') if at in which else line for at, line in enumerate(lines)
    ]
    return _joined(edited, len(which))


def _without(lines: Lines, which: set[int]) -> tuple[bytes, int]:
    return _joined([line for at, line in enumerate(lines) if at not in which], len(which - {0}))


def _exchanged(lines: Lines, rng: random.Random) -> tuple[bytes, int]:
    for _ in range(20):
        one, two = rng.randrange(1, len(lines)), rng.randrange(1, len(lines))
        lines[one], lines[two] = lines[two], lines[one]
    return _joined(lines)


def _half_first(lines: Lines, _: random.Random) -> tuple[bytes, int]:
    middle = len(lines) // 2
    return _joined([*lines[middle:], *lines[:middle]])


def _zeros(lines: Lines, rng: random.Random) -> tuple[bytes, int]:
    """A block of a disk that was never written."""
    whole = b"".join(lines)
    start = rng.randrange(len(lines[0]) + 512, len(whole) - 2048)
    hit = whole[:start].count(b"\n"), whole[: start + 511].count(b"\n")
    return whole[:start] + bytes(512) + whole[start + 512 :], CHANGES - (hit[1] - hit[0] + 1)


def _seals(lines: Lines, rng: random.Random) -> tuple[bytes, int]:
    """The checksum of a line; what it says stands there whole."""
    at = rng.randrange(1, CHANGES)
    lines[at] = b'["00000000"' + lines[at][11:]
    return _joined(lines)


def _pasted(lines: Lines, rng: random.Random) -> tuple[bytes, int]:
    at = rng.randrange(2, CHANGES)
    return _joined([*lines[:at], *lines[at - 1 : at + 20], b"notes of my own\n", *lines[at:]])


def _joined_lines(lines: Lines, rng: random.Random) -> tuple[bytes, int]:
    at = rng.randrange(2, CHANGES)
    return _joined([*lines[:at], lines[at][:-1], *lines[at + 1 :]])


DAMAGES: dict[str, Damage] = {
    "nothing": lambda lines, _: _joined(lines),
    "line ends of Windows": lambda lines, _: _joined([line[:-1] + b"\r\n" for line in lines]),
    "the same, and a mark of UTF-8 before it": lambda lines, _: _joined(
        [b"\xef\xbb\xbf", *(line[:-1] + b"\r\n" for line in lines)]
    ),
    "no line end behind the last": lambda lines, _: _joined([*lines[:-1], lines[-1][:-1]]),
    "spaces behind each line": lambda lines, _: _joined([line[:-1] + b"  \n" for line in lines]),
    "an empty line after each": lambda lines, _: _joined([line + b"\n" for line in lines]),
    "40 lines exchanged": _exchanged,
    "the second half before the first": _half_first,
    "the first line lost": lambda lines, _: _without(lines, {0}),
    "the first line edited": lambda lines, _: _joined([lines[0].replace(b"Ana", b"Eva"), *lines[1:]]),
    "the first ten lines lost": lambda lines, _: _without(lines, set(range(10))),
    "a middle line lost": lambda lines, rng: _without(lines, {rng.randrange(2, CHANGES)}),
    "a middle line edited": _edited,
    "every tenth line edited": lambda lines, _: _all_edited(lines, list(range(10, CHANGES, 10))),
    "the last line edited": lambda lines, _: _all_edited(lines, [CHANGES]),
    "the last line cut short": lambda lines, _: _joined([*lines[:-1], lines[-1][:-9]], 1),
    "the last ten lines lost": lambda lines, _: _without(lines, set(range(CHANGES - 9, CHANGES + 1))),
    "a line end lost": _joined_lines,
    "a checksum overwritten": _seals,
    "lines pasted twice, and others": _pasted,
    "512 bytes of zeros": _zeros,
}


def make(folder: Path) -> bytes:
    """A book of so many changes, each on a document of its own; its bytes."""
    store = Store.open(folder)
    for number in range(1, CHANGES + 1):
        operation = Operation("t", str(number), None, {"hours": number, "note": "é" * (number % 40)})
        store.commit([operation], at=NOON, who="Ana", why=f"logged {number}")
    return store.path.read_bytes()


def recovered(folder: Path, damaged: bytes) -> int:
    """How many changes are there after a repair.

    Raises:
        LostError: If something is there that was never written, or is not sound after it.
    """
    book = folder / "book.jsonl"
    book.write_bytes(damaged)
    if look(folder).faults:
        rebuild(folder, at=NOON, who="Bo")
    store = Store.open(folder)
    for key, document in store.table("t").items():
        if document != {"hours": int(key), "note": "é" * (int(key) % 40)}:
            raise LostError(f"change {key} came back as {document}")
    if look(folder).faults or store.number != CHANGES:
        raise LostError(f"it is not sound after the repair: {look(folder).faults}")
    said = {change.number for change in store.transactions() if change.operations}
    if said != {int(key) for key in store.table("t")}:
        raise LostError("the history says something else than the documents")
    return len(store.table("t"))


def table(folder: Path) -> list[tuple[str, int, int, int, int]]:
    """For each damage: recovered and possible, in this format and in format 1."""
    rows = []
    begun = {2: folder / "2", 1: folder / "1"}
    for path in begun.values():
        make(path)
    as_format_1(begun[1])
    files = {
        number: {each: each.read_bytes() for each in path.iterdir() if each.is_file()}
        for number, path in begun.items()
    }
    for name, damage in DAMAGES.items():
        figures: list[int] = []
        for number, path in begun.items():
            mark_path(path / "book.jsonl").unlink(missing_ok=True)
            for each, content in files[number].items():
                each.write_bytes(content)
            lines = files[number][path / "book.jsonl"].splitlines(keepends=True)
            damaged, possible = damage(lines, random.Random(CHANGES))  # noqa: S311 - the same damage again
            figures += [recovered(path, damaged), possible]
        rows.append((name, *figures))
    return rows  # type: ignore[return-value] # two figures for each of two formats


def recovery(folder: Path) -> str:
    """Damage a book in every way, repair it, and print what was saved."""
    rows = table(folder)
    print(f"  {'damage':42} recovered possible   (format 1: recovered possible)")  # noqa: T201 - of a script
    for name, *figures in rows:
        print("  {:42} {:9} {:8}   {:20} {:8}".format(name, *figures))  # noqa: T201 - the same
    if short := [name for name, saved, possible, *_ in rows if saved < possible]:
        raise LostError(f"less was saved than possible: {', '.join(short)}")
    return f"{len(rows)} kinds of damage: all that still stood in the file was saved"
