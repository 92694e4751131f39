"""What a document may hold, to the last bit and level."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from mentor_tui.store.examination import Examination
from mentor_tui.store.faults import UnstorableError
from mentor_tui.store.proved import LineFault
from mentor_tui.store.reading import Head, Schema
from mentor_tui.store.records import Signature
from mentor_tui.store.repair import Rebuilt
from mentor_tui.store.seals import check_text, owned


def kept(document: Any) -> Any:  # noqa: ANN401 - anything
    return [row[2] for row in owned([["t", "k", document, None]])]


def nested(levels: int, inner: object) -> dict[str, object]:
    document: object = inner
    for _ in range(levels):
        document = {"in": document}
    assert isinstance(document, dict)
    return document


@pytest.mark.parametrize("number", [-(2**63), 2**64 - 1, 0, -1, True, 1.5, -0.0])
def test_numbers_of_64_bits_are_kept(number: float) -> None:
    (copy,) = kept({"n": number})
    assert copy == {"n": number}
    assert type(copy["n"]) is type(number)


@pytest.mark.parametrize("number", [-(2**63) - 1, 2**64])
def test_a_bit_more_is_refused(number: int) -> None:
    with pytest.raises(
        UnstorableError, match="t, k: the field 'n' is a whole number of more than 64 bits"
    ) as caught:
        kept({"n": number})
    assert caught.value.hint == "Correct the field and save again."


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"n": float("inf")}, "t, k: the field 'n' is inf, which is not a number."),
        ({"n": [{"m": float("nan")}]}, "t, k: the field 'n.0.m' is nan, which is not a number."),
        ({"n": (1,)}, "t, k: the field 'n' is of the type tuple, which is not plain data."),
        ({"n": "\ud800"}, "t, k: the field 'n' holds half a character, as a broken paste leaves behind."),
        ({"n": {3: 1}}, "t, k: the field 'n.3' is not named by text."),
        ({3: 1}, "t, k: the field '3' is not named by text."),
        (nested(210, float("nan")), "is nested too deeply."),
    ],
)
def test_what_cannot_be_kept_is_named(document: dict[Any, Any], message: str) -> None:
    with pytest.raises(UnstorableError) as caught:
        kept(document)
    assert caught.value.message.endswith(message)


def test_the_deepest_level_that_is_looked_into() -> None:
    """Where something is wrong with a document, it is looked for down to level 200."""
    with pytest.raises(UnstorableError, match="which is not a number"):
        kept(nested(200, float("nan")))
    with pytest.raises(UnstorableError, match="nested too deeply"):
        kept(nested(201, float("nan")))


@pytest.mark.parametrize("half", [0xD800, 0xDBFF, 0xDC00, 0xDFFF])
def test_every_half_of_a_character_is_refused(half: int) -> None:
    with pytest.raises(UnstorableError, match="half a character"):
        kept({"n": f"a{chr(half)}b"})


def test_characters_next_to_halves_are_kept() -> None:
    assert kept({"n": "\ud7ff\ue000😀"}) == [{"n": "\ud7ff\ue000😀"}]


def test_a_table_and_a_key_are_named_as_what_they_are() -> None:
    with pytest.raises(UnstorableError) as caught:
        owned([["\ud800", "k", {}, None]])
    assert caught.value.message.startswith("The table '\\ud800' holds half a character")
    with pytest.raises(UnstorableError, match=r"The key 'k.*' holds half a character"):
        owned([["t", "k\ud800", {}, None]])


def test_no_document_is_none_and_what_is_handed_out_is_a_copy() -> None:
    document = {"n": [1]}
    copies = [row[2] for row in owned([["t", "k", None, document], ["t", "k", document, None]])]
    assert copies == [None, {"n": [1]}]
    document["n"].append(2)
    assert copies[1] == {"n": [1]}


def test_texts_are_checked_by_name() -> None:
    check_text(who="Ana", why="é✔")
    with pytest.raises(UnstorableError, match="The text of 'why' holds half a character") as caught:
        check_text(who="Ana", why="\ud83d")
    assert caught.value.hint == "Type it again instead of pasting it."


@pytest.mark.parametrize("before", [1, -(2**63), 2**64 - 1, True, None, "a", 1.5, [1, "b"], {"c": None}])
def test_what_is_sound_is_passed_over_on_the_way_to_what_is_not(before: object) -> None:
    with pytest.raises(UnstorableError, match="the field 'z' is nan"):
        kept({"a": before, "z": float("nan")})


@pytest.mark.parametrize(
    "value",
    [
        Signature(datetime(2026, 11, 20, tzinfo=UTC), "Ana", "why"),
        Schema(),
        Head(),
        LineFault(1, "odd"),
        Examination(Path("book.jsonl")),
        Rebuilt(Examination(Path("book.jsonl")), None, 0),
    ],
)
def test_what_the_store_says_cannot_be_changed_afterwards(value: Any) -> None:  # noqa: ANN401 - of many kinds
    name = next(iter(type(value).__annotations__))
    with pytest.raises(AttributeError):
        setattr(value, name, None)
    assert not hasattr(value, "__dict__")
