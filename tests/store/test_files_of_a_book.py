"""The files beside a book and how they are opened, made, kept and signed, byte by byte."""

import errno
import os
import stat
from pathlib import Path

import orjson
import pytest

from mentor_tui.store import disk
from mentor_tui.store.faults import BookError, BusyBookError, DamagedBookError, disk_fault
from mentor_tui.store.generations import keep, kept_aside, kept_path, put_aside
from mentor_tui.store.history import Extent, copy_book, extent, lines_backwards, read_copy
from mentor_tui.store.lock import (
    Lock,
    Mark,
    OpenMark,
    acquired,
    held,
    lock_path,
    mark_is_damaged,
    mark_path,
    read_mark,
    write_mark,
)
from mentor_tui.store.reading import may_begin, unfit
from mentor_tui.store.repair import begin_from, rebuild
from mentor_tui.store.store import Store
from tests.store.small_book import NOON, as_format_1, log, make_small_book, set_mark


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_small_book(tmp_path / "data")


def open_files() -> int:
    """How many files this process has open."""
    return len(list(Path("/dev/fd").iterdir()))


FIRST = b'["0123abcd",0,"2026-11-20T12:00:00+00:00","Ana","logged 1",{"format":2},[]]\n'


@pytest.mark.parametrize("length", range(len(FIRST)))
def test_any_beginning_of_a_first_line_may_be_a_torn_one(length: int) -> None:
    assert may_begin(FIRST[:length], None)


@pytest.mark.parametrize(
    "raw",
    [
        FIRST,
        b"{",
        b'{"',
        b"[1",
        b'["x',
        b'["0123abcx',
        b'["0123abcd"]',
        b'["0123abcd",1',
        b'["0123abcd",0,2',
        b'["0123ABCD",0,"2026',
        b"Dear diary",
    ],
)
def test_another_file_is_no_torn_first_line_unless_the_mark_says_so(raw: bytes) -> None:
    assert not may_begin(raw, None)
    assert not may_begin(raw, Mark(1, 1))
    assert may_begin(raw, Mark(1, 0))


def test_a_changed_line_end_is_told_from_other_damage() -> None:
    assert unfit(b"[]\r\n") == "its line end was changed to that of Windows (CR LF)"
    assert unfit(b"[]\n") == "its checksum does not fit what it says" == unfit(b"\r\n\n")


def test_the_mark_file_holds_one_line_of_one_width(tmp_path: Path) -> None:
    book = tmp_path / "book.jsonl"
    write_mark(book, Mark(2, 10, "0123456789abcdef"))
    line = mark_path(book).read_bytes()
    assert mark_path(book) == tmp_path / "book.jsonl.mark"
    assert line[8:] == b" 0000000002 00000000000000000010 0123456789abcdef" + b" " * 16 + b"\n"
    assert len(line) == 74
    write_mark(book, Mark(1, 9))
    assert len(mark_path(book).read_bytes()) == 74
    assert read_mark(book) == Mark(1, 9, "")
    with mark_path(book).open("ab") as file:
        file.write(b"\n")
    assert read_mark(book) == Mark(1, 9, "")


def test_a_mark_is_about_one_book_or_in_format_1_about_any() -> None:
    mark = Mark(1, 2, "one")
    assert mark.of("one") is mark
    assert mark.of("two") is None
    assert mark.of("") is mark
    assert Mark(1, 2).of("one") is None


@pytest.mark.parametrize(
    ("content", "mark"),
    [
        (b"0000000002 00000000000000000010\n", Mark(2, 10)),
        (b"0000000002 00000000000000000010\nprocess 1 on shop\n", Mark(2, 10)),
        (b"0000000002 0000000000000000001\n", None),
        (b" " * 31 + b"\nprocess 1 on shop\n", None),
        (b"process 1 on shop, which is far away and slow\n", None),
        (b"", None),
    ],
)
def test_the_mark_of_format_1_is_read_from_the_lock_file(
    tmp_path: Path, content: bytes, mark: Mark | None
) -> None:
    book = tmp_path / "book.jsonl"
    assert read_mark(book) is None
    lock_path(book).write_bytes(content)
    assert lock_path(book) == tmp_path / "book.jsonl.lock"
    assert read_mark(book) == mark
    with OpenMark(book) as opened:
        assert opened.read() == mark
    write_mark(book, Mark(7, 7))
    assert read_mark(book) == Mark(7, 7)


