"""Every cell and every value of the eligibility summary, from one apprentice in whom no two amounts and no two days are alike."""

import csv
import json
from datetime import date
from io import StringIO
from typing import Any

import pytest

from mentor_tui.domain.board import board_row, roster_row
from mentor_tui.domain.certificate import DesignationStanding, GroupStanding
from mentor_tui.domain.clocks import Experience
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.forecast import Forecast, Span
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.progress import TrackWork, track_work
from mentor_tui.domain.rule import Designation, DesignationGroup
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.standing import (
    DateMeaning,
    NextStep,
    NextStepKind,
    Reason,
    ReasonKind,
    Standing,
    StandingState,
)
from mentor_tui.domain.suggestion import Outlook, OutlookKind, Suggestion, suggest
from mentor_tui.domain.summary import SignedHours, Summary, build_summary
from mentor_tui.domain.testrecord import TestEvent, TestRecord
from mentor_tui.domain.vocabulary import Confidence, SignOffState, TestStep
from mentor_tui.domain.weeks import Weekday
from mentor_tui.domain.weeksheet import SignOff
from mentor_tui.domain.weighing import Candidate, Evidence, EvidenceKind
from mentor_tui.domain.workplace import Specialisation
from mentor_tui.exchange.formats import write_summary
from mentor_tui.exchange.summary_csv import COLUMNS
from mentor_tui.words.roster import milestone_lines
from mentor_tui.words.summaries import rule_title
from tests.exchange.shop import full_time, record, sheet

TODAY = date(2026, 11, 20)
HOUSE = HouseRules(
    hours_per_year=2400,
    week_ends=Weekday.FRIDAY,
    area_hours=99,
    count_drafts=True,
    count_assisted=False,
    renew_months=7,
    hold_years=4,
)
MONTH = 200 * 60
CERTIFIED = TestEvent(step=TestStep.CERTIFIED, on=date(2026, 3, 3))

KEEP_LOGGING = "Keep logging; T4 may be sat now for a score report only"


def noted(
    note: str, ok: bool | None, rule: str, unconfirmed: bool = False, sources: tuple[str, ...] = ()
) -> Reason:
    """A reason in the rule book's own words."""
    return Reason(ReasonKind.TEST_NOTE, ok, rule, {"note": note}, unconfirmed, sources)


STANDING = Standing(
    code="T4",
    name="Brakes",
    state=StandingState.PASSED_WAITING,
    reasons=(
        noted("18 of 24 months", False, "requirement/two-years", False, ("a", "b")),
        noted("School: 4 months", True, "credit/degree", True, ("c",)),
        noted("passed on 2026-01-02", None, "recertification"),
    ),
    may_sit=True,
    experience=Experience(
        tracks=("truck",),
        needed=24 * MONTH,
        hours_clock=14 * MONTH,
        calendar_days=500,
        calendar_clock=15 * MONTH,
        earlier=0,
        training=4 * MONTH,
        training_cap=12 * MONTH,
        met_on=None,
        month_minutes=MONTH,
    ),
    area_minutes=70 * 60 + 15,
    area_needed=99 * 60,
    missing_prerequisites=(),
    area_titles=("Brakes",),
    forecast=Forecast(
        experience=Span(date(2027, 2, 5), date(2027, 2, 6), date(2027, 4, 9)),
        area_minutes=0,
        recent_pace=1800,
        year_pace=1500,
        full_time=False,
        exact_until=date(2027, 3, 31),
    ),
    ready_since=None,
    day=date(2027, 2, 6),
    day_means=DateMeaning.EXPECTED,
    expires=date(2031, 1, 3),
    next_step=NextStep(NextStepKind.KEEP_LOGGING, {"code": "T4"}),
    relevant=True,
)
MET = STANDING._replace(
    code="A5",
    name="Brakes of cars",
    state=StandingState.READY,
    reasons=(noted("all met", True, "house/area_hours"),),
    may_sit=False,
    experience=STANDING.experience._replace(
        met_on=date(2026, 9, 18), hours_clock=21 * MONTH, calendar_clock=22 * MONTH
    ),
    forecast=None,
    ready_since=date(2026, 9, 19),
    day=date(2026, 9, 19),
    day_means=DateMeaning.READY_SINCE,
    expires=None,
    next_step=NextStep(NextStepKind.BOOK, {"code": "A5"}),
)


