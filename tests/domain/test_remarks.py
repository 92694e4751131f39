"""What is said beside the figures: hours that do not count, rules that are not confirmed, entries to look at."""

from datetime import date, timedelta
from typing import Any

import pytest

from mentor_tui.domain.doubts import doubts
from mentor_tui.domain.eligibility import standings
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.remarks import not_counted, unconfirmed
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.standing import Reason, ReasonKind, Standing
from mentor_tui.domain.weeks import WEEK
from mentor_tui.words.problems import with_field
from tests.domain.small_rulebook import (
    FIRST,
    Work,
    changed_rulebook,
    credit,
    judged_record,
    place,
    small_rulebook,
)


def problems_told(judged: JudgedRecord) -> tuple[str, ...]:
    return tuple(map(with_field, doubts(judged)))


SURE = {"confidence": "official", "sources": ["guide"]}
GUIDE = {"key": "guide", "title": "Guide", "kind": "official"}


def test_hours_are_told_by_reason_with_the_most_first_and_whole_ones_not_at_all() -> None:
    found = judged_record(
        Work("truck/brakes", 3),
        Work("truck/diesel", 1, 2),
        Work("truck/helper", 1, 2),
        Work("truck/brakes", 1, 2, supervision="observed", first=FIRST + 3 * WEEK),
        Work("truck/brakes", 1, 3 + 1 / 60, state="returned", first=FIRST + 4 * WEEK),
        Work("truck/brakes", 2, 8, first=FIRST + 6 * WEEK),
        today=FIRST + 6 * WEEK,
    )
    assert not_counted(found) == (
        "8 h: the week is not over yet",
        "3 h: returned, not approved",
        "2 h: not repair work",
        "2 h: observed, not hands-on",
        "2 h: over the full-time hours of a week, scaled down",
    )


def test_a_minute_over_the_cap_is_told() -> None:
    assert not_counted(judged_record(Work("truck/brakes", 1, 40))) == ()
    assert not_counted(judged_record(Work("truck/brakes", 1, 40 + 1 / 60))) == (
        "1 min: over the full-time hours of a week, scaled down",
    )


def noted_rulebook(**more: Any) -> Rulebook:  # noqa: ANN401 - any table
    """Nothing in it is unconfirmed but what `more` says; requirements, credits and tests have notes."""
    book = small_rulebook().model_dump()
    tables: dict[str, Any] = {
        table: [entry | SURE | {"note": f"the {table} note of {entry.get('key', entry.get('code'))}"} for entry in book[table]]
        for table in ("requirements", "credits", "tests")
    }  # fmt: skip
    tables["tracks"] = [entry | SURE | {"note": f"note of {entry['key']}"} for entry in book["tracks"]]
    return changed_rulebook(**{"sources": [GUIDE], "clock": book["clock"] | SURE} | tables | more)


def standing(code: str, *rules: str) -> Standing:
    """A standing that rests on these unconfirmed rules."""
    (any_standing,) = (one for one in standings(judged_record()) if one.code == "T4")
    sure = Reason(ReasonKind.TEST_NOTE, None, "test/T6", {"note": "sure"})
    notes = {rule: {"note": f"{rule} said so"} for rule in rules}
    said = (Reason(ReasonKind.TEST_NOTE, None, rule, notes[rule], unconfirmed=True) for rule in rules)
    return any_standing._replace(code=code, reasons=(sure, *said))


def test_each_unconfirmed_rule_is_told_once_by_its_note_with_its_tests() -> None:
    judged = judged_record(Work("truck/brakes"), rulebook=noted_rulebook())
    found = unconfirmed(
        judged,
        [
            standing("T4", "requirement/two-years", "credit/school"),
            standing("T2", "test/T2", "requirement/two-years", "requirement/two-years"),
            standing("T6", "house/hold_years", "requirement/gone", "nothing"),
        ],
    )
    assert found == (
        "T4, T2: the requirements note of two-years",
        "T4: the credits note of school",
        "T2: the tests note of T2",
        "T6: house/hold_years said so",
        "T6: requirement/gone said so",
        "T6: nothing said so",
    )


def test_a_rule_without_a_note_is_told_by_its_reason() -> None:
    judged = judged_record(rulebook=small_rulebook())
    assert unconfirmed(judged, [standing("T4", "requirement/two-years")]) == (
        "T4: requirement/two-years said so",
    )