def test_a_mark_that_cannot_be_opened_is_none_until_it_is_set(tmp_path: Path) -> None:
    book = tmp_path / "book.jsonl"
    mark_path(book).mkdir()
    assert read_mark(book) is None
    with OpenMark(book) as opened:
        assert opened.read() is None
        with pytest.raises(IsADirectoryError):
            opened.set(Mark(1, 1), durable=False)


def test_the_lock_file_says_who_locked_it_last_and_leaves_the_mark_of_format_1(tmp_path: Path) -> None:
    lock = tmp_path / "book.jsonl.lock"
    line = f"process {os.getpid()} on {os.uname().nodename}".encode()[:63].ljust(63) + b"\n"
    for _ in range(2):
        with held(lock, 0) as first:
            assert first.exclusive
            assert lock.read_bytes() == b" " * 31 + b"\n" + line
    lock.write_bytes(b"0000000002 00000000000000000010\nprocess 1 on a machine\n")
    with held(lock, 0):
        assert lock.read_bytes() == b"0000000002 00000000000000000010\n" + line


def test_the_lock_is_let_go_of(tmp_path: Path) -> None:
    lock = tmp_path / "book.jsonl.lock"
    with held(lock, 0), pytest.raises(BusyBookError), held(lock, 0):
        pass
    with pytest.raises(ZeroDivisionError), held(lock, 0):
        raise ZeroDivisionError
    with held(lock, 0):
        pass
    descriptors = open_files()
    for _ in range(3):
        with held(lock, 0), pytest.raises(BusyBookError), held(lock, 0):
            pass
    assert open_files() == descriptors


def test_only_a_file_that_is_there_is_locked_unless_it_may_be_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), Lock(tmp_path / "none", 0):
        pass
    with (
        pytest.raises(BookError, match=r"none/x cannot be written: it is not there"),
        held(tmp_path / "none/x", 0),
    ):
        pass
    with Lock(tmp_path / "made", 0, os.O_CREAT) as lock:
        assert (lock.looked.st_size, lock.looked.st_ino) == (0, (tmp_path / "made").stat().st_ino)


def test_a_lock_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("mentor_tui.store.lock.flock", failing)
    with (
        pytest.raises(BookError, match="lock cannot be locked: the disk reports an error"),
        held(tmp_path / "lock", 9),
    ):
        pass


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("1: FLOCK ADVISORY WRITE 4711 08:01:{inode} 0 EOF", "process 4711 for"),
        ("1: -> FLOCK ADVISORY WRITE 4711 08:01:{inode} 0 EOF", "another program"),
        ("1: POSIX ADVISORY WRITE 4711 08:01:{inode} 0 EOF", "another program"),
        ("1: FLOCK ADVISORY WRITE 4711 08:01:9{inode} 0 EOF", "another program"),
        ("1: FLOCK ADVISORY", "another program"),
    ],
)
def test_the_holder_is_found_by_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, told: str
) -> None:
    lock = tmp_path / "lock"
    lock.touch()
    listed = tmp_path / "locks"
    listed.write_text(f"0: FLOCK ADVISORY WRITE 1 08:01:1 0 EOF\n{row.format(inode=lock.stat().st_ino)}\n")
    monkeypatch.setattr("mentor_tui.store.lock._LOCKS", listed)
    with Lock(lock, 0), pytest.raises(BusyBookError, match=told) as caught, Lock(lock, 0):
        pass
    if told == "another program":
        assert "has been held by another program for more than 0 seconds." in caught.value.message


