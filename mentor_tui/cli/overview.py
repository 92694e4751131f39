"""`roster`, `board`, `suggest`, `due`: all apprentices at a glance."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import groupby

from mentor_tui.cli.opening import opened, remark_damage
from mentor_tui.cli.output import show
from mentor_tui.cli.text import Column, line_width, table, wrap, wrap_words
from mentor_tui.domain.board import Board, RosterRow
from mentor_tui.domain.due import DueEvent
from mentor_tui.domain.progress import WeekMark
from mentor_tui.domain.standing import Standing
from mentor_tui.domain.suggestion import Suggestion
from mentor_tui.logbook.session import Session
from mentor_tui.words import shapes
from mentor_tui.words.glyphs import (
    DATE_MEANING_WORDS,
    STATE_GLYPH,
    STATE_WORD,
    WEEK_GLYPH,
    WEEK_WORDS,
    state_text,
    week_glyphs,
)
from mentor_tui.words.phrases import code_list, day_text
from mentor_tui.words.roster import years_text
from mentor_tui.words.standings import due_words
from mentor_tui.words.suggestions import evidence_text, goal_text, outlook_text, suggestion_text, why_not_text

_BEGIN = (
    "There is no apprentice yet.",
    "Add one:            mentor-tui add NAME --start DATE --shop SHOP --shop-type TYPE",
    "Read a spreadsheet: mentor-tui import FILE.csv --add-people",
    "Look at an example: mentor-tui --demo roster",
)
_WIDE = 120
_STATE = 17


def as_of(session: Session) -> str:
    """The day, the rule book and the shop's year that a result rests on."""
    hours = session.settings.house.hours_per_year
    return f"As of {session.today}, by the {session.rulebook.edition}, {hours} hours a year"


def run_roster(args: Namespace) -> int:
    with opened(args) as session:
        remark_damage(session, session.logbook.keys())
        rows = session.insights.roster()
        if args.filter:
            wanted = set(session.insights.filtered(args.filter))
            rows = tuple(row for row in rows if row.apprentice.key in wanted)
        data = {"apprentices": [shapes.roster_row(row) for row in rows]}
        return show(args, session, "roster", data, _roster_lines(session, rows))


def _roster_lines(session: Session, rows: Sequence[RosterRow]) -> Iterator[str]:
    if not rows:
        yield from _BEGIN
        return
    wide = line_width() >= _WIDE
    columns = [
        Column("state"),
        Column("name", least=12),
        *([Column("shop", least=12)] if wide else []),
        Column("8 weeks"),
        Column("years", right=True),
        Column("next date"),
        Column("suggestion", least=10),
    ]
    yield from table(columns, [_row_texts(row, wide=wide) for row in rows])
    yield ""
    yield from _signs()
    yield as_of(session)


def _row_texts(row: RosterRow, *, wide: bool) -> list[str]:
    ahead = row.ahead
    state = state_text(row.urgent.state) if row.urgent else "-"
    when = f"{day_text(ahead.day, ahead.day_precision)} {ahead.code}" if ahead and ahead.day else "-"
    shop = [row.shop or "-"] if wide else []
    weeks, years = week_glyphs(row.strip), years_text(row.work)
    return [state, row.apprentice.name, *shop, weeks, years, when, suggestion_text(row.suggestion)]


def _signs() -> Iterator[str]:
    marks = ", ".join(
        f"{WEEK_GLYPH[mark]} {WEEK_WORDS[mark]}" for mark in WeekMark if WEEK_GLYPH[mark].strip()
    )
    yield from wrap(marks, line_width(), first="Weeks, the last one right: ", rest="  ")


def run_board(args: Namespace) -> int:
    with opened(args) as session:
        remark_damage(session, session.logbook.keys())
        board = session.insights.board()
        return show(args, session, "board", shapes.board(board), _board_lines(session, board))


