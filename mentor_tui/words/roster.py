"""The row of an apprentice on the roster, and the years of work behind it."""

from mentor_tui.domain.board import RosterRow
from mentor_tui.domain.progress import YEARS, TrackWork
from mentor_tui.words.glyphs import STATE_WORD, STATUS_WORD
from mentor_tui.words.hours import months_number, years_number
from mentor_tui.words.phrases import counted
from mentor_tui.words.suggestions import suggestion_text


def roster_filter_text(row: RosterRow) -> str:
    """What a filter looks through; every state counts, so that `ready` finds whoever is ready for any test."""
    words = (
        row.apprentice.name,
        row.shop,
        row.urgent.code if row.urgent else "",
        *(STATE_WORD[state] for state in row.states),
        row.work.title,
        STATUS_WORD[row.status],
        suggestion_text(row.suggestion),
        *row.apprentice.tags,
    )
    return " ".join(filter(None, words))


def years_text(work: TrackWork) -> str:
    """Work in full-time years, `1.4`."""
    return years_number(work.experience.work, work.year_minutes)


def milestone_text(work: TrackWork) -> str:
    """`16.9 of 24 months`; `40.2 months` where all milestones are reached."""
    months = months_number(work.experience.work, work.experience.month_minutes)
    return f"{months} months" if work.done else f"{months} of {work.milestone} months"


def milestone_lines(work: TrackWork) -> tuple[str, ...]:
    """For each of the years when it was reached, or what is missing: `2 years of work: reached on 2025-03-14`."""
    return tuple(_milestone_line(work, year) for year in range(1, YEARS + 1))


def _milestone_line(work: TrackWork, year: int) -> str:
    years = f"{counted(year, 'year')} of work{', training aside' if work.aside else ''}"
    if year <= len(work.reached):
        return f"{years}: reached on {work.reached[year - 1]}"
    months = months_number(work.missing(year), work.experience.month_minutes, up=True)
    return f"{years}: {months} months to go"
