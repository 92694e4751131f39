from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.cli.text import Column, cells, cut, pad, table, wrap
from mentor_tui.words.plain import printable

_TEXT = st.text(alphabet=st.sampled_from("abc 王小明é́\u200d[]/\x1b\n'ü–"), max_size=40)


def test_a_han_character_takes_two_cells_and_a_combining_mark_none() -> None:
    assert cells("王小明") == 6
    assert cells("e\u0301") == 1


def test_what_does_not_fit_gives_way_to_an_ellipsis() -> None:
    assert cut("Bartholomew", 6) == "Barth…"
    assert cut("王小明", 4) == "王…"


def test_numbers_stand_to_the_right() -> None:
    lines = list(table((Column("name"), Column("hours", right=True)), [("Ana", "7.5"), ("王小明", "40")]))
    assert lines == ["name    hours", "Ana       7.5", "王小明     40"]


def test_only_columns_that_may_are_narrowed() -> None:
    columns = (Column("key"), Column("long", least=8))
    lines = list(table(columns, [("a-key-that-stays-whole", "word " * 20)], width=40))
    assert lines[1].startswith("a-key-that-stays-whole  word word")
    assert all(cells(line) <= 40 for line in lines)


def test_a_column_that_wraps_loses_nothing() -> None:
    columns = (Column("a"), Column("why", least=8, wraps=True))
    lines = list(table(columns, [("1", "one two three four five six seven")], width=20))
    assert " ".join(" ".join(lines).split()) == "a why 1 one two three four five six seven"


@given(_TEXT, st.integers(min_value=1, max_value=30))
def test_padding_gives_exactly_the_width(text: str, width: int) -> None:
    assert cells(pad(printable(text), width)) == width


@given(st.lists(st.tuples(_TEXT, _TEXT), max_size=5), st.integers(min_value=40, max_value=100))
def test_a_table_that_may_shrink_fits_its_line(rows: list[tuple[str, str]], width: int) -> None:
    columns = (Column("name", least=4), Column("why", least=4, wraps=True))
    assert all(cells(line) <= width for line in table(columns, rows, width=width))


@given(_TEXT)
def test_wrapping_keeps_every_word(text: str) -> None:
    assert " ".join(wrap(text, 12)).split() == printable(text).split()
