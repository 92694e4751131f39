"""What the lines of a week look like: pairs of text and style, without a widget."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.workplace import WorkArea
from mentor_tui.logbook.typedweek import TypedLine, TypedWeek
from mentor_tui.tui.text import Align, cut, fit, printable, width
from mentor_tui.tui.widgets.line_editor import LineEditor
from mentor_tui.tui.widgets.page import wrapped
from mentor_tui.words.hours import format_hours
from mentor_tui.words.problems import problem_text

Piece: TypeAlias = tuple[str, str]
"""A text and its style: `title`, `field`, `caret`, `proposed`, `muted`, `error`, `cursor`, or empty."""

_MARK = 2
_HOURS = 8
_ECHO = 17
_WHAT = 24
_ALL = 66
"""From this width on vehicle and supervision have a column."""
_LEAST_AREA = 14


@dataclass(frozen=True, slots=True)
class Painted:
    """One line on the screen and the line of work it belongs to; -1 for the heading."""

    position: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What there is to draw.

    Attributes:
        cursor: Position of the line that is typed into; as many as there are lines for the one that adds an area.
        wrong: What is wrong, by position.
        matches: Areas that the new name may mean.
        match: Which of them is meant.
    """

    typed: TypedWeek
    rulebook: Rulebook
    cursor: int
    editor: LineEditor
    wrong: Mapping[int, str]
    matches: Sequence[WorkArea] = ()
    match: int = 0
    focused: bool = True
    locked: bool = False


def paint(look: Look, cells: int) -> Iterator[Painted]:
    """Every line for a width in screen cells."""
    wide = cells >= _ALL
    area = max(_LEAST_AREA, cells - _MARK - _HOURS - 1 - _ECHO - (_WHAT if wide else 0))
    head = (
        fit("", _MARK) + fit("Work area", area) + fit("Hours", _HOURS, "right") + " " + fit("Kept as", _ECHO)
    )
    yield Painted(-1, ((head + (fit("Vehicle, supervision", _WHAT) if wide else ""), "title"),))
    for position, line in enumerate(look.typed.lines):
        here = look.focused and position == look.cursor
        yield Painted(position, tuple(_line(look, line, area, wide=wide, here=here)))
        if not wide and here:
            yield Painted(position, ((fit("", _MARK + 2) + _what(line), "muted"),))
        problem = problem_text(line.problem) if line.problem else look.wrong.get(position, "")
        for said in wrapped(problem, cells - _MARK - 2, style="error") if problem else ():
            yield Painted(position, ((fit("", _MARK + 2), ""), *said))
        if line.note:
            yield Painted(position, ((fit("", _MARK + 2) + printable(line.note), "muted"),))
    if not look.locked:
        yield from _adding(look, area)


def _line(look: Look, line: TypedLine, area: int, *, wide: bool, here: bool) -> Iterator[Piece]:
    known = look.rulebook.area.get(line.area)
    title = known.title if known else line.area
    yield ("▸ " if here else "  ", "cursor")
    yield (
        fit(printable(title), area) if line.day is None else _of_day(printable(title), line.day, area),
        "cursor" if here else "",
    )
    if here and not look.locked and look.editor.text:
        yield from _edited(look.editor, _HOURS, "right")
    elif line.text.strip():
        yield (fit(printable(line.text), _HOURS, "right"), "locked" if look.locked else "field")
    else:
        grey = format_hours(line.proposed) if line.proposed else ""
        caret = here and not look.locked
        yield (fit(grey, _HOURS - caret, "right"), "proposed")
        yield (" " * caret, "caret")
    mark = " ~" if line.estimated else ""
    yield (" " + fit(line.understood + (mark if line.understood else ""), _ECHO), "good")
    if wide:
        yield (fit(_what(line), _WHAT), "muted")


def _of_day(title: str, day: date, cells: int) -> str:
    """The work area and the day, which is never cut."""
    when = f" {day:%a %d}"
    return fit(cut(title, cells - len(when)) + when, cells)


def _what(line: TypedLine) -> str:
    estimated = ", estimated" if line.estimated and not line.understood else ""
    return f"{line.kind.value}, {line.supervision.value}{estimated}"


def _edited(editor: LineEditor, cells: int, align: Align) -> Iterator[Piece]:
    """The text with its caret, in exactly so many cells."""
    visible = editor.visible(cells - 1)
    blank = " " * max(0, cells - width(visible.before + visible.at + visible.after))
    yield (blank if align == "right" else "", "field")
    yield (visible.before, "field")
    yield (visible.at, "caret")
    yield (visible.after + (blank if align == "left" else ""), "field")


def _adding(look: Look, area: int) -> Iterator[Painted]:
    position = len(look.typed.lines)
    here = look.focused and look.cursor == position
    if here and look.editor.text:
        yield Painted(position, (("▸ ", "cursor"), *_edited(look.editor, area, "left")))
    else:
        yield Painted(
            position, (("▸ " if here else "  ", "cursor"), ("+ another area: type its name", "muted"))
        )
    if not here or not look.editor.text:
        return
    if not look.matches:
        yield Painted(position, ((fit("", _MARK + 2) + "no work area is called that", "error"),))
    for index, match in enumerate(look.matches):
        chosen = index == look.match
        text = fit("", _MARK) + ("▸ " if chosen else "  ") + printable(match.title)
        yield Painted(position, ((text, "cursor" if chosen else "muted"),))
