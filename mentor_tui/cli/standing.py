"""`standing`: one apprentice, all tests that matter or one of them with everything behind it."""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence

from mentor_tui.cli.called import test_called
from mentor_tui.cli.opening import opened, remark_damage
from mentor_tui.cli.output import show
from mentor_tui.cli.overview import as_of, suggestion_lines
from mentor_tui.cli.text import Column, line_width, table, wrap
from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.eligibility import standing
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.profile import CreditProfile, Profile
from mentor_tui.domain.standing import Standing
from mentor_tui.domain.training import CreditEntry
from mentor_tui.domain.work import Why, WorkEntry
from mentor_tui.logbook.session import Session
from mentor_tui.words import shapes
from mentor_tui.words.counting import WHY_WORDS, reductions_text
from mentor_tui.words.glyphs import DATE_MEANING_WORDS, STATUS_WORD, state_text
from mentor_tui.words.hours import format_hours, months_number
from mentor_tui.words.people import (
    area_text,
    certificate_text,
    credit_lines,
    designation_text,
    not_counted_lines,
    problem_lines,
    track_lines,
    unconfirmed_lines,
)
from mentor_tui.words.phrases import day_text
from mentor_tui.words.reasons import next_step_text, reason_text
from mentor_tui.words.standings import forecast_words, more_in_area, when_text
from mentor_tui.words.suggestions import suggestion_text


def run_standing(args: Namespace) -> int:
    with opened(args) as session:
        apprentice = session.logbook.find(args.name)
        remark_damage(session, (apprentice.key,))
        return (_one_test if args.code else _all_tests)(args, session, apprentice)


def _all_tests(args: Namespace, session: Session, apprentice: Apprentice) -> int:

    profile = session.insights.profile(apprentice.key)
    found = [one for one in session.insights.standings(apprentice.key) if one.relevant or args.all]
    data = {
        "apprentice": shapes.person(apprentice),
        **shapes.profile(profile),
        "standings": [shapes.standing(one) for one in found],
    }
    return show(args, session, "standing", data, lines(session, apprentice, profile, found))


def _one_test(args: Namespace, session: Session, apprentice: Apprentice) -> int:

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
    session: Session, apprentice: Apprentice, one: Standing, tally: Sequence[WorkEntry]
) -> Iterator[str]:
    yield f"{apprentice.name}: {one.code} {one.name}"
    yield from why(one)
    yield ""
    yield from clocks(one)
    if one.experience.credits:
        yield ""
        yield from _credit_table(one.experience.credits, one.experience.month_minutes)
    yield ""
    yield from _tally_lines(session, tally)
    yield ""
    yield as_of(session)


def why(one: Standing) -> Iterator[str]:
    """The state, what to do, and the reasons in order."""
    day = f", {told}" if (told := when_text(one)) else ""
    yield f"{state_text(one.state)}{day}"
    yield from wrap(next_step_text(one.next_step), line_width(), first="Next: ")
    for text in forecast_words(one):
        yield from wrap(text, line_width(), first="At this pace: ")
    for reason in one.reasons:
        mark = {True: "yes", False: "no ", None: " - "}[reason.ok]
        text = f"{reason_text(reason)}{' (unconfirmed)' if reason.unconfirmed else ''}"
        yield from wrap(text, line_width(), first=f"  {mark}  ")


def clocks(one: Standing) -> Iterator[str]:
    """What there is, clock by clock, in full-time months."""
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


def _credit_table(credits: Sequence[CreditEntry], month_minutes: int) -> Iterator[str]:
    """The training credits and what became of them."""
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
            reductions_text(entry.why),
        )
        for entry in credits
    ]
    yield from table(columns, rows)


def _tally_lines(session: Session, tally: Sequence[WorkEntry]) -> Iterator[str]:

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
            "" if entry.why is Why.COUNTED else WHY_WORDS[entry.why],
        )
        for entry in tally
    ]
    yield from table(columns, rows)


def lines(
    session: Session, apprentice: Apprentice, found: Profile, standings: Sequence[Standing]
) -> Iterator[str]:
    """The profile and the standings as text."""
    yield f"{apprentice.name} ({apprentice.key}), {STATUS_WORD[found.row.status]}"
    yield from _placements(apprentice)
    yield from _block("Experience", (line for track in found.tracks for line in (*track_lines(track), "")))
    yield from _block("Hours by work area", map(area_text, found.areas))
    yield from _block("Not counted", not_counted_lines(found.not_counted))
    if standings:
        yield ""
        yield from _standings(standings)
    yield from _block(
        "Training credits",
        map(_credit_text, found.credits),
    )
    yield from _block("Certificates", map(certificate_text, found.certificates))
    yield from _block("Titles", map(designation_text, found.designations))
    yield ""
    yield f"Suggestion: {suggestion_text(found.row.suggestion)}"
    yield from suggestion_lines(found.row.suggestion)
    yield from _block("To look at", problem_lines(found.problems))
    yield from _block("Not confirmed by ASE's own text", unconfirmed_lines(found.unconfirmed))
    yield ""
    yield as_of(session)


def _credit_text(of_credit: CreditProfile) -> str:
    credit, given = of_credit.credit, "; ".join(credit_lines(of_credit))
    return f"{credit.key} {credit.title}, {credit.starts} to {credit.ends}: {given}"


def _placements(apprentice: Apprentice) -> Iterator[str]:
    for place in apprentice.placements:
        if not place.voided:
            period = f"{place.starts} to {place.ends}" if place.ends else f"since {place.starts}"
            text = f"{place.shop} ({place.shop_type}, {place.kind.value}) {period}"
            yield from wrap(text, line_width(), first=f"  {place.key}: ")


def _block(title: str, texts: Iterable[str]) -> Iterator[str]:
    shown = [text for text in texts if text]
    if shown:
        yield ""
        yield title
        for text in shown:
            yield from wrap(text, line_width(), first="  ", rest="    ")


def _standings(standings: Sequence[Standing]) -> Iterator[str]:
    columns = (
        Column("test"),
        Column("name", least=12),
        Column("state"),
        Column("date", least=12, wraps=True),
        Column("next step", least=16, wraps=True),
    )
    rows = [
        (
            one.code,
            one.name,
            f"{state_text(one.state)}{'?' if one.unconfirmed else ''}",
            f"{day_text(one.day, one.day_precision)} {DATE_MEANING_WORDS[one.day_means]}"
            if one.day and one.day_means
            else more_in_area(one),
            next_step_text(one.next_step),
        )
        for one in standings
    ]
    yield from table(columns, rows)
