"""What happens when the disk does not do what it is told."""

import errno
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest

from mentor_tui.errors import MentorError
from mentor_tui.store import disk
from mentor_tui.store.faults import BookError, BusyBookError
from mentor_tui.store.lock import OpenMark, held
from mentor_tui.store.records import Operation
from mentor_tui.store.store import Store
from tests.store.disk_trials import failing_calls

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def log(store: Store, key: str, size: int = 10) -> None:
    store.commit([Operation("t", key, None, {"note": "x" * size})], at=NOON, who="Ana", why="logged")


def compact(store: Store) -> None:
    store.compact(at=NOON, who="Ana", why="tidied")


def failing(number: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path)
    log(store, "kept")
    return store


def assert_as_before(store: Store) -> None:
    assert list(store.table("t")) == ["kept"]
    again = Store.open(store.folder)
    assert again.snapshot() == store.snapshot()
    assert store.path.read_bytes().endswith(b"\n")


def test_a_file_that_may_not_grow_keeps_what_it_has(store: Store) -> None:
    size = store.path.stat().st_size
    for room in (0, 1, 150):
        with (
            file_size_limit(size + room),
            pytest.raises(
                BookError, match=r"book\.jsonl cannot be written: the file has reached the size limit"
            ),
        ):
            log(store, "lost", 5000)
        assert_as_before(store)
    with file_size_limit(size - 9), pytest.raises(BookError, match=r"book\.jsonl cannot be rewritten"):
        compact(store)
    assert_as_before(store)
    assert not list(store.folder.glob("*.new"))
    log(store, "next")
    assert list(Store.open(store.folder).table("t")) == ["kept", "next"]


