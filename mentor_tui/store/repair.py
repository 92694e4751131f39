"""Writing a book anew from the lines that are good, and keeping the one that was there.

A line that is left out gets an empty one in its place, so that no number is given out twice and the history says where
something is missing. Good lines are taken over as they are; only their seals are new.
"""

from binascii import crc32
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mentor_tui.store import disk
from mentor_tui.store.copies import read_to_end
from mentor_tui.store.examination import Examination, examine
from mentor_tui.store.faults import BookError, disk_fault
from mentor_tui.store.generations import BOOK_NAME, HISTORY_NAME, keep, opening_rows
from mentor_tui.store.lock import Mark, held, read_mark
from mentor_tui.store.reading import FORMAT, Schema, Step
from mentor_tui.store.records import Signature
from mentor_tui.store.seals import SEALED_FROM, sealed
from mentor_tui.store.tables import PATIENCE

_LONGEST_GAP = 1_000_000
"""A mark that is further ahead of its book than this is damaged itself."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a repair did.

    Attributes:
        examination: What the lines were made of.
        kept: Where the file that was there is now; None if there was none.
        number: The last change of the new book.
    """

    examination: Examination
    kept: Path | None
    number: int


def look(folder: Path, steps: Sequence[Step] = ()) -> Examination:
    """Look at every line of the book in a folder, without changing anything.

    Raises:
        NewerBookError: If it was written by a newer program.
        BookError: If it cannot be read.
    """
    return examine(folder / BOOK_NAME, read_mark(folder / f"{BOOK_NAME}.lock"), Schema(tuple(steps)))


def look_at_kept(folder: Path, steps: Sequence[Step] = ()) -> Iterator[Examination]:
    """The same for each earlier generation that is kept; they hold history alone."""
    stem, suffix = BOOK_NAME.split(".")
    for path in sorted((folder / HISTORY_NAME).glob(f"{stem}-[0-9][0-9][0-9][0-9][0-9][0-9].{suffix}")):
        yield examine(path, None, Schema(tuple(steps)))


def rebuild(
    folder: Path,
    *,
    at: datetime,
    who: str,
    source: Path | None = None,
    steps: Sequence[Step] = (),
    patience: float = PATIENCE,
) -> Rebuilt:
    """Put a new book with every good line in the place of the one in a folder, which is kept in the history folder.

    Args:
        folder: Where the book is.
        at: Now, with a time zone.
        who: The person who does it.
        source: The file whose lines are taken; the book itself where it is left out.
        steps: As for a store.
        patience: Seconds to wait for another writer.

    Raises:
        NewerBookError: If it was written by a newer program.
        BookError: If no line can be saved, or the new book cannot be written; the old one stands then.
    """
    book, schema = folder / BOOK_NAME, Schema(tuple(steps))
    fresh = book.with_suffix(".new")
    with held(folder / f"{BOOK_NAME}.lock", patience) as lock:
        mark = lock.mark()
        examined = examine(source or book, None if source else mark, schema)
        if not examined.number and not examined.snapshot.tables:
            raise BookError(
                f"{examined.path}: no line of it can be saved.",
                hint="Restore a backup: `mentor-tui restore`.",
            )
        kept = _free_name(folder / HISTORY_NAME, f"damaged-{at:%Y-%m-%d-%H%M%S}") if book.exists() else None
        try:
            _write(fresh, examined, mark, Signature(at, who, ""))
            place, _ = read_to_end(fresh, schema)
            if kept is not None:
                keep(book, kept)
            fresh.replace(book)
            disk.sync_folder(folder)
            lock.confirm(Mark(place.generation, place.number), durable=True)
        except OSError as error:
            raise disk_fault(book, "written anew", error) from error
        finally:
            fresh.unlink(missing_ok=True)
    return Rebuilt(examined, kept, place.number)


def _write(path: Path, examined: Examination, mark: Mark | None, signature: Signature) -> None:
    seal = 0
    with path.open("wb", buffering=1 << 18) as file:
        for body in _bodies(examined, mark, signature):
            seal = crc32(body, seal)
            file.write(b'["%08x"%b\n' % (seal, body))
        file.flush()
        disk.sync(file.fileno())


def _bodies(examined: Examination, mark: Mark | None, signature: Signature) -> Iterator[bytes]:
    """What stands behind the seal, line by line."""
    head = examined.beginning
    opening = list(_opening(examined, signature))
    generation = head.generation
    if mark is not None and mark.generation > generation:
        # It is not what the kept generations lead to, so it must not pass for one of them.
        generation = mark.generation + 1
    notes = {
        "format": FORMAT,
        "schema": head.schema,
        "generation": generation,
        "opening": len(opening),
        "follows": head.follows,
    }
    base = max(head.base, 0)
    yield _body(base, signature, notes, [])
    yield from opening
    number = base
    for found, body in _good(examined):
        if found > base:
            yield from (_gap(missing, signature) for missing in range(number + 1, found))
            number = found
            yield body
    given = max(examined.given, mark.number if mark else 0)
    if given - number <= _LONGEST_GAP:
        yield from (_gap(missing, signature) for missing in range(number + 1, given + 1))


def _opening(examined: Examination, signature: Signature) -> Iterator[bytes]:
    base = max(examined.beginning.base, 0)
    if examined.supplied is not None:
        for rows in opening_rows(examined.supplied):
            yield _body(base, signature, {}, rows)
        return
    for number, body in _good(examined):
        if number > base:
            return
        yield body


def _good(examined: Examination) -> Iterator[tuple[int, bytes]]:
    """Number and body of each good line after the first."""
    with examined.path.open("rb", buffering=1 << 18) as file:
        for line, raw in enumerate(file, 1):
            if 1 < line <= examined.lines - examined.torn and line not in examined.bad:
                body = raw[SEALED_FROM:-1]
                yield int(body[1 : body.index(b",", 1)]), body


def _gap(number: int, signature: Signature) -> bytes:
    return _body(
        number, Signature(signature.at, signature.who, f"change {number} was damaged and left out"), {}, []
    )


def _body(number: int, signature: Signature, notes: dict[str, object], rows: list[list[object]]) -> bytes:
    return sealed(number, signature, notes, rows, 0)[0][SEALED_FROM:-1]


def _free_name(folder: Path, name: str) -> Path:
    stem, suffix = BOOK_NAME.split(".")
    path, count = folder / f"{stem}-{name}.{suffix}", 1
    while path.exists():
        count += 1
        path = folder / f"{stem}-{name}-{count}.{suffix}"
    return path
