"""People and week sheets in one line each."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from mentor_tui.domain.apprentice import Apprentice, Placement
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.problem import Problem
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import SignOffState, VehicleKind
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine
from mentor_tui.logbook.changes import Change, Edit
from mentor_tui.logbook.kinds import Written
from mentor_tui.words.problems import field_text, problem_text

START = date(2025, 1, 4)
FRIDAY = date(2026, 11, 20)
NOON = datetime.fromisoformat("2026-11-20T12:00:00+01:00")
APPROVED = SignOff(state=SignOffState.APPROVED, by="Mia", at=NOON)


def shop(key: str = "p1", **fields: Any) -> Placement:  # noqa: ANN401 - any field
    given = {"shop": "Alamo Diesel", "shop_type": "diesel-shop", "kind": VehicleKind.TRUCK, "starts": START}
    return Placement.model_validate({"key": key, **given, **fields})


def person(name: str = "Ana Ruiz", key: str = "ana", **fields: Any) -> Apprentice:  # noqa: ANN401 - any field
    given = {"start": START, "placements": (shop(),)}
    return Apprentice.model_validate({"key": key, "name": name, **given, **fields})


def work(area: str = "brakes", hours: float = 8, **fields: Any) -> WorkLine:  # noqa: ANN401 - any field
    given = {"kind": "truck", "area": area, "minutes": round(hours * 60)}
    return WorkLine.model_validate({**given, **fields})


def week(*lines: WorkLine, **fields: Any) -> WeekSheet:  # noqa: ANN401 - any field
    given = {"apprentice": "ana", "week": FRIDAY, "placement": "p1", "lines": lines or (work(),)}
    return WeekSheet.model_validate({**given, **fields})


def record_of(*sheets: WeekSheet, of: Apprentice | None = None) -> TrainingRecord:
    return TrainingRecord(apprentice=of or person(), sheets=sheets)


def framed(rulebook: Rulebook, today: date = FRIDAY, **house: object) -> Frame:
    return Frame(rulebook, HouseRules.model_validate(house), today)


class Said(NamedTuple):
    """A problem as a person reads it."""

    field: str
    message: str
    blocking: bool = True


def said(problems: Iterable[Problem]) -> tuple[Said, ...]:
    return tuple(Said(field_text(problem), problem_text(problem), problem.blocking) for problem in problems)


def put(after: Written, before: Written | None = None, why: str = "put") -> Change:
    """The change of one document, without any check."""
    return Change(why, (Edit(before, after),))
