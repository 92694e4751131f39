"""Disks that fail, fill up, may not be written to, or give back something else: what a book makes of it.

Each trial says what it counted, and raises `LostError` with what went wrong.
"""

import errno
import os
import random
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from mentor_tui.errors import MentorError
from mentor_tui.store.faults import DamagedBookError
from mentor_tui.store.records import Operation
from mentor_tui.store.store import Store
from tests.store.book_trials import NOON, LostError, Model, planned, play, same
from tests.store.small_book import set_mark, whole_lines

FAILING = ("pwrite", "fsync", "ftruncate", "link", "replace", "open")


def log(store: Store, model: Model) -> None:
    """Write the next planned transaction, and play it on a model if it was written."""
    operations = planned(store.number + 1, model)
    store.commit(operations, at=NOON, who="Ana", why="logged")
    play(model, operations)


def compact(store: Store) -> None:
    """Rewrite a book."""
    store.compact(at=NOON, who="Ana", why="tidied")


def made(folder: Path, transactions: int) -> Model:
    """Make a book with one rewriting in its middle."""
    store, model = Store.open(folder), Model()
    for number in range(transactions):
        log(store, model)
        if number == transactions // 2:
            compact(store)
    return model


def truncations(transactions: int, folder: Path) -> str:
    """Cut a copy of a book off at every byte."""
    made(folder / "whole", transactions)
    whole = (folder / "whole" / "book.jsonl").read_bytes()
    store = Store.open(folder / "whole")
    place = store._book._position
    opening = sum(len(line) for line in whole.splitlines(keepends=True)[: place.opening + 1])
    states = {number: store.past(number) for number in range(place.base, store.number + 1)}
    book = folder / "book.jsonl"
    for length in range(len(whole) + 1):
        book.write_bytes(whole[:length])
        try:
            found = Store.open(folder).snapshot()
        except DamagedBookError:
            if length >= opening - 1:
                raise
            continue
        # Of the last opening line nothing but its line end may be missing.
        if length < opening - 1 and found.number:
            raise LostError(f"cut off at byte {length}, in its opening lines, the book opens")
        if (
            length >= opening - 1
            and found != states[place.base + whole_lines(whole[:length], whole, opening)]
        ):
            raise LostError(f"cut off at byte {length}, the book holds something else")
    return f"{len(whole) + 1} lengths: exactly the whole transactions before each"


def flips(count: int, transactions: int, folder: Path) -> str:
    """Turn one bit of a book over, at random places."""
    made(folder, transactions)
    book = folder / "book.jsonl"
    whole = book.read_bytes()
    rng = random.Random(count)  # noqa: S311 - where to turn one over
    for _ in range(count):
        position, bit = rng.randrange(len(whole)), rng.randrange(8)
        book.write_bytes(whole[:position] + bytes([whole[position] ^ 1 << bit]) + whole[position + 1 :])
        try:
            Store.open(folder)
        except DamagedBookError as error:
            line = whole[:position].count(b"\n") + 1
            if error.line != line or str(book) not in error.message:
                raise LostError(f"bit {bit} of byte {position}, in line {line}: {error.message}") from error
        else:
            raise LostError(f"bit {bit} of byte {position} goes unnoticed")
    return f"{count} of {count} found, file and line named"


