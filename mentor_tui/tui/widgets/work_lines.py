"""The lines of a week sheet: hours typed line by line, what was understood beside them, other areas added by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip

from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import Supervision, VehicleKind
from mentor_tui.domain.workplace import WorkArea
from mentor_tui.logbook.typedweek import TypedLine, TypedWeek, accepted, areas_called
from mentor_tui.tui import commands
from mentor_tui.tui.widgets.line_editor import LineEditor
from mentor_tui.tui.widgets.lines import DrawnLines
from mentor_tui.tui.widgets.work_line_rows import Look, Painted, paint

_HOURS_SIGNS = frozenset("0123456789.,:+- hHmM")
_STARTS_ANEW = frozenset("0123456789.,:")
"""Typed first on a line that has hours, they take the place of these; a `+` goes on from them."""
_MATCHES = 5


class WorkLines(DrawnLines):
    """Typed hours of one week. It draws itself, so that a key costs a line and no layout."""

    TYPES = True  # a key that is consumed is typed, and does nothing else
    BINDING_GROUP_TITLE = "Hours"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("lines")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"lines--{name}" for name in ("title", "field", "caret", "proposed", "cursor", "locked")
    }
    DEFAULT_CSS = """
    WorkLines {
        height: auto;
        & > .lines--title { color: $text-muted; text-style: bold; }
        & > .lines--field { background: $panel; text-style: bold; }
        & > .lines--locked { text-style: bold; }
        & > .lines--caret { background: $foreground; color: $surface; }
        & > .lines--proposed { background: $panel; color: $text-disabled; }
        &:ansi > .lines--caret { text-style: reverse; }
        &:ansi > .lines--proposed { text-style: italic; }
        & > .lines--cursor { color: $text-accent; text-style: bold; }
    }
    """

    @dataclass
    class Edited(Message):
        """Something else is typed now."""

    @dataclass
    class NoteWanted(Message):
        """A note is to be written on the line at `position`."""

        position: int

    def __init__(self, rulebook: Rulebook) -> None:
        super().__init__()
        self._rulebook = rulebook
        self._typed: TypedWeek | None = None
        self._kind = VehicleKind.NONE
        self._locked = False
        self._cursor = 0
        self._editor = LineEditor()
        self._fresh = True
        self._wrong: Mapping[int, str] = {}
        self._matches: tuple[WorkArea, ...] = ()
        self._match = 0
        self._painted: tuple[Painted, ...] = ()

    def show(self, typed: TypedWeek, kind: VehicleKind, *, locked: bool) -> None:
        """Show another week; `kind` is proposed for areas that are added, and a locked one is only to be read."""
        self._typed, self._kind, self._locked = typed, kind, locked
        self._wrong = {}
        self._go(0)
        self._redraw(layout=True)

    def put(self, typed: TypedWeek) -> None:
        """Show the same week with something changed; the cursor stays."""
        self._typed = typed
        self._go(min(self._cursor, len(typed.lines)))
        self._redraw(layout=True)

    def mark(self, wrong: Mapping[int, str]) -> None:
        """Say under the lines what is wrong with them, and go to the first."""
        self._wrong = wrong
        if wrong:
            self._go(min(wrong))
        self._redraw(layout=True)

    @property
    def typed(self) -> TypedWeek | None:
        """The week with what is typed."""
        return self._typed

    @property
    def line(self) -> TypedLine | None:
        """The line under the cursor; None where another area is to be typed."""
        lines = self._typed.lines if self._typed else ()
        return lines[self._cursor] if self._cursor < len(lines) else None

    # Keys

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Keys that are typed are no shortcuts."""
        return not self._locked and self._types(key, character)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is a line for."""
        if action in {"kind", "supervision", "estimated", "note", "accept"} and (
            self._locked or self.line is None
        ):
            return False
        return super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """Type hours, or the name of an area."""
        if self.check_consume_key(event.key, event.character):
            event.stop()
            event.prevent_default()
            if self._fresh and self.line is not None and event.character in _STARTS_ANEW:
                self._editor.clear()
            self._editor.press(event.key, event.character)
            self._typed_on()

    def on_paste(self, event: events.Paste) -> None:
        """Paste hours, or the name of an area."""
        event.stop()
        if not self._locked:
            self._editor.insert(" ".join(event.text.split()))
            self._typed_on()

    def on_click(self, event: events.Click) -> None:
        """Go to the line that was clicked."""
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self._painted) and (position := self._painted[at.y].position) >= 0:
            self._go(position)

    def _types(self, key: str, character: str | None) -> bool:
        if not self._editor.takes(key, character):
            return False
        if self.line is None or character is None or not character.isprintable():
            return True
        return character in _HOURS_SIGNS and (character not in "hHmM" or bool(self._editor.text))

    def _typed_on(self) -> None:
        self._fresh = False
        if self._typed is None:
            return
        line = self.line
        if line is None:
            self._matches = areas_called(self._editor.text, self._kind, self._rulebook)[:_MATCHES]
            self._match = 0
            self._redraw(layout=True)
        else:
            self._change(line.changed(text=self._editor.text))

    # What is done

    def action_next(self) -> None:
        """On to the next line; an area that was typed is added; from the last line out of the list."""
        if self.line is None and self._editor.text:
            self._add()
        elif self._cursor < self._last:
            self._go(self._cursor + 1)
        else:
            self.screen.focus_next()

    def action_previous(self) -> None:
        """Back to the line before; from the first one out of the list."""
        if self._cursor:
            self._go(self._cursor - 1)
        else:
            self.screen.focus_previous()

    def action_down(self) -> None:
        """The next line, or the next area that was meant."""
        self._choose_or(1, self.action_next)

    def action_up(self) -> None:
        """The line before, or the area before among those that may be meant."""
        self._choose_or(-1, self.action_previous)

    def action_accept(self) -> None:
        """Take the hours in grey as typed, and go on."""
        if self.line is not None:
            self._change(accepted(self.line))
            self._go(min(self._cursor + 1, self._last))

    def action_kind(self) -> None:
        """The next kind of vehicle."""
        if line := self.line:
            kinds = list(VehicleKind)
            self._change(line.changed(kind=kinds[(kinds.index(line.kind) + 1) % len(kinds)]))

    def action_supervision(self) -> None:
        """The next degree of supervision."""
        if line := self.line:
            degrees = list(Supervision)
            after = degrees[(degrees.index(line.supervision) + 1) % len(degrees)]
            self._change(line.changed(supervision=after))

    def action_estimated(self) -> None:
        """Mark the hours as estimated, or not."""
        if line := self.line:
            self._change(line.changed(estimated=not line.estimated))

    def action_note(self) -> None:
        """Ask for a note on the line."""
        if self.line is not None:
            self.post_message(self.NoteWanted(self._cursor))

    # How it is drawn

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as are painted."""
        del container, viewport
        return len(self._paint(width))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        if y == 0:
            self._painted = self._paint(self.size.width)
        line = self._painted[y].pieces if y < len(self._painted) else ()
        return Strip(self.drawn(line, self.size.width)).adjust_cell_length(self.size.width)

    def on_resize(self) -> None:
        """Paint for the new width."""
        self._redraw()

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - Textual calls it with the new value
        """Show the cursor, or hide it."""
        super().watch_has_focus(has_focus)
        self._redraw(layout=True)

    @property
    def _last(self) -> int:
        lines = len(self._typed.lines) if self._typed else 0
        return lines - self._locked if lines else 0

    def _choose_or(self, step: int, otherwise: Callable[[], None]) -> None:
        if self.line is None and self._editor.text and self._matches:
            self._match = (self._match + step) % len(self._matches)
            self._redraw()
        else:
            otherwise()

    def _change(self, line: TypedLine) -> None:
        if self._typed is None:
            return
        self._typed = self._typed.with_line(self._cursor, line)
        if self._editor.text != line.text:
            self._editor.set(line.text)
        self._wrong = {where: what for where, what in self._wrong.items() if where != self._cursor}
        self._redraw(layout=True)
        self.refresh_bindings()
        self.post_message(self.Edited())

    def _add(self) -> None:
        if not self._matches or self._typed is None:
            return
        area = self._matches[self._match]
        kind = self._kind if self._kind in area.kinds else next(iter(area.kinds), self._kind)
        known = [
            place
            for place, line in enumerate(self._typed.lines)
            if line.area == area.key and line.kind is kind and not line.text.strip()
        ]
        if known:
            self._go(known[0])
            return
        self._editor.clear()
        self._change(TypedLine(kind=kind, area=area.key))
        self._go(self._cursor)

    def _go(self, position: int) -> None:
        self._cursor = position
        self._fresh = True
        line = self.line
        self._editor.set(line.text if line else "")
        self._matches, self._match = (), 0
        self._redraw(layout=True)
        if self.is_running:
            self.refresh_bindings()

    def _paint(self, cells: int) -> tuple[Painted, ...]:
        if self._typed is None or not self._typed.placement:
            return ()
        look = Look(
            self._typed,
            self._rulebook,
            self._cursor,
            self._editor,
            self._wrong,
            self._matches,
            self._match,
            focused=self.has_focus,
            locked=self._locked,
        )
        return tuple(paint(look, cells))

    def _redraw(self, *, layout: bool = False) -> None:
        if not self.is_running:
            return
        before = len(self._painted)
        self._painted = self._paint(self.size.width)
        self.refresh(layout=layout and len(self._painted) != before)
        here = [y for y, line in enumerate(self._painted) if line.position == self._cursor]
        if self.has_focus and here:
            self.app.cursor_position = self.content_region.offset + Offset(2, here[0])
            self.call_after_refresh(self._in_view, here[0], here[-1])

    def _in_view(self, first: int, last: int) -> None:
        around = next((one for one in self.ancestors if isinstance(one, VerticalScroll)), None)
        if around is not None:
            lines = Region(0, first, self.size.width, last - first + 1)
            around.scroll_to_region(lines.translate(self.virtual_region.offset), animate=False)
