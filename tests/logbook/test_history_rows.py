"""The history as rows, and changes field by field."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.vocabulary import SignOffState, VehicleKind
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change, Edit
from mentor_tui.logbook.history import FieldChange, HistoryRow
from mentor_tui.logbook.kinds import Written
from mentor_tui.logbook.logbook import Logbook
from mentor_tui.settings import FILE

FRIDAY = datetime(2026, 11, 20, 17, 2, tzinfo=UTC)
ANA = Apprentice(key="ana", name="Ana Ruiz", start=date(2026, 1, 5))
BO = Apprentice(key="bo", name="Bo Lind", start=date(2026, 1, 5))


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.at = FRIDAY

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(tmp_path: Path, clock: Clock) -> Iterator[Logbook]:
    logbook = Logbook.open(tmp_path, who="Bea", clock=clock)
    yield logbook
    logbook.close()


def put(book: Logbook, why: str, *after: Written, before: Written | None = None) -> int:
    return book.apply(Change(why, tuple(Edit(before, one) for one in after))).number


def rows(book: Logbook, apprentice: str | None = None) -> dict[int, HistoryRow]:
    return {row.number: row for row in book.history(apprentice)}


def fields(book: Logbook, number: int) -> list[FieldChange]:
    return list(book.field_changes(number))


def test_a_row_says_who_is_meant_and_what_became_of_it(book: Logbook, clock: Clock) -> None:
    put(book, "added two", ANA, BO)
    clock.at += timedelta(minutes=1)
    book.undo()
    found = rows(book)
    assert list(found) == [2, 1]
    assert found[1].apprentices == ("Ana Ruiz", "Bo Lind")
    assert found[1].fate == "undone 17:03 by Bea"
    assert found[1].undone
    assert (found[2].undoes, found[2].original, found[2].fate) == (1, 1, "")


def test_done_again_after_a_day_has_the_date(book: Logbook, clock: Clock) -> None:
    put(book, "added", ANA)
    book.undo()
    clock.at += timedelta(days=1)
    book.who = "Bea"
    book.redo()
    found = rows(book)
    assert found[1].fate == "done again 2026-11-21 17:02 by Bea"
    assert not found[1].undone
    assert found[3].original == 1


def test_the_day_is_told_where_it_was_another(book: Logbook) -> None:
    put(book, "added", ANA)
    row = rows(book)[1]
    assert row.when(date(2026, 11, 20)) == "Fri 17:02"
    assert row.when(date(2026, 11, 21)) == "2026-11-20 17:02"


@pytest.mark.parametrize("undone_twice", [False, True])
def test_the_history_of_one_knows_what_was_undone_too(book: Logbook, undone_twice: bool) -> None:
    put(book, "added Ana", ANA)
    put(book, "added Bo", BO)
    book.undo(1)
    if undone_twice:
        book.redo()
    found = rows(book, "ana")
    assert 2 not in found
    assert found[1].undone is not undone_twice


def test_a_key_that_is_part_of_another_is_not_taken_for_it(book: Logbook) -> None:
    put(book, "added Ana", ANA)
    put(book, "added Anabel", ANA.model_copy(update={"key": "anabel", "name": "Anabel"}))
    assert list(rows(book, "ana")) == [1]


def test_one_change_is_read_by_its_number(book: Logbook) -> None:
    put(book, "added Ana", ANA)
    put(book, "added Bo", BO)
    assert book.change(1).why == "added Ana"
    with pytest.raises(MentorError, match="no change 7"):
        book.change(7)


def test_fields_are_told_before_and_after_with_their_defaults(book: Logbook) -> None:
    put(book, "added", ANA)
    line = WorkLine(kind=VehicleKind.TRUCK, area="brakes", minutes=390)
    signed = SignOff(state=SignOffState.APPROVED, by="Bea", at=FRIDAY)
    sheet = WeekSheet(
        apprentice="ana", week=date(2026, 11, 20), placement="p1", lines=(line,), sign_off=signed
    )
    put(book, "approved", sheet)
    again = sheet.model_copy(
        update={"sign_off": SignOff(), "lines": (line.model_copy(update={"minutes": 60}),)}
    )
    put(book, "reopened", again, before=sheet)

    new = fields(book, 2)
    assert {(one.name, one.what, one.before) for one in new} == {("Ana Ruiz", "week 2026-11-20, p1", "")}
    assert ("truck brakes, supervised", "6.5 h") in [(one.field, one.after) for one in new]
    assert not {"apprentice", "week", "placement"} & {one.field for one in new}

    changed = {one.field: (one.before, one.after) for one in fields(book, 3)}
    assert changed["truck brakes, supervised"] == ("6.5 h", "1 h")
    assert changed["sign off, state"] == ("approved", "draft")
    assert changed["sign off, by"] == ("Bea", "")
    assert changed["sign off, at"][1] == ""


def test_somebody_who_is_gone_again_still_has_a_name(book: Logbook) -> None:
    put(book, "added", ANA)
    book.undo()
    assert {one.name for number in (1, 2) for one in fields(book, number)} == {"Ana Ruiz"}
    assert rows(book)[1].apprentices == ("Ana Ruiz",)


def test_settings_are_told_one_by_one(book: Logbook) -> None:
    book.keep_settings('theme = "nord"\n', "set")
    book.keep_settings('# a remark\ntheme = "dracula"\n', "set")
    book.keep_settings('# another\ntheme = "dracula"\n', "set")
    assert fields(book, 2) == [FieldChange(0, "", "settings", "theme", "nord", "dracula")]
    assert [(one.field, "another" in one.after) for one in fields(book, 3)] == [("text", True)]
    assert rows(book)[2].apprentices == ()
    assert FILE not in rows(book)[1].why


def test_settings_of_another_program_are_shown_as_they_stand(book: Logbook) -> None:
    book.keep_settings("what = 'this is not known'\n", "set")
    assert [one.field for one in fields(book, 1)] == ["text"]
