"""A rule book of a few tests, and records in one or two lines each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentor_tui.domain.apprentice import Apprentice, Placement, StatusSince
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.testrecord import TestEvent, TestRecord
from mentor_tui.domain.vocabulary import Absence, SignOffState, Status, Supervision, TestStep, VehicleKind
from mentor_tui.domain.weeks import WEEK
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine

KEY = "ana"
START = date(2024, 1, 6)
"""A Saturday: the first day of the week that ends on `FIRST`."""
FIRST = date(2024, 1, 12)


@dataclass(frozen=True)
class Work:
    """Equal weeks of one kind of work, such as `Work("truck/brakes", weeks=52)`.

    Attributes:
        note: The note of each line.
        sheet_note: The note of each sheet.
    """

    what: str
    weeks: int = 1
    hours: float = 40
    first: date = FIRST
    supervision: str = "supervised"
    state: str = "approved"
    place: str = "main"
    note: str = ""
    sheet_note: str = ""


@dataclass(frozen=True)
class Away:
    """Weeks with an absence and no work."""

    why: str
    weeks: int = 1
    first: date = FIRST
    place: str = "main"


def place(
    key: str = "main",
    shop_type: str = "diesel-shop",
    kind: str = "truck",
    starts: date = START,
    ends: date | None = None,
) -> Placement:
    return Placement(
        key=key,
        shop=f"{key.title()} Shop",
        shop_type=shop_type,
        kind=VehicleKind(kind),
        starts=starts,
        ends=ends,
    )


def credit(kind: str, starts: date, ends: date, **more: Any) -> TrainingCredit:  # noqa: ANN401 - any field
    key = f"{kind}-{starts}"
    return TrainingCredit(
        apprentice=KEY, key=key, kind=kind, title=kind.title(), starts=starts, ends=ends, **more
    )


def make_record(
    *work: Work | Away,
    places: Iterable[Placement] = (),
    credits: Iterable[TrainingCredit] = (),
    events: Iterable[str] = (),
    statuses: Iterable[str] = (),
    name: str = "Ana Ruiz",
) -> TrainingRecord:
    """A record; `events` such as `T2 passed 2025-01-31`, `statuses` such as `on-leave 2025-03-01`."""
    lines: dict[tuple[date, str, str], list[WorkLine]] = defaultdict(list)
    absent: dict[tuple[date, str], Absence] = {}
    notes: dict[tuple[date, str], str] = {}
    for part in work:
        for number in range(part.weeks):
            week = part.first + number * WEEK
            if isinstance(part, Away):
                absent[week, part.place] = Absence(part.why)
                lines.setdefault((week, part.place, "approved"), [])
                continue
            kind, area = part.what.split("/")
            notes[week, part.place] = part.sheet_note or notes.get((week, part.place), "")
            lines[week, part.place, part.state].append(
                WorkLine(
                    kind=VehicleKind(kind),
                    area=area,
                    minutes=round(part.hours * 60),
                    supervision=Supervision(part.supervision),
                    note=part.note,
                )
            )
    return TrainingRecord(
        apprentice=Apprentice(
            key=KEY,
            name=name,
            start=START,
            placements=tuple(places) or (place(),),
            history=tuple(_status(text) for text in statuses),
        ),
        sheets=tuple(
            WeekSheet(
                apprentice=KEY,
                week=week,
                placement=where,
                lines=tuple(done),
                absence=absent.get((week, where)),
                sign_off=SignOff(state=SignOffState(state)),
                note=notes.get((week, where), ""),
            )
            for (week, where, state), done in sorted(lines.items())
        ),
        credits=tuple(credits),
        tests=_tests(events),
    )


def _status(text: str) -> StatusSince:
    status, since = text.split()
    return StatusSince(status=Status(status), since=date.fromisoformat(since))


def _tests(events: Iterable[str]) -> tuple[TestRecord, ...]:
    found: dict[str, list[TestEvent]] = defaultdict(list)
    for text in events:
        code, step, on, *until = text.split()
        end = date.fromisoformat(until[0]) if until else None
        found[code].append(TestEvent(step=TestStep(step), on=date.fromisoformat(on), until=end))
    return tuple(TestRecord(apprentice=KEY, code=code, events=tuple(steps)) for code, steps in found.items())


def judged_record(
    *work: Work | Away,
    today: date | None = None,
    house: HouseRules | None = None,
    rulebook: Rulebook | None = None,
    **more: Any,  # noqa: ANN401 - what `make_record` takes
) -> JudgedRecord:
    """A history as of `today`, or of the last week there is work in."""
    last = max((part.first + (part.weeks - 1) * WEEK for part in work), default=FIRST)
    record = make_record(*work, **more)
    return JudgedRecord(record, Frame(rulebook or small_rulebook(), house or HouseRules(), today or last))


def changed_rulebook(**tables: Any) -> Rulebook:  # noqa: ANN401 - what a rule book is made of
    """The small rule book with other tables, such as `specialisations=[…]`."""
    return Rulebook.model_validate(small_rulebook().model_dump() | tables)


def small_rulebook(*, two_years: int = 24, three_years: int = 36) -> Rulebook:
    """Cars, trucks and a desk; `two_years` and `three_years` are the months that the requirements ask for."""
    unsure = {"confidence": "unconfirmed"}

    def test(
        code: str, requirement: str, tracks: list[str], kind: str, area: str, **more: object
    ) -> dict[str, Any]:
        return {
            "code": code,
            "series": code[0],
            "name": f"Test {code}",
            "requirement": requirement,
            "tracks": tracks,
            "kinds": [kind] if kind else [],
            "areas": [area] if area else [],
            **unsure,
            **more,
        }

    return Rulebook.model_validate(
        {
            "edition": "small",
            "dated": date(2026, 1, 1),
            "publisher": "tests",
            "sources": [],
            "clock": {
                "calendar_days_per_year": 364,
                "weeks_per_year": 50,
                "not_hands_on": ["observed"],
                "stops": ["leave"],
                **unsure,
            },
            "tracks": [
                {"key": "auto", "title": "Cars", "kinds": ["car"], **unsure},
                {"key": "truck", "title": "Trucks", "kinds": ["truck"], **unsure},
                {"key": "desk", "title": "Service desk", **unsure},
            ],
            "areas": [
                {"key": "brakes", "title": "Brakes", "kinds": ["car", "truck"]},
                {"key": "electrical", "title": "Electrical", "kinds": ["car", "truck"]},
                {"key": "diesel", "title": "Diesel engine", "kinds": ["car", "truck"]},
                {"key": "desk", "title": "Service desk", "kinds": ["none"], "track": "desk"},
                {"key": "helper", "title": "Helping out", "kinds": ["car", "truck"], "hands_on": False},
            ],
            "requirements": [
                {"key": "none", "title": "None", "months": 0, "training_months": 0, **unsure},
                {
                    "key": "two-years",
                    "title": "2 years",
                    "months": two_years,
                    "training_months": two_years // 2,
                    **unsure,
                },
                {
                    "key": "three-years",
                    "title": "3 years",
                    "months": three_years,
                    "training_months": three_years // 2,
                    **unsure,
                },
            ],
            "series": [{"key": key, "title": key, **unsure} for key in "ACLTX"],
            "tests": [
                test("A5", "two-years", ["auto"], "car", "brakes"),
                test("A6", "two-years", ["auto"], "car", "electrical"),
                test("A9", "two-years", ["auto"], "car", "diesel"),
                test("C1", "two-years", ["desk"], "none", "desk"),
                test("T2", "two-years", ["truck"], "truck", "diesel"),
                test("T4", "two-years", ["truck"], "truck", "brakes"),
                test("T6", "two-years", ["truck"], "truck", "electrical"),
                test(
                    "L2",
                    "three-years",
                    ["auto", "truck"],
                    "truck",
                    "diesel",
                    prerequisites=[{"all_of": [["A9", "T2"], ["A6", "T6"]], **unsure}],
                ),
                test("XEV1", "none", [], "", ""),
            ],
            "credits": [
                {
                    "key": "school",
                    "title": "School",
                    "training_months": 24,
                    "experience_months": 12,
                    **unsure,
                },
                {
                    "key": "apprenticeship",
                    "title": "Apprenticeship",
                    "training_months": 24,
                    "experience_months": 12,
                    "full_credit_months": 24,
                    **unsure,
                },
                {
                    "key": "earlier",
                    "title": "Earlier work",
                    "counts_as": "work",
                    "training_months": 1,
                    "experience_months": 1,
                    "tracks": ["auto", "truck"],
                    **unsure,
                },
                {
                    "key": "military",
                    "title": "Military",
                    "counts_as": "work",
                    "training_months": 0,
                    "experience_months": 0,
                    **unsure,
                },
            ],
            "designations": [
                {
                    "key": "master-truck",
                    "title": "Master Truck",
                    "groups": [{"any_of": ["T2", "T4", "T6"], "at_least": 3}],
                    **unsure,
                },
                {
                    "key": "master-vehicle",
                    "title": "Master Vehicle",
                    "groups": [{"any_of": ["A9", "T2"]}, {"any_of": ["A5", "T4"]}],
                    **unsure,
                },
            ],
            "recertification": {
                "years": 5,
                "retest_days": 30,
                "booking_days": 90,
                "renewal_app_credits": 8,
                "renewal_app_years": 1,
                "renewal_app_tests": [],
                **unsure,
            },
            "shop_types": [
                {"key": "diesel-shop", "title": "Diesel truck shop", "kind": "truck"},
                {"key": "fleet", "title": "Fleet", "kind": "truck"},
                {"key": "garage", "title": "Independent garage", "kind": "car"},
            ],
            "specialisations": [
                {
                    "key": "diesel",
                    "title": "Diesel diagnosis",
                    "goal": ["L2"],
                    "path": [["T2"], ["T6"]],
                    "shop_types": ["diesel-shop"],
                    "kinds": ["truck"],
                    "keywords": ["injector", "common rail"],
                },
                {
                    "key": "truck",
                    "title": "Heavy truck",
                    "goal": ["T2", "T4", "T6"],
                    "shop_types": ["fleet"],
                    "kinds": ["truck"],
                    "keywords": ["air brake"],
                },
                {
                    "key": "light-diesel",
                    "title": "Light diesel",
                    "goal": ["L2"],
                    "path": [["A9"], ["A6"]],
                    "kinds": ["car"],
                    "areas": ["diesel"],
                    "keywords": ["injector"],
                },
                {
                    "key": "brakes",
                    "title": "Car brakes",
                    "goal": ["A5"],
                    "kinds": ["car"],
                    "areas": ["brakes"],
                },
                {
                    "key": "auto",
                    "title": "Automobile",
                    "goal": ["A5", "A6"],
                    "shop_types": ["garage"],
                    "kinds": ["car"],
                    "areas": ["electrical", "brakes"],
                },
            ],
            "weights": {
                "hours": 0.6,
                "shop_type": 0.25,
                "keywords": 0.15,
                "recent_months": 12,
                "recent": 1.5,
                "supervision": {"observed": 0.0, "assisted": 0.75, "supervised": 1.0, "alone": 1.25},
                "min_hours": 200,
                "min_share": 40,
            },
        }
    )
