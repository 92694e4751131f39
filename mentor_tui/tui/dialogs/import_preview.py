"""Import: every row of the file and what would become of it, before anything is written."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from mentor_tui.errors import MentorError
from mentor_tui.exchange.column_dates import DateOrder
from mentor_tui.exchange.files import read_file
from mentor_tui.exchange.import_plan import ImportPlan, ImportRow, RowState, UnknownName
from mentor_tui.exchange.joining import Joining
from mentor_tui.exchange.logbook_json import load_logbook
from mentor_tui.logbook.changes import Change
from mentor_tui.logbook.imports import hours_change, logbook_change, plan_hours
from mentor_tui.store.records import Transaction
from mentor_tui.tui import commands
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.message import Message, Report
from mentor_tui.tui.dialogs.pick import Pick
from mentor_tui.tui.dialogs.reason import Ask, answered
from mentor_tui.tui.screens.base import BookScreen
from mentor_tui.tui.text import as_typed
from mentor_tui.tui.widgets.choice import Option
from mentor_tui.tui.widgets.row_list import Cell, Column, Row, RowList

_ROLES = {
    RowState.NEW: "good",
    RowState.CHANGED: "warning",
    RowState.SAME: "muted",
    RowState.TO_DECIDE: "warning",
    RowState.CANNOT_PLACE: "error",
    RowState.LEFT_OUT: "muted",
}
_ORDER = (
    RowState.TO_DECIDE,
    RowState.CANNOT_PLACE,
    RowState.CHANGED,
    RowState.NEW,
    RowState.SAME,
    RowState.LEFT_OUT,
)
_WEEKS = 3
_ROWS_OF_WEEKS = 12
_COLUMNS = (
    Column("row", "Row", 5, align="right"),
    Column("state", "State", 12),
    Column("name", "Name", 16),
    Column("text", "What it says, or why it cannot be placed", 24, grow=True),
    Column("guess", "Meant?", 14, drop=1),
)


class ImportScreen(BookScreen):
    """A spreadsheet of hours, row by row."""

    TITLE = "Import"
    CSS_PATH = "../styles/import.tcss"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("import", "back")
    HELP = """
