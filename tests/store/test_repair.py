"""What is saved of a damaged book, and what is said about the rest."""

import random
import shutil
from pathlib import Path

import pytest

from mentor_tui.store.faults import BookError, BusyBookError, DamagedBookError, NewerBookError
from mentor_tui.store.history import copy_book, read_copy
from mentor_tui.store.lock import held
from mentor_tui.store.reading import Head
from mentor_tui.store.records import Operation
from mentor_tui.store.repair import look, look_at_kept, rebuild
from mentor_tui.store.store import Store
from tests.store.small_book import NOON, log, make_small_book, set_mark, whole_lines


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_small_book(tmp_path / "data")


def edited(folder: Path, line: int, old: bytes, new: bytes) -> None:
    book = folder / "book.jsonl"
    lines = book.read_bytes().splitlines(keepends=True)
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new)
    book.write_bytes(b"".join(lines))


def test_a_sound_book_has_no_fault(folder: Path) -> None:
    found = look(folder)
    assert (found.faults, found.torn) == ((), False)
    assert (found.lines, found.number, found.appended) == (7, 10, 5)
    assert found.snapshot.tables == Store.open(folder).snapshot().tables
    assert [kept.faults for kept in look_at_kept(folder)] == [()]


def test_a_folder_without_a_book_has_no_fault(tmp_path: Path) -> None:
    found = look(tmp_path)
    assert (found.faults, found.torn, found.supplied, found.opening, found.changes) == (
        (),
        False,
        None,
        (),
        (),
    )
    assert (found.lines, found.number, found.given, found.appended, found.snapshot) == (0, 0, 0, 0, (0, {}))
    assert found.head == Head(2, 1, 1, 0, 0, 0, "")


def test_a_damaged_line_is_named_with_what_it_changed(folder: Path) -> None:
    edited(folder, 4, b"Ana", b"Eva")
    (fault,) = look(folder).faults
    assert fault.line == 4
    assert "checksum" in fault.cause
    assert fault.documents == (("t", "7.0"), ("t", "7.1"), ("t", "7.2"))


def test_what_a_line_changed_is_told_even_where_it_is_no_json_any_more(folder: Path) -> None:
    edited(folder, 4, b'"Ana"', b'"Ana')
    (fault,) = look(folder).faults
    assert ("t", "7.1") in fault.documents


def test_what_a_later_line_says_again_is_not_lost(folder: Path) -> None:
    store = Store.open(folder)
    now = store.table("t")["7.1"]
    store.commit([Operation("t", "7.1", now, {"again": True})], at=NOON, who="Ana", why="corrected")
    edited(folder, 4, b"Ana", b"Eva")
    (fault,) = look(folder).faults
    assert fault.documents == (("t", "7.0"), ("t", "7.2"))
    rebuild(folder, at=NOON, who="Bo")
    assert Store.open(folder).table("t")["7.1"] == {"again": True}


def test_repair_leaves_out_the_damaged_line_alone_and_keeps_the_damaged_file(folder: Path) -> None:
    whole = Store.open(folder).snapshot().tables["t"]
    edited(folder, 4, b"Ana", b"Eva")
    damaged = (folder / "book.jsonl").read_bytes()
    done = rebuild(folder, at=NOON, who="Bo")
    assert done.kept is not None
    assert done.kept.read_bytes() == damaged
    store = Store.open(folder)
    assert store.table("t") == {key: value for key, value in whole.items() if not key.startswith("7.")}
    assert store.number == 10
    history = {change.number: change for change in store.transactions()}
    assert sorted(history) == list(range(1, 11))
    assert (history[8].who, history[8].why, history[8].at) == ("Ana", "logged 8", NOON)
    assert (history[7].who, history[7].operations) == ("Bo", ())
    assert "left out" in history[7].why
    assert look(folder).faults == ()


def test_a_second_repair_in_the_same_second_keeps_both_damaged_files(folder: Path) -> None:
    for line in (4, 5):
        edited(folder, line, b"Ana", b"Eva")
        rebuild(folder, at=NOON, who="Bo")
    assert len(list((folder / "history").glob("*damaged*"))) == 2


def test_writing_goes_on_after_a_repair_also_in_a_store_that_was_open(folder: Path) -> None:
    old = Store.open(folder)
    edited(folder, 4, b"Ana", b"Eva")
    rebuild(folder, at=NOON, who="Bo")
    log(old, 11)
    old.compact(at=NOON, who="Ana", why="tidied")
    assert Store.open(folder).number == 11
    assert sorted(change.number for change in old.transactions()) == list(range(1, 12))


def test_a_damaged_opening_is_taken_from_the_generation_before(folder: Path) -> None:
    whole = Store.open(folder).snapshot().tables
    edited(folder, 2, b"1.0", b"1.X")
    found = look(folder)
    assert [(fault.line, fault.documents) for fault in found.faults] == [(2, ())]
    rebuild(folder, at=NOON, who="Bo")
    store = Store.open(folder)
    assert store.snapshot().tables == whole
    assert len(list(store.transactions())) == 10


