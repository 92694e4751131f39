"""Forms as data: fields with a label, a way to type and a help; what is wrong stands under its field."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, auto
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static

from mentor_tui.domain.problem import Problem
from mentor_tui.tui import commands
from mentor_tui.tui.dialogs.pick import Choice, Option
from mentor_tui.tui.text import as_typed
from mentor_tui.words.problems import problem_text


class Kind(Enum):
    """How a field is filled in."""

    TEXT = auto()
    DATE = auto()
    CHOICE = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        key: Name of the model's field; problems are shown here that name it.
        help: What to type, in one line; shown while one is in the field.
        options: What there is to choose from.
        also: Other names of problems that are shown here.
        known: Texts that are offered to complete what is typed.
        echo: What is understood of a text, as it would be kept; empty where that needs no saying.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    help: str = ""
    options: tuple[Option, ...] = ()
    also: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    echo: Callable[[str], str] | None = field(default=None)


class Line(Input, inherit_bindings=False):
    """A line of text; up and down are the form's."""

    BINDINGS: ClassVar[list[BindingType]] = Input.BINDINGS


class FieldLine(Widget):
    """A field: its label, where it is typed, what was understood, and what is wrong."""

    DEFAULT_CSS = """
    FieldLine {
        layout: grid;
        grid-size: 3;
        grid-columns: 17 1fr auto;
        grid-rows: auto;
        height: auto;
        & > .label { color: $text-muted; }
        & > .echo { color: $text-success; padding: 0 0 0 1; width: auto; }
        & > .wrong { column-span: 3; color: $text-error; padding: 0 0 0 2; }
        & > .wide { column-span: 2; }
        & > .wrong.warning { color: $text-warning; }
        & > Input { background: $panel; padding: 0; }
        & > Input:focus { background-tint: $foreground 8%; }
        &:focus-within > .label { color: $text-accent; text-style: bold; }
    }
    """

    def __init__(self, what: Field, value: str) -> None:
        super().__init__()
        self.what = what
        self._value = value
        self._marked = value
        self._wrong: Static | None = None

    def compose(self) -> ComposeResult:
        """Label, editor and, where there is one, the echo."""
        what = self.what
        yield Static(what.label, classes="label", markup=False)
        wide = "" if what.echo else "wide"
        if what.kind is Kind.CHOICE:
            yield Choice(what.label, what.options, self._value, classes=wide)
        else:
            yield Line(
                self._value,
                compact=True,
                select_on_focus=what.kind is Kind.DATE,
                suggester=SuggestFromList(what.known, case_sensitive=False) if what.known else None,
                classes=wide,
            )
        if what.echo:
            yield Static(self._echo(self._value), classes="echo")

    @property
    def editor(self) -> "Input | Choice":
        """Where it is typed."""
        return self.query_one(Choice) if self.what.kind is Kind.CHOICE else self.query_one(Input)

    @property
    def value(self) -> str:
        """What is typed or chosen."""
        return self.editor.value if self.is_mounted else self._value

    def fill(self, value: str) -> None:
        """Type or choose `value` in place of what is there."""
        self._value = value
        if self.is_mounted:
            self.editor.value = value

    def mark(self, problems: Iterable[Problem]) -> None:
        """Say what is wrong, or nothing."""
        found = list(problems)
        self._marked = self.value
        text = as_typed("\n".join(problem_text(problem) for problem in found))
        if self._wrong is not None:
            self._wrong.update(text)
        elif found:
            self._wrong = Static(text, classes="wrong")
            self.mount(self._wrong)
        if self._wrong is not None:
            self._wrong.display = bool(found)
            self._wrong.set_class(not any(problem.blocking for problem in found), "warning")

    @property
    def changed(self) -> bool:
        """Whether something else is typed than what was marked last."""
        return self.value != self._marked

    def echo(self) -> None:
        """Say what is understood."""
        if self.what.echo:
            self.query_one(".echo", Static).update(self._echo(self.value))

    def _echo(self, value: str) -> Content:
        return as_typed(self.what.echo(value) if self.what.echo and value.strip() else "")