Every row of the file: new, changed, the same, or cannot be placed and why. Enter on a row whose name or work area is not
known chooses who or what is meant; enter on another row shows it and what its week adds up to. ctrl+s writes what is new
and changed as one step of undo, and asks first where hours may be in the logbook already; the same file twice adds nothing.
"""

    list = getters.query_one(RowList)
    notice = getters.query_one("#notice", Static)

    def __init__(self, data: bytes, name: str, plan: ImportPlan) -> None:
        super().__init__()
        self._data = data
        self._file = name
        self._plan = plan
        self._names: dict[str, str] = {}
        self._areas: dict[str, str] = {}
        self._order: DateOrder | None = None
        self._joining: Joining | None = None

    def body(self) -> ComposeResult:
        """What was found out about the file, and its rows."""
        yield Static(id="notice")
        yield RowList(_COLUMNS, empty="There is no row below the header.")

    def show_book(self, keys: frozenset[str] | None) -> None:
        """Work the plan out on what is written down now."""
        del keys
        self._show()

    def on_row_list_selected(self, message: RowList.Selected) -> None:
        """Choose who or what is meant in that row."""
        number = int(message.key)
        for unknown in self._plan.unknown_people:
            if number in unknown.rows:
                self._choose(unknown, self._names, f"Who is {unknown.text}?", self._people())
                return
        for unknown in self._plan.unknown_areas:
            if number in unknown.rows:
                self._choose(unknown, self._areas, f"What is {unknown.text}?", self._known_areas())
                return
        row = next(one for one in self._plan.rows if one.number == number)
        lines = [row.name, row.understood, row.problem, row.suggestion, *self._weeks_of(row)]
        self.app.push_screen(Report(f"Row {number}: {row.state}", [line for line in lines if line]))

    def action_dates(self) -> None:
        """Ask how dates of three numbers are to be read."""
        choice = self._plan.choice
        if choice is None:
            self.notify("The dates of this file can be read in one way only.", markup=False)
            return
        options: tuple[Option, ...] = (
            ("mdy", f"month first: {choice.examples[0]} is {choice.mdy[0]}"),
            ("dmy", f"day first: {choice.examples[0]} is {choice.dmy[0]}"),
        )

        def take(order: str | None) -> None:
            if order is not None:
                self._order = "mdy" if order == "mdy" else "dmy"
                self._show()

        self.app.push_screen(Pick(f"Dates in {choice.column}", options, "mdy"), take)

    def action_joining(self) -> None:
        """Ask what to do with hours of which nothing tells whether they are in the logbook already."""
        many = self._plan.undecided
        weeks = "1 week has" if many == 1 else f"{many:,} weeks have"
        options: tuple[Option, ...] = (
            (Joining.ADD, "add the hours of the file to them"),
            (Joining.REPLACE, "put the hours of the file in their place"),
        )

        def take(answer: str | None) -> None:
            if answer is not None:
                self._joining = Joining(answer)
                self._show()

        self.app.push_screen(Pick(f"{weeks} hours of the same work", options, Joining.ADD), take)

    def action_keep(self) -> None:
        """Write what is new and changed."""
        if self._plan.choice is not None:
            self.action_dates()
            return
        if self._plan.undecided:
            self.action_joining()
            return
        change = hours_change(self.session, self._plan)
        if change is None:
            self.notify("There is nothing to write: all of it is in the logbook already.", markup=False)
            return
        receipt = self._plan.receipt()

        def report(transaction: Transaction) -> Report:
            return Report("Imported", [*receipt, f"Kept as one change: {transaction.why}. u takes it back."])

        self.app.write("Imported", lambda: self.session.logbook.apply(change), self, report)

    def written(self) -> None:
        """The receipt says what was done, line by line."""
        self.dismiss(None)

    def refused(self, error: MentorError) -> bool:
        """Somebody else wrote meanwhile: look at the rows again."""
        self._show()
        return super().refused(error)

    def _show(self) -> None:
        self._plan = plan_hours(
            self.session,
            self._data,
            self._file,
            date_order=self._order,
            names=self._names,
            areas=self._areas,
            joining=self._joining,
        )
        counts = ", ".join(f"{count} {state}" for state, count in self._plan.counts.items() if count)
        self.say(counts or "no rows")
        self.notice.update(as_typed("\n".join(self._said())))
        rows = sorted(self._plan.rows, key=lambda row: (_ORDER.index(row.state), row.number))
        self.list.set_rows(_row(row) for row in rows)

    def _said(self) -> Iterator[str]:
        plan = self._plan
        yield f"{plan.file}: {plan.sheets_to_write} (ctrl+s)"
        for week in plan.weeks[:_WEEKS]:
            yield week.text
        if len(plan.weeks) > _WEEKS:
            yield f"and {len(plan.weeks) - _WEEKS:,} more weeks; enter on a row shows what those of its apprentice add up to"
        if plan.choice is not None:
            example, mdy, dmy = plan.choice.examples[0], plan.choice.mdy[0], plan.choice.dmy[0]
            yield f"{plan.choice.column}: {example} may be {mdy} or {dmy}; o says which."
        if plan.unknown_people or plan.unknown_areas:
            names = [one.text for one in (*plan.unknown_people, *plan.unknown_areas)]
            yield f"Not known: {', '.join(names[:4])}{' …' if len(names) > 4 else ''}; enter says what is meant."  # noqa: PLR2004 - a line of the screen

    def _weeks_of(self, row: ImportRow) -> Iterator[str]:
        """What the weeks of the row's apprentice add up to."""
        weeks = [week for week in self._plan.weeks if week.apprentice == row.apprentice]
        for week in weeks[:_ROWS_OF_WEEKS]:
            yield week.text
        if len(weeks) > _ROWS_OF_WEEKS:
            yield f"and {len(weeks) - _ROWS_OF_WEEKS:,} more weeks"

    def _choose(
        self, unknown: UnknownName, known: dict[str, str], title: str, options: tuple[Option, ...]
    ) -> None:
        likely = [option for key in unknown.suggestions for option in options if option[0] == key]
        rest = [option for option in options if option not in likely]

        def take(key: str | None) -> None:
            if key is not None:
                known[unknown.text] = key
                self._show()

        self.app.push_screen(Pick(title, (*likely, *rest), likely[0][0] if likely else ""), take)

    def _people(self) -> tuple[Option, ...]:
        return tuple((one.key, one.name) for one in self.session.logbook.apprentices())

    def _known_areas(self) -> tuple[Option, ...]:
        return tuple((area.key, area.title) for area in self.session.rulebook.areas)


def _row(row: ImportRow) -> Row:
    text = row.problem or row.understood
    cells = {
        "row": Cell(str(row.number), sort=row.number),
        "state": Cell(row.state.value, _ROLES[row.state], sort=_ORDER.index(row.state)),
        "name": Cell(row.name),
        "text": Cell(text, "warning" if row.problem and row.understood else ""),
        "guess": Cell(row.suggestion, "accent"),
    }
    return Row(str(row.number), cells, f"{row.number} {row.state} {row.name} {text} {row.suggestion}")


def open_import(app: MentorApp) -> None:
    """Ask for the file, then show what it would change."""

    def show(text: str) -> None:
        try:
            path = Path(text.strip("'\"")).expanduser()
            data = read_file(path)
            if path.suffix.lower() == ".json":
                _import_logbook(app, data, path.name)
            else:
                plan = plan_hours(app.session, data, path.name)
                app.push_screen(ImportScreen(data, path.name, plan))
        except MentorError as error:
            app.tell(error)
        except RuntimeError:
            app.push_screen(Message("Import", f"{text}: there is no such user."))

    text = "A list of hours (.csv, .tsv) or a logbook from `export json` (.json). Nothing is written yet."
    app.push_screen(Ask("Import a file", text, what="A path"), answered(show))


def _import_logbook(app: MentorApp, data: bytes, name: str) -> None:
    found = logbook_change(app.session, load_logbook(data, name), name, replace=False)
    told = f"{name}: {found.new} new, {found.changed} changed, {found.same} the same."
    if found.differing:
        told += f" {len(found.differing)} differ and stay as they are here."
    change = found.change
    if change is None:
        app.push_screen(Message("Import", told, "There is nothing to write."))
        return

    def take(answer: str | None, change: Change = change) -> None:
        if answer == "yes":
            app.write("Imported", lambda: app.session.logbook.apply(change))

    app.push_screen(Pick(told, (("yes", "Write it to the logbook"), ("no", "Leave it")), "yes"), take)
