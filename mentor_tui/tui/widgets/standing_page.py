"""Why a standing is what it is, as lines to read: the reasons, the dates, and the tally of every week."""

from collections.abc import Iterator

from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.standing import Reason, Standing
from mentor_tui.domain.work import Why
from mentor_tui.tui.text import cut, fit
from mentor_tui.tui.theme import ROLE_OF_STATE
from mentor_tui.tui.widgets.lines import Line
from mentor_tui.tui.widgets.page import bar, wrapped
from mentor_tui.words.counting import WHY_WORDS
from mentor_tui.words.glyphs import kind_words, state_text
from mentor_tui.words.hours import format_hours, hours_text
from mentor_tui.words.reasons import next_step_text, reason_text
from mentor_tui.words.standings import forecast_words, when_text

_YES, _NO, _REMARK = ("✔", "good"), ("✖", "error"), ("·", "muted")
_AREA, _HOURS = 44, 7


def reason_lines(standing: Standing, cells: int) -> Iterator[Line]:
    """Each reason behind its sign; what ASE's own text does not confirm says so."""
    for reason in standing.reasons:
        sign, style = _sign(reason)
        text = reason_text(reason)
        if reason.unconfirmed and "not confirmed" not in text:
            text += " (not confirmed)"
        first, *more = wrapped(text, cells - 4)
        yield [(f"  {sign} ", style), *first]
        yield from ([("    ", ""), *line] for line in more)


def standing_lines(standing: Standing, judged: JudgedRecord, cells: int) -> Iterator[Line]:
    """The whole answer for one apprentice and one test."""
    state = standing.state
    yield [(cut(f"{judged.record.apprentice.name}: {standing.code} {standing.name}", cells), "strong")]
    yield [
        (state_text(state), ROLE_OF_STATE[state] or "strong"),
        (f"  {when_text(standing)}", ""),
    ]
    yield from wrapped(next_step_text(standing.next_step), cells, style="strong")
    yield from _heading("Reasons")
    yield from reason_lines(standing, cells)
    yield from _experience(standing, cells)
    yield from _forecast(standing, cells)
    yield from _sources(standing, judged, cells)
    yield from _tally(standing, judged, cells)


def _experience(standing: Standing, cells: int) -> Iterator[Line]:
    found = standing.experience
    if not found.needed:
        return
    yield from _heading("Experience")
    yield [("  ", ""), *bar(found.total / found.needed, min(40, cells - 4))]
    rows = (
        ("hours clock", hours_text(found.hours_clock)),
        ("calendar clock", f"{hours_text(found.calendar_clock)} ({found.calendar_days:,} days)"),
        ("earlier work", hours_text(found.earlier) if found.earlier else ""),
        (
            "training",
            f"{hours_text(found.training)} of at most {hours_text(found.training_cap)}"
            if found.training
            else "",
        ),
        ("together", f"{hours_text(found.total)} of {hours_text(found.needed)}"),
        ("still missing", hours_text(found.missing, up=True) if found.missing else ""),
        ("met on", str(found.met_on) if found.met_on else ""),
    )
    yield from ([(fit(f"  {name}", 18), "muted"), (cut(text, cells - 18), "")] for name, text in rows if text)
    if not found.met:
        slower = "calendar" if found.calendar_binds else "hours"
        yield from wrapped(
            f"  The slower of the two clocks counts: here it is the {slower} clock.",
            cells,
            indent="  ",
            style="muted",
        )


def _forecast(standing: Standing, cells: int) -> Iterator[Line]:
    if said := forecast_words(standing):
        yield from _heading("At this pace")
        for text in said:
            yield from wrapped(f"  {text}", cells, indent="  ")


def _sources(standing: Standing, judged: JudgedRecord, cells: int) -> Iterator[Line]:
    keys = dict.fromkeys(key for reason in standing.reasons for key in reason.sources)
    if not keys:
        return
    yield from _heading("Where the rules come from")
    known = judged.rulebook.source
    for key in keys:
        yield from wrapped(
            f"  {known[key].title}" if key in known else f"  {key}", cells, indent="    ", style="muted"
        )


def _tally(standing: Standing, judged: JudgedRecord, cells: int) -> Iterator[Line]:
    yield from _heading("Every week, newest first: logged, counted, why")
    areas = judged.rulebook.area
    entries = sorted(judged.tally(standing.experience), key=lambda entry: entry.week, reverse=True)
    if not entries:
        yield [("  nothing is logged yet", "muted")]
    title_cells = max(10, min(_AREA, cells - 56))
    why_cells = max(0, cells - 14 - title_cells - 2 * _HOURS)
    for entry in entries:
        title = areas[entry.area].title if entry.area in areas else entry.area
        whole = entry.counted and entry.why is Why.COUNTED
        style = "" if whole else "warning" if entry.counted else "muted"
        yield [
            (f"{entry.week}  ", "muted"),
            (fit(f"{title}, {kind_words(entry.kind)}", title_cells), style),
            (fit(format_hours(entry.minutes), _HOURS, "right"), style),
            (fit(format_hours(entry.counted), _HOURS, "right"), style),
            ("" if whole else cut(f"  {WHY_WORDS[entry.why]}", why_cells), "muted"),
        ]


def _sign(reason: Reason) -> tuple[str, str]:
    if reason.ok is None:
        return _REMARK
    return _YES if reason.ok else _NO


def _heading(title: str) -> Iterator[Line]:
    yield []
    yield [(title, "title")]
