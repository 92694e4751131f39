"""What is noticed when the file is not what was written, and what is said about it."""

import random
import shutil
from pathlib import Path

import pytest

from mentor_tui.errors import MentorError
from mentor_tui.store.faults import BookError, DamagedBookError, NewerBookError
from mentor_tui.store.records import Signature
from mentor_tui.store.seals import content_of, first_sealed
from mentor_tui.store.store import Store
from tests.store.small_book import NOON, append, log, make_small_book, set_mark, whole_lines


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_small_book(tmp_path / "data")


def test_any_prefix_holds_exactly_the_whole_transactions_before_its_end(tmp_path: Path, folder: Path) -> None:
    whole = (folder / "book.jsonl").read_bytes()
    opening = whole.split(b"\n", 2)
    first = len(opening[0]) + len(opening[1]) + 2
    copy = tmp_path / "copy"
    copy.mkdir()
    for length in range(first, len(whole) + 1):
        (copy / "book.jsonl").write_bytes(whole[:length])
        store = Store.open(copy)
        assert store.number == 5 + whole_lines(whole[:length], whole, first)
        assert len(store.table("t")) == 3 * store.number


def test_a_book_that_ends_within_its_opening_lines_is_damaged(tmp_path: Path, folder: Path) -> None:
    whole = (folder / "book.jsonl").read_bytes()
    copy = tmp_path / "copy"
    copy.mkdir()
    for length in range(whole.index(b"\n") + 1, whole.index(b"\n", whole.index(b"\n") + 1)):
        (copy / "book.jsonl").write_bytes(whole[:length])
        with pytest.raises(DamagedBookError, match="opening lines are missing"):
            Store.open(copy)


def test_a_first_write_torn_at_any_byte_leaves_an_empty_book_or_the_whole_of_it(tmp_path: Path) -> None:
    made = tmp_path / "made"
    log(Store.open(made), 1)
    whole = (made / "book.jsonl").read_bytes()
    for length in range(len(whole) + 1):
        (made / "book.jsonl").write_bytes(whole[:length])
        set_mark(made, 0)
        store = Store.open(made)
        assert store.number == (length >= len(whole) - 1)
        log(store, 2)
        assert Store.open(made).snapshot() == store.snapshot()


def test_a_torn_end_is_cut_off_by_the_next_write(folder: Path) -> None:
    book = folder / "book.jsonl"
    whole = book.read_bytes()
    rng = random.Random(3)  # noqa: S311 - reproducible damage
    number = 10
    for tail in (
        b"[",
        b'["12345678",11,"20',
        b"\0" * 900,
        b"\0" * 900 + b"\n",
        whole.splitlines(keepends=True)[-1][:-9],
    ):
        with book.open("ab") as file:
            file.write(tail)
        open_already = Store.open(folder)
        assert open_already.number == number
        number += 1
        log(rng.choice([open_already, Store.open(folder)]), number)
        assert Store.open(folder).number == number
        assert book.read_bytes().startswith(whole)
        assert book.read_bytes().count(b"\n") == 2 + number - 5


def test_a_torn_end_does_not_go_into_the_history(folder: Path) -> None:
    with (folder / "book.jsonl").open("ab") as file:
        file.write(b'["12345678",11,"20')
    store = Store.open(folder)
    store.compact(at=NOON, who="Ana", why="tidied")
    assert [transaction.number for transaction in store.transactions()] == list(range(10, 0, -1))


def test_every_flipped_bit_is_found(folder: Path) -> None:
    book = folder / "book.jsonl"
    whole = book.read_bytes()
    rng = random.Random(7)  # noqa: S311 - reproducible damage
    for position in range(len(whole)):
        damaged = bytearray(whole)
        damaged[position] ^= 1 << rng.randrange(8)
        book.write_bytes(damaged)
        line = whole[:position].count(b"\n") + 1
        with pytest.raises(DamagedBookError) as caught:
            Store.open(folder)
        assert caught.value.line == line
    book.write_bytes(whole)
    assert Store.open(folder).number == 10


@pytest.mark.parametrize("what", ["lost", "doubled", "exchanged", "edited", "last lost"])
def test_damage_names_file_line_cause_and_way_out(folder: Path, what: str) -> None:
    book = folder / "book.jsonl"
    whole = book.read_bytes()
    lines = whole.splitlines(keepends=True)
    last = lines[-1]
    old = Store.open(folder)
    match what:
        case "lost":
            del lines[3]
        case "doubled":
            lines.insert(3, lines[2])
        case "exchanged":
            lines[3], lines[4] = lines[4], lines[3]
        case "edited":
            lines[3] = lines[3].replace(b"Ana", b"Eva")
        case _:
            del lines[-1]
    book.write_bytes(b"".join(lines))
    with pytest.raises(DamagedBookError) as caught:
        Store.open(folder)
    assert str(book) in caught.value.message
    assert caught.value.line == (7 if what == "last lost" else 4)
    assert "restore" in caught.value.hint
    if b"".join(lines).find(last) != len(whole) - len(last):
        # A store that is open already notices what moved its last line.
        with pytest.raises(DamagedBookError):
            log(old, 11)
        with pytest.raises(DamagedBookError):
            old.refresh()
    assert old.number == 10
    assert book.read_bytes() == b"".join(lines)