TRUCKS = TrackWork(
    key="truck",
    title="Trucks",
    experience=STANDING.experience._replace(needed=0, training=0),
    reached=(date(2026, 7, 17),),
    aside=True,
    year_days=364,
    unconfirmed=False,
)
MASTER_TRUCK = Designation(
    key="master-truck",
    title="Master Truck",
    groups=(DesignationGroup(any_of=("T4",)),),
    confidence=Confidence.UNCONFIRMED,
)
TITLE = DesignationStanding(
    rule=MASTER_TRUCK,
    groups=(GroupStanding(MASTER_TRUCK.groups[0], (), (("T4", date(2026, 3, 1)),)),),
    expires=None,
)
DIESEL = Candidate(
    direction=Specialisation(
        key="diesel", title="Diesel diagnosis", goal=("L2",), path=(("A9", "T2"), ("T6",))
    ),
    score=61.26,
    share=48,
    evidence=(Evidence(EvidenceKind.SHOP, 60.04, minutes=90 * 60, weeks=3, shop=("North Diesel", "Fleet")),),
)
SUGGESTION = Suggestion(
    best=DIESEL,
    runner_up=DIESEL._replace(
        direction=Specialisation(key="heavy-truck", title="Heavy truck", goal=("T2",)), share=40
    ),
    candidates=(DIESEL,),
    outlook=Outlook(OutlookKind.NOTHING_BRINGS_AHEAD, "Heavy truck"),
    not_named=None,
    goal=("L2",),
    goal_names=("Electronic diesel",),
    next_tests=(("T2", "A9"),),
)


def rendered(summary: Summary, key: str) -> str:
    return write_summary(summary, key).decode()


def judge(judged: JudgedRecord) -> tuple[Standing, ...]:
    if judged.record.apprentice.key != "ana":
        return ()
    return STANDING, MET, STANDING._replace(code="T6", relevant=False)


@pytest.fixture
def summary(rulebook: Rulebook) -> Summary:
    ana = record(
        "ana",
        "Ana [B] Ruiz",
        [
            sheet("ana", date(2026, 11, 6), brakes=7),
            sheet("ana", date(2026, 11, 13), SignOff(), brakes=5),
            sheet("ana", date(2026, 11, 20), SignOff(state=SignOffState.RETURNED, reason="no"), brakes=2.5),
        ],
    )
    rules = rulebook.model_copy(update={"cannot_know": ("What ASE thinks.", "Fees.")})
    frame = Frame(rules, HOUSE, TODAY)
    records = [JudgedRecord(one, frame) for one in (ana, record("bo", "=Bo"))]
    made = build_summary(records, frame, fingerprint="abc123", judge=judge)
    ana_made, bo_made = made.people
    people = (
        ana_made._replace(tracks=(TRUCKS,), designations=(TITLE,), suggestion=SUGGESTION),
        bo_made._replace(tracks=(), designations=(), suggestion=SUGGESTION),
    )
    return made._replace(people=people)


def test_the_relevant_standings_come_with_the_hours_and_the_doubts_behind_them(summary: Summary) -> None:
    assert summary.people[0].standings == (STANDING, MET)
    assert summary.people[0].shop == "North Diesel | Main"
    assert summary.hours == summary.people[0].hours == SignedHours(approved=420, draft=300, returned=150)
    assert [rule.rule for rule in summary.unconfirmed] == ["clock", "credit/degree"]


SETTINGS = (
    "2400 hours make a full-time year; weeks end on Friday; 99 hours in a test's own area before it is called ready "
    "(the shop's own rule, not ASE's); drafts count; assisted work does not count; certificates are to be renewed "
    "7 months before they expire; a passed test is taken to wait 4 years for experience (not confirmed by ASE)"
)


