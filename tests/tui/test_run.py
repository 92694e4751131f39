"""Starting where there is no screen, and being ended from outside."""

import signal
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from mentor_tui.errors import MentorError
from mentor_tui.tui.run import check_terminal
from tests.terminal.terminal import Terminal


def stream(*, tty: bool = True, encoding: str = "utf-8") -> SimpleNamespace:
    return SimpleNamespace(closed=False, encoding=encoding, isatty=lambda: tty)


@pytest.fixture(autouse=True)
def a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("__stdin__", "__stdout__", "__stderr__"):
        monkeypatch.setattr(sys, name, stream())


def test_a_terminal_will_do() -> None:
    check_terminal()


@pytest.mark.parametrize("name", ["__stdin__", "__stdout__", "__stderr__"])
def test_without_a_terminal_the_command_that_does_without_is_named(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, name, stream(tty=False))
    with pytest.raises(MentorError, match="is no terminal") as caught:
        check_terminal()
    assert "mentor-tui roster" in caught.value.hint


@pytest.mark.parametrize("term", ["dumb", "", "unknown"])
def test_a_terminal_that_cannot_place_text_is_refused(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term)
    with pytest.raises(MentorError, match="cannot place text"):
        check_terminal()


def test_an_encoding_that_cannot_show_names_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "__stdout__", stream(encoding="ISO-8859-1"))
    with pytest.raises(MentorError, match="ISO-8859-1") as caught:
        check_terminal()
    assert "C.UTF-8" in caught.value.hint


@pytest.mark.terminal
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_ended_from_outside_the_terminal_is_put_back(number: signal.Signals, folder: Path) -> None:
    command = [sys.executable, "-m", "mentor_tui", "--data-dir", str(folder)]
    with Terminal(command, 80, 24) as terminal:
        terminal.wait_for("3 apprentices")
        terminal.send_signal(number)
        assert terminal.wait_for_end() == 128 + number
        assert terminal.raw.rstrip().rfind(b"\x1b[?1049l") > terminal.raw.rfind(b"\x1b[?1049h")
