"""The rows of the roster: one apprentice as cells."""

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.board import URGENCY
from mentor_tui.domain.roster import RosterRow
from mentor_tui.domain.weekstrip import WeekMark
from mentor_tui.domain.wording import day_text
from mentor_tui.tui.theme import ROLE_OF_STATE
from mentor_tui.tui.widgets.page import bar
from mentor_tui.tui.widgets.row_list import Cell, Column, Row

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

ROLE_OF_MARK = {
    WeekMark.APPROVED: "good",
    WeekMark.DRAFT: "warning",
    WeekMark.RETURNED: "error",
    WeekMark.ABSENT: "muted",
    WeekMark.MISSING: "error",
    WeekMark.OPEN: "muted",
    WeekMark.OUTSIDE: "",
}

_BAR = 6


def name_row(apprentice: Apprentice) -> Row:
    """What is known before anything is worked out."""
    return Row(apprentice.key, {"name": Cell(apprentice.name)}, apprentice.name)


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
    state = Cell("· nothing yet", "muted", sort=len(URGENCY))
    if row.state:
        state = Cell(
            f"{row.state.sign} {row.state.word}", ROLE_OF_STATE[row.state], sort=URGENCY.index(row.state)
        )
    until = f" until {row.status_until}" if row.status_until else ""
    away = "" if row.active else f" {row.status}{until}"
    day = row.next_date
    cells = {
        "state": state,
        "code": Cell(row.code),
        "name": Cell(row.name, segments=((row.name, ""), (away, "muted")) if away else ()),
        "shop": Cell(row.shop),
        "weeks": Cell(
            row.marks,
            segments=tuple((mark.sign, ROLE_OF_MARK[mark]) for mark in row.strip),
            sort=-row.missing_weeks,
        ),
        "years": Cell(
            row.years,
            segments=((f"{row.years:>3} ", ""), *bar(row.share, _BAR), (f" {row.milestone // 12}", "muted")),
            sort=row.minutes,
        ),
        "next": Cell(day_text(day, row.next_date_precision) if day else "", sort=day),
        "means": Cell(f"{row.next_code} {row.next_date_means or ''}" if day else "", "muted"),
        "suggestion": Cell(row.suggestion),
    }
    return Row(row.key, cells, row.filter_text)
