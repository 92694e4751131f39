"""Dialogs in which something is typed: none of it is lost, whichever way they are left."""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from mentor_tui.domain.model import Model
from mentor_tui.domain.problem import Problem
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change, RefusedError, build
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

_M = TypeVar("_M", bound=Model)


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
        LABEL: What the app says when it is kept.
        before: What was typed here when it was left last, and not kept.
        busy: Whether a write is under way that was asked for here.
        warned: What was said about what is typed now, and is kept all the same when that is asked for once more.
    """

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("form_dialog")
    LABEL = "Kept"

    form = getters.query_one(Form)
    notice = getters.query_one("#notice", Static)

    def __init__(self, app: MentorApp, title: str, name: str) -> None:
        super().__init__(title)
        self.file = name
        self.folder = app.session.logbook.folder
        self.busy = False
        self.warned: tuple[Problem, ...] = ()
        self.before: dict[str, Any] | None = typed_before(self.folder, name)

    @abstractmethod
    def unkept(self) -> dict[str, Any] | None:
        """What is typed and not kept; None where that is nothing."""

    @abstractmethod
    def drop(self) -> None:
        """Show what is written down in place of what is typed."""

    @abstractmethod
    def mark(self, problems: tuple[Problem, ...]) -> None:
        """Say what is wrong, where it is."""

    def on_mount(self) -> None:
        """Say what was found."""
        restored = self.unkept() is not None
        self.say("This was typed before and not kept. F8 drops it." if restored else "")

    def say(self, text: str) -> None:
        """Say something about the dialog as a whole."""
        if text or self.notice.display:
            self.notice.update(as_typed(text))
            self.notice.display = bool(text)

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

    def refused(self, error: MentorError) -> bool:
        """A write could not be done; what is typed is all still there."""
        del error
        self.busy = False
        return True

    def checked(self, make: Callable[[], Change]) -> Change | None:
        """The change, unless it cannot be made; a warning holds it up once."""
        try:
            change = make()
        except RefusedError as error:
            self.mark(error.problems)
            return None
        except MentorError as error:
            self.say(str(error))
            return None
        if change.warnings and change.warnings != self.warned:
            self.mark(change.warnings)
            self.warned = change.warnings
            self.say_again()
            return None
        return change

    def say_again(self) -> None:
        """Say that what was warned of can be kept all the same."""
        self.say("Look at this again. Keep once more if it is right.")

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
    """Fields and what becomes of them. A form of its own says which they are and what keeping them does."""

    def __init__(self, app: MentorApp, title: str, name: str) -> None:
        super().__init__(app, title, name)
        self._looked_at: dict[str, str] = {}
        self._proposed: dict[str, str] = {}
        self._before: dict[str, str] = {}

    @abstractmethod
    def fields(self) -> tuple[Field, ...]:
        """The fields in order."""

    @abstractmethod
    def texts(self) -> Mapping[str, str]:
        """What is written down now, as it would be typed; a field that is left out is empty."""

    def reload(self) -> None:
        """Start from what is written down now, after somebody else has changed it."""

    def body(self) -> ComposeResult:
        """A line for what is wrong as a whole, and the fields."""
        yield Static(id="notice")
        fields = self.fields()
        self._before = {field.key: "" for field in fields} | dict(self.texts())
        values = self.before.get("values", {}) if self.before else {}
        restored = {key: value for key, value in values.items() if isinstance(value, str)}
        yield Form(fields, self._before | restored)

    def on_mount(self) -> None:
        """Go to the first field."""
        self.form.begin()

    def unkept(self) -> dict[str, Any] | None:
        """What is typed and not kept; None where that is nothing."""
        form = self.query_one_optional(Form)
        values = form.values if form else {}
        return {"values": values} if values and values != self._before else None

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
            self.warned = ()
            self.say("")
        self.follow(message.field, message.text)

    def follow(self, field: Field, text: str) -> None:
        """Fill in what follows from an answer, unless something else was chosen there."""
        for key, value in field.proposes(text).items():
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

    def mark(self, problems: tuple[Problem, ...]) -> None:
        """Say under the fields what is wrong with them, and above them the rest."""
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
        self._before = dict.fromkeys(typed, "") | dict(self.texts())
        labels = {field.key: field.label for field in self.fields()}
        theirs = {
            key: value
            for key, value in self._before.items()
            if typed[key] != before[key] and value not in {before[key], typed[key]}
        }
        if not theirs:
            self._take_over(before)
            self.action_keep()
            return

        def decide(mine: bool) -> None:  # noqa: FBT001 - the dialog's answer
            self._take_over(before, theirs=None if mine else theirs)
            if mine:
                self.action_keep()

        rows = tuple((labels[key], typed[key], value) for key, value in theirs.items())
        Conflict(error, rows).ask(self.app, decide)

    def _take_over(self, before: Mapping[str, str], theirs: Mapping[str, str] | None = None) -> None:
        """Fill fields that were not touched with what stands there now, and `theirs` in any case."""
        untouched = {
            key: self._before[key] for key, value in self.form.values.items() if value == before.get(key)
        }
        self.form.fill(untouched | dict(theirs or {}))


class DocumentForm(FormDialog):
    """A form on one document of the logbook: keeping it is one change."""

    @property
    @abstractmethod
    def document(self) -> Model | None:
        """What is written down; None for something new."""

    @abstractmethod
    def put(self, values: dict[str, Any]) -> Change:
        """What keeping does; `values` are those of the fields that are not empty.

        Raises:
            RefusedError: a field is wrong.
            MentorError: it cannot be done at all.
        """

    def proposed(self) -> Mapping[str, str]:
        """What the fields of something new begin with."""
        return {}

    def texts(self) -> Mapping[str, str]:
        """The document field by field."""
        document = self.document
        if document is None:
            return self.proposed()
        return {field.key: _text(getattr(document, field.key)) for field in self.fields()}

    def built(self, model: type[_M], values: Mapping[str, Any], **new: object) -> _M:
        """The document with other values; what no field shows stays, and is `new` where there was none.

        Raises:
            RefusedError: a field is wrong.
        """
        shown = {field.key for field in self.fields()}
        before = {name: value for name, value in self.document or () if name not in shown}
        return build(model, **(before or new), **values)

    def action_keep(self) -> None:
        """Keep what is typed; a warning holds it up once."""
        if self.unkept() is None and self.document is not None:
            self.dismiss(None)
            return
        typed = self.form.values
        values = {
            field.key: field.read(typed[field.key]) for field in self.fields() if typed[field.key].strip()
        }
        change = self.checked(lambda: self.put(values))
        if change is not None:
            self.keep(self.LABEL, lambda: self.session.logbook.apply(change))


class RecordForm(DocumentForm):
    """A form on a part of one apprentice's record.

    Attributes:
        TITLE: The part. In small letters it begins the name under which what is typed is kept.
        record: What is written down.
        item: What says which one it is; nothing for a new one.
    """

    def __init__(self, app: MentorApp, record: TrainingRecord, *item: str) -> None:
        apprentice = record.apprentice
        name = "-".join([str(self.TITLE), apprentice.key, *(item or ("new",))]).lower()
        super().__init__(app, f"{self.TITLE} of {apprentice.name}", name)
        self.record = record
        self.item = item

    def reload(self) -> None:
        """Take the record as somebody else has left it."""
        self.record = self.session.logbook.record(self.record.apprentice.key)


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)
