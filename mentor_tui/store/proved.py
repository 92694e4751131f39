"""The lines of a book that are good, each judged by itself.

A line is good wherever it stands and whatever stands around it: if its seal started from the seed of its
generation (`seals`), or if another good line names its seal, as the line after it does. So a damaged line
costs itself alone, and what was lost, doubled, moved, put in, or given other line ends costs nothing else.

Where the first line is lost, the seed is what most lines say that their seals started from.

In format 1 each seal started from the one before: a line is good if that one stands anywhere in the book, and
a lost line costs the one after it too.
"""

import re
from binascii import crc32
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import orjson

from mentor_tui.store.reading import Head, Schema, head_in, unfit
from mentor_tui.store.seals import (
    CHAINED,
    LINKED,
    NUMBERED,
    SEALED_FROM,
    started_from,
    stored_link,
    stored_seal,
)

FIRST = -1
"""The number of the first line, which is that of no change."""

UNREADABLE = (ValueError, LookupError, TypeError, AttributeError)
"""What comes of fields that are not those of a line."""

_SAMPLE = 50
"""So many lines say from what the seals started where the first line is lost."""

_TRIES = 8
"""So many places are tried for the end of a line whose line end was lost."""

_LINE_ENDS = b"\r\n"
_NO_HEAD = "this is not the beginning of a logbook"
_START = re.compile(rb'\["[0-9a-f]{8}",(?=[0-9])')
_SHAPELESS = re.compile(rb".{11},([0-9]+),", re.DOTALL)
_NAMES = re.compile(r'(?<=[\[,])\["([^"\\]+)","([^"\\]+)",')


@dataclass(frozen=True, slots=True)
class LineFault:
    """A line that is not what was written, or lines that are missing.

    Attributes:
        line: Counted from 1.
        cause: What is wrong.
        documents: Table and key of what it changed and no good line after it did, as far as that can still be
            read.
    """

    line: int
    cause: str
    documents: tuple[tuple[str, str], ...] = ()


class Piece(NamedTuple):
    """A good line as it stands in the file.

    Attributes:
        line: The line of the file that it stands in, counted from 1.
        offset: Where it begins, in bytes.
        size: How many bytes it has, without its line end.
        number: The transaction.
        seal: Its seal.
        link: The seal of the line before it.
    """

    line: int
    offset: int
    size: int
    number: int
    seal: int
    link: int