def test_an_open_file_is_locked_at_once_or_not(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    one, two = (os.open(path, os.O_RDWR) for _ in range(2))
    try:
        assert acquired(path, one)
        with pytest.raises(BusyBookError, match="for more than 0 seconds"):
            acquired(path, two)
    finally:
        os.close(one)
        os.close(two)


def test_private_files_are_made_opened_and_refused(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with pytest.raises(FileNotFoundError):
        disk.open_private(path, os.O_RDWR)
    os.close(disk.open_private(path, os.O_RDWR | os.O_CREAT | os.O_EXCL))
    with pytest.raises(FileExistsError):
        disk.open_private(path, os.O_RDWR | os.O_CREAT | os.O_EXCL)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o640)
    os.close(disk.open_private(path, os.O_RDWR | os.O_CREAT))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    descriptors = open_files()
    os.mkfifo(tmp_path / "pipe")
    for other in (tmp_path / "pipe", tmp_path):
        with pytest.raises(OSError, match="it is not a file"):
            disk.open_private(other, os.O_RDONLY)
    assert open_files() == descriptors
    with disk.open_to_read(path) as file:
        assert os.get_inheritable(file.fileno()) is False


def test_permissions_follow_whether_the_folder_is_shared_with_its_group(tmp_path: Path) -> None:
    for mode, file, inner in (
        (0o700, 0o600, 0o700),
        (0o755, 0o600, 0o700),
        (0o770, 0o660, 0o770),
        (0o775, 0o660, 0o770),
        (0o2750, 0o600, 0o700),
        (0o2770, 0o660, 0o770),
        (0o2775, 0o660, 0o770),
        (0o1777, 0o600, 0o700),
        (0o2777, 0o600, 0o700),
    ):
        folder = tmp_path / f"{mode:o}"
        folder.mkdir()
        folder.chmod(mode)
        assert disk.mode_in(folder) == file
        old = os.umask(0)
        try:
            disk.make_folder(folder / "a")
            disk.make_folder(folder / "a")
        finally:
            os.umask(old)
        assert (folder / "a").stat().st_mode & 0o777 == inner
    assert disk.mode_in(tmp_path / "none") == 0o600


def test_names_that_are_taken_are_counted_on(tmp_path: Path) -> None:
    for expected in ("a.x", "a-2.x", "a-3.x"):
        path = disk.free_name(tmp_path, "a", ".x")
        assert path == tmp_path / expected
        path.touch()


def test_a_copy_is_whole_and_says_which_of_both_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(bytes(range(256)) * 10_000)
    target.write_bytes(b"x" * 3_000_000)
    disk.copy_private(source, target)
    assert target.read_bytes() == source.read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(disk, "write_all", full)
        with pytest.raises(OSError, match="No space") as caught:
            disk.copy_private(source, target)
        assert caught.value.filename == str(target)
        with pytest.raises(BookError, match="copy cannot be written: the disk is full"):
            copy_book(source, tmp_path / "copy")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(BookError, match="source cannot be read: the disk is full"):
            copy_book(source, tmp_path / "copy")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["source", "target"]


def test_bytes_are_written_however_often_the_system_stops_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pwrite = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda number, data, offset: pwrite(number, data[:3], offset))
    descriptor = disk.open_private(tmp_path / "file", os.O_RDWR | os.O_CREAT)
    disk.write_all(descriptor, b"0123456789", 2)
    os.close(descriptor)
    assert (tmp_path / "file").read_bytes() == b"\0\0000123456789"


def test_a_kept_generation_is_the_same_file(folder: Path) -> None:
    book, kept = folder / "book.jsonl", folder / "history" / "book-000002.jsonl"
    keep(book, kept)
    assert kept.samefile(book)
    keep(book, kept)
    assert kept.samefile(book)
    assert sorted(path.name for path in kept.parent.iterdir()) == ["book-000001.jsonl", "book-000002.jsonl"]


def test_a_kept_copy_of_the_same_book_grows_and_another_book_goes_aside(folder: Path) -> None:
    book, kept = folder / "book.jsonl", kept_path(folder / "book.jsonl", 2)
    assert kept == folder / "history" / "book-000002.jsonl"
    whole = book.read_bytes()
    kept.write_bytes(whole[:-100])
    keep(book, kept)
    assert kept.samefile(book)
    for number, other in enumerate((whole[:-1] + b"?", whole + b"more", b"x" + whole), 1):
        kept.unlink()
        kept.write_bytes(other)
        keep(book, kept)
        assert kept.samefile(book)
        aside = kept.with_name(f"book-000002-other{'' if number == 1 else f'-{number}'}.jsonl")
        assert aside.read_bytes() == other
    big = os.urandom(200_000)
    kept.unlink()
    book.write_bytes(big + b"end")
    kept.write_bytes(big[:-1] + b"!")
    keep(book, kept)
    assert (kept.parent / "book-000002-other-4.jsonl").read_bytes() == big[:-1] + b"!"


