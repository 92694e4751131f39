"""User text on its way to a terminal."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.words.plain import printable, printable_json, printable_lines

_STEERING = {
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ana [B] [/bold", "Ana [B] [/bold"),
        ("Ana\x1b[2J\nRuiz", "Ana [2J Ruiz"),
        ("a\x1b[31mb\tc\x00d\x9be\x7ff", "a [31mb c d e f"),
        ("a\u2028b\u2029c\u00a0d", "a b c d"),
        ("Ana\u202eanA\u2066\u200f", "AnaanA"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
        ("Ana \ud83d", "Ana \ufffd"),
        ("क\u094d\u200dष 👨\u200d👩", "क\u094d\u200dष 👨\u200d👩"),
        ("Zoe\u0308", "Zoë"),
        ("李小龙", "李小龙"),
    ],
)
def test_text_cannot_steer_the_terminal(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text())
def test_no_text_can_steer_the_terminal(text: str) -> None:
    assert not _STEERING & set(printable(text))
    assert printable(printable(text)) == printable(text)
    assert not (_STEERING - {"\n"}) & set(printable_lines(text))


def test_lines_stay_where_they_are_wanted() -> None:
    assert printable_lines("one\ntwo\r\nthr\x1bee e\u0301") == "one\ntwo\nthr ee é"


@given(st.dictionaries(st.text(), st.text()))
def test_json_means_the_same_and_cannot_steer_the_terminal(data: dict[str, str]) -> None:
    for indent in (None, 2):
        document = printable_json(json.dumps(data, ensure_ascii=False, indent=indent))
        assert json.loads(document) == data
        assert not (_STEERING - {"\n"}) & set(document)


def test_json_escapes_what_json_itself_lets_pass() -> None:
    assert printable_json('{"a": "x\x9b\x7fy\u202ez é"}') == '{"a": "x\\u009b\\u007fy\\u202ez é"}'
    assert printable_json('{"a": "x"}') == '{"a": "x"}'
