"""`standing`: one apprentice, all tests that matter or one of them with everything behind it."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mentor_tui.cli.arguments import add_command
from mentor_tui.cli.opening import opened, remark_damage
from mentor_tui.cli.output import show
from mentor_tui.cli.overview import as_of
from mentor_tui.cli.text import Column, line_width, table, wrap

if TYPE_CHECKING:
    from mentor_tui.cli.arguments import Commands
    from mentor_tui.domain.apprentice import Apprentice
    from mentor_tui.domain.experience import JudgedRecord
    from mentor_tui.domain.standing import Standing
    from mentor_tui.domain.training import CreditEntry
    from mentor_tui.domain.work import WorkEntry
    from mentor_tui.logbook.session import Session


def register(commands: "Commands") -> None:
    """Add the command."""
    parser = add_command(
        commands,
        "standing",
        _standing,
        "where an apprentice stands, or with a test, why, week by week",
        spare="code",
    )
    parser.add_argument("name", metavar="NAME", help="the apprentice: a key, a name or a part of one")
    parser.add_argument("code", nargs="?", metavar="CODE", help="a test, such as A5: adds the full tally")
    parser.add_argument(
        "--all", action="store_true", help="also the tests that do not concern the apprentice"
    )


def _standing(args: Namespace) -> int:
    with opened(args) as session:
        apprentice = session.logbook.find(args.name)
        remark_damage(session, (apprentice.key,))
        return (_one_test if args.code else _all_tests)(args, session, apprentice)


def _all_tests(args: Namespace, session: "Session", apprentice: "Apprentice") -> int:
    from mentor_tui.cli.profile import lines, shape
    from mentor_tui.words import shapes

    profile = session.insights.profile(apprentice.key)
    found = [one for one in session.insights.standings(apprentice.key) if one.relevant or args.all]
    data = {
        "apprentice": shapes.person(apprentice),
        **shape(profile),
        "standings": [shapes.standing(one) for one in found],
    }
    return show(args, session, "standing", data, lines(session, apprentice, profile, found))


def _one_test(args: Namespace, session: "Session", apprentice: "Apprentice") -> int:
    from mentor_tui.cli.rules import test_called
    from mentor_tui.domain.eligibility import standing
    from mentor_tui.words import shapes

    judged: JudgedRecord = session.insights.judged(apprentice.key)
    one = standing(judged, test_called(session.rulebook, args.code).code)
    tally = tuple(judged.tally(one.experience))
    data = {
        "apprentice": shapes.person(apprentice),
        "standing": shapes.standing(one),
        "credits": [shapes.credit(entry) for entry in one.experience.credits],
        "tally": [shapes.work(entry) for entry in tally],
    }
    return show(args, session, "standing", data, _test_lines(session, apprentice, one, tally))


def _test_lines(
    session: "Session", apprentice: "Apprentice", one: "Standing", tally: "Sequence[WorkEntry]"
) -> Iterator[str]:
    yield f"{apprentice.name}: {one.code} {one.name}"
    yield from why(one)
    yield ""
    yield from clocks(one)
    if one.experience.credits:
        yield ""
        yield from credit_lines(one.experience.credits, one.experience.month_minutes)
    yield ""
    yield from _tally_lines(session, tally)
    yield ""
    yield as_of(session)


def why(one: "Standing") -> Iterator[str]:
    """The state, what to do, and the reasons in order."""
    from mentor_tui.domain.wording import forecast_words, when_text

    day = f", {told}" if (told := when_text(one)) else ""
    yield f"{one.state.sign} {one.state.word}{day}"
    yield from wrap(one.next_step, line_width(), first="Next: ")
    for text in forecast_words(one):
        yield from wrap(text, line_width(), first="At this pace: ")
    for reason in one.reasons:
        mark = {True: "yes", False: "no ", None: " - "}[reason.ok]
        text = f"{reason.text} (unconfirmed)" if reason.unconfirmed else reason.text
        yield from wrap(text, line_width(), first=f"  {mark}  ")


def clocks(one: "Standing") -> Iterator[str]:
    """What there is, clock by clock, in full-time months."""
    from mentor_tui.domain.wording import months_number

    found = one.experience
    rows = [
        ("hours clock", found.hours_clock, not found.calendar_binds),
        ("calendar clock", found.calendar_clock, found.calendar_binds),
        ("earlier work", found.earlier, False),
        ("training", found.training, False),
        ("together", found.total, False),
        ("asked for", found.needed, False),
    ]
    yield "Experience in full-time months"
    for what, minutes, slower in rows:
        note = "  the slower clock counts" if slower else ""
        yield f"  {what:<15}{months_number(minutes, found.month_minutes):>6}{note}"


def credit_lines(credits: "Sequence[CreditEntry]", month_minutes: int) -> Iterator[str]:
    """The training credits and what became of them."""
    from mentor_tui.domain.wording import months_number

    columns = (
        Column("credit", least=12),
        Column("from"),
        Column("to"),
        Column("months", right=True),
        Column("why not all", least=11, wraps=True),
    )
    rows = [
        (
            entry.credit.title,
            str(entry.credit.starts),
            str(entry.credit.ends),
            "all" if entry.whole else months_number(entry.counted, month_minutes),
            entry.why,
        )
        for entry in credits
    ]
    yield from table(columns, rows)


def _tally_lines(session: "Session", tally: "Sequence[WorkEntry]") -> Iterator[str]:
    from mentor_tui.domain.minutes import format_hours
    from mentor_tui.domain.work import Why

    columns = (
        Column("week"),
        Column("work", least=24),
        Column("supervision"),
        Column("hours", right=True),
        Column("counted", right=True),
        Column("why not", least=16, wraps=True),
    )
    areas = session.rulebook.area
    rows = [
        (
            str(entry.week),
            f"{entry.kind.value}: {areas[entry.area].title if entry.area in areas else entry.area}",
            entry.supervision.value,
            format_hours(entry.minutes),
            format_hours(entry.counted),
            "" if entry.why is Why.COUNTED else entry.why.value,
        )
        for entry in tally
    ]
    yield from table(columns, rows)
