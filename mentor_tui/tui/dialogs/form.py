"""Forms as data: fields with a label, a way to type and a help; what is wrong stands under its field."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
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


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        key: Name of the model's field; problems are shown here that name it.
        help: What to type, in one line; shown while one is in the field.
        options: What there is to choose from; empty where it is typed.
        also: Other names of problems that are shown here.
        completions: Texts that are offered to complete what is typed.
        echo: What is understood of a text, as it would be kept; empty where that needs no saying.
        read: The value of a text that is not empty; the text itself where it is none.
        proposes: What follows for other fields from an answer, by their keys.
    """

    key: str
    label: str
    help: str = ""
    options: tuple[Option, ...] = ()
    also: tuple[str, ...] = ()
    completions: tuple[str, ...] = ()
    echo: Callable[[str], str] | None = None
    read: Callable[[str], object] = str
    proposes: Callable[[str], Mapping[str, str]] = lambda _: {}


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

    def __init__(self, field: Field, value: str) -> None:
        super().__init__()
        self.field = field
        wide = "" if field.echo else "wide"
        self.editor: Choice | Line
        if field.options:
            self.editor = Choice(field.label, field.options, value, classes=wide)
        else:
            completions = field.completions
            self.editor = Line(
                value,
                compact=True,
                select_on_focus=field.echo is not None,
                suggester=SuggestFromList(completions, case_sensitive=False) if completions else None,
                classes=wide,
            )
        self._marked = value
        self._wrong: Static | None = None

    def compose(self) -> ComposeResult:
        """Label, editor and, where there is one, the echo."""
        yield Static(self.field.label, classes="label", markup=False)
        yield self.editor
        if self.field.echo:
            yield Static(self._understood(), classes="echo")

    @property
    def value(self) -> str:
        """What is typed or chosen."""
        return self.editor.value

    def mark(self, problems: Iterable[Problem]) -> None:
        """Say what is wrong, or nothing."""
        problems = list(problems)
        self._marked = self.value
        if self._wrong is None:
            if not problems:
                return
            # Most fields never need it, and a form opens the sooner the fewer parts it has.
            self._wrong = Static(classes="wrong")
            self.mount(self._wrong)
        self._wrong.update(as_typed("\n".join(map(problem_text, problems))))
        self._wrong.display = bool(problems)
        self._wrong.set_class(not any(problem.blocking for problem in problems), "warning")

    @property
    def changed(self) -> bool:
        """Whether something else is typed than what was marked last."""
        return self.value != self._marked

    def echo(self) -> None:
        """Say what is understood."""
        if self.field.echo:
            self.query_one(".echo", Static).update(self._understood())

    def _understood(self) -> Content:
        text = self.value
        return as_typed(self.field.echo(text) if self.field.echo and text.strip() else "")


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
        """Something else is typed in a field."""

        field: Field
        text: str

    @dataclass
    class Finished(Message):
        """Enter was pressed in the last field."""

    def __init__(self, fields: Iterable[Field], values: Mapping[str, str]) -> None:
        super().__init__()
        self._lines = {field.key: FieldLine(field, values.get(field.key, "")) for field in fields}

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
        for key in values.keys() & self._lines.keys():
            self._lines[key].editor.value = values[key]

    def set_shown(self, key: str, *, shown: bool) -> None:
        """Show or hide a field."""
        self._lines[key].display = shown

    def mark(self, problems: Iterable[Problem]) -> list[Problem]:
        """Say under each field what is wrong with it and go to the first; what belongs to no field is given back."""
        rest = list(problems)
        first: FieldLine | None = None
        for line in self._lines.values():
            names = {line.field.key, *line.field.also}
            of_field = [problem for problem in rest if problem.field.split(".")[0] in names]
            rest = [problem for problem in rest if problem not in of_field]
            line.mark(of_field)
            first = first or (line if of_field else None)
        if first is not None:
            first.editor.focus()
            self.call_after_refresh(first.scroll_visible, animate=False)
        return rest

    def begin(self) -> None:
        """Go to the first field."""
        next(iter(self._lines.values())).editor.focus()

    def action_next(self) -> None:
        """On to the next field; from the last one enter is the end."""
        if self._here is list(self._lines.values())[-1]:
            self.post_message(self.Finished())
        else:
            self.screen.focus_next()

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
            if line.changed:
                line.mark(())
                self.post_message(self.Changed(line.field, line.value))

    def on_descendant_focus(self) -> None:
        """Show the help of the field."""
        line = self._here
        self.query_one("#help", Static).update(as_typed(line.field.help if line else ""))

    @property
    def _here(self) -> FieldLine | None:
        line = self.screen.focused and self.screen.focused.parent
        return line if isinstance(line, FieldLine) else None


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
    """A field for a date, which says the day of the week; what is no date is given on as it was typed."""

    def echo(text: str) -> str:
        day = read_date(text, today)
        return f"{day:%a} {day.day} {day:%b %Y}" if day else "a date is 2026-11-20"

    how = "A date such as 2026-11-20, today, yesterday, or -7 for a week ago."
    help = f"{help}. {how}" if help else how  # noqa: A001 - the field's own word
    return Field(key, label, help, echo=echo, read=lambda text: read_date(text, today) or text)


def read_words(text: str) -> tuple[str, ...]:
    """Words with commas between them."""
    return tuple(filter(None, (word.strip() for word in text.split(","))))
