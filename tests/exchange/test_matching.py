import pytest

from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import Supervision, VehicleKind
from mentor_tui.exchange.matching import Areas, People, find_kind, find_supervision
from tests.exchange.shop import record

_NAMES = {
    "ana": "Ana [B] Ruiz",
    "sean": "Sean O'Neill",
    "zoe": "Zoë Kowalczyk",
    "wang": "王小明",
    "jo-1": "Jo Smith",
    "jo-2": "Jo  SMITH",
}
_RECORDS = {key: record(key, name) for key, name in _NAMES.items()}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ana [B] Ruiz", "ana"),
        ("ana b ruiz", "ana"),
        ("O'Neill, Sean", "sean"),
        ("Sean O’Neill", "sean"),
        ("ZOE KOWALCZYK", "zoe"),
        ("王小明", "wang"),
        ("wang", "wang"),
        ("wang@example.org", "wang"),
    ],
)
def test_people_by_what_they_are_called(text: str, key: str) -> None:
    found = People(_RECORDS).find(text)
    assert found is not None
    assert found.apprentice.key == key


def test_two_of_one_name_are_not_told_apart_by_it() -> None:
    people = People(_RECORDS)
    assert people.find("Jo Smith") is None
    assert sorted(people.keys("Jo Smith")) == ["jo-1", "jo-2"]


@pytest.mark.parametrize(("text", "key"), [("Ana Ruiz", "ana"), ("Sean ONeil", "sean"), ("Kowalczyk", "zoe")])
def test_a_near_name_is_guessed_not_taken(text: str, key: str) -> None:
    people = People(_RECORDS)
    assert people.find(text) is None
    assert people.guess(text).keys[0] == key
    assert people.guess(text).question.startswith(f"did you mean {_NAMES[key]}")


def test_a_strange_name_has_no_guess() -> None:
    assert People(_RECORDS).guess("Xerxes Q").question == ""


def test_a_choice_of_the_mentor_decides() -> None:
    people = People(_RECORDS, {"Jo Smith": "jo-2", "Boss": "gone"})
    found = people.find("jo smith")
    assert found is not None
    assert found.apprentice.key == "jo-2"
    assert people.find("Boss") is None


def test_somebody_taken_off_the_roster_is_not_found() -> None:
    gone = record("gone", "Gus Gone")
    gone = gone.model_copy(update={"apprentice": gone.apprentice.model_copy(update={"voided": "a mistake"})})
    assert People({"gone": gone}).find("Gus Gone") is None


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("Brakes", VehicleKind.TRUCK, "brakes"),
        ("Suspension & Steering", VehicleKind.CAR, "suspension-steering"),
        ("T4", VehicleKind.TRUCK, "brakes"),
        ("T4 - Brakes", VehicleKind.TRUCK, "brakes"),
        ("A5 whatever", VehicleKind.CAR, "brakes"),
        ("engine", VehicleKind.TRUCK, "diesel-engine"),
        ("engine", VehicleKind.CAR, "engine"),
        ("Knitting", VehicleKind.CAR, None),
    ],
)
def test_areas_by_what_they_are_called(
    rulebook: Rulebook, text: str, kind: VehicleKind, key: str | None
) -> None:
    found = Areas(rulebook).find(text, kind)
    assert (found.key if found else None) == key


def test_an_area_is_guessed_and_chosen(rulebook: Rulebook) -> None:
    areas = Areas(rulebook, {"Drum brake overhaul": "brakes", "x": "no-such-area"})
    found = areas.find("drum  brake OVERHAUL", VehicleKind.CAR)
    assert found is not None
    assert found.key == "brakes"
    assert areas.find("x", VehicleKind.CAR) is None
    assert areas.guess("Drum brakes and others", VehicleKind.TRUCK).keys[0] == "brakes"
    assert areas.guess("brakse", VehicleKind.TRUCK).keys[0] == "brakes"


@pytest.mark.parametrize("kind", VehicleKind)
def test_vehicle_kinds_by_their_own_keys(kind: VehicleKind) -> None:
    assert find_kind(kind.value) is kind


@pytest.mark.parametrize("level", Supervision)
def test_supervision_by_its_own_keys(level: Supervision) -> None:
    assert find_supervision(level.value.title()) is level


def test_other_words_for_kinds() -> None:
    assert find_kind("Medium/Heavy Truck") is VehicleKind.TRUCK
    assert find_kind("Unit 4412") is None
    assert find_supervision("solo") is Supervision.ALONE