def test_line_ends_of_windows_are_told_as_that(folder: Path) -> None:
    book = folder / "book.jsonl"
    whole = book.read_bytes()
    book.write_bytes(whole.replace(b"\n", b"\r\n"))
    with pytest.raises(
        DamagedBookError, match=r"line 1: its line end was changed to that of Windows \(CR LF\)"
    ):
        Store.open(folder)
    lines = whole.splitlines(keepends=True)
    book.write_bytes(b"".join([*lines[:3], lines[3][:-1] + b"\r\n", *lines[4:]]))
    with pytest.raises(DamagedBookError, match="line 4: its line end was changed"):
        Store.open(folder)
    for first in (lines[0][:-2] + b"?\r\n", lines[0][:-1] + b"\t\n", b"Dear diary\r\n"):
        book.write_bytes(first + b"".join(lines[1:]))
        with pytest.raises(DamagedBookError, match="line 1: this is not the beginning of a logbook"):
            Store.open(folder)


def test_a_copy_of_the_book_alone_is_complete(tmp_path: Path, folder: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    shutil.copy(folder / "book.jsonl", copy)
    store = Store.open(copy)
    assert store.snapshot() == Store.open(folder).snapshot()
    log(store, 11)
    assert Store.open(copy).number == 11


def test_a_damaged_last_line_of_a_copy_is_found_without_a_mark(tmp_path: Path, folder: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    whole = (folder / "book.jsonl").read_bytes()
    (copy / "book.jsonl").write_bytes(whole[:-20] + b"?" + whole[-19:])
    with pytest.raises(DamagedBookError, match="line 7: its checksum"):
        Store.open(copy)


def test_damage_in_a_kept_generation_is_found_when_it_is_read(folder: Path) -> None:
    kept = folder / "history" / "book-000001.jsonl"
    kept.write_bytes(kept.read_bytes().replace(b"logged 3", b"logged 4"))
    reading = Store.open(folder).transactions()
    assert [next(reading).number for _ in range(7)] == [10, 9, 8, 7, 6, 5, 4]
    with pytest.raises(DamagedBookError, match=r"book-000001\.jsonl, line 4"):
        next(reading)


def test_a_kept_generation_of_another_book_is_not_taken_for_ours(tmp_path: Path, folder: Path) -> None:
    log(Store.open(tmp_path / "other"), 1)
    shutil.copy(tmp_path / "other" / "book.jsonl", folder / "history" / "book-000001.jsonl")
    with pytest.raises(DamagedBookError, match="book-000001"):
        list(Store.open(folder).transactions())


def test_a_book_that_is_gone_is_not_started_anew(folder: Path) -> None:
    store = Store.open(folder)
    (folder / "book.jsonl").unlink()
    with pytest.raises(BookError, match="no longer there"):
        store.refresh()
    with pytest.raises(BookError, match="no longer there"):
        log(store, 11)
    with pytest.raises(DamagedBookError, match="ends after change 0, but change 10 had been written"):
        Store.open(folder)
    assert not (folder / "book.jsonl").exists()


@pytest.mark.parametrize("text", [b"Dear diary\n", b"Dear diary", b"{}\n", b'{"_default": {}}', b"[]\n"])
def test_another_file_in_its_place_is_neither_read_nor_overwritten(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "book.jsonl").write_bytes(text)
    with pytest.raises(DamagedBookError, match="not the beginning of a logbook"):
        Store.open(tmp_path)
    assert (tmp_path / "book.jsonl").read_bytes() == text


@pytest.mark.parametrize(
    ("notes", "told"),
    [
        ({"format": 3, "schema": 1}, "format 3; this one knows 2"),
        ({"format": 2, "schema": 2}, "schema 2; this one knows 1"),
        ({"format": 1, "schema": 9}, "schema 9; this one knows 1"),
    ],
)
def test_a_newer_book_is_refused_with_its_version(tmp_path: Path, notes: dict[str, int], told: str) -> None:
    line, _ = first_sealed(content_of(0, Signature(NOON, "Ana", "new"), notes, []))
    (tmp_path / "book.jsonl").write_bytes(line)
    with pytest.raises(NewerBookError, match=told):
        Store.open(tmp_path)


def test_a_sealed_line_that_makes_no_sense_is_damage(tmp_path: Path) -> None:
    log(Store.open(tmp_path), 1)
    book = tmp_path / "book.jsonl"
    for number, rows in ((3, []), (2, [["t"]]), (2, 5)):
        whole = book.read_bytes()
        append(book, number, rows)
        with pytest.raises(DamagedBookError, match="line 3"):
            Store.open(tmp_path)
        book.write_bytes(whole)


def test_a_folder_in_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a" / "book.jsonl").mkdir(parents=True)
    with pytest.raises(MentorError, match=r"a/book\.jsonl cannot be read: it is not a file"):
        Store.open(tmp_path / "a")
    (tmp_path / "b" / "book.jsonl.lock").mkdir(parents=True)
    store = Store.open(tmp_path / "b")
    with pytest.raises(
        MentorError, match=r"book\.jsonl\.lock cannot be written: there is a folder in its place"
    ):
        log(store, 1)
    (tmp_path / "c").touch()
    with pytest.raises(MentorError, match="its folder is a file"):
        Store.open(tmp_path / "c")


def test_an_older_generation_put_back_is_refused_though_it_ends_with_the_same_change(folder: Path) -> None:
    store = Store.open(folder)
    store.compact(at=NOON, who="Ana", why="tidied")
    shutil.copy(folder / "history" / "book-000002.jsonl", folder / "book.jsonl")
    with pytest.raises(DamagedBookError, match="ends after change 10, but change 10 had been written"):
        Store.open(folder)