def test_each_cell_of_the_csv_says_its_own(summary: Summary, rulebook: Rulebook) -> None:
    first, second = csv.DictReader(StringIO(rendered(summary, "csv")))
    clock, degree = (rule_title(doubt.rule, rulebook) for doubt in summary.unconfirmed)
    expected = {
        "apprentice": "Ana [B] Ruiz",
        "shop": "North Diesel | Main",
        "code": "T4",
        "test": "Brakes",
        "state": "passed, waiting",
        "may_sit": "yes",
        "experience_months": "18.0",
        "needed_months": "24.0",
        "training_months": "4.0",
        "missing_months": "6.0",
        "area_hours": "70.25",
        "area_needed_hours": "99.00",
        "met_on": "",
        "earliest": "2027-02-05",
        "latest": "2027-04-09",
        "expires": "2031-01-03",
        "day": "2027-02-06",
        "day_means": "expected",
        "next_step": KEEP_LOGGING,
        "reasons": "18 of 24 months; School: 4 months; passed on 2026-01-02",
        "unconfirmed": "yes",
        "approved_hours": "7.00",
        "unverified_hours": "7.50",
        "key": "ana",
        "as_of": "2026-11-20",
        "rulebook": f"{rulebook.edition} (file abc123)",
        "settings": SETTINGS,
        "unconfirmed_rules": f"{clock}; {degree} (T4)",
        "cannot_know": "What ASE thinks. Fees.",
        "milestones": f"Trucks: 1.1 years ({', '.join(milestone_lines(TRUCKS))})",
        "designations": "Master Truck: lost; T4 lapsed on 2026-03-01 (?)",
        "suggestion": "L2: Diesel diagnosis (the shop's own reckoning, no rule of ASE)",
        "expected": "2027-02-05 to Q2 2027",
    }
    assert tuple(expected) == COLUMNS
    assert first == expected
    differing = {name: value for name, value in second.items() if value != first[name]}
    assert differing == {
        "code": "A5",
        "test": "Brakes of cars",
        "state": "ready",
        "may_sit": "no",
        "experience_months": "25.0",
        "missing_months": "0.0",
        "met_on": "2026-09-18",
        "earliest": "",
        "latest": "",
        "expected": "",
        "expires": "",
        "day": "2026-09-19",
        "day_means": "ready since",
        "next_step": "Book A5",
        "reasons": "all met",
        "unconfirmed": "no",
    }


