"""The export of the eligibility summary: which format, about whom, to which file."""

from collections.abc import Iterator
from pathlib import Path

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Input, Label, RadioButton, RadioSet, Static

from mentor_tui.errors import MentorError
from mentor_tui.exchange.formats import FORMATS
from mentor_tui.logbook.reports import export_eligibility
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.base import Dialog
from mentor_tui.tui.screens.base import BookScreen
from mentor_tui.tui.text import as_typed


class _Radio(RadioButton):
    """Filled or hollow: Textual's own differ by colour alone."""

    def on_mount(self) -> None:
        """Draw what holds."""
        self.BUTTON_INNER = "●" if self.value else "○"

    def watch_value(self) -> None:
        """Draw what holds now."""
        self.BUTTON_INNER = "●" if self.value else "○"
        super().watch_value()


class Export(Dialog[None]):
    """Enter in the name of the file writes it."""

    TITLE = "Export the eligibility summary"
    HELP = """
Writes who is ready for which test and why not, as of the day in the title, with the rule book's edition, the settings
that were used and what no program can know. `mentor-tui export eligibility` does the same from the command line.
"""

    form = getters.query_one("#form", RadioSet)
    about = getters.query_one("#about", RadioSet)
    file = getters.query_one("#file", Input)
    problem = getters.query_one("#problem", Static)

    def __init__(self, selected: str | None, filtered: tuple[str, ...] | None) -> None:
        super().__init__()
        self._forms = tuple(FORMATS.values())
        self._whom = tuple(self._choices(selected, filtered))
        self._overwrite = ""

    def body(self) -> ComposeResult:
        """Three questions, each with an answer already."""
        yield Label("Format")
        yield RadioSet(
            *(_Radio(as_typed(form.title), value=not index) for index, form in enumerate(self._forms)),
            id="form",
            compact=True,
        )
        yield Label("About")
        yield RadioSet(
            *(_Radio(as_typed(title), value=not index) for index, (title, _) in enumerate(self._whom)),
            id="about",
            compact=True,
        )
        yield Label("File")
        yield Input(f"eligibility-{self.session.today}.{self._forms[0].key}", id="file", compact=True)
        yield Static(as_typed(f"in {Path.cwd()}"), classes="hint")
        yield Static(id="problem")
        with Horizontal(classes="buttons"):
            yield Button("Export", variant="primary", id="export", compact=True)
            yield Button("Cancel", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Most often only the name of the file is looked at."""
        self.file.focus()

    @on(RadioSet.Changed, "#form")
    def follow_format(self, event: RadioSet.Changed) -> None:
        """Give the file the ending of the format."""
        path = Path(self.file.value)
        if path.suffix.removeprefix(".") in FORMATS:
            self.file.value = str(path.with_suffix(f".{self._forms[event.index].key}"))

    @on(Input.Submitted)
    @on(Button.Pressed, "#export")
    def export(self) -> None:
        """Write the file, unless there is one of the name that nobody said to write over."""
        name = self.file.value.strip()
        if not name:
            self._complain("The file needs a name.")
            return
        path = Path(name).expanduser()
        if path.is_file() and self._overwrite != name:
            self._overwrite = name
            self._complain("There is a file of that name. Enter once more writes over it.")
            return
        form = self._forms[max(0, self.form.pressed_index)].key
        keys = self._whom[max(0, self.about.pressed_index)][1]
        session = self.session
        self.app.write("Exported", lambda: export_eligibility(session, form, keys, path), self)

    @on(Button.Pressed, "#cancel")
    def cancel(self) -> None:
        """Leave."""
        self.dismiss()

    def written(self) -> None:
        """The app says where it is."""
        self.dismiss()

    def refused(self, error: MentorError) -> bool:
        """Keep what was typed, and say what is wrong with it."""
        self._complain(str(error))
        return True

    def _complain(self, text: str) -> None:
        self.problem.update(as_typed(text))
        self.file.focus()

    def _choices(
        self, selected: str | None, filtered: tuple[str, ...] | None
    ) -> Iterator[tuple[str, tuple[str, ...] | None]]:
        people = {one.key: one.name for one in self.app.session.logbook.apprentices()}
        one = [(f"{people[selected]} alone", (selected,))] if selected in people else []
        if filtered is None:
            yield f"Everybody ({len(people)})", None
            yield from one
            return
        yield from (
            one if filtered == (selected,) else [(f"The {len(filtered)} that are shown", filtered), *one]
        )
        yield f"Everybody ({len(people)})", None


def open_export(app: MentorApp) -> None:
    """Ask about the export of what the screen on top shows."""
    screen = app.screen
    filtered = screen.filtered if isinstance(screen, BookScreen) else None
    app.push_screen(Export(app.selected, filtered))
