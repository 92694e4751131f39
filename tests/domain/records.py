"""Records of every kind, drawn at random, over half a year of weeks."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import assume
from hypothesis import strategies as st

from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.weeks import WEEK
from tests.domain.small_rulebook import FIRST, START, Away, Work, credit, make_record, place, small_rulebook

RULES = small_rulebook(two_years=2, three_years=3)
"""Months for years, so that short records reach what they ask for."""
HOUSE = HouseRules(area_hours=10)
CAP = HOUSE.year_minutes // RULES.clock.weeks_per_year
WEEKS = 30
TODAY = FIRST + WEEKS * WEEK
SETS = ("auto",), ("truck",), ("auto", "truck")
NEEDS = tuple(RULES.requirement.values())
KINDS = "car/brakes", "car/diesel", "truck/brakes", "truck/diesel", "none/desk", "car/helper"
LEVELS = "observed", "assisted", "supervised", "alone"
SHOPS = ("garage", "car"), ("diesel-shop", "truck"), ("fleet", "truck")

hours = st.integers(1, 80 * 60).map(lambda minutes: minutes / 60)
starts = st.integers(0, WEEKS - 1).map(lambda number: FIRST + number * WEEK)
works = st.builds(
    Work,
    what=st.sampled_from(KINDS),
    weeks=st.integers(1, 12),
    hours=hours,
    first=starts,
    supervision=st.sampled_from(LEVELS),
    state=st.sampled_from(("approved", "approved", "approved", "draft", "returned")),
    place=st.sampled_from(("main", "second")),
)
aways = st.builds(
    Away,
    why=st.sampled_from(("leave", "leave", "vacation", "school")),
    weeks=st.integers(1, 6),
    first=starts,
    place=st.sampled_from(("main", "second")),
)
days = st.integers(-900, WEEKS * 7).map(lambda number: START + timedelta(days=number))
track_lists = st.sampled_from((None, ("auto",), ("truck",), ("auto", "truck")))


@st.composite
def credit_lists(draw: st.DrawFn, most: int = 3) -> list[TrainingCredit]:
    """Credits of any kind, length and track; some voided, some with months that ASE has granted."""
    found = {}
    for _ in range(draw(st.integers(0, most))):
        kind = draw(st.sampled_from(("school", "apprenticeship", "earlier", "military")))
        start = draw(days)
        length = draw(st.integers(0, 400) | st.integers(700, 1500))
        found[kind, start] = credit(
            kind,
            start,
            start + timedelta(days=length),
            tracks=draw(track_lists) or (),
            granted=draw(st.none() | st.integers(0, 3)),
            voided=draw(st.sampled_from(("", "", "", "typed twice"))),
        )
    return list(found.values())


@st.composite
def status_lists(draw: st.DrawFn) -> list[str]:
    """A leave of any length from any day, and an end: left or finished, for good or until a return."""
    ordered = sorted(draw(st.sets(st.integers(0, WEEKS * 7 + 10), max_size=4)))
    names = ("on-leave", "active", draw(st.sampled_from(("left", "finished"))), "active")
    return [f"{name} {START + timedelta(days=day)}" for name, day in zip(names, ordered, strict=False)]


@st.composite
def records(draw: st.DrawFn, most_credits: int = 3) -> TrainingRecord:
    """Two placements, which may be of one type, overlap or leave a gap; work, absences, credits and changes of status."""
    change = draw(st.integers(4, WEEKS))
    overlap = draw(st.integers(-14, 28))
    shop_type, kind = draw(st.sampled_from(SHOPS))
    work = draw(st.lists(works, max_size=6))
    # No week has more than its 168 hours on one sheet.
    minutes: Counter[tuple[date, str, str]] = Counter()
    for part in work:
        minutes.update(
            {
                (part.first + n * WEEK, part.place, part.state): round(part.hours * 60)
                for n in range(part.weeks)
            }
        )
    assume(all(of_sheet <= 168 * 60 for of_sheet in minutes.values()))
    end = FIRST + change * WEEK
    record = make_record(
        *work,
        *draw(st.lists(aways, max_size=2)),
        places=(place(ends=end), place("second", shop_type, kind, starts=end - timedelta(days=overlap))),
        credits=draw(credit_lists(most_credits)),
        statuses=draw(st.just([]) | status_lists()),
    )
    gone = draw(st.sets(st.integers(0, 40), max_size=3))
    sheets = tuple(
        sheet.model_copy(update={"voided": "wrong person"}) if number in gone else sheet
        for number, sheet in enumerate(record.sheets)
    )
    return record.model_copy(update={"sheets": sheets})