def test_each_value_of_the_json_says_its_own(summary: Summary, rulebook: Rulebook) -> None:
    found = json.loads(rendered(summary, "json"))
    clock, degree = (rule_title(doubt.rule, rulebook) for doubt in summary.unconfirmed)
    ana, bo = found.pop("apprentices")
    assert found == {
        "format": "mentor-tui/eligibility",
        "version": 1,
        "as_of": "2026-11-20",
        "rulebook": {
            "edition": rulebook.edition,
            "fingerprint": "abc123",
            "unconfirmed": [
                {"rule": "clock", "title": clock, "tests": []},
                {"rule": "credit/degree", "title": degree, "tests": ["T4"]},
            ],
            "cannot_know": ["What ASE thinks.", "Fees."],
        },
        "settings": {
            "hours_per_year": 2400,
            "week_ends": "friday",
            "area_hours": 99,
            "count_drafts": True,
            "count_assisted": False,
            "renew_months": 7,
            "hold_years": 4,
        },
        "hours": {"approved_minutes": 420, "draft_minutes": 300, "returned_minutes": 150},
    }
    first, second = ana.pop("standings")
    assert ana == {
        "key": "ana",
        "name": "Ana [B] Ruiz",
        "shop": "North Diesel | Main",
        "hours": {"approved_minutes": 420, "draft_minutes": 300, "returned_minutes": 150},
        "tracks": [
            {
                "key": "truck",
                "title": "Trucks",
                "minutes": 14 * MONTH,
                "months": 14,
                "years_reached": ["2026-07-17"],
                "milestone_months": 24,
            }
        ],
        "designations": [
            {
                "key": "master-truck",
                "title": "Master Truck",
                "held": False,
                "expires": None,
                "missing": "T4 lapsed on 2026-03-01",
                "unconfirmed": True,
            }
        ],
        "suggestion": {
            "enough": True,
            "summary": "L2: Diesel diagnosis",
            "goal": ["L2"],
            "next_tests": [["T2", "A9"]],
            "runner_up": "heavy-truck",
            "would_change": "Nothing within five years would bring Heavy truck ahead.",
            "why_not": "",
            "candidates": [
                {
                    "key": "diesel",
                    "title": "Diesel diagnosis",
                    "score": 61.3,
                    "share_percent": 48,
                    "goal": ["L2"],
                    "path": [["A9", "T2"], ["T6"]],
                    "evidence": [{"text": "3 weeks at North Diesel (fleet), 90 h", "weight": 60.0}],
                }
            ],
        },
    }
    assert first == {
        "code": "T4",
        "test": "Brakes",
        "state": "passed-waiting",
        "may_sit": True,
        "experience_minutes": 18 * MONTH,
        "needed_minutes": 24 * MONTH,
        "training_minutes": 4 * MONTH,
        "missing_minutes": 6 * MONTH,
        "month_minutes": MONTH,
        "area_minutes": 4215,
        "area_needed_minutes": 5940,
        "met_on": None,
        "earliest": "2027-02-05",
        "latest": "2027-04-09",
        "expected": "2027-02-05 to Q2 2027",
        "expires": "2031-01-03",
        "day": "2027-02-06",
        "day_means": "expected",
        "reasons": [
            {
                "text": "18 of 24 months",
                "ok": False,
                "rule": "requirement/two-years",
                "unconfirmed": False,
                "sources": ["a", "b"],
            },
            {
                "text": "School: 4 months",
                "ok": True,
                "rule": "credit/degree",
                "unconfirmed": True,
                "sources": ["c"],
            },
            {
                "text": "passed on 2026-01-02",
                "ok": None,
                "rule": "recertification",
                "unconfirmed": False,
                "sources": [],
            },
        ],
        "next_step": KEEP_LOGGING,
        "unconfirmed": True,
    }
    assert {name: value for name, value in second.items() if value != first[name]} == {
        "code": "A5",
        "test": "Brakes of cars",
        "state": "ready",
        "may_sit": False,
        "experience_minutes": 25 * MONTH,
        "missing_minutes": 0,
        "met_on": "2026-09-18",
        "earliest": None,
        "latest": None,
        "expected": "",
        "expires": None,
        "day": "2026-09-19",
        "day_means": "ready since",
        "reasons": [
            {"text": "all met", "ok": True, "rule": "house/area_hours", "unconfirmed": False, "sources": []}
        ],
        "next_step": "Book A5",
        "unconfirmed": False,
    }
    assert bo == {
        **ana,
        "key": "bo",
        "name": "=Bo",
        "hours": {"approved_minutes": 0, "draft_minutes": 0, "returned_minutes": 0},
        "tracks": [],
        "designations": [],
        "standings": [],
    }


TABLE_HEAD = (
    "| Test | State | May sit | Months reached / needed | Of these training | Missing "
    "| Hours in the area / shop asks for | Met on | Expected | Expires | Next step |"
)
T4_LINE = (
    "| T4 Brakes | ◐ passed, waiting ? | yes | 18.0 / 24.0 | 4.0 | 6.0 | 70.2 / 99 |  "
    f"| 2027-02-05 to Q2 2027 | 2031-01-03 | {KEEP_LOGGING} |"
)


