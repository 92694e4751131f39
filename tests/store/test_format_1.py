"""Books that the program wrote before it gave each line a seal of its own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from mentor_tui.store.faults import DamagedBookError
from mentor_tui.store.history import copy_book, read_copy
from mentor_tui.store.lock import Mark, read_mark
from mentor_tui.store.repair import look, look_at_kept, rebuild
from mentor_tui.store.store import Store
from tests.store.small_book import NOON, as_format_1, log, make_small_book

WRITTEN = Path(__file__).with_name("format_1")
"""What that program wrote: the small book."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(WRITTEN, tmp_path / "data")
    return tmp_path / "data"


def notes(book: Path) -> dict[str, object]:
    """The notes of a first line."""
    with book.open("rb") as file:
        return dict(orjson.loads(file.readline())[5])


def test_what_the_tests_make_of_a_book_is_what_that_program_wrote(tmp_path: Path) -> None:
    made = as_format_1(make_small_book(tmp_path / "made"))
    for name in ("book.jsonl", "history/book-000001.jsonl"):
        assert (made / name).read_bytes() == (WRITTEN / name).read_bytes()
    assert (made / "book.jsonl.lock").read_bytes()[:32] == (WRITTEN / "book.jsonl.lock").read_bytes()[:32]


def test_it_is_read_and_nothing_is_written_by_that(folder: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    new = Store.open(make_small_book(tmp_path / "new"))
    store = Store.open(folder)
    assert store.snapshot() == new.snapshot()
    assert list(store.transactions()) == list(new.transactions())
    assert store.past(3) == new.past(3)
    assert store.refresh() == frozenset()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_the_first_change_makes_it_one_of_this_format_and_keeps_what_it_was(folder: Path) -> None:
    written = (folder / "book.jsonl").read_bytes()
    store, other = Store.open(folder), Store.open(folder)
    earlier = list(store.transactions())
    log(store, 11)
    assert (folder / "history" / "book-000002.jsonl").read_bytes() == written
    assert (folder / "history" / "book-000001.jsonl").read_bytes() == (
        WRITTEN / "history" / "book-000001.jsonl"
    ).read_bytes()
    told = notes(folder / "book.jsonl")
    assert (told["format"], told["schema"], told["generation"], told["opening"]) == (2, 1, 3, 1)
    book = str(told["book"])
    assert len(book) == 16
    assert read_mark(folder / "book.jsonl") == Mark(3, 11, book)
    again = Store.open(folder)
    assert [change.number for change in again.transactions()] == list(range(11, 0, -1))
    assert list(again.transactions())[1:] == earlier
    assert other.refresh() == {"t"}
    assert other.snapshot() == again.snapshot()
    log(again, 12)
    again.compact(at=NOON, who="Ana", why="tidied")
    assert notes(folder / "book.jsonl")["book"] == book
    assert [found.faults for found in look_at_kept(folder)] == [(), (), ()]


def test_another_book_gets_another_identity(tmp_path: Path) -> None:
    for name in ("one", "two"):
        log(Store.open(tmp_path / name), 1)
    assert notes(tmp_path / "one" / "book.jsonl")["book"] != notes(tmp_path / "two" / "book.jsonl")["book"]


def test_a_copy_of_it_is_read(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    copy_book(folder / "book.jsonl", copy)
    assert read_copy(copy) == Store.open(folder).snapshot()


def test_its_mark_counts_until_there_is_one_of_this_format(folder: Path) -> None:
    book = folder / "book.jsonl"
    whole = book.read_bytes()
    lines = whole.splitlines(keepends=True)
    book.write_bytes(b"".join(lines[:-1]))
    with pytest.raises(DamagedBookError, match="ends after change 9, but change 10 had been written"):
        Store.open(folder)
    book.write_bytes(whole + b'["12345678",11,"20')
    assert Store.open(folder).number == 10
    log(Store.open(folder), 11)
    (folder / "book.jsonl.mark").unlink()
    # The mark in the lock file is about the generation before, and says nothing of this book.
    log(Store.open(folder), 12)
    assert Store.open(folder).number == 12


def test_a_killed_migration_is_done_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            log(Store.open(folder), 11)
    assert (folder / "book.jsonl").read_bytes() == (WRITTEN / "book.jsonl").read_bytes()
    log(Store.open(folder), 11)
    assert [change.number for change in Store.open(folder).transactions()] == list(range(11, 0, -1))


DAMAGE: dict[str, tuple[Callable[[list[bytes]], list[bytes]], int]] = {
    "an edited line": (lambda lines: edited(lines, 4), 9),
    "a damaged checksum": (lambda lines: [*lines[:4], b'["0' + lines[4][3:], *lines[5:]], 10),
    "line ends of Windows": (lambda lines: [line[:-1] + b"\r\n" for line in lines], 10),
    "exchanged lines": (lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]], 10),
    "a lost line": (lambda lines: [*lines[:3], *lines[4:]], 8),
    "a lost first line": (lambda lines: lines[1:], 10),
    "a lost last line end": (lambda lines: [*lines[:-1], lines[-1][:-1]], 10),
    "a strange line": (lambda lines: [*lines[:3], b"hello\n", *lines[3:]], 10),
    "a lost line end": (lambda lines: [*lines[:3], lines[3][:-1], *lines[4:]], 10),
}
"""What is done to the seven lines, and how many of the ten changes can be saved."""


def edited(lines: list[bytes], place: int) -> list[bytes]:
    """The lines with one of them edited."""
    return [*lines[:place], lines[place].replace(b"Ana", b"Eva"), *lines[place + 1 :]]


@pytest.mark.parametrize("what", DAMAGE)
def test_as_much_of_it_is_saved_as_can_be_proved(folder: Path, what: str) -> None:
    whole = Store.open(folder).table("t")
    book = folder / "book.jsonl"
    damage, saved = DAMAGE[what]
    book.write_bytes(b"".join(damage(book.read_bytes().splitlines(keepends=True))))
    found = look(folder)
    assert bool(found.faults) == (what != "a lost last line end")
    rebuild(folder, at=NOON, who="Bo")
    store = Store.open(folder)
    assert len(store.table("t")) == 3 * saved
    assert store.table("t").items() <= whole.items()
    assert store.number == 10
    assert look(folder).faults == ()
    assert notes(book)["format"] == 2


def test_what_it_let_everybody_read_is_made_private_by_the_first_change(folder: Path) -> None:
    others = folder / "notes.txt"
    others.touch()
    paths = [path for path in (folder, *folder.rglob("*")) if path != folder / "history"]
    for path in paths:
        path.chmod(0o755 if path.is_dir() else 0o644)
    (folder / "history").chmod(0o755)
    log(Store.open(folder), 11)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*"))}
    assert modes == {
        "data": 0o755,
        "notes.txt": 0o644,
        "book.jsonl": 0o600,
        "book.jsonl.lock": 0o600,
        "book.jsonl.mark": 0o600,
        "history": 0o700,
        "book-000001.jsonl": 0o600,
        "book-000002.jsonl": 0o600,
    }
    (folder / "history").chmod(0o755)
    Store.open(folder).compact(at=NOON, who="Ana", why="tidied")
    assert (folder / "history").stat().st_mode & 0o777 == 0o755


def test_in_a_folder_shared_with_a_group_the_group_goes_on_reading(folder: Path) -> None:
    folder.chmod(0o2770)
    (folder / "book.jsonl.lock").chmod(0o664)
    log(Store.open(folder), 11)
    assert (folder / "book.jsonl.lock").stat().st_mode & 0o777 == 0o664
