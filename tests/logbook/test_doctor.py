"""Examining and repairing a logbook."""

from datetime import timedelta
from pathlib import Path

import pytest

from mentor_tui.errors import MentorError
from mentor_tui.logbook.doctor import Kind, checkup, repair
from mentor_tui.logbook.logbook import Logbook
from mentor_tui.logbook.session import open_session
from mentor_tui.store.lock import mark_path, read_mark, write_mark
from mentor_tui.store.records import Document, Operation
from mentor_tui.store.store import Store
from tests.logbook.making import FRIDAY, NOON, person, put, week, work


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Line 2 is Ana, line 3 her sheet of last week, line 4 that of this one, line 5 Bo."""
    with_ana = Logbook.open(tmp_path, who="Mia", clock=lambda: NOON)
    with_ana.apply(put(person()))
    with_ana.apply(put(week(work(hours=8), week=FRIDAY - timedelta(weeks=1))))
    with_ana.apply(put(week(work(hours=9))))
    with_ana.apply(put(person("Bo Lee", "bo")))
    return tmp_path


def write(folder: Path, table: str, key: str, document: Document) -> None:
    """Write a document past all checks."""
    store = Store.open(folder)
    now = store.table(table).get(key)
    store.commit([Operation(table, key, now, document)], at=NOON, who="Mia", why="slipped in")


def damage(folder: Path, old: bytes, new: bytes) -> None:
    book = folder / "book.jsonl"
    content = book.read_bytes()
    assert old in content
    book.write_bytes(content.replace(old, new))


def test_a_sound_logbook_has_no_finding(folder: Path) -> None:
    found = checkup(folder, FRIDAY)
    assert found.findings == ()
    assert not found.repairable
    assert (found.lines, found.changes, found.entries) == (5, 4, 4)


def test_no_logbook_has_no_finding(tmp_path: Path) -> None:
    assert checkup(tmp_path / "new", FRIDAY).findings == ()
    assert not (tmp_path / "new").exists()


def test_a_damaged_line_is_told_with_the_entries_it_concerns(folder: Path) -> None:
    damage(folder, b'"minutes":540', b'"minutes":640')
    (finding,) = checkup(folder, FRIDAY).findings
    assert finding.kind is Kind.LINE
    assert finding.where == f"{folder / 'book.jsonl'}, line 4"
    assert finding.lost == ("the sheet of Ana Ruiz for the week of 2026-11-20 (p1)",)


def test_examining_changes_nothing(folder: Path) -> None:
    damage(folder, b'"minutes":540', b'"minutes":640')
    before = {path: path.read_bytes() for path in folder.iterdir()}
    checkup(folder, FRIDAY)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_repair_keeps_what_is_good_and_the_damaged_file(folder: Path) -> None:
    damage(folder, b'"minutes":540', b'"minutes":640')
    damaged = (folder / "book.jsonl").read_bytes()
    done = repair(checkup(folder, FRIDAY), at=NOON, who="Mia")
    assert done.kept is not None
    assert done.kept.read_bytes() == damaged
    assert checkup(folder, FRIDAY).findings == ()
    logbook = open_session(data_dir=folder).logbook
    assert [sheet.minutes for sheet in logbook.record("ana").sheets] == [480]
    assert [one.key for one in logbook.apprentices()] == ["ana", "bo"]


def test_undo_passes_over_what_a_repair_left_out(folder: Path) -> None:
    damage(folder, b'"minutes":540', b'"minutes":640')
    repair(checkup(folder, FRIDAY), at=NOON, who="Mia")
    logbook = Logbook.open(folder, who="Mia", clock=lambda: NOON)
    assert "put" in logbook.undo().why
    assert logbook.undo().undoes == 2
    assert logbook.record("ana").sheets == ()


def test_an_entry_that_is_not_valid_is_told_by_field(folder: Path) -> None:
    document = {"apprentice": "ana", "week": "2026-11-06", "placement": "p1", "lines": [{"kind": "truck"}]}
    write(folder, "sheets/ana", "2026-11-06/p1", document)
    (finding,) = checkup(folder, FRIDAY).findings
    assert finding.kind is Kind.ENTRY
    assert finding.where == "the sheet of Ana Ruiz for the week of 2026-11-06 (p1)"
    assert "lines.0.area" in finding.message


@pytest.mark.parametrize(
    ("key", "document", "said"),
    [
        ("2026-11-06/p1", {"apprentice": "bo", "week": "2026-11-06", "placement": "p1"}, "it stands under"),
        ("2026-11-07/p1", {"apprentice": "ana", "week": "2026-11-06", "placement": "p1"}, "it stands under"),
        ("2026-11-06/p1", {"apprentice": "ana", "week": 20, "placement": "p1"}, "week"),
        (
            "2026-11-06/p1",
            {"apprentice": "ana", "week": "2026-11-06", "placement": "p1", "hours": 3},
            "the field hours is not known to this version; it is kept",
        ),
    ],
)
def test_an_entry_in_the_wrong_place_or_form_is_told(
    folder: Path, key: str, document: Document, said: str
) -> None:
    write(folder, "sheets/ana", key, document)
    assert said in checkup(folder, FRIDAY).of(Kind.ENTRY)[0].message


def test_a_repair_takes_entries_out_that_are_not_valid_and_undo_brings_them_back(folder: Path) -> None:
    write(folder, "sheets/ana", "2026-11-06/p1", {"apprentice": "ana"})
    done = repair(checkup(folder, FRIDAY), at=NOON, who="Mia")
    assert done.kept is None
    assert len(done.removed) == 1
    assert checkup(folder, FRIDAY).findings == ()
    Logbook.open(folder, who="Mia", clock=lambda: NOON).undo()
    assert len(checkup(folder, FRIDAY).of(Kind.ENTRY)) == 1


def test_an_apprentice_and_what_hangs_on_one_are_never_taken_out(folder: Path) -> None:
    write(folder, "apprentices", "bo", {"key": "bo"})
    write(folder, "sheets/cy", "2026-11-20/p1", {"apprentice": "cy", "week": "2026-11-20", "placement": "p1"})
    write(folder, "invoices", "1", {"amount": 3})
    found = checkup(folder, FRIDAY)
    assert [one.message.split()[0] for one in found.of(Kind.ENTRY)] == ["name:", "there", "nothing"]
    assert not found.repairable
    assert repair(found, at=NOON, who="Mia").removed == ()
    assert len(checkup(folder, FRIDAY).of(Kind.ENTRY)) == 3


def test_what_looks_wrong_is_told_but_never_repaired(folder: Path) -> None:
    write(
        folder,
        "sheets/ana",
        "2026-11-20/p1",
        {
            "apprentice": "ana",
            "week": "2026-11-20",
            "placement": "p1",
            "lines": [{"kind": "truck", "area": "brakes", "minutes": 61 * 60}],
        },
    )
    found = checkup(folder, FRIDAY)
    (finding,) = found.of(Kind.CHECK)
    assert finding.where == "Ana Ruiz, week 2026-11-20, lines"
    assert not found.repairable


def test_settings_that_cannot_be_read_are_a_finding_beside_the_others(folder: Path) -> None:
    (folder / "settings.toml").write_text("theme = 3\n")
    damage(folder, b'"minutes":540', b'"minutes":640')
    found = checkup(folder, FRIDAY)
    assert "theme" in found.of(Kind.SETTINGS)[0].message
    assert found.of(Kind.LINE)


def test_damaged_history_is_told_apart(folder: Path) -> None:
    open_session(data_dir=folder).logbook.compact()
    kept = folder / "history" / "book-000001.jsonl"
    kept.write_bytes(kept.read_bytes().replace(b'"minutes":540', b'"minutes":640'))
    found = checkup(folder, FRIDAY)
    (finding,) = found.findings
    assert finding.kind is Kind.HISTORY
    assert not found.repairable


def test_many_changes_are_a_reason_to_compact(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mentor_tui.logbook.doctor.MANY_CHANGES", 3)
    assert any("mentor-tui compact" in note for note in checkup(folder, FRIDAY).notes)
    open_session(data_dir=folder).logbook.compact()
    assert not any("mentor-tui compact" in note for note in checkup(folder, FRIDAY).notes)


def test_a_change_that_was_never_finished_is_a_note(folder: Path) -> None:
    with (folder / "book.jsonl").open("ab") as file:
        file.write(b'["12345678",5,"20')
    found = checkup(folder, FRIDAY)
    assert found.findings == ()
    assert any("never finished" in note for note in found.notes)


def test_a_file_that_is_no_logbook_is_told_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "book.jsonl").write_text("Dear diary\n")
    found = checkup(tmp_path, FRIDAY)
    assert found.of(Kind.LINE)
    with pytest.raises(MentorError, match="no line of it can be saved") as caught:
        repair(found, at=NOON, who="Mia")
    assert "restore" in caught.value.hint
    assert (tmp_path / "book.jsonl").read_text() == "Dear diary\n"


@pytest.mark.parametrize(
    ("done", "said"),
    [
        ("nothing", ()),
        (
            "gone",
            ("{mark}, which tells what was confirmed last, is not there. The next change writes it anew.",),
        ),
        ("rubbish", ("{mark} is not what was written there. The next change writes it anew.",)),
        (
            "another",
            (
                "{mark}, which tells what was confirmed last, belongs to another logbook. The next change writes it anew.",
            ),
        ),
        (
            "one behind",
            (
                "The last change is whole, but not marked as confirmed, as after a power cut. The next change marks all.",
            ),
        ),
        (
            "two behind",
            (
                "The last 2 changes are whole, but not marked as confirmed, as after a power cut. The next change marks all.",
            ),
        ),
        ("a generation behind", ()),
    ],
)
def test_the_mark_is_examined_too(folder: Path, done: str, said: tuple[str, ...]) -> None:
    book = folder / "book.jsonl"
    mark, path = read_mark(book), mark_path(book)
    assert mark is not None
    match done:
        case "gone":
            path.unlink()
            (folder / "book.jsonl.lock").unlink()
        case "rubbish":
            path.write_bytes(b"rubbish")
        case "another":
            write_mark(book, mark._replace(book="0" * 16))
        case "one behind" | "two behind":
            write_mark(book, mark._replace(number=3 if done == "one behind" else 2))
        case "a generation behind":
            open_session(data_dir=folder).logbook.compact()
            write_mark(book, mark)
    found = checkup(folder, FRIDAY)
    assert found.findings == ()
    notes = [note for note in found.notes if "backup" not in note]
    assert notes == [note.format(mark=path) for note in said]
    Logbook.open(folder, who="Mia", clock=lambda: NOON).apply(put(person("Cy Poe", "cy")))
    assert [note for note in checkup(folder, FRIDAY).notes if "backup" not in note] == []


def test_what_was_put_aside_is_named(folder: Path) -> None:
    for tail in (b"[1", b"[2"):
        with (folder / "book.jsonl").open("ab") as file:
            file.write(tail)
        Logbook.open(folder, who="Mia", clock=lambda: NOON).apply(put(person(f"Cy {tail!r}", f"c{tail[1]}")))
    history = folder / "history"
    names = [history / f"book-unconfirmed-{NOON:%Y-%m-%d-%H%M%S}{more}.jsonl" for more in ("-2", "")]
    assert (
        f"Unconfirmed ends of the book that were put aside: {names[0]}, {names[1]}"
        in checkup(folder, FRIDAY).notes
    )
    assert checkup(folder, FRIDAY).findings == ()
