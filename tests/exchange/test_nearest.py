"""Similar words among many."""

from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.exchange.matching import Nearest

_NAMES = [
    f"{first} {last}"
    for first in ("ana", "bo", "cleo", "dan", "eva")
    for last in ("ruiz", "berg", "oneill", "webb", "kowalczyk")
]


def test_the_most_similar_come_first() -> None:
    assert Nearest(_NAMES).to("ana riuz")[0] == "ana ruiz"
    assert Nearest(_NAMES).to("xqz") == []
    assert Nearest(_NAMES).to("") == []
    assert Nearest().to("ana") == []


def test_a_word_that_was_added_is_found() -> None:
    names = Nearest(_NAMES)
    names.add("xaver quint")
    assert names.to("xaver qint") == ["xaver quint"]


@given(st.sampled_from(_NAMES), st.integers(0, 20), st.sampled_from("abcdefgxyz"))
def test_a_name_with_one_wrong_letter_is_found_among_many(name: str, at: int, letter: str) -> None:
    wrong = name[: at % len(name)] + letter + name[at % len(name) + 1 :]
    assert name in Nearest(_NAMES).to(wrong)
