"""Import: every row of the file and what would become of it, before anything is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from mentor_tui.errors import MentorError
from mentor_tui.exchange.column_dates import DateOrder
from mentor_tui.exchange.files import read_file
from mentor_tui.exchange.hours_import import Watch
from mentor_tui.exchange.import_plan import ImportPlan, ImportRow, RowState, UnknownName
from mentor_tui.exchange.joining import Joining
from mentor_tui.exchange.logbook_json import LogbookFile, load_logbook
from mentor_tui.logbook.history import HistoryRow
from mentor_tui.logbook.imports import hours_change, hours_planner, logbook_change
from mentor_tui.logbook.session import Version
from mentor_tui.tui import commands
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.pick import Option, Pick
from mentor_tui.tui.dialogs.questions import Ask, Message, Report
from mentor_tui.tui.dialogs.working import Working
from mentor_tui.tui.screens.base import ListScreen
from mentor_tui.tui.text import as_typed
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
_HOW_TO_ADD = "Who is on no roster is added on the command line: mentor-tui import FILE --add-people."
_Result = TypeVar("_Result")
_WEEKS = 3
_ROWS_OF_WEEKS = 12
_COLUMNS = (
    Column("row", "Row", 5, align="right"),
    Column("state", "State", 12),
    Column("name", "Name", 16),
    Column("text", "What it says, or why it cannot be placed", 24, grow=True),
    Column("guess", "Meant?", 14, drop=1),
)


@dataclass(frozen=True, slots=True)
class _Answers:
    """What the mentor has said about the file."""

    names: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    order: DateOrder | None = None
    joining: Joining | None = None


@dataclass(frozen=True, slots=True)
class _Preview:
    """A plan as it is shown.

    Attributes:
        plan: What would be done.
        rows: Its rows for the list, those to look at first.
        answers: The answers it was made with.
        version: The state of the logbook it was made from.
    """

    plan: ImportPlan
    rows: tuple[Row, ...]
    answers: _Answers
    version: Version


class ImportScreen(ListScreen):
    """A spreadsheet of hours, row by row."""

    TITLE = "Import"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("import", "back")
    HELP = """
