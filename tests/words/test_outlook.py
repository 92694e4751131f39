"""What is said about a suggestion that is not made yet, and about what would change one: whole sentences, and held
against what the same weeks really bring about."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.suggestion import suggest
from mentor_tui.domain.weeks import WEEK
from mentor_tui.words.suggestions import goal_text, outlook_text, suggestion_text, why_not_text
from tests.domain.small_rulebook import FIRST, Work, changed_rulebook, judged_record, place, small_rulebook

NEVER_OLD = {"recent_months": 120}
"""All work is recent, so that weeks to come do not make those before weigh less."""
CAR_SHOP = place(shop_type="garage", kind="car")
NO_SHOP = place(shop_type="body")


def directions(*listed: dict[str, Any], **weights: float) -> Rulebook:
    """A rule book of these directions, each with a title of its key."""
    return changed_rulebook(
        specialisations=[{"title": one["key"].title(), "goal": ["T2"], **one} for one in listed],
        weights=small_rulebook().weights.model_dump() | weights,
    )


def trucks(key: str = "trucks", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    return {"key": key, "kinds": ["truck"], **more}


def cars(key: str = "cars", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    return {"key": key, "kinds": ["car"], **more}


def said(*work: Work, **more: Any) -> tuple[str, str, str]:  # noqa: ANN401 - what `judged_record` takes
    """Why nothing is named, what would change it, and the summary."""
    found = suggest(judged_record(*work, **more))
    return why_not_text(found), outlook_text(found.outlook), suggestion_text(found)


@pytest.mark.parametrize(
    ("hours", "done", "missing", "weeks"),
    [
        (0.25, "0.2", "199.8 h", "5 more weeks"),
        (40, "40", "160 h", "4 more weeks"),
        (40.25, "40.2", "159.8 h", "4 more weeks"),
        (39.75, "39.7", "160.3 h", "5 more weeks"),
        (160, "160", "40 h", "1 more week"),
    ],
)
def test_missing_hours_are_told_with_the_weeks_they_take(
    hours: float, done: str, missing: str, weeks: str
) -> None:
    work = Work("none/desk", hours=hours / 5, weeks=5)
    assert said(work, places=[NO_SHOP]) == (
        f"not enough evidence: {done} h of 200 h hands-on, {missing} missing",
        f"About {weeks} of approved work at 40 h.",
        f"not enough evidence ({done} of 200 h)",
    )


@pytest.mark.parametrize(
    ("hours", "why"),
    [
        (
            40 - 1 / 60,
            (
                "not enough evidence: 199.9 h of 200 h hands-on, 1 min missing; so far it points to Service",
                "About 1 more week of approved work at 40 h.",
            ),
        ),
        (40, ("", "Nothing logged points to another direction.")),
    ],
)
def test_the_direction_it_points_to_so_far_is_named_below_the_least_hours_alone(
    hours: float, why: tuple[str, str]
) -> None:
    rules = directions({"key": "service", "kinds": ["none"]})
    work = Work("none/desk", 4), Work("none/desk", hours=hours, first=FIRST + 4 * WEEK)
    assert said(*work, places=[NO_SHOP], rulebook=rules)[:2] == why


def test_hours_that_point_nowhere_are_no_evidence() -> None:
    assert said(Work("none/desk", 5), places=[NO_SHOP]) == (
        "not enough evidence: nothing logged points to a direction of the rule book",
        "",
        "not enough evidence (no 40 % share)",
    )


@pytest.mark.parametrize(
    ("brakes", "expected"),
    [
        (
            15.6,
            (
                "not enough evidence: no direction has 40 % of the hands-on hours; Brakes has the most with 39 %",
                "About 1 week of brakes on cars at 40 h would be enough for Brakes.",
                "not enough evidence (no 40 % share)",
            ),
        ),
        (16, ("", "Nothing within five years would bring Diesel ahead.", "T2: Brakes")),
    ],
)
def test_the_least_share_of_hours_names_a_direction(brakes: float, expected: tuple[str, str, str]) -> None:
    """The shop points to diesel, which so has the higher score, but the hours decide."""
    rules = directions(
        cars("diesel", areas=["helper"], shop_types=["garage"]),
        cars("brakes", areas=["brakes"]),
        min_share=40,
    )
    work = Work("car/brakes", 10, brakes), Work("car/electrical", 10, 40 - brakes)
    assert said(*work, rulebook=rules, places=[CAR_SHOP]) == expected


def test_nothing_is_promised_where_no_share_of_hours_could_be_reached() -> None:
    rules = directions(cars(), min_share=100)
    assert said(Work("car/brakes", 5), Work("truck/brakes", 5, first=FIRST + 5 * WEEK), rulebook=rules) == (
        "not enough evidence: no direction has 100 % of the hands-on hours; Cars has the most with 50 %",
        "",
        "not enough evidence (no 100 % share)",
    )


@pytest.mark.parametrize(
    ("done", "present", "proposed"),
    [
        (["car/brakes", "truck/brakes"], "car", "brakes on cars"),
        (["car/brakes", "truck/brakes"], "truck", "brakes on trucks"),
        (["car/brakes", "truck/electrical", "truck/electrical"], "car", "electrical on trucks"),
        (["car/brakes"], "truck", "brakes on cars"),
    ],
)
def test_the_work_proposed_is_what_was_done_most_or_else_what_the_shop_does(
    done: list[str], present: str, proposed: str
) -> None:
    rules = directions(
        {"key": "wide", "kinds": ["car", "truck"], "areas": ["brakes", "electrical"]}, min_share=60
    )
    work = [Work("none/desk", 6), *(Work(what, hours=1 / 60, first=FIRST + 6 * WEEK) for what in done)]
    text = said(*work, rulebook=rules, places=[place(shop_type="body", kind=present)])[1]
    assert text == f"About 9 weeks of {proposed} at 40 h would be enough for Wide."


def test_no_work_is_proposed_where_the_rule_book_proposes_none() -> None:
    """Desk work counts beside any vehicle, but is proposed without one."""
    rules = directions(cars(areas=["desk"]))
    assert said(Work("car/desk", 1), Work("none/desk", 5, first=FIRST + WEEK), rulebook=rules)[:2] == (
        "not enough evidence: no direction has 40 % of the hands-on hours; Cars has the most with 16 %",
        "",
    )


def test_work_that_is_no_repair_work_is_not_proposed() -> None:
    rules = directions(cars(areas=["helper", "brakes"]), min_share=60)
    work = Work("car/brakes", 1, 1), Work("none/desk", 6, first=FIRST + WEEK)
    assert "of brakes on cars at" in said(*work, rulebook=rules)[1]


@pytest.mark.parametrize("min_share", [60, 95])
def test_the_weeks_that_would_be_enough_are_the_least_that_are(min_share: int) -> None:
    rules = directions(cars(), min_share=min_share, **NEVER_OLD)
    before = Work("car/brakes", 2), Work("none/desk", 5, first=FIRST + 2 * WEEK)
    text = said(*before, rulebook=rules)[1]
    weeks = int(text.split()[1])
    assert text == f"About {weeks} weeks of brakes on cars at 40 h would be enough for Cars."

    def named(more: int) -> bool:
        later = Work("car/brakes", more, first=FIRST + 7 * WEEK)
        return suggest(judged_record(*before, later, rulebook=rules)).enough

    assert named(weeks)
    assert not named(weeks - 1)


def _after(before: tuple[Work, ...], more: Work, weeks: int, **settings: Any) -> str:  # noqa: ANN401
    later = replace(more, weeks=weeks, first=max(part.first + part.weeks * WEEK for part in before))
    best = suggest(judged_record(*before, later, **settings)).best
    return best.direction.title if best else "none"


CHANGES = {
    "work of its own at the same shop": (
        directions(trucks(), cars(), **NEVER_OLD),
        (Work("truck/brakes", 12), Work("car/brakes", 4, first=FIRST + 12 * WEEK)),
        "About {} weeks of brakes on cars at 40 h would bring Cars ahead.",
        Work("car/brakes"),
    ),
    "where a fitting shop gives the best a lead": (
        directions(trucks(shop_types=["diesel-shop"]), cars(), **NEVER_OLD),
        (Work("truck/brakes", 12), Work("car/brakes", 4, first=FIRST + 12 * WEEK)),
        "About {} weeks of brakes on cars at 40 h would bring Cars ahead.",
        Work("car/brakes"),
    ),
    "where the rival has the words and lacks the share": (
        directions(trucks(), cars(keywords=["pump"]), hours=1, shop_type=0, keywords=9, **NEVER_OLD),
        (Work("truck/brakes", 12), Work("car/brakes", 1, note="pump", first=FIRST + 12 * WEEK)),
        "About {} weeks of brakes on cars at 40 h would bring Cars ahead.",
        Work("car/brakes"),
    ),
    "where the rival shares the most of the work": (
        directions(trucks(shop_types=["diesel-shop"]), cars(kinds=["truck", "car"]), **NEVER_OLD),
        (Work("truck/brakes", 12), Work("car/brakes", 1, first=FIRST + 12 * WEEK)),
        "About {} weeks of brakes on cars at 40 h would bring Cars ahead.",
        Work("car/brakes"),
    ),
    "where nothing has the share for a while": (
        directions(trucks(), cars(keywords=["pump"]), hours=1, shop_type=0, keywords=9, **NEVER_OLD),
        (
            Work("truck/brakes", 8),
            Work("none/desk", 9, first=FIRST + 8 * WEEK),
            Work("car/brakes", 1, note="pump", first=FIRST + 17 * WEEK),
        ),
        "About {} weeks of brakes on cars at 40 h would bring Cars ahead.",
        Work("car/brakes"),
    ),
    "work without a vehicle": (
        directions(trucks(), {"key": "desk", "kinds": ["none"]}, **NEVER_OLD),
        (Work("truck/brakes", 6), Work("none/desk", 5, first=FIRST + 6 * WEEK)),
        "About {} weeks of service desk at 40 h would bring Desk ahead.",
        Work("none/desk"),
    ),
    "another shop where the work is the same": (
        directions(
            trucks(shop_types=["diesel-shop"], keywords=["pump"]),
            trucks("fleets", shop_types=["diesel-shop", "fleet", "garage"]),
            **NEVER_OLD,
        ),
        (Work("truck/brakes", 12, note="pump"),),
        "About {} weeks at 40 h in another kind of shop (fleet or independent garage) would bring Fleets ahead.",
        Work("truck/brakes", place="next"),
    ),
    "another shop where work alone is not enough": (
        directions(
            trucks(shop_types=["diesel-shop"]),
            cars(kinds=["truck", "car"], shop_types=["fleet"]),
            hours=1,
            shop_type=9,
            keywords=0,
            min_share=0,
            **NEVER_OLD,
        ),
        (Work("truck/brakes", 12), Work("car/brakes", 4, first=FIRST + 12 * WEEK)),
        "About {} weeks at 40 h in another kind of shop (fleet) would bring Cars ahead.",
        Work("car/brakes", place="next"),
    ),
}


@pytest.mark.parametrize(("rules", "before", "text", "more"), CHANGES.values(), ids=CHANGES)
def test_the_weeks_that_would_change_the_suggestion_are_the_least_that_do(
    rules: Rulebook, before: tuple[Work, ...], text: str, more: Work
) -> None:
    end = max(part.first + part.weeks * WEEK for part in before)
    shops = [place(), place("next", "fleet", starts=end)]
    settings: dict[str, Any] = {"rulebook": rules, "places": shops}
    now = suggest(judged_record(*before, **settings))
    assert now.best is not None
    assert now.outlook is not None
    weeks = now.outlook.weeks
    assert outlook_text(now.outlook) == text.format(weeks)
    assert _after(before, more, weeks - 1, **settings) in {now.best.direction.title, "none"}
    assert f"bring {_after(before, more, weeks, **settings)} ahead" in text


def changed(*work: Work, rules: Rulebook, **more: Any) -> str:  # noqa: ANN401 - what `judged_record` takes
    found = suggest(judged_record(*work, rulebook=rules, **more))
    assert found.enough
    return outlook_text(found.outlook)


def test_no_other_direction_is_made_up() -> None:
    rules = directions(trucks(), cars())
    assert changed(Work("truck/brakes", 5), rules=rules) == "Nothing logged points to another direction."


def test_the_first_that_could_come_ahead_is_told_and_the_strongest_where_none_could() -> None:
    same = trucks(keywords=["pump"]), trucks("heavy"), trucks("fleets")
    work = Work("truck/brakes", 5, note="pump"), Work("car/brakes", 1, 8, first=FIRST + 5 * WEEK)
    assert changed(*work, rules=directions(*same)) == "Nothing within five years would bring Heavy ahead."
    assert changed(*work, rules=directions(*same, cars())) == (
        "About 8 weeks of brakes on cars at 40 h would bring Cars ahead."
    )


def test_another_shop_is_named_only_where_it_would_be_enough() -> None:
    same = trucks(keywords=["pump"]), trucks("heavy", shop_types=["fleet"])
    rules = directions(*same, hours=1, shop_type=1, keywords=9)
    assert changed(Work("truck/brakes", 5, note="pump"), rules=rules) == (
        "Nothing within five years would bring Heavy ahead."
    )


@pytest.mark.parametrize(
    ("weeks", "text"),
    [
        (260, "About 260 weeks of brakes on cars at 40 h would bring Cars ahead."),
        (261, "Nothing within five years would bring Cars ahead."),
    ],
)
def test_nothing_is_said_beyond_five_years(weeks: int, text: str) -> None:
    rules = directions(trucks(), cars(), min_share=0, **NEVER_OLD)
    work = Work("truck/brakes", weeks), Work("car/brakes", 1, 1 / 60, first=FIRST + weeks * WEEK)
    assert changed(*work, rules=rules) == text


def test_one_week_may_be_enough() -> None:
    rules = directions(trucks(), cars())
    work = Work("truck/brakes", 3), Work("car/brakes", 3, 39, first=FIRST + 3 * WEEK)
    assert changed(*work, rules=rules, places=[NO_SHOP]) == (
        "About 1 week of brakes on cars at 40 h would bring Cars ahead."
    )


@pytest.mark.parametrize(("ends", "weeks"), [(None, "2 weeks"), (FIRST + 14 * WEEK, "3 weeks")])
def test_the_present_shop_is_where_the_work_to_come_is_done(ends: date | None, weeks: str) -> None:
    rules = directions(trucks(), cars(shop_types=["diesel-shop"]), min_share=0, **NEVER_OLD)
    work = Work("truck/brakes", 12), Work("car/brakes", 3, first=FIRST + 12 * WEEK)
    shops = [place(ends=ends)]
    assert changed(*work, rules=rules, today=FIRST + 15 * WEEK, places=shops) == (
        f"About {weeks} of brakes on cars at 40 h would bring Cars ahead."
    )


@pytest.mark.parametrize(
    ("passed", "goal", "text", "summary"),
    [
        ([], ("T2", "T4", "T6"), "T2, T4, T6", "T2, T4, T6: Heavy truck"),
        (["T4"], ("T2", "T6"), "T2, T6", "T2, T6: Heavy truck"),
        (["T2", "T4"], ("T6",), "T6 Test T6", "T6: Heavy truck"),
        (["T2", "T4", "T6"], (), "", "Heavy truck: all passed"),
    ],
)
def test_the_goal_is_told_as_ase_calls_it_and_by_codes_where_it_is_several(
    passed: list[str], goal: tuple[str, ...], text: str, summary: str
) -> None:
    shops = [place(shop_type="fleet")]
    events = [f"{code} passed 2024-02-01" for code in passed]
    found = suggest(judged_record(Work("truck/brakes", 10), places=shops, events=events))
    assert (found.goal, goal_text(found), suggestion_text(found)) == (goal, text, summary)
    assert found.next_tests == tuple((code,) for code in goal)


@pytest.mark.parametrize(("hours", "summary"), [(39.75, "(199.7 of 200 h)"), (40, "(no 40 % share)")])
def test_the_summary_names_what_is_short_first(hours: float, summary: str) -> None:
    work = Work("none/desk", 4), Work("none/desk", 1, hours, first=FIRST + 4 * WEEK)
    found = suggest(judged_record(*work, places=[place(shop_type="body")]))
    assert suggestion_text(found) == f"not enough evidence {summary}"
