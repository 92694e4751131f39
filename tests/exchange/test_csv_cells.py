"""Cells of a CSV file that no spreadsheet program runs, and that come back as they were."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.exchange.reader import read_table, safe_cell, typed_cell

_SIGNS = "=+-@＝＋－＠"  # noqa: RUF001 - full-width signs start a formula too


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("x;=cmd|' /C calc'!A0", "x;'=cmd|' /C calc'!A0"),
        ("x,+1", "x,'+1"),
        ("x\t-1", "x\t'-1"),
        ("x|@SUM(A1)", "x|'@SUM(A1)"),
        ("a\n=1", "a\n'=1"),
        ("x; =1", "x; '=1"),
        ('x;"=1', "x;\"'=1"),
        ("x;'=1", "x;''=1"),
        ("'=1", "''=1"),
        ("\t1+1", "'\t1+1"),
        ("\t=1", "'\t'=1"),
        ("7.5-8 h; A5", "7.5-8 h; A5"),
        ("O'Neill-Smith, Jo", "O'Neill-Smith, Jo"),
        ("a=b", "a=b"),
        ("'quoted'", "'quoted'"),
        ("", ""),
    ],
)
def test_a_sign_that_would_start_a_formula_is_broken(text: str, safe: str) -> None:
    assert safe_cell(text) == safe
    assert typed_cell(safe) == text


_RISKY = st.text(st.sampled_from([*_SIGNS, *",;|\t\n\"' ax1"]), max_size=12)


@given(_RISKY | st.text())
def test_a_cell_comes_back_as_it_was(text: str) -> None:
    assert typed_cell(safe_cell(text)) == text


@given(st.lists(_RISKY, min_size=1, max_size=3), st.sampled_from(",;\t|"))
def test_whatever_parts_the_cells_none_starts_with_a_sign(texts: list[str], delimiter: str) -> None:
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerow(["", *map(safe_cell, texts)])
    for row in csv.reader(StringIO(out.getvalue(), newline=""), delimiter=delimiter):
        assert not any(cell.lstrip(' "').startswith(tuple(_SIGNS)) for cell in row)


@given(
    st.lists(
        st.text(st.sampled_from([*_SIGNS, *",;|\"'ax1"]), min_size=1, max_size=12), min_size=2, max_size=3
    )
)
def test_what_is_exported_is_read_as_it_was(texts: list[str]) -> None:
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([f"Column{number}" for number in range(len(texts))])
    writer.writerow(map(safe_cell, texts))
    table = read_table(out.getvalue().encode(), "a.csv", lambda cells: cells[0].startswith("Column"))
    assert [row.cells for row in table.rows] == [tuple(texts)]


def test_control_characters_do_not_get_past_the_reader() -> None:
    table = read_table(
        b'Name,Hours\n"Ana\x1b[2J\xc2\x9b\nRuiz",8\n', "a.csv", lambda cells: cells[0] == "Name"
    )
    assert table.rows[0].cells == ("Ana [2J \nRuiz", "8")