@pytest.mark.parametrize(
    ("clock", "told"),
    [
        ({}, ()),
        ({"note": "weeks of 40 h"}, ()),
        ({"confidence": "secondary", "note": "weeks of 40 h"}, ()),
        ({"confidence": "unconfirmed"}, ("how weeks add up to years is not confirmed",)),
        ({"confidence": "unconfirmed", "note": "weeks of 40 h"}, ("weeks of 40 h",)),
    ],
)
def test_an_unconfirmed_clock_is_told_where_there_are_hours(
    clock: dict[str, str], told: tuple[str, ...]
) -> None:
    rules = noted_rulebook(clock=small_rulebook().clock.model_dump() | SURE | clock)
    assert unconfirmed(judged_record(Work("truck/brakes"), rulebook=rules), ()) == told
    assert unconfirmed(judged_record(Work("truck/brakes", state="draft"), rulebook=rules), ()) == ()


def test_unconfirmed_tracks_are_told_where_there_are_hours_on_them() -> None:
    unsure = {"confidence": "unconfirmed"}
    tracks = small_rulebook().model_dump()["tracks"]
    said = (SURE | {"note": "sure"}, unsure | {"note": "who knows"}, unsure | {"note": "desks"})
    rules = noted_rulebook(tracks=[track | more for track, more in zip(tracks, said, strict=True)])
    work = Work("truck/brakes", 1, 8), Work("car/brakes", 1, 8)
    assert unconfirmed(judged_record(*work, rulebook=rules), ()) == ("Trucks: who knows",)
    silent = noted_rulebook(tracks=[track | unsure | {"note": ""} for track in tracks])
    assert unconfirmed(judged_record(*work, rulebook=silent), ()) == ()


THIRD = FIRST + 2 * WEEK
RETURNED = "returned, not approved"


@pytest.mark.parametrize(
    ("work", "more", "told"),
    [
        (Work("truck/brakes"), {}, ()),
        (Work("truck/brakes", state="draft"), {}, ()),
        (Work("truck/helper"), {}, ()),
        (Work("truck/brakes", state="returned"), {}, (f"1 week ({FIRST}): {RETURNED}",)),
        (Work("truck/brakes", 3, state="returned"), {}, (f"3 weeks ({FIRST} to {THIRD}): {RETURNED}",)),
        (
            Work("truck/brakes"),
            {"statuses": [f"on-leave {FIRST - WEEK}"]},
            (f"1 week ({FIRST}): on leave, left or finished in that week",),
        ),
        (
            Work("truck/brakes", first=FIRST - WEEK),
            {"places": [place(starts=FIRST - 4 * WEEK)]},
            (f"1 week ({FIRST - WEEK}): before the programme started",),
        ),
        (
            Work("truck/brakes"),
            {"today": FIRST - timedelta(days=1)},
            (f"1 week ({FIRST}): the week is not over yet",),
        ),
        (
            Work("truck/brakes"),
            {"places": [place(starts=FIRST + timedelta(days=1))]},
            (f"1 week ({FIRST}): outside the dates of the placement",),
        ),
        (
            Work("truck/brakes", place="gone"),
            {},
            (f"1 week ({FIRST}): the placement is missing or voided",),
        ),
    ],
)
def test_weeks_to_look_at_are_told_by_reason(work: Work, more: dict[str, Any], told: tuple[str, ...]) -> None:
    assert problems_told(judged_record(work, **more)) == told


def test_two_lines_of_a_week_are_one_week_and_each_unknown_area_is_named() -> None:
    work = Work("truck/paint", 2, 4), Work("car/paint", 1, 4), Work("truck/wash", 1, 4)
    assert problems_told(judged_record(*work)) == (
        f"2 weeks ({FIRST} to {FIRST + WEEK}): a work area the rule book does not know: paint",
        f"1 week ({FIRST}): a work area the rule book does not know: wash",
    )


def test_papers_to_look_at_are_told_one_by_one() -> None:
    spring = date(2024, 3, 1), date(2024, 4, 1)
    medal, void = credit("medal", *spring), credit("honour", *spring, voided="typed twice")
    judged = judged_record(
        credits=[credit("school", *spring), void, medal],
        events=[
            "Z9 passed 2024-01-15",
            "T4 booked 2024-01-15 2024-02-01",
            "T2 passed 2024-01-15",
            "T2 renewed 2024-01-20",
        ],
        today=date(2024, 5, 1),
    )
    assert problems_told(judged) == (
        (
            "School: no track is named; name the tracks it counts towards, or all. "
            "Until then it counts for those of the first placement (Trucks)"
        ),
        "Medal: a kind of credit the rule book does not know: medal",
        "Z9: a test the rule book does not know",
        "T4: the booking ended on 2024-02-01 without a result; enter it",
        "T2: renewed on 2024-01-20, which does not count: the app does not cover it",
    )


@pytest.mark.parametrize(("day", "told"), [(1, False), (2, True)])
def test_a_booking_is_over_on_the_day_after_its_last(day: int, told: bool) -> None:
    judged = judged_record(events=["T4 booked 2024-01-15 2024-02-01"], today=date(2024, 2, day))
    assert bool(doubts(judged)) is told
