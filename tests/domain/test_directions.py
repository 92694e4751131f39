"""Which way the shipped rule book points, for a year of full-time work in a shop."""

from datetime import date

import pytest

from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.suggestion import suggest
from mentor_tui.domain.vocabulary import VehicleKind
from mentor_tui.logbook.rules import load_rulebook
from mentor_tui.logbook.worked_example import (
    Example,
    ExampleWork,
    Expectation,
    example_house,
    example_record,
)


@pytest.mark.parametrize(
    ("shop", "kind", "hours", "goal"),
    [
        ("diesel-shop", "truck", {"diesel-engine": 20, "brakes": 20}, "L2"),
        ("fleet", "truck", {"preventive-maintenance": 40}, "T2 T3 T4 T5 T6 T7 T8"),
        ("dealership", "car", {"brakes": 20, "engine": 20}, "A1 A2 A3 A4 A5 A6 A7 A8"),
        ("dealership", "car", {"hybrid-ev": 28, "engine": 12}, "L3"),
        ("light-diesel-shop", "car", {"light-diesel": 30, "brakes": 10}, "L2"),
        ("quick-lube", "car", {"maintenance-light-repair": 40}, "G1"),
        ("undercar-shop", "car", {"exhaust": 20, "brakes": 20}, "X1 A4 A5"),
        ("calibration-shop", "car", {"adas": 40}, "L4"),
        ("school-bus-garage", "school-bus", {"body-systems": 40}, "S1 S2 S3 S4 S5 S6"),
        ("transit-garage", "transit-bus", {"brakes": 40}, "H2 H3 H4 H5 H6 H7 H8"),
        ("transit-garage", "transit-bus", {"diesel-engine": 10, "brakes": 30}, "H2 H3 H4 H5 H6 H7 H8"),
        ("transit-garage", "transit-bus", {"cng-engine": 10, "brakes": 30}, "H1 H3 H4 H5 H6 H7 H8"),
        ("body-shop", "collision", {"structural": 20, "painting": 20}, "B2 B3 B4 B5"),
        ("body-shop", "collision", {"estimating": 40}, "B6"),
        ("paint-shop", "collision", {"painting": 40}, "B2"),
        ("upfitter", "equipment", {"equipment-installation": 40}, "E1 E2 E3"),
        ("parts-counter", "none", {"parts-desk": 40}, "P2"),
        ("service-desk", "none", {"service-desk": 40}, "C1"),
    ],
)
def test_shop_and_hours_point_to_the_goal(shop: str, kind: str, hours: dict[str, float], goal: str) -> None:
    rulebook = load_rulebook()
    first, last = date(2022, 1, 7), date(2022, 12, 30)
    example = Example(
        key="direction",
        title="A year of work",
        rule="clock",
        test="A5",
        as_of=last,
        work=tuple(
            ExampleWork(
                first=first, weeks=52, hours=worked, kind=VehicleKind(kind), area=area, shop_type=shop
            )
            for area, worked in hours.items()
        ),
        expect=Expectation(),
    )
    judged = JudgedRecord(example_record(example, rulebook), Frame(rulebook, example_house(example), last))
    assert " ".join(suggest(judged).goal) == goal
