import pytest

from mentor_tui.words.phrases import code_list, counted, listed, nearest_name


def test_numbers_and_lists_are_told_as_people_do() -> None:
    assert [counted(number, "week") for number in (0, 1, 2, 1234)] == [
        "0 weeks",
        "1 week",
        "2 weeks",
        "1,234 weeks",
    ]
    assert counted(2, "person", "people") == "2 people"
    assert [listed("abc"[:number]) for number in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert listed("abc", "or") == "a, b or c"


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        ((), ""),
        (("A1",), "A1"),
        (("A1", "A2"), "A1, A2"),
        (("A1", "A2", "A3", "L2"), "A1-A3, L2"),
        (("A8", "A9", "A10"), "A8-A10"),
        (("A1", "B2", "B3", "B4", "B6"), "A1, B2-B4, B6"),
        (("XEV2", "XEV3", "XEV4"), "XEV2-XEV4"),
        (("P2", "P1"), "P2, P1"),
        (("T1", "A2", "A3"), "T1, A2, A3"),
        (("G", "G1", "G2"), "G, G1, G2"),
        (("A1", "A5", "A2", "A2"), "A1, A5, A2, A2"),
    ],
)
def test_codes_in_a_row_are_drawn_together(codes: tuple[str, ...], told: str) -> None:
    assert code_list(codes) == told


def test_the_most_similar_name_is_proposed() -> None:
    assert nearest_name("breaks", ["brakes", "hvac"]) == ' (did you mean "brakes"?)'
    assert nearest_name("zzz", ["brakes", "hvac"]) == ""
