"""Dialogs in which something is typed: none of it is lost, whichever way they are left."""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from mentor_tui.domain.problem import Problem
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change, RefusedError
from mentor_tui.logbook.differences import ChangedMeanwhileError
from mentor_tui.logbook.typed import drop_typed, keep_typed, typed_before
from mentor_tui.tui import commands
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.base import Dialog
from mentor_tui.tui.dialogs.form import Field, Form
from mentor_tui.tui.text import as_typed
from mentor_tui.tui.widgets.lines import Line
from mentor_tui.tui.widgets.page import Page, wrapped
from mentor_tui.words.problems import with_field


class Conflict(Dialog[bool]):
    """True keeps what was typed, False what is written down; without an answer the form stays as it is."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("conflict")
    TITLE = "Changed meanwhile"
    HELP = """
Another terminal has changed what you are changing. Below stand both versions, field by field. `m` keeps what you
typed, `t` keeps what is written down. Either way the other version stays in the history.
"""

    def __init__(self, error: ChangedMeanwhileError, rows: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self._error = error
        self._rows = rows

    def body(self) -> ComposeResult:
        """Who changed it, and both versions of what is not the same."""
        yield Page(self._write)

    def action_mine(self) -> None:
        """Keep what was typed."""
        self.dismiss(result=True)

    def action_theirs(self) -> None:
        """Keep what is written down."""
        self.dismiss(result=False)

    def _write(self, cells: int) -> Iterator[Line]:
        yield from wrapped(f"{self._error.by}. Which version is to be kept?", cells)
        for label, mine, theirs in self._rows:
            yield []
            yield [(label, "strong")]
            yield from _version("  yours   ", mine, cells, "accent")
            yield from _version("  theirs  ", theirs, cells, "warning")


def _version(whose: str, text: str, cells: int, style: str) -> Iterator[Line]:
    first, *more = wrapped(text or "nothing", cells - len(whose), style=style)
    yield [(whose, "muted"), *first]
    yield from ([(" " * len(whose), ""), *line] for line in more)


class Entry(Dialog[None], inherit_bindings=False):
    """A dialog that keeps what is typed in a file of its own while it is not in the logbook.

    Attributes:
        before: What was typed here when it was left last, and not kept.
        busy: Whether a write is under way that was asked for here.
    """

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("form_dialog")

    def __init__(self, app: MentorApp, name: str) -> None:
        super().__init__()
        self.file = name
        self.folder = app.session.logbook.folder
        self.busy = False
        self.before: dict[str, Any] | None = typed_before(self.folder, name)

    @abstractmethod
    def unkept(self) -> dict[str, Any] | None:
        """What is typed and not kept; None where that is nothing."""

    @abstractmethod
    def say(self, text: str) -> None:
        """Say something about the dialog as a whole."""

    @abstractmethod
    def drop(self) -> None:
        """Show what is written down in place of what is typed."""

    @abstractmethod
    def on_mount(self) -> None:
        """Say what was found, and be ready for a sudden end."""
        if self.unkept() is not None:
            self.say("This was typed before and not kept. F8 drops it.")
        else:
            self.say("")
        self.app.drafts.add(self.keep_unkept)

    def on_unmount(self) -> None:
        """There is nothing left to lose."""
        self.app.drafts.remove(self.keep_unkept)

    def keep_unkept(self) -> None:
        """Write down what is typed, for the next time.

        Raises:
            MentorError: it cannot be written.
        """
        typed = self.unkept()
        if typed is None:
            drop_typed(self.folder, self.file)
        else:
            keep_typed(self.folder, self.file, typed)

    def durable(self) -> None:
        """What was typed is no draft any more."""
        self.busy = False
        drop_typed(self.folder, self.file)

    @abstractmethod
    def refused(self, error: MentorError) -> bool:
        """A write could not be done; what is typed is all still there."""
        self.busy = False
        return True

    def keep(self, label: str, write: Callable[[], Any]) -> None:
        """Run a write away from the screen; a second key meanwhile does nothing."""
        if not self.busy:
            self.busy = True
            self.app.write(label, write, self)

    def action_drop(self) -> None:
        """Drop what is typed."""
        self.drop()
        drop_typed(self.folder, self.file)
        self.say("")

    def action_back(self) -> None:
        """Leave; what is typed is there again the next time."""
        try:
            self.keep_unkept()
        except MentorError as error:
            self.say(f"{error}\nWhat is typed here would be lost. F8 drops it.")
            return
        if self.unkept() is not None:
            self.notify("What you typed is there again when you come back.", markup=False)
        self.dismiss(None)


class FormDialog(Entry):
    """Fields and what becomes of them. A form of its own says which they are and what change they make.

    Attributes:
        LABEL: What the app says when it is kept.
    """

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("form_dialog")
    LABEL = "Kept"

    form = getters.query_one(Form)
    notice = getters.query_one("#notice", Static)

    def __init__(self, app: MentorApp, title: str, name: str, *, new: bool = False) -> None:
        super().__init__(app, name)
        self.title = title
        self._new = new
        self._warned: tuple[Problem, ...] = ()
        self._looked_at: dict[str, str] = {}
        self._proposed: dict[str, str] = {}
        self._before: dict[str, str] = {}

    @abstractmethod
    def fields(self) -> tuple[Field, ...]:
        """The fields in order."""

    @abstractmethod
    def held(self) -> dict[str, str]:
        """What is written down now, as it would be typed; empty texts for something new."""

    def reload(self) -> None:
        """Start from what is written down now, after somebody else has changed it."""

    def body(self) -> ComposeResult:
        """A line for what is wrong as a whole, and the fields."""
        yield Static(id="notice")
        fields = self.fields()
        self._before = {one.key: "" for one in fields} | self.held()
        yield Form(fields, self._before | self.restored())

    def on_mount(self) -> None:
        """Go to the first field."""
        self.form.begin()

    def restored(self) -> dict[str, str]:
        """What was typed here before and not kept."""
        values = self.before.get("values", {}) if self.before else {}
        return {key: value for key, value in values.items() if isinstance(value, str)}

    def unkept(self) -> dict[str, Any] | None:
        """What is typed and not kept; None where that is nothing."""
        form = self.query_one_optional(Form)
        values = form.values if form else {}
        return {"values": values} if values and values != self._before else None

    def say(self, text: str) -> None:
        """Say something about the form as a whole."""
        if text or self.notice.display:
            self.notice.update(as_typed(text))
            self.notice.display = bool(text)

    def drop(self) -> None:
        """Show what is written down."""
        self.form.mark(())
        self.form.fill(self._before)

    @abstractmethod
    def action_keep(self) -> None:
        """Keep what is typed."""

    @on(Form.Finished)
    def finished(self) -> None:
        """Enter in the last field keeps."""
        self.action_keep()

    @on(Form.Changed)
    def changed(self, message: Form.Changed) -> None:
        """What was said about the form as a whole may no longer hold, unless it was said after this was typed."""
        if self.form.values != self._looked_at:
            self._warned = ()
            self.say("")
        self.follow(message.key)

    def follow(self, key: str) -> None:
        """Fill in what follows from the field that was changed."""

    def propose(self, key: str, value: str) -> None:
        """Fill in a field unless something else was chosen there."""
        if self.form.values[key] in {"", self._proposed.get(key, self._before[key])}:
            self._proposed[key] = value
            self.form.fill({key: value})

    def written(self) -> None:
        """It is in the logbook."""
        self.dismiss(None)

    def refused(self, error: MentorError) -> bool:
        """Say why, and leave everything as it was typed."""
        super().refused(error)
        if isinstance(error, ChangedMeanwhileError):
            self._disagree(error)
        else:
            self.say(str(error))
        return True

    def _mark(self, problems: tuple[Problem, ...]) -> None:
        self._looked_at = self.form.values
        rest = self.form.mark(problems)
        self.say("\n".join(map(with_field, rest)))

    def _disagree(self, error: ChangedMeanwhileError) -> None:
        """Somebody else changed it: nothing of that is in these fields, or the mentor chooses."""
        typed, before = self.form.values, self._before
        try:
            self.reload()
        except MentorError as gone:
            self.say(str(gone))
            return
        self._before = dict.fromkeys(typed, "") | self.held()
        labels = {one.key: one.label for one in self.fields()}
        theirs = {
            key: value
            for key, value in self._before.items()
            if typed[key] != before[key] and value not in {before[key], typed[key]}
        }
        if not theirs:
            self._take_over(before)
            self.action_keep()
            return

        def decide(mine: bool | None) -> None:  # noqa: FBT001 - the dialog's answer
            if mine is not None:
                self._take_over(before, theirs=None if mine else theirs)
                if mine:
                    self.action_keep()

        rows = tuple((labels[key], typed[key], value) for key, value in theirs.items())
        self.app.push_screen(Conflict(error, rows), decide)

    def _take_over(self, before: Mapping[str, str], theirs: Mapping[str, str] | None = None) -> None:
        """Fill fields that were not touched with what stands there now, and `theirs` in any case."""
        untouched = {
            key: self._before[key] for key, value in self.form.values.items() if value == before.get(key)
        }
        self.form.fill(untouched | dict(theirs or {}))


class ChangeDialog(FormDialog):
    """A form whose keeping is one change of the logbook."""

    @abstractmethod
    def change(self, typed: Mapping[str, str]) -> Change:
        """What keeping would do.

        Raises:
            RefusedError: a field is wrong.
            MentorError: it cannot be done at all.
        """

    def action_keep(self) -> None:
        """Keep what is typed; a warning holds it up once."""
        if self.unkept() is None and not self._new:
            self.dismiss(None)
            return
        try:
            change = self.change(self.form.values)
        except RefusedError as error:
            self._mark(error.problems)
            return
        except MentorError as error:
            self.say(str(error))
            return
        if change.warnings and change.warnings != self._warned:
            self._warned = change.warnings
            self._mark(change.warnings)
            self.say("Look at this again. Keep once more if it is right.")
            return
        self.keep(self.LABEL, lambda: self.session.logbook.apply(change))
