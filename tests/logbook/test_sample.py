"""The sample shop: what it holds, that it is always of this week, and that it can be made again."""

import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from mentor_tui import resources
from mentor_tui.domain.eligibility import standings
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.standing import StandingState
from mentor_tui.domain.suggestion import suggest
from mentor_tui.domain.vocabulary import Absence, SignOffState, Status, Supervision, VehicleKind
from mentor_tui.domain.weeks import WEEK
from mentor_tui.domain.work import Why
from mentor_tui.errors import MentorError
from mentor_tui.logbook.kinds import PARTS, address_of, dump, entries_of
from mentor_tui.logbook.rules import load_rulebook
from mentor_tui.logbook.sample import sample_day, sample_documents, sample_records, shift

SHOP = resources.sample_shop()
ANCHOR = date.fromisoformat(orjson.loads((SHOP / "records.jsonl").read_bytes().partition(b"\n")[0])["anchor"])
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@cache
def rulebook() -> Rulebook:
    return load_rulebook()


@cache
def shop() -> dict[str, TrainingRecord]:
    return {record.apprentice.key: record for record in sample_records(ANCHOR)}


def judged(record: TrainingRecord, today: date) -> JudgedRecord:
    return JudgedRecord(record, Frame(rulebook(), HouseRules(), today))


def states(today: date) -> dict[tuple[str, str], StandingState]:
    return {
        (record.apprentice.key, standing.code): standing.state
        for record in sample_records(today)
        for standing in standings(judged(record, sample_day(today)))
        if standing.relevant
    }


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every value of a model that holds no others, and where it stands."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from leaves(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        yield f"{path}.length", len(value)
        for number, item in enumerate(value):
            yield from leaves(item, f"{path}[{number}]")
    else:
        yield path, value


# ---- always Friday of this week


@given(DAYS)
def test_the_day_shown_is_the_latest_friday(today: date) -> None:
    shown = sample_day(today)
    assert shown.weekday() == 4
    assert timedelta(0) <= today - shown < WEEK


@settings(max_examples=4, deadline=None)
@given(DAYS)
def test_every_date_moves_by_the_same_whole_weeks_and_nothing_else_moves(today: date) -> None:
    by = sample_day(today) - ANCHOR
    before = [leaf for record in shop().values() for leaf in leaves(record)]
    after = [leaf for record in sample_records(today) for leaf in leaves(record)]
    assert by % WEEK == timedelta(0)
    for (path, old), (same_path, new) in zip(before, after, strict=True):
        assert path == same_path
        assert new == (old + by if isinstance(old, date | datetime) else old), path


@pytest.mark.parametrize("weeks", [-40, 1, 27, 531])
def test_the_standings_are_the_same_whatever_week_it_is_opened_in(weeks: int) -> None:
    assert states(ANCHOR + weeks * WEEK) == states(ANCHOR)


def test_a_text_that_merely_holds_a_date_is_left_alone() -> None:
    line = orjson.dumps({"on": "2026-01-31", "at": "2026-01-31T15:00:00Z", "note": "done on 2026-01-31"})
    moved = orjson.loads(shift(line, timedelta(days=28)))
    assert moved == {"on": "2026-02-28", "at": "2026-02-28T15:00:00Z", "note": "done on 2026-01-31"}


def test_a_day_at_the_edge_of_the_calendar_is_refused() -> None:
    with pytest.raises(MentorError, match="cannot be shown as of 0001-01-10"):
        sample_records(date(1, 1, 10))


