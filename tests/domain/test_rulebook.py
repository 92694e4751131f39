import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from mentor_tui.domain.problem import problems_of
from mentor_tui.domain.rule import Rule
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import Confidence, Renewal, VehicleKind
from mentor_tui.domain.workplace import plain_words
from mentor_tui.logbook.rules import load_rulebook
from mentor_tui.words.problems import with_field

CAR, TRUCK, SCHOOL_BUS = VehicleKind.CAR, VehicleKind.TRUCK, VehicleKind.SCHOOL_BUS
TRANSIT_BUS, EQUIPMENT, COLLISION = VehicleKind.TRANSIT_BUS, VehicleKind.EQUIPMENT, VehicleKind.COLLISION


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook()


def changed(book: Rulebook, table: str, entry: str, **values: object) -> dict[str, Any]:
    """The rule book as plain data, with one entry of a table changed."""
    data = book.model_dump(mode="json")
    for item in data[table]:
        if entry in (item.get("code"), item.get("key")):
            item.update(values)
            return data
    raise AssertionError(f"{table} has no {entry}")


def complaint(data: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as caught:
        Rulebook.model_validate(data)
    return "\n".join(map(with_field, problems_of(caught.value)))


# ---- what the shipped rule book says


def test_it_knows_the_tests_ase_gives(book: Rulebook) -> None:
    active = " ".join(test.code for test in book.tests if test.active)
    assert active == (
        "A1 A2 A3 A4 A5 A6 A7 A8 A9 G1 B2 B3 B4 B5 B6 T1 T2 T3 T4 T5 T6 T7 T8 S1 S2 S3 S4 S5 S6 S7 "
        "H1 H2 H3 H4 H5 H6 H7 H8 E1 E2 E3 L1 L2 L3 L4 C1 P2 F1 X1 XEV1 XEV2 "
        "ELMR ELAS ELA1 ELA2 ELA3 ELA4 ELA5 ELA6 ELA7 ELA8 ELT2 ELT4 ELT5 ELT6 ELT8 ELB2 ELB3 ELB4 ELB5"
    )


def test_a_test_that_is_off_says_why(book: Rulebook) -> None:
    off = {test.code: test.note for test in book.tests if not test.active}
    assert off.keys() == {"P1", "P4"}
    assert all(note.startswith("Off: ") for note in off.values())


@pytest.mark.parametrize(
    ("code", "months", "training"),
    [("A5", 24, 12), ("G1", 12, 6), ("L1", 36, 18), ("L4", 36, 18), ("B6", 24, 12), ("XEV2", 0, 0)],
)
def test_training_replaces_at_most_half(book: Rulebook, code: str, months: int, training: int) -> None:
    requirement = book.requirement[book.test[code].requirement]
    assert (requirement.months, requirement.training_months) == (months, training)


def test_what_is_not_confirmed_is_marked(book: Rulebook) -> None:
    def sure(code: str) -> Confidence:
        return book.requirement[book.test[code].requirement].confidence

    assert sure("A5") is Confidence.OFFICIAL
    assert sure("T4") is Confidence.SECONDARY
    assert {sure(code) for code in ("B2", "S1", "H3", "E1", "L4")} == {Confidence.UNCONFIRMED}
    assert book.clock.confidence is Confidence.UNCONFIRMED
    assert book.requirement["two-years-service"].training_confidence is Confidence.UNCONFIRMED
    assert book.test["E1"].confidence is Confidence.UNCONFIRMED
    assert book.credit_kind["high-school"].confidence is Confidence.UNCONFIRMED


@pytest.mark.parametrize(
    ("kind", "area", "codes"),
    [
        (CAR, "engine", "A1 G1"),
        (CAR, "brakes", "A5 G1"),
        (CAR, "engine-performance", "A8 L1"),
        (CAR, "light-diesel", "A9 L2"),
        (CAR, "maintenance-light-repair", "G1"),
        (CAR, "exhaust", "X1"),
        (CAR, "alternate-fuels", "F1"),
        (CAR, "hybrid-ev", "L3 XEV2"),
        (CAR, "adas", "L4"),
        (TRUCK, "brakes", "T4"),
        (TRUCK, "diesel-engine", "T2 L2"),
        (TRUCK, "gasoline-engine", "T1"),
        (TRUCK, "preventive-maintenance", "T8"),
        (SCHOOL_BUS, "body-systems", "S1"),
        (SCHOOL_BUS, "hvac", "S7"),
        (TRANSIT_BUS, "cng-engine", "H1"),
        (TRANSIT_BUS, "diesel-engine", "H2 L2"),
        (TRANSIT_BUS, "preventive-maintenance", "H8"),
        (EQUIPMENT, "equipment-installation", "E1"),
        (EQUIPMENT, "auxiliary-power", "E3"),
        (COLLISION, "painting", "B2"),
        (COLLISION, "mechanical-electrical", "B5"),
        (COLLISION, "adas", "L4"),
        (COLLISION, "estimating", "B6"),
        (VehicleKind.NONE, "service-desk", "C1"),
        (VehicleKind.NONE, "parts-desk", "P1 P2 P4"),
        (TRUCK, "painting", ""),
        (CAR, "helper", ""),
    ],
)
def test_vehicle_and_area_make_the_test(book: Rulebook, kind: VehicleKind, area: str, codes: str) -> None:
    assert {test.code for test in book.tests_of(kind, area)} == set(codes.split())


def test_every_active_test_can_be_reached_by_work_that_is_proposed(book: Rulebook) -> None:
    for test in book.tests:
        proposed = [area for area in test.areas if set(book.area[area].kinds) & set(test.kinds)]
        assert proposed or not test.areas, test.code


def test_every_area_proposed_for_a_vehicle_counts_on_a_track_or_is_no_repair(book: Rulebook) -> None:
    for area in book.areas:
        for kind in area.kinds:
            assert (book.track_of(kind, area.key) is not None) is area.hands_on, (area.key, kind)


@pytest.mark.parametrize(
    ("kind", "area", "track"),
    [
        (CAR, "brakes", "auto"),
        (TRUCK, "brakes", "truck"),
        (CAR, "service-desk", "service"),
        (COLLISION, "estimating", "estimator"),
        (VehicleKind.NONE, "brakes", None),
        (CAR, "helper", None),
        (CAR, "no-such-area", None),
    ],
)
def test_the_track_follows_the_vehicle_but_desk_jobs_have_their_own(
    book: Rulebook, kind: VehicleKind, area: str, track: str | None
) -> None:
    assert book.track_of(kind, area) == track


@pytest.mark.parametrize(
    ("word", "kind", "key"),
    [
        ("Brakes", None, "brakes"),
        ("SUSPENSION & STEERING", None, "suspension-steering"),
        ("suspension_steering", CAR, "suspension-steering"),
        ("engine", None, "engine"),
        ("engine", TRUCK, "diesel-engine"),
        ("pm", TRUCK, "preventive-maintenance"),
        ("pm", CAR, "maintenance-light-repair"),
        ("pm", None, None),
        ("brakes", COLLISION, "mechanical-electrical"),
        ("T4", TRUCK, "brakes"),
        ("A/C", CAR, "hvac"),
        ("welding", CAR, "equipment-installation"),
        ("juggling", CAR, None),
        ("", None, None),
    ],
)
def test_an_area_is_found_by_any_of_its_words(
    book: Rulebook, word: str, kind: VehicleKind | None, key: str | None
) -> None:
    found = book.find_area(word, kind)
    assert (found and found.key) == key


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Diesel Truck Shop", "diesel-shop"),
        ("diesel_shop", "diesel-shop"),
        ("collision centre", "body-shop"),
        ("bakery", None),
    ],
)
def test_a_shop_type_is_found_by_any_of_its_words(book: Rulebook, word: str, key: str | None) -> None:
    found = book.find_shop_type(word)
    assert (found and found.key) == key


