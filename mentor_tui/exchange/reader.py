"""Bytes of a CSV or TSV file as rows of cells, whatever program wrote it, and cells that no program runs as a formula."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from itertools import islice

from mentor_tui.errors import MentorError
from mentor_tui.words.plain import printable_lines

_SIGNS = "=+\\-@＝＋－＠"  # noqa: RUF001 - full-width signs start a formula too
# A program that parts cells elsewhere than at the comma starts a cell after any of these, and after spaces and quotes.
_START = r"(?:^|(?<=[,;\t|\r\n]))"
_SPACE = r"((?:[^\S\t\r\n]|\")*)"
_FORMULA = re.compile(rf"{_START}{_SPACE}('*[{_SIGNS}])|^()('*[\t\r\n])")
_BROKEN = re.compile(rf"{_START}{_SPACE}'('*[{_SIGNS}])|^()'('*[\t\r\n])")


def safe_cell(text: str) -> str:
    """The text with an apostrophe before every sign that would start a formula, whatever parts the cells."""
    return _FORMULA.sub(lambda match: f"{match[1] or ''}'{match[2] or match[4]}", text)


def typed_cell(text: str) -> str:
    """The text as it was before `safe_cell`."""
    if "'" not in text:
        return text
    return _BROKEN.sub(lambda match: f"{match[1] or ''}{match[2] or match[4]}", text)


_LONGEST_LINE = 100_000
_HEADER_WITHIN = 20
_DELIMITERS = (",", ";", "\t", "|")
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_SEP = re.compile(r"\Asep=(.)\r?\n")
_BINARY = (
    (b"PK\x03\x04", "an Excel workbook (.xlsx) or another zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)"),
    (b"%PDF", "a PDF"),
)
_AS_CSV = 'Open it in the spreadsheet program and save it as "CSV UTF-8".'


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table.

    Attributes:
        number: Its number as a spreadsheet shows it, from 1.
        cells: Its cells without space around them, without control characters, and without what `safe_cell` put into them.
        too_long: Whether it was longer than 100,000 characters and its cells were not read.
    """

    number: int
    cells: tuple[str, ...]
    too_long: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A file as rows.

    Attributes:
        name: The file as the messages name it.
        header: The row with the names of the columns.
        rows: The rows below it that are not empty.
        notes: What was found out about the file.
    """

    name: str
    header: TableRow
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...]


def read_table(data: bytes, name: str, score: Callable[[Sequence[str]], int]) -> Table:
    """Read a table: UTF-8, UTF-16 or Windows-1252; commas, semicolons, tabs or bars between its cells.

    The header is that row of the first 20 for which `score` is highest, with the delimiter for which it is.

    Raises:
        MentorError: the file is empty, no text, a workbook, or has a header and nothing else, or a quote does not close.
    """
    text, encoding = _decode(data, name)
    if not text.strip():
        raise MentorError(f"{name}: is empty", hint="Give a CSV file with a header and rows.")
    delimiter = None
    if separator := _SEP.match(text):
        delimiter, text = separator[1], text[separator.end() :]
    skipped = 1 if separator else 0
    header, delimiter = _find_header(text, (delimiter,) if delimiter else _DELIMITERS, score)
    rows = list(_rows(text, delimiter, name))
    below = [row for row in rows[header + 1 :] if row.too_long or any(row.cells)]
    if not below and rows[header].too_long:
        raise MentorError(
            f"{name}, row {rows[header].number}: a line of more than 100,000 characters, which was not read",
            hint="Give a CSV file with a header and rows.",
        )
    if not below:
        raise MentorError(
            f"{name}: has a header and no rows below it", hint="Add one row for each entry of hours."
        )
    notes = [f"read as {encoding}, cells parted by {_NAMES.get(delimiter, repr(delimiter))}"]
    if header:
        notes.append(f"the header was found in row {header + 1 + skipped}; the rows above it were not read")
    if skipped:
        rows[header] = _moved(rows[header])
        below = [_moved(row) for row in below]
    return Table(name, rows[header], tuple(below), tuple(notes))


def _moved(row: TableRow) -> TableRow:
    return TableRow(row.number + 1, row.cells, row.too_long)


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for start, what in _BINARY:
        if data.startswith(start):
            raise MentorError(f"{name}: is {what}, not CSV", hint=_AS_CSV)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError:
            raise MentorError(f"{name}: is damaged UTF-16", hint=_AS_CSV) from None
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise MentorError(f"{name}, line {line}: holds a NUL byte, so it is no text", hint=_AS_CSV)
    for encoding, title in (("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")):
        try:
            return data.decode(encoding), title
        except UnicodeDecodeError:
            continue
    raise MentorError(f"{name}: is neither UTF-8 nor Windows-1252", hint=_AS_CSV)


def _find_header(
    text: str, delimiters: Sequence[str], score: Callable[[Sequence[str]], int]
) -> tuple[int, str]:
    best = (-1, -1, 0, delimiters[0])
    for delimiter in delimiters:
        # Not strict: with the wrong delimiter even a good file can look as if its quotes were wrong.
        for index, cells in enumerate(_top(text, delimiter)):
            named = sum(1 for cell in cells if cell.strip())
            if named and (score(cells), named) > best[:2]:
                best = score(cells), named, index, delimiter
    return best[2], best[3]


def _top(text: str, delimiter: str) -> Iterator[list[str]]:
    """The first rows, up to one that cannot be read."""
    with suppress(csv.Error):
        yield from islice(csv.reader(_lines(text, []), delimiter=delimiter), _HEADER_WITHIN)


def _rows(text: str, delimiter: str, name: str) -> Iterator[TableRow]:
    too_long: list[int] = []
    reader = csv.reader(_lines(text, too_long), delimiter=delimiter, strict=True)
    before = cut = 0
    try:
        for number, cells in enumerate(reader, 1):
            # The reader has taken no more lines than this row has.
            yield TableRow(number, tuple(map(_typed, cells)), len(too_long) > cut)
            before, cut = reader.line_num, len(too_long)
    except csv.Error:
        raise _open_quote(name, before + 1) from None


@lru_cache(maxsize=4096)
def _typed(cell: str) -> str:
    """What a cell says: without the apostrophes of an export, and with nothing that could steer a terminal."""
    text = typed_cell(cell.strip())
    return text if text.isprintable() else printable_lines(text)


def _lines(text: str, too_long: list[int]) -> Iterator[str]:
    """The lines with their ends; one that is too long for any list of hours is left empty and its number noted."""
    for number, line in enumerate(StringIO(text, newline=""), 1):
        if len(line) > _LONGEST_LINE:
            too_long.append(number)
            yield "\n"
        else:
            yield line


def _open_quote(name: str, line: int) -> MentorError:
    return MentorError(
        f"{name}, line {line}: the quotes of a cell that begins there or below do not close",
        hint='Write a quote inside a cell twice, as in "24"" wheel".',
    )
