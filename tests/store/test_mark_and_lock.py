"""The mark, the lock, and what a write does about an end of the book that was never confirmed."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.store import disk
from mentor_tui.store import lock as lock_module
from mentor_tui.store.faults import BookError, BusyBookError, DamagedBookError
from mentor_tui.store.lock import Lock, Mark, held, mark_is_damaged, mark_path, read_mark, write_mark
from mentor_tui.store.repair import begin_from, look, rebuild
from mentor_tui.store.store import Store
from tests.store.small_book import NOON, log, make_small_book, set_mark


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_small_book(tmp_path / "data")


@pytest.fixture
def book(folder: Path) -> Path:
    return folder / "book.jsonl"


@given(st.integers(1, 10**9), st.integers(0, 10**15), st.sampled_from(["", "0123456789abcdef"]))
def test_a_mark_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, generation: int, number: int, identity: str
) -> None:
    book = tmp_path_factory.getbasetemp() / "book.jsonl"
    write_mark(book, Mark(generation, number, identity))
    assert read_mark(book) == Mark(generation, number, identity)
    assert not mark_is_damaged(book)


def test_every_flipped_bit_of_a_mark_is_found(book: Path) -> None:
    path = mark_path(book)
    whole = path.read_bytes()
    for position in range(len(whole)):
        for bit in range(8):
            path.write_bytes(whole[:position] + bytes([whole[position] ^ 1 << bit]) + whole[position + 1 :])
            assert read_mark(book) is None
            assert mark_is_damaged(book)


def test_a_read_never_sets_the_mark_and_the_next_write_does(folder: Path, book: Path) -> None:
    identity = read_mark(book)
    assert identity is not None
    set_mark(folder, 7)
    store = Store.open(folder)
    assert (store.number, store.refresh(), look(folder).faults) == (10, frozenset(), ())
    assert read_mark(book) == identity._replace(number=7)
    log(store, 11)
    assert read_mark(book) == identity._replace(number=11)


@pytest.mark.parametrize("damage", ["gone", "rubbish", "of another book"])
def test_a_mark_that_says_nothing_is_written_anew(folder: Path, book: Path, damage: str) -> None:
    now = read_mark(book)
    assert now is not None
    match damage:
        case "gone":
            mark_path(book).unlink()
        case "rubbish":
            mark_path(book).write_bytes(b"x" * 74)
        case _:
            write_mark(book, now._replace(number=90, book="f" * 16))
    log(Store.open(folder), 11)
    assert read_mark(book) == now._replace(number=11)


def test_a_new_mark_of_an_old_book_survives_a_power_cut(
    folder: Path, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark_path(book).unlink()
    synced: list[int] = []
    fsync = os.fsync

    def counted(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_ino)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", counted)
    log(Store.open(folder), 11)
    assert synced == [path.stat().st_ino for path in (mark_path(book), folder, book)]


def put_aside(folder: Path) -> list[bytes]:
    """What was put aside so far, oldest first."""
    return [path.read_bytes() for path in sorted((folder / "history").glob("book-unconfirmed-*"))]


def test_a_damaged_last_change_behind_a_lagging_mark_is_told_and_kept(folder: Path, book: Path) -> None:
    set_mark(folder, 6)
    whole = book.read_bytes()
    last = whole.splitlines(keepends=True)[-1].replace(b"logged 10", b"logged 19")
    book.write_bytes(whole[: -len(last)] + last)
    store = Store.open(folder)
    assert store.number == 9
    (fault,) = look(folder).faults
    assert (fault.line, fault.documents) == (7, (("t", "10.0"), ("t", "10.1"), ("t", "10.2")))
    assert "never confirmed" in fault.cause
    assert store.take_notices() == ()
    log(store, 10)
    assert put_aside(folder) == [last]
    (notice,) = store.take_notices()
    assert str(folder / "history" / "book-unconfirmed-2026-11-20-120000.jsonl") in notice
    assert str(book) in notice
    assert store.take_notices() == ()
    assert look(folder).faults == ()


def test_a_damaged_change_before_the_last_is_proved_to_be_damage(folder: Path, book: Path) -> None:
    set_mark(folder, 6)
    book.write_bytes(book.read_bytes().replace(b"logged 9", b"logged 8"))
    with pytest.raises(DamagedBookError, match="line 6"):
        Store.open(folder)
    with pytest.raises(DamagedBookError, match="line 6"):
        log(Store.open(folder), 11)
    assert put_aside(folder) == []


@pytest.mark.parametrize("tail", [b"[", b"\0" * 900, b'["12345678",11,"20\n'])
@pytest.mark.parametrize("by", ["a change", "a compaction"])
def test_whatever_is_cut_off_is_kept(folder: Path, book: Path, tail: bytes, by: str) -> None:
    whole = book.read_bytes()
    book.write_bytes(whole + tail)
    store = Store.open(folder)
    if by == "a change":
        log(store, 11)
        assert book.read_bytes().startswith(whole)
    else:
        store.compact(at=NOON, who="Ana", why="tidied")
        assert (folder / "history" / "book-000002.jsonl").read_bytes() == whole
    assert put_aside(folder) == [tail]
    assert len(store.take_notices()) == 1
    assert Store.open(folder).snapshot() == store.snapshot()


def test_two_ends_of_the_same_second_are_both_kept(folder: Path, book: Path) -> None:
    for number in (11, 12):
        with book.open("ab") as file:
            file.write(b"%d" % number)
        log(Store.open(folder), number)
    assert put_aside(folder) == [b"12", b"11"]


def test_nothing_is_cut_off_that_cannot_be_kept(
    folder: Path, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with book.open("ab") as file:
        file.write(b"[")
    before = book.read_bytes()
    store = Store.open(folder)
    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(BookError, match="the disk is full"):
            log(store, 11)
    assert book.read_bytes() == before
    log(store, 11)
    assert store.number == 11


def test_a_last_line_without_its_line_end_counts_and_gets_one(folder: Path, book: Path) -> None:
    whole = book.read_bytes()
    book.write_bytes(whole[:-1])
    store = Store.open(folder)
    assert store.number == 10
    assert [change.number for change in store.transactions()] == list(range(10, 0, -1))
    log(store, 11)
    assert book.read_bytes().startswith(whole + b'["')
    assert put_aside(folder) == []
    assert Store.open(folder).snapshot() == store.snapshot()
    assert [change.number for change in store.transactions()] == list(range(11, 0, -1))


def test_a_failed_write_leaves_a_missing_line_end_missing(
    folder: Path, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = book.read_bytes()[:-1]
    book.write_bytes(part)
    store = Store.open(folder)
    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync", lambda _: (_ for _ in ()).throw(OSError(5, "no")))
        with pytest.raises(BookError):
            log(store, 11)
    assert book.read_bytes() == part


def test_the_first_line_alone_without_its_line_end_is_an_empty_book(tmp_path: Path) -> None:
    log(Store.open(tmp_path), 1)
    book = tmp_path / "book.jsonl"
    first = book.read_bytes().splitlines()[0]
    book.write_bytes(first)
    set_mark(tmp_path, 0)
    store = Store.open(tmp_path)
    assert store.number == 0
    log(store, 1)
    assert book.read_bytes().splitlines()[0] == first
    assert Store.open(tmp_path).number == 1


def waiting(work: Callable[[], None]) -> Thread:
    """Work under way in a thread."""
    thread = Thread(target=work)
    thread.start()
    return thread


@pytest.mark.parametrize("backed", [False, True])
def test_the_lock_of_a_file_that_was_deleted_keeps_nobody_apart(
    folder: Path, monkeypatch: pytest.MonkeyPatch, backed: bool
) -> None:
    """Who waited gets the lock of a file that is gone, and has to ask for that of the one that is there."""
    lock = folder / "book.jsonl.lock"
    taken = lock_module.acquired
    others: list[Lock] = []

    def late(path: Path, *arguments: float) -> bool:
        if not others:
            path.unlink()
            others.append(Lock(path, 0, os.O_CREAT))
            others[0].__enter__()
        return taken(path, *arguments)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(lock_module, "acquired", late)
    with pytest.raises(BusyBookError), held(lock, 0, backed=backed):
        pass
    others[0].__exit__()
    with held(lock, 0, backed=backed) as mine:
        assert mine.looked.st_ino == lock.stat().st_ino


def test_two_writers_write_one_after_the_other_though_the_lock_is_deleted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    syncing, go_on, sync = Event(), Event(), disk.sync

    def slow(descriptor: int) -> None:
        if not syncing.is_set():
            syncing.set()
            assert go_on.wait(60)
        sync(descriptor)

    monkeypatch.setattr(disk, "sync", slow)
    first, second = Store.open(folder), Store.open(folder, patience=60)
    writers = [waiting(lambda: log(first, 11))]
    assert syncing.wait(60)
    (folder / "book.jsonl.lock").unlink()
    with pytest.raises(BusyBookError, match=r"book\.jsonl has been held by process"):
        log(Store.open(folder, patience=0.05), 13)
    writers.append(waiting(lambda: log(second, 12)))
    go_on.set()
    for writer in writers:
        writer.join()
    store = Store.open(folder)
    assert store.number == 12
    assert {"11.0", "12.0"} <= store.table("t").keys()


def test_a_book_that_another_begins_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = Store.open(tmp_path)
    theirs = b"theirs"
    begun = disk.open_private

    def late(path: Path, flags: int) -> int:
        if flags & os.O_EXCL:
            path.write_bytes(theirs)
        return begun(path, flags)

    monkeypatch.setattr(disk, "open_private", late)
    with pytest.raises(BusyBookError, match="was begun by another program just now"):
        log(mine, 1)
    assert (tmp_path / "book.jsonl").read_bytes() == theirs


def test_who_holds_a_lock_is_said_as_the_system_knows_it(folder: Path) -> None:
    """The one that signed it last may have let go of it long ago."""
    program = (
        "import fcntl, sys; file = open(sys.argv[1]); fcntl.flock(file, fcntl.LOCK_EX); "
        "print('held', flush=True); sys.stdin.read()"
    )
    lock = folder / "book.jsonl.lock"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(BusyBookError, match=f"held by process {other.pid} for"):
            log(Store.open(folder, patience=0), 11)
        other.communicate(b"")


def test_without_the_systems_list_the_last_to_sign_is_named_as_that(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mentor_tui.store.lock._LOCKS", tmp_path / "none")
    said = f"another program \\(the last to write here was process {os.getpid()} on .*\\) for more than 0 seconds"
    with held(folder / "book.jsonl.lock", 0), pytest.raises(BusyBookError, match=said):
        log(Store.open(folder, patience=0), 11)


def test_the_lock_file_is_signed_by_whoever_did_not_sign_it_last(folder: Path) -> None:
    """A file that is not written to need not be thought of by the next sync."""
    lock = folder / "book.jsonl.lock"
    signed = lock.read_bytes()
    os.utime(lock, (1, 1))
    log(Store.open(folder), 11)
    assert (lock.stat().st_mtime, lock.read_bytes()) == (1, signed)
    lock.write_bytes(signed.replace(b"process", b"Process"))
    log(Store.open(folder), 12)
    assert lock.read_bytes() == signed


def test_a_signature_is_of_one_width_however_long_the_name_of_the_machine(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = folder / "book.jsonl.lock"
    monkeypatch.setattr(os, "getpid", lambda: 4_194_304)
    monkeypatch.setattr(os, "uname", lambda: os.uname_result(("Linux", "x" * 99, "", "", "")))
    with held(lock, 0):
        assert lock.read_bytes()[32:] == b"process 4194304 on " + b"x" * 44 + b"\n"


@pytest.mark.parametrize("name", ["book.jsonl", "book.jsonl.lock", "book.jsonl.mark"])
def test_a_pipe_in_place_of_a_file_is_not_waited_for(folder: Path, name: str) -> None:
    (folder / name).unlink()
    os.mkfifo(folder / name)
    with pytest.raises(BookError, match="it is not a file"):
        log(Store.open(folder), 11)


def test_a_link_to_itself_is_named(tmp_path: Path) -> None:
    (tmp_path / "book.jsonl").symlink_to(tmp_path / "book.jsonl")
    with pytest.raises(BookError, match=r"book\.jsonl cannot be read: Too many levels of symbolic links"):
        Store.open(tmp_path)


def permissions(folder: Path) -> dict[str, int]:
    """The permissions of a folder and all in it."""
    return {
        str(path.relative_to(folder.parent)): stat.S_IMODE(path.stat().st_mode)
        for path in (folder, *folder.rglob("*"))
    }


def test_only_its_owner_can_read_a_book_and_all_that_lies_about_it(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        folder = make_small_book(tmp_path / "a" / "data")
        with (folder / "book.jsonl").open("ab") as file:
            file.write(b"[")
        log(Store.open(folder), 11)
        begin_from(folder / "book.jsonl", tmp_path / "b" / "data")
        (folder / "book.jsonl").write_bytes(b"x\n" + (folder / "book.jsonl").read_bytes())
        rebuild(folder, at=NOON, who="Bo")
    finally:
        os.umask(old)
    assert permissions(folder) == {
        "data": 0o700,
        "data/book.jsonl": 0o600,
        "data/book.jsonl.lock": 0o600,
        "data/book.jsonl.mark": 0o600,
        "data/history": 0o700,
        "data/history/book-000001.jsonl": 0o600,
        "data/history/book-damaged-2026-11-20-120000.jsonl": 0o600,
        "data/history/book-unconfirmed-2026-11-20-120000.jsonl": 0o600,
    }
    assert set(permissions(tmp_path / "b" / "data").values()) == {0o700, 0o600}
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o755


def test_in_a_folder_shared_with_a_group_the_group_can_write(tmp_path: Path) -> None:
    old = os.umask(0o002)
    try:
        folder = tmp_path / "shared"
        folder.mkdir()
        folder.chmod(0o770)
        log(Store.open(folder), 1)
    finally:
        os.umask(old)
    assert permissions(folder) == {
        "shared": 0o770,
        "shared/book.jsonl": 0o660,
        "shared/book.jsonl.lock": 0o660,
        "shared/book.jsonl.mark": 0o660,
    }


def test_a_book_is_begun_from_a_copy_where_there_is_none(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copy(folder / "book.jsonl", tmp_path / "copy.jsonl")
    new = tmp_path / "new"
    assert begin_from(Path(copy), new) == new / "book.jsonl"
    assert (new / "book.jsonl").read_bytes() == (folder / "book.jsonl").read_bytes()
    assert read_mark(new / "book.jsonl") == read_mark(folder / "book.jsonl")
    assert begin_from(folder / "history" / "book-000001.jsonl", new) is None
    assert Store.open(new).snapshot() == Store.open(folder).snapshot()


def test_a_book_is_not_begun_from_a_copy_while_another_writes_its_first_line(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, syncing, go_on, sync = tmp_path / "new", Event(), Event(), disk.sync

    def slow(descriptor: int) -> None:
        if not syncing.is_set():
            syncing.set()
            assert go_on.wait(60)
        sync(descriptor)

    monkeypatch.setattr(disk, "sync", slow)
    writer = waiting(lambda: log(Store.open(new), 1))
    assert syncing.wait(60)
    with pytest.raises(BusyBookError):
        begin_from(folder / "book.jsonl", new, patience=0.05)
    go_on.set()
    writer.join()
    assert begin_from(folder / "book.jsonl", new) is None
    assert list(Store.open(new).table("t")) == ["1.0", "1.1", "1.2"]


def test_a_damaged_book_that_somebody_mended_meanwhile_is_not_replaced(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(folder / "history" / "book-000001.jsonl", tmp_path / "copy.jsonl"))
    before = (folder / "book.jsonl").read_bytes()
    with pytest.raises(BusyBookError, match="was mended by another program just now"):
        rebuild(folder, at=NOON, who="Bo", source=copy)
    assert (folder / "book.jsonl").read_bytes() == before


def test_a_lock_file_that_was_deleted_and_not_made_again_is_made_by_the_one_that_waited(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is gone between its opening and its locking."""
    lock = folder / "book.jsonl.lock"
    taken = lock_module.acquired
    gone: list[Path] = []

    def late(path: Path, *arguments: float) -> bool:
        if not gone:
            path.unlink()
            gone.append(path)
        return taken(path, *arguments)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(lock_module, "acquired", late)
    with held(lock, 0) as mine:
        assert mine.looked.st_ino == lock.stat().st_ino
        with pytest.raises(BusyBookError), held(lock, 0):
            pass
    assert gone == [lock]


def test_a_store_that_is_open_notices_a_mark_that_is_ahead(folder: Path, book: Path) -> None:
    store = Store.open(folder)
    before = book.read_bytes()
    set_mark(folder, 12)
    with pytest.raises(DamagedBookError, match="ends after change 10, but change 12 had been written"):
        log(store, 11)
    assert book.read_bytes() == before


@pytest.mark.parametrize("rewriting", [False, True])
def test_a_new_file_is_locked_before_anybody_can_find_it_or_as_soon_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rewriting: bool
) -> None:
    store = Store.open(tmp_path)
    if rewriting:
        log(store, 1)
    tried: list[Path] = []
    sync_folder = disk.sync_folder

    def at_the_end(folder: Path) -> None:
        sync_folder(folder)
        with pytest.raises(BusyBookError), Lock(tmp_path / "book.jsonl", 0):
            pass
        tried.append(folder)

    if rewriting:
        monkeypatch.setattr(disk, "sync_folder", at_the_end)
        store.compact(at=NOON, who="Ana", why="tidied")
    else:
        monkeypatch.setattr(disk, "sync", lambda _: at_the_end(tmp_path) if store.path.exists() else None)
        log(store, 1)
    assert tmp_path in tried
