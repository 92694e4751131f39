"""The life of a week sheet: logged, approved, returned, reopened, voided."""

from datetime import date, timedelta

import pytest

from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import Absence, SignOffState, Supervision
from mentor_tui.domain.weeksheet import WeekSheet
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change, RefusedError, build
from mentor_tui.logbook.sheets import (
    approve,
    find_sheet,
    log_week,
    reopen,
    return_sheet,
    void_sheet,
    week_to_log,
    with_lines,
)
from tests.logbook.making import APPROVED, FRIDAY, NOON, framed, person, record_of, said, shop, week, work


def after(change: Change) -> WeekSheet:
    sheet = change.edits[0].after
    assert isinstance(sheet, WeekSheet)
    return sheet


def log(record: TrainingRecord, sheet: WeekSheet, rulebook: Rulebook) -> Change:
    return log_week(record, sheet, framed(rulebook))


def test_logging_a_week_says_what_was_logged(rulebook: Rulebook) -> None:
    new = log(record_of(), week(work(hours=7.5)), rulebook)
    assert new.why == "logged Ana Ruiz, week of 2026-11-20: 7.5 h"
    assert new.edits[0].before is None
    away = week().model_copy(update={"lines": (), "absence": Absence.SICK})
    assert log(record_of(), away, rulebook).why == "logged Ana Ruiz, week of 2026-11-20: sick"
    signed = log(record_of(), week(sign_off=APPROVED), rulebook)
    assert signed.why == "logged and approved Ana Ruiz, week of 2026-11-20: 8 h"


def test_logging_again_replaces_the_sheet_held(rulebook: Rulebook) -> None:
    held, better = week(), week(work(hours=7))
    change = log(record_of(held), better, rulebook)
    assert (change.edits[0].before, change.edits[0].after) == (held, better)
    with pytest.raises(MentorError, match="Nothing to change"):
        log(record_of(held), held, rulebook)


def test_logging_over_an_approved_sheet_is_refused(rulebook: Rulebook) -> None:
    with pytest.raises(RefusedError, match="approved and locked; reopen it with a reason first") as caught:
        log(record_of(week(sign_off=APPROVED)), week(work(hours=7)), rulebook)
    assert [problem.field for problem in caught.value.problems] == ["sign_off"]


def test_a_warning_does_not_keep_a_sheet_out(rulebook: Rulebook) -> None:
    change = log(record_of(), week(work(hours=90)), rulebook)
    assert [warning.field for warning in change.warnings] == ["lines"]


def test_a_refusal_names_every_field(rulebook: Rulebook) -> None:
    with pytest.raises(RefusedError) as caught:
        log(record_of(), week(work("brekes"), work("hvak"), placement="p9"), rulebook)
    assert [problem.field for problem in caught.value.problems] == [
        "placement",
        "lines.0.area",
        "lines.1.area",
    ]
    assert caught.value.message.splitlines()[0].startswith("placement: no placement p9; there is p1")


def test_lines_of_the_same_work_are_replaced_and_the_others_stay() -> None:
    sheet = week(work("brakes", 8), work("hvac", 2), work("brakes", 1, supervision=Supervision.ALONE))
    changed = with_lines(sheet, (work("electrical", 3), work("brakes", 6.5)))
    assert [(line.area, line.minutes) for line in changed.lines] == [
        ("brakes", 390),
        ("hvac", 120),
        ("brakes", 60),
        ("electrical", 180),
    ]


def test_two_lines_of_the_same_work_become_the_one_that_was_typed() -> None:
    sheet = week(work("brakes", 8, note="front"), work("brakes", 2, note="rear"))
    assert with_lines(sheet, (work("brakes", 5),)).lines == (work("brakes", 5),)


def test_the_same_work_typed_twice_is_not_lost_in_silence() -> None:
    with pytest.raises(RefusedError, match="brakes is given twice; write it as a sum"):
        with_lines(week(), (work("brakes", 3), work("brakes", 4)))


def test_lines_that_are_more_than_a_week_are_refused() -> None:
    with pytest.raises(RefusedError, match="lines: add up to 208 h; a week has 168"):
        with_lines(week(work("hvac", 100)), (work("brakes", 108),))