def test_a_diesel_shop_points_to_l2_by_way_of_its_prerequisites(book: Rulebook) -> None:
    direction = next(item for item in book.specialisations if "diesel-shop" in item.shop_types)
    assert direction.goal == ("L2",)
    assert direction.path == (("T2",), ("T6",))


def test_the_way_to_a_goal_meets_its_prerequisite(book: Rulebook) -> None:
    for direction in book.specialisations:
        on_the_way = {code for group in direction.path for code in group}
        for code in direction.goal:
            rule = book.test[code].prerequisite_on(date(2026, 11, 20))
            for group in rule.all_of if rule else ():
                assert on_the_way & set(group), (direction.key, code)


def test_every_shop_type_points_somewhere(book: Rulebook) -> None:
    pointed_at = {key for direction in book.specialisations for key in direction.shop_types}
    assert pointed_at == book.shop_type.keys()


def test_the_prerequisite_of_l4_ended_with_2024(book: Rulebook) -> None:
    before = book.test["L4"].prerequisite_on(date(2024, 12, 31))
    assert before is not None
    assert before.all_of == (("A6", "B5"),)
    assert book.test["L4"].prerequisite_on(date(2025, 1, 1)) is None


def test_the_prices_keep_ases_pattern(book: Rulebook) -> None:
    assert book.fees is not None
    assert book.fees.series["L"] == 2 * book.fees.test
    assert book.fees.recertification_cap == 3 * book.fees.test


