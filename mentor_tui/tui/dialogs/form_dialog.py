"""A form in a frame: keeps what is typed, says what is wrong with it, and loses none of it."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from mentor_tui.domain.checks import Problem
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change, RefusedError
from mentor_tui.store.faults import ConflictError
from mentor_tui.tui import commands
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.conflict import Conflict
from mentor_tui.tui.dialogs.entry import Entry
from mentor_tui.tui.text import as_typed
from mentor_tui.tui.widgets.form import Field, Form


class FormDialog(Entry):
    """Fields and what becomes of them. A form of its own says which they are and what change they make.

    Attributes:
        LABEL: What the app says when it is kept.
    """

    CSS_PATH = "../styles/form.tcss"
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
        if isinstance(error, ConflictError):
            self._disagree(error)
        else:
            self.say(str(error))
        return True

    def _mark(self, problems: tuple[Problem, ...]) -> None:
        self._looked_at = self.form.values
        rest = self.form.mark(problems)
        self.say("\n".join(f"{problem.field}: {problem.message}" for problem in rest))

    def _disagree(self, error: ConflictError) -> None:
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
