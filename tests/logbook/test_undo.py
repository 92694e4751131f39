"""Everything can be taken back and done again, any number of steps, across restarts and beside others."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mentor_tui.domain.weeksheet import WeekSheet
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change, Edit
from mentor_tui.logbook.differences import ChangedMeanwhileError
from mentor_tui.logbook.history import HistoryRow
from mentor_tui.logbook.logbook import Logbook
from tests.logbook.making import FRIDAY, NOON, person, put, week, work

Open = Callable[..., Logbook]


def hours(book: Logbook) -> dict[date, int]:
    return {sheet.week: sheet.minutes // 60 for sheet in book.record("ana").sheets}


def log(book: Logbook, day: date, new: int | None, why: str = "logged") -> HistoryRow:
    old = next((sheet for sheet in book.record("ana").sheets if sheet.week == day), None)
    return book.apply(Change(why, (Edit(old, None if new is None else week(work(hours=new), week=day)),)))


@pytest.fixture
def book(open_logbook: Open) -> Logbook:
    opened = open_logbook("Setup")
    opened.apply(put(person()), put(person("Bo Li", key="bo")))
    opened.who = "Mia"
    return opened


LAST = FRIDAY - timedelta(days=7)


def test_undo_and_redo_go_step_by_step_across_restarts(book: Logbook, open_logbook: Open) -> None:
    log(book, FRIDAY, 1, "one")
    log(book, FRIDAY, 2, "two")
    log(book, LAST, 3, "three")
    assert book.undo().why == "undone: three"
    assert hours(book) == {FRIDAY: 2}
    book = open_logbook()
    assert book.undo().why == "undone: two"
    assert hours(book) == {FRIDAY: 1}
    assert book.redo().why == "done again: two"
    book = open_logbook()
    assert book.redo().why == "done again: three"
    assert hours(book) == {FRIDAY: 2, LAST: 3}
    with pytest.raises(MentorError, match="There is nothing to redo"):
        book.redo()
    assert [book.undo().why for _ in range(3)] == ["undone: three", "undone: two", "undone: one"]
    assert hours(book) == {}
    with pytest.raises(MentorError, match="There is nothing to undo"):
        book.undo()


def test_an_import_is_one_step(book: Logbook) -> None:
    days = [FRIDAY - timedelta(days=7 * number) for number in range(200)]
    book.apply(Change("imported 200 sheets", tuple(Edit(None, week(week=day)) for day in days)))
    book.undo()
    assert hours(book) == {}
    book.redo()
    assert len(hours(book)) == 200


def test_something_new_gives_up_what_was_undone(book: Logbook) -> None:
    log(book, FRIDAY, 1)
    book.undo()
    log(book, LAST, 2)
    for _ in range(2):
        with pytest.raises(MentorError, match="There is nothing to redo"):
            book.redo()
        book.undo()
        book.redo()
    assert hours(book) == {LAST: 2}


def test_what_someone_else_did_stays(book: Logbook, open_logbook: Open) -> None:
    other = open_logbook("Bo")
    log(book, FRIDAY, 1, "mine")
    log(other, LAST, 2, "theirs")
    assert book.undo().why == "undone: mine"
    assert hours(book) == {LAST: 2}
    with pytest.raises(MentorError, match="There is nothing to undo") as caught:
        book.undo()
    assert caught.value.hint == "The last change is by Bo, not Mia: theirs (3)."
    log(other, LAST, 3)
    assert book.redo().why == "done again: mine"
    assert hours(book) == {FRIDAY: 1, LAST: 3}


def test_undo_of_a_sheet_that_someone_else_changed_since_says_who_and_shows_both(
    book: Logbook, open_logbook: Open
) -> None:
    log(book, FRIDAY, 1)
    log(book, FRIDAY, 2)
    log(open_logbook("Bo"), FRIDAY, 5, "Bo was here")
    with pytest.raises(ChangedMeanwhileError) as caught:
        book.undo()
    assert caught.value.message.splitlines() == [
        "The sheet of Ana Ruiz for the week of 2026-11-20 (p1) has been changed meanwhile by Bo on 2026-11-20 at 17:02: Bo was here",
        "truck brakes, supervised: now 5 h, yours 1 h",
    ]
    assert caught.value.hint == "Nothing was changed. To undo it, take the later change back first."
    assert hours(book) == {FRIDAY: 5}


def test_any_change_can_be_taken_back_by_its_number(book: Logbook, open_logbook: Open) -> None:
    theirs = log(open_logbook("Bo"), FRIDAY, 5, "Bo was here")
    log(book, LAST, 1)
    assert book.undo(theirs.number).why == "undone: Bo was here"
    assert hours(book) == {LAST: 1}
    with pytest.raises(MentorError, match=rf"Change {theirs.number} was undone already by Mia"):
        book.undo(theirs.number)
    with pytest.raises(MentorError, match="There is no change 99"):
        book.undo(99)
    assert book.redo().why == "done again: Bo was here"


def test_a_voided_apprentice_comes_back(book: Logbook) -> None:
    book.apply(put(person(voided="by mistake"), person()))
    assert [one.key for one in book.apprentices()] == ["bo"]
    book.undo()
    assert [one.key for one in book.apprentices()] == ["ana", "bo"]


DAYS = [FRIDAY - timedelta(days=7 * number) for number in range(3)]
WHO = ["Mia", "Bo"]


class TwoTerminals(RuleBasedStateMachine):
    """Two people at one logbook, against a dictionary and a stack of undo and redo for each."""

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        self.real: dict[date, int] = {}
        self.done: dict[str, list[dict[date, tuple[int | None, int | None]]]] = {who: [] for who in WHO}
        self.undone: dict[str, list[dict[date, tuple[int | None, int | None]]]] = {who: [] for who in WHO}
        self.terminal = {who: self.opened(who) for who in WHO}
        first = self.opened("Setup")
        first.apply(put(person()))
        for book in self.terminal.values():
            book.refresh()

    def opened(self, who: str) -> Logbook:
        return Logbook.open(Path(self.folder.name), who=who, clock=lambda: NOON)

    @rule(
        who=st.sampled_from(WHO),
        wanted=st.dictionaries(st.sampled_from(DAYS), st.none() | st.integers(1, 9), min_size=1),
    )
    def change(self, who: str, wanted: dict[date, int | None]) -> None:
        book = self.terminal[who]
        seen = hours(book)
        edits = {day: (seen.get(day), new) for day, new in wanted.items() if seen.get(day) != new}
        if not edits:
            return
        change = Change(
            "changed", tuple(Edit(sheet(day, old), sheet(day, new)) for day, (old, new) in edits.items())
        )
        if self.fits(edits):
            book.apply(change)
            self.play(edits)
            self.done[who].append(edits)
            self.undone[who].clear()
        else:
            with pytest.raises(ChangedMeanwhileError):
                book.apply(change)

    @rule(who=st.sampled_from(WHO))
    def undo(self, who: str) -> None:
        self.step(who, self.terminal[who].undo, self.done[who], self.undone[who])

    @rule(who=st.sampled_from(WHO))
    def redo(self, who: str) -> None:
        self.step(who, self.terminal[who].redo, self.undone[who], self.done[who])

    def step(
        self,
        who: str,
        act: Callable[[], HistoryRow],
        taken: list[dict[date, tuple[int | None, int | None]]],
        given: list[dict[date, tuple[int | None, int | None]]],
    ) -> None:
        if not taken:
            with pytest.raises(MentorError, match="There is nothing to"):
                act()
            return
        back = {day: (new, old) for day, (old, new) in taken[-1].items()}
        if not self.fits(back):
            with pytest.raises(ChangedMeanwhileError):
                act()
            return
        assert act().who == who
        self.play(back)
        taken.pop()
        given.append(back)

    @rule(who=st.sampled_from(WHO))
    def refresh(self, who: str) -> None:
        self.terminal[who].refresh()
        assert hours(self.terminal[who]) == self.real

    @rule(who=st.sampled_from(WHO))
    def restart(self, who: str) -> None:
        self.terminal[who].close()
        self.terminal[who] = self.opened(who)

    @invariant()
    def disk_equals_the_dictionary(self) -> None:
        if hasattr(self, "real"):
            assert hours(self.opened("Reader")) == self.real

    def fits(self, edits: dict[date, tuple[int | None, int | None]]) -> bool:
        return all(self.real.get(day) == old for day, (old, _) in edits.items())

    def play(self, edits: dict[date, tuple[int | None, int | None]]) -> None:
        for day, (_, new) in edits.items():
            self.real.pop(day, None)
            if new is not None:
                self.real[day] = new

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()


def sheet(day: date, worked: int | None) -> WeekSheet | None:
    return None if worked is None else week(work(hours=worked), week=day)


TestTwoTerminals = TwoTerminals.TestCase
TestTwoTerminals.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


def test_nobody_is_taken_away_under_what_was_written_since(open_logbook: Open) -> None:
    book = open_logbook("Mia")
    added = book.apply(put(person()))
    logged = log(book, FRIDAY, 8)
    with pytest.raises(MentorError) as told:
        book.undo(added.number)
    assert told.value.message == "This change added Ana Ruiz, of whom more was written down since: 1 entry."
    assert told.value.hint == "Take that back first, or take the apprentice off the roster."
    assert hours(book) == {FRIDAY: 8}
    book.undo(logged.number)
    book.undo(added.number)
    assert book.keys() == ()
    book.redo()
    book.redo()
    assert hours(book) == {FRIDAY: 8}