def test_without_the_generation_before_the_lost_part_of_an_opening_is_named(folder: Path) -> None:
    shutil.rmtree(folder / "history")
    edited(folder, 2, b"1.0", b"1.X")
    (fault,) = look(folder).faults
    assert len(fault.documents) == 15
    rebuild(folder, at=NOON, who="Bo")
    assert len(Store.open(folder).table("t")) == 15


@pytest.mark.parametrize("line", [1, 2])
def test_a_lost_opening_line_is_taken_from_the_generation_before(folder: Path, line: int) -> None:
    whole = Store.open(folder).snapshot().tables
    lines = (folder / "book.jsonl").read_bytes().splitlines(keepends=True)
    lines[line - 1] = b"" if line == 2 else b"#" * 40 + b"\n"
    (folder / "book.jsonl").write_bytes(b"".join(lines))
    assert look(folder).faults
    rebuild(folder, at=NOON, who="Bo")
    kept = Store.open(folder).snapshot().tables["t"]
    lost = {key for key in whole["t"] if key not in kept}
    assert lost <= {"6.0", "6.1", "6.2"}


def test_lost_lines_at_the_end_leave_their_numbers_behind(folder: Path) -> None:
    book = folder / "book.jsonl"
    book.write_bytes(b"".join(book.read_bytes().splitlines(keepends=True)[:-2]))
    (fault,) = look(folder).faults
    assert "ends after change 8, but change 10 had been written" in fault.cause
    rebuild(folder, at=NOON, who="Bo")
    store = Store.open(folder)
    log(store, 11)
    assert store.number == 11


def test_a_file_that_is_gone_is_a_fault(folder: Path) -> None:
    (folder / "book.jsonl").unlink()
    (fault,) = look(folder).faults
    assert "gone" in fault.cause
    with pytest.raises(BookError, match="no line of it can be saved"):
        rebuild(folder, at=NOON, who="Bo")


def test_an_older_generation_put_back_is_a_fault(folder: Path) -> None:
    shutil.copy(folder / "history" / "book-000001.jsonl", folder / "book.jsonl")
    assert "had been written" in look(folder).faults[0].cause
    rebuild(folder, at=NOON, who="Bo")
    store = Store.open(folder)
    assert len(store.table("t")) == 15
    log(store, 11)
    store.compact(at=NOON, who="Ana", why="tidied")
    # What the first generation held is still there.
    assert read_copy(folder / "history" / "book-000001.jsonl").number == 5


def test_a_torn_end_that_was_never_confirmed_is_no_fault(folder: Path) -> None:
    with (folder / "book.jsonl").open("ab") as file:
        file.write(b'["12345678",11,"20')
    found = look(folder)
    assert (found.faults, found.torn, found.number) == ((), True, 10)


def test_a_doubled_line_and_a_strange_one_cost_nothing(folder: Path) -> None:
    whole = Store.open(folder).snapshot().tables
    book = folder / "book.jsonl"
    lines = book.read_bytes().splitlines(keepends=True)
    book.write_bytes(b"".join([*lines[:4], lines[3], b"\xff\x00 hello\n", *lines[4:]]))
    assert [fault.line for fault in look(folder).faults] == [5, 6]
    rebuild(folder, at=NOON, who="Bo")
    assert Store.open(folder).snapshot().tables == whole


def test_a_block_of_lines_pasted_again_turns_nothing_back(folder: Path) -> None:
    store = Store.open(folder)
    store.commit([Operation("t", "8.0", store.table("t")["8.0"], None)], at=NOON, who="Ana", why="removed")
    book = folder / "book.jsonl"
    lines = book.read_bytes().splitlines(keepends=True)
    book.write_bytes(b"".join([*lines, *lines[3:7]]))
    rebuild(folder, at=NOON, who="Bo")
    assert "8.0" not in Store.open(folder).table("t")


def test_a_lost_line_costs_itself_alone(folder: Path) -> None:
    book = folder / "book.jsonl"
    lines = book.read_bytes().splitlines(keepends=True)
    del lines[3]
    book.write_bytes(b"".join(lines))
    rebuild(folder, at=NOON, who="Bo")
    store = Store.open(folder)
    assert {key.split(".")[0] for key in store.table("t")} == set("12345689") | {"10"}
    assert store.number == 10


def test_another_file_is_not_taken_for_a_book(tmp_path: Path) -> None:
    book = tmp_path / "book.jsonl"
    book.write_text("Dear diary,\nnothing to report.\n")
    assert look(tmp_path).faults
    with pytest.raises(BookError, match="no line of it can be saved"):
        rebuild(tmp_path, at=NOON, who="Bo")
    assert book.read_text().startswith("Dear diary")
    assert not (tmp_path / "book.new").exists()