def test_a_disk_that_is_full_at_the_first_write_leaves_an_empty_book(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    with file_size_limit(200), pytest.raises(BookError, match="size limit"):
        log(store, "lost", 5000)
    assert Store.open(tmp_path).number == 0 == store.number
    log(store, "kept")
    assert_as_before(store)


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk quota is used up"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EIO, "the disk reports an error"),
        (errno.ENXIO, "No such device or address"),
    ],
)
def test_a_failed_write_names_file_and_cause_and_the_next_one_works(
    store: Store, monkeypatch: pytest.MonkeyPatch, number: int, cause: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", failing(number))
        with pytest.raises(MentorError, match=f"{store.folder}.* cannot be written: {cause}"):
            log(store, "lost")
    assert_as_before(store)
    log(store, "next")
    assert Store.open(store.folder).number == 2


def test_after_a_failed_sync_nothing_is_written_until_it_is_opened_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync", failing(errno.EIO))
        with pytest.raises(BookError, match="cannot be saved safely: the disk reports an error"):
            log(store, "lost")
    assert_as_before(store)
    with pytest.raises(BookError, match="Nothing more is written until the program is started again"):
        log(store, "next")
    with pytest.raises(BookError, match="Nothing more is written"):
        compact(store)
    log(Store.open(store.folder), "next")
    assert store.refresh() == {"t"}
    assert list(store.table("t")) == ["kept", "next"]


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_each_call_of_the_system_may_fail(tmp_path: Path, number: int) -> None:
    assert "memory = disk = acknowledged" in failing_calls(number, tmp_path)


def test_an_interrupted_write_leaves_nothing_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            log(store, "lost")
    assert_as_before(store)
    log(store, "next")
    assert Store.open(store.folder).number == 2


def test_a_torn_line_that_cannot_be_cut_off_stops_writing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync", failing(errno.ENOSPC))
        patch.setattr(os, "ftruncate", failing(errno.EIO))
        with pytest.raises(BookError):
            log(store, "unknown")
    assert list(store.table("t")) == ["kept"]
    with pytest.raises(BookError, match="Nothing more is written"):
        log(store, "next")


def test_a_mark_that_cannot_be_set_loses_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(OpenMark, "set", failing(errno.EIO))
        log(store, "next")
    assert list(Store.open(store.folder).table("t")) == ["kept", "next"]
    with pytest.raises(BookError, match=r"book\.jsonl\.mark cannot be written: .* Nothing more is written"):
        log(store, "third")


@pytest.mark.parametrize("function", ["replace", "link", "sync"])
def test_a_rewriting_that_fails_leaves_the_old_generation(
    store: Store, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    with monkeypatch.context() as patch:
        if function == "link":
            patch.setattr(disk, "copy_private", failing(errno.ENOSPC))
            patch.setattr(os, "link", failing(errno.EPERM))
        elif function == "sync":
            patch.setattr(disk, "sync", failing(errno.EACCES))
        else:
            patch.setattr(Path, function, failing(errno.EACCES))
        with pytest.raises(BookError, match=r"book\.jsonl cannot be"):
            compact(store)
    assert_as_before(store)
    compact(store)
    assert_as_before(store)


def test_a_disk_without_second_names_keeps_a_copy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    old = store.path.read_bytes()
    monkeypatch.setattr(os, "link", failing(errno.EOPNOTSUPP))
    compact(store)
    assert [path.read_bytes() for path in (store.folder / "history").iterdir()] == [old]


def test_a_killed_rewriting_is_done_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the second name and the rename, the book is in the history folder as well and goes on growing."""
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", failing(errno.EIO))
        patch.setattr(Path, "replace", failing(errno.EIO))
        with pytest.raises(BookError):
            compact(store)
    log(store, "next")
    compact(store)
    log(store, "third")
    again = Store.open(store.folder)
    assert [transaction.number for transaction in again.transactions()] == [3, 2, 1]
    assert list(again.table("t")) == ["kept", "next", "third"]


def test_a_batch_costs_one_sync(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    synced, fsync = [], os.fsync

    def counted(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_ino)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", counted)
    operations = [Operation(f"t/{number}", "w", None, {"number": number}) for number in range(60)]
    store.commit(operations, at=NOON, who="Ana", why="logged 60")
    assert synced == [store.path.stat().st_ino]


def test_a_full_sync_is_asked_for_where_it_exists(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(disk, "F_FULLFSYNC", 51)
    monkeypatch.setattr(disk, "fcntl", lambda _, command: asked.append(command), raising=False)
    log(store, "next")
    assert asked == [51]
    monkeypatch.setattr(disk, "fcntl", failing(errno.EOPNOTSUPP), raising=False)
    log(store, "third")
    assert Store.open(store.folder).number == 3


def test_waiting_in_vain_says_who_holds_the_lock(tmp_path: Path, store: Store) -> None:
    impatient = Store.open(tmp_path, patience=0.05)
    with (
        held(tmp_path / "book.jsonl.lock", 0),
        pytest.raises(BusyBookError, match=f"held by process {os.getpid()} for more than 0.05 seconds"),
    ):
        log(impatient, "lost")
    log(impatient, "next")
    assert store.refresh() == {"t"}


def test_a_disk_without_locks_is_written_to_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mentor_tui.store.lock.flock", failing(errno.ENOLCK))
    store = Store.open(tmp_path)
    before = store.exclusive
    log(store, "kept")
    assert (before, store.exclusive) == (True, False)
    assert_as_before(store)


def test_reading_and_polling_do_not_wait_for_a_write_in_another_thread(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    syncing, go_on, sync = Event(), Event(), disk.sync

    def slow(descriptor: int) -> None:
        syncing.set()
        assert go_on.wait(10)
        sync(descriptor)

    monkeypatch.setattr(disk, "sync", slow)
    writer = Thread(target=log, args=(store, "next"))
    writer.start()
    try:
        assert syncing.wait(10)
        assert store.refresh() == frozenset()
        assert [transaction.number for transaction in store.transactions()] == [1]
        assert list(store.table("t")) == ["kept"]
    finally:
        go_on.set()
        writer.join()
    assert list(store.table("t")) == ["kept", "next"]
    assert store.refresh() == frozenset()


def test_many_threads_write_one_after_another(tmp_path: Path) -> None:
    store = Store.open(tmp_path)

    def write(name: str) -> None:
        for number in range(10):
            log(store, f"{name}.{number}")

    writers = [Thread(target=write, args=(name,)) for name in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert store.number == 40 == len(store.table("t"))
    assert Store.open(tmp_path).snapshot() == store.snapshot()
