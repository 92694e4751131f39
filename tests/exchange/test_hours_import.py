from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentor_tui.domain.apprentice import Placement, StatusSince
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import SignOffState, Status, Supervision, VehicleKind
from mentor_tui.domain.weeksheet import SignOff, WeekSheet
from mentor_tui.errors import MentorError
from mentor_tui.exchange import matching
from mentor_tui.exchange.hours_import import plan_import
from mentor_tui.exchange.import_plan import ImportPlan, ImportRow, RowState, WeekSum
from mentor_tui.exchange.joining import Joining
from mentor_tui.exchange.newcomers import Newcomers
from tests.exchange.shop import APPROVED, HOUSE, TODAY, apprentice, record, sheet

_WEEK = TODAY
_AT = datetime(2026, 11, 20, tzinfo=UTC)
_HEADER = "Name,Week ending,Area,Hours"
_Item = TypeVar("_Item")
Records = Mapping[str, TrainingRecord]


def _records(*sheets: WeekSheet) -> dict[str, TrainingRecord]:
    return {"ana": record("ana", "Ana [B] Ruiz", sheets), "bo": record("bo", "Bo Berg")}


def _plan(rulebook: Rulebook, text: str, records: Records | None = None, **choices: Any) -> ImportPlan:  # noqa: ANN401 - the keywords of plan_import
    known = records or _records()
    return plan_import(text.encode(), "hours.csv", known, rulebook, HOUSE, TODAY, **choices)


def _row(rulebook: Rulebook, line: str, header: str = _HEADER, records: Records | None = None) -> ImportRow:
    return _plan(rulebook, f"{header}\n{line}\n", records).rows[0]


def _after(records: Records, plan: ImportPlan) -> dict[str, TrainingRecord]:
    """The records once the plan has been carried out."""
    found = dict(records)
    for put in plan.sheets:
        held = found[put.apprentice]
        sheets = (*(one for one in held.sheets if one.key != put.key), put)
        found[put.apprentice] = held.model_copy(update={"sheets": sheets})
    return found


def _states(plan: ImportPlan) -> list[str]:
    return [row.state.value for row in plan.rows]


def _hours(found: WeekSheet) -> dict[str, float]:
    return {line.area: line.minutes / 60 for line in found.lines}


def test_new_rows_become_draft_sheets_of_the_placement(rulebook: Rulebook) -> None:
    plan = _plan(
        rulebook,
        f"{_HEADER},Notes\nAna [B] Ruiz,2026-11-20,Air brakes,6.5,slack adjuster\n"
        "Ana [B] Ruiz,2026-11-20,Electrical,4:15,\nBo Berg,2026-11-13,PM,8,\n",
    )
    assert _states(plan) == ["new", "new", "new"]
    first, second = plan.sheets
    assert (first.apprentice, first.week, first.placement) == ("ana", _WEEK, "north")
    assert _hours(first) == {"brakes": 6.5, "electrical": 4.25}
    assert first.lines[0].kind is VehicleKind.TRUCK
    assert first.lines[0].supervision is Supervision.SUPERVISED
    assert first.lines[0].note == "slack adjuster"
    assert first.sign_off == SignOff()
    assert second.week == date(2026, 11, 13)
    assert plan.rows[0].understood == "Ana [B] Ruiz: Brakes (truck), 6.5 h in the week to 2026-11-20"


def test_the_plan_carries_name_and_mark_of_the_file_and_counts(rulebook: Rulebook) -> None:
    text = f"{_HEADER},SSN,Shoe size\nBo Berg,2026-11-20,Brakes,8,123,9\nTotal,,,8,,\n"
    plan = _plan(rulebook, text)
    assert plan.sha256 == sha256(text.encode()).hexdigest()
    assert plan.counts == {
        RowState.NEW: 1,
        RowState.CHANGED: 0,
        RowState.SAME: 0,
        RowState.TO_DECIDE: 0,
        RowState.CANNOT_PLACE: 0,
        RowState.LEFT_OUT: 1,
    }
    assert plan.receipt() == (
        "hours.csv: 2 rows: 1 new, 0 changed, 0 same, 0 cannot place, 1 left out",
        "sheets to write: 1, a draft; it counts once approved",
        "not read, since it is private: SSN",
        "columns not used: Shoe size",
        "read as UTF-8, cells parted by comma",
    )
    assert "123" not in repr(plan.sheets)


def test_the_same_file_twice_adds_nothing(rulebook: Rulebook) -> None:
    text = f"{_HEADER}\nBo Berg,2026-11-20,Brakes,8\nBo Berg,2026-11-20,Brakes,2\nBo Berg,2026-11-13,PM,1\n"
    records = _records()
    first = _plan(rulebook, text, records)
    again = _plan(rulebook, text, _after(records, first))
    assert _states(again) == ["same", "same", "same"]
    assert again.sheets == ()


