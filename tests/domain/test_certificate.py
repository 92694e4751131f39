"""What the events of one test add up to, the day before, on the day and the day after."""

from dataclasses import replace
from datetime import date

import pytest

from mentor_tui.domain.certificate import Certificate, certificate
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.testrecord import TestEvent, TestRecord
from mentor_tui.domain.vocabulary import TestStep
from mentor_tui.logbook.rules import load_rulebook

TODAY = date(2030, 1, 1)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook()


def day(text: str) -> date:
    return date.fromisoformat(text)


def after(book: Rulebook, code: str, *events: str, today: date = TODAY) -> Certificate:
    """Where the test `code` stands after events such as `passed 2024-05-04` or `booked 2024-05-04 2024-06-01`."""
    steps = []
    for text in events:
        step, on, *until = text.split()
        end = day(until[0]) if until else None
        steps.append(TestEvent(step=TestStep(step), on=day(on), until=end))
    return certificate(TestRecord(apprentice="ana", code=code, events=tuple(steps)), code, book, today)


def test_without_a_record_there_is_nothing(book: Rulebook) -> None:
    assert certificate(None, "A5", book, TODAY) == Certificate()


@pytest.mark.parametrize(
    ("code", "events", "expected"),
    [
        ("A5", ["booked 2024-01-05"], {"booked_until": "2024-04-04"}),
        ("A5", ["booked 2024-01-05 2024-02-01"], {"booked_until": "2024-02-01"}),
        # 30 full days after 5 February 2024: 6 February to 6 March.
        ("A5", ["failed 2024-02-05"], {"failed_on": "2024-02-05", "retest_from": "2024-03-07"}),
        ("A5", ["failed 2024-02-05 2024-05-01"], {"failed_on": "2024-02-05", "retest_from": "2024-05-01"}),
        (
            "A5",
            ["booked 2024-01-05", "failed 2024-02-05"],
            {"failed_on": "2024-02-05", "retest_from": "2024-03-07"},
        ),
        # A pass closes the test for 30 full days too.
        ("A5", ["passed 2024-02-05"], {"passed_on": "2024-02-05", "retest_from": "2024-03-07"}),
        (
            "A5",
            ["failed 2023-02-05", "booked 2024-01-05", "passed 2024-02-05"],
            {"passed_on": "2024-02-05", "retest_from": "2024-03-07"},
        ),
        (
            "A5",
            ["passed 2024-02-05", "form-sent 2024-03-01"],
            {"passed_on": "2024-02-05", "retest_from": "2024-03-07", "form_sent_on": "2024-03-01"},
        ),
        # A new pass asks for a form of its own.
        (
            "A5",
            ["passed 2018-02-05", "form-sent 2018-03-01", "passed 2024-02-05"],
            {"passed_on": "2024-02-05", "retest_from": "2024-03-07"},
        ),
        # Five years run from the day of the test, from that of the certificate where no test is written down.
        (
            "A5",
            ["passed 2024-02-29", "certified 2024-04-01"],
            {
                "passed_on": "2024-02-29",
                "retest_from": "2024-03-31",
                "certified": True,
                "expires": "2029-02-28",
            },
        ),
        ("A5", ["certified 2024-04-01"], {"certified": True, "expires": "2029-04-01"}),
        ("A5", ["certified 2024-04-01 2026-01-31"], {"certified": True, "expires": "2026-01-31"}),
        (
            "A5",
            ["certified 2019-05-01 2024-05-01", "passed 2024-04-01"],
            {
                "passed_on": "2024-04-01",
                "retest_from": "2024-05-02",
                "certified": True,
                "expires": "2029-04-01",
            },
        ),
        # The app adds a year to the last day while it lasts, and from the day of the renewal once it is over.
        (
            "A5",
            ["certified 2019-05-01 2024-05-01", "renewed 2024-05-01"],
            {"certified": True, "expires": "2025-05-01", "renewed_on": "2024-05-01"},
        ),
        (
            "A5",
            ["certified 2019-05-01 2024-05-01", "renewed 2024-05-02"],
            {"certified": True, "expires": "2025-05-02", "renewed_on": "2024-05-02"},
        ),
        (
            "A5",
            ["certified 2019-05-01 2024-05-01", "renewed 2024-02-01 2024-12-31"],
            {"certified": True, "expires": "2024-12-31", "renewed_on": "2024-02-01"},
        ),
        (
            "A5",
            ["renewed 2024-02-01"],
            {"certified": True, "expires": "2025-02-01", "renewed_on": "2024-02-01"},
        ),
        # It does not cover T4; a last day that ASE has given holds all the same.
        (
            "T4",
            ["certified 2019-05-01 2024-05-01", "renewed 2024-02-01"],
            {"certified": True, "expires": "2024-05-01", "not_renewed_on": "2024-02-01"},
        ),
        (
            "T4",
            ["certified 2019-05-01 2024-05-01", "renewed 2024-02-01 2025-05-01"],
            {"certified": True, "expires": "2025-05-01", "renewed_on": "2024-02-01"},
        ),
        # No experience asked for: a pass is the certificate.
        (
            "XEV2",
            ["passed 2024-02-05"],
            {
                "passed_on": "2024-02-05",
                "retest_from": "2024-03-07",
                "certified": True,
                "expires": "2029-02-05",
            },
        ),
        # Two years, and nothing renews it.
        (
            "ELA5",
            ["passed 2024-02-05", "passed 2025-02-05", "renewed 2025-06-01 2027-01-01"],
            {
                "passed_on": "2024-02-05",
                "retest_from": "2025-03-08",
                "certified": True,
                "expires": "2026-02-05",
                "not_renewed_on": "2025-06-01",
            },
        ),
    ],
)
def test_what_has_happened_adds_up(
    book: Rulebook, code: str, events: list[str], expected: dict[str, object]
) -> None:
    wanted = {name: value if isinstance(value, bool) else day(str(value)) for name, value in expected.items()}
    found = after(book, code, *events)
    assert replace(found, first_passed=None) == Certificate(**wanted)  # type: ignore[arg-type]
    assert found.ever_passed is ("passed_on" in wanted or "certified" in wanted)


