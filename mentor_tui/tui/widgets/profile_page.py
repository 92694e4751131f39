"""Everything about one apprentice as lines to read."""

from collections.abc import Iterable, Iterator

from mentor_tui.domain.profile import Profile
from mentor_tui.tui.text import cut, fit
from mentor_tui.tui.theme import ROLE_OF_MARK, ROLE_OF_STATE
from mentor_tui.tui.widgets.lines import Line
from mentor_tui.tui.widgets.page import bar, beside, wrapped
from mentor_tui.tui.widgets.standing_page import reason_lines
from mentor_tui.words.glyphs import STATE_GLYPH, STATE_WORD, STATUS_WORD, WEEK_GLYPH
from mentor_tui.words.hours import hours_text
from mentor_tui.words.people import (
    certificate_text,
    credit_lines,
    designation_text,
    not_counted_lines,
    problem_lines,
    track_lines,
    unconfirmed_lines,
)
from mentor_tui.words.reasons import next_step_text
from mentor_tui.words.standings import when_text
from mentor_tui.words.suggestions import evidence_text, goal_text, outlook_text, suggestion_text, why_not_text

_GAP = 3
_AREA, _BAR = 20, 10


def profile_lines(profile: Profile, cells: int) -> Iterator[Line]:
    """The page of an apprentice, `cells` screen cells wide."""
    yield from _head(profile, cells)
    yield from _list("To look at", problem_lines(profile.problems), cells, style="warning")
    yield from _experience(profile, cells)
    yield from _tests(profile, cells)
    yield from _suggestion(profile, cells)
    yield from _areas(profile, cells)
    yield from _papers(profile, cells)
    yield from _list("Not counted", not_counted_lines(profile.not_counted), cells)
    yield from _list(
        "Not confirmed by ASE's own text", unconfirmed_lines(profile.unconfirmed), cells, style="muted"
    )


def profile_panel(profile: Profile, cells: int) -> Iterator[Line]:
    """The same in three columns for below the roster: what there is, what comes next, where it leads."""
    room = (cells - 2 * _GAP) // 3
    is_there = (*_head(profile, room), *_experience(profile, room), *_areas(profile, room))
    comes_next = (
        *_list("To look at", problem_lines(profile.problems), room, style="warning"),
        *_tests(profile, room),
    )
    leads_to = (*_suggestion(profile, room), *_papers(profile, room))
    return beside(is_there, comes_next[1:], leads_to[1:], room=room, gap=_GAP)


def _head(profile: Profile, cells: int) -> Iterator[Line]:
    row, status = profile.row, STATUS_WORD[profile.row.status]
    yield [(cut(profile.row.apprentice.name, cells), "strong")]
    yield [(cut(f"{status}, {row.shop}" if row.shop else status, cells), "muted")]
    weeks = profile.strip[-min(cells, len(profile.strip)) :]
    yield [(WEEK_GLYPH[week.mark], ROLE_OF_MARK[week.mark]) for week in weeks]


def _papers(profile: Profile, cells: int) -> Iterator[Line]:
    yield from _credits(profile, cells)
    yield from _list("Certificates", map(certificate_text, profile.certificates), cells)
    yield from _list("Titles", map(designation_text, profile.designations), cells)


def _experience(profile: Profile, cells: int) -> Iterator[Line]:
    yield from _heading("Experience")
    if not profile.tracks:
        yield [("  none yet", "muted")]
    for track in profile.tracks:
        total, *more = track_lines(track)
        yield from wrapped(total, cells, indent="  ", style="strong")
        yield [
            ("  ", ""),
            *bar(track.share, min(24, cells - 14)),
            (f" {track.milestone} months", "muted"),
        ]
        for text in more:
            yield from wrapped(f"  {text}", cells, indent="    ")


def _tests(profile: Profile, cells: int) -> Iterator[Line]:
    yield from _heading("Next tests")
    if not profile.next_tests:
        yield from wrapped(
            "  None yet: log work, and the tests it counts for appear here.",
            cells,
            indent="  ",
            style="muted",
        )
    for one in profile.next_tests:
        yield [
            (f"{STATE_GLYPH[one.state]} ", ROLE_OF_STATE[one.state]),
            (cut(f"{one.code} {one.name}", cells - 2), "strong"),
        ]
        when = f", {told}" if (told := when_text(one)) else ""
        yield [(cut(f"  {STATE_WORD[one.state]}{when}", cells), ROLE_OF_STATE[one.state])]
        yield from wrapped(f"  {next_step_text(one.next_step)}", cells, indent="  ")
        yield from reason_lines(one, cells)


def _suggestion(profile: Profile, cells: int) -> Iterator[Line]:
    found = profile.row.suggestion
    yield from _heading("Suggestion")
    yield from wrapped(suggestion_text(found), cells, indent="  ", style="strong")
    if found.best:
        for evidence in found.best.evidence:
            yield from wrapped(f"  {evidence_text(evidence)}", cells, indent="    ")
    if goal := goal_text(found):
        yield from wrapped(f"  Goal: {goal}", cells, indent="    ")
    if found.next_tests:
        way = ", ".join(" or ".join(group) for group in found.next_tests)
        yield from wrapped(f"  Next on the way: {way}", cells, indent="    ")
    if found.runner_up:
        yield from wrapped(
            f"  Next behind it: {found.runner_up.direction.title} ({found.runner_up.share} %)",
            cells,
            indent="    ",
        )
    for text in (why_not_text(found), outlook_text(found.outlook)):
        if text:
            yield from wrapped(f"  {text}", cells, indent="    ", style="muted")


def _areas(profile: Profile, cells: int) -> Iterator[Line]:
    if not profile.areas:
        return
    yield from _heading("Hours by work area")
    most = profile.areas[0].practised
    for area in profile.areas:
        codes = " ".join(area.codes)
        yield [
            (fit(f"  {area.area.title}", _AREA), ""),
            (" ", ""),
            *bar(area.practised / most, _BAR),
            (fit(f" {hours_text(area.practised)}", 9, "right"), ""),
            (cut(f" {codes}", cells - _AREA - _BAR - 10), "muted"),
        ]


def _credits(profile: Profile, cells: int) -> Iterator[Line]:
    if not profile.credits:
        return
    yield from _heading("Training and earlier work")
    for of_credit in profile.credits:
        credit = of_credit.credit
        yield from wrapped(
            f"{credit.title}, {credit.starts} to {credit.ends}",
            cells,
            indent="  ",
            style="" if of_credit.counts else "muted",
        )
        for text in credit_lines(of_credit):
            yield from wrapped(f"  {text}", cells, indent="    ", style="muted")


def _list(title: str, texts: Iterable[str], cells: int, *, style: str = "") -> Iterator[Line]:
    texts = tuple(texts)
    if texts:
        yield from _heading(title)
        for text in texts:
            yield from wrapped(text, cells, indent="  ", style=style)


def _heading(title: str) -> Iterator[Line]:
    yield []
    yield [(title, "title")]
