"""Adding, changing and voiding apprentices and placements."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.domain.apprentice import Apprentice, Placement, StatusSince
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import Status
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change, RefusedError, build
from mentor_tui.logbook.people import (
    new_key,
    next_key,
    put_apprentice,
    put_placement,
    set_status,
    void_apprentice,
    void_placement,
)
from tests.logbook.making import FRIDAY, START, framed, person, said, shop


def since(status: str, day: str) -> StatusSince:
    return StatusSince(status=Status(status), since=date.fromisoformat(day))


def after(change: Change) -> Apprentice:
    apprentice = change.edits[0].after
    assert isinstance(apprentice, Apprentice)
    return apprentice


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ana Ruiz", "ana-ruiz"),
        ("Ana [B] [/bold", "ana-b-bold"),
        ("Jürgen O'Groß", "jurgen-o-gro"),
        ("李小龍", "apprentice"),
        ("--- ", "apprentice"),
        ("N" * 120, "n" * 40),
        ("\ud800", "apprentice"),
    ],
)
def test_a_key_is_made_of_the_name(name: str, key: str) -> None:
    assert new_key(name, ()) == key
    assert new_key(name, [key, f"{key}-2"]) == f"{key}-3"


@given(st.text(max_size=150), st.sets(st.sampled_from(["a", "apprentice", "apprentice-2"])))
def test_a_key_is_always_a_new_one_that_fits(name: str, taken: set[str]) -> None:
    key = new_key(name, taken)
    assert key not in taken
    assert person(key=key).key == key


def test_numbered_keys_are_never_given_out_twice() -> None:
    assert next_key("p", []) == "p1"
    assert next_key("p", ["p1", "p10", "x99", "p2x"]) == "p11"


def test_adding_and_changing_say_so(rulebook: Rulebook) -> None:
    assert put_apprentice(None, person(), (), framed(rulebook)).why == "added Ana Ruiz"
    renamed = person("Ana Ruiz-Vega")
    assert (
        put_apprentice(person(), renamed, [person()], framed(rulebook)).why
        == "changed Ana Ruiz-Vega: was Ana Ruiz"
    )
    with pytest.raises(MentorError, match="Nothing to change"):
        put_apprentice(person(), person(), (), framed(rulebook))


def test_a_change_says_which_fields_and_each_status_it_is_about(rulebook: Rulebook) -> None:
    before = person(history=(since("on-leave", "2026-06-01"), since("active", "2026-07-01")))
    later = person(
        "Zed Q",
        history=(since("active", "2026-07-01"), since("left", "2026-11-20")),
        tags=("night",),
        ase_id="ASE-1",
    )
    assert put_apprentice(before, later, (), framed(rulebook)).why == (
        "changed Zed Q: was Ana Ruiz; left since 2026-11-20; no longer on leave since 2026-06-01; tags, ase id"
    )
    replaced = person(history=(since("on-leave", "2026-06-01"), since("left", "2026-07-01")))
    assert (
        put_apprentice(before, replaced, (), framed(rulebook)).why
        == "changed Ana Ruiz: left since 2026-07-01"
    )
    assert put_apprentice(before, person(history=before.history, note="!"), (), framed(rulebook)).why == (
        "changed Ana Ruiz: note"
    )


def test_a_wrong_field_of_a_person_or_a_placement_is_refused(rulebook: Rulebook) -> None:
    with pytest.raises(RefusedError, match="shop_type: unknown shop type garage; did you mean"):
        put_apprentice(None, person(placements=(shop(shop_type="garage"),)), (), framed(rulebook))
    with pytest.raises(RefusedError, match="name: holds a line break"):
        put_apprentice(None, person("Ana\tRuiz"), (), framed(rulebook))


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"name": "  "}, "name", "is needed"),
        ({"name": "x" * 121}, "name", "has 121 characters; 120 are the most"),
        (
            {"name": "A\udc80"},
            "name",
            "holds half a character, as a broken paste leaves behind; type it again",
        ),
        ({"start": "soon"}, "start", "should be a date such as 2026-11-20, not 'soon'"),
        ({"placements": [shop(), shop()]}, "placements", "must have keys of their own"),
        (
            {"placements": [{**shop().model_dump(), "ends": "2024-01-01"}]},
            "placements.0.ends",
            "on 2024-01-01, before it starts on 2025-01-04",
        ),
        (
            {
                "history": [
                    {"status": "left", "since": "2026-05-01"},
                    {"status": "active", "since": "2026-04-01"},
                ]
            },
            "history",
            "must be in order of date, one status a day",
        ),
    ],
)
def test_a_typed_field_that_cannot_be_is_named(fields: dict[str, object], field: str, message: str) -> None:
    with pytest.raises(RefusedError) as caught:
        build(Apprentice, **{"key": "ana", "name": "Ana", "start": START, **fields})
    assert said(caught.value.problems) == ((field, message, True),)


def test_statuses_stay_in_order_and_one_on_the_same_day_is_replaced(rulebook: Rulebook) -> None:
    ana = after(set_status(person(), Status.LEFT, FRIDAY, framed(rulebook)))
    ana = after(set_status(ana, Status.ON_LEAVE, date(2026, 6, 1), framed(rulebook)))
    change = set_status(ana, Status.FINISHED, FRIDAY, framed(rulebook))
    assert change.why == "Ana Ruiz: finished since 2026-11-20"
    assert [(entry.status.value, entry.since) for entry in after(change).history] == [
        ("on-leave", date(2026, 6, 1)),
        ("finished", FRIDAY),
    ]
    with pytest.raises(RefusedError, match="history: a status cannot begin before the programme does"):
        set_status(person(), Status.LEFT, date(2024, 1, 1), framed(rulebook))


def test_a_placement_is_added_and_changed_in_its_place(rulebook: Rulebook) -> None:
    second = shop("p2", shop="Bay City", starts=date(2026, 7, 1))
    added = put_placement(person(), second, framed(rulebook))
    assert added.why == "placed Ana Ruiz at Bay City"
    assert [problem.field for problem in added.warnings] == ["starts"]
    ended = shop(ends=date(2026, 6, 30))
    change = put_placement(after(added), ended, framed(rulebook))
    assert change.why == "changed Ana Ruiz at Alamo Diesel: ends"
    assert after(change).placements == (ended, second)
    assert change.warnings == ()


def test_a_placement_with_dates_the_wrong_way_round_is_refused() -> None:
    fields = {**shop().model_dump(), "ends": date(2024, 1, 1)}
    with pytest.raises(RefusedError, match="ends: on 2024-01-01, before it starts on 2025-01-04"):
        build(Placement, **fields)


def test_voiding_needs_a_reason_and_is_done_once() -> None:
    change = void_apprentice(person(), "added twice")
    assert change.why == "voided Ana Ruiz: added twice"
    with pytest.raises(RefusedError, match="reason: is needed to void an apprentice"):
        void_apprentice(person(), " ")
    with pytest.raises(MentorError, match="taken off the roster already: added twice"):
        void_apprentice(after(change), "again")
    with pytest.raises(RefusedError, match="has 3000 characters"):
        void_apprentice(person(), "x" * 3000)


def test_a_placement_is_voided_by_its_key() -> None:
    change = void_placement(person(), "p1", "never began")
    assert change.why == "voided the placement of Ana Ruiz at Alamo Diesel: never began"
    assert after(change).placements[0].voided == "never began"
    with pytest.raises(MentorError, match=r"has no placement p9\.\nThere is p1"):
        void_placement(person(), "p9", "never began")
    with pytest.raises(RefusedError, match="reason: is needed to void a placement"):
        void_placement(person(), "p1", "")
    with pytest.raises(MentorError, match="was taken out already: never began"):
        void_placement(after(change), "p1", "again")