class Form(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Fields below one another. Up, down, tab and enter go from one to the next."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("form")
    DEFAULT_CSS = """
    Form {
        height: auto;
        & > #help { color: $text-muted; margin-top: 1; height: auto; min-height: 1; }
    }
    """

    @dataclass
    class Changed(Message):
        """Something else is typed in the field `key`."""

        key: str

    @dataclass
    class Finished(Message):
        """Enter was pressed in the last field."""

    def __init__(self, fields: Iterable[Field], values: Mapping[str, str]) -> None:
        super().__init__()
        self._lines = {one.key: FieldLine(one, values.get(one.key, "")) for one in fields}

    def compose(self) -> ComposeResult:
        """The fields, and the help of the one that is typed into."""
        yield from self._lines.values()
        yield Static(id="help")

    @property
    def values(self) -> dict[str, str]:
        """What is typed, by the key of the field."""
        return {key: line.value for key, line in self._lines.items()}

    def fill(self, values: Mapping[str, str]) -> None:
        """Type `values` into their fields; the others stay."""
        for key, value in values.items():
            if key in self._lines:
                self._lines[key].fill(value)

    def set_shown(self, key: str, *, shown: bool) -> None:
        """Show or hide a field."""
        self._lines[key].display = shown

    def mark(self, problems: Iterable[Problem]) -> list[Problem]:
        """Say under each field what is wrong with it and go to the first; what belongs to no field is given back."""
        rest = list(problems)
        first: FieldLine | None = None
        for line in self._lines.values():
            names = {line.what.key, *line.what.also}
            mine = [problem for problem in rest if problem.field.split(".")[0] in names]
            rest = [problem for problem in rest if problem not in mine]
            line.mark(mine)
            first = first or (line if mine else None)
        if first is not None:
            first.editor.focus()
            self.call_after_refresh(first.scroll_visible, animate=False)
        return rest

    def begin(self) -> None:
        """Go to the first field."""
        for line in self._lines.values():
            line.editor.focus()
            break

    def action_next(self) -> None:
        """On to the next field; from the last one enter is the end."""
        if self._here() == list(self._lines)[-1]:
            self.post_message(self.Finished())
        else:
            self.screen.focus_next()

    def action_down(self) -> None:
        """On to the next field."""
        self.screen.focus_next()

    def action_up(self) -> None:
        """Back to the field before."""
        self.screen.focus_previous()

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.action_next()

    @on(Input.Changed)
    @on(Choice.Changed)
    def _changed(self, message: Input.Changed | Choice.Changed) -> None:
        message.stop()
        line = message.control.parent
        if isinstance(line, FieldLine):
            line.echo()
            # What is heard of late was typed before the fields were looked at.
            if not line.changed:
                return
            line.mark(())
            self.post_message(self.Changed(line.what.key))

    def on_descendant_focus(self) -> None:
        """Show the help of the field."""
        here = self._here()
        self.query_one("#help", Static).update(as_typed(self._lines[here].what.help if here else ""))

    def _here(self) -> str | None:
        focused = self.screen.focused
        line = focused.parent if focused else None
        return line.what.key if isinstance(line, FieldLine) else None


def read_date(text: str, today: date) -> date | None:
    """A day as it is typed: `2026-11-20`, `today`, `yesterday`, or `-7` for a week ago; None where it is none of these."""
    word = text.strip().casefold()
    if word in {"today", "yesterday"}:
        return today - timedelta(days=word == "yesterday")
    try:
        if word[:1] in {"-", "+"} and word[1:].isdigit():
            return today + timedelta(days=int(word))
        return date.fromisoformat(word)
    except (ValueError, OverflowError):
        return None


def date_field(key: str, label: str, today: date, help: str = "") -> Field:  # noqa: A002 - the field's own word
    """A field for a date, which says the day of the week."""

    def echo(text: str) -> str:
        day = read_date(text, today)
        return f"{day:%a} {day.day} {day:%b %Y}" if day else "a date is 2026-11-20"

    how = "A date such as 2026-11-20, today, yesterday, or -7 for a week ago"
    return Field(key, label, Kind.DATE, f"{help}. {how}." if help else f"{how}.", echo=echo)