def test_every_source_is_used(book: Rulebook) -> None:
    assert {key for rule in rules(book) for key in rule.sources} == book.source.keys()


def rules(book: Rulebook) -> Iterator[Rule]:
    yield from (book.clock, book.recertification, *book.tracks, *book.requirements, *book.series, *book.tests)
    yield from (
        *book.credits,
        *book.designations,
        *(rule for test in book.tests for rule in test.prerequisites),
    )
    if book.fees is not None:
        yield book.fees


# ---- names that do not agree


@pytest.mark.parametrize(
    ("table", "entry", "values", "said"),
    [
        (
            "tests",
            "A5",
            {"areas": ["breaks"]},
            'tests[A5].areas: no work area "breaks" (did you mean "brakes"?)',
        ),
        ("tests", "A5", {"tracks": ["autos"]}, 'tests[A5].tracks: no track "autos" (did you mean "auto"?)'),
        ("tests", "A5", {"series": "Q"}, 'tests[A5].series: no series "Q"'),
        (
            "tests",
            "A5",
            {"requirement": "two-year"},
            'requirement: no requirement "two-year" (did you mean "two-years"?)',
        ),
        ("tests", "A5", {"sources": ["S99"]}, 'tests[A5].sources: no source "S99"'),
        (
            "tests",
            "A5",
            {"sources": []},
            "tests[A5].sources: a rule that is official names at least one source",
        ),
        ("tests", "A5", {"code": "A4"}, "tests[A4]: defined 2 times"),
        ("series", "T", {"requirement": "ten-years"}, 'series[T].requirement: no requirement "ten-years"'),
        (
            "areas",
            "service-desk",
            {"track": "servis"},
            'areas[service-desk].track: no track "servis" (did you mean "service"?)',
        ),
        ("areas", "hvac", {"aliases": ["abs"]}, 'areas[hvac].aliases: "abs" means areas[brakes] already'),
        ("credits", "military", {"tracks": ["army"]}, 'credits[military].tracks: no track "army"'),
        ("tracks", "truck", {"kinds": ["car"]}, 'tracks[truck].kinds: "car" is on tracks[auto] already'),
        (
            "designations",
            "undercar",
            {"groups": [{"any_of": ["X9"]}]},
            'designations[undercar].groups: no test "X9"',
        ),
        ("specialisations", "adas", {"goal": ["L9"]}, 'specialisations[adas].goal: no test "L9"'),
        ("specialisations", "adas", {"path": [["A6", "B9"]]}, 'specialisations[adas].path: no test "B9"'),
        (
            "specialisations",
            "adas",
            {"areas": ["ada"]},
            'specialisations[adas].areas: no work area "ada" (did you mean "adas"?)',
        ),
        (
            "specialisations",
            "adas",
            {"shop_types": ["bakery"]},
            'specialisations[adas].shop_types: no shop type "bakery"',
        ),
        (
            "shop_types",
            "fleet",
            {"aliases": ["garage"]},
            'shop_types[independent-garage].aliases: "garage" means shop_types[fleet] already',
        ),
    ],
)
def test_a_name_that_is_not_there_or_there_twice_is_told(
    book: Rulebook, table: str, entry: str, values: dict[str, object], said: str
) -> None:
    assert said in complaint(changed(book, table, entry, **values))


