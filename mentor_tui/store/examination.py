"""Looking at every line of a book, also behind one that is damaged.

Reading a book stops at the first line that does not fit. Here every line is judged by itself: it is good if its seal
fits the seal that stands in the line before, or in one of the damaged lines before it, whatever else those say. So a
damaged line costs itself alone, and lines that were put in or doubled cost nothing; a lost line, or a lost end of a
line, costs its neighbour too.
"""

import gc
import re
from binascii import crc32
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from mentor_tui.collector import no_collection
from mentor_tui.store.copies import read_to_end
from mentor_tui.store.faults import BookError, DamagedBookError, disk_fault
from mentor_tui.store.generations import kept_path
from mentor_tui.store.lock import Mark
from mentor_tui.store.reading import FORMAT, MUCH, Schema, first_place
from mentor_tui.store.records import Draft, Snapshot
from mentor_tui.store.seals import SEALED_FROM, seal_of, stored_seal

_UNFIT = "its checksum does not fit what it says"
_NO_SEAL = "00000000"
_SEALS = 8
_SEAL = re.compile(rb'\["([0-9a-f]{8})",')
_NAMES = re.compile(r'(?<=[\[,])\["([^"\\]+)","([^"\\]+)",')


@dataclass(frozen=True, slots=True)
class LineFault:
    """A line that is not what was written, or lines that are missing.

    Attributes:
        line: Counted from 1.
        cause: What is wrong.
        documents: Table and key of what it changed and no good line after it did, as far as that can still be read.
    """

    line: int
    cause: str
    documents: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the first line says, or what must be supposed where it is damaged.

    Attributes:
        base: The last change that went into the opening lines; -1 while that is not known.
        follows: The seal at the end of the generation before, as text.
        whole: Whether it is what was written.
    """

    generation: int = 1
    schema: int = 1
    base: int = 0
    opening: int = 0
    follows: str = _NO_SEAL
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Examination:
    """What every line of a book says.

    Attributes:
        path: The file.
        lines: How many there are.
        number: The last change in them; 0 if there is none.
        given: The last change that was ever confirmed, which may be lost.
        snapshot: What the good lines add up to.
        faults: What is damaged or missing, in order of line.
        bad: The lines that are left out.
        torn: Whether it ends in a write that was never finished: no damage, the next write cuts it off.
        beginning: Its first line.
        supplied: What the book opens with, where that had to be taken from the generation before it.
    """

    path: Path
    lines: int = 0
    number: int = 0
    given: int = 0
    snapshot: Snapshot = field(default_factory=lambda: Snapshot(0, {}))
    faults: tuple[LineFault, ...] = ()
    bad: frozenset[int] = frozenset()
    torn: bool = False
    beginning: Beginning = Beginning()
    supplied: Snapshot | None = None

    @property
    def appended(self) -> int:
        """The changes since the book was begun or last rewritten."""
        return self.number - max(self.beginning.base, 0)


def examine(path: Path, mark: Mark | None, schema: Schema) -> Examination:
    """Look at every line.

    Args:
        path: The book, or a copy of one.
        mark: The last change that was confirmed; None if that is not known.
        schema: What documents are led to.

    Raises:
        NewerBookError: If it was written by a newer program.
        BookError: If it cannot be read.
    """
    try:
        with path.open("rb", buffering=1 << 18) as file:
            return _Examiner(path, file, mark, schema).examination()
    except FileNotFoundError:
        if mark is None or not mark.number:
            return Examination(path)
        gone = LineFault(1, f"the file is gone; it held changes up to {mark.number}")
        return Examination(path, given=mark.number, faults=(gone,))
    except OSError as error:
        raise disk_fault(path, "read", error) from error


class _Examiner:
    def __init__(self, path: Path, file: BinaryIO, mark: Mark | None, schema: Schema) -> None:
        self.path, self.file, self.mark, self.schema = path, file, mark, schema
        self.draft = Draft({})
        self.bad: dict[int, str] = {}
        self.others: list[LineFault] = []
        self.lost: dict[tuple[str, str], int] = {}
        self.opened = 0
        self.begun = False
        self.supplied: Snapshot | None = None
        self.head = Beginning()
        self.number = 0

    def examination(self) -> Examination:
        first = self.file.readline()
        self.head = self._head(first)
        self.number = max(self.head.base, 0)
        with no_collection():
            last = self._lines(first) if first else 0
            if self.file.tell() > MUCH:
                gc.freeze()
        torn = self._torn(last)
        if not self.begun:
            self._begin(last + 1)
        given = self._missing(last, torn=torn)
        faults = [
            *self.others,
            *(
                LineFault(line, cause, tuple(one for one, at in self.lost.items() if at == line))
                for line, cause in self.bad.items()
            ),
        ]
        return Examination(
            path=self.path,
            lines=last,
            number=self.number,
            given=given,
            snapshot=Snapshot(self.number, self.draft.tables()),
            faults=tuple(sorted(faults, key=lambda fault: fault.line)),
            bad=frozenset(self.bad),
            torn=torn,
            beginning=self.head,
            supplied=self.supplied,
        )

    def _head(self, raw: bytes) -> Beginning:
        self.file.seek(0)
        try:
            if not first_place(self.path, self.file, self.mark, self.schema).line:
                return Beginning(schema=self.schema.version)
        except DamagedBookError as error:
            self.bad[1] = error.cause
        finally:
            self.file.seek(len(raw))
        try:
            _, base, _, _, _, notes, _ = orjson.loads(raw)
            head = Beginning(
                notes["generation"],
                notes["schema"],
                base,
                notes["opening"],
                notes["follows"],
                1 not in self.bad,
            )
            amounts = (head.generation - 1, head.schema - 1, base, head.opening, int(head.follows, 16))
            if head.whole or (
                min(amounts) >= 0 and (notes["format"], head.schema) <= (FORMAT, self.schema.version)
            ):
                return head
        except (ValueError, LookupError, TypeError):
            pass
        generation = self.mark.generation if self.mark else 1
        return Beginning(generation, self.schema.version, -1 if generation > 1 else 0)

    def _lines(self, first: bytes) -> int:
        """Go through all lines after the first; the number of the last one."""
        seals, computed = _seals_in(first), crc32(first[SEALED_FROM:-1])
        line, doubtful = 1, first if 1 in self.bad else b""
        for line, raw in enumerate(self.file, 2):
            fits = any(seal_of(raw, seal) is not None for seal in seals)
            if not fits and doubtful and seal_of(raw, computed) is not None:
                # What the line before says is whole: this one fits the seal that it should have had.
                fits = True
                self._rescue(line - 1, doubtful)
            if fits:
                self._accept(line, raw)
                seals, doubtful = [stored_seal(raw)], b""
                continue
            self.bad[line] = _UNFIT
            self.lost |= dict.fromkeys(documents_in(raw), line)
            computed = crc32(raw[SEALED_FROM:-1], seals[-1] if seals else 0)
            seals, doubtful = [*seals, *_seals_in(raw)][-_SEALS:], raw
        return line

    def _rescue(self, line: int, raw: bytes) -> None:
        del self.bad[line]
        self.lost = {one: at for one, at in self.lost.items() if at != line}
        self.others.append(LineFault(line, "its checksum is damaged, but what it says is whole"))
        if line > 1:
            self._accept(line, raw)

    def _accept(self, line: int, raw: bytes) -> None:
        try:
            fields = orjson.loads(raw)
            number, rows = fields[1], self.schema.rows_from(self.head.schema, fields[6])
            if not self.begun and (self.head.base < 0 or number > self.head.base):
                self._begin(line, number)
            if self.begun and number <= self.number:
                self.bad[line] = f"number {number} comes a second time"
                return
            self.draft.play(rows)
        except (ValueError, LookupError, TypeError) as error:
            self.bad[line] = f"it is sealed, but cannot be read ({error})"
            return
        self.opened += not self.begun
        self.number = number
        for table, key, *_ in rows if self.lost else ():
            self.lost.pop((table, key), None)

    def _begin(self, line: int, number: int = 0) -> None:
        """The opening lines are over; where some are lost, the generation before this one ends with the same."""
        head = self.head
        if head.base >= 0 and self.opened >= head.opening:
            self.begun = True
            return
        before = self._generation_before()
        if before is not None:
            self.supplied, self.draft, self.lost = before, Draft(before.tables), {}
            self.head = Beginning(
                head.generation, head.schema, before.number, head.opening, head.follows, head.whole
            )
            self.number = before.number
        elif head.base < 0:
            # Nothing is known of the beginning: what the book opens with comes first.
            self.head = Beginning(head.generation, head.schema, number, 0)
            self.number = number
            return
        elif not self.bad:
            missing = head.opening - self.opened
            self.others.append(LineFault(line, f"{missing} of its opening lines are missing"))
        self.begun = before is None or number != before.number

    def _generation_before(self) -> Snapshot | None:
        head, known = self.head, self.schema.version
        try:
            place, snapshot = read_to_end(kept_path(self.path, head.generation - 1), self.schema)
        except BookError:
            return None
        fits = head.base in {-1, place.number} and head.follows in {f"{place.seal:08x}", _NO_SEAL}
        return snapshot if fits and head.schema == known == place.schema else None

    def _torn(self, last: int) -> bool:
        """Whether the last line is what is left of a write that was never confirmed."""
        if self.bad.get(last) != _UNFIT:
            return False
        self.file.seek(-1, 2)
        if self.file.read(1) == b"\n" and self._confirmed() > self.number:
            return False
        del self.bad[last]
        self.lost = {one: at for one, at in self.lost.items() if at != last}
        return True

    def _confirmed(self) -> float:
        if self.mark is None:
            return float("inf")
        return self.mark.number if self.mark.generation >= self.head.generation else self.head.base

    def _missing(self, last: int, *, torn: bool) -> int:
        """The last change ever confirmed; says so where neither it nor a damaged line in its place is there."""
        given = max(self.number, int(self._confirmed()) if self.mark else 0)
        ending = 0
        while last - ending in self.bad:
            ending += 1
        older = self.mark is not None and self.mark.generation > self.head.generation
        if given > self.number + ending or older:
            cause = f"the book ends after change {self.number}, but change {given} had been written"
            self.others.append(LineFault(last + (not torn), cause))
        return given


def _seals_in(raw: bytes) -> list[int]:
    """The seals in a line; more than one where the end of a line was lost."""
    found = [stored_seal(raw), *(int(inner, 16) for inner in _SEAL.findall(raw, SEALED_FROM))]
    return [seal for seal in found if seal >= 0]


def documents_in(raw: bytes) -> Iterator[tuple[str, str]]:
    """Table and key of the documents that a line changes, as far as a damaged one can be read."""
    try:
        rows: list[Any] = orjson.loads(raw)[6]
        names = [(str(table), str(key)) for table, key, *_ in rows]
    except (ValueError, LookupError, TypeError):
        names = [(found[1], found[2]) for found in _NAMES.finditer(raw.decode(errors="replace"))]
    yield from names
