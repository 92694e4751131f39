import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.domain.minutes import HoursError, parse_minutes
from mentor_tui.domain.weeks import MINUTES_OF_A_WEEK
from mentor_tui.domain.weighing import percent
from mentor_tui.words.hours import format_hours
from mentor_tui.words.problems import problem_text


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("7.5", 450),
        ("7,5", 450),
        ("7:30", 450),
        ("7h30", 450),
        ("7h", 420),
        ("7 h", 420),
        ("7 H 30", 450),
        ("7h30m", 450),
        (".5", 30),
        ("0", 0),
        ("40", 2400),
        ("4+3.5", 450),
        (" 1 + 1:15 + 0h45 ", 180),
        ("0.3333", 20),
        ("0.6667", 40),
        ("24:00", 1440),
        ("168", MINUTES_OF_A_WEEK),
    ],
)
def test_hours_are_read_as_a_mentor_types_them(text: str, minutes: int) -> None:
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("-3", "negative"),
        ("4+-3", "negative"),
        ("25:00", "no time of a day"),
        ("24:01", "no time of a day"),
        ("7:60", "59 is the most"),
        ("169", "168 hours of a week"),
        ("100+100", "168 hours of a week"),
        ("", "nothing is not a time"),
        ("+", "is not a time"),
        ("4+", "is not a time"),
        (".", "is not a time"),
        ("NaN", "is not a time"),
        ("inf", "is not a time"),
        ("1e3", "is not a time"),
        ("\N{ARABIC-INDIC DIGIT SEVEN}", "is not a time"),
        ("seven", "is not a time"),
        ("7.5.5", "is not a time"),
    ],
)
def test_anything_else_says_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(HoursError) as caught:
        parse_minutes(text)
    assert says in problem_text(caught.value.problem)


@given(st.integers(0, MINUTES_OF_A_WEEK))
def test_what_is_shown_can_be_typed(minutes: int) -> None:
    shown = format_hours(minutes)
    assert parse_minutes(shown if minutes <= 24 * 60 else shown.replace(":", "h")) == minutes


@given(st.lists(st.integers(0, 600), min_size=1, max_size=8))
def test_a_sum_is_the_sum_of_its_parts(parts: list[int]) -> None:
    assert parse_minutes("+".join(map(format_hours, parts))) == sum(parts)


@given(st.text(max_size=12))
def test_any_text_is_minutes_of_a_week_or_a_plain_error(text: str) -> None:
    try:
        assert 0 <= parse_minutes(text) <= MINUTES_OF_A_WEEK
    except HoursError as error:
        assert problem_text(error.problem)  # noqa: PT017 - either outcome is right, a foreign error is not


def test_per_cent_are_whole_and_never_rounded_up() -> None:
    assert [percent(part, 3) for part in (0, 1, 2, 3)] == [0, 33, 66, 100]
    assert (percent(999, 1000), percent(0.57, 1), percent(5, 0)) == (99, 57, 0)
