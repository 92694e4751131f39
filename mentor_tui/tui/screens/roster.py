"""The roster: everybody at a glance, and the one under the cursor in detail."""

from collections.abc import Sequence
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.timer import Timer

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.board import RosterRow
from mentor_tui.domain.standing import URGENCY, Standing
from mentor_tui.domain.vocabulary import Status
from mentor_tui.errors import MentorError
from mentor_tui.tui import commands
from mentor_tui.tui.screens.apprentice import ProfileScreen, panel_writer, written
from mentor_tui.tui.screens.base import PeopleScreen, in_slices
from mentor_tui.tui.theme import ROLE_OF_MARK, ROLE_OF_STATE
from mentor_tui.tui.widgets.page import Page, bar
from mentor_tui.tui.widgets.row_list import Cell, Column, Row, RowList
from mentor_tui.words.glyphs import DATE_MEANING_WORDS, STATUS_WORD, WEEK_GLYPH, state_text, week_glyphs
from mentor_tui.words.phrases import counted, day_text
from mentor_tui.words.roster import roster_filter_text, years_text
from mentor_tui.words.suggestions import suggestion_text

COLUMNS = (
    Column("state", "State", 17),
    Column("code", "Test", 4, drop=1),
    Column("name", "Name", 15, grow=True),
    Column("shop", "Shop", 14, drop=3, grow=True),
    Column("weeks", "8 weeks", 8),
    Column("years", "Years", 12),
    Column("next", "Next date", 10),
    Column("means", "What then", 18, drop=5),
    Column("suggestion", "Suggestion", 22, drop=2, grow=True),
)


_BAR = 6


def broken_row(apprentice: Apprentice, why: str) -> Row:
    """An apprentice whose record cannot be read."""
    cells = {
        "state": Cell("! unreadable", "error"),
        "name": Cell(apprentice.name),
        "shop": Cell(why, "error"),
    }
    return Row(apprentice.key, cells, f"{apprentice.name} unreadable")


def roster_cells(row: RosterRow) -> Row:
    """The whole row."""
    name, work, suggestion = row.apprentice.name, row.work, suggestion_text(row.suggestion)
    state = Cell("· nothing yet", "muted", sort=len(URGENCY))
    if row.urgent:
        role = ROLE_OF_STATE[row.urgent.state]
        state = Cell(state_text(row.urgent.state), role, sort=URGENCY.index(row.urgent.state))
    until = f" until {row.status_until}" if row.status_until else ""
    away = "" if row.status is Status.ACTIVE else f" {STATUS_WORD[row.status]}{until}"
    years = years_text(work)
    cells = {
        "state": state,
        "code": Cell(row.urgent.code if row.urgent else ""),
        "name": Cell(name, segments=((name, ""), (away, "muted")) if away else ()),
        "shop": Cell(row.shop),
        "weeks": Cell(
            week_glyphs(row.strip),
            segments=tuple((WEEK_GLYPH[mark], ROLE_OF_MARK[mark]) for mark in row.strip),
            sort=-row.missing_weeks,
        ),
        "years": Cell(
            years,
            segments=((f"{years:>3} ", ""), *bar(work.share, _BAR), (f" {work.milestone // 12}", "muted")),
            sort=work.experience.work,
        ),
        **_next_cells(row.ahead),
        "suggestion": Cell(suggestion),
    }
    return Row(row.apprentice.key, cells, roster_filter_text(row))


def _next_cells(ahead: Standing | None) -> dict[str, Cell]:
    """The next day, and what it is."""
    if ahead is None or ahead.day is None or ahead.day_means is None:
        return {"next": Cell(""), "means": Cell("", "muted")}
    return {
        "next": Cell(day_text(ahead.day, ahead.day_precision), sort=ahead.day),
        "means": Cell(f"{ahead.code} {DATE_MEANING_WORDS[ahead.day_means]}", "muted"),
    }


_REST = 0.04
"""Seconds that the cursor has to stay before its details are worked out."""
_WIDE = "-wide"
_MANY, _TELL = 500, 100
"""From how many apprentices on it is told how far the rows are, and after how many rows each time."""


class RosterScreen(PeopleScreen):
    """Names at once; the rest of each row as it is worked out, from the top."""

    TITLE = "Roster"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("roster")
    HELP = """
One row for each apprentice: the most urgent test and its state, the last eight weeks with the newest at the right,
years of work with a bar towards the next milestone, the next date, and the suggested direction.

`/` looks through the name, the shop, the states of all tests, the status, the suggestion and the tags: `ready` finds
whoever is ready for any test.

A week is ■ approved, ▪ logged but not approved, ✗ returned, – absent, · missing, ▫ not over yet.
"""

    details = getters.query_one(Page)

    def __init__(self) -> None:
        super().__init__()
        self._damaged: set[str] = set()
        self._detailed: str | None = None
        self._resting: Timer | None = None
        self._filling = False

    def body(self) -> ComposeResult:
        """The list, and below it the details."""
        with Vertical():
            yield RowList(COLUMNS, empty="Nobody is here yet.")
            page = Page(id="details")
            page.can_focus = False
            yield page

    def show_book(self, keys: frozenset[str] | None) -> None:
        """Show who is there, then fill in what has changed."""
        super().show_book(keys)
        self.count()
        self._detailed = None

    def begin(self, keys: Sequence[str]) -> None:
        """Work these rows out once the names are there."""
        self.call_after_refresh(super().begin, keys)

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Follow the cursor, once it rests."""
        self.select()
        if self._resting is not None:
            self._resting.stop()
        if message.key is not None and message.key != self._detailed:
            self._resting = self.set_timer(_REST, self._show_details)

    def on_row_list_selected(self, message: RowList.Selected) -> None:
        """Open the apprentice's own page."""
        self.app.push_screen(ProfileScreen(message.key))

    def on_resize(self) -> None:
        """The details may have come into view."""
        # At the start the rows come first; the details follow once the cursor rests.
        if self._filling:
            self.call_after_refresh(self._show_details)

    def action_details(self) -> None:
        """Show or hide the details, or open them as a page where there is no room beside the list."""
        if self.has_class(_WIDE):
            self.toggle_class("no-details")
            self.call_after_refresh(self._show_details)
        elif self.selected:
            self.app.push_screen(ProfileScreen(self.selected))

    async def fill_rows(self, keys: Sequence[str]) -> None:
        """Work these rows out, then show the details."""

        def fill(step: tuple[int, str]) -> None:
            done, key = step
            self._fill_row(key)
            if len(keys) > _MANY and done % _TELL == 0:
                self.say(f"worked out {done:,} of {len(keys):,}")

        self._filling = True
        await in_slices(enumerate(keys, 1), fill)
        self.count()
        self._show_details()

    def _fill_row(self, key: str) -> None:
        try:
            row = roster_cells(self.session.insights.roster_row(key))
        except MentorError as error:
            row = broken_row(self._people[key], error.message)
        if self.session.logbook.damage(key):
            self._damaged.add(key)
        else:
            self._damaged.discard(key)
        self.put(row)

    def _show_details(self) -> None:
        key = self.selected
        if key == self._detailed or not self.details.display:
            return
        self._detailed = key
        self.details.show(written(lambda: panel_writer(self.session, key)) if key else lambda _: ())

    def count(self) -> None:
        """Say how many there are, and what of them is not valid."""
        total, shown = len(self._people), self.list.shown
        people = f"{shown} of {total}" if self.list.filter_text else counted(total, "apprentice")
        damaged = len(self._damaged & self._people.keys())
        self.say(f"! {damaged} not all valid  {people}" if damaged else people)
