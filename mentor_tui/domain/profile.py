"""Everything there is to say about one apprentice: what the detail panel and `standing NAME` show."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mentor_tui.domain.board import by_urgency
from mentor_tui.domain.designation import DesignationStanding, designations
from mentor_tui.domain.doubts import doubts
from mentor_tui.domain.eligibility import standings as all_standings
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.milestones import tracks_of
from mentor_tui.domain.paperprofile import (
    CertificateProfile,
    CreditProfile,
    certificate_profiles,
    credit_profiles,
)
from mentor_tui.domain.problem import Problem
from mentor_tui.domain.remarks import not_counted, unconfirmed
from mentor_tui.domain.roster import RosterRow, roster_row
from mentor_tui.domain.standing import Standing
from mentor_tui.domain.suggestion import Suggestion, suggest
from mentor_tui.domain.weekstrip import StripWeek, week_strip
from mentor_tui.domain.workprofile import AreaHours, TrackProfile, area_hours, track_profile

_YEAR_OF_WEEKS = 52


class Profile(NamedTuple):
    """One apprentice as of one day.

    Attributes:
        row: What the roster shows of the same apprentice.
        tracks: Experience, the track with the most work first.
        areas: Hours by vehicle kind and area, the most first.
        next_tests: Relevant standings, the most urgent first.
        not_counted: Why logged work did not count, with the hours.
        designations: Titles of which at least one part has been certified.
        strip: The last 52 weeks, oldest first.
        unconfirmed: What rests on rules that ASE's own text does not confirm.
        problems: What is probably wrong in what was written down.
    """

    key: str
    name: str
    as_of: date
    row: RosterRow
    tracks: tuple[TrackProfile, ...]
    areas: tuple[AreaHours, ...]
    next_tests: tuple[Standing, ...]
    credits: tuple[CreditProfile, ...]
    certificates: tuple[CertificateProfile, ...]
    designations: tuple[DesignationStanding, ...]
    suggestion: Suggestion
    strip: tuple[StripWeek, ...]
    not_counted: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    problems: tuple[Problem, ...]


def profile(
    judged: JudgedRecord, standings: Iterable[Standing] | None = None, suggestion: Suggestion | None = None
) -> Profile:
    """Everything about one apprentice.

    Args:
        judged: The record, judged on a day.
        standings: Those of the same history, where they are known already.
        suggestion: That of the same history, where it is known already.
    """
    standings = all_standings(judged) if standings is None else tuple(standings)
    ordered = by_urgency(standings)
    suggestion = suggestion or suggest(judged)
    apprentice = judged.record.apprentice
    return Profile(
        key=apprentice.key,
        name=apprentice.name,
        as_of=judged.today,
        row=roster_row(judged, standings, suggestion),
        tracks=tuple(track_profile(judged, track) for track in tracks_of(judged)),
        areas=area_hours(judged),
        next_tests=ordered,
        credits=credit_profiles(judged, ordered or standings),
        certificates=certificate_profiles(ordered),
        designations=tuple(title for title in designations(judged, standings) if title.relevant),
        suggestion=suggestion,
        strip=week_strip(judged, _YEAR_OF_WEEKS),
        not_counted=not_counted(judged),
        unconfirmed=unconfirmed(judged, ordered),
        problems=doubts(judged),
    )
