"""What goes out of the logbook."""

import json
from collections.abc import Iterator
from contextlib import closing

import pytest

from mentor_tui.errors import MentorError
from mentor_tui.logbook.reports import eligibility
from mentor_tui.logbook.session import Session, open_session


@pytest.fixture
def session() -> Iterator[Session]:
    with closing(open_session(demo=True)) as opened:
        yield opened


def test_a_test_is_named_in_any_case(session: Session) -> None:
    key = min(session.logbook.keys())
    (person,) = json.loads(eligibility(session, "json", [key], codes=[" g1", "A5"]))["apprentices"]
    assert [standing["code"] for standing in person["standings"]] == ["A5", "G1"]


def test_an_unknown_test_is_refused_with_a_guess(session: Session) -> None:
    with pytest.raises(MentorError, match=r'no test A55 .*did you mean "A5"'):
        eligibility(session, "md", codes=["A55"])
