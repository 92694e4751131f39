from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.domain.filtering import Filter, fold

NAMES = [
    "Łukasz Groß brakes",
    "Ana Müller engine",
    "Jean-Luc Béranger brakes",
    "李小龙 electrical",
    "Mary O'Neill bus",
]

texts = st.lists(st.text("aAbß éÉo李x[", max_size=12), max_size=12)
queries = st.text("aAbß éÉo李x[", max_size=8)


def found(query: str) -> list[str]:
    return [NAMES[position] for position in Filter(NAMES).find(query).positions]


def test_case_and_accents_do_not_matter() -> None:
    assert found("lukasz gross") == found("ŁUKASZ GROSS") == [NAMES[0]]
    assert found("beranger") == found("BÉRANGER") == [NAMES[2]]
    assert found("mu\u0308ller") == found("muller") == [NAMES[1]]
    assert found("李") == [NAMES[3]]


def test_every_term_must_be_held_in_any_order() -> None:
    assert found("brakes luc") == [NAMES[2]]
    assert found("  brakes ") == [NAMES[0], NAMES[2]]


def test_without_a_query_all_are_found() -> None:
    assert found(" ") == NAMES


def test_near_matches_come_only_where_nothing_matches_and_the_closest_first() -> None:
    several = Filter(["Jim van Halen Smithers", "John Smith", "Ann Lee"])
    assert not several.find("smith").near
    near = several.find("jnsmt")
    assert near.near
    assert list(near.positions) == [1]
    assert not several.find("qqq").positions


def test_letters_far_apart_are_no_near_match() -> None:
    assert not Filter(["a long text about brakes and other things k"]).find("alk").positions


def test_matches_come_in_the_order_asked_for() -> None:
    names = Filter(NAMES)
    names.arrange([4, 3, 2, 1, 0])
    assert list(names.find("brakes").positions) == [2, 0]


def test_a_replaced_text_is_found_by_its_new_words() -> None:
    names = Filter(NAMES)
    assert list(names.find("paint").positions) == []
    names.replace(1, "Ana Müller painting")
    assert list(names.find("paint").positions) == [1]


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts, st.lists(queries, min_size=1, max_size=6))
def test_narrowing_equals_filtering_from_scratch(rows: list[str], typed: list[str]) -> None:
    narrowing = Filter(rows)
    for query in typed:
        assert narrowing.find(query) == Filter(rows).find(query)


@given(texts, queries)
def test_typing_letter_by_letter_equals_filtering_from_scratch(rows: list[str], query: str) -> None:
    narrowing = Filter(rows)
    for end in (*range(len(query) + 1), *reversed(range(len(query)))):
        assert narrowing.find(query[:end]) == Filter(rows).find(query[:end])


@given(texts, queries)
def test_every_match_holds_every_term(rows: list[str], query: str) -> None:
    result = Filter(rows).find(query)
    terms = fold(query).split()
    holding = [at for at, text in enumerate(rows) if all(term in fold(text) for term in terms)]
    assert result.near or list(result.positions) == holding
