"""What is written down looks like this, and comes back the same."""

from datetime import date, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.domain.apprentice import Apprentice, StatusSince
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.testrecord import TestEvent, TestRecord
from mentor_tui.domain.vocabulary import Absence, SignOffState, Status, Supervision, TestStep, VehicleKind
from mentor_tui.domain.weeksheet import SignOff, WeekSheet
from mentor_tui.logbook.documents import load_record
from mentor_tui.logbook.kinds import Written, address_of, dump
from tests.logbook.making import APPROVED, FRIDAY, START, person, shop, week, work

LEAST: list[tuple[Written, dict[str, Any]]] = [
    (Apprentice(key="ana", name="Ana", start=START), {"key": "ana", "name": "Ana", "start": "2025-01-04"}),
    (
        week(work()),
        {
            "apprentice": "ana",
            "week": "2026-11-20",
            "placement": "p1",
            "lines": [{"kind": "truck", "area": "brakes", "minutes": 480}],
        },
    ),
    (
        TrainingCredit(
            apprentice="ana", key="c1", kind="short-course", title="Air", starts=START, ends=FRIDAY
        ),
        {
            "apprentice": "ana",
            "key": "c1",
            "kind": "short-course",
            "title": "Air",
            "starts": "2025-01-04",
            "ends": "2026-11-20",
        },
    ),
    (
        TestRecord(apprentice="ana", code="T4", events=(TestEvent(step=TestStep.PASSED, on=FRIDAY),)),
        {"apprentice": "ana", "code": "T4", "events": [{"step": "passed", "on": "2026-11-20"}]},
    ),
]
"""A default that changes shows here: documents leave it out, so it needs a migration."""

MOST: list[tuple[Written, dict[str, Any]]] = [
    (
        person(
            placements=(
                shop(ends=FRIDAY, address="1 Main St", supervisor="Bo", voided="never began", kind="none"),
            ),
            history=(StatusSince(status=Status.ON_LEAVE, since=FRIDAY),),
            mentor="Mia",
            tags=("night",),
            contact="ana@example.org",
            ase_id="A-1",
            note="Left-handed",
            voided="added twice",
        ),
        {
            "key": "ana",
            "name": "Ana Ruiz",
            "start": "2025-01-04",
            "history": [{"status": "on-leave", "since": "2026-11-20"}],
            "placements": [
                {
                    "key": "p1",
                    "shop": "Alamo Diesel",
                    "shop_type": "diesel-shop",
                    "kind": "none",
                    "starts": "2025-01-04",
                    "ends": "2026-11-20",
                    "address": "1 Main St",
                    "supervisor": "Bo",
                    "voided": "never began",
                }
            ],
            "mentor": "Mia",
            "tags": ["night"],
            "contact": "ana@example.org",
            "ase_id": "A-1",
            "note": "Left-handed",
            "voided": "added twice",
        },
    ),
    (
        week(
            work("hvac", 0.25, supervision=Supervision.ALONE, estimated=True, note="A/C"),
            absence=Absence.SCHOOL,
            sign_off=APPROVED.model_copy(update={"reason": "at last"}),
            note="Short week",
            voided="twice",
        ),
        {
            "apprentice": "ana",
            "week": "2026-11-20",
            "placement": "p1",
            "lines": [
                {
                    "kind": "truck",
                    "area": "hvac",
                    "minutes": 15,
                    "supervision": "alone",
                    "estimated": True,
                    "note": "A/C",
                }
            ],
            "absence": "school",
            "sign_off": {
                "state": "approved",
                "by": "Mia",
                "at": "2026-11-20T12:00:00+01:00",
                "reason": "at last",
            },
            "note": "Short week",
            "voided": "twice",
        },
    ),
    (
        TrainingCredit(
            apprentice="ana",
            key="c1",
            kind="short-course",
            title="Air",
            starts=START,
            ends=FRIDAY,
            months=2,
            school_years=1.5,
            tracks=("truck",),
            granted=0,
            evidence="Letter",
            note="Kept",
            voided="twice",
        ),
        {
            "apprentice": "ana",
            "key": "c1",
            "kind": "short-course",
            "title": "Air",
            "starts": "2025-01-04",
            "ends": "2026-11-20",
            "months": 2,
            "school_years": 1.5,
            "tracks": ["truck"],
            "granted": 0,
            "evidence": "Letter",
            "note": "Kept",
            "voided": "twice",
        },
    ),
    (
        TestRecord(
            apprentice="ana",
            code="T4",
            events=(
                TestEvent(
                    step=TestStep.CERTIFIED, on=FRIDAY, until=date(2031, 11, 20), note="By post", voided="no"
                ),
            ),
        ),
        {
            "apprentice": "ana",
            "code": "T4",
            "events": [
                {
                    "step": "certified",
                    "on": "2026-11-20",
                    "until": "2031-11-20",
                    "note": "By post",
                    "voided": "no",
                }
            ],
        },
    ),
]


