"""What a week sheet looks like while it is typed: its head, its lines and its total, without a widget."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from textual.content import Content

from mentor_tui.domain.progress import StripWeek
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import SignOffState
from mentor_tui.domain.weeksheet import WeekSheet
from mentor_tui.domain.workplace import WorkArea
from mentor_tui.logbook.typedweek import TypedLine, TypedWeek
from mentor_tui.tui.text import Align, cut, fit, printable, width
from mentor_tui.tui.week_entry import WeekEntry
from mentor_tui.tui.widgets.line_editor import LineEditor
from mentor_tui.tui.widgets.lines import Line
from mentor_tui.tui.widgets.page import wrapped
from mentor_tui.words.glyphs import WEEK_GLYPH
from mentor_tui.words.hours import format_hours
from mentor_tui.words.problems import problem_text

_WEEK_STYLES = {
    "approved": "$text-success",
    "returned": "$text-error",
    "missing": "$text-warning",
    "draft": "",
    "absent": "$text-muted",
}


def week_line(week: date, strip: Sequence[StripWeek]) -> Content:
    """The week between two arrows, and the last weeks with this one marked."""
    parts: list[str | tuple[str, str]] = [
        ("◂ ", "$text-muted"),
        (f"Week to {week:%a} {week.day} {week:%b %Y}", "bold"),
        (" ▸", "$text-muted"),
        "   ",
    ]
    for past in strip:
        style = _WEEK_STYLES.get(past.mark.value, "")
        parts.append((WEEK_GLYPH[past.mark], f"{style} reverse bold".strip() if past.week == week else style))
    return Content.assemble(*parts)


def state_line(sheet: WeekSheet | None, shop: str) -> Content:
    """The shop, and what has become of the sheet."""
    return Content(
        printable(
            f"{shop}  ·  {' '.join(_state(sheet))}" if shop else "No placement in this week; Papers adds one"
        )
    )


def _state(sheet: WeekSheet | None) -> Iterator[str]:
    if sheet is None:
        yield "not logged yet"
        return
    sign_off = sheet.sign_off
    if sign_off.state is SignOffState.DRAFT:
        yield "logged, not approved"
    else:
        yield f"{sign_off.state} by {sign_off.by}" if sign_off.by else sign_off.state.value
    if sign_off.reason:
        yield f"({sign_off.reason})"


def total_line(typed: TypedWeek, cap: int) -> Content:
    """All hours beside those that count at most, and those that are still grey."""
    total = f"Total {format_hours(typed.minutes)} h, {format_hours(cap)} h count in a week"
    parts: list[str | tuple[str, str]] = [(total, "bold")]
    if typed.minutes > cap:
        parts.append((": scaled down", "$text-warning"))
    if typed.proposed:
        parts.append((f" · {format_hours(typed.proposed)} h in grey", "$text-muted"))
    return Content.assemble(*parts)


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
    pieces: Line


@dataclass(slots=True)
class Look:
    """What there is to draw.

    Attributes:
        entry: The week, with what is typed.
        cursor: Position of the line that is typed into; as many as there are lines for the one that adds an area.
        wrong: What is wrong, by position.
        matches: Areas that the new name may mean.
        match: Which of them is meant.
    """

    entry: WeekEntry
    rulebook: Rulebook
    cursor: int = 0
    editor: LineEditor = field(default_factory=LineEditor)
    wrong: dict[int, str] = field(default_factory=dict)
    matches: Sequence[WorkArea] = ()
    match: int = 0
    focused: bool = False

    @property
    def lines(self) -> tuple[TypedLine, ...]:
        """The lines as they are typed."""
        return self.entry.typed.lines

    @property
    def line(self) -> TypedLine | None:
        """The line under the cursor; None where another area is to be typed."""
        return self.lines[self.cursor] if self.cursor < len(self.lines) else None


def paint(look: Look, cells: int) -> Iterator[Painted]:
    """Every line for a width in screen cells."""
    wide = cells >= _ALL
    area = max(_LEAST_AREA, cells - _MARK - _HOURS - 1 - _ECHO - (_WHAT if wide else 0))
    head = (
        fit("", _MARK) + fit("Work area", area) + fit("Hours", _HOURS, "right") + " " + fit("Kept as", _ECHO)
    )
    yield Painted(-1, ((head + (fit("Vehicle, supervision", _WHAT) if wide else ""), "title"),))
    for position, line in enumerate(look.lines):
        here = look.focused and position == look.cursor
        yield Painted(position, tuple(_line(look, line, area, wide=wide, here=here)))
        if not wide and here:
            yield Painted(position, ((fit("", _MARK + 2) + _what(line), "muted"),))
        problem = problem_text(line.problem) if line.problem else look.wrong.get(position, "")
        for said in wrapped(problem, cells - _MARK - 2, style="error") if problem else ():
            yield Painted(position, ((fit("", _MARK + 2), ""), *said))
        if line.note:
            yield Painted(position, ((fit("", _MARK + 2) + printable(line.note), "muted"),))
    if not look.entry.locked:
        yield from _adding(look, area)


def _line(look: Look, line: TypedLine, area: int, *, wide: bool, here: bool) -> Iterator[tuple[str, str]]:
    known = look.rulebook.area.get(line.area)
    title = known.title if known else line.area
    yield ("▸ " if here else "  ", "cursor")
    yield (
        fit(printable(title), area) if line.day is None else _of_day(printable(title), line.day, area),
        "cursor" if here else "",
    )
    if here and not look.entry.locked and look.editor.text:
        yield from _edited(look.editor, _HOURS, "right")
    elif line.text.strip():
        yield (fit(printable(line.text), _HOURS, "right"), "locked" if look.entry.locked else "field")
    else:
        grey = format_hours(line.proposed) if line.proposed else ""
        caret = here and not look.entry.locked
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


def _edited(editor: LineEditor, cells: int, align: Align) -> Iterator[tuple[str, str]]:
    """The text with its caret, in exactly so many cells."""
    visible = editor.visible(cells - 1)
    blank = " " * max(0, cells - width(visible.before + visible.at + visible.after))
    yield (blank if align == "right" else "", "field")
    yield (visible.before, "field")
    yield (visible.at, "caret")
    yield (visible.after + (blank if align == "left" else ""), "field")


def _adding(look: Look, area: int) -> Iterator[Painted]:
    position = len(look.lines)
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