_entries = st.lists(
    st.tuples(
        st.sampled_from(["Ana [B] Ruiz", "Bo Berg"]),
        st.sampled_from(["2026-11-20", "2026-11-13"]),
        st.sampled_from(["Brakes", "PM", "HVAC"]),
        st.sampled_from(["1", "2.5", "0:20"]),
        st.sampled_from(["", "alone", "assisted"]),
        st.sampled_from(["", "yes"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(deadline=None)
@given(_entries, _entries)
def test_any_two_files_leave_what_the_last_one_says_where_it_replaces(
    rulebook: Rulebook, first: list[tuple[str, ...]], second: list[tuple[str, ...]]
) -> None:
    header = f"{_HEADER},Supervision,Approved"
    records: Records = _records()
    for entries in (first, second):
        text = "\n".join([header, *(",".join(entry) for entry in entries)])
        plan = _plan(rulebook, text, records, joining=Joining.REPLACE)
        locked = {held for one in records.values() for held in one.sheets if held.approved}
        records = _after(records, plan)
        assert locked <= {held for one in records.values() for held in one.sheets}
        again = _plan(rulebook, text, records)
        assert again.sheets == ()
        blocked = plan.counts[RowState.CANNOT_PLACE]
        assert again.counts[RowState.SAME] == len(entries) - blocked


def test_a_draft_with_other_hours_is_changed_line_by_line(rulebook: Rulebook) -> None:
    draft = sheet("ana", _WEEK, SignOff(), brakes=8, hvac=3)
    alone = draft.lines[0].model_copy(update={"supervision": Supervision.ALONE, "note": "kept"})
    draft = draft.model_copy(update={"lines": (alone, draft.lines[1]), "note": "a good week"})
    plan = _plan(
        rulebook,
        f"{_HEADER}\nAna [B] Ruiz,2026-11-20,Brakes,9\nAna [B] Ruiz,2026-11-20,HVAC,3\n"
        "Ana [B] Ruiz,2026-11-20,PM,1\n",
        _records(draft),
        joining=Joining.REPLACE,
    )
    assert _states(plan) == ["changed", "same", "new"]
    assert plan.rows[0].understood.endswith("in place of 8 h")
    assert _hours(plan.sheets[0]) == {"brakes": 9, "hvac": 3, "preventive-maintenance": 1}
    assert plan.sheets[0].lines[0].supervision is Supervision.ALONE
    assert plan.sheets[0].note == "a good week"


def test_lines_that_the_file_does_not_name_stay(rulebook: Rulebook) -> None:
    draft = sheet("ana", _WEEK, SignOff(), brakes=8, hvac=3)
    plan = _plan(rulebook, f"{_HEADER}\nAna [B] Ruiz,2026-11-20,PM,1\n", _records(draft))
    assert plan.sheets[0].lines[:2] == draft.lines


def test_with_a_column_for_supervision_each_level_is_its_own_line(rulebook: Rulebook) -> None:
    draft = sheet("ana", _WEEK, SignOff(), brakes=8)
    text = f"{_HEADER},Supervision\nAna [B] Ruiz,2026-11-20,Brakes,2,observed\nAna [B] Ruiz,2026-11-20,Brakes,8,\n"
    plan = _plan(rulebook, text, _records(draft))
    assert _states(plan) == ["new", "same"]
    assert [line.supervision.value for line in plan.sheets[0].lines] == ["supervised", "observed"]


def test_levels_on_the_sheet_are_added_up_where_the_file_has_none(rulebook: Rulebook) -> None:
    draft = sheet("ana", _WEEK, SignOff(), brakes=5)
    more = draft.lines[0].model_copy(update={"supervision": Supervision.ALONE, "minutes": 360})
    draft = draft.model_copy(update={"lines": (*draft.lines, more)})
    same = _plan(rulebook, f"{_HEADER}\nAna [B] Ruiz,2026-11-20,Brakes,11\n", _records(draft))
    assert _states(same) == ["same"]
    text = f"{_HEADER}\nAna [B] Ruiz,2026-11-20,Brakes,12\n"
    other = _plan(rulebook, text, _records(draft), joining=Joining.REPLACE)
    assert [(line.minutes, line.supervision) for line in other.sheets[0].lines] == [(720, Supervision.ALONE)]
    added = _plan(rulebook, text, _records(draft), joining=Joining.ADD)
    assert [(line.minutes, line.supervision) for line in added.sheets[0].lines] == [
        (300 + 720, Supervision.SUPERVISED),
        (360, Supervision.ALONE),
    ]


def test_an_approved_sheet_is_protected_and_its_rows_named(rulebook: Rulebook) -> None:
    plan = _plan(
        rulebook,
        f"{_HEADER}\nAna [B] Ruiz,2026-11-20,Brakes,8\nAna [B] Ruiz,2026-11-20,HVAC,3\n",
        _records(sheet("ana", _WEEK, APPROVED, brakes=8, hvac=2)),
    )
    assert _states(plan) == ["same", "cannot place"]
    assert plan.sheets == ()
    assert plan.rows[1].problem == (
        "the sheet of the week to 2026-11-20 was approved by Pat with 2 h of this work; this would add 3 h or replace them; "
        "reopen it with a reason first"
    )
    assert plan.rows[1].column == "Week ending"


def test_a_voided_sheet_is_not_brought_back(rulebook: Rulebook) -> None:
    gone = sheet("ana", _WEEK, SignOff(), brakes=8).model_copy(update={"voided": "wrong person"})
    plan = _plan(rulebook, f"{_HEADER}\nAna [B] Ruiz,2026-11-20,Brakes,8\n", _records(gone))
    assert plan.sheets == ()
    assert "was voided: wrong person" in plan.rows[0].problem


def test_a_returned_sheet_that_changes_is_a_draft_again(rulebook: Rulebook) -> None:
    returned = sheet("ana", _WEEK, SignOff(state=SignOffState.RETURNED, reason="check"), brakes=8)
    text = f"{_HEADER}\nAna [B] Ruiz,2026-11-20,Brakes,7\n"
    plan = _plan(rulebook, text, _records(returned), joining=Joining.REPLACE)
    assert plan.sheets[0].sign_off == SignOff()


def test_a_column_may_approve(rulebook: Rulebook) -> None:
    header = f"{_HEADER},Approved,Supervisor"
    text = f"{header}\nBo Berg,2026-11-20,Brakes,8,yes,Kim\nAna [B] Ruiz,2026-11-20,Brakes,8,no,Kim\n"
    ana, bo = _plan(rulebook, text).sheets
    assert bo.sign_off == SignOff(state=SignOffState.APPROVED, by="Kim", at=_AT)
    assert not ana.approved


def test_where_the_file_names_nobody_the_supervisor_or_the_mentor_has_signed(rulebook: Rulebook) -> None:
    text = f"{_HEADER},Approved\nBo Berg,2026-11-20,Brakes,8,yes\n"
    assert _plan(rulebook, text).sheets[0].sign_off.by == "Sam"
    person = apprentice("bo", "Bo Berg")
    nobody = person.placements[0].model_copy(update={"supervisor": ""})
    records = {"bo": TrainingRecord(apprentice=person.model_copy(update={"placements": (nobody,)}))}
    now = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    signed = _plan(rulebook, text, records, mentor="Pat", now=now).sheets[0].sign_off
    assert (signed.by, signed.at) == ("Pat", now)
    unsigned = _plan(rulebook, text, records)
    assert not unsigned.sheets[0].approved
    assert "not by whom" in unsigned.rows[0].problem


def test_a_sheet_is_approved_only_as_a_whole(rulebook: Rulebook) -> None:
    header = f"{_HEADER},Approved by"
    draft = sheet("ana", _WEEK, SignOff(), brakes=8, hvac=3)
    line = "Ana [B] Ruiz,2026-11-20,Brakes,8,Kim\n"
    part = _plan(rulebook, f"{header}\n{line}", _records(draft))
    assert _states(part) == ["same"]
    whole = _plan(rulebook, f"{header}\n{line}Ana [B] Ruiz,2026-11-20,HVAC,3,Kim\n", _records(draft))
    assert _states(whole) == ["changed", "changed"]
    assert whole.sheets[0].sign_off == SignOff(state=SignOffState.APPROVED, by="Kim", at=_AT)
    assert whole.sheets[0].lines == draft.lines


def test_an_unclear_approval_is_a_draft_and_said(rulebook: Rulebook) -> None:
    plan = _plan(rulebook, f"{_HEADER},Approved\nBo Berg,2026-11-20,Brakes,8,maybe\n")
    assert not plan.sheets[0].approved
    assert (plan.rows[0].state, plan.rows[0].column) == (RowState.NEW, "Approved")
    assert '"maybe" does not say' in plan.rows[0].problem


@pytest.mark.parametrize(
    ("line", "column", "problem"),
    [
        ("Bo Berg,2026-11-20,Brakes,25:00", "Hours", "25:00 is no time of a day"),
        ("Bo Berg,2026-11-20,Brakes,-3", "Hours", "cannot be negative"),
        ("Bo Berg,2026-11-20,Brakes,NaN", "Hours", "is not a time"),
        ("Bo Berg,2026-11-20,Brakes,169", "Hours", "more than the 168 hours"),
        ("Bo Berg,2026-11-20,Brakes,", "Hours", "the hours are missing"),
        ("Bo Berg,2026-11-20,Brakes", "Hours", "the hours are missing"),
        ("Bo Berg,2026-11-27,Brakes,8", "Week ending", "is in the future"),
        ("Bo Berg,2023-11-24,Brakes,8", "Week ending", "is before the programme"),
        ("Bo Berg,soon,Brakes,8", "Week ending", "soon is no date"),
        ("Bo Berg,,Brakes,8", "Week ending", "nothing is no date"),
        ("Bo Berg,2026-11-20,,8", "Area", "the work area is missing"),
        (",2026-11-20,Brakes,8", "Name", "the name is missing"),
        ("Bo Berg,2026-11-20,Brakes,8,x,y", "", "6 cells where the header has 4"),
        (f"Bo Berg,2026-11-20,{'x' * 5_000_000},8", "", "more than 100,000 characters"),
    ],
)
def test_a_bad_row_is_named_with_its_column(rulebook: Rulebook, line: str, column: str, problem: str) -> None:
    plan = _plan(rulebook, f"{_HEADER}\n{line}\nBo Berg,2026-11-20,HVAC,1\n")
    bad, good = plan.rows
    assert (bad.number, bad.state, bad.column) == (2, RowState.CANNOT_PLACE, column)
    assert problem in bad.problem
    assert good.state is RowState.NEW
    assert [_hours(put) for put in plan.sheets] == [{"hvac": 1}]


def test_hours_after_leaving_are_named(rulebook: Rulebook) -> None:
    left = apprentice("bo", "Bo Berg").model_copy(
        update={"history": (StatusSince(status=Status.LEFT, since=date(2026, 10, 1)),)}
    )
    found = _row(rulebook, "Bo Berg,2026-11-20,Brakes,8", records={"bo": TrainingRecord(apprentice=left)})
    assert found.state is RowState.CANNOT_PLACE
    assert "left on 2026-10-01" in found.problem


def test_a_week_without_a_placement_is_named(rulebook: Rulebook) -> None:
    person = apprentice("bo", "Bo Berg")
    ended = person.placements[0].model_copy(update={"ends": date(2026, 10, 1)})
    away = TrainingRecord(apprentice=person.model_copy(update={"placements": (ended,)}))
    assert (
        "outside the placement" in _row(rulebook, "Bo Berg,2026-11-20,Brakes,8", records={"bo": away}).problem
    )
    none = TrainingRecord(apprentice=person.model_copy(update={"placements": ()}))
    assert "has no placement" in _row(rulebook, "Bo Berg,2026-11-20,Brakes,8", records={"bo": none}).problem


def test_more_hours_than_a_week_has_are_refused_together(rulebook: Rulebook) -> None:
    plan = _plan(rulebook, f"{_HEADER}\nBo Berg,2026-11-20,Brakes,100\nBo Berg,2026-11-20,PM,100\n")
    assert _states(plan) == ["cannot place", "cannot place"]
    assert plan.rows[0].problem == "200 h in the week to 2026-11-20; a week has 168"


def test_many_hours_are_kept_and_said(rulebook: Rulebook) -> None:
    plan = _plan(rulebook, f"{_HEADER}\nBo Berg,2026-11-20,Brakes,90\n")
    assert len(plan.sheets) == 1
    assert any("Bo Berg, week to 2026-11-20: 90 h in one week" in note for note in plan.notes)


def test_unknown_names_are_guessed_listed_and_can_be_chosen(rulebook: Rulebook) -> None:
    text = f"{_HEADER}\nAna Ruiz,2026-11-20,Brakes,8\nAna Ruiz,2026-11-20,Brakess,1\nQ,2026-11-20,PM,1\n"
    plan = _plan(rulebook, text)
    assert _states(plan) == ["cannot place"] * 3
    assert plan.rows[0].suggestion == "did you mean Ana [B] Ruiz?"
    assert [(name.text, name.rows, name.suggestions) for name in plan.unknown_people] == [
        ("Ana Ruiz", (2, 3), ("ana",)),
        ("Q", (4,), ()),
    ]
    chosen = _plan(rulebook, text, names={"Ana Ruiz": "ana", "Q": "bo"})
    assert _states(chosen) == ["new", "cannot place", "new"]
    assert [(name.text, name.suggestions[0]) for name in chosen.unknown_areas] == [("Brakess", "brakes")]
    all_chosen = _plan(rulebook, text, names={"Ana Ruiz": "ana", "Q": "bo"}, areas={"Brakess": "brakes"})
    assert _hours(all_chosen.sheets[0]) == {"brakes": 9}


def test_an_order_of_dates_is_asked_for_once(rulebook: Rulebook) -> None:
    text = f"{_HEADER}\nBo Berg,03/04/2026,Brakes,8\nBo Berg,2026-11-20,Brakes,8\n"
    plan = _plan(rulebook, text)
    assert _states(plan) == ["cannot place", "new"]
    assert plan.choice is not None
    assert plan.choice.column == "Week ending"
    assert any("choose month/day/year or day/month/year" in note for note in plan.notes)
    chosen = _plan(rulebook, text, date_order="dmy")
    assert chosen.choice is None
    assert [put.week for put in chosen.sheets] == [date(2026, 4, 3), _WEEK]


@pytest.mark.parametrize(
    ("header", "when"),
    [
        ("Date", "2026-11-17"),
        ("Date", "11/17/2026"),
        ("Week", "2026-W47"),
        ("Week", "2026-11-16"),
        ("Week", "2026-11-22"),
        ("Week of", "2026-11-16"),
        ("Week ending", "2026-11-22"),
        ("W/E", "20-Nov-26"),
        ("W/E", "46346"),
        ("Pay period", "11/14/2026 - 11/20/2026"),
    ],
)
def test_the_week_however_it_is_written(rulebook: Rulebook, header: str, when: str) -> None:
    plan = _plan(rulebook, f"Name,{header},Area,Hours\nBo Berg,{when},Brakes,8\n")
    assert [put.week for put in plan.sheets] == [_WEEK]


def test_days_of_a_week_are_added_up(rulebook: Rulebook) -> None:
    text = "Name,Date,Area,Hours\n" + "".join(f"Bo Berg,2026-11-{day},Brakes,7.5\n" for day in range(16, 21))
    plan = _plan(rulebook, text)
    assert [
        (line.day.isoformat(), line.minutes) for put in plan.sheets for line in put.lines if line.day
    ] == [(f"2026-11-{day}", 450) for day in range(16, 21)]


def test_a_day_has_24_hours(rulebook: Rulebook) -> None:
    found = _row(rulebook, "Bo Berg,2026-11-20,Brakes,30", header="Name,Date,Area,Hours")
    assert found.problem == "30 h on one day; a day has 24"


def test_a_pay_period_is_split_and_marked_as_estimated(rulebook: Rulebook) -> None:
    header = "Name,Start date,End date,Area,Hours"
    plan = _plan(rulebook, f"{header}\nBo Berg,2026-11-07,2026-11-20,Brakes,61\n")
    assert [(put.week, put.minutes, put.lines[0].estimated) for put in plan.sheets] == [
        (date(2026, 11, 13), 1830, True),
        (_WEEK, 1830, True),
    ]
    assert "estimated" in plan.rows[0].understood
    backwards = _row(rulebook, "Bo Berg,2026-11-20,2026-11-07,Brakes,8", header=header)
    assert "ends before it starts" in backwards.problem


def test_a_row_is_placed_whole_or_not_at_all(rulebook: Rulebook) -> None:
    header = "Name,Start date,End date,Area,Hours"
    plan = _plan(
        rulebook,
        f"{header}\nAna [B] Ruiz,2026-11-07,2026-11-20,Brakes,60\nAna [B] Ruiz,2026-11-14,2026-11-20,PM,2\n",
        _records(sheet("ana", date(2026, 11, 13), APPROVED, hvac=2)),
    )
    assert _states(plan) == ["cannot place", "new"]
    assert [(put.week, _hours(put)) for put in plan.sheets] == [(_WEEK, {"preventive-maintenance": 2})]


def test_times_that_a_spreadsheet_stored_as_parts_of_a_day(rulebook: Rulebook) -> None:
    plan = _plan(rulebook, f"{_HEADER}\nBo Berg,2026-11-20,Brakes,0.3125\nBo Berg,2026-11-20,PM,0.25\n")
    assert _hours(plan.sheets[0]) == {"brakes": 7.5, "preventive-maintenance": 6}
    assert any("parts of a day" in note for note in plan.notes)


@pytest.mark.parametrize(
    ("kind", "state", "said"),
    [
        ("OJT", RowState.NEW, "Brakes"),
        ("", RowState.NEW, "Brakes"),
        ("Classroom", RowState.LEFT_OUT, "Classroom is not hands-on work"),
        ("Vacation", RowState.LEFT_OUT, "enter it as the absence of that week"),
        ("Mystery", RowState.CANNOT_PLACE, ""),
    ],
)
def test_types_of_hours(rulebook: Rulebook, kind: str, state: RowState, said: str) -> None:
    found = _row(rulebook, f"Bo Berg,2026-11-20,Brakes,8,{kind}", header=f"{_HEADER},Type")
    assert found.state is state
    assert said in found.understood


def test_an_absence_in_the_column_of_areas_and_no_hours_are_left_out(rulebook: Rulebook) -> None:
    plan = _plan(rulebook, f"{_HEADER}\nBo Berg,2026-11-20,Vacation,8\nBo Berg,2026-11-20,Brakes,0\n")
    assert _states(plan) == ["left out", "left out"]
    assert plan.sheets == ()


def test_a_wrong_total_is_said_and_imported_nowhere(rulebook: Rulebook) -> None:
    rows = "Bo Berg,2026-11-20,Brakes,8\nBo Berg,2026-11-20,PM,2\n"
    right = _plan(rulebook, f"{_HEADER}\n{rows}TOTAL,,,10\n")
    assert (right.rows[2].state, right.rows[2].problem) == (RowState.LEFT_OUT, "")
    wrong = _plan(rulebook, f"{_HEADER}\n{rows}Grand total,,,12\n")
    assert wrong.rows[2].problem == "the total says 12 h; the rows above add up to 10 h"
    assert len(wrong.sheets[0].lines) == 2


def test_a_row_that_is_there_twice_is_added_up_and_said(rulebook: Rulebook) -> None:
    plan = _plan(rulebook, f"{_HEADER}\nBo Berg,2026-11-20,Brakes,8\nBo Berg,2026-11-20,Brakes,8\n")
    assert _hours(plan.sheets[0]) == {"brakes": 16}
    assert plan.rows[1].problem == "the same as row 2; both are added up"


def test_vehicles_and_supervision(rulebook: Rulebook) -> None:
    header = f"{_HEADER},Vehicle,Supervision,Supervisor"
    text = f"{header}\nBo Berg,2026-11-20,Brakes,8,Car,alone,Sam\nBo Berg,2026-11-20,Brakes,1,Unit 44,helper,Kim\n"
    lines = _plan(rulebook, text).sheets[0].lines
    assert [(line.kind.value, line.supervision.value, line.note) for line in lines] == [
        ("car", "alone", ""),
        ("truck", "assisted", "vehicle: Unit 44; supervisor: Kim"),
    ]
    found = _row(rulebook, "Bo Berg,2026-11-20,Brakes,8,,sometimes,", header=header)
    assert found.column == "Supervision"


def test_the_shop_or_the_day_tells_between_two_placements(rulebook: Rulebook) -> None:
    person = apprentice("bo", "Bo Berg")
    first = person.placements[0].model_copy(update={"ends": date(2026, 11, 17)})
    second = Placement(
        key="south",
        shop="South Cars",
        shop_type="dealership",
        kind=VehicleKind.CAR,
        starts=date(2026, 11, 18),
    )
    moved = {"bo": TrainingRecord(apprentice=person.model_copy(update={"placements": (first, second)}))}
    by_day = _plan(
        rulebook, "Name,Date,Area,Hours\nBo Berg,2026-11-16,Brakes,8\nBo Berg,2026-11-19,Brakes,7\n", moved
    )
    assert [(put.placement, put.minutes) for put in by_day.sheets] == [("north", 480), ("south", 420)]
    by_shop = _plan(rulebook, f"{_HEADER},Shop\nBo Berg,2026-11-20,Brakes,8,North Diesel | Main\n", moved)
    assert [put.placement for put in by_shop.sheets] == ["north"]
    neither = _plan(rulebook, f"{_HEADER}\nBo Berg,2026-11-20,Brakes,8\n", moved)
    assert [put.placement for put in neither.sheets] == ["south"]


def test_people_by_first_and_last_name_and_by_address(rulebook: Rulebook) -> None:
    names = _row(rulebook, "Bo,Berg,2026-11-20,Brakes,8", header="First name,Last name,Week,Area,Hours")
    assert names.apprentice == "bo"
    address = _row(rulebook, "bo@example.org,2026-11-20,Brakes,8", header="Apprentice Email,Week,Area,Hours")
    assert address.apprentice == "bo"


def test_a_file_that_is_no_list_of_hours_is_refused(rulebook: Rulebook) -> None:
    with pytest.raises(MentorError, match="no column for the week"):
        _plan(rulebook, "Name,Hours\nBo Berg,8\n")


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_a_plan_or_a_message(rulebook: Rulebook, text: str) -> None:
    data = f"{_HEADER}\n{text}".encode("utf-8", "replace")
    try:
        plan = plan_import(data, "hours.csv", _records(), rulebook, HOUSE, TODAY)
    except MentorError as error:
        plan = None
        message = error.message
    assert plan.rows if plan else message.startswith("hours.csv")


_cells = st.sampled_from(
    [
        "",
        "Bo Berg",
        "Q",
        "2026-11-20",
        "03/04/2026",
        "9999-12-31",
        "Brakes",
        "8",
        "-1",
        "NaN",
        "TOTAL",
        "0.3125",
        "x" * 99,
    ]
)


@settings(deadline=None)
@given(st.lists(st.lists(_cells, max_size=6), max_size=6))
def test_every_row_that_is_not_empty_is_in_the_plan(rulebook: Rulebook, rows: list[list[str]]) -> None:
    text = "\n".join([_HEADER, "Bo Berg,2026-11-20,Brakes,8", *(",".join(row) for row in rows)])
    plan = _plan(rulebook, text)
    numbers = [number for number, row in enumerate(rows, 3) if any(row)]
    assert [row.number for row in plan.rows] == [2, *numbers]
    assert all(row.problem or row.understood for row in plan.rows)


_DAYS_HEADER = "Name,Date,Area,Hours"
_days_worked = st.lists(
    st.tuples(
        st.sampled_from(["Ana [B] Ruiz", "Bo Berg"]),
        st.sampled_from([f"2026-{day}" for day in ("11-12", "11-13", "11-14", "11-16", "11-19", "11-20")]),
        st.sampled_from(["Brakes", "PM", "HVAC"]),
        st.sampled_from(["1", "2.5", "0:20"]),
    ),
    min_size=1,
    max_size=12,
)


def _weeks(records: Records) -> dict[tuple[str, date, str], list[Any]]:
    return {
        (key, one.week, one.placement): sorted(
            (line.area, line.day, line.minutes, line.supervision) for line in one.lines
        )
        for key, held in records.items()
        for one in held.sheets
    }


@settings(deadline=None)
@given(_days_worked, st.data())
def test_days_split_over_files_make_the_weeks_that_one_file_makes(
    rulebook: Rulebook, rows: list[tuple[str, ...]], data: st.DataObject
) -> None:
    whole = _after(_records(), _plan(rulebook, "\n".join([_DAYS_HEADER, *map(",".join, rows)])))
    days = sorted({row[1] for row in rows})
    file_of = {day: data.draw(st.integers(0, 2)) for day in days}
    files = [
        [row for row in rows if file_of[row[1]] == number] for number in data.draw(st.permutations(range(3)))
    ]
    records: Records = _records()
    for file in (*files, *files):
        if file:
            plan = _plan(rulebook, "\n".join([_DAYS_HEADER, *map(",".join, file)]), records)
            assert plan.undecided == 0
            records = _after(records, plan)
    assert _weeks(records) == _weeks(whole)
    assert sum(one.minutes for held in records.values() for one in held.sheets) == sum(
        {"1": 60, "2.5": 150, "0:20": 20}[row[3]] for row in rows
    )


def test_a_week_split_over_two_files_is_added_up_and_its_sum_is_shown_once(rulebook: Rulebook) -> None:
    september = f"{_DAYS_HEADER}\n" + "".join(f"Bo Berg,2026-09-{day},Brakes,8\n" for day in (28, 29, 30))
    october = f"{_DAYS_HEADER}\n" + "".join(f"Bo Berg,2026-10-0{day},Brakes,8\n" for day in (1, 2))
    records = _records()
    first = _plan(rulebook, september, records)
    second = _plan(rulebook, october, records := _after(records, first))
    (put,) = second.sheets
    assert put.minutes == 40 * 60
    assert second.weeks == (
        WeekSum("bo", "Bo Berg", date(2026, 10, 2), "North Diesel | Main", 24 * 60, 40 * 60),
    )
    records = _after(records, second)
    for text in (september, october):
        again = _plan(rulebook, text, records)
        assert (again.sheets, again.weeks, set(_states(again))) == ((), (), {"same"})


def test_hours_without_a_day_that_meet_a_week_with_hours_are_asked_about(rulebook: Rulebook) -> None:
    records = _records(sheet("ana", _WEEK, SignOff(), brakes=24, hvac=3))
    text = f"{_HEADER}\nAna [B] Ruiz,2026-11-20,Brakes,16\nAna [B] Ruiz,2026-11-20,PM,1\n"
    asked = _plan(rulebook, text, records)
    assert _states(asked) == ["to decide", "new"]
    assert asked.rows[0].problem == (
        "the sheet of the week to 2026-11-20 has 24 h of this work, and their days do not tell whether these are among them: "
        "40 h if added, 16 h if they replace them"
    )
    assert asked.undecided == 1
    (week,) = asked.weeks
    assert (week.before, week.readings, week.then) == (
        27 * 60,
        (44 * 60, 20 * 60),
        "44 if added, 20 if replaced",
    )
    added = _plan(rulebook, text, records, joining=Joining.ADD)
    assert (_states(added), added.weeks[0].then) == (["new", "new"], "44")
    assert _hours(added.sheets[0]) == {"brakes": 40, "hvac": 3, "preventive-maintenance": 1}
    replaced = _plan(rulebook, text, records, joining=Joining.REPLACE)
    assert (_states(replaced), replaced.weeks[0].then) == (["changed", "new"], "20")
    assert _hours(replaced.sheets[0]) == {"brakes": 16, "hvac": 3, "preventive-maintenance": 1}


def test_days_that_replace_a_week_keep_the_level_and_the_note_of_its_line(rulebook: Rulebook) -> None:
    draft = sheet("ana", _WEEK, SignOff(), brakes=16)
    alone = draft.lines[0].model_copy(update={"supervision": Supervision.ALONE, "note": "drums"})
    records = _records(draft.model_copy(update={"lines": (alone,)}))
    text = f"{_DAYS_HEADER}\nAna [B] Ruiz,2026-11-17,Brakes,8\nAna [B] Ruiz,2026-11-16,Brakes,7\n"
    (put,) = _plan(rulebook, text, records, joining=Joining.REPLACE).sheets
    assert [(line.day, line.minutes, line.supervision, line.note) for line in put.lines] == [
        (date(2026, 11, 16), 420, Supervision.ALONE, "drums"),
        (date(2026, 11, 17), 480, Supervision.ALONE, "drums"),
    ]


def test_rows_that_meet_an_approved_week_say_what_they_would_add(rulebook: Rulebook) -> None:
    draft = sheet("ana", _WEEK, APPROVED, brakes=8)
    monday = draft.lines[0].model_copy(update={"day": date(2026, 11, 16)})
    records = _records(draft.model_copy(update={"lines": (monday,)}))
    text = (
        f"{_DAYS_HEADER}\nAna [B] Ruiz,2026-11-16,Brakes,8\nAna [B] Ruiz,2026-11-17,Brakes,7.5\n"
        "Ana [B] Ruiz,2026-11-17,HVAC,3\n"
    )
    plan = _plan(rulebook, text, records)
    approved = "the sheet of the week to 2026-11-20 was approved by Pat with"
    last = "reopen it with a reason first"
    assert [(row.state.value, row.problem) for row in plan.rows] == [
        ("same", ""),
        ("cannot place", f"{approved} 8 h of this work; this would add 7.5 h; {last}"),
        ("cannot place", f"{approved} none of this work; this would add 3 h; {last}"),
    ]
    other = _plan(rulebook, f"{_DAYS_HEADER}\nAna [B] Ruiz,2026-11-16,Brakes,6\n", records)
    assert other.rows[0].problem == f"{approved} 8 h of this work; this would make it 6 h; {last}"


def test_two_rows_of_one_day_and_work_in_one_file_are_added_up(rulebook: Rulebook) -> None:
    text = f"{_DAYS_HEADER}\nBo Berg,2026-11-20,Brakes,8\nBo Berg,2026-11-20,Brakes,2\n"
    first = _plan(rulebook, text)
    assert [line.minutes for line in first.sheets[0].lines] == [600]
    assert _plan(rulebook, text, _after(_records(), first)).sheets == ()


@pytest.mark.parametrize(
    ("day", "known"),
    [
        ("2026-11-17", True),
        ("2026-11-20", True),
        ("2026-11-13", False),
        ("11/10/2026", False),
        ("Tuesday", False),
    ],
)
def test_a_day_beside_its_week_is_kept_where_it_is_in_it(rulebook: Rulebook, day: str, known: bool) -> None:
    text = f"Name,Week ending,Work date,Area,Hours\nBo Berg,2026-11-20,{day},Brakes,8\n"
    plan = _plan(rulebook, text)
    assert plan.choice is None
    (line,) = plan.sheets[0].lines
    assert line.day == (date.fromisoformat(day) if known else None)


def test_a_period_of_one_day_is_a_day_and_a_longer_one_in_a_column_of_days_is_none(
    rulebook: Rulebook,
) -> None:
    header = "Name,Start date,End date,Area,Hours"
    one = _plan(rulebook, f"{header}\nBo Berg,2026-11-17,2026-11-17,Brakes,8\n")
    assert one.sheets[0].lines[0].day == date(2026, 11, 17)
    more = _plan(rulebook, f"{_DAYS_HEADER}\nBo Berg,2026-11-16 to 2026-11-18,Brakes,20\n")
    assert more.sheets[0].lines[0].day is None


def test_the_hours_of_one_day_are_no_more_than_a_day_has(rulebook: Rulebook) -> None:
    text = f"{_DAYS_HEADER}\nBo Berg,2026-11-17,Brakes,20\nBo Berg,2026-11-17,PM,5\n"
    assert _plan(rulebook, text).rows[0].problem == "25 h on 2026-11-17; a day has 24"


def test_what_the_same_file_has_added_is_not_added_again(rulebook: Rulebook) -> None:
    records = _records(sheet("ana", _WEEK, SignOff(), brakes=40))
    text = f"{_HEADER}\nAna [B] Ruiz,2026-11-20,Brakes,16\nAna [B] Ruiz,2026-11-20,Brakes,8\n"
    work = VehicleKind.TRUCK, "brakes", Supervision.SUPERVISED
    before = {("ana", _WEEK, "north"): {work: 24 * 60}}
    for joining in (None, Joining.ADD):
        assert _plan(rulebook, text, records, joining=joining, imported=before).sheets == ()
    some = {("ana", _WEEK, "north"): {work: 16 * 60}}
    assert _hours(_plan(rulebook, text, records, imported=some).sheets[0]) == {"brakes": 48}


def test_approving_an_import_approves_what_it_names_but_no_week_that_is_not_over(rulebook: Rulebook) -> None:
    records = _records(sheet("ana", date(2026, 11, 13), SignOff(), brakes=8, hvac=2))
    text = f"{_HEADER}\nAna [B] Ruiz,2026-11-13,Brakes,8\nBo Berg,2026-11-20,PM,8\n"
    signing = {"approve": True, "mentor": "Mia"}
    plan = _plan(rulebook, text, records, **signing)
    signed = SignOff(state=SignOffState.APPROVED, by="Mia", at=_AT)
    assert [put.sign_off for put in plan.sheets] == [signed, signed]
    assert plan.receipt()[1] == "sheets to write: 2, approved"
    assert _states(plan) == ["changed", "new"]
    assert _plan(rulebook, text, _after(records, plan), **signing).sheets == ()
    early = plan_import(
        text.encode(), "hours.csv", records, rulebook, HOUSE, date(2026, 11, 19), approve=True, mentor="Mia"
    )
    assert [put.approved for put in early.sheets] == [True, False]
    assert early.receipt()[1] == "sheets to write: 2, 1 of them a draft; it counts once approved"


def test_of_very_many_unknown_names_only_the_first_are_compared_and_it_is_said(
    rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "MOST_GUESSED", 2)
    rows = "".join(f"Bo Ber{letter},2026-11-20,Brakes,8\n" for letter in "xyzx")
    plan = _plan(rulebook, f"{_HEADER}\n{rows}")
    assert [row.suggestion for row in plan.rows] == ["did you mean Bo Berg?"] * 2 + [
        "",
        "did you mean Bo Berg?",
    ]
    assert [(one.text, one.rows) for one in plan.unknown_people] == [
        ("Bo Berx", (2, 5)),
        ("Bo Bery", (3,)),
        ("Bo Berz", (4,)),
    ]
    assert any("so many names are not known" in note for note in plan.notes)
    assert not any(
        "so many names" in note for note in _plan(rulebook, f"{_HEADER}\nQ,2026-11-20,Brakes,8\n").notes
    )


@pytest.mark.parametrize("what", ["rows", "sheets"])
def test_the_work_can_be_stopped(rulebook: Rulebook, what: str) -> None:
    text = f"{_HEADER}\nBo Berg,2026-11-20,Brakes,8\nBo Berg,2026-11-13,PM,1\n"

    def stop(items: Sequence[_Item], of: str) -> Iterable[_Item]:
        yield items[0]
        if of == what:
            raise KeyboardInterrupt
        yield from items[1:]

    with pytest.raises(KeyboardInterrupt):
        _plan(rulebook, text, watch=stop)


def test_a_long_line_is_told_apart_from_the_rows_around_it(rulebook: Rulebook) -> None:
    good, long = "Bo Berg,2026-11-20,Brakes,1\n", f"Bo Berg,2026-11-20,{'x' * 100_001},1\n"
    plan = _plan(rulebook, f"{_HEADER}\n{good}{long}{long}{good}{long}")
    assert [row.state.value for row in plan.rows] == [
        "new",
        "cannot place",
        "cannot place",
        "new",
        "cannot place",
    ]


def test_a_shop_whose_name_begins_like_a_total_loses_no_hours(rulebook: Rulebook) -> None:
    header = "Shop,Name,Week ending,Area,Hours"
    rows = "Total Truck Care,Bo Berg,2026-11-20,Brakes,8\n"
    plan = _plan(
        rulebook, f"{header}\n{rows}Total,,,,8\nTotal,Bo Berg,2026-11-20,,8\nX,Total,2026-11-20,Brakes,8\n"
    )
    assert _states(plan) == ["new", "left out", "left out", "left out"]
    assert [_hours(put) for put in plan.sheets] == [{"brakes": 8}]


def _newcomers(**more: Any) -> Newcomers:  # noqa: ANN401 - the fields of Newcomers
    return Newcomers(lambda name, taken: f"new-{len(taken)}-{name.split()[0].lower()}", **more)


_ON_NO_ROSTER = "import --add-people adds whoever is like nobody on it, at the shop"


def test_how_names_on_no_roster_become_apprentices_is_said_once(rulebook: Rulebook) -> None:
    rows = "Zed Quint,2026-11-20,Brakes,8{0}\nZed Quint,2026-11-13,Brakes,8{0}\nYan Wolf,2026-11-20,Brakes,8{0}\n"
    plan = _plan(rulebook, f"{_HEADER}\n{rows.format('')}")
    assert plan.notes[-1] == (
        f"names on no roster: 2; {_ON_NO_ROSTER} named with --shop; the file has no column for it"
    )
    plan = _plan(rulebook, f"{_HEADER},Site\n{rows.format(',North')}")
    assert plan.notes[-1] == f'names on no roster: 2; {_ON_NO_ROSTER} that the column "Site" names'
    for quiet in (
        _plan(rulebook, f"{_HEADER}\n{rows.format('')}", newcomers=_newcomers()),
        _plan(rulebook, f"{_HEADER}\nBo Berg,2026-11-20,Brakes,8\n"),
    ):
        assert not any(_ON_NO_ROSTER in note for note in quiet.notes)


@pytest.mark.parametrize(
    ("hours", "kind", "said"),
    [
        ((8, 7.75, 0), "truck", "a diesel truck shop, since most hours there are on trucks"),
        ((8, 0, 7.75), "truck", "a diesel truck shop, since most hours there are on trucks"),
        ((7.75, 8, 0), "car", "a car dealership, since most hours there are on cars"),
        ((8, 8, 0), None, ""),
        ((8, 0, 8), None, ""),
        ((8, 4, 4), None, ""),
        ((0, 0, 8), None, ""),
    ],
)
def test_the_vehicles_of_more_than_half_the_hours_tell_the_type_of_a_shop(
    rulebook: Rulebook, hours: tuple[float, float, float], kind: str | None, said: str
) -> None:
    rows = "".join(
        f"{name},2026-11-20,Brakes,{number},{vehicle}\n"
        for name, number, vehicle in zip(
            ("Zed Quint", "Yan Wolf", "Zed Quint"), hours, ("truck", "car", ""), strict=True
        )
    )
    plan = _plan(rulebook, f"{_HEADER},Vehicle\n{rows}", newcomers=_newcomers(shop="Pass"))
    assert {place.kind for person in plan.people for place in person.placements} == (
        {kind} if kind else set()
    )
    assert [note for note in plan.notes if "is taken as" in note] == (
        [f"Pass is taken as {said}; --shop-type says otherwise"] if said else []
    )
    if kind is None:
        problems = {row.problem for row in plan.rows if row.problem}
        assert (
            "Zed Quint is not on the roster, and cannot be added: the type of the shop Pass is not known; give --shop-type"
            in problems
        )


def test_what_is_known_of_a_shop_goes_before_the_vehicles_in_the_file(rulebook: Rulebook) -> None:
    header = f"{_HEADER},Vehicle,Shop"
    rows = "Zed Quint,2026-11-13,Brakes,8,car,{0}\nZed Quint,2026-11-20,Brakes,8,collision,Bent Steel\n"
    plan = _plan(rulebook, f"{header}\n{rows.format('north diesel | main')}", newcomers=_newcomers())
    first, second = plan.people[0].placements
    assert (first.shop, first.shop_type, first.kind) == ("North Diesel | Main", "diesel-shop", "truck")
    assert (second.shop, second.kind) == ("Bent Steel", "collision")
    assert [note for note in plan.notes if "taken" in note] == [
        (
            "Bent Steel is taken as a body shop, since most hours there are on collision damage; "
            "--shop-type says otherwise"
        )
    ]
    told = _plan(rulebook, f"{header}\n{rows.format('West')}", newcomers=_newcomers(shop_type="fleet"))
    assert [place.shop_type for place in told.people[0].placements] == ["fleet", "fleet"]
    assert not any("taken" in note for note in told.notes)


def test_nothing_is_said_of_the_shop_of_somebody_who_is_not_added(rulebook: Rulebook) -> None:
    rows = "Zed Quint,2026-11-20,Nothing known,8,truck\n"
    plan = _plan(rulebook, f"{_HEADER},Vehicle\n{rows}", newcomers=_newcomers(shop="Pass"))
    assert plan.people == ()
    assert not any("taken" in note for note in plan.notes)


def test_all_long_work_is_watched_and_can_be_stopped(rulebook: Rulebook) -> None:
    text = f"{_HEADER}\nZed Quint,2026-11-20,Brakes,8\nZed Quint,2026-11-13,Brakes,8\n"
    seen: list[tuple[str, int]] = []

    def watch(items: Sequence[_Item], what: str) -> Iterable[_Item]:
        seen.append((what, len(items)))
        return items

    new = _newcomers(shop="Pass", shop_type="fleet")
    assert len(_plan(rulebook, text, watch=watch, newcomers=new).sheets) == 2
    assert seen == [("rows looked through for names", 2), ("rows", 2), ("sheets", 2)]
