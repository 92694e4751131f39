"""The head of a week sheet: which week, in which state, among which others."""

from collections.abc import Iterator, Sequence
from datetime import date

from textual.content import Content

from mentor_tui.domain.vocabulary import SignOffState
from mentor_tui.domain.weeksheet import WeekSheet
from mentor_tui.domain.weekstrip import StripWeek
from mentor_tui.logbook.typedweek import TypedWeek
from mentor_tui.tui.text import printable
from mentor_tui.words.glyphs import WEEK_GLYPH
from mentor_tui.words.hours import format_hours

_STYLES = {
    "approved": "$text-success",
    "returned": "$text-error",
    "missing": "$text-warning",
    "draft": "",
    "absent": "$text-muted",
}


def week_line(week: date, strip: Sequence[StripWeek]) -> Content:
    """The week between two arrows, and the last weeks with this one marked."""
    parts: list[str | tuple[str, str]] = [
        ("◂ ", "$text-muted"),
        (f"Week to {week:%a} {week.day} {week:%b %Y}", "bold"),
        (" ▸", "$text-muted"),
        "   ",
    ]
    for one in strip:
        style = _STYLES.get(one.mark.value, "")
        parts.append((WEEK_GLYPH[one.mark], f"{style} reverse bold".strip() if one.week == week else style))
    return Content.assemble(*parts)


def state_line(sheet: WeekSheet | None, shop: str) -> Content:
    """The shop, and what has become of the sheet."""
    return Content(
        printable(
            f"{shop}  ·  {' '.join(_state(sheet))}" if shop else "No placement in this week; Papers adds one"
        )
    )


def _state(sheet: WeekSheet | None) -> Iterator[str]:
    if sheet is None:
        yield "not logged yet"
        return
    sign_off = sheet.sign_off
    if sign_off.state is SignOffState.DRAFT:
        yield "logged, not approved"
    else:
        yield f"{sign_off.state} by {sign_off.by}" if sign_off.by else sign_off.state.value
    if sign_off.reason:
        yield f"({sign_off.reason})"


def total_line(typed: TypedWeek, cap: int) -> Content:
    """All hours beside those that count at most, and those that are still grey."""
    total = f"Total {format_hours(typed.minutes)} h, {format_hours(cap)} h count in a week"
    parts: list[str | tuple[str, str]] = [(total, "bold")]
    if typed.minutes > cap:
        parts.append((": scaled down", "$text-warning"))
    if typed.proposed:
        parts.append((f" · {format_hours(typed.proposed)} h in grey", "$text-muted"))
    return Content.assemble(*parts)
