"""What all good lines of a book add up to, and what is missing between them.

Reading a book stops at the first line that does not fit. Here the good lines (`proved`) are put in the order
of their numbers and played, wherever they stand; what is damaged, missing or out of place is named.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from mentor_tui.collector import no_collection
from mentor_tui.store import disk
from mentor_tui.store.faults import BookError, disk_fault
from mentor_tui.store.generations import HISTORY_NAME, kept_path
from mentor_tui.store.history import read_to_end
from mentor_tui.store.lock import Mark
from mentor_tui.store.proved import FIRST, UNREADABLE, LineFault, Piece, ProvedLines, fields_of
from mentor_tui.store.reading import BEGINNING, Head, Position, Schema, head_in, may_begin
from mentor_tui.store.records import Draft, Snapshot
from mentor_tui.store.seals import CHAINED, FORMAT, envelope_fault, signature_fault

_IN_DOUBT = (
    "it was never confirmed, and its checksum does not fit: its write was cut short, or it was damaged since"
)


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
        torn: Whether it ends in a write that was never finished: no damage, the next write puts it aside.
        head: What the first line says, or what must be supposed where it is damaged.
        opening: The good lines that hold what the book opens with.
        changes: The good lines after them, in order of number.
        supplied: What the book opens with, where that had to be taken from the generation before it.
    """

    path: Path
    lines: int = 0
    number: int = 0
    given: int = 0
    snapshot: Snapshot = field(default_factory=lambda: Snapshot(0, {}))
    faults: tuple[LineFault, ...] = ()
    torn: bool = False
    head: Head = field(default_factory=Head)
    opening: tuple[Piece, ...] = ()
    changes: tuple[Piece, ...] = ()
    supplied: Snapshot | None = None

    @property
    def appended(self) -> int:
        """The changes since the book was begun or last rewritten."""
        return self.number - self.head.base


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
        with disk.open_to_read(path) as file, no_collection():
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
        self.proved = ProvedLines(path, file, schema)
        self.headed = self.proved.head is not None
        self.head = self.proved.head or Head(schema=schema.version)
        self.supplied: Snapshot | None = None
        self.opening: tuple[Piece, ...] = ()

    def examination(self) -> Examination:
        if not self.headed and self.proved.lines:
            self._suppose_head()
        if self.mark is not None:
            self.mark = self.mark.of(self.head.book)
        draft = self._opened(self._opening_pieces())
        base = self.head.base
        changes = self._in_order([piece for piece in self.proved.pieces if piece.number > base])
        changes = [piece for piece in changes if self._play(piece, draft)]
        number = changes[-1].number if changes else base
        torn = self._torn(number)
        given = self._missing(number, torn=torn)
        self._find_gaps(changes)
        return Examination(
            path=self.path,
            lines=self.proved.lines,
            number=number,
            given=given,
            snapshot=Snapshot(number, draft.tables()),
            faults=self._faults(),
            torn=torn,
            head=self.head,
            opening=self.opening,
            changes=tuple(changes),
            supplied=self.supplied,
        )

    def _suppose_head(self) -> None:
        """What the first line must have said, from the mark, the good lines and what can be read of it."""
        if self.proved.pieces and 1 not in self.proved.bad:
            self.proved.remark(1, "the first line of the book is missing")
        supposed = Head(
            format=1 if self.proved.seed == CHAINED else FORMAT,
            schema=self.schema.version,
            generation=self.mark.generation if self.mark else 1 + self._kept_generations(),
            book=self.mark.book if self.mark else "",
        )
        smallest = min((piece.number for piece in self.proved.pieces), default=0)
        said = self._said_by_head()
        if said is not None and said.generation == supposed.generation and said.base <= smallest:
            supposed = said._replace(format=supposed.format, book=supposed.book or said.book)
        elif supposed.generation > 1 and smallest:
            opening = self._opening_of(smallest)
            supposed = supposed._replace(base=smallest if opening else smallest - 1, opening=opening or 1)
        self.head = supposed

    def _said_by_head(self) -> Head | None:
        self.file.seek(0)
        try:
            return head_in(self.path, self.file.readline(), self.schema)
        except BookError:
            return None

    def _kept_generations(self) -> int:
        kept = (self.path.parent / HISTORY_NAME).glob(f"{self.path.stem}-[0-9]*{self.path.suffix}")
        numbers = [name[-6:] for name in (path.stem for path in kept) if name[-6:].isdecimal()]
        return max(map(int, numbers), default=0)

    def _opening_of(self, number: int) -> int:
        """How many opening lines there were, by the good lines of the smallest number; 0 if they are none."""
        pieces = [piece for piece in self.proved.pieces if piece.number == number]
        if self.proved.seed == CHAINED:
            return len({piece.seal for piece in pieces})
        return max(self._opening_note(piece)[1] for piece in pieces)

    def _opening_note(self, piece: Piece) -> tuple[int, int]:
        """Which one of how many opening lines a line is; 0 of 0 if it is none."""
        try:
            index, total = fields_of(self.file, piece)[5]["opening"]
            return int(index), int(total)
        except UNREADABLE:
            return 0, 0

    def _opening_pieces(self) -> list[Piece]:
        """The good lines that hold what the book opens with, each once, in their order."""
        head, opening = self.head, dict[int, Piece]()
        for piece in sorted(self.proved.pieces, key=lambda piece: piece.offset):
            if FIRST < piece.number <= head.base:
                index = piece.seal if self.proved.seed == CHAINED else self._opening_note(piece)[0]
                if piece.number < head.base or not index or index in opening or not head.opening:
                    self.proved.remark(piece.line, f"number {piece.number} comes a second time")
                else:
                    opening[index] = piece
        return [opening[index] for index in (opening if self.proved.seed == CHAINED else sorted(opening))]

    def _opened(self, opening: list[Piece]) -> Draft:
        """The tables with which the book opens; where lines of that are lost, the generation before ends with the same."""
        missing = self.head.opening - len(opening)
        if missing > 0 and not any(self.proved.said[line] <= self.head.base for line in self.proved.bad):
            self.proved.remark(2, f"{missing} of its opening lines are missing")
        if missing > 0 or not self.headed:
            position, before = self._generation_before()
            if before is not None:
                self.supplied = before
                self.head = self.head._replace(base=position.number, follows=position.seal)
                said = self.proved.said
                self.proved.lost = {
                    name: line for name, line in self.proved.lost.items() if said[line] > before.number
                }
                return Draft(before.tables)
        draft = Draft({})
        self.opening = tuple(piece for piece in opening if self._play(piece, draft))
        return draft

    def _generation_before(self) -> tuple[Position, Snapshot | None]:
        head = self.head
        try:
            position, snapshot = read_to_end(kept_path(self.path, head.generation - 1), self.schema)
        except BookError:
            return BEGINNING, None
        fits = (
            position.schema == head.schema == self.schema.version
            and position.book in {"", head.book or position.book}
            and (not self.headed or (position.number, position.seal) == (head.base, head.follows))
        )
        return position, snapshot if fits else None

    def _in_order(self, pieces: list[Piece]) -> list[Piece]:
        """The changes, each once; where two have a number, the one that the changes before and after it fit to."""
        named = {(piece.number - 1, piece.link) for piece in pieces}
        rivals: dict[int, list[Piece]] = {}
        for piece in sorted(pieces, key=lambda piece: (piece.number, piece.offset)):
            rivals.setdefault(piece.number, []).append(piece)
        ordered: list[Piece] = []
        for number, candidates in rivals.items():
            before = {ordered[-1].seal} if ordered else set()
            chosen = max(candidates, key=lambda each: (each.link in before) + ((number, each.seal) in named))
            ordered.append(chosen)
            for piece in candidates:
                if piece is not chosen:
                    self.proved.remark(piece.line, f"number {number} comes a second time")
        for earlier, later in pairwise(ordered):
            if later.offset < earlier.offset:
                self.proved.remark(later.line, f"change {later.number} stands before change {earlier.number}")
        first = next((piece for piece in self.proved.pieces if piece.number == FIRST), None)
        if first and any(piece.offset < first.offset for piece in ordered):
            self.proved.remark(first.line, "the first line of the book stands behind others")
        return ordered

    def _play(self, piece: Piece, draft: Draft) -> bool:
        """Play a line on the tables, unless it is sealed and makes no sense."""
        try:
            fields = fields_of(self.file, piece)
            cause = envelope_fault(fields)
            rows = [] if cause else self.schema.rows_from(self.head.schema, fields[6])
        except UNREADABLE as error:
            cause, rows = str(error), []
        if cause:
            self.proved.bad[piece.line] = f"it is sealed, but {cause}"
            self.proved.reached[piece.line], self.proved.said[piece.line] = piece.number - 1, piece.number
            return False
        if cause := signature_fault(*fields[2:6]):
            self.proved.remark(piece.line, f"{cause}; what it changed is whole")
        draft.play(rows)
        for table, key, *_ in rows if self.proved.lost else ():
            line = self.proved.lost.get((table, key))
            if line is not None and self.proved.reached[line] < piece.number:
                del self.proved.lost[table, key]
        return True

    def _torn(self, number: int) -> bool:
        """Whether the last line is what is left of a write that was never finished."""
        last = self.proved.lines
        if last not in self.proved.bad:
            return False
        if last == 1:
            self.file.seek(0)
            torn = may_begin(self.file.readline(), self.mark)
        else:
            torn = not self.proved.ended
            if self.proved.ended and self._confirmed() <= number:
                self.proved.bad[last] = _IN_DOUBT
        if torn:
            self.proved.forgive(last)
        return torn

    def _confirmed(self) -> float:
        # A mark of an earlier generation is never ahead of what this one opens with.
        return float("inf") if self.mark is None else self.mark.number

    def _missing(self, number: int, *, torn: bool) -> int:
        """The last change ever confirmed; says so where neither it nor a damaged line in its place is there."""
        given = max(number, int(self._confirmed()) if self.mark else 0)
        ending = 0
        while self.proved.lines - ending in self.proved.bad:
            ending += 1
        older = self.mark is not None and self.mark.generation > self.head.generation
        if given > number + ending or older:
            cause = f"the book ends after change {number}, but change {given} had been written"
            self.proved.remark(self.proved.lines + (not torn), cause)
        return given

    def _find_gaps(self, changes: list[Piece]) -> None:
        """Name the changes that are missing, but for those that a damaged line stands for."""
        damaged = {
            max(reached, self.head.base)
            for line, reached in self.proved.reached.items()
            if line in self.proved.bad
        }
        before = self.head.base
        for piece in changes:
            if piece.number > before + 1 and not any(before <= reached < piece.number for reached in damaged):
                last = f" to {piece.number - 1}" if piece.number > before + 2 else ""
                self.proved.remark(piece.line, f"before it, change {before + 1}{last} is missing")
            before = piece.number

    def _faults(self) -> tuple[LineFault, ...]:
        bad = (
            LineFault(line, cause, tuple(name for name, at in self.proved.lost.items() if at == line))
            for line, cause in self.proved.bad.items()
        )
        return tuple(sorted((*self.proved.remarks, *bad), key=lambda fault: fault.line))
