import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentor_tui.domain.apprentice import Apprentice, Placement, StatusSince
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.summary import build_summary
from mentor_tui.domain.testrecord import TestEvent, TestRecord
from mentor_tui.domain.vocabulary import Absence, SignOffState, Status, Supervision, TestStep, VehicleKind
from mentor_tui.domain.weeks import Weekday, first_day
from mentor_tui.domain.weeksheet import SignOff, WeekSheet, WorkLine
from mentor_tui.errors import MentorError
from mentor_tui.exchange.formats import write_summary
from mentor_tui.exchange.logbook_json import LogbookFile, dump_logbook, load_logbook
from tests.exchange.shop import HOUSE, TODAY, full_time, judged, record, sheet

_days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_names = _texts.filter(lambda text: bool(text.strip()))
_keys = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)
_lines = st.builds(
    WorkLine,
    kind=st.sampled_from(VehicleKind),
    area=_keys,
    minutes=st.integers(1, 600),
    supervision=st.sampled_from(Supervision),
    estimated=st.booleans(),
    note=_texts,
)
_sign_offs = st.builds(
    SignOff,
    state=st.sampled_from(SignOffState),
    by=_texts,
    at=st.none() | st.datetimes(timezones=st.none() | st.just(UTC)),
    reason=_texts,
)


@st.composite
def _records(draw: st.DrawFn, key: str) -> TrainingRecord:
    places = draw(st.lists(_keys, unique=True, max_size=2))
    apprentice = Apprentice(
        key=key,
        name=draw(_names),
        start=draw(_days),
        history=tuple(
            StatusSince(status=draw(st.sampled_from(Status)), since=day)
            for day in sorted(draw(st.sets(_days, max_size=2)))
        ),
        placements=tuple(
            Placement(
                key=place, shop=draw(_names), shop_type="garage", kind=VehicleKind.CAR, starts=draw(_days)
            )
            for place in places
        ),
        tags=tuple(draw(st.lists(_names, max_size=2))),
        note=draw(_texts),
        voided=draw(_texts),
    )
    sheets = tuple(
        WeekSheet(
            apprentice=key,
            week=week,
            placement=draw(_keys),
            lines=tuple(
                line.model_copy(update={"day": draw(st.none() | st.dates(first_day(week), week))})
                for line in draw(st.lists(_lines, max_size=3))
            ),
            absence=draw(st.none() | st.sampled_from(Absence)),
            sign_off=draw(_sign_offs),
            note=draw(_texts),
            voided=draw(_texts),
        )
        for week in draw(st.sets(_days, max_size=3))
    )
    credits = tuple(
        TrainingCredit(
            apprentice=key,
            key=name,
            kind=draw(_keys),
            title=draw(_names),
            starts=date(2020, 1, 1),
            ends=draw(_days),
            months=draw(st.none() | st.integers(1, 60)),
        )
        for name in draw(st.lists(_keys, unique=True, max_size=2))
    )
    tests = tuple(
        TestRecord(
            apprentice=key,
            code=code,
            events=tuple(
                TestEvent(step=draw(st.sampled_from(TestStep)), on=draw(_days), note=draw(_texts))
                for _ in range(draw(st.integers(0, 2)))
            ),
        )
        for code in draw(st.sets(st.sampled_from(["A1", "T2", "XEV1"])))
    )
    return TrainingRecord(apprentice=apprentice, sheets=sheets, credits=credits, tests=tests)


@st.composite
def _books(draw: st.DrawFn) -> LogbookFile:
    keys = draw(st.lists(_keys, unique=True, max_size=3))
    house = HouseRules(
        hours_per_year=draw(st.integers(1000, 3000)),
        week_ends=draw(st.sampled_from(Weekday)),
        count_drafts=draw(st.booleans()),
    )
    return LogbookFile(
        edition=draw(_names).strip(),
        fingerprint="abc",
        house=house,
        records=tuple(draw(_records(key)) for key in keys),
    )


def _content(book: LogbookFile) -> dict[str, Any]:
    return {
        found.apprentice.key: (
            found.apprentice,
            sorted(found.sheets, key=lambda one: one.key),
            sorted(found.credits, key=lambda one: one.key),
            sorted(found.tests, key=lambda one: one.code),
        )
        for found in book.records
    }


@settings(deadline=None)
@given(_books())
def test_a_logbook_comes_back_as_it_was(book: LogbookFile) -> None:
    data = dump_logbook(book)
    again = load_logbook(data, "book.json")
    assert (again.edition, again.fingerprint, again.house) == (book.edition, book.fingerprint, book.house)
    assert _content(again) == _content(book)
    assert dump_logbook(again) == data