def test_approving_locks_with_who_and_when() -> None:
    sheet = week()
    change = approve(record_of(sheet), sheet, by="Mia", at=NOON, today=FRIDAY)
    assert after(change).sign_off == APPROVED
    assert change.why == "approved Ana Ruiz, week of 2026-11-20"
    with pytest.raises(MentorError, match="approved already"):
        approve(record_of(after(change)), after(change), by="Mia", at=NOON, today=FRIDAY)
    with pytest.raises(RefusedError, match="by: is needed: who approved the sheet"):
        approve(record_of(sheet), sheet, by=" ", at=NOON, today=FRIDAY)


def test_a_returned_sheet_says_why_and_can_be_approved_or_reopened() -> None:
    sheet = week()
    change = return_sheet(record_of(sheet), sheet, by="Mia", at=NOON, reason="No split")
    returned = after(change)
    assert (returned.sign_off.state, returned.sign_off.reason) == (SignOffState.RETURNED, "No split")
    assert change.why == "returned Ana Ruiz, week of 2026-11-20: No split"
    assert after(approve(record_of(returned), returned, by="Mia", at=NOON, today=FRIDAY)).approved
    draft = after(reopen(record_of(returned), returned, by="Mia", at=NOON, reason="Mended"))
    assert (draft.sign_off.state, draft.sign_off.reason) == (SignOffState.DRAFT, "Mended")


def test_an_approved_sheet_is_reopened_with_a_reason() -> None:
    sheet = week(sign_off=APPROVED)
    change = reopen(record_of(sheet), sheet, by="Mia", at=NOON, reason="Wrong area")
    assert not after(change).approved
    assert after(change).lines == sheet.lines
    assert change.why == "reopened Ana Ruiz, week of 2026-11-20: Wrong area"
    with pytest.raises(MentorError, match="is a draft already"):
        reopen(record_of(week()), week(), by="Mia", at=NOON, reason="Again")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_return_reopen_and_void_need_a_reason(reason: str) -> None:
    draft, approved = week(), week(sign_off=APPROVED)
    with pytest.raises(RefusedError, match="reason: is needed to return a sheet"):
        return_sheet(record_of(draft), draft, by="Mia", at=NOON, reason=reason)
    with pytest.raises(RefusedError, match="reason: is needed to reopen a sheet"):
        reopen(record_of(approved), approved, by="Mia", at=NOON, reason=reason)
    with pytest.raises(RefusedError, match="reason: is needed to void a sheet"):
        void_sheet(record_of(draft), draft, reason=reason)


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("x" * 2001, "has 2001 characters; 2000 are the most"),
        ("half \ud83d", "holds half a character, as a broken paste leaves behind"),
    ],
)
def test_a_reason_that_could_not_be_read_again_is_refused(reason: str, message: str) -> None:
    sheet = week()
    with pytest.raises(RefusedError, match=message):
        void_sheet(record_of(sheet), sheet, reason=reason)
    with pytest.raises(RefusedError, match=message):
        return_sheet(record_of(sheet), sheet, by="Mia", at=NOON, reason=reason)


def test_a_reason_of_several_lines_is_one_line_of_history() -> None:
    change = void_sheet(record_of(week()), week(), reason="Twice:\nsee\x1b[31m\tweek 46")
    assert change.why == "voided Ana Ruiz, week of 2026-11-20: Twice: see [31m week 46"
    assert after(change).voided == "Twice:\nsee\x1b[31m\tweek 46"


def test_an_approved_sheet_is_neither_returned_nor_voided() -> None:
    sheet = week(sign_off=APPROVED)
    with pytest.raises(MentorError, match=r"is approved\.\nReopen it with a reason first"):
        return_sheet(record_of(sheet), sheet, by="Mia", at=NOON, reason="No")
    with pytest.raises(MentorError, match=r"is approved\.\nReopen it with a reason first"):
        void_sheet(record_of(sheet), sheet, reason="No")


