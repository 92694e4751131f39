import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentor_tui.errors import MentorError
from mentor_tui.exchange.mapping import Field, known_headers, map_columns
from mentor_tui.exchange.reader import Table, TableRow, read_table

_HEADER = "Name,Week ending,Area,Hours"


def _read(data: bytes) -> Table:
    return read_table(data, "hours.csv", known_headers)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_what_spreadsheets_write(encoding: str) -> None:
    table = _read(f"{_HEADER}\r\nJürgen,2026-11-20,Brakes,8\r\n".encode(encoding))
    assert table.header.cells == ("Name", "Week ending", "Area", "Hours")
    assert table.rows == (TableRow(2, ("Jürgen", "2026-11-20", "Brakes", "8")),)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    text = f"{_HEADER}\nMüller; Jo,2026-11-20,Brakes,8\n".replace(",", delimiter)
    if delimiter == ";":
        text = text.replace("Müller; Jo", '"Müller; Jo"')
    assert _read(text.encode()).rows[0].cells[0] == "Müller; Jo"


def test_excels_own_first_line_names_the_delimiter() -> None:
    table = _read(b"sep=;\r\nName;W/E;Area;Hours\r\nBo;2026-11-20;Brakes;7,5\r\n")
    assert table.header.number == 2
    assert table.rows[0] == TableRow(3, ("Bo", "2026-11-20", "Brakes", "7,5"))


def test_rows_above_the_header_are_named_and_empty_ones_skipped() -> None:
    table = _read(f"North Diesel,,,\n\n{_HEADER}\n,,,\nBo,2026-11-20,Brakes,8\n".encode())
    assert table.header.number == 3
    assert [row.number for row in table.rows] == [5]
    assert any("row 3" in note for note in table.notes)


def test_a_cell_of_two_lines_is_one_row_of_the_spreadsheet() -> None:
    table = _read(f'{_HEADER}\nBo,2026-11-20,"Brakes\nfront",8\nBo,2026-11-20,HVAC,1\n'.encode())
    assert [row.number for row in table.rows] == [2, 3]
    assert table.rows[0].cells[2] == "Brakes\nfront"


def test_a_line_of_five_megabytes_is_a_row_like_any_other_bad_one() -> None:
    long = "x" * 5_000_000
    table = _read(f"{_HEADER}\nBo,2026-11-20,{long},8\nBo,2026-11-20,Brakes,8\n".encode())
    assert [(row.number, row.too_long) for row in table.rows] == [(2, True), (3, False)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "is empty"),
        (b" \r\n \n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"PK\x03\x04\x14\x00\x06\x00", "is an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an old Excel workbook"),
        (b"%PDF-1.7", "is a PDF"),
        (b"Name,Hours\nBo,\x008\n", "line 2: holds a NUL byte"),
        (b"\xff\xfeN\x00a", "damaged UTF-16"),
        (b"Name\n\x81\x8d\n", "neither UTF-8 nor Windows-1252"),
        (_HEADER.encode(), "no rows below it"),
        (b"x" * 100_001, "row 1: a line of more than 100,000 characters"),
        (f"{_HEADER}\n\n,,,\n".encode(), "no rows below it"),
        (f'{_HEADER}\nBo,2026-11-20,"Brakes,8\nBo,2026-11-20,HVAC,1\n'.encode(), "line 2: the quotes"),
        (
            f'{_HEADER}\nBo,2026-11-20,"Brakes{"x" * 90_000}\n{"y" * 90_000}",8\n'.encode(),
            "line 2: the quotes",
        ),
        (b'"', "the quotes|no rows"),
    ],
)
def test_files_that_are_no_table(data: bytes, expected: str) -> None:
    with pytest.raises(MentorError, match=expected) as raised:
        _read(data)
    assert raised.value.message.startswith("hours.csv")
    assert raised.value.hint


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_table_or_a_message(data: bytes) -> None:
    try:
        found = bool(_read(data).rows)
    except MentorError as error:
        found = error.message.startswith("hours.csv")
    assert found


def _columns(*headers: str) -> dict[Field, int]:
    return dict(map_columns(TableRow(1, headers), "hours.csv", lambda _: False).at)


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (("Name", "Week ending", "Area", "Hours"), [Field.NAME, Field.WEEK_ENDING, Field.AREA, Field.HOURS]),
        (("APPRENTICE", "W/E", "System", "Hrs"), [Field.NAME, Field.WEEK_ENDING, Field.AREA, Field.HOURS]),
        (("Employee", "Pay Period", "Job Code", "Qty"), [Field.NAME, Field.WEEK, Field.AREA, Field.HOURS]),
        (("Technician", "Date", "Category", "Time"), [Field.NAME, Field.DATE, Field.AREA, Field.HOURS]),
        (
            ("E-mail", "Week of", "Work process", "Hours (decimal)"),
            [Field.EMAIL, Field.WEEK_STARTING, Field.AREA, Field.HOURS],
        ),
        (
            ("Last name", "Week", "Competency", "Hours"),
            [Field.LAST_NAME, Field.WEEK, Field.AREA, Field.HOURS],
        ),
    ],
)
def test_header_names(headers: tuple[str, ...], fields: list[Field]) -> None:
    assert _columns(*headers) == {field: index for index, field in enumerate(fields)}


def test_of_several_dates_the_one_that_says_most_is_kept() -> None:
    found = _columns("Date", "Name", "Week ending", "Area", "Hours", "Start Date", "End Date")
    assert found[Field.WEEK_ENDING] == 2
    assert found[Field.DATE] == 0  # the day of the work, beside its week
    assert not {Field.START, Field.END} & set(found)
    found = _columns("Name", "End date", "Area", "Hours")
    assert found[Field.WEEK_ENDING] == 1


def test_private_columns_are_dropped_and_others_named() -> None:
    header = TableRow(
        1, ("Name", "SSN", "Date of Birth", "Ethnicity_Hispanic", "Week", "Area", "Hours", "Truck no")
    )
    columns = map_columns(header, "hours.csv", lambda _: False)
    assert columns.dropped == ("SSN", "Date of Birth", "Ethnicity_Hispanic")
    assert columns.unused == ("Truck no",)


def test_missing_columns_are_named_with_what_was_found() -> None:
    with pytest.raises(MentorError) as raised:
        map_columns(TableRow(1, ("Name", "Foo", "Hours")), "hours.csv", lambda _: False)
    assert (
        raised.value.message
        == "hours.csv, row 1: no column for the week and the work area; found Name, Foo, Hours"
    )
    assert "Week ending" in raised.value.hint
    assert "Category" in raised.value.hint


def test_a_table_with_a_column_for_each_area_is_told_apart() -> None:
    header = TableRow(1, ("Name", "Week ending", "Brakes", "HVAC"))
    with pytest.raises(MentorError) as raised:
        map_columns(header, "hours.csv", lambda word: word in {"Brakes", "HVAC"})
    assert "one column for each work area" in raised.value.hint
