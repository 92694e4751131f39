"""What a week sheet may hold."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from mentor_tui.domain.problem import problems_of
from mentor_tui.domain.vocabulary import SignOffState, Supervision, VehicleKind
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine
from mentor_tui.words.problems import as_sentence

WEEK = date(2026, 11, 20)


def line(minutes: Any, **more: Any) -> WorkLine:  # noqa: ANN401 - what is typed
    return WorkLine(kind=VehicleKind.TRUCK, area="brakes", minutes=minutes, **more)


def sheet(*minutes: int, **more: Any) -> WeekSheet:  # noqa: ANN401 - any field
    lines = tuple(map(line, minutes))
    return WeekSheet(apprentice="ana", week=WEEK, placement="p1", lines=lines, **more)


def test_a_line_is_supervised_and_noted_down_where_nothing_else_is_said() -> None:
    assert line(1).model_dump() == {
        "kind": VehicleKind.TRUCK,
        "area": "brakes",
        "minutes": 1,
        "supervision": Supervision.SUPERVISED,
        "estimated": False,
        "note": "",
        "day": None,
    }


@pytest.mark.parametrize("minutes", [0, -1, 168 * 60 + 1, "60", 60.0, 1.5])
def test_a_line_has_whole_minutes_from_one_to_those_of_a_week(minutes: object) -> None:
    assert (line(1).minutes, line(168 * 60).minutes) == (1, 168 * 60)
    with pytest.raises(ValidationError):
        line(minutes)


def test_lines_together_fit_in_a_week() -> None:
    assert sheet(100 * 60, 68 * 60).minutes == 168 * 60
    with pytest.raises(ValidationError) as caught:
        sheet(100 * 60, 68 * 60 + 1)
    assert list(map(as_sentence, problems_of(caught.value))) == ["lines add up to 168:01 h; a week has 168"]


def test_a_sheet_is_named_by_its_week_and_placement_and_locked_by_approval() -> None:
    assert sheet().key == "2026-11-20/p1"
    locked = {state: sheet(sign_off=SignOff(state=state)).approved for state in SignOffState}
    assert locked == {
        SignOffState.DRAFT: False,
        SignOffState.APPROVED: True,
        SignOffState.RETURNED: False,
    }
    assert not sheet().approved
