"""The logbook as it was known on an earlier day."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from mentor_tui.errors import MentorError
from mentor_tui.logbook.logbook import Logbook
from mentor_tui.logbook.session import Session, open_session
from tests.logbook.making import APPROVED, FRIDAY, NOON, person, put, week, work

MONDAY = date(2026, 11, 16)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ana is put on Monday, Bo on Wednesday; Ana's sheet is written on Friday, and her name corrected."""
    time = NOON
    book = Logbook.open(tmp_path, who="Mia", clock=lambda: time)
    time = NOON - timedelta(days=4)
    book.apply(put(person()))
    time = NOON - timedelta(days=2)
    book.apply(put(person("Bo Lee", "bo")))
    time = NOON
    book.apply(put(week(work(hours=40), sign_off=APPROVED)))
    book.apply(put(person("Anna Ruiz"), person()))
    return tmp_path


def known_on(folder: Path, day: date) -> Session:
    return open_session(data_dir=folder, known_on=day)


def test_what_came_later_is_not_there(folder: Path) -> None:
    session = known_on(folder, MONDAY)
    assert [one.name for one in session.logbook.apprentices()] == ["Ana Ruiz"]
    assert session.logbook.record("ana").sheets == ()
    assert session.logbook.revision == 1
    assert [change.number for change in session.logbook.history()] == [1]
    assert session.logbook.refresh() == frozenset()


def test_the_day_itself_counts_to_its_end(folder: Path) -> None:
    session = known_on(folder, FRIDAY)
    assert [one.name for one in session.logbook.apprentices()] == ["Anna Ruiz", "Bo Lee"]
    assert session.logbook.revision == 4


def test_reports_look_from_that_day_unless_told_otherwise(folder: Path) -> None:
    assert known_on(folder, MONDAY).today == MONDAY
    assert open_session(data_dir=folder, known_on=MONDAY, as_of=FRIDAY).today == FRIDAY
    assert [row.apprentice.name for row in known_on(folder, MONDAY).insights.roster()] == ["Ana Ruiz"]


def test_before_the_first_change_there_was_nothing(folder: Path) -> None:
    assert known_on(folder, date(2026, 1, 1)).logbook.empty


def test_the_past_cannot_be_changed(folder: Path) -> None:
    logbook = known_on(folder, MONDAY).logbook
    assert logbook.readonly
    for change in (
        lambda: logbook.apply(put(person("Cy Poe", "cy"))),
        lambda: logbook.undo(1),
        logbook.compact,
    ):
        with pytest.raises(MentorError, match="as it was known on 2026-11-16"):
            change()
    assert open_session(data_dir=folder).logbook.revision == 4


def test_compacting_keeps_the_past(folder: Path) -> None:
    open_session(data_dir=folder).logbook.compact()
    assert [one.name for one in known_on(folder, MONDAY).logbook.apprentices()] == ["Ana Ruiz"]


def test_a_past_that_is_no_longer_kept_is_refused(folder: Path) -> None:
    open_session(data_dir=folder).logbook.compact()
    (folder / "history" / "book-000001.jsonl").unlink()
    with pytest.raises(MentorError, match="no longer known"):
        known_on(folder, MONDAY)


def test_the_sample_shop_has_no_past() -> None:
    with pytest.raises(MentorError, match="no past"):
        open_session(demo=True, known_on=MONDAY)
