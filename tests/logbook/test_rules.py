import re
from collections.abc import Callable
from pathlib import Path

import pytest

from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.errors import MentorError
from mentor_tui.logbook.rules import examples_of, load_examples, load_rulebook, load_rules
from mentor_tui.resources import rulebook_file

Edit = Callable[[str, str], Path]


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """Writes a copy of the shipped rule book in which one passage was replaced."""

    def edit(old: str, new: str) -> Path:
        text = rulebook_file().read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "ase.toml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return edit


def message_of(path: Path) -> str:
    with pytest.raises(MentorError) as caught:
        load_rulebook(path)
    assert str(path) in caught.value.message
    assert caught.value.hint
    return caught.value.message


def test_the_shipped_rulebook_loads() -> None:
    assert isinstance(load_rulebook(), Rulebook)


def test_the_fingerprint_follows_the_content(edited: Edit) -> None:
    shipped, changed = load_rules(), load_rules(edited("retest_days = 30", "retest_days = 31"))
    assert re.fullmatch("[0-9a-f]{12}", changed.fingerprint)
    assert changed.fingerprint != shipped.fingerprint
    assert shipped == load_rules(rulebook_file())


def test_a_slip_in_the_toml_names_the_line(edited: Edit) -> None:
    path = edited('code = "A5"', "code = A5")
    line = path.read_text(encoding="utf-8").splitlines().index("code = A5") + 1
    assert f"line {line}" in message_of(path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "retest_days = 30",
            "retest_day = 30",
            'recertification.retest_day: unknown key (did you mean "retest_days"?)',
        ),
        ("retest_days = 30", "retest_day = 30", "recertification.retest_days: is missing"),
        ('name = "Brakes"\n', 'nam = "Brakes"\n', 'tests[A5].nam: unknown key (did you mean "name"?)'),
        (
            "retest_days = 30",
            'retest_days = "30 days"',
            "recertification.retest_days: should be a valid integer",
        ),
        ("retest_days = 30", 'retest_days = "30 days"', 'found "30 days"'),
        ("retest_days = 30", "retest_days = -1", "greater than or equal to 0, found -1"),
        (
            "months = 36",
            "months = 36.5",
            "requirements[three-years].months: should be a valid integer, found 36.5",
        ),
        ('kinds = ["truck"]', 'kinds = ["lorry"]', "tracks[truck].kinds[1]: should be 'car', 'truck'"),
        ('kinds = ["truck"]', 'kinds = ["lorry"]', 'found "lorry"'),
        ('confidence = "unconfirmed"', 'confidence = "sure"', "clock.confidence: should be 'official'"),
        (
            "until = 2024-12-31",
            'until = "then"',
            "tests[L4].prerequisites[1].until: should be a valid date",
        ),
        ("[clock]", "[klock]", 'klock: unknown key (did you mean "clock"?)'),
        (
            'areas = ["brakes"]',
            'areas = ["breaks"]',
            'tests[A5].areas: no work area "breaks" (did you mean "brakes"?)',
        ),
        (
            'requirement = "two-years-truck"',
            'requirement = "two-yeers-truck"',
            "series[T].requirement: no requirement",
        ),
        (
            'name = "Brakes"\n',
            'name = "Brakes"\nvalues = { color = { confidence = "unconfirmed" } }\n',
            "tests[A5].values: there is no color in this rule",
        ),
        ('all_of = [["A8"]]', 'all_of = [["A88"]]', 'tests[L1].prerequisites[1].all_of: no test "A88"'),
    ],
)
def test_a_mistake_is_named_by_table_key_and_value(edited: Edit, old: str, new: str, said: str) -> None:
    assert said in message_of(edited(old, new))


def test_a_list_in_place_of_a_table_is_named(edited: Edit) -> None:
    assert "fees: should be a valid dictionary" in message_of(edited("[fees]", "[[fees]]"))


def test_of_many_mistakes_the_first_few_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "ase.toml"
    path.write_text("wrong = 1\n", encoding="utf-8")
    lines = message_of(path).splitlines()
    assert "wrong: unknown key" in lines[0]
    assert "is missing" in lines[1]
    assert re.search(r"and \d+ more", lines[-1])
    assert len(lines) == 6


def test_a_folder_a_missing_file_and_a_wrong_encoding_are_told_apart(tmp_path: Path) -> None:
    assert "is a folder" in message_of(tmp_path)
    assert "cannot be read: No such file" in message_of(tmp_path / "none.toml")
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b'edition = "a"\npublisher = "M\xfcller"\n')
    assert "line 2: not UTF-8" in message_of(latin)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "ase.toml"
    path.write_bytes(b"\xef\xbb\xbf" + rulebook_file().read_bytes())
    assert load_rulebook(path).edition == load_rulebook().edition


@pytest.mark.parametrize(
    "content", ["", "tests = 3", "tests = [1, 2]\nseries = [3]", "[tests]\nA5 = 1", "series = [{key = 7}]"]
)
def test_any_other_toml_is_refused_and_not_stumbled_over(tmp_path: Path, content: str) -> None:
    path = tmp_path / "ase.toml"
    path.write_text(content, encoding="utf-8")
    assert "is missing" in message_of(path)


def test_the_shipped_examples_load() -> None:
    assert len(load_examples()) >= 40


def test_a_mistake_in_an_example_is_named(tmp_path: Path) -> None:
    path = tmp_path / "examples.toml"
    path.write_text('[[examples]]\nkey = "one"\ntitel = "One"\n', encoding="utf-8")
    with pytest.raises(MentorError, match=r'examples\[one\]\.titel: unknown key \(did you mean "title"\?\)'):
        load_examples(path)


def test_two_examples_with_the_same_key_are_named(tmp_path: Path) -> None:
    one = '{ key = "one", title = "", rule = "r", test = "A5", as_of = 2024-01-05, expect = {} }'
    path = tmp_path / "examples.toml"
    path.write_text(f"examples = [{one}, {one}]", encoding="utf-8")
    with pytest.raises(MentorError, match=r"examples\[one\]: defined more than once"):
        load_examples(path)


def test_the_examples_of_a_rule_book_may_be_in_several_files(tmp_path: Path) -> None:
    book = tmp_path / "shop.toml"
    fields = 'title = "One", rule = "clock", test = "A5", as_of = 2024-01-01, expect = {}'
    (tmp_path / "shop-examples.toml").write_text(
        f'examples = [{{ key = "one", {fields} }}]', encoding="utf-8"
    )
    more = tmp_path / "shop-examples-dated.toml"
    more.write_text(f'examples = [{{ key = "two", {fields} }}]', encoding="utf-8")
    (tmp_path / "other-examples.toml").write_text("examples = 1", encoding="utf-8")
    assert [example.key for example in examples_of(book)] == ["two", "one"]
    more.write_text(f'examples = [{{ key = "one", {fields} }}]', encoding="utf-8")
    with pytest.raises(MentorError, match=r"examples\[one\]: is in shop-examples-dated.toml already"):
        examples_of(book)