Every row of the file: new, changed, the same, or cannot be placed and why. Enter on a row whose name or work area is not
known chooses who or what is meant; enter on another row shows it and what its week adds up to. ctrl+s writes what is new
and changed as one step of undo, and asks first where hours may be in the logbook already; the same file twice adds nothing.
"""

    notice = getters.query_one("#notice", Static)

    def __init__(self, data: bytes, name: str, preview: _Preview) -> None:
        super().__init__()
        self._data = data
        self._file = name
        self._preview = preview

    @property
    def _plan(self) -> ImportPlan:
        return self._preview.plan

    def body(self) -> ComposeResult:
        """What was found out about the file, and its rows."""
        yield Static(id="notice")
        yield RowList(_COLUMNS, empty="There is no row below the header.")

    def show_book(self, keys: frozenset[str] | None) -> None:
        """Work the plan out on what is written down now."""
        del keys
        if self._stale:
            self._plan_anew(self._preview.answers)
        else:
            self._show()

    def on_row_list_selected(self, message: RowList.Selected) -> None:
        """Choose who or what is meant in that row."""
        number = int(message.key)
        for unknown in self._plan.unknown_people:
            if number in unknown.rows:
                people = (
                    (apprentice.key, apprentice.name) for apprentice in self.session.logbook.apprentices()
                )
                self._choose("names", unknown, f"Who is {unknown.text}?", people)
                return
        for unknown in self._plan.unknown_areas:
            if number in unknown.rows:
                areas = ((area.key, area.title) for area in self.session.rulebook.areas)
                self._choose("areas", unknown, f"What is {unknown.text}?", areas)
                return
        row = next(row for row in self._plan.rows if row.number == number)
        lines = [row.name, row.understood, row.problem, row.suggestion, *self._weeks_of(row)]
        self.app.push_screen(Report(f"Row {number}: {row.state}", filter(None, lines)))

    def action_dates(self) -> None:
        """Ask how dates of three numbers are to be read."""
        choice = self._plan.choice
        if choice is None:
            self.notify("The dates of this file can be read in one way only.", markup=False)
            return
        options = (
            ("mdy", f"month first: {choice.examples[0]} is {choice.mdy[0]}"),
            ("dmy", f"day first: {choice.examples[0]} is {choice.dmy[0]}"),
        )
        Pick(f"Dates in {choice.column}", options, "mdy").ask(
            self.app, lambda order: self._answer(order=order)
        )

    def action_joining(self) -> None:
        """Ask what to do with hours of which nothing tells whether they are in the logbook already."""
        many = self._plan.undecided
        weeks = "1 week has" if many == 1 else f"{many:,} weeks have"
        options = (
            (Joining.ADD, "add the hours of the file to them"),
            (Joining.REPLACE, "put the hours of the file in their place"),
        )
        question = Pick(f"{weeks} hours of the same work", options, Joining.ADD)
        question.ask(self.app, lambda joining: self._answer(joining=Joining(joining)))

    def action_keep(self) -> None:
        """Write what is new and changed; not by a plan that was made before somebody else wrote."""
        if self._stale:
            self._plan_anew(self._preview.answers)
            return
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

        def report(transaction: HistoryRow) -> Report:
            return Report("Imported", [*receipt, f"Kept as one change: {transaction.why}. u takes it back."])

        self.app.write("Imported", lambda: self.session.logbook.apply(change), self, report)

    def written(self) -> None:
        """The receipt says what was done, line by line."""
        self.dismiss(None)

    def refused(self, error: MentorError) -> bool:
        """Somebody else wrote meanwhile: look at the rows again."""
        self._plan_anew(self._preview.answers)
        return super().refused(error)

    @property
    def _stale(self) -> bool:
        """Whether something has been written since the plan was made."""
        return self._preview.version != self.session.version

    def _plan_anew(self, answers: _Answers) -> None:
        """Make the plan again; where that is stopped, the answers and rows before it stay."""
        screens = self.app.screen_stack
        if self not in screens or self._leaves_with is not None:
            return  # What has just been written is written from here.
        if any(isinstance(screen, Working) for screen in screens):
            return  # What comes of that is looked at then.

        def take(preview: _Preview) -> None:
            self._preview = preview
            self.show_book(None)

        _plan(self.app, self._data, self._file, answers, take)

    def _show(self) -> None:
        counts = ", ".join(f"{count} {state}" for state, count in self._plan.counts.items() if count)
        self.say(counts or "no rows")
        self.notice.update(as_typed("\n".join(self._said())))
        self.list.set_rows(self._preview.rows)

    def _said(self) -> Iterator[str]:
        plan = self._plan
        yield f"{plan.file}: {plan.sheets_to_write} (ctrl+s)"
        if plan.choice is not None:
            example, mdy, dmy = plan.choice.examples[0], plan.choice.mdy[0], plan.choice.dmy[0]
            yield f"{plan.choice.column}: {example} may be {mdy} or {dmy}; o says which."
        if plan.unknown_people or plan.unknown_areas:
            names = [unknown.text for unknown in (*plan.unknown_people, *plan.unknown_areas)]
            yield f"Not known: {', '.join(names[:4])}{' …' if len(names) > 4 else ''}; enter says what is meant."  # noqa: PLR2004 - a line of the screen
        if plan.unknown_people:
            yield _HOW_TO_ADD
        for week in plan.weeks[:_WEEKS]:
            yield week.text
        if len(plan.weeks) > _WEEKS:
            yield f"and {len(plan.weeks) - _WEEKS:,} more weeks; enter on a row shows what those of its apprentice add up to"

    def _weeks_of(self, row: ImportRow) -> Iterator[str]:
        """What the weeks of the row's apprentice add up to."""
        weeks = [week for week in self._plan.weeks if week.apprentice == row.apprentice]
        for week in weeks[:_ROWS_OF_WEEKS]:
            yield week.text
        if len(weeks) > _ROWS_OF_WEEKS:
            yield f"and {len(weeks) - _ROWS_OF_WEEKS:,} more weeks"

    def _answer(self, **answer: Any) -> None:  # noqa: ANN401 - a field of the answers
        self._plan_anew(replace(self._preview.answers, **answer))

    def _choose(self, about: str, unknown: UnknownName, title: str, choices: Iterable[Option]) -> None:
        """Ask what a name stands for; the answer is one of those about `names` or `areas`."""
        options = dict(choices)
        if not options:
            self.app.push_screen(Message(title, "Nobody is on the roster yet.", _HOW_TO_ADD))
            return
        likely = [key for key in unknown.suggestions if key in options]
        ordered = {key: options[key] for key in (*likely, *options)}

        def take(key: str) -> None:
            self._answer(**{about: {**getattr(self._preview.answers, about), unknown.text: key}})

        Pick(title, ordered.items(), likely[0] if likely else "").ask(self.app, take)


