"""The sample shop, in a logbook of its own."""

from pathlib import Path

import pytest

from tests.terminal.journeys import make_sample_book


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A logbook of one's own, with everybody of the sample shop in it, on the Friday that it was made for."""
    make_sample_book(tmp_path / "book")
    return tmp_path / "book"