class ProvedLines:
    """The good lines of a file, and what is wrong with the others.

    Attributes:
        head: What the first line says; None if it is lost or damaged.
        seed: What the seals of the others started from.
        pieces: The good lines, the first line among them, in no order.
        lines: How many lines there are.
        ended: Whether the last of them has its line end.
        bad: What is wrong with the lines that are not good.
        reached: For each of those, the highest change that stands before it.
        said: And the change that it says it is, or else the one after that.
        remarks: What is odd about lines that are good.
        lost: The documents that bad lines changed, as far as that can be read, and in which line.
    """

    def __init__(self, path: Path, file: BinaryIO, schema: Schema) -> None:
        """Look at every line.

        Raises:
            NewerBookError: If it was written by a newer program.
            OSError: If it cannot be read.
        """
        self.head: Head | None = None
        self.seed = CHAINED
        self.pieces: list[Piece] = []
        self.lines = 0
        self.ended = True
        self.bad: dict[int, str] = {}
        self.reached: dict[int, int] = {}
        self.said: dict[int, int] = {}
        self.remarks: list[LineFault] = []
        self.lost: dict[tuple[str, str], int] = {}
        self._path, self._file, self._schema = path, file, schema
        self._head_at = -1
        self._seals: set[int] = set()
        self._unproved: list[tuple[Piece, int]] = []
        self._find_head()
        self._look_at_lines()
        self._rescue()

    def remark(self, line: int, cause: str) -> None:
        """Note something about a line that costs nothing."""
        self.remarks.append(LineFault(line, cause))

    def forgive(self, line: int) -> None:
        """Take a line for one that is not bad after all."""
        del self.bad[line]
        self.lost = {name: at for name, at in self.lost.items() if at != line}

    def _find_head(self) -> None:
        """The first line, wherever it is, and from what the seals of the others started."""
        offset = 0
        for raw in self._file:
            for start, text in _texts(raw):
                if self._head_at < 0 and _is_sealed(text, 0):
                    head = head_in(self._path, text, self._schema)
                    if head is not None:
                        self.head, self._head_at = head, offset + start
                        self.seed = CHAINED if head.format == 1 else stored_seal(text)
            offset += len(raw)
            if self._head_at >= 0:
                break
        else:
            self.seed = self._majority()
        if self.seed == CHAINED:
            self._file.seek(0)
            self._seals = {stored_seal(text) for raw in self._file for _, text in _texts(raw)}

    def _majority(self) -> int:
        """From what most lines say that their seals started; `CHAINED` where no two say the same."""
        self._file.seek(0)
        sample = [text for raw in islice(self._file, _SAMPLE) for _, text in islice(_texts(raw), 1)]
        starts = Counter(started_from(text) for text in sample)
        # The second line names the seal of the first, which is the seed: that counts like a line of its own.
        starts.update(link for link in {stored_link(text) for text in sample} if link in starts)
        seed, count = starts.most_common(1)[0] if starts else (CHAINED, 0)
        return seed if count > 1 else CHAINED

    def _look_at_lines(self) -> None:
        self._file.seek(0)
        offset, before, reached = 0, 0, 0
        windows: list[int] = []
        for line, raw in enumerate(self._file, 1):
            self.lines = line
            pieces = list(self._proved(line, offset, raw, before))
            if pieces:
                before, reached = pieces[-1].seal, max(reached, pieces[-1].number)
                self.pieces += pieces
                if raw[-2:] == b"\r\n":
                    windows.append(self.lines)
                elif len(pieces) > 1 or pieces[0].size != len(raw) - (raw[-1:] == b"\n"):
                    self.remark(line, "its line ends or what stands around it were changed; it is whole")
            else:
                self._leave_out(offset, raw, before, reached)
                before = stored_seal(raw)
            offset += len(raw)
            self.ended = raw[-1:] == b"\n"
        if windows:
            lines = f"it and {len(windows) - 1:,} more lines end" if len(windows) > 1 else "it ends"
            self.remark(windows[0], f"{lines} as under Windows (CR LF); what was written is whole")

    def _proved(self, line: int, offset: int, raw: bytes, before: int) -> Iterator[Piece]:
        """The good lines in a line of the file: one, but for what somebody made of it."""
        end = 0
        for start, text in _texts(raw):
            if start < end:
                continue
            at = offset + start
            seal, link = stored_seal(text), self._link(text, before)
            shape = NUMBERED.match(text)
            if at == self._head_at and _is_sealed(text, 0):
                yield Piece(line, at, len(text), FIRST, seal, 0)
            elif shape and link >= 0:
                yield Piece(line, at, len(text), int(shape[1]), seal, link)
            else:
                continue
            before, end = seal, start + len(text)

    def _link(self, text: bytes, before: int) -> int:
        """The seal of the line before a line, if it is good by its own seal; -1 if it is not."""
        if self.seed != CHAINED:
            return stored_link(text) if _is_sealed(text, self.seed) else -1
        if _is_sealed(text, before):
            return before
        link = started_from(text)
        return link if link in self._seals else -1

    def _leave_out(self, offset: int, raw: bytes, before: int, reached: int) -> None:
        line, text = self.lines, raw.rstrip(_LINE_ENDS)
        self.bad[line] = unfit(raw) if self._head_at >= 0 or line > 1 else _NO_HEAD
        self.reached[line], self.said[line] = reached, reached + 1
        self.lost |= dict.fromkeys(documents_in(raw), line)
        if shape := _SHAPELESS.match(text):
            self.said[line] = int(shape[1])
            should_be = crc32(text[SEALED_FROM:], before if self.seed == CHAINED else self.seed)
            link = started_from(text) if self.seed == CHAINED else stored_link(text)
            piece = Piece(line, offset, len(text), int(shape[1]), stored_seal(text), link)
            self._unproved.append((piece, should_be))

    def _rescue(self) -> None:
        """Take in lines whose own seal is damaged, where another line names the seal that they should have."""
        chained = self.seed == CHAINED
        while True:
            named = {piece.link for piece in self.pieces}
            if chained:
                # In format 1 the line after it could not be proved without it.
                named |= {piece.link for piece, _ in self._unproved}
            for piece, should_be in self._unproved:
                if should_be in named:
                    self.remark(piece.line, "its checksum is damaged, but what it says is whole")
                    self._take_in(piece._replace(seal=should_be))
                    break
                if chained and piece.link in self._seals:
                    self._take_in(piece)
                    break
            else:
                return

    def _take_in(self, piece: Piece) -> None:
        self._unproved = [each for each in self._unproved if each[0].line != piece.line]
        self.pieces.append(piece)
        self._seals.add(piece.seal)
        self.forgive(piece.line)


def _texts(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """What may be a line of the book in a line of the file, and where: all of it, or else parts of it."""
    whole = raw.rstrip(_LINE_ENDS)
    yield 0, whole
    starts = [match.start() for match in _START.finditer(raw)]
    for index, start in enumerate(starts):
        for stop in (*starts[index + 1 : index + _TRIES], len(raw)):
            end = raw.rfind(b"]", start, stop) + 1
            if end > start and (start, end) != (0, len(whole)):
                yield start, raw[start:end]


def _is_sealed(text: bytes, start: int) -> bool:
    return text[:SEALED_FROM] == b'["%08x"' % crc32(text[SEALED_FROM:], start)


def documents_in(raw: bytes) -> Iterator[tuple[str, str]]:
    """Table and key of the documents that a line changes, as far as a damaged one can be read."""
    try:
        rows: list[Any] = orjson.loads(raw)[6]
        names = [(str(table), str(key)) for table, key, *_ in rows]
    except UNREADABLE:
        names = [(match[1], match[2]) for match in _NAMES.finditer(raw.decode(errors="replace"))]
    yield from names


def fields_of(file: BinaryIO, piece: Piece) -> list[Any]:
    """The fields of a good line.

    Raises:
        ValueError: It is no JSON, though it is sealed.
    """
    # Its seal may be damaged, and need not be read: what it says is proved by the line after it then.
    file.seek(piece.offset + SEALED_FROM)
    fields = orjson.loads(b'[""' + file.read(piece.size - SEALED_FROM))
    return fields if isinstance(fields, list) else []


def content_in(file: BinaryIO, piece: Piece, book_format: int) -> bytes:
    """What a good line says, from the comma behind its seal to its operations."""
    file.seek(piece.offset + SEALED_FROM)
    return file.read(piece.size - SEALED_FROM - (1 if book_format == 1 else LINKED))
