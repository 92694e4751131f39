"""Nothing is told by colour alone: every state and every week has a sign of its own and a word."""

from collections.abc import Mapping
from enum import StrEnum

import pytest

from mentor_tui.domain.progress import WeekMark
from mentor_tui.domain.standing import DateMeaning, StandingState
from mentor_tui.domain.vocabulary import Status, VehicleKind
from mentor_tui.words.glyphs import (
    DATE_MEANING_WORDS,
    STATE_GLYPH,
    STATE_WORD,
    STATUS_WORD,
    WEEK_GLYPH,
    WEEK_WORDS,
    kind_words,
    state_text,
)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (StandingState, STATE_WORD),
        (DateMeaning, DATE_MEANING_WORDS),
        (WeekMark, WEEK_WORDS),
        (Status, STATUS_WORD),
    ],
)
def test_every_key_has_words_of_its_own(keys: type[StrEnum], words: Mapping[StrEnum, str]) -> None:
    assert list(words) == list(keys)
    assert len({*words.values()}) == len(keys)
    assert all(words.values())


@pytest.mark.parametrize(("keys", "glyphs"), [(StandingState, STATE_GLYPH), (WeekMark, WEEK_GLYPH)])
def test_every_key_has_a_sign_of_one_cell(keys: type[StrEnum], glyphs: Mapping[StrEnum, str]) -> None:
    assert list(glyphs) == list(keys)
    assert len({*glyphs.values()}) == len(keys)
    assert {len(glyph) for glyph in glyphs.values()} == {1}


def test_a_state_is_told_with_its_sign() -> None:
    assert state_text(StandingState.PASSED_WAITING) == "◐ passed, waiting"


def test_every_vehicle_has_its_word() -> None:
    assert {kind: kind_words(kind) for kind in VehicleKind} == {
        VehicleKind.CAR: "cars",
        VehicleKind.TRUCK: "trucks",
        VehicleKind.SCHOOL_BUS: "school buses",
        VehicleKind.TRANSIT_BUS: "transit buses",
        VehicleKind.EQUIPMENT: "truck equipment",
        VehicleKind.COLLISION: "collision damage",
        VehicleKind.NONE: "no vehicle",
    }