def test_a_voided_sheet_can_only_be_logged_anew(rulebook: Rulebook) -> None:
    sheet = week()
    voided = after(void_sheet(record_of(sheet), sheet, reason="Twice"))
    assert voided.voided == "Twice"
    record = record_of(voided)
    with pytest.raises(MentorError, match="was taken out: Twice\nLog the week again"):
        approve(record, voided, by="Mia", at=NOON, today=FRIDAY)
    with pytest.raises(MentorError, match="was taken out: Twice"):
        void_sheet(record, voided, reason="Again")
    with pytest.raises(MentorError, match="has no sheet for the week that ends on 2026-11-20"):
        find_sheet(record, FRIDAY)
    assert after(log(record, sheet, rulebook)).voided == ""


def test_two_sheets_in_a_week_are_told_apart_by_their_placement() -> None:
    two = record_of(week(), week(placement="p2"), of=person(placements=(shop(), shop("p2", shop="Bay City"))))
    assert find_sheet(two, FRIDAY, "p2").placement == "p2"
    with pytest.raises(MentorError, match=r"has two sheets in the week of 2026-11-20\.\nSay which: p1 or p2"):
        find_sheet(two, FRIDAY)


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"week": "20.11."}, "week", "should be a date such as 2026-11-20, not '20.11.'"),
        ({"placement": "P 1"}, "placement", "should be small letters, digits and hyphens, not 'P 1'"),
        (
            {"absence": "ill"},
            "absence",
            "should be 'vacation', 'holiday', 'sick', 'school' or 'leave', not 'ill'",
        ),
        (
            {"lines": [{"kind": "truck", "area": "brakes", "minutes": -60}]},
            "lines.0.minutes",
            "should be greater than 0, not -60",
        ),
        (
            {"lines": [{"kind": "truck", "area": "brakes", "minutes": float("nan")}]},
            "lines.0.minutes",
            "should be a valid integer, not nan",
        ),
        (
            {"lines": [{"kind": "truck", "area": "brakes", "minutes": 7.5}]},
            "lines.0.minutes",
            "should be a valid integer, not 7.5",
        ),
        ({"note": "x" * 5_000_000}, "note", "has 5000000 characters; 2000 are the most"),
        ({"hours": 7}, "hours", "is no known name"),
        ({"apprentice": ""}, "apprentice", "should be small letters, digits and hyphens, not ''"),
    ],
)
def test_a_typed_field_that_cannot_be_is_named(fields: dict[str, object], field: str, message: str) -> None:
    with pytest.raises(RefusedError) as caught:
        build(WeekSheet, **{"apprentice": "ana", "week": FRIDAY, "placement": "p1", **fields})
    assert said(caught.value.problems) == ((field, message, True),)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (FRIDAY - timedelta(days=1), FRIDAY - timedelta(days=7)),
        (FRIDAY, FRIDAY),
        (FRIDAY + timedelta(days=1), FRIDAY),
        (FRIDAY + timedelta(days=6), FRIDAY),
        (FRIDAY + timedelta(days=7), FRIDAY + timedelta(days=7)),
    ],
)
def test_logging_begins_with_the_newest_week_that_is_over(
    today: date, expected: date, rulebook: Rulebook
) -> None:
    judged = JudgedRecord(record_of(), Frame(rulebook, HouseRules(), today))
    assert week_to_log(judged) == expected


def test_logging_begins_with_the_week_that_was_chosen_or_one_without_a_sheet(rulebook: Rulebook) -> None:
    before = FRIDAY - timedelta(days=7)

    def begins(*sheets: WeekSheet, chosen: date | None = None, today: date = FRIDAY) -> date:
        return week_to_log(JudgedRecord(record_of(*sheets), Frame(rulebook, HouseRules(), today)), chosen)

    of_today, older = week(work(), week=FRIDAY), week(work(), week=before)
    assert begins(chosen=before) == before
    assert begins(older, chosen=before) == FRIDAY
    assert begins(of_today) == before
    assert begins(chosen=FRIDAY + timedelta(days=7), today=FRIDAY + timedelta(days=2)) == FRIDAY + timedelta(
        days=7
    )
    assert begins(chosen=FRIDAY - timedelta(days=7 * 400)) == FRIDAY
    every = tuple(week(work(), week=FRIDAY - timedelta(days=7 * number)) for number in range(60))
    assert begins(*every) == FRIDAY
    assert begins(*every, today=FRIDAY + timedelta(days=1)) == FRIDAY + timedelta(days=7)
