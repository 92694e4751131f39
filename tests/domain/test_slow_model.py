"""The two clocks against a slow and simple model: every day and every sheet looked at by itself.

It is written from what the README and the rule `clock` say, not from the program, and asked for the same figures.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.domain.apprentice import Placement
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rule import Requirement
from mentor_tui.domain.vocabulary import Absence, SignOffState, Status, Supervision
from mentor_tui.domain.weeksheet import WeekSheet
from tests.domain.records import CAP, NEEDS, RULES, SETS, TODAY, records

DAY = timedelta(days=1)
HOUSES = st.builds(HouseRules, count_drafts=st.booleans(), count_assisted=st.booleans())


class Slow:
    """A record as of one day.

    Attributes:
        minutes: Of each week and track, what would count without a cap.
        worked: The placements in which work on each track counts.
    """

    def __init__(self, record: TrainingRecord, house: HouseRules, today: date) -> None:
        self.record, self.house, self.today = record, house, today
        self.minutes: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.worked: dict[str, set[str]] = defaultdict(set)
        for sheet in filter(self._counts, record.sheets):
            for track, minutes in self._lines(sheet):
                self.minutes[sheet.week][track] += minutes
                self.worked[track].add(sheet.placement)

    def _counts(self, sheet: WeekSheet) -> bool:
        """Whether hours on the sheet count: signed, over, employed on one of its days and not away on all of them."""
        week = [sheet.week - number * DAY for number in range(7)]
        placement = next(one for one in self.record.apprentice.placements if one.key == sheet.placement)
        signed = {SignOffState.APPROVED} | ({SignOffState.DRAFT} if self.house.count_drafts else set())
        return (
            not sheet.voided
            and sheet.sign_off.state in signed
            and self.record.apprentice.start <= sheet.week <= self.today
            and any(self._employed(placement, day) for day in week)
            and any(self._active(day) for day in week)
        )

    def _lines(self, sheet: WeekSheet) -> Iterator[tuple[str, int]]:
        """Hands-on work and its track: the area's own, else that of the vehicle."""
        hands_on = {Supervision.SUPERVISED, Supervision.ALONE} | (
            {Supervision.ASSISTED} if self.house.count_assisted else set()
        )
        for line in sheet.lines:
            area = RULES.area[line.area]
            vehicle = next((track.key for track in RULES.tracks if line.kind in track.kinds), None)
            track = area.track or vehicle
            if area.hands_on and line.supervision in hands_on and track:
                yield track, line.minutes

    def _employed(self, placement: Placement, day: date) -> bool:
        return (
            not placement.voided
            and placement.starts <= day
            and (placement.ends is None or day <= placement.ends)
        )

    def _active(self, day: date) -> bool:
        status = Status.ACTIVE
        for entry in self.record.apprentice.history:
            if entry.since <= day:
                status = entry.status
        return status is Status.ACTIVE

    def _days_on_leave(self) -> set[date]:
        """Days of leave by the sheets, but for weeks in which work counts all the same."""
        return {
            sheet.week - number * DAY
            for sheet in self.record.sheets
            for number in range(7)
            if sheet.absence is Absence.LEAVE and not sheet.voided and not self.minutes.get(sheet.week)
        }

    def calendar_days(self, tracks: tuple[str, ...]) -> int:
        """Days of employment, up to today, in the placements where work on the tracks counts, less leave."""
        shops = {key for track in tracks for key in self.worked[track]}
        placements = [one for one in self.record.apprentice.placements if one.key in shops]
        off = self._days_on_leave()
        days = 0
        day = self.record.apprentice.start
        while day <= self.today:
            here = any(self._employed(placement, day) for placement in placements)
            days += here and self._active(day) and day not in off
            day += DAY
        return days

    def hours(self, tracks: tuple[str, ...]) -> tuple[float, int]:
        """Minutes on the tracks, each week in proportion to its cap, and by how many they may be off by rounding."""
        total, rounding = 0.0, 0
        for of_track in self.minutes.values():
            every = sum(of_track.values())
            wanted = sum(of_track[track] for track in tracks)
            total += min(wanted, wanted * CAP / every)
            whole = every <= CAP or wanted in {0, every}
            rounding += 0 if whole else len(of_track) - 1
        return total, rounding


@given(records(most_credits=0), HOUSES)
def test_both_clocks_are_those_of_the_slow_model(record: TrainingRecord, house: HouseRules) -> None:
    judged, slow = JudgedRecord(record, Frame(RULES, house, TODAY)), Slow(record, house, TODAY)
    for tracks in (*SETS, ("desk",), ("auto", "desk", "truck")):
        minutes, rounding = slow.hours(tracks)
        fast = judged.experience(tracks, NEEDS[-1])
        assert abs(fast.hours_clock - minutes) <= rounding + 1e-6
        assert fast.calendar_days == slow.calendar_days(tracks)
        assert fast.calendar_clock == fast.calendar_days * house.year_minutes // 364
        assert fast.total == min(fast.hours_clock, fast.calendar_clock)


@given(records(most_credits=0), HOUSES, st.sampled_from(NEEDS))
def test_a_requirement_is_met_from_the_first_day_on_which_the_slow_model_goes_on_to_have_it(
    record: TrainingRecord, house: HouseRules, need: Requirement
) -> None:
    """Of all tracks together, whose hours the cap leaves no room to round."""
    every = tuple(track.key for track in RULES.tracks)

    def met(day: date) -> bool:
        slow = Slow(record, house, day)
        calendar = slow.calendar_days(every) * house.year_minutes // 364
        return min(round(slow.hours(every)[0]), calendar) >= need.months * house.month_minutes

    since = JudgedRecord(record, Frame(RULES, house, TODAY)).experience(every, need).met_on
    if since is None:
        assert not met(TODAY)
        return
    assert since == record.apprentice.start or not met(since - DAY)
    assert all(met(since + days * DAY) for days in range(0, (TODAY - since).days, 5))
