"""Every place of a rule book at which a rule stands is looked at, and told by its name."""

from typing import Any

import pytest
from pydantic import ValidationError

from mentor_tui.domain.problem import problems_of
from mentor_tui.words.problems import with_field
from tests.domain.small_rulebook import changed_rulebook, small_rulebook

FEES = {"year": 2026, "registration": 3400, "test": 6200, "recertification_cap": 18600, "series": {}}
"""Prices, in cents."""
SURE = {"confidence": "official", "sources": []}


def told(**tables: Any) -> list[str]:  # noqa: ANN401 - what a rule book is made of
    """What is wrong in the small rule book with these tables."""
    with pytest.raises(ValidationError) as caught:
        changed_rulebook(**tables)
    return list(map(with_field, problems_of(caught.value)))


def test_every_rule_that_is_sure_names_a_source() -> None:
    book = small_rulebook().model_dump()
    listed = ("tracks", "requirements", "series", "tests", "credits", "designations")
    tables: dict[str, Any] = {name: [entry | SURE for entry in book[name]] for name in listed}
    tables |= {name: book[name] | SURE for name in ("clock", "recertification")}
    tables["fees"] = FEES | SURE
    tables["tests"] = [
        test | {"prerequisites": [SURE | {"all_of": [["T2"]]}, SURE | {"all_of": [["T4"]]}]}
        if test["code"] == "L2"
        else test
        for test in tables["tests"]
    ]
    places = [
        "clock",
        "recertification",
        "fees",
        *(f"{name}[{entry['key']}]" for name in listed[:3] for entry in book[name]),
        *(
            place
            for test in book["tests"]
            for place in (
                f"tests[{test['code']}]",
                *(
                    f"tests[{test['code']}].prerequisites[{number}]"
                    for number in (1, 2)
                    if test["code"] == "L2"
                ),
            )
        ),
        *(f"{name}[{entry['key']}]" for name in listed[4:] for entry in book[name]),
    ]
    assert told(**tables) == [
        f"{place}.sources: a rule that is official names at least one source" for place in places
    ]


def test_a_track_that_a_series_names_must_be_there() -> None:
    series = [
        entry | {"tracks": ["trucks"]} if entry["key"] == "T" else entry
        for entry in small_rulebook().model_dump()["series"]
    ]
    assert told(series=series) == ['series[T].tracks: no track "trucks" (did you mean "truck"?)']
