"""The spreadsheets to try the import on: they are what their README says, and fit the sample shop."""

import csv
from datetime import date

import pytest

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.logbook.rules import load_rulebook
from mentor_tui.logbook.sample import sample_records
from mentor_tui.resources import data_folder

SAMPLES = data_folder() / "samples"
ANCHOR = date(2026, 11, 20)
FILES = {
    "foreman-hours.csv": ("cp1252", ";", "Name", "Area"),
    "excel-export.csv": ("utf-8-sig", ",", "Apprentice", "System"),
    "allocations.csv": ("utf-8", ",", "Apprentice Email", "Course/Competency"),
}
STRANGERS = {"Tyler Brant", "O'Neill, Sean", "r.castillo@example.com", "TOTAL"}


def rows(name: str) -> list[dict[str, str]]:
    encoding, separator, _, _ = FILES[name]
    with (SAMPLES / name).open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=separator))


def people() -> dict[str, Apprentice]:
    everybody = [record.apprentice for record in sample_records(ANCHOR)]
    return {word: one for one in everybody for word in (one.name, one.contact)}


def test_there_are_no_others() -> None:
    assert {path.name for path in SAMPLES.glob("*.csv")} == set(FILES)
    readme = (SAMPLES / "README.md").read_text("utf-8")
    assert all(f"`{name}`" in readme for name in FILES)


@pytest.mark.parametrize("name", FILES)
def test_every_name_but_the_odd_ones_is_in_the_shop_and_every_area_in_the_book(name: str) -> None:
    _, _, person, area = FILES[name]
    known, book = people(), load_rulebook()
    odd = set()
    for row in rows(name):
        if row[person] not in known:
            odd.add(row[person])
        elif row.get("Type") != "Classroom":
            place = known[row[person]].placement_on(ANCHOR)
            assert place
            assert book.find_area(row[area], place.kind), row
    assert odd <= STRANGERS
    assert odd


def test_the_encodings_and_line_ends_are_kept() -> None:
    foreman = (SAMPLES / "foreman-hours.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        foreman.decode("utf-8")
    assert "Jürgen Müller-Weiß" in foreman.decode("cp1252")
    excel = (SAMPLES / "excel-export.csv").read_bytes()
    assert excel.startswith(b"\xef\xbb\xbf")
    assert all(content.count(b"\n") == content.count(b"\r\n") for content in (foreman, excel))


def test_the_total_is_that_of_the_rows() -> None:
    *lines, total = [float(row["Hours"].replace(",", ".")) for row in rows("foreman-hours.csv")]
    assert sum(lines) == total


def test_a_serial_number_is_the_same_day_as_the_dates_beside_it() -> None:
    weeks = {row["W/E"] for row in rows("excel-export.csv")}
    assert weeks == {"13-Nov-26", "20-Nov-26", str((ANCHOR - date(1899, 12, 30)).days)}