def lagging_marks(count: int, transactions: int, folder: Path) -> str:
    """Turn over one bit of a book whose mark lags behind, as after a power cut, at random places; then write on."""
    made(folder, transactions)
    book = folder / "book.jsonl"
    files = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    whole = files[book]
    last = whole[:-1].rindex(b"\n") + 1
    rng = random.Random(count)  # noqa: S311 - where to turn one over
    in_doubt = 0
    for trial in range(count):
        for path, content in files.items():
            path.write_bytes(content)
        set_mark(folder, transactions - rng.randrange(1, transactions // 2 - 1))
        position = rng.randrange(len(whole)) if trial % 2 else rng.randrange(last, len(whole))
        damaged = whole[:position] + bytes([whole[position] ^ 1 << rng.randrange(8)]) + whole[position + 1 :]
        book.write_bytes(damaged)
        try:
            store = Store.open(folder)
            store.commit([Operation("on", "1", None, {"n": 1})], at=NOON, who="Ana", why="on")
        except DamagedBookError:
            if position >= last:
                raise
            continue
        if position < last:
            raise LostError(f"byte {position}, before the last line: written on without a word")
        (notice,) = store.take_notices()
        kept = max((folder / "history").glob("book-unconfirmed-*"), key=lambda path: path.stat().st_mtime_ns)
        if kept.read_bytes() != damaged[last:] or str(kept) not in notice:
            raise LostError(f"byte {position}: the last line was cut off and not kept")
        kept.unlink()
        in_doubt += 1
    return f"{count} bits: {count - in_doubt} proved to be damage, {in_doubt} last lines in doubt, all kept and told"


@contextmanager
def one_failure(number: int, at: int) -> Iterator[list[str]]:
    """Let the system's call at one position fail, and say which it was."""
    seen = 0
    failed: list[str] = []

    def counted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the system's call takes
            nonlocal seen
            seen += 1
            if seen != at:
                return call(*arguments, **named)
            failed.append(name)
            if name == "pwrite":
                descriptor, data, offset = arguments
                call(descriptor, bytes(data)[: len(data) // 2], offset)
            raise OSError(number, os.strerror(number))

        return counting

    with ExitStack() as stack:
        for name in FAILING:
            stack.enter_context(patch.object(os, name, counted(name, getattr(os, name))))
        yield failed


def failing_calls(number: int, folder: Path) -> str:
    """Let each of the system's calls fail once while a book is made, written to and rewritten."""
    tried: list[str] = []
    while len(tried) < 1000:
        place = folder / str(len(tried))
        store, model = Store.open(place), Model()
        with one_failure(number, len(tried) + 1) as failed:
            for rewrite in (False, False, True, False):
                try:
                    compact(store) if rewrite else log(store, model)
                except MentorError as error:
                    if str(place) not in error.message:
                        raise LostError(f"{failed}: no file is named in {error.message!r}") from error
        for found, what in ((store, "memory"), (Store.open(place), "the disk")):
            if not same(found, model):
                raise LostError(f"after a failing {failed} {what} holds something else than was acknowledged")
        if not failed:
            return f"{len(tried)} calls failed with {errno.errorcode[number]}: memory = disk = acknowledged"
        log(Store.open(place), model)
        tried += failed
    raise LostError("it does not end")


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """A disk of its own at a folder, as long as it is needed; root alone may do that."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", *options, str(folder)], check=True, capture_output=True)  # noqa: S607 - the system's own
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True, capture_output=True)  # noqa: S607 - the same


def full_disks(count: int, folder: Path) -> str:
    """Fill up a small disk, write on, make room, write again."""
    rng = random.Random(count)  # noqa: S311 - how much room to leave
    stopped = 0
    with mounted(folder / "disk", "-t", "tmpfs", "-o", "size=2m", "tmpfs") as disk:
        model = made(disk, 4)
        store = Store.open(disk)
        for trial in range(count):
            ballast = disk / "ballast"
            free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            ballast.write_bytes(bytes(max(0, free - rng.randrange(12_000))))
            try:
                for _ in range(20):
                    compact(store) if rng.random() < 0.2 else log(store, model)
            except MentorError as error:
                if str(disk) not in error.message or "the disk is full" not in error.message:
                    raise LostError(error.message) from error
                stopped += 1
            if not same(store, model) or not same(Store.open(disk), model):
                raise LostError(f"trial {trial}: memory, disk and what was acknowledged differ")
            ballast.unlink()
            compact(store)
            for old in (disk / "history").iterdir():
                old.unlink()
            log(store, model)
    return f"filled up {count} times, stopped {stopped} times: memory = disk = acknowledged, file and cause named"


def read_only_disk(folder: Path) -> str:
    """Take a disk's permission to write away, read, write, and give it back."""
    with mounted(folder / "disk", "-t", "tmpfs", "tmpfs") as disk:
        model = made(disk, 10)
        store = Store.open(disk)
        for mode in ("ro", "rw"):
            subprocess.run(["mount", "-o", f"remount,{mode}", str(disk)], check=True, capture_output=True)  # noqa: S607 - the system's own
            if mode == "rw":
                log(store, model)
                continue
            changes: list[Callable[[], None]] = [
                lambda: log(Store.open(disk), model),
                lambda: log(store, model),
                lambda: compact(store),
            ]
            for change in changes:
                try:
                    change()
                except MentorError as error:
                    if str(disk) not in error.message or "read-only" not in error.message:
                        raise LostError(error.message) from error
                else:
                    raise LostError("a read-only disk was written to")
            if not same(Store.open(disk, readonly=True), model):
                raise LostError("a book on a read-only disk cannot be read")
        if not same(Store.open(disk), model):
            raise LostError("the book holds something else")
    return "read, refused with file and cause, and written to again"
