"""The papers of one apprentice: placements, status, training credits, test events and week sheets."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.logbook.changes import Change
from mentor_tui.logbook.papers import void_credit, void_event
from mentor_tui.logbook.people import void_placement
from mentor_tui.logbook.sheets import void_sheet
from mentor_tui.tui import commands
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.forms import PAPERS
from mentor_tui.tui.dialogs.log_week import LogWeek
from mentor_tui.tui.dialogs.pick import Pick
from mentor_tui.tui.dialogs.questions import Ask
from mentor_tui.tui.screens.base import ApprenticeScreen, ListScreen
from mentor_tui.tui.widgets.row_list import Cell, Column, Row, RowList
from mentor_tui.words.hours import format_hours

_PLACEMENT, _CREDIT, _TEST, _STATUS, _WEEK = "placement", "credit", "test", "status", "week"
_COLUMNS = (
    Column("what", "Paper", 10),
    Column("title", "About", 20, grow=True),
    Column("from", "From", 10),
    Column("to", "To", 10),
    Column("state", "State", 18, grow=True, drop=1),
)


class PapersScreen(ApprenticeScreen, ListScreen):
    """One row a paper; the weeks last, the newest of them first."""

    TITLE = "Papers"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("papers", "back")
    HELP = """
Everything that is written down about one apprentice beside the person: placements, changes of status, training credits,
what happened with tests, and the week sheets with the newest first. n adds something, enter or e changes the row, d takes
it out with a reason. What was taken out stays in the list in grey, and counts nowhere.
"""

    @property
    def record(self) -> TrainingRecord:
        """What is written down."""
        return self.session.logbook.record(self._key)

    def body(self) -> ComposeResult:
        """The list."""
        yield RowList(_COLUMNS, empty="Nothing yet: n adds a placement.")

    def show_record(self) -> None:
        """Fill the list."""
        record = self.record
        self.say(record.apprentice.name)
        self.list.set_rows(_rows(record, self.session.rulebook))

    def on_row_list_selected(self) -> None:
        """Change the row."""
        self.action_edit()

    def action_new(self) -> None:
        """Ask what to add, and show its form."""
        options = ((what, title) for what, (title, _) in PAPERS.items())
        Pick("What is to be added?", options, _PLACEMENT).ask(self.app, self._form)

    def action_edit(self) -> None:
        """Show the form of the row."""
        if self.list.cursor_key is not None:
            what, *rest = self.list.cursor_key.split(":")
            self._form(what, rest)

    def action_void(self) -> None:
        """Take the row out, with a reason."""
        if self.list.cursor_key is None:
            return
        what, *rest = self.list.cursor_key.split(":")
        if what == _STATUS:
            self.notify("A status is not taken out: add the one that holds now.", markup=False)
            return
        record = self.record

        def void(reason: str) -> None:
            book = self.session.logbook
            self.app.write("Taken out", lambda: book.apply(_voided(record, what, rest, reason)))

        Ask("Take out", "It stays in the history, and counts nowhere. Why?").ask(self.app, void)

    def _form(self, what: str, item: Sequence[str] = ()) -> None:
        if what == _WEEK:
            week, placement = item
            self.app.push_screen(LogWeek(self.app, self._key, week=week, placement=placement))
        else:
            _, form = PAPERS[what]
            self.app.push_screen(form(self.app, self.record, *item))


def _voided(record: TrainingRecord, what: str, rest: list[str], reason: str) -> Change:
    if what == _PLACEMENT:
        return void_placement(record.apprentice, rest[0], reason)
    if what == _CREDIT:
        return void_credit(record, rest[0], reason)
    if what == _TEST:
        return void_event(record, rest[0], int(rest[1]), reason)
    sheet = next(one for one in record.sheets if one.key == "/".join(rest))
    return void_sheet(record, sheet, reason=reason)


def _rows(record: TrainingRecord, rulebook: Rulebook) -> Iterator[Row]:
    for place in record.apprentice.placements:
        shop_type = rulebook.shop_type.get(place.shop_type)
        about = f"{place.shop}, {shop_type.title if shop_type else place.shop_type}"
        ends = place.ends.isoformat() if place.ends else "goes on"
        yield _row((_PLACEMENT, place.key), about, place.starts.isoformat(), ends, "", place.voided)
    for entry in record.apprentice.history:
        yield _row(
            (_STATUS, entry.since.isoformat()), entry.status.value, entry.since.isoformat(), "", "", ""
        )
    for credit in record.credits:
        kind = rulebook.credit_kind.get(credit.kind)
        state = "granted by ASE" if credit.granted is not None else (kind.title if kind else credit.kind)
        yield _row(
            (_CREDIT, credit.key),
            credit.title,
            credit.starts.isoformat(),
            credit.ends.isoformat(),
            state,
            credit.voided,
        )
    for test in record.tests:
        known = rulebook.test.get(test.code)
        for position, event in enumerate(test.events):
            until = event.until.isoformat() if event.until else ""
            about = f"{test.code} {known.name if known else ''}"
            yield _row(
                (_TEST, test.code, str(position)),
                about,
                event.on.isoformat(),
                until,
                event.step.value.replace("-", " "),
                event.voided,
            )
    for sheet in sorted(record.sheets, key=lambda one: one.week, reverse=True):
        about = f"{format_hours(sheet.minutes)} h" if sheet.lines else str(sheet.absence or "empty")
        state = sheet.sign_off.state.value
        yield _row(
            (_WEEK, sheet.week.isoformat(), sheet.placement),
            about,
            sheet.week.isoformat(),
            "",
            state,
            sheet.voided,
        )


def _row(key: tuple[str, ...], about: str, first: str, last: str, state: str, voided: str) -> Row:
    style = "grey" if voided else ""
    state = f"taken out: {voided}" if voided else state
    cells = {
        "what": Cell(key[0], style),
        "title": Cell(about, style),
        "from": Cell(first, style),
        "to": Cell(last, style),
        "state": Cell(state, style),
    }
    return Row(":".join(key), cells, " ".join((key[0], about, first, last, state)))


def open_papers(app: MentorApp) -> None:
    """The papers of the selected apprentice."""
    app.push_screen(PapersScreen(app.selected or ""))