@pytest.mark.parametrize(
    ("table", "entry"),
    [
        ("tracks", "auto"),
        ("requirements", "two-years"),
        ("series", "T"),
        ("tests", "A5"),
        ("credits", "military"),
        ("designations", "undercar"),
    ],
)
def test_every_rule_names_sources_that_are_there(book: Rulebook, table: str, entry: str) -> None:
    assert f'{table}[{entry}].sources: no source "S99"' in complaint(
        changed(book, table, entry, sources=["S99"])
    )


@pytest.mark.parametrize("table", ["clock", "recertification", "fees"])
def test_every_single_rule_names_sources_that_are_there(book: Rulebook, table: str) -> None:
    data = book.model_dump(mode="json")
    data[table]["sources"] = ["S99"]
    assert f'{table}.sources: no source "S99"' in complaint(data)


def test_a_prerequisite_and_the_app_must_name_tests(book: Rulebook) -> None:
    data = changed(book, "tests", "L1", prerequisites=[{"all_of": [["A88"]], "confidence": "unconfirmed"}])
    data["recertification"]["renewal_app_tests"] = ["Z1"]
    data["fees"]["series"] = {"Q": 100}
    said = complaint(data)
    assert 'tests[L1].prerequisites[1].all_of: no test "A88"' in said
    assert 'recertification.renewal_app_tests: no test "Z1"' in said
    assert 'fees.series: no series "Q"' in said


def test_a_test_takes_from_its_series_what_it_does_not_say(book: Rulebook) -> None:
    data = book.model_dump(mode="json")
    test = next(test for test in data["tests"] if test["code"] == "T4")
    for name in ("requirement", "tracks", "kinds", "confidence", "sources"):
        del test[name]
    assert Rulebook.model_validate(data) == book


def test_the_rulebook_survives_a_round_trip(book: Rulebook) -> None:
    assert Rulebook.model_validate(book.model_dump(mode="json")) == book
    assert Rulebook.model_validate(book) is book


# ---- what it said before


def test_a_day_has_the_values_of_its_time(book: Rulebook) -> None:
    for day, questions in ((date(2025, 12, 31), 50), (date(2026, 1, 1), 45), (date(2026, 1, 2), 45)):
        then = book.on(day)
        assert {then.test[code].questions for code in ("A1", "A2")} == {questions}
        assert (then.fees is not None) is (day.year >= 2026)
        assert then.test["A5"] is book.test["A5"]
    assert book.on(date(2026, 1, 1)) is book
    assert book.on(date(2025, 12, 31)) is book.on(date(1990, 1, 1))
    assert book.on(date(2025, 12, 31)).test.keys() == book.test.keys()


def test_any_value_may_have_been_another(book: Rulebook) -> None:
    earlier = [
        {"until": "2019-12-31", "months": 12, "confidence": "secondary"},
        {"until": "2021-12-31", "months": 18},
    ]
    changed_book = Rulebook.model_validate(changed(book, "requirements", "two-years", earlier=earlier))
    for day, months, sure in (
        (date(2019, 12, 31), 12, Confidence.SECONDARY),
        (date(2020, 1, 1), 18, Confidence.OFFICIAL),
        (date(2021, 12, 31), 18, Confidence.OFFICIAL),
        (date(2022, 1, 1), 24, Confidence.OFFICIAL),
    ):
        rule = changed_book.on(day).requirement["two-years"]
        assert (rule.months, rule.training_months, rule.confidence) == (months, 12, sure)