@pytest.mark.parametrize(
    ("code", "events", "expected"),
    [
        ("A5", [], None),
        ("A5", ["booked 2024-01-05", "failed 2024-02-05", "form-sent 2024-03-01"], None),
        ("A5", ["failed 2023-02-05", "passed 2024-02-05", "passed 2025-02-05"], "2024-02-05"),
        ("A5", ["certified 2024-04-01", "passed 2025-02-05"], "2024-04-01"),
        ("A5", ["renewed 2024-02-01", "certified 2024-04-01"], "2024-02-01"),
        # The app does not cover T4: such a renewal says nothing, unless ASE's last day is written down with it.
        ("T4", ["renewed 2024-02-01"], None),
        ("T4", ["renewed 2024-02-01", "passed 2024-05-04"], "2024-05-04"),
        ("T4", ["renewed 2024-02-01 2025-02-01", "passed 2024-05-04"], "2024-02-01"),
    ],
)
def test_a_test_counts_as_passed_from_the_first_pass_or_certificate_on(
    book: Rulebook, code: str, events: list[str], expected: str | None
) -> None:
    assert after(book, code, *events).first_passed == (day(expected) if expected else None)


def test_only_what_has_happened_by_the_day_counts(book: Rulebook) -> None:
    for today, passed_on in (
        ("2024-02-04", None),
        ("2024-02-05", day("2024-02-05")),
        ("2024-02-06", day("2024-02-05")),
    ):
        assert after(book, "A5", "passed 2024-02-05", today=day(today)).passed_on == passed_on


def test_a_test_was_passed_by_a_pass_or_a_certificate(book: Rulebook) -> None:
    assert not after(book, "A5", "failed 2024-02-05").ever_passed
    assert after(book, "A5", "passed 2024-02-05").ever_passed
    assert after(book, "A5", "certified 2024-02-05").ever_passed


def test_a_pass_is_held_from_the_day_of_the_test(book: Rulebook) -> None:
    assert after(book, "A5", "passed 2024-02-29").held_until(5) == day("2029-02-28")
    assert after(book, "A5", "booked 2024-02-29").held_until(5) is None


def test_the_rules_of_the_day_of_an_event_hold(book: Rulebook) -> None:
    data = book.model_dump(mode="json")
    data["recertification"]["earlier"] = [{"until": "2023-12-31", "years": 4, "retest_days": 10}]
    changed = Rulebook.model_validate(data)
    assert after(changed, "A5", "certified 2023-12-31").expires == day("2027-12-31")
    assert after(changed, "A5", "certified 2024-01-01").expires == day("2029-01-01")
    assert after(changed, "A5", "failed 2023-12-31").retest_from == day("2024-01-11")
    assert after(changed, "A5", "failed 2024-01-01").retest_from == day("2024-02-01")
