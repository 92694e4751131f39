"""What has been done, in words: the clocks of each track, and the hours of each area."""

from collections import defaultdict
from typing import NamedTuple

from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.milestones import TrackWork, milestone_lines, track_work
from mentor_tui.domain.minutes import percent
from mentor_tui.domain.vocabulary import Confidence, VehicleKind
from mentor_tui.words.glyphs import kind_words
from mentor_tui.words.hours import hours_text, months_number


class TrackProfile(NamedTuple):
    """Experience on one track in words.

    Attributes:
        hours_clock: `hours clock: 3,120 h of 4,000 h`.
        calendar_clock: `calendar clock: 568 of 728 days`.
        slower: Which of the two decides.
        earlier: Earlier work that counts beside them; empty where there is none.
        milestones: One line for each of the three years.
    """

    work: TrackWork
    hours_clock: str
    calendar_clock: str
    slower: str
    earlier: str
    milestones: tuple[str, ...]
    unconfirmed: bool

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it, the total first."""
        total = f"{self.work.title}: {self.work.years} years, {self.work.next_text} of work"
        parts = (total, self.hours_clock, self.calendar_clock, self.slower, self.earlier, *self.milestones)
        return tuple(part for part in parts if part)


class AreaHours(NamedTuple):
    """Work of one area on one vehicle kind.

    Attributes:
        minutes: What of it counts for experience, each week up to its cap.
        practised: The same with what is over the cap of a week: what the shop's own rule for the area asks for.
        share: Of all that was practised on that vehicle kind, in whole per cent.
        codes: Tests for which it is evidence.
        text: `Brakes: 1,240 h of 2,610 h on trucks (47 %)`.
    """

    kind: VehicleKind
    area: str
    title: str
    minutes: int
    practised: int
    share: int
    codes: tuple[str, ...]
    text: str


def track_profile(judged: JudgedRecord, track: str) -> TrackProfile:
    """Both clocks of one track against its next milestone.

    Source: rule `clock`.
    """
    work = track_work(judged, track)
    found, year = work.experience, work.milestone // 12
    needed_hours = year * judged.house.year_minutes
    needed_days = year * judged.rulebook.clock.calendar_days_per_year
    slower = "calendar" if found.calendar_binds else "hours"
    rules = judged.rulebook.track[track], judged.rulebook.clock
    return TrackProfile(
        work=work,
        hours_clock=f"hours clock: {hours_text(found.hours_clock)} of {hours_text(needed_hours)}",
        calendar_clock=f"calendar clock: {found.calendar_days:,} of {needed_days:,} days",
        slower=f"the {slower} clock is the slower one and counts",
        earlier=f"earlier work: {months_number(found.earlier, found.month_minutes)} months"
        if found.earlier
        else "",
        milestones=milestone_lines(work),
        unconfirmed=any(rule.confidence is Confidence.UNCONFIRMED for rule in rules),
    )


def area_hours(judged: JudgedRecord) -> tuple[AreaHours, ...]:
    """Hours by vehicle kind and area: the kind with the most first, within it the area with the most."""
    of_kind: dict[VehicleKind, int] = defaultdict(int)
    for (kind, _), minutes in judged.logged_by_area.items():
        of_kind[kind] += minutes
    ordered = sorted(
        judged.logged_by_area.items(),
        key=lambda item: (-of_kind[item[0][0]], item[0][0], -item[1], item[0][1]),
    )
    return tuple(_area(judged, kind, area, minutes, of_kind[kind]) for (kind, area), minutes in ordered)


def _area(judged: JudgedRecord, kind: VehicleKind, area: str, practised: int, whole: int) -> AreaHours:
    title = judged.rulebook.area[area].title
    share = percent(practised, whole)
    on = "" if kind is VehicleKind.NONE else f" on {kind_words(kind)}"
    return AreaHours(
        kind=kind,
        area=area,
        title=title,
        minutes=judged.minutes_by_area.get((kind, area), 0),
        practised=practised,
        share=share,
        codes=tuple(test.code for test in judged.rulebook.tests_of(kind, area) if test.active),
        text=f"{title}: {hours_text(practised)} of {hours_text(whole)}{on} ({share} %)",
    )
