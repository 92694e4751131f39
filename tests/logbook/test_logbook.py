"""The one door: reading, finding, and two terminals at one logbook."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.errors import MentorError
from mentor_tui.logbook import documents
from mentor_tui.logbook.changes import Change, Edit, RefusedError
from mentor_tui.logbook.differences import ChangedMeanwhileError
from mentor_tui.logbook.kinds import dump
from mentor_tui.logbook.logbook import Logbook
from mentor_tui.logbook.sheets import approve, log_week
from mentor_tui.store.faults import ConflictError
from mentor_tui.store.records import Operation
from mentor_tui.store.store import Store
from tests.logbook.making import FRIDAY, NOON, framed, person, put, week, work

Open = Callable[..., Logbook]


@pytest.fixture
def book(open_logbook: Open) -> Logbook:
    opened = open_logbook()
    opened.apply(put(person()), put(person("Bo Li", key="bo")))
    return opened


def damaged(book: Logbook, table: str, key: str, document: dict[str, object]) -> None:
    """Put something into the store that no program of ours would write."""
    with Store.open(book.folder) as store:
        held = store.table(table).get(key)
        store.commit([Operation(table, key, held, document)], at=NOON, who="gremlin", why="broke it")
    book.refresh()


def test_a_folder_that_is_not_there_is_an_empty_logbook(open_logbook: Open, tmp_path: Path) -> None:
    book = open_logbook(folder=tmp_path / "new" / "data")
    assert book.empty
    assert book.revision == 0
    assert (book.apprentices(), book.records(), book.keys()) == ((), (), ())
    assert list(book.history()) == []
    assert not (tmp_path / "new").exists()
    book.apply(put(person()))
    assert [one.name for one in open_logbook(folder=tmp_path / "new" / "data").apprentices()] == ["Ana Ruiz"]


def test_a_change_is_there_after_reopening_with_who_when_and_why(book: Logbook, open_logbook: Open) -> None:
    book.apply(put(week(), why="logged it"))
    again = open_logbook("Somebody else")
    assert again.record("ana").sheets == (week(),)
    last = next(again.history())
    assert (last.who, last.why, f"{last.at:%H:%M}") == ("Mia", "logged it", "17:02")


def test_several_changes_are_one_step_and_all_or_none(book: Logbook) -> None:
    done = book.apply(put(week(), why="logged a"), put(week(apprentice="bo"), why="logged b"))
    assert (done.why, done.documents) == ("logged a and 1 more", 2)
    late = date(2026, 11, 6)
    batch = book.apply(put(week(week=late)), put(week(apprentice="bo", week=late)), why="logged 2 sheets")
    assert batch.why == "logged 2 sheets"
    with pytest.raises(ChangedMeanwhileError):
        book.apply(put(week(week=date(2026, 11, 13))), put(week(work(hours=3))))
    assert len(book.record("ana").sheets) == 2
    assert book.revision == batch.number


def test_changes_of_one_document_follow_each_other(book: Logbook, rulebook: Rulebook) -> None:
    record = book.record("ana")
    logged = log_week(record, week(), framed(rulebook))
    book.apply(logged, approve(record, week(), by="Mia", at=NOON, today=FRIDAY))
    assert book.record("ana").sheets[0].approved


def test_nothing_is_no_change(book: Logbook) -> None:
    with pytest.raises(MentorError, match="There is nothing to keep"):
        book.apply()
    with pytest.raises(MentorError, match="There is nothing to keep"):
        book.apply(Change("nothing", ()))


def test_what_could_not_be_read_again_is_not_written(book: Logbook) -> None:
    unchecked = week().model_copy(update={"note": "x" * 3000})
    with pytest.raises(RefusedError, match="note: has 3000 characters; 2000 are the most"):
        book.apply(Change("logged", (Edit(None, unchecked),)))
    assert book.record("ana").sheets == ()


def test_names_come_back_as_they_were_typed(open_logbook: Open) -> None:
    names = ["Ana [B] [/bold", "李小龍", "O'Neil", "Jürgen", "N" * 120, "\u202eEvil"]
    book = open_logbook()
    book.apply(*(put(person(name, key=f"k{number}")) for number, name in enumerate(names)))
    assert {one.name for one in open_logbook().apprentices()} == set(names)
    for name in names:
        assert book.find(name).name == name


def test_apprentices_are_in_order_of_name_and_without_the_voided(book: Logbook) -> None:
    book.apply(
        put(person("élan", key="e")), put(person("Zoe", key="z")), put(person("Abe", key="a", voided="twice"))
    )
    assert [one.key for one in book.apprentices()] == ["ana", "bo", "e", "z"]
    assert [one.key for one in book.apprentices(include_voided=True)] == ["a", "ana", "bo", "e", "z"]
    assert [record.apprentice.key for record in book.records()] == ["ana", "bo", "e", "z"]


def test_asking_again_makes_nothing_again(book: Logbook, monkeypatch: pytest.MonkeyPatch) -> None:
    book.apply(put(week()), put(week(apprentice="bo")))
    people, ana, bo = book.apprentices(), book.record("ana"), book.record("bo")
    book.apply(put(week(week=date(2026, 11, 13))))
    assert book.record("bo") is bo
    assert book.record("ana") is not ana
    renamed = person("Ana Vega")
    book.apply(put(renamed, person()))
    assert [one.name for one in book.apprentices()] == ["Ana Vega", "Bo Li"]
    assert book.apprentices()[1] is people[1]

    def none_made(*_: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr(Apprentice, "model_validate", none_made)
    monkeypatch.setattr(documents, "load_record", none_made)
    book.record("bo")
    assert len(book.apprentices()) == 2


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("ana", "ana"),
        ("Ana Ruiz", "ana"),
        (" ANA RUIZ ", "ana"),
        ("ruiz", "ana"),
        ("bo", "bo"),
        ("jurgen", "j"),
        ("小龍", "apprentice"),
        ("[b]", "b"),
    ],
)
def test_a_person_is_found_by_key_name_or_part(name: str, key: str, book: Logbook) -> None:
    book.apply(
        put(person("Jürgen", key="j")),
        put(person("李小龍", key="apprentice")),
        put(person("Joe [B]", key="b")),
        put(person("Bobo", key="bobo")),
    )
    assert book.find(name).key == key


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("Ana Riuz", 'There is no apprentice called "Ana Riuz".', "Did you mean Ana Ruiz?"),
        ("Xerxes", 'There is no apprentice called "Xerxes".', "`mentor-tui roster` lists them all."),
        ("", 'There is no apprentice called "".', "`mentor-tui roster` lists them all."),
        ("i", '"i" may be Ana Ruiz (ana), Bo Li (bo).', "Write more of the name, or the key."),
        ("old", 'There is no apprentice called "old".', "Old Ana was taken off the roster: left the trade"),
        ("x\ud800", 'There is no apprentice called "x?".', "`mentor-tui roster` lists them all."),
    ],
)
def test_a_person_who_is_not_found_is_suggested(name: str, message: str, hint: str, book: Logbook) -> None:
    book.apply(put(person("Old Ana", key="old", voided="left the trade")))
    with pytest.raises(MentorError) as caught:
        book.find(name)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_an_unknown_key_is_an_error(book: Logbook) -> None:
    with pytest.raises(MentorError, match="There is no apprentice with the key 'zoe'"):
        book.record("zoe")


def test_one_damaged_document_is_named_and_the_rest_is_shown(book: Logbook) -> None:
    book.apply(put(week()), put(week(week=date(2026, 11, 13))))
    damaged(book, "sheets/ana", "2026-11-13/p1", {"lines": "gone"})
    assert book.record("ana").sheets == (week(),)
    assert book.damage("ana") == (
        "Ana Ruiz, sheet 2026-11-13/p1: apprentice: is needed; week: is needed; placement: is needed; and 1 more",
    )
    assert book.damage("bo") == ()


def test_a_damaged_apprentice_is_named_and_the_others_are_shown(book: Logbook) -> None:
    damaged(book, "apprentices", "ana", {"key": "ana", "name": "Ana", "start": "soon"})
    assert [one.key for one in book.apprentices()] == ["bo"]
    assert [record.apprentice.key for record in book.records()] == ["bo"]
    assert book.keys() == ("ana", "bo")
    message = (
        "The entry of the apprentice ana is not valid: start: should be a date such as 2026-11-20, not 'soon'"
    )
    assert book.damage("ana") == (message,)
    with pytest.raises(MentorError) as caught:
        book.record("ana")
    assert caught.value.message == message


def test_logging_over_a_damaged_sheet_says_what_is_wrong_with_it(book: Logbook) -> None:
    damaged(book, "sheets/ana", "2026-11-20/p1", {"lines": "gone"})
    with pytest.raises(ChangedMeanwhileError, match="What is written there is not valid") as caught:
        book.apply(put(week()))
    assert "mentor-tui doctor" in caught.value.hint


def test_a_document_that_looks_different_and_means_the_same_can_be_changed(book: Logbook) -> None:
    whole = week().model_dump(mode="json")
    damaged(book, "sheets/ana", "2026-11-20/p1", whole)
    book.apply(put(week(work(hours=3)), book.record("ana").sheets[0]))
    assert book.record("ana").sheets == (week(work(hours=3)),)


def test_another_terminal_is_seen_after_a_refresh_with_whom_it_touched(
    book: Logbook, open_logbook: Open
) -> None:
    other = open_logbook("Bo")
    assert other.refresh() == frozenset()
    book.apply(put(week()))
    assert other.record("ana").sheets == ()
    assert other.refresh() == {"ana"}
    assert other.record("ana").sheets == (week(),)
    assert other.refresh() == frozenset()
    book.apply(put(person("Ana Vega"), person()), put(person("Cy", key="cy")))
    assert other.refresh() == {"ana", "cy"}
    assert [one.name for one in other.apprentices()] == ["Ana Vega", "Bo Li", "Cy"]


def test_what_is_met_while_writing_is_still_told_by_the_next_refresh(
    book: Logbook, open_logbook: Open
) -> None:
    other = open_logbook("Bo")
    book.apply(put(week()))
    other.apply(put(week(apprentice="bo")))
    assert other.refresh() == {"ana"}
    book.apply(put(week(week=date(2026, 11, 13))))
    other.undo()
    assert other.refresh() == {"ana"}
    assert book.refresh() == {"bo"}


def test_a_conflict_names_who_and_when_and_shows_both(book: Logbook, open_logbook: Open) -> None:
    held = week(work("brakes", 8), work("hvac", 2))
    book.apply(put(held))
    other = open_logbook("Bo")
    other.apply(
        put(week(work("brakes", 6), work("hvac", 2)), held, why="logged Ana Ruiz, week of 2026-11-20: 8 h")
    )
    with pytest.raises(ChangedMeanwhileError) as caught:
        book.apply(put(week(work("brakes", 7.5), work("hvac", 2), note="Axles"), held))
    error = caught.value
    first, *both = error.message.splitlines()
    assert first == (
        "The sheet of Ana Ruiz for the week of 2026-11-20 (p1) has been changed meanwhile by Bo on 2026-11-20 at "
        "17:02: logged Ana Ruiz, week of 2026-11-20: 8 h"
    )
    assert both == [
        "truck brakes, supervised: now 6 h, yours 7.5 h",
        "note: now nothing, yours Axles",
    ]
    assert error.hint == "Nothing was changed. Look at both, then do it again."
    assert isinstance(error.__cause__, ConflictError)
    assert error.__cause__.present == dump(week(work("brakes", 6), work("hvac", 2)))
    assert book.record("ana").sheets == (week(work("brakes", 6), work("hvac", 2)),)


def test_the_same_key_given_twice_is_a_conflict(book: Logbook, open_logbook: Open) -> None:
    other = open_logbook("Bo")
    book.apply(put(person("Cy", key="cy")))
    with pytest.raises(ChangedMeanwhileError, match="The entry of Cy has been changed meanwhile by Mia"):
        other.apply(put(person("Cyrus", key="cy")))


def test_a_document_taken_away_meanwhile_is_told(book: Logbook, open_logbook: Open) -> None:
    book.apply(put(week()))
    other = open_logbook("Mia")
    other.undo()
    with pytest.raises(
        ChangedMeanwhileError, match=r"has been taken out meanwhile by Mia on .*: undone: put"
    ):
        book.apply(put(week(work(hours=3)), week()))


def test_history_is_newest_first_and_of_one_apprentice(book: Logbook) -> None:
    book.apply(put(week(), why="ana's"))
    book.apply(put(week(apprentice="bo"), why="bo's"))
    assert [one.number for one in book.history()] == [3, 2, 1]
    assert [one.why for one in book.history("ana")] == ["ana's", "put and 1 more"]


def test_reading_only_refuses_every_change(book: Logbook, open_logbook: Open) -> None:
    book = open_logbook(readonly=True)
    assert book.readonly
    assert len(book.apprentices()) == 2
    with pytest.raises(MentorError, match="reading"):
        book.apply(put(week()))
    with pytest.raises(MentorError, match="reading"):
        book.undo()
    with pytest.raises(MentorError, match="reading"):
        book.keep_settings("theme = 'x'", "x")
    assert not (book.folder / "settings.toml").exists()


def test_a_half_character_in_the_reason_is_refused_and_nothing_is_written(book: Logbook) -> None:
    with pytest.raises(MentorError, match="holds half a character"):
        book.apply(put(week(), why="caf\udce9"))
    assert book.record("ana").sheets == ()
