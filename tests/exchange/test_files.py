import errno
import os
from pathlib import Path

import pytest

from mentor_tui.errors import MentorError
from mentor_tui.exchange import files
from mentor_tui.exchange.files import read_file, write_file


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    write_file(path, b"one")
    write_file(path, b"two")
    assert read_file(path) == b"two"
    assert [entry.name for entry in tmp_path.iterdir()] == ["summary.md"]


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_file(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_is_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_file(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_device_is_written_to_and_stays_a_device() -> None:
    write_file(Path(os.devnull), b"gone")
    assert Path(os.devnull).is_char_device()


def test_a_pipe_gets_the_bytes() -> None:
    reading, writing = os.pipe()
    write_file(Path(f"/dev/fd/{writing}"), b"data")
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert pipe.read() == b"data"


def test_a_name_as_long_as_names_may_be(tmp_path: Path) -> None:
    path = tmp_path / f"{'x' * 252}.md"
    write_file(path, b"data")
    assert path.read_bytes() == b"data"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("folder", "is a folder"), ("none/summary.md", "there is no folder"), ("a\0b", "is no path of a file")],
)
def test_places_where_nothing_can_be_written(tmp_path: Path, name: str, expected: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(MentorError, match=expected):
        write_file(tmp_path / name, b"data")
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize("cause", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cause: int
) -> None:
    path = tmp_path / "summary.md"
    path.write_bytes(b"old")

    def fail(_descriptor: int) -> None:
        raise OSError(cause, os.strerror(cause))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(MentorError) as raised:
        write_file(path, b"new")
    assert str(path) in raised.value.message
    assert os.strerror(cause) in raised.value.message
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["summary.md"]


def test_a_read_only_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *_: int) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(MentorError, match="Permission denied"):
        write_file(tmp_path / "summary.md", b"data")


def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "summary.md"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with pytest.raises(MentorError, match="is read-only"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("folder", "is a folder"), ("none.csv", "No such file"), ("a\0b", "is no path of a file")],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, expected: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(MentorError, match=expected):
        read_file(tmp_path / name)


def test_a_file_too_large_to_be_a_list_of_hours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.csv"
    path.write_bytes(b"12345")
    monkeypatch.setattr(files, "_MOST_BYTES", 4)
    with pytest.raises(MentorError, match="larger than"):
        read_file(path)


def test_a_pipe_to_which_nobody_writes_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_PATIENCE", 0)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(MentorError, match="pipe: is a pipe to which nobody writes"):
        read_file(tmp_path / "pipe")


def test_what_another_program_writes_into_a_pipe_is_read() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"data")
    os.close(writing)
    assert read_file(Path(f"/dev/fd/{reading}")) == b"data"
    os.close(reading)


def test_a_device_and_a_link_to_itself_are_named(tmp_path: Path) -> None:
    with pytest.raises(MentorError, match="/dev/null: is not a file"):
        read_file(Path(os.devnull))
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(MentorError, match="loop: cannot be read: Too many levels of symbolic links"):
        read_file(tmp_path / "loop")


def test_a_private_file_can_be_read_by_nobody_else_and_an_export_by_whom_the_umask_lets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda number: first.append(os.fstat(number).st_mode & 0o777))
    old = os.umask(0o022)
    try:
        write_file(tmp_path / "settings.toml", b"", private=True)
        write_file(tmp_path / "summary.md", b"")
        (tmp_path / "old.md").touch(0o640)
        write_file(tmp_path / "old.md", b"", private=True)
    finally:
        os.umask(old)
    assert first == [0o600, 0o644, 0o600]
    assert [path.stat().st_mode & 0o777 for path in sorted(tmp_path.iterdir())] == [0o640, 0o600, 0o644]


def test_what_a_killed_run_left_half_written_goes(tmp_path: Path) -> None:
    for process in (10**15, os.getpid()):
        half = tmp_path / f".mentor-tui-{process}-abc.tmp"
        half.touch()
        os.utime(half, (0, 0))
    write_file(tmp_path / "summary.md", b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f".mentor-tui-{os.getpid()}-abc.tmp",
        "summary.md",
    ]
