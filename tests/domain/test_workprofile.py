"""Hours and clocks in words: the order in which they come, and what is not confirmed."""

import pytest

from mentor_tui.domain.vocabulary import VehicleKind
from mentor_tui.domain.workprofile import AreaHours, area_hours, track_profile
from tests.domain.small_rulebook import Work, changed_rulebook, judged_record, small_rulebook


def texts(*work: Work) -> list[str]:
    return [area.text for area in area_hours(judged_record(*work))]


def test_vehicles_and_areas_of_equal_hours_come_in_order_of_their_names() -> None:
    assert texts(
        Work("truck/diesel", hours=3),
        Work("truck/brakes", hours=3),
        Work("car/electrical", hours=6),
        Work("none/desk", hours=1),
        Work("car/desk", hours=2),
    ) == [
        "Electrical: 6 h of 8 h on cars (75 %)",
        "Service desk: 2 h of 8 h on cars (25 %)",
        "Brakes: 3 h of 6 h on trucks (50 %)",
        "Diesel engine: 3 h of 6 h on trucks (50 %)",
        "Service desk: 1 h of 1 h (100 %)",
    ]
    assert texts(Work("truck/brakes", hours=4), Work("car/diesel", hours=4)) == [
        "Diesel engine: 4 h of 4 h on cars (100 %)",
        "Brakes: 4 h of 4 h on trucks (100 %)",
    ]


def test_an_area_is_told_whole_without_tests_that_are_no_longer_given() -> None:
    tests = [
        test | ({"active": False} if test["code"] == "T2" else {})
        for test in small_rulebook().model_dump()["tests"]
    ]
    judged = judged_record(Work("truck/diesel", 2), rulebook=changed_rulebook(tests=tests))
    assert area_hours(judged) == (
        AreaHours(
            kind=VehicleKind.TRUCK,
            area="diesel",
            title="Diesel engine",
            minutes=4800,
            practised=4800,
            share=100,
            codes=("L2",),
            text="Diesel engine: 80 h of 80 h on trucks (100 %)",
        ),
    )


@pytest.mark.parametrize(
    ("clock", "track", "unconfirmed"),
    [
        ("official", "official", False),
        ("secondary", "official", False),
        ("unconfirmed", "official", True),
        ("official", "unconfirmed", True),
    ],
)
def test_a_track_is_unconfirmed_where_one_of_its_rules_is(clock: str, track: str, unconfirmed: bool) -> None:
    book, guide = small_rulebook().model_dump(), {"sources": ["guide"]}
    rules = changed_rulebook(
        sources=[{"key": "guide", "title": "Guide", "kind": "official"}],
        clock=book["clock"] | guide | {"confidence": clock},
        tracks=[entry | guide | {"confidence": track} for entry in book["tracks"]],
    )
    judged = judged_record(Work("truck/brakes"), rulebook=rules)
    assert track_profile(judged, "truck").unconfirmed is unconfirmed
