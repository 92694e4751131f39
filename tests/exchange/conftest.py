import pytest

from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.logbook.rules import load_rulebook


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook()