@settings(deadline=None)
@given(_books(), st.randoms(use_true_random=False))
def test_the_order_in_the_store_does_not_show(book: LogbookFile, random: Any) -> None:  # noqa: ANN401 - hypothesis' own type
    records = list(book.records)
    random.shuffle(records)
    mixed = [found.model_copy(update={"sheets": found.sheets[::-1]}) for found in records]
    assert dump_logbook(LogbookFile(book.edition, "abc", book.house, tuple(mixed))) == dump_logbook(book)


def test_the_board_after_an_import_is_the_board_before(rulebook: Rulebook) -> None:
    before = full_time()
    book = LogbookFile("edition", "abc", HOUSE, (before,))
    after = load_logbook(dump_logbook(book), "book.json").records[0]
    boards = [
        write_summary(
            build_summary(
                [judged(found, rulebook)],
                Frame(rulebook, HOUSE, TODAY),
                codes=[test.code for test in rulebook.tests],
            ),
            "json",
        )
        for found in (before, after)
    ]
    assert boards[0] == boards[1]


def _document() -> dict[str, Any]:
    week = sheet("ana", date(2026, 11, 13), SignOff(at=datetime(2026, 11, 14, tzinfo=UTC)), brakes=8)
    book = LogbookFile("edition", "abc", HOUSE, (record(sheets=[week]), record("bo", "Bo")))
    found: dict[str, Any] = json.loads(dump_logbook(book))
    return found


def _refused(document: object) -> str:
    with pytest.raises(MentorError) as raised:
        load_logbook(json.dumps(document).encode(), "book.json")
    return raised.value.message


def test_a_file_from_a_newer_version_names_its_version() -> None:
    document = {**_document(), "version": 7, "new": 1}
    assert _refused(document) == (
        "book.json: was written in version 7 of the format; this program knows up to 1"
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "is no JSON"),
        (b"{", "is no JSON"),
        (b"[1]", "is no logbook of mentor-tui"),
        (b'{"format": "mentor-tui/eligibility", "version": 1}', "is no logbook of mentor-tui"),
        (b'{"format": "mentor-tui/logbook", "version": "1"}', "version: '1' is no version"),
        (b'{"format": "mentor-tui/logbook", "version": 1, "x": NaN}', "NaN is no number"),
        (b'{"format": "a", "format": "mentor-tui/logbook"}', "a field is there twice: format"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"[" * 100_000, "is no JSON"),
    ],
)
def test_other_files_are_refused(data: bytes, expected: str) -> None:
    with pytest.raises(MentorError) as raised:
        load_logbook(data, "book.json")
    assert raised.value.message.startswith("book.json: ")
    assert expected in raised.value.message


def test_a_wrong_field_is_named_by_apprentice_week_and_field() -> None:
    document = _document()
    document["records"][0]["sheets"][0]["lines"][0]["minutes"] = "480"
    assert _refused(document).startswith(
        "book.json: records[ana].sheets[2026-11-13].lines[1].minutes: Input should be a valid integer"
    )


def test_every_problem_is_told_at_once() -> None:
    document = _document()
    document["records"][0]["apprentice"]["start"] = "yesterday"
    document["records"][1]["sheets"] = 5
    document["settings"]["hours_per_year"] = 1
    document["extra"] = 1
    problems = _refused(document).splitlines()
    assert [problem.split(":")[1].strip() for problem in problems] == [
        "extra",
        "settings.hours_per_year",
        "records[1].apprentice.start",
        "records[bo].sheets",
    ]


def test_entries_that_contradict_each_other() -> None:
    document = _document()
    document["records"][0]["sheets"] *= 2
    assert "records[ana].sheets: 2026-11-13/north is there twice" in _refused(document)
    document = _document()
    document["records"][0]["sheets"][0]["apprentice"] = "bo"
    assert "records[ana]: an entry names another apprentice, bo" in _refused(document)
    document = _document()
    document["records"].append(document["records"][0])
    assert "records: two apprentices have the key ana" in _refused(document)
    document = _document()
    document["records"][1] = "Bo"
    assert "records[2]: expected an apprentice" in _refused(document)
    document = _document()
    document["records"][1]["ssn"] = "1"
    assert "records[2].ssn: unknown field" in _refused(document)


def test_many_problems_are_cut_short() -> None:
    document = _document()
    document["records"] = [5] * 30
    assert _refused(document).endswith("book.json: and 22 more")


def test_half_a_character_is_refused_not_kept() -> None:
    data = json.dumps(_document()).replace("Bo", "\\ud800").encode()
    with pytest.raises(MentorError, match=r"records\[2\].apprentice"):
        load_logbook(data, "book.json")