@pytest.mark.parametrize("content", [None, b"", b"{}\n{}\n", b'{"anchor":"2026-11-20"}\n{"apprentice"\n'])
def test_a_damaged_file_is_named(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        (tmp_path / "records.jsonl").write_bytes(content)
    monkeypatch.setattr("mentor_tui.logbook.sample.sample_shop", lambda: tmp_path)
    with pytest.raises(MentorError, match=r"records\.jsonl: the sample shop cannot be read") as caught:
        sample_records(ANCHOR)
    assert caught.value.hint


# ---- made again, byte for byte


@pytest.mark.parametrize("seed", ["0", "12345"])
def test_the_script_makes_the_same_file_again(seed: str, tmp_path: Path) -> None:
    made = tmp_path / "records.jsonl"
    subprocess.run(
        [sys.executable, SHOP / "make.py", "-o", made],
        check=True,
        env=os.environ | {"PYTHONHASHSEED": seed},
    )
    assert made.read_bytes() == (SHOP / "records.jsonl").read_bytes(), "run data/shop/make.py and commit"


def test_it_stays_small() -> None:
    assert (SHOP / "records.jsonl").stat().st_size < 1_500_000


def test_the_documents_are_those_that_the_logbook_would_write() -> None:
    _, *lines = (SHOP / "records.jsonl").read_bytes().splitlines()
    for line, record in zip(lines, sample_records(ANCHOR), strict=True):
        found = orjson.loads(line)
        wanted = [dump(written) for written in entries_of(record)]
        assert [
            found["apprentice"],
            *(each for kind in PARTS for each in found.get(kind.table, ())),
        ] == wanted


def test_a_copy_is_made_of_the_very_documents_at_their_own_addresses() -> None:
    written = [each for record in sample_records(ANCHOR) for each in entries_of(record)]
    assert list(sample_documents(ANCHOR)) == [(address_of(each), dump(each)) for each in written]


# ---- what it holds


def test_24_apprentices_in_seven_shops_of_seven_kinds() -> None:
    places = [place for record in shop().values() for place in record.apprentice.placements]
    assert len(shop()) == 24
    assert len({place.shop for place in places}) == 7
    assert {place.shop_type for place in places} >= {
        "diesel-shop",
        "dealership",
        "independent-garage",
        "school-bus-garage",
        "transit-garage",
        "body-shop",
        "upfitter",
    }
    assert all(place.address and place.supervisor for place in places)
    assert 2 <= len({record.apprentice.mentor for record in shop().values()}) <= 3


def test_every_state_of_a_standing_occurs() -> None:
    assert set(states(ANCHOR).values()) == set(StandingState)


def test_one_certificate_is_soon_to_lapse() -> None:
    found = [
        standing
        for record in shop().values()
        for standing in standings(judged(record, ANCHOR))
        if standing.state is StandingState.RENEW
    ]
    assert any(one.expires and one.expires - ANCHOR < timedelta(days=180) for one in found)


def test_names_that_break_naive_programs() -> None:
    names = [record.apprentice.name for record in shop().values()]
    assert "Ana [B] Ruiz" in names
    assert any("'" in name for name in names)
    assert any("ü" in name for name in names)
    assert any("CJK UNIFIED" in unicodedata.name(letter, "") for name in names for letter in name)
    assert any(sum(map(str.isalpha, name)) == 60 for name in names)
    assert any(unicodedata.bidirectional(letter) in {"R", "AL"} for name in names for letter in name)
    assert any(unicodedata.combining(letter) for name in names for letter in name)


def test_the_book_knows_every_area_shop_type_credit_kind_test_and_track() -> None:
    book = rulebook()
    for record in shop().values():
        assert {test.code for test in record.tests} <= set(book.test)
        assert {credit.kind for credit in record.credits} <= set(book.credit_kind)
        assert {track for credit in record.credits for track in credit.tracks} <= set(book.track)
        assert {place.shop_type for place in record.apprentice.placements} <= set(book.shop_type)
        for sheet in record.sheets:
            assert record.apprentice.placement(sheet.placement)
            for line in sheet.lines:
                assert line.kind in book.area[line.area].kinds, (line.kind, line.area)


def test_every_sheet_counts_or_is_meant_not_to() -> None:
    meant = {
        Why.COUNTED,
        Why.OVER_CAP,
        Why.OBSERVED,
        Why.NOT_HANDS_ON,
        Why.DRAFT,
        Why.RETURNED,
        Why.VOIDED,
    }
    found = {entry.why for record in shop().values() for entry in judged(record, ANCHOR).entries}
    assert found == meant


def test_weeks_are_of_a_working_life() -> None:
    for record in shop().values():
        weeks = [sheet.week for sheet in record.sheets]
        assert weeks == sorted(set(weeks))
        assert all(week.weekday() == 4 and record.apprentice.start <= week <= ANCHOR for week in weeks)
        for sheet in record.sheets:
            assert sheet.minutes <= 63 * 60
            assert all(line.minutes % 15 == 0 for line in sheet.lines)
            assert sheet.lines or sheet.absence
            signed = sheet.sign_off
            assert (signed.state is SignOffState.DRAFT) == (signed.at is None) == (not signed.by)
            assert signed.at is None or sheet.week <= signed.at.date() <= ANCHOR
    spans = [ANCHOR - record.sheets[0].week for record in shop().values()]
    assert timedelta(weeks=200) < max(spans) <= timedelta(weeks=209)


def test_this_week_is_still_to_be_logged_for_most() -> None:
    of_this_week = [sheet for record in shop().values() for sheet in record.sheets_of(ANCHOR)]
    assert 1 <= len(of_this_week) <= 8
    assert {sheet.sign_off.state for sheet in of_this_week} == {SignOffState.DRAFT}


def test_the_turns_of_a_career_occur() -> None:
    records = list(shop().values())
    sheets = [sheet for record in records for sheet in record.sheets]
    people = [record.apprentice for record in records]
    assert {sheet.absence for sheet in sheets} == {None, *Absence}
    assert {line.supervision for sheet in sheets for line in sheet.lines} == set(Supervision)
    assert {line.kind for sheet in sheets for line in sheet.lines} == set(VehicleKind)
    assert {status.status for one in people for status in one.history} == set(Status)
    assert any(sheet.sign_off.reason for sheet in sheets)
    assert any(sheet.voided for sheet in sheets)
    assert any(line.estimated for sheet in sheets for line in sheet.lines)
    assert any(sheet.minutes > 50 * 60 for sheet in sheets)
    assert any(len(one.placements) > 1 for one in people)
    kinds = {credit.kind for record in records for credit in record.credits}
    assert {"earlier-experience", "post-secondary", "short-course", "co-op-degree", "apprenticeship"} <= kinds


def test_a_month_is_missing_while_at_work() -> None:
    weeks = [sheet.week for sheet in shop()["ruth-abelman"].sheets]
    assert any(later - before == 6 * WEEK for before, later in pairwise(weeks))


def test_part_time_counts_pro_rata() -> None:
    part = judged(shop()["tyler-brandt"], ANCHOR).minutes_by_track["truck"]
    whole = judged(shop()["marcus-webb"], ANCHOR).minutes_by_track["truck"]
    assert part < whole * 2 / 3


def test_hands_grow_from_watching_to_working_alone() -> None:
    sheets = shop()["sean-oneill"].sheets

    def share(level: Supervision, part: slice) -> float:
        lines = [line for sheet in sheets[part] for line in sheet.lines]
        return sum(line.minutes for line in lines if line.supervision is level) / sum(
            line.minutes for line in lines
        )

    first, last = slice(0, 40), slice(-40, None)
    assert share(Supervision.OBSERVED, first) > share(Supervision.OBSERVED, last)
    assert share(Supervision.ASSISTED, first) > share(Supervision.ASSISTED, last)
    assert share(Supervision.ALONE, last) > 0.4 > share(Supervision.ALONE, first)


def test_one_at_the_diesel_shop_is_led_to_l2_by_t2_and_t6() -> None:
    found = judged(shop()["marcus-webb"], ANCHOR)
    l2 = next(standing for standing in standings(found) if standing.code == "L2")
    assert l2.state is StandingState.BLOCKED
    assert [("T2" in group, "T6" in group) for group in l2.missing_prerequisites] == [
        (True, False),
        (False, True),
    ]
    suggestion = suggest(found)
    assert suggestion.goal == ("L2",)
    assert suggestion.next_tests == (("T2",), ("T6",))


def test_one_has_hardly_begun_and_one_works_at_the_front_desk() -> None:
    assert not suggest(judged(shop()["jamal-carter"], ANCHOR)).enough
    desk = suggest(judged(shop()["priya-raman"], ANCHOR))
    assert desk.best
    assert desk.best.direction.key == "service-consultant"