def test_an_end_of_any_size_is_put_aside(folder: Path) -> None:
    book, tail = folder / "book.jsonl", os.urandom(150_000)
    size = book.stat().st_size
    with book.open("ab") as file:
        file.write(tail)
    descriptor = os.open(book, os.O_RDWR)
    path = put_aside(book, descriptor, size, NOON)
    os.close(descriptor)
    assert path == folder / "history" / "book-unconfirmed-2026-11-20-120000.jsonl"
    assert path.read_bytes() == tail
    assert list(kept_aside(folder)) == [path]


def test_what_a_killed_run_left_is_swept_by_the_first_write(folder: Path) -> None:
    left = [
        folder / "book.new",
        folder / "history" / "book-000001.new",
        folder / "history" / "book-damaged.new",
    ]
    for path in left:
        path.write_bytes(b"half")
    store = Store.open(folder)
    assert all(path.exists() for path in left)
    log(store, 11)
    assert not any(path.exists() for path in left)
    left[0].write_bytes(b"half")
    log(store, 12)
    assert left[0].exists()


def test_what_a_copy_holds_is_read_from_both_its_ends(folder: Path, tmp_path: Path) -> None:
    book = folder / "book.jsonl"
    identity = orjson.loads(book.read_bytes().splitlines()[0])[5]["book"]
    assert extent(book) == Extent(identity, 10)
    book.write_bytes(book.read_bytes()[:-1])
    assert extent(book) == Extent(identity, 10)
    with book.open("ab") as file:
        file.write(b'\n["12345678"')
    assert extent(book) == Extent(identity, 10)
    assert extent(tmp_path / "none") is None
    (tmp_path / "other").write_bytes(b"Dear diary\n")
    assert extent(tmp_path / "other") is None
    old = as_format_1(make_small_book(tmp_path / "old"))
    assert extent(old / "book.jsonl") == Extent("", 10)


