"""The lines of a week sheet: hours typed line by line, what was understood beside them, other areas added by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip

from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import Supervision, VehicleKind
from mentor_tui.logbook.typedweek import TypedLine, accepted, areas_called
from mentor_tui.tui import commands
from mentor_tui.tui.week_entry import WeekEntry
from mentor_tui.tui.widgets.lines import DrawnLines
from mentor_tui.tui.widgets.week_look import Look, Painted, paint

_HOURS_SIGNS = frozenset("0123456789.,:+- hHmM")
_STARTS_ANEW = frozenset("0123456789.,:")
"""Typed first on a line that has hours, they take the place of these; a `+` goes on from them."""
_MATCHES = 5
_CYCLES: Mapping[str, type[StrEnum]] = {"kind": VehicleKind, "supervision": Supervision}


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

    def __init__(self, entry: WeekEntry, rulebook: Rulebook) -> None:
        super().__init__()
        self._entry = entry
        self._look = Look(entry, rulebook)
        self._fresh = True
        self._painted: tuple[Painted, ...] = ()

    def show(self) -> None:
        """Show another week from its first line on."""
        self._look.wrong = {}
        self._go(0)

    def put(self) -> None:
        """Show the same week with something changed; the cursor stays."""
        self._go(min(self._look.cursor, len(self._look.lines)))

    def mark(self, wrong: Mapping[int, str]) -> None:
        """Say under the lines what is wrong with them, and go to the first."""
        self._look.wrong = dict(wrong)
        if wrong:
            self._go(min(wrong))
        self._redraw(layout=True)

    # Keys

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Keys that are typed are no shortcuts."""
        return not self._entry.locked and self._types(key, character)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is a line for."""
        if action in {"cycle", "estimated", "note", "accept"} and (
            self._entry.locked or self._look.line is None
        ):
            return False
        return super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """Type hours, or the name of an area."""
        if self.check_consume_key(event.key, event.character):
            event.stop()
            event.prevent_default()
            if self._fresh and self._look.line is not None and event.character in _STARTS_ANEW:
                self._look.editor.clear()
            self._look.editor.press(event.key, event.character)
            self._typed_on()

    def on_paste(self, event: events.Paste) -> None:
        """Paste hours, or the name of an area."""
        event.stop()
        if not self._entry.locked:
            self._look.editor.insert(" ".join(event.text.split()))
            self._typed_on()

    def on_click(self, event: events.Click) -> None:
        """Go to the line that was clicked."""
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self._painted) and (position := self._painted[at.y].position) >= 0:
            self._go(position)

    def _types(self, key: str, character: str | None) -> bool:
        if not self._look.editor.takes(key, character):
            return False
        if self._look.line is None or character is None or not character.isprintable():
            return True
        return character in _HOURS_SIGNS and (character not in "hHmM" or bool(self._look.editor.text))

    def _typed_on(self) -> None:
        self._fresh = False
        line = self._look.line
        if line is None:
            self._look.matches = areas_called(self._look.editor.text, self._entry.kind, self._look.rulebook)[
                :_MATCHES
            ]
            self._look.match = 0
            self._redraw(layout=True)
        else:
            self._change(line.changed(text=self._look.editor.text))

    # What is done

    def action_next(self) -> None:
        """On to the next line; an area that was typed is added; from the last line out of the list."""
        if self._look.line is None and self._look.editor.text:
            self._add()
        elif self._look.cursor < self._last:
            self._go(self._look.cursor + 1)
        else:
            self.screen.focus_next()

    def action_previous(self) -> None:
        """Back to the line before; from the first one out of the list."""
        if self._look.cursor:
            self._go(self._look.cursor - 1)
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
        if self._look.line is not None:
            self._change(accepted(self._look.line))
            self._go(min(self._look.cursor + 1, self._last))

    def action_cycle(self, name: str) -> None:
        """The next kind of vehicle, or degree of supervision, as `name` says."""
        if line := self._look.line:
            choices = list(_CYCLES[name])
            after = choices.index(getattr(line, name)) + 1
            self._change(line.changed(**{name: choices[after % len(choices)]}))

    def action_estimated(self) -> None:
        """Mark the hours as estimated, or not."""
        if line := self._look.line:
            self._change(line.changed(estimated=not line.estimated))

    def action_note(self) -> None:
        """Ask for a note on the line."""
        if self._look.line is not None:
            self.post_message(self.NoteWanted(self._look.cursor))

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
        return max(0, len(self._look.lines) - self._entry.locked)

    def _choose_or(self, step: int, otherwise: Callable[[], None]) -> None:
        if self._look.line is None and self._look.editor.text and self._look.matches:
            self._look.match = (self._look.match + step) % len(self._look.matches)
            self._redraw()
        else:
            otherwise()

    def _change(self, line: TypedLine) -> None:
        self._entry.typed = self._entry.typed.with_line(self._look.cursor, line)
        if self._look.editor.text != line.text:
            self._look.editor.set(line.text)
        self._look.wrong.pop(self._look.cursor, None)
        self._redraw(layout=True)
        self.refresh_bindings()
        self.post_message(self.Edited())

    def _add(self) -> None:
        if not self._look.matches:
            return
        area, kind = self._look.matches[self._look.match], self._entry.kind
        if kind not in area.kinds:
            kind = next(iter(area.kinds), kind)
        for position, line in enumerate(self._look.lines):
            if line.area == area.key and line.kind is kind and not line.text.strip():
                self._go(position)
                return
        self._look.editor.clear()
        self._change(TypedLine(kind=kind, area=area.key))
        self._go(self._look.cursor)

    def _go(self, position: int) -> None:
        self._look.cursor = position
        self._fresh = True
        line = self._look.line
        self._look.editor.set(line.text if line else "")
        self._look.matches, self._look.match = (), 0
        self._redraw(layout=True)
        if self.is_running:
            self.refresh_bindings()

    def _paint(self, cells: int) -> tuple[Painted, ...]:
        self._look.focused = self.has_focus
        return tuple(paint(self._look, cells)) if self._entry.placement else ()

    def _redraw(self, *, layout: bool = False) -> None:
        if not self.is_running:
            return
        before = len(self._painted)
        self._painted = self._paint(self.size.width)
        self.refresh(layout=layout and len(self._painted) != before)
        here = [y for y, line in enumerate(self._painted) if line.position == self._look.cursor]
        if self.has_focus and here:
            self.app.cursor_position = self.content_region.offset + Offset(2, here[0])
            self.call_after_refresh(self._in_view, here[0], here[-1])

    def _in_view(self, first: int, last: int) -> None:
        lines = Region(0, first, self.size.width, last - first + 1)
        for around in self.ancestors:
            if isinstance(around, VerticalScroll):
                around.scroll_to_region(lines.translate(self.virtual_region.offset), animate=False)