def test_a_newer_book_is_left_alone(folder: Path) -> None:
    with Store.open(folder, steps=[lambda _, document: document]) as store:
        log(store, 11)
    with pytest.raises(NewerBookError):
        look(folder)
    with pytest.raises(NewerBookError):
        rebuild(folder, at=NOON, who="Bo")


def test_any_flipped_bit_costs_one_line_or_two_around_a_line_end(folder: Path) -> None:
    book = folder / "book.jsonl"
    whole = book.read_bytes()
    before = Store.open(folder).snapshot().tables["t"]
    mark = (folder / "book.jsonl.mark").read_bytes()
    rng = random.Random(3)  # noqa: S311 - reproducible damage
    for position in rng.sample(range(len(whole)), 100):
        damaged = bytearray(whole)
        damaged[position] ^= 1 << rng.randrange(8)
        book.write_bytes(damaged)
        assert look(folder).faults, position
        rebuild(folder, at=NOON, who="Bo")
        (folder / "book.jsonl.mark").write_bytes(mark)
        store = Store.open(folder)
        kept = store.table("t")
        assert all(before[key] == document for key, document in kept.items()), position
        ends = whole[position : position + 1] == b"\n"
        assert len(before) - len(kept) <= (6 if ends else 3), position
        assert store.number == 10


def test_a_book_can_be_built_from_another_file(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    copy_book(folder / "book.jsonl", copy)
    log(Store.open(folder), 11)
    (folder / "book.jsonl").write_bytes(b"rubbish\n")
    done = rebuild(folder, at=NOON, who="Bo", source=copy)
    assert done.kept is not None
    assert done.kept.read_bytes() == b"rubbish\n"
    store = Store.open(folder)
    assert len(store.table("t")) == 30
    assert store.number == 11
    assert sorted(change.number for change in store.transactions()) == list(range(1, 12))


def test_a_copy_is_a_book(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    copy_book(folder / "book.jsonl", copy)
    assert read_copy(copy).tables == Store.open(folder).snapshot().tables


def test_a_copy_that_cannot_be_written_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BookError, match=r"nowhere/copy\.jsonl cannot be written: it is not there"):
        copy_book(folder / "book.jsonl", tmp_path / "nowhere" / "copy.jsonl")
    with pytest.raises(BookError, match=r"gone\.jsonl cannot be read: it is not there"):
        copy_book(folder / "gone.jsonl", tmp_path / "copy.jsonl")
    assert not (tmp_path / "copy.jsonl").exists()


def test_a_damaged_or_empty_copy_is_refused(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes((folder / "book.jsonl").read_bytes().replace(b"logged 7", b"logged 8"))
    with pytest.raises(DamagedBookError, match=r"copy\.jsonl, line 4"):
        read_copy(copy)
    copy.write_bytes(b"")
    with pytest.raises(BookError, match="empty"):
        read_copy(copy)


def test_any_prefix_is_repaired_to_its_whole_transactions(folder: Path) -> None:
    book, mark_file = folder / "book.jsonl", folder / "book.jsonl.mark"
    whole, mark = book.read_bytes(), mark_file.read_bytes()
    begun = len(b"".join(whole.splitlines(keepends=True)[:2]))
    for length in range(begun, len(whole), 23):
        book.write_bytes(whole[:length])
        mark_file.write_bytes(mark)
        assert look(folder).faults
        rebuild(folder, at=NOON, who="Bo")
        store = Store.open(folder)
        assert len(store.table("t")) == 15 + 3 * whole_lines(whole[:length], whole, begun)
        assert store.number == 10


@pytest.mark.parametrize("where", ["write", "keep", "replace"])
def test_a_repair_that_fails_leaves_everything_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    edited(folder, 4, b"Ana", b"Eva")
    before = (folder / "book.jsonl").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    match where:
        case "write":
            monkeypatch.setattr("mentor_tui.store.repair.disk.sync", full)
        case "keep":
            monkeypatch.setattr("mentor_tui.store.repair.keep", full)
        case _:
            monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(BookError, match=r"book\.jsonl cannot be written anew: the disk is full"):
        rebuild(folder, at=NOON, who="Bo")
    assert (folder / "book.jsonl").read_bytes() == before
    assert not (folder / "book.new").exists()
    assert look(folder).faults


def test_a_repair_waits_for_no_writer_for_ever(folder: Path) -> None:
    edited(folder, 4, b"Ana", b"Eva")
    with held(folder / "book.jsonl.lock", 1), pytest.raises(BusyBookError):
        rebuild(folder, at=NOON, who="Bo", patience=0)


def test_a_mark_that_is_damaged_itself_gives_out_no_million_numbers(folder: Path) -> None:
    edited(folder, 4, b"Ana", b"Eva")
    set_mark(folder, 10**15)
    rebuild(folder, at=NOON, who="Bo")
    assert Store.open(folder).number == 10