def test_a_copy_is_begun_from_only_where_it_is_whole(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes((folder / "book.jsonl").read_bytes().replace(b"logged 7", b"logged 8"))
    with pytest.raises(DamagedBookError, match=r"copy\.jsonl, line 4"):
        begin_from(copy, tmp_path / "new")
    assert not (tmp_path / "new" / "book.jsonl").exists()
    (tmp_path / "file").touch()
    with pytest.raises(BookError, match="file/new cannot be made: there is a file in its place"):
        begin_from(copy, tmp_path / "file" / "new")
    (tmp_path / "new" / "book.jsonl").touch()
    copy_book(folder / "book.jsonl", copy)
    assert begin_from(copy, tmp_path / "new") == tmp_path / "new" / "book.jsonl"
    assert read_copy(tmp_path / "new" / "book.jsonl") == read_copy(copy)


def test_a_repair_of_a_book_whose_mark_is_of_a_later_generation_passes_for_none_that_is_kept(
    folder: Path,
) -> None:
    book = folder / "book.jsonl"
    set_mark(folder, 20, 5)
    done = rebuild(folder, at=NOON, who="Bo")
    head = orjson.loads(book.read_bytes().splitlines()[0])
    assert (head[5]["generation"], head[5]["format"], done.number) == (6, 2, 20)
    mark = read_mark(book)
    assert mark == Mark(6, 20, head[5]["book"])
    store = Store.open(folder)
    whys = [change.why for change in store.transactions()][:11]
    assert whys == [f"change {number} was damaged and left out" for number in range(20, 10, -1)] + [
        "logged 10"
    ]


def test_an_error_without_a_number_or_a_cause_is_still_a_sentence(tmp_path: Path) -> None:
    assert disk_fault(tmp_path, "read", OSError("odd")).message == f"{tmp_path} cannot be read: odd."
    fault = disk_fault(tmp_path, "read", OSError(errno.EPERM, "x"))
    assert fault.message == f"{tmp_path} cannot be read: permission is denied."
    assert fault.hint == "Check who owns the file and its folder, and their permissions."
    assert disk_fault(tmp_path, "read", OSError(errno.EINVAL, "it is not a file")).hint == ""


def test_a_repair_waits_for_a_writer_whose_lock_file_was_deleted(folder: Path) -> None:
    book = folder / "book.jsonl"
    with book.open("ab") as file:
        file.write(b"x\ny\n")
    with Lock(book, 0), pytest.raises(BusyBookError, match=r"book\.jsonl has been held by process"):
        rebuild(folder, at=NOON, who="Bo", patience=0)
    book.unlink()
    with pytest.raises(BookError, match="no line of it can be saved"):
        rebuild(folder, at=NOON, who="Bo", patience=0)


def test_the_history_of_a_generation_is_read_from_wherever_it_is_by_now(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    log(store, 1)
    log(store, 2)
    Store.open(tmp_path).compact(at=NOON, who="Bo", why="tidied")
    (tmp_path / "book.jsonl").unlink()
    assert [change.number for change in store.transactions()] == [2, 1]


@pytest.mark.parametrize("block", [1, 2, 3, 5, 64])
@pytest.mark.parametrize(
    "content", [b"", b"\n", b"a", b"\n\n", b"a\n", b"a\nbb\n", b"\na\n\n\nbbb", b"a\nbb\nccc\n" * 9]
)
def test_lines_are_read_backwards_whatever_the_size_of_the_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int, content: bytes
) -> None:
    monkeypatch.setattr("mentor_tui.store.history._BLOCK", block)
    path = tmp_path / "file"
    path.write_bytes(content)
    lines = content.splitlines(keepends=True)
    starts = [sum(map(len, lines[:at])) for at in range(len(lines))]
    with path.open("rb") as file:
        assert list(lines_backwards(file, len(content))) == list(zip(starts, lines, strict=True))[::-1]


def test_a_torn_first_line_has_no_history(tmp_path: Path) -> None:
    (tmp_path / "book.jsonl").write_bytes(FIRST[:40])
    store = Store.open(tmp_path)
    assert (store.number, list(store.transactions()), store.appended) == (0, [], 0)
    assert store.past(0).tables == {}


def test_copying_leaves_no_file_open(tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(b"data")
    before = open_files()
    disk.copy_private(tmp_path / "source", tmp_path / "target")
    disk.sync_folder(tmp_path)
    write_mark(tmp_path / "book.jsonl", Mark(1, 1))
    assert read_mark(tmp_path / "book.jsonl") == Mark(1, 1)
    store = Store.open(tmp_path / "data")
    log(store, 1)
    store.compact(at=NOON, who="Ana", why="tidied")
    log(store, 2)
    list(store.transactions())
    assert open_files() == before


def test_a_book_that_is_built_from_an_old_copy_stays_the_same_book(folder: Path, tmp_path: Path) -> None:
    mark = read_mark(folder / "book.jsonl")
    assert mark is not None
    copy = as_format_1(make_small_book(tmp_path / "old")) / "book.jsonl"
    (folder / "book.jsonl").write_bytes(b"rubbish\n")
    rebuild(folder, at=NOON, who="Bo", source=copy)
    now = read_mark(folder / "book.jsonl")
    assert now is not None
    assert (now.book, now.number) == (mark.book, 10)
    assert orjson.loads((folder / "book.jsonl").read_bytes().splitlines()[0])[5]["book"] == mark.book


@pytest.mark.parametrize(("more", "frozen"), [(0, 0), (-1, 1)])
def test_only_much_that_was_read_is_kept_from_the_collector(
    folder: Path, monkeypatch: pytest.MonkeyPatch, more: int, frozen: int
) -> None:
    calls: list[int] = []
    book = (folder / "book.jsonl").read_bytes()
    monkeypatch.setattr("mentor_tui.store.reading.MUCH", len(book) - book.index(b"\n") - 1 + more)
    monkeypatch.setattr("gc.freeze", lambda: calls.append(1))
    Store.open(folder)
    assert len(calls) == frozen


def test_what_is_synced_is_all_of_a_file(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: dict[int, int] = {}

    def noted(descriptor: int) -> None:
        status = os.fstat(descriptor)
        synced[status.st_ino] = status.st_size

    folders: list[Path] = []
    monkeypatch.setattr(disk, "sync", noted)
    monkeypatch.setattr(disk, "sync_folder", folders.append)
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(errno.EPERM, "no second names")))
    book = folder / "book.jsonl"
    with book.open("ab") as file:
        file.write(b"[")
    store = Store.open(folder)
    log(store, 11)
    store.compact(at=NOON, who="Ana", why="tidied")
    log(store, 12)
    book.write_bytes(b"x\n" + book.read_bytes())
    copy_book(book, tmp_path / "copy.jsonl")
    rebuild(folder, at=NOON, who="Bo")
    made = [book, mark_path(book), tmp_path / "copy.jsonl", *(folder / "history").glob("book-[!0]*")]
    assert len(made) == 5
    assert tmp_path in folders
    for path in (*made, folder / "history" / "book-000002.jsonl"):
        assert synced[path.stat().st_ino] == path.stat().st_size, path


def test_the_past_is_worked_out_from_a_state_that_others_have_gone_beyond(folder: Path) -> None:
    store = Store.open(folder)
    then = store.snapshot()
    expected = store.past(8)
    for number in (11, 12):
        log(store, number)
    assert store._book.history().past(then, 8) == expected
    assert store._book.history().past(then, 10) == then


@pytest.mark.parametrize(
    ("number", "cause", "hint"),
    [
        (errno.ENOSPC, "the disk is full", "Free some space and try again."),
        (errno.EDQUOT, "the disk quota is used up", "Free some space and try again."),
        (errno.EFBIG, "the file has reached the size limit", "Raise the limit (ulimit -f) and try again."),
        (
            errno.EROFS,
            "the disk is read-only",
            "Look at it without changing it, or copy the folder to another disk.",
        ),
        (
            errno.EACCES,
            "permission is denied",
            "Check who owns the file and its folder, and their permissions.",
        ),
        (
            errno.EISDIR,
            "there is a folder in its place",
            "Move that folder away, or choose another data folder.",
        ),
        (errno.ESPIPE, "it is not a file", "Move it away."),
        (errno.EEXIST, "there is a file in its place", "Choose another folder."),
        (errno.ENOTDIR, "its folder is a file", "Choose another data folder."),
        (errno.ENOENT, "it is not there", "Check that the disk or the network folder is connected."),
        (errno.EIO, "the disk reports an error", "Copy the folder to another disk before anything else."),
    ],
)
def test_each_cause_of_the_system_has_its_words_and_its_way_out(
    tmp_path: Path, number: int, cause: str, hint: str
) -> None:
    fault = disk_fault(tmp_path, "written", OSError(number, os.strerror(number)))
    assert (fault.message, fault.hint) == (f"{tmp_path} cannot be written: {cause}.", hint)


def test_no_transaction_is_made_inside_another(folder: Path) -> None:
    store = Store.open(folder)

    with store.transaction(at=NOON, who="Ana", why="why") as db:
        assert store.refresh() == frozenset()
        with pytest.raises(RuntimeError, match="inside another one"):
            log(store, 99)
        db.table("t").replace("inner", {"n": 1}, expected=None)
    assert db.done is not None
    log(store, 12)
    assert store.number == 12


def test_a_mark_that_is_not_there_is_not_damaged(tmp_path: Path) -> None:
    book = tmp_path / "book.jsonl"
    assert not mark_is_damaged(book)
    mark_path(book).write_bytes(b"")
    assert mark_is_damaged(book)
    write_mark(book, Mark(1, 1))
    assert not mark_is_damaged(book)


def test_a_file_that_may_not_be_there_is_closed_again(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    before = open_files()
    for _ in range(3):
        with pytest.raises(FileExistsError):
            disk.open_private(tmp_path / "file", os.O_RDWR | os.O_CREAT | os.O_EXCL)
    assert open_files() == before


def test_the_names_of_a_new_generation_survive_a_power_cut(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old one has its second name before the new one takes its place, and that is on the disk at the end."""
    seen: list[tuple[Path, int, bool]] = []
    book, kept = folder / "book.jsonl", folder / "history" / "book-000002.jsonl"
    old = book.stat().st_ino

    def noted(path: Path) -> None:
        seen.append((path, book.stat().st_ino == old, kept.exists()))

    monkeypatch.setattr(disk, "sync_folder", noted)
    Store.open(folder).compact(at=NOON, who="Ana", why="tidied")
    assert seen == [
        (folder / "history", True, True),
        (folder, True, True),
        (folder, False, True),
        (folder, False, True),
    ]
