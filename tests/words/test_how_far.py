from mentor_tui.words.progress import how_far


def test_how_far_work_is_and_how_long_it_will_take() -> None:
    assert how_far(120_000, 500_000, "rows", 1.6) == "120,000 of 500,000 rows, about 5 s to go"
    assert how_far(2, 5, "apprentices", 2.5) == "2 of 5 apprentices, about 4 s to go"
    assert how_far(0, 28_000, "sheets", 0.0) == "0 of 28,000 sheets"
