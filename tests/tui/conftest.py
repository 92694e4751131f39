"""A small shop on the screen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mentor_tui.logbook.session import Session, open_session
from mentor_tui.tui.app import MentorApp
from tests.tui.small_shop import NOW, TODAY, make_shop

OpenSession = Callable[..., Session]


@pytest.fixture(scope="session")
def shop_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small shop, made once; each test works on a copy."""
    folder = tmp_path_factory.mktemp("shop")
    make_shop(folder)
    return folder


@pytest.fixture
def folder(shop_folder: Path, tmp_path: Path) -> Path:
    """This test's own copy of the small shop."""
    mine = tmp_path / "book"
    mine.mkdir()
    for file in shop_folder.iterdir():
        if file.is_file():
            (mine / file.name).write_bytes(file.read_bytes())
    return mine


@pytest.fixture
def open_shop(folder: Path) -> Iterator[OpenSession]:
    """Opens the small shop, as often as asked: each is another terminal."""
    opened: list[Session] = []

    def open_it(*, data_dir: Path = folder, readonly: bool = False) -> Session:
        opened.append(open_session(data_dir=data_dir, as_of=TODAY, readonly=readonly, clock=lambda: NOW))
        return opened[-1]

    yield open_it
    for session in opened:
        session.close()


@pytest.fixture
def session(open_shop: OpenSession) -> Session:
    """The small shop."""
    return open_shop()


@pytest.fixture
def app(session: Session) -> MentorApp:
    """The program on the small shop."""
    return MentorApp(session)