def _text(row: ImportRow) -> str:
    return row.problem or row.understood


_CELLS: Mapping[str, Callable[[ImportRow], Cell]] = {
    "row": lambda row: Cell(str(row.number), sort=row.number),
    "state": lambda row: Cell(row.state.value, _ROLES[row.state], sort=_ORDER.index(row.state)),
    "name": lambda row: Cell(row.name),
    "text": lambda row: Cell(_text(row), "warning" if row.problem and row.understood else ""),
    "guess": lambda row: Cell(row.suggestion, "accent"),
}


class _Cells(Mapping[str, Cell]):
    """The cells of one row, each made when it is looked at: of a large file few ever are."""

    __slots__ = ("_row",)

    def __init__(self, row: ImportRow) -> None:
        self._row = row

    def __getitem__(self, column: str) -> Cell:
        return _CELLS[column](self._row)

    def __iter__(self) -> Iterator[str]:
        return iter(_CELLS)

    def __len__(self) -> int:
        return len(_CELLS)


def _row(row: ImportRow) -> Row:
    said = f"{row.number} {row.state} {row.name} {_text(row)} {row.suggestion}"
    return Row(str(row.number), _Cells(row), said)


def open_import(app: MentorApp) -> None:
    """Ask for the file, then show what it would change."""

    def show(text: str) -> None:
        try:
            path = Path(text.strip("'\"")).expanduser()
            data = read_file(path)
            if path.suffix.lower() == ".json":
                _read_logbook(app, data, path.name)
            else:
                _plan(
                    app,
                    data,
                    path.name,
                    _Answers(),
                    lambda preview: app.push_screen(ImportScreen(data, path.name, preview)),
                )
        except MentorError as error:
            app.tell(error)
        except RuntimeError:
            app.push_screen(Message("Import", f"{text}: there is no such user."))

    text = "A list of hours (.csv, .tsv) or a logbook from `export json` (.json). Nothing is written yet."
    Ask("Import a file", text, what="A path").ask(app, show)


def _plan(
    app: MentorApp, data: bytes, name: str, answers: _Answers, take: Callable[[_Preview], object]
) -> None:
    """Work the plan out beside the screen, and hand on what is to be shown unless that is stopped."""
    version = app.session.version
    planner = hours_planner(
        app.session,
        data,
        name,
        date_order=answers.order,
        names=answers.names,
        areas=answers.areas,
        joining=answers.joining,
    )

    def work(watch: Watch) -> _Preview:
        plan = planner(watch)
        # Not sorted: that goes on at one stretch, in which no other thread has a turn.
        rows = [row for state in _ORDER for row in plan.rows if row.state is state]
        shown = tuple(_row(row) for row in watch(rows, "rows to show"))
        return _Preview(plan, shown, answers, version)

    _work(app, work, take)


def _work(app: MentorApp, work: Callable[[Watch], _Result], take: Callable[[_Result], object]) -> None:
    def answer(result: _Result | MentorError) -> None:
        if isinstance(result, MentorError):
            app.tell(result)
        else:
            take(result)

    Working("Import", work).ask(app, answer)


def _read_logbook(app: MentorApp, data: bytes, name: str) -> None:
    def take(file: LogbookFile) -> None:
        try:
            _import_logbook(app, file, name)
        except MentorError as error:
            app.tell(error)

    _work(app, lambda _: load_logbook(data, name), take)


def _import_logbook(app: MentorApp, file: LogbookFile, name: str) -> None:
    read = logbook_change(app.session, file, name, replace=False)
    summary = f"{name}: {read.new} new, {read.changed} changed, {read.same} the same."
    if read.differing:
        summary += f" {len(read.differing)} differ and stay as they are here."
    change = read.change
    if change is None:
        app.push_screen(Message("Import", summary, "There is nothing to write."))
        return

    def take(answer: str) -> None:
        if answer == "yes":
            app.write("Imported", lambda: app.session.logbook.apply(change))

    Pick(summary, (("yes", "Write it to the logbook"), ("no", "Leave it")), "yes").ask(app, take)