def test_prices_of_an_earlier_year_may_be_known(book: Rulebook) -> None:
    data = book.model_dump(mode="json")
    data["fees"]["earlier"] = [{"until": "2025-12-31", "year": 2024, "test": 5900}]
    priced = Rulebook.model_validate(data)
    assert priced.on(date(2023, 12, 31)).fee("A5") is None
    assert priced.on(date(2024, 1, 1)).fee("A5") == 5900
    assert priced.on(date(2025, 12, 31)).fee("L1") == 12400
    assert (priced.on(date(2026, 1, 1)).fee("A5"), priced.fee("L1")) == (6200, 12400)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"earlier": [{"until": "2025-12-31", "question": 50}]}, "until 2025-12-31: question: Extra inputs"),
        ({"earlier": [{"until": "2025-12-31", "questions": "many"}]}, "questions: Input should be a valid"),
        (
            {"earlier": [{"until": "2025-12-31"}, {"until": "2025-12-31"}]},
            "earlier: must be in order of date",
        ),
        (
            {"earlier": [{"until": "2025-12-31", "requirement": "ten-years"}]},
            'tests[A5].requirement: no requirement "ten-years"',
        ),
        (
            {"earlier": [{"until": "2025-12-31", "sources": ["S99"]}]},
            'tests[A5].earlier, until 2025-12-31.sources: no source "S99"',
        ),
        ({"values": {"color": {"confidence": "unconfirmed"}}}, "values: there is no color in this rule"),
        (
            {"values": {"questions": {"confidence": "official"}}},
            "tests[A5].values.questions.sources: a rule that is official names at least one source",
        ),
    ],
)
def test_what_is_wrong_in_an_earlier_value_is_told(
    book: Rulebook, values: dict[str, object], said: str
) -> None:
    assert said in complaint(changed(book, "tests", "A5", **values))


def test_single_values_may_be_surer_than_their_rule(book: Rulebook) -> None:
    rule = book.recertification
    assert rule.confidence is Confidence.SECONDARY
    for field in ("retest_days", "booking_days", "asks_prerequisites"):
        assert rule.fact(field).confidence is Confidence.OFFICIAL
    assert rule.fact("years").sources == rule.sources
    assert rule.fact("years").note == rule.note
    assert rule.fact("years").confidence is rule.confidence


def test_a_test_may_be_bought_again_after_thirty_full_days(book: Rulebook) -> None:
    assert book.recertification.again_from(date(2024, 2, 5)) == date(2024, 3, 7)
    assert book.recertification.again_from(date(2023, 3, 1)) == date(2023, 4, 1)
    assert book.recertification.window_ends(date(2024, 1, 5)) == date(2024, 4, 4)


def test_a_series_says_how_long_it_lasts_and_what_renews_it(book: Rulebook) -> None:
    app_and_test, test_alone = set(Renewal), {Renewal.TEST}
    assert {book.years_of(code) for code in ("A5", "T4", "L1", "XEV1")} == {5}
    assert book.years_of("ELA5") == 2
    assert book.renewed_by("A5") == app_and_test
    assert book.renewed_by("T4") == book.renewed_by("G1") == book.renewed_by("L1") == test_alone
    assert book.renewed_by("ELA5") == set()
    no_experience = [test.code for test in book.tests if book.asks_no_experience(test.code)]
    assert no_experience == [test.code for test in book.tests if test.series in {"XEV", "Entry-level"}]


@pytest.mark.parametrize(
    ("text", "plain"), [("A/C & heat", "a c and heat"), (" Pre-Trip ", "pre trip"), ("—", "")]
)
def test_plain_words(text: str, plain: str) -> None:
    assert plain_words(text) == plain
    assert re.fullmatch(r"[a-z ]*", plain_words(text))
