"""Fields that this version of the program does not know."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.weeksheet import WeekSheet
from mentor_tui.logbook.doctor import Kind, checkup, repair
from mentor_tui.logbook.documents import carried_over, read_document, unknown_fields
from mentor_tui.logbook.kinds import APPRENTICES, dump
from mentor_tui.logbook.logbook import Logbook
from mentor_tui.store.records import Operation
from mentor_tui.store.store import Store
from tests.logbook.making import FRIDAY, NOON, person, put, week, work

SHEET = "2026-11-20/p1"


def newer(document: dict[str, Any]) -> dict[str, Any]:
    """A document as a newer program may write it."""
    document = {**document, "mood": {"morning": "good"}, "nothing": None}
    if "lines" in document:
        document["lines"] = [{**line, "bay": number} for number, line in enumerate(document["lines"], 1)]
    return document


@pytest.fixture
def logbook(tmp_path: Path) -> Logbook:
    """Ana, with a sheet of two lines; both documents from a newer program."""
    with Store.open(tmp_path) as store:
        ana, sheet = person(), week(work(hours=2), work(hours=3, area="engine-performance"))
        for table, key, document in (
            (APPRENTICES, "ana", newer(dump(ana))),
            ("sheets/ana", SHEET, newer(dump(sheet))),
        ):
            store.commit([Operation(table, key, None, document)], at=NOON, who="Mia", why="newer")
    return Logbook.open(tmp_path, who="Mia", clock=lambda: NOON)


def written(logbook: Logbook, table: str, key: str) -> dict[str, Any]:
    """A document as it stands in the file."""
    return dict(Store.open(logbook.folder).table(table)[key])


def test_they_hide_nobody_and_are_told(logbook: Logbook) -> None:
    assert [one.name for one in logbook.apprentices()] == ["Ana Ruiz"]
    assert logbook.record("ana").sheets[0].minutes == 300
    assert logbook.damage("ana") == ()
    assert logbook.unknown("ana") == (
        "Ana Ruiz, field mood",
        "Ana Ruiz, field nothing",
        f"Ana Ruiz, sheet {SHEET}: field lines.0.bay",
        f"Ana Ruiz, sheet {SHEET}: field lines.1.bay",
        f"Ana Ruiz, sheet {SHEET}: field mood",
        f"Ana Ruiz, sheet {SHEET}: field nothing",
    )
    assert logbook.unknown("nobody") == ()


def test_a_change_keeps_them(logbook: Logbook) -> None:
    ana = logbook.record("ana").apprentice
    logbook.apply(put(person("Ana Vega"), ana))
    assert written(logbook, APPRENTICES, "ana") == newer(dump(person("Ana Vega")))
    logbook.undo()
    assert written(logbook, APPRENTICES, "ana") == newer(dump(person()))


def test_a_line_keeps_its_own_where_another_goes(logbook: Logbook) -> None:
    sheet = logbook.record("ana").sheets[0]
    logbook.apply(put(sheet.model_copy(update={"lines": sheet.lines[1:]}), sheet))
    document = written(logbook, "sheets/ana", SHEET)
    assert [(line["minutes"], line["bay"]) for line in document["lines"]] == [(180, 2)]
    assert document["mood"] == {"morning": "good"}


def test_a_change_by_another_is_still_a_conflict(logbook: Logbook) -> None:
    ana = logbook.record("ana").apprentice
    other = Logbook.open(logbook.folder, who="Bo", clock=lambda: NOON)
    other.apply(put(person("Ana Vega"), other.record("ana").apprentice))
    with pytest.raises(Exception, match="The entry of Ana Vega has been changed meanwhile by Bo"):
        logbook.apply(put(person("Ana Lopez"), ana))


def test_the_doctor_tells_them_and_takes_nothing_out(logbook: Logbook) -> None:
    found = checkup(logbook.folder, FRIDAY)
    told = [(one.where, one.message) for one in found.of(Kind.ENTRY)]
    assert told[0] == ("the entry of Ana Ruiz", "the field mood is not known to this version; it is kept")
    assert len(told) == 6
    assert not found.repairable
    assert repair(found, at=NOON, who="Mia").removed == ()


def test_what_is_wrong_beside_them_is_told_as_before() -> None:
    with pytest.raises(ValidationError, match="name"):
        read_document(Apprentice, {"key": "ana", "mood": 1})
    assert unknown_fields(Apprentice, {"key": "ana", "mood": 1}) == ("mood",)
    document = dump(person())
    assert read_document(Apprentice, document) == (person(), ())
    assert unknown_fields(Apprentice, document) == ()


def test_a_line_that_was_changed_keeps_its_own_by_where_it_is() -> None:
    old = newer(dump(week(work(hours=2), work(hours=3, area="engine-performance"))))
    new = carried_over(WeekSheet, old, dump(week(work(hours=2), work(hours=4, area="engine-performance"))))
    assert [(line["minutes"], line["bay"]) for line in new["lines"]] == [(120, 1), (240, 2)]
    assert carried_over(WeekSheet, dump(week()), dump(week())) == dump(week())


def test_a_placement_keeps_its_own_by_its_key() -> None:
    old = dump(person())
    old["placements"] = [{**old["placements"][0], "bay": 7}]
    changed = dump(person())
    first = {**changed["placements"][0], "key": "p0"}
    changed["placements"] = [first, {**changed["placements"][0], "shop": "Elsewhere"}]
    new = carried_over(Apprentice, old, changed)
    assert "bay" not in new["placements"][0]
    assert new["placements"][1]["bay"] == 7
