"""What is said about each line of a damaged book, exactly, and that no line makes the examination fail."""

import os
from binascii import crc32
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentor_tui.store.examination import Examination
from mentor_tui.store.faults import BookError, DamagedBookError
from mentor_tui.store.proved import LineFault, documents_in
from mentor_tui.store.reading import Head
from mentor_tui.store.records import Operation
from mentor_tui.store.repair import look, rebuild
from mentor_tui.store.seals import envelope_fault, signature_fault, started_from, stored_link, stored_seal
from mentor_tui.store.store import Store
from tests.store.small_book import NOON, append, log, make_small_book, set_mark

Lines = list[bytes]

UNFIT = "its checksum does not fit what it says"
WHOLE = "its checksum is damaged, but what it says is whole"
DOUBT = (
    "it was never confirmed, and its checksum does not fit: its write was cut short, or it was damaged since"
)
CHANGED = "its line ends or what stands around it were changed; it is whole"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Line 1, one opening line with changes 1 to 5, then changes 6 to 10."""
    return make_small_book(tmp_path / "data")


def three(number: int) -> tuple[tuple[str, str], ...]:
    """The documents of a change."""
    return tuple(("t", f"{number}.{index}") for index in range(3))


def other_seal(line: bytes) -> bytes:
    """A line with one digit of its checksum changed."""
    return line[:2] + (b"0" if line[2:3] != b"0" else b"1") + line[3:]


def edited(lines: Lines, *places: int) -> Lines:
    return [line.replace(b"Ana", b"Eva") if at in places else line for at, line in enumerate(lines)]


def without(lines: Lines, *places: int) -> Lines:
    return [line for at, line in enumerate(lines) if at not in places]


EXACTLY: dict[str, tuple[Callable[[Lines], Lines], list[LineFault], set[int]]] = {
    "an edited change": (lambda lines: edited(lines, 3), [LineFault(4, UNFIT, three(7))], {7}),
    "two edited changes in a row": (
        lambda lines: edited(lines, 3, 4),
        [LineFault(4, UNFIT, three(7)), LineFault(5, UNFIT, three(8))],
        {7, 8},
    ),
    "a lost change": (lambda lines: without(lines, 3), [LineFault(4, "before it, change 7 is missing")], {7}),
    "three lost changes": (
        lambda lines: without(lines, 2, 3, 4),
        [LineFault(3, "before it, change 6 to 8 is missing")],
        {6, 7, 8},
    ),
    "a lost change, and one edited elsewhere": (
        lambda lines: without(edited(lines, 5), 3),
        [LineFault(4, "before it, change 7 is missing"), LineFault(5, UNFIT, three(9))],
        {7, 9},
    ),
    "lost changes at the end": (
        lambda lines: lines[:-2],
        [LineFault(6, "the book ends after change 8, but change 10 had been written")],
        {9, 10},
    ),
    "an edited last change": (lambda lines: edited(lines, 6), [LineFault(7, UNFIT, three(10))], {10}),
    "a checksum": (
        lambda lines: [*lines[:3], other_seal(lines[3]), *lines[4:]],
        [LineFault(4, WHOLE)],
        set(),
    ),
    "a checksum that is none": (
        lambda lines: [*lines[:3], b'["xyz\xff' + lines[3][6:], *lines[4:]],
        [LineFault(4, WHOLE)],
        set(),
    ),
    "a doubled change": (
        lambda lines: [*lines[:4], lines[3], *lines[4:]],
        [LineFault(5, "number 7 comes a second time")],
        set(),
    ),
    "a doubled opening line": (
        lambda lines: [*lines[:2], lines[1], *lines[2:]],
        [LineFault(3, "number 5 comes a second time")],
        set(),
    ),
    "exchanged changes": (
        lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]],
        [LineFault(4, "change 8 stands before change 7")],
        set(),
    ),
    "the first line last": (
        lambda lines: [*lines[1:], lines[0]],
        [LineFault(7, "the first line of the book stands behind others")],
        set(),
    ),
    "line ends of Windows": (
        lambda lines: [line[:-1] + b"\r\n" for line in lines],
        [LineFault(1, "it and 6 more lines end as under Windows (CR LF); what was written is whole")],
        set(),
    ),
    "one line end of Windows": (
        lambda lines: [*lines[:3], lines[3][:-1] + b"\r\n", *lines[4:]],
        [LineFault(4, "it ends as under Windows (CR LF); what was written is whole")],
        set(),
    ),
    "a lost line end": (
        lambda lines: [*lines[:3], lines[3][:-1], *lines[4:]],
        [LineFault(4, CHANGED)],
        set(),
    ),
    "something before and behind": (
        lambda lines: [*lines[:3], b"?" + lines[3], lines[4][:-1] + b"!\n", *lines[5:]],
        [LineFault(4, CHANGED), LineFault(5, CHANGED)],
        set(),
    ),
    "a strange line": (lambda lines: [*lines[:3], b"hello\n", *lines[3:]], [LineFault(4, UNFIT)], set()),
    "no line end behind the last": (lambda lines: [*lines[:-1], lines[-1][:-1]], [], set()),
}


def damaged(folder: Path, damage: Callable[[Lines], Lines]) -> Examination:
    """What is found after some damage."""
    book = folder / "book.jsonl"
    book.write_bytes(b"".join(damage(book.read_bytes().splitlines(keepends=True))))
    return look(folder)


@pytest.mark.parametrize("what", EXACTLY)
def test_each_line_is_told_exactly_and_all_others_are_kept_as_they_were(folder: Path, what: str) -> None:
    before = Store.open(folder)
    history = {change.number: change for change in before.transactions()}
    damage, faults, lost = EXACTLY[what]
    found = damaged(folder, damage)
    assert list(found.faults) == faults
    assert (found.number, found.given) == (max({*range(5, 11)} - lost), 10)
    assert not found.torn
    rebuild(folder, at=NOON, who="Bo")
    after = Store.open(folder)
    kept = {key: value for key, value in before.table("t").items() if int(key.split(".")[0]) not in lost}
    assert dict(after.table("t")) == kept
    for change in after.transactions():
        if change.number in lost:
            assert (change.who, change.at, change.operations) == ("Bo", NOON, ())
            assert change.why == f"change {change.number} was damaged and left out"
        else:
            assert change == history[change.number]
    assert [change.number for change in after.transactions()] == list(range(10, 0, -1))
    assert look(folder).faults == ()


def test_what_a_sound_book_is_made_of(folder: Path) -> None:
    found = look(folder)
    lines = (folder / "book.jsonl").read_bytes().splitlines()
    notes = orjson.loads(lines[0])[5]
    last = (folder / "history" / "book-000001.jsonl").read_bytes().splitlines()[-1]
    assert found.head == Head(2, 1, 2, 5, 1, stored_seal(last), notes["book"])
    assert [(piece.line, piece.number, piece.size) for piece in found.opening] == [(2, 5, len(lines[1]))]
    assert [(piece.line, piece.number, piece.size) for piece in found.changes] == [
        (line + 1, line + 4, len(lines[line])) for line in range(2, 7)
    ]
    offsets = [sum(len(line) + 1 for line in lines[:at]) for at in range(2, 7)]
    assert [piece.offset for piece in found.changes] == offsets
    for before, after in zip(lines[1:], found.changes, strict=False):
        assert after.link == stored_seal(before)
    assert [piece.seal for piece in found.changes] == [stored_seal(line) for line in lines[2:]]
    assert (found.lines, found.number, found.given, found.appended) == (7, 10, 10, 5)
    assert found.supplied is None


def test_two_books_grown_from_one_are_told_apart_by_what_follows(folder: Path, tmp_path: Path) -> None:
    """As a synchronising service leaves them: the changes 11 of both, and one that follows the second of them."""
    other = tmp_path / "other"
    other.mkdir()
    for name in ("book.jsonl", "book.jsonl.mark"):
        (other / name).write_bytes((folder / name).read_bytes())
    Store.open(other).commit([Operation("t", "theirs", None, {"n": 1})], at=NOON, who="Eva", why="theirs")
    log(Store.open(folder), 11)
    mine = (folder / "book.jsonl").read_bytes().splitlines(keepends=True)
    log(Store.open(other), 12)
    theirs = (other / "book.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "book.jsonl").write_bytes(b"".join([*mine, *theirs[7:]]))
    found = look(folder)
    assert found.faults == (LineFault(8, "number 11 comes a second time"),)
    assert {"theirs", "12.0"} <= found.snapshot.tables["t"].keys()
    assert "11.0" not in found.snapshot.tables["t"]


def test_of_two_changes_of_a_number_without_more_the_first_counts(folder: Path) -> None:
    log(Store.open(folder), 11)
    book = folder / "book.jsonl"
    whole = book.read_bytes()
    lines = whole.splitlines(keepends=True)
    book.write_bytes(b"".join(lines[:-1]))
    set_mark(folder, 10)
    Store.open(folder).commit([Operation("t", "theirs", None, {"n": 1})], at=NOON, who="Eva", why="theirs")
    book.write_bytes(whole + book.read_bytes().splitlines(keepends=True)[-1])
    found = look(folder)
    assert found.faults == (LineFault(9, "number 11 comes a second time"),)
    assert "11.0" in found.snapshot.tables["t"]


def test_a_line_of_another_book_proves_nothing_here(folder: Path, tmp_path: Path) -> None:
    other = make_small_book(tmp_path / "other")
    theirs = (other / "book.jsonl").read_bytes().splitlines(keepends=True)
    found = damaged(folder, lambda lines: [*lines[:4], theirs[4], *lines[5:]])
    assert found.faults == (LineFault(5, UNFIT, three(8)),)


def test_a_change_said_again_later_is_not_lost_and_one_said_before_is(folder: Path) -> None:
    store = Store.open(folder)
    for key, number in (("6.0", 11), ("8.0", 12)):
        now = store.table("t")[key]
        store.commit([Operation("t", key, now, {"n": number})], at=NOON, who="Ana", why="again")
    log(store, 13)
    found = damaged(folder, lambda lines: edited(lines, 2, 4, 7))
    assert found.faults == (
        LineFault(3, UNFIT, (("t", "6.1"), ("t", "6.2"))),
        LineFault(5, UNFIT, (("t", "8.1"), ("t", "8.2"))),
        LineFault(8, UNFIT, (("t", "6.0"),)),
    )


@pytest.mark.parametrize(
    ("at_end", "marked", "torn", "faults"),
    [
        (b'["12345678",11,"20', 10, True, []),
        (b"\0" * 9, 10, True, []),
        (b'["12345678",11,"20\n', 10, False, [LineFault(8, DOUBT)]),
        (b'["12345678",11,"20\n', 11, False, [LineFault(8, UNFIT)]),
        (
            b'["12345678",11,"20',
            11,
            True,
            [LineFault(8, "the book ends after change 10, but change 11 had been written")],
        ),
    ],
)
def test_an_end_that_fits_nothing(
    folder: Path, at_end: bytes, marked: int, torn: bool, faults: list[LineFault]
) -> None:
    with (folder / "book.jsonl").open("ab") as file:
        file.write(at_end)
    set_mark(folder, marked)
    found = look(folder)
    assert (found.torn, list(found.faults), found.number) == (torn, faults, 10)


def test_an_end_that_fits_nothing_in_a_copy_without_a_mark(folder: Path) -> None:
    (folder / "book.jsonl.mark").unlink()
    (folder / "book.jsonl.lock").unlink()
    found = damaged(folder, lambda lines: [*lines, b"[1\n"])
    assert found.faults == (LineFault(8, UNFIT),)
    found = damaged(folder, lambda lines: [*lines[:-1], b"[1"])
    assert (found.torn, found.faults) == (True, ())


@pytest.mark.parametrize("supplied", [True, False])
def test_a_lost_opening_line_comes_from_the_generation_before_where_that_is_kept(
    folder: Path, supplied: bool
) -> None:
    whole = Store.open(folder).snapshot()
    if not supplied:
        (folder / "history" / "book-000001.jsonl").unlink()
    found = damaged(folder, lambda lines: without(lines, 1))
    assert found.faults == (LineFault(2, "1 of its opening lines are missing"),)
    assert (found.supplied is not None) == supplied
    assert len(found.snapshot.tables["t"]) == (30 if supplied else 15)
    rebuild(folder, at=NOON, who="Bo")
    after = Store.open(folder)
    assert after.number == 10
    if supplied:
        assert after.snapshot() == whole


def test_of_several_opening_lines_one_is_lost(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    operations = [Operation("t", str(number), None, {"n": number}) for number in range(600)]
    store.commit(operations, at=NOON, who="Ana", why="many")
    store.compact(at=NOON, who="Ana", why="tidied")
    log(store, 2)
    (tmp_path / "history" / "book-000001.jsonl").unlink()
    book = tmp_path / "book.jsonl"
    whole = book.read_bytes().splitlines(keepends=True)
    found = damaged(tmp_path, lambda lines: [lines[0], lines[3], lines[1], *lines[4:]])
    assert found.faults == (LineFault(2, "1 of its opening lines are missing"),)
    assert [piece.line for piece in found.opening] == [3, 2]
    assert len(found.snapshot.tables["t"]) == 256 + 88 + 3
    rebuild(tmp_path, at=NOON, who="Bo")
    assert len(Store.open(tmp_path).table("t")) == 256 + 88 + 3
    notes = [orjson.loads(line)[5] for line in book.read_bytes().splitlines()[:3]]
    assert (notes[0]["opening"], notes[1:]) == (2, [{"opening": [1, 2]}, {"opening": [2, 2]}])
    assert [orjson.loads(line)[5] for line in whole[1:4]] == [{"opening": [place, 3]} for place in (1, 2, 3)]


@pytest.mark.parametrize("mark", [True, False])
@pytest.mark.parametrize("first", [[], [b"#" * 40 + b"\n"]])
def test_without_its_first_line_a_later_generation_is_whole_all_the_same(
    folder: Path, mark: bool, first: Lines
) -> None:
    whole = Store.open(folder).snapshot()
    if not mark:
        (folder / "book.jsonl.mark").unlink()
    found = damaged(folder, lambda lines: [*first, *lines[1:]])
    told = "this is not the beginning of a logbook" if first else "the first line of the book is missing"
    assert found.faults == (LineFault(1, told),)
    assert (found.head.generation, found.head.base, found.head.format) == (2, 5, 2)
    assert found.snapshot == whole
    rebuild(folder, at=NOON, who="Bo")
    after = Store.open(folder)
    assert after.snapshot() == whole
    assert [change.number for change in after.transactions()][:5] == [10, 9, 8, 7, 6]
    log(after, 11)
    assert look(folder).faults == ()


def test_without_its_first_line_and_the_generation_before_it_opens_with_its_own_lines(folder: Path) -> None:
    whole = Store.open(folder).snapshot()
    (folder / "history" / "book-000001.jsonl").unlink()
    found = damaged(folder, lambda lines: lines[1:])
    assert found.snapshot == whole
    assert (found.head.base, found.head.opening, len(found.opening)) == (5, 1, 1)


@pytest.mark.parametrize("kept", [True, False])
def test_without_its_first_line_and_all_that_it_opens_with_at_least_one_line_is_missing(
    folder: Path, kept: bool
) -> None:
    whole = Store.open(folder).snapshot()
    if not kept:
        (folder / "history" / "book-000001.jsonl").unlink()
    found = damaged(folder, lambda lines: lines[2:])
    assert found.faults == (
        LineFault(1, "the first line of the book is missing"),
        LineFault(2, "1 of its opening lines are missing"),
    )
    assert (found.head.generation, found.head.base, found.head.opening) == (2, 5, 1)
    assert [piece.number for piece in found.changes] == [6, 7, 8, 9, 10]
    assert (found.snapshot == whole) is kept


def test_a_damaged_first_line_is_believed_where_the_mark_says_the_same(folder: Path) -> None:
    said = look(folder).head
    (folder / "history" / "book-000001.jsonl").rename(folder / "aside")
    found = damaged(folder, lambda lines: [lines[0].replace(b"Ana", b"Eva"), *lines[1:]])
    assert found.faults == (LineFault(1, "this is not the beginning of a logbook"),)
    assert found.head == said
    (folder / "aside").rename(folder / "history" / "book-000001.jsonl")
    found = damaged(
        folder, lambda lines: [lines[0].replace(b'"generation":2', b'"generation":7'), *lines[1:]]
    )
    assert found.head == said


@pytest.mark.parametrize(
    "fields",
    [
        {"at": "yesterday"},
        {"at": "2026-11-20T12:00:00"},
        {"at": None},
        {"who": 7},
        {"why": ["a"]},
        {"notes": []},
        {"notes": {"undoes": "one"}},
        {"notes": {"redoes": 1.5}},
        {"notes": {"user": 1}},
    ],
)
def test_what_a_line_with_a_strange_signature_changed_is_kept(folder: Path, fields: dict[str, Any]) -> None:
    append(folder / "book.jsonl", 11, [["t", "odd", {"n": 1}, None]], **fields)
    set_mark(folder, 11)
    (fault,) = look(folder).faults
    assert (fault.line, fault.documents) == (8, ())
    assert fault.cause.endswith("; what it changed is whole")
    rebuild(folder, at=NOON, who="Bo")
    store = Store.open(folder)
    assert store.table("t")["odd"] == {"n": 1}
    change = next(store.transactions())
    assert (change.number, change.at, change.who) == (11, NOON, "Bo")
    assert change.why.startswith("change 11, of which ")
    assert change.operations == (Operation("t", "odd", None, {"n": 1}),)
    assert (change.undoes, change.redoes, change.user) == (None, None, "")
    assert look(folder).faults == ()


@pytest.mark.parametrize(
    "rows", [5, None, {}, [5], [["t"]], [["t", "k", 5, None]], [["t", 1, None, None]], [[[], "k", {}, None]]]
)
def test_a_line_whose_operations_are_none_is_left_out(folder: Path, rows: Any) -> None:  # noqa: ANN401 - anything
    whole = dict(Store.open(folder).table("t"))
    append(folder / "book.jsonl", 11, rows)
    set_mark(folder, 11)
    assert look(folder).faults == (LineFault(8, "it is sealed, but its operations cannot be read"),)
    rebuild(folder, at=NOON, who="Bo")
    store = Store.open(folder)
    assert (dict(store.table("t")), store.number) == (whole, 11)


def test_the_history_names_a_line_whose_time_is_none(folder: Path) -> None:
    append(folder / "book.jsonl", 11, [], at="yesterday")
    set_mark(folder, 11)
    with pytest.raises(DamagedBookError, match="line 8: it is sealed, but cannot be read"):
        next(Store.open(folder).transactions())


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 20) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(fields=st.lists(anything, max_size=9), first=st.booleans(), noise=st.binary(max_size=12))
def test_no_line_that_is_sealed_makes_the_examination_fail(
    tmp_path_factory: pytest.TempPathFactory, fields: list[Any], first: bool, noise: bytes
) -> None:
    folder = tmp_path_factory.mktemp("odd")
    log(Store.open(folder), 1)
    book = folder / "book.jsonl"
    lines = book.read_bytes().splitlines(keepends=True)
    seed = stored_seal(lines[0])
    body = b"," + orjson.dumps(fields)[1:-1]
    body = body + b"]" if first else body + b',"%08x"]' % stored_seal(lines[-1])
    odd = b'["%08x"%b\n' % (crc32(body, 0 if first else seed), body)
    book.write_bytes(odd + b"".join(lines[1:]) if first else b"".join([*lines, odd, noise]))
    try:
        found = look(folder)
        rebuild(folder, at=NOON, who="Bo")
    except BookError:
        return
    store = Store.open(folder)
    assert found.snapshot.tables.get("t", {}).items() <= store.snapshot().tables.get("t", {}).items()
    assert look(folder).faults == ()
    list(store.transactions())


def test_a_line_says_from_what_its_seal_started() -> None:
    for seed in (0, 1, 0xFFFFFFFF, 0x12345678):
        for size in (0, 1, 5, 300):
            body = os.urandom(size)
            assert started_from(b'["%08x"' % crc32(body, seed) + body) == seed
    assert started_from(b'["nothing"') == -1


@pytest.mark.parametrize(
    ("line", "seal", "link"),
    [
        (b'["0000000a",1,"0000000b"]', 10, 11),
        (b'["0000000A",1,"x000000b"]', 10, -1),
        (b'["00_0000a",1,"00 0000b"]', -1, -1),
        (b'["0', -1, -1),
        (b"", -1, -1),
    ],
)
def test_seals_and_links_are_read_as_they_stand(line: bytes, seal: int, link: int) -> None:
    assert (stored_seal(line), stored_link(line)) == (seal, link)


AT = "2026-11-20T12:00:00+01:00"


@pytest.mark.parametrize(
    ("fields", "cause"),
    [
        (["s", 1, AT, "Ana", "why", {}, []], ""),
        (["s", 1, AT, "Ana", "why", {}, [["t", "k", None, {}]], "link"], ""),
        (["s", 0, AT, "Ana", "why", {}, []], ""),
        (["s", -1, AT, "Ana", "why", {}, []], "its number is none"),
        (["s", True, AT, "Ana", "why", {}, []], "its number is none"),
        (["s", 1.0, AT, "Ana", "why", {}, []], "its number is none"),
        (["s", 1, AT, "Ana", "why", {}], "it is no list of seven or eight fields"),
        (["s", 1, AT, "Ana", "why", {}, [], "link", 9], "it is no list of seven or eight fields"),
        ({}, "it is no list of seven or eight fields"),
        (["s", 1, AT, "Ana", "why", {}, {}], "its operations cannot be read"),
        (["s", 1, AT, "Ana", "why", {}, [["t", "k", None]]], "its operations cannot be read"),
        (["s", 1, AT, "Ana", "why", {}, [["t", "k", None, 3]]], "its operations cannot be read"),
        (["s", 1, AT, "Ana", "why", {}, [["t", 3, None, None]]], "its operations cannot be read"),
        (["s", 1, AT, "Ana", "why", {}, [[3, "k", None, None]]], "its operations cannot be read"),
        (["s", 1, AT, "Ana", "why", {}, ["tk{}"]], "its operations cannot be read"),
    ],
)
def test_an_envelope_is_whole_or_told(fields: Any, cause: str) -> None:  # noqa: ANN401 - anything
    assert envelope_fault(fields) == cause


@pytest.mark.parametrize(
    ("signature", "cause"),
    [
        ((AT, "Ana", "why", {}), ""),
        ((AT, "Ana", "why", {"undoes": 1, "redoes": None, "user": "ana", "opening": [1, 2]}), ""),
        (("2026-11-20", "Ana", "why", {}), "its time is none"),
        ((5, "Ana", "why", {}), "its time is none"),
        ((AT, None, "why", {}), "it does not say who did it and why"),
        ((AT, "Ana", None, {}), "it does not say who did it and why"),
        ((AT, "Ana", "why", None), "its notes cannot be read"),
        ((AT, "Ana", "why", {"undoes": True}), "its notes cannot be read"),
        ((AT, "Ana", "why", {"redoes": "1"}), "its notes cannot be read"),
        ((AT, "Ana", "why", {"user": None}), "its notes cannot be read"),
    ],
)
def test_a_signature_is_whole_or_told(signature: tuple[Any, ...], cause: str) -> None:
    assert signature_fault(*signature) == cause


def test_documents_of_a_line_are_named_as_far_as_it_can_be_read() -> None:
    whole = b'["0000000a",1,"at","who","why",{},[["t","k",{},null],["u/a","l/1",null,{}]],"0000000b"]'
    assert list(documents_in(whole)) == [("t", "k"), ("u/a", "l/1")]
    assert list(documents_in(whole[:-20])) == [("t", "k"), ("u/a", "l/1")]
    assert list(documents_in(b"5")) == []
    assert list(documents_in(b"[1,2,3,4,5,6,[7]]")) == []


def test_a_first_line_that_is_damaged_is_told_as_that_and_a_later_one_as_a_line(folder: Path) -> None:
    found = damaged(folder, lambda lines: [b"#" * 30 + b"\n", b"hello\n", *lines[1:]])
    assert [(fault.line, fault.cause) for fault in found.faults] == [
        (1, "this is not the beginning of a logbook"),
        (2, UNFIT),
    ]


@pytest.mark.parametrize(
    "notes",
    [
        {"format": 0},
        {"schema": 0},
        {"format": "2"},
        {"schema": None},
        {"generation": 0},
        {"opening": -1},
        {"opening": 1.0},
        {"generation": True},
        {"follows": "none"},
        {"follows": 7},
        {"book": 7},
        {"book": None},
    ],
)
def test_a_first_line_that_is_sealed_and_says_nonsense_is_no_beginning(
    folder: Path, notes: dict[str, Any]
) -> None:
    book = folder / "book.jsonl"
    lines = book.read_bytes().splitlines(keepends=True)
    fields = orjson.loads(lines[0])
    fields[5] |= notes
    body = b"," + orjson.dumps(fields[1:])[1:]
    book.write_bytes(b'["%08x"%b\n' % (crc32(body), body) + b"".join(lines[1:]))
    with pytest.raises(DamagedBookError, match="line 1: this is not the beginning of a logbook"):
        Store.open(folder)
    assert look(folder).faults == (LineFault(1, "this is not the beginning of a logbook"),)
    assert look(folder).number == 10


def test_where_the_first_line_says_how_many_opening_lines_there_are_none_may_be_missing(folder: Path) -> None:
    (folder / "history" / "book-000001.jsonl").unlink()
    found = damaged(folder, lambda lines: edited(lines, 1))
    assert found.faults == (
        LineFault(2, UNFIT, tuple(name for number in range(1, 6) for name in three(number))),
    )
    assert (found.opening, len(found.changes)) == ((), 5)


@pytest.mark.parametrize("kept", ["gone", "of another book", "a change short"])
def test_a_generation_before_that_does_not_fit_supplies_nothing(
    folder: Path, tmp_path: Path, kept: str
) -> None:
    before = folder / "history" / "book-000001.jsonl"
    match kept:
        case "gone":
            before.unlink()
        case "of another book":
            before.write_bytes((make_small_book(tmp_path / "x") / "history" / before.name).read_bytes())
        case _:
            before.write_bytes(b"".join(before.read_bytes().splitlines(keepends=True)[:-1]))
    found = damaged(folder, lambda lines: edited(lines, 1))
    assert found.supplied is None
    assert len(found.snapshot.tables["t"]) == 15


def test_what_an_opening_line_held_is_not_lost_where_the_generation_before_has_it(folder: Path) -> None:
    whole = Store.open(folder).snapshot()
    found = damaged(folder, lambda lines: edited(lines, 1, 2, 3))
    assert found.faults == (
        LineFault(2, UNFIT),
        LineFault(3, UNFIT, three(6)),
        LineFault(4, UNFIT, three(7)),
    )
    rebuild(folder, at=NOON, who="Bo")
    after = Store.open(folder)
    assert after.table("t").keys() == whole.table("t").keys() - {key for _, key in (*three(6), *three(7))}
    assert [change.number for change in after.transactions()] == list(range(10, 0, -1))


def test_lines_joined_into_one_are_taken_apart(folder: Path) -> None:
    whole = Store.open(folder).snapshot()
    found = damaged(folder, lambda lines: [b" ".join(line[:-1] for line in lines) + b"\n"])
    assert found.faults == (LineFault(1, CHANGED),)
    assert (found.lines, found.snapshot) == (1, whole)
    rebuild(folder, at=NOON, who="Bo")
    assert Store.open(folder).snapshot() == whole


def test_a_document_that_looks_like_a_line_does_not_confuse(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    odd = {"lines": [["0123abcd", 5, "x"], ["89abcdef", 6, "y"]]}
    store.commit([Operation("t", "odd", None, odd)], at=NOON, who="Ana", why="odd")
    log(store, 2)
    whole = store.snapshot()
    found = damaged(tmp_path, lambda lines: [line[:-1] + b" \n" for line in lines])
    assert found.snapshot == whole
    assert {fault.cause for fault in found.faults} == {CHANGED}


def test_more_than_a_million_missing_changes_are_no_reason_to_write_a_million_lines(folder: Path) -> None:
    set_mark(folder, 10 + 1_000_001)
    assert rebuild(folder, at=NOON, who="Bo").number == 10


def test_of_a_book_that_is_gone_the_examination_says_what_it_held(folder: Path) -> None:
    (folder / "book.jsonl").unlink()
    found = look(folder)
    assert found.faults == (LineFault(1, "the file is gone; it held changes up to 10"),)
    assert (found.lines, found.number, found.given, found.appended) == (0, 0, 10, 0)
    set_mark(folder, 0)
    assert look(folder).faults == ()


def test_an_older_generation_put_back_is_told(folder: Path) -> None:
    kept = (folder / "history" / "book-000001.jsonl").read_bytes()
    (folder / "book.jsonl").write_bytes(kept)
    found = look(folder)
    assert found.faults == (LineFault(7, "the book ends after change 5, but change 10 had been written"),)
    assert (found.given, found.number) == (10, 5)
    set_mark(folder, 5, 2)
    assert look(folder).faults == (
        LineFault(7, "the book ends after change 5, but change 5 had been written"),
    )


def test_a_first_line_behind_others_and_behind_something_strange_is_found(folder: Path) -> None:
    whole = Store.open(folder).snapshot()
    found = damaged(folder, lambda lines: [*lines[1:3], b"??" + lines[0], *lines[3:]])
    assert found.faults == (
        LineFault(3, CHANGED),
        LineFault(3, "the first line of the book stands behind others"),
    )
    assert found.snapshot == whole


@pytest.mark.parametrize("compacted", [False, True])
def test_a_store_that_wrote_the_lines_before_names_the_damaged_one(tmp_path: Path, compacted: bool) -> None:
    store = Store.open(tmp_path)
    log(store, 1)
    if compacted:
        store.compact(at=NOON, who="Ana", why="tidied")
    log(store, 2)
    other = Store.open(tmp_path)
    log(other, 3)
    log(other, 4)
    lines = (tmp_path / "book.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "book.jsonl").write_bytes(b"".join(edited(lines, len(lines) - 2)))
    with pytest.raises(DamagedBookError) as caught:
        store.refresh()
    assert caught.value.line == len(lines) - 1
    with pytest.raises(DamagedBookError) as caught:
        list(other.transactions())
    assert caught.value.line == len(lines) - 1


def test_what_follows_in_a_line_and_looks_like_the_next_one_costs_and_doubles_nothing(folder: Path) -> None:
    whole = Store.open(folder).snapshot()
    found = damaged(folder, lambda lines: [*lines[:3], lines[3][:-1] + b' ["0123abcd",5,"x"\n', *lines[4:]])
    assert found.faults == (LineFault(4, CHANGED),)
    assert found.snapshot == whole


def test_of_two_changes_of_a_number_the_one_that_follows_the_change_before_it_counts(
    folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for name in ("book.jsonl", "book.jsonl.mark"):
        (other / name).write_bytes((folder / name).read_bytes())
    for each, key in ((folder, "mine"), (other, "theirs")):
        for number in (11, 12):
            operation = Operation("t", f"{key} {number}", None, {"n": number})
            Store.open(each).commit([operation], at=NOON, who="Ana", why=key)
    theirs = (other / "book.jsonl").read_bytes().splitlines(keepends=True)
    found = damaged(folder, lambda lines: [*lines[:-1], theirs[-1], lines[-1]])
    assert found.faults == (LineFault(9, "number 12 comes a second time"),)
    assert {"mine 11", "mine 12"} <= found.snapshot.tables["t"].keys()
    assert "theirs 12" not in found.snapshot.tables["t"]


def test_a_sealed_line_that_is_none_of_the_opening_ones_does_not_pass_for_one(folder: Path) -> None:
    append(folder / "book.jsonl", 5, [["t", "slipped in", {"n": 1}, None]])
    append(folder / "book.jsonl", 4, [["t", "slipped in", {"n": 1}, None]])
    found = look(folder)
    assert found.faults == (
        LineFault(8, "number 5 comes a second time"),
        LineFault(9, "number 4 comes a second time"),
    )
    assert [piece.line for piece in found.opening] == [2]
    assert "slipped in" not in found.snapshot.tables["t"]


def test_a_damaged_change_is_no_excuse_for_a_lost_opening_line(folder: Path) -> None:
    (folder / "history" / "book-000001.jsonl").unlink()
    found = damaged(folder, lambda lines: edited(without(lines, 1), 1, 3))
    assert found.faults == (
        LineFault(2, "1 of its opening lines are missing"),
        LineFault(2, UNFIT, three(6)),
        LineFault(4, UNFIT, three(8)),
    )