def test_each_line_of_the_markdown_says_its_own(summary: Summary, rulebook: Rulebook) -> None:
    clock, degree = (rule_title(doubt.rule, rulebook) for doubt in summary.unconfirmed)
    assert rendered(summary, "md").split("\n") == [
        "# ASE eligibility as of 2026-11-20",
        "",
        f"- Rule book: {rulebook.edition} (file abc123)",
        "- Hours: 7 h approved (verified), 7.5 h not verified (5 h draft, 2.5 h returned)",
        "- Settings used:",
        *(f"  - {setting}" for setting in SETTINGS.split("; ")),
        "- Not confirmed by ASE's own text, and behind some of these results (marked ?):",
        f"  - {clock}",
        f"  - {degree} (T4)",
        "- What this program cannot know:",
        "  - What ASE thinks.",
        "  - Fees.",
        "",
        r"## Ana [B] Ruiz, North Diesel \| Main",
        "",
        "- Logged: 7 h approved (verified), 7.5 h not verified (5 h draft, 2.5 h returned)",
        f"- Work: Trucks: 1.1 years ({', '.join(milestone_lines(TRUCKS))})",
        "- Titles: Master Truck: lost; T4 lapsed on 2026-03-01 (?)",
        "- Suggestion: L2: Diesel diagnosis (the shop's own reckoning, no rule of ASE)",
        "",
        TABLE_HEAD,
        "|---|---|---|---|---|---|---|---|---|---|---|",
        T4_LINE,
        "| A5 Brakes of cars | ▲ ready | no | 25.0 / 24.0 | 4.0 | 0.0 | 70.2 / 99 | 2026-09-18 |  |  | Book A5 |",
        "",
        "- T4 Brakes: ◐ passed, waiting",
        "  - ✗ 18 of 24 months",
        "  - ✔ School: 4 months (?)",
        "  - · passed on 2026-01-02",
        "- A5 Brakes of cars: ▲ ready",
        "  - ✔ all met",
        "",
        r"## \=Bo, North Diesel \| Main",
        "",
        "- Logged: 0 h approved (verified), 0 h not verified (0 h draft, 0 h returned)",
        "- Suggestion: L2: Diesel diagnosis (the shop's own reckoning, no rule of ASE)",
        "",
        "No test is in sight yet.",
        "",
    ]


@pytest.mark.parametrize(
    ("forecast", "shown"),
    [
        ({"experience": Span(date(2027, 2, 5), date(2027, 2, 5), date(2027, 2, 5))}, "2027-02-05"),
        ({"experience": Span(date(2027, 2, 5), date(2027, 2, 6), date(2028, 2, 4))}, "2027-02-05 to Q1 2028"),
        ({"area_minutes": 76 * 60}, "76 h more in brakes"),
        ({"experience": None}, ""),
    ],
)
def test_what_is_expected_is_told_as_it_stands(
    summary: Summary, forecast: dict[str, Any], shown: str
) -> None:
    assert STANDING.forecast is not None
    expecting = STANDING._replace(forecast=STANDING.forecast._replace(**forecast))
    people = (summary.people[0]._replace(standings=(expecting,)),)
    told = rendered(summary._replace(people=people), "md").split("\n")
    line = next(line for line in told if line.startswith("| T4"))
    assert line.split(" | ")[8].strip() == shown


def test_a_person_comes_with_the_years_the_titles_and_the_suggestion(rulebook: Rulebook) -> None:
    ana = full_time().model_copy(
        update={"tests": (TestRecord(apprentice="ana", code="T4", events=(CERTIFIED,)),)}
    )
    judged = JudgedRecord(ana, Frame(rulebook, HOUSE, TODAY))
    person = build_summary([judged], judged.frame).people[0]
    assert person.tracks == tuple(track_work(judged, key) for key in ("truck",))
    assert [one.rule.key for one in person.designations] == ["master-truck", "master-vehicle"]
    assert person.suggestion == suggest(judged)
    named = build_summary([judged], judged.frame, codes=["G1"]).people[0]
    assert (named.tracks, named.designations, named.suggestion) == (
        person.tracks,
        person.designations,
        person.suggestion,
    )


def test_who_changes_the_shop_is_at_the_last_one_until_the_next_begins(rulebook: Rulebook) -> None:
    ana = record()
    gone = ana.apprentice.placements[0].model_copy(update={"ends": date(2026, 11, 1)})
    soon = gone.model_copy(update={"key": "bay", "shop": "Bay", "starts": date(2026, 11, 21), "ends": None})
    void = gone.model_copy(
        update={"key": "no", "shop": "No", "starts": date(2026, 11, 2), "voided": "typed wrong"}
    )
    moved = ana.apprentice.model_copy(update={"placements": (gone, soon, void)})
    judged = JudgedRecord(ana.model_copy(update={"apprentice": moved}), Frame(rulebook, HOUSE, TODAY))
    shops = (
        build_summary([judged], judged.frame).people[0].shop,
        board_row(judged, ()).shop,
        roster_row(judged, (), suggest(judged)).shop,
    )
    assert shops == (gone.shop,) * 3
    assert moved.placement_lately(date(2026, 11, 21)) == soon
    assert moved.placement_lately(date(2024, 1, 5)) is None
