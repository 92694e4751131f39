"""What tests of every part may ask for."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.logbook.logbook import Logbook
from mentor_tui.logbook.rules import load_rulebook
from mentor_tui.store.faults import BookError
from mentor_tui.store.history import read_copy
from mentor_tui.store.store import Store

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")  # how long an example takes says more of the machine than of the program

_NOW = datetime.fromisoformat("2026-11-20T17:02:00+01:00")

OpenLogbook = Callable[..., Logbook]


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The rule book that ships with the program."""
    return load_rulebook()


@pytest.fixture(scope="session", autouse=True)
def nobody_in_particular(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the name of the person who runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("nobody")))
        patch.delenv("MENTOR_TUI_MENTOR", raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def memory_is_what_the_book_says() -> Iterator[None]:
    """Nobody changes a document that was handed out: when a store is closed, its memory is what the file says."""
    close = Store.close

    def checked(store: Store) -> None:
        with suppress(BookError):
            number, tables = read_copy(store.path)
            if number == store.number:
                assert tables == store.snapshot().tables
        close(store)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "close", checked)
        yield


@pytest.fixture
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file with the name of the person of this test; not there yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "mentor-tui" / "user.toml"


@pytest.fixture
def today() -> date:
    """A Friday."""
    return _NOW.date()


@pytest.fixture
def open_logbook(tmp_path: Path) -> OpenLogbook:
    """Opens the logbook of this test, as often as asked: each is another terminal."""

    def opened(who: str = "Mia", *, folder: Path | None = None, readonly: bool = False) -> Logbook:
        return Logbook.open(folder or tmp_path / "data", who=who, readonly=readonly, clock=lambda: _NOW)

    return opened