@pytest.mark.parametrize(("written", "document"), [*LEAST, *MOST])
def test_a_document_has_this_shape_and_comes_back_the_same(
    written: Written, document: dict[str, Any]
) -> None:
    assert dump(written) == document
    assert type(written).model_validate(document) == written


def test_the_largest_documents_name_every_field() -> None:
    for written, document in MOST:
        assert document.keys() == type(written).model_fields.keys()


@pytest.mark.parametrize(
    ("written", "table", "key", "words"),
    [
        (person(), "apprentices", "ana", "the entry of Ana Ruiz"),
        (week(), "sheets/ana", "2026-11-20/p1", "the sheet of Ana Ruiz for the week of 2026-11-20 (p1)"),
        (LEAST[2][0], "credits/ana", "c1", "the training credit c1 of Ana Ruiz"),
        (LEAST[3][0], "tests/ana", "T4", "the test T4 of Ana Ruiz"),
    ],
)
def test_each_document_has_a_place_and_a_title(written: Written, table: str, key: str, words: str) -> None:
    address = address_of(written)
    assert address == (table, key)
    assert address.apprentice == "ana"
    assert address.title("Ana Ruiz") == words


def test_one_damaged_document_takes_nothing_else_with_it() -> None:
    good, late = dump(week()), dump(week(week=date(2026, 11, 13)))
    late["lines"][0]["minutes"] = "many"
    record, damage, unknown = load_record(
        dump(person()),
        {
            "sheets": {"2026-11-20/p1": good, "2026-11-13/p1": late},
            "credits": {"c1": {"kind": "short-course"}, "c2": dump(LEAST[2][0])},
            "tests": {"T4": dump(LEAST[3][0])},
        },
    )
    assert record.sheets == (week(),)
    assert len(record.credits) == 1
    assert len(record.tests) == 1
    assert unknown == ()
    assert damage == (
        "Ana Ruiz, sheet 2026-11-13/p1: lines.0.minutes: should be a valid integer, not 'many'",
        "Ana Ruiz, credit c1: apprentice: is needed; key: is needed; title: is needed; and 2 more",
    )


zones = st.integers(-720, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
texts = st.text(st.characters(codec="utf-8"), max_size=40)
sheets = st.builds(
    week,
    st.builds(
        work,
        st.sampled_from(["brakes", "hvac"]),
        st.integers(1, 2400).map(lambda minutes: minutes / 60),
        kind=st.sampled_from(VehicleKind),
        supervision=st.sampled_from(Supervision),
        estimated=st.booleans(),
        note=texts,
    ),
    week=st.dates(START, FRIDAY),
    absence=st.none() | st.sampled_from(Absence),
    sign_off=st.builds(
        SignOff,
        state=st.sampled_from(SignOffState),
        by=texts,
        at=st.none() | st.datetimes(timezones=zones),
        reason=texts,
    ),
    note=texts,
    voided=texts,
)


@given(sheets)
def test_any_sheet_comes_back_from_its_document(sheet: WeekSheet) -> None:
    assert WeekSheet.model_validate(dump(sheet)) == sheet
