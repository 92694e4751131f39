"""Years of work on a track: how far, when each was reached, and what the next one asks for."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mentor_tui.domain.experience import Experience, JudgedRecord
from mentor_tui.words.hours import months_number, years_number
from mentor_tui.words.phrases import counted

YEARS = 3
"""Milestones after the third year are not shown: no test asks for more."""

_YEAR = 12


class TrackWork(NamedTuple):
    """Work on one track, training left aside.

    Attributes:
        minutes: Full-time minutes by the slower of the two clocks, with earlier work.
        months: Whole full-time months.
        reached: The days on which one, two and three years were reached.
        milestone: Months of the next milestone; of the last where all are reached.
        progress: From 0 to 1: how much of the year before the milestone is done; 1 where all are reached.
        share: From 0 to 1: how much of the milestone is there, of `next_text`.
        years: `1.4`.
        aside: Whether there is training, which the tests count beside this work.
        next_text: `16.9 of 24 months`; `40.2 months` where all are reached.
    """

    key: str
    title: str
    experience: Experience
    minutes: int
    months: int
    reached: tuple[date, ...]
    milestone: int
    progress: float
    share: float
    years: str
    aside: bool
    next_text: str


def track_work(judged: JudgedRecord, track: str, *, dated: bool = True) -> TrackWork:
    """The work on one track.

    Args:
        judged: The record, judged on a day.
        track: Key of the track.
        dated: Whether the days of the milestones are wanted, which take longest to find.
    """
    found = judged.work(track)
    year = judged.house.year_minutes
    done = min(YEARS, found.work // year)
    milestone = _YEAR * min(YEARS, done + 1)
    return TrackWork(
        key=track,
        title=judged.rulebook.track[track].title,
        experience=found,
        minutes=found.work,
        months=found.months,
        reached=judged.years_reached(track)[:YEARS] if dated else (),
        milestone=milestone,
        progress=1.0 if done == YEARS else (found.work - done * year) / year,
        share=min(1.0, found.work / (milestone * found.month_minutes)),
        years=years_number(found.work, year),
        aside=_has_training(judged),
        next_text=f"{months_number(found.work, found.month_minutes)} {'months' if done == YEARS else f'of {milestone} months'}",
    )


def milestone_lines(work: TrackWork) -> tuple[str, ...]:
    """For each of the years when it was reached, or what is missing: `2 years of work: reached on 2025-03-14`."""
    return tuple(_milestone(work, number) for number in range(1, YEARS + 1))


def _milestone(work: TrackWork, number: int) -> str:
    years = f"{counted(number, 'year')} of work{', training aside' if work.aside else ''}"
    if number <= len(work.reached):
        return f"{years}: reached on {work.reached[number - 1]}"
    found = work.experience
    missing = number * _YEAR * found.month_minutes - work.minutes
    return f"{years}: {months_number(missing, found.month_minutes, up=True)} months to go"


def _has_training(judged: JudgedRecord) -> bool:
    kinds = judged.rulebook.credit_kind
    return any(
        not credit.voided and credit.kind in kinds and kinds[credit.kind].counts_as == "training"
        for credit in judged.record.credits
    )


def tracks_of(judged: JudgedRecord) -> tuple[str, ...]:
    """The tracks with counted work or earlier work, those with the most logged first."""
    logged = _by_minutes(judged)
    others = [track.key for track in judged.rulebook.tracks if track.key not in logged]
    return (*logged, *(_earlier(judged, others) if judged.record.credits else ()))


def main_track(judged: JudgedRecord) -> str | None:
    """The track with the most counted work; where there is none, that of the present shop, or of earlier work."""
    if logged := _by_minutes(judged):
        return logged[0]
    place = judged.record.apprentice.placement_on(judged.today)
    here = judged.rulebook.track_of_kind.get(place.kind) if place else None
    return here or next(iter(tracks_of(judged)), None)


def _by_minutes(judged: JudgedRecord) -> list[str]:
    order = {track.key: number for number, track in enumerate(judged.rulebook.tracks)}
    logged = judged.minutes_by_track
    return sorted(logged, key=lambda key: (-logged[key], order[key]))


def _earlier(judged: JudgedRecord, tracks: Iterable[str]) -> list[str]:
    return [track for track in tracks if judged.work(track).earlier]
