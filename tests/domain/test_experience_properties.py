from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.domain.clocks import Experience
from mentor_tui.domain.eligibility import standings
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.standing import Standing, StandingState
from mentor_tui.domain.suggestion import suggest
from mentor_tui.domain.vocabulary import SignOffState, VehicleKind
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine
from mentor_tui.domain.work import Why
from tests.domain.records import CAP, HOUSE, NEEDS, RULES, SETS, TODAY, WEEKS, records, starts
from tests.domain.small_rulebook import KEY, Work, make_record

READY = {StandingState.READY, StandingState.PAPERWORK}
GIVES = {Why.COUNTED, Why.OVER_CAP}


@st.composite
def more_work(draw: st.DrawFn, record: TrainingRecord) -> WeekSheet:
    where = draw(st.sampled_from(record.apprentice.placements))
    week = draw(starts)
    kind, area = draw(st.sampled_from(("car/brakes", "car/diesel", "truck/brakes", "truck/diesel"))).split(
        "/"
    )
    line = WorkLine(kind=VehicleKind(kind), area=area, minutes=draw(st.integers(1, 60 * 60)))
    return WeekSheet(
        apprentice=KEY,
        week=week,
        placement=where.key,
        lines=(line,),
        sign_off=SignOff(state=SignOffState.APPROVED),
    )


def history_of(record: TrainingRecord, today: date = TODAY) -> JudgedRecord:
    return JudgedRecord(record, Frame(RULES, HOUSE, today))


def experiences(judged: JudgedRecord) -> list[Experience]:
    return [judged.experience(tracks, need) for tracks in SETS for need in NEEDS]


def with_sheet(record: TrainingRecord, sheet: WeekSheet) -> TrainingRecord:
    return record.model_copy(update={"sheets": (*record.sheets, sheet)})


def shuffled(record: TrainingRecord, random: Random) -> TrainingRecord:
    """The same record entered in another order: sheets, their lines, and credits."""
    sheets = [
        sheet.model_copy(update={"lines": tuple(random.sample(sheet.lines, len(sheet.lines)))})
        for sheet in record.sheets
    ]
    random.shuffle(sheets)
    credits = random.sample(record.credits, len(record.credits))
    return record.model_copy(update={"sheets": tuple(sheets), "credits": tuple(credits)})


def logged(judged: JudgedRecord, week: date) -> int:
    """Minutes of a week that would count if there were no cap."""
    return sum(
        entry.minutes
        for entry in judged.entries
        if entry.week == week and entry.why in {Why.COUNTED, Why.OVER_CAP}
    )


def standings_by_code(judged: JudgedRecord) -> dict[str, Standing]:
    return {one.code: one for one in standings(judged)}


def met_by(found: Experience) -> date:
    return found.met_on or date.max


@given(records())
def test_hours_never_exceed_the_calendar_nor_a_week_its_cap(record: TrainingRecord) -> None:
    judged = history_of(record)
    for found in experiences(judged):
        assert found.work - found.earlier <= found.calendar_clock
    for tracks in SETS:
        assert all(minutes <= CAP for minutes in judged.weekly(tracks).values())
    every = judged.weekly(track.key for track in RULES.tracks)
    assert all(minutes == min(CAP, logged(judged, week)) for week, minutes in every.items())


@given(records())
def test_the_tally_adds_up_to_the_hours_clock(record: TrainingRecord) -> None:
    judged = history_of(record)
    for found in experiences(judged):
        assert sum(entry.counted for entry in judged.tally(found)) == found.hours_clock
        assert all(
            (entry.counted == 0) == (entry.why not in GIVES) or entry.why is Why.OVER_CAP
            for entry in judged.tally(found)
        )


@given(records())
def test_the_parts_of_the_total_add_up(record: TrainingRecord) -> None:
    for found in experiences(history_of(record)):
        assert sum(entry.counted for entry in found.credits if entry.is_work) == found.earlier
        assert sum(entry.counted for entry in found.credits if not entry.is_work) == found.training
        assert found.total == min(found.hours_clock, found.calendar_clock) + found.earlier + found.training


@given(records())
def test_training_never_exceeds_its_cap_but_where_it_meets_all(record: TrainingRecord) -> None:
    for found in experiences(history_of(record)):
        whole = any(entry.whole for entry in found.credits)
        assert found.training <= (found.needed if whole else found.training_cap)


@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(record: TrainingRecord, random: Random) -> None:
    before, after = history_of(record), history_of(shuffled(record, random))
    assert after.minutes_by_area == before.minutes_by_area
    assert suggest(after) == suggest(before)
    for one, other in zip(experiences(before), experiences(after), strict=True):
        assert other == one


@given(st.data())
def test_more_work_on_a_track_never_gives_less_on_it(data: st.DataObject) -> None:
    record = data.draw(records())
    sheet = data.draw(more_work(record))
    before, after = history_of(record), history_of(with_sheet(record, sheet))
    track = RULES.track_of(sheet.lines[0].kind, sheet.lines[0].area)
    room = logged(before, sheet.week) + sheet.minutes <= CAP
    ready = {code for code, one in standings_by_code(before).items() if one.state in READY}
    assert track is not None
    assert after.work(track).work >= before.work(track).work
    for tracks in SETS:
        if track not in tracks and not room:
            continue
        for need in NEEDS:
            less, more = before.experience(tracks, need), after.experience(tracks, need)
            assert more.total >= less.total or more.met_on is not None
            assert met_by(more) <= met_by(less)
    for code, one in standings_by_code(after).items():
        if code in ready and (room or track in RULES.test[code].tracks):
            assert one.state in READY


@given(records(most_credits=1), st.integers(0, WEEKS * 7))
def test_a_later_day_never_holds_less(record: TrainingRecord, back: int) -> None:
    before, after = history_of(record, TODAY - timedelta(days=back)), history_of(record)
    for earlier, later in zip(experiences(before), experiences(after), strict=True):
        assert later.hours_clock >= earlier.hours_clock or later.as_training.periods
        assert met_by(later) <= met_by(earlier)
        assert later.total >= earlier.total or later.met


@given(records(most_credits=0), st.integers(0, WEEKS * 7))
def test_what_was_reached_stays_reached_on_the_same_day(record: TrainingRecord, back: int) -> None:
    before, after = history_of(record, TODAY - timedelta(days=back)), history_of(record)
    for earlier, later in zip(experiences(before), experiences(after), strict=True):
        assert earlier.met_on is None or later.met_on == earlier.met_on


def test_a_minute_more_on_one_of_two_tracks_takes_none_from_both_together() -> None:
    half = Work("car/brakes", hours=CAP / 120), Work("truck/brakes", hours=CAP / 120)
    full = history_of(make_record(*half))
    over = history_of(make_record(*half, Work("truck/brakes", hours=1 / 60)))
    for judged in (full, over):
        assert sum(judged.weekly(("auto", "truck")).values()) == CAP


def test_overtime_elsewhere_does_not_take_practice_in_an_area_away() -> None:
    brakes = Work("truck/brakes", weeks=1, hours=10)
    overtime = Work("truck/diesel", weeks=1, hours=50)
    before, after = (history_of(make_record(*work)) for work in ((brakes,), (brakes, overtime)))
    for judged in (before, after):
        assert standings_by_code(judged)["T4"].area_minutes == 600
    assert after.minutes_by_area[VehicleKind.TRUCK, "brakes"] < 600