def _board_lines(session: Session, board: Board) -> Iterator[str]:
    if not board.rows:
        yield from _BEGIN
        return
    for row in board.rows:
        yield from wrap(
            f"{row.apprentice.name}, {row.shop}" if row.shop else row.apprentice.name, line_width()
        )
        for state, found in groupby(row.standings, key=lambda one: one.state):
            tests = [f"{_cell(one)}," for one in found]
            tests[-1] = tests[-1].removesuffix(",")
            yield from wrap_words(
                tests, line_width(), first=f"  {STATE_GLYPH[state]} {STATE_WORD[state]:<{_STATE}}"
            )
        if not row.standings:
            yield "  no test in sight yet"
    yield ""
    yield from wrap(
        "the day after a test is the one that matters now, as `due` tells; ? rests on a rule "
        "that ASE's own text does not confirm",
        line_width(),
    )
    yield as_of(session)


def _cell(one: Standing) -> str:
    doubt = "?" if one.unconfirmed else ""
    return f"{one.code}{doubt} {day_text(one.day, one.day_precision)}" if one.day else f"{one.code}{doubt}"


def run_suggest(args: Namespace) -> int:
    with opened(args) as session:
        people = [session.logbook.find(args.name)] if args.name else list(session.logbook.apprentices())
        remark_damage(session, [one.key for one in people])
        found = [(one.key, one.name, session.insights.suggestion(one.key)) for one in people]
        data = {
            "suggestions": [
                {"apprentice": {"key": key, "name": name}, **shapes.suggestion(one)}
                for key, name, one in found
            ]
        }
        return show(args, session, "suggest", data, _suggest_lines(session, found, full=bool(args.name)))


def _suggest_lines(
    session: Session, found: Sequence[tuple[str, str, Suggestion]], *, full: bool
) -> Iterator[str]:
    if not found:
        yield from _BEGIN
        return
    if full:
        for _, name, one in found:
            yield f"{name}: {suggestion_text(one)}"
            yield from suggestion_lines(one)
    else:
        columns = (
            Column("name", least=12),
            Column("suggestion", least=24, wraps=True),
            Column("runner-up", least=10, wraps=True),
        )
        rows = [
            (name, suggestion_text(one), one.runner_up.direction.title if one.runner_up else "")
            for _, name, one in found
        ]
        yield from table(columns, rows)
    yield ""
    yield as_of(session)


def suggestion_lines(one: Suggestion) -> Iterator[str]:
    """Why it is suggested, what comes next, and what would change it."""
    width = line_width()
    if why_not := why_not_text(one):
        yield from wrap(why_not, width, first="  why not: ")
    if one.best:
        for evidence in one.best.evidence:
            yield from wrap(evidence_text(evidence), width, first="  because: ")
    if one.next_tests:
        groups = " and ".join(" or ".join(group) for group in one.next_tests)
        yield from wrap(groups, width, first="  next tests: ")
    if one.goal:
        yield from wrap(goal_text(one), width, first="  goal: ")
    if one.runner_up:
        runner = f"{one.runner_up.direction.title} ({one.runner_up.share} % of the hours)"
        yield from wrap(runner, width, first="  runner-up: ")
    if outlook := outlook_text(one.outlook):
        yield from wrap(outlook, width, first="  what would change it: ")


def run_due(args: Namespace) -> int:
    with opened(args) as session:
        remark_damage(session, session.logbook.keys())
        last = args.within(session.today)
        events = session.insights.board().due((last - session.today).days)
        data = {"until": last, "due": [shapes.due_event(event) for event in events]}
        return show(args, session, "due", data, _due_lines(session, events))


def _due_lines(session: Session, events: Sequence[DueEvent]) -> Iterator[str]:
    if not events:
        yield "Nothing is due in that time."
    else:
        columns = (
            Column("day"),
            Column("what"),
            Column("name", least=12),
            Column("test"),
            Column("next step", least=16, wraps=True),
        )
        rows = [
            (
                str(event.day),
                DATE_MEANING_WORDS[event.means],
                event.apprentice.name,
                code_list(event.codes),
                due_words(event),
            )
            for event in events
        ]
        yield from table(columns, rows)
    yield ""
    yield as_of(session)
