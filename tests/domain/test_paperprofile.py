"""Credits and certificates in words: what each counts for, whole and in order."""

from datetime import date

from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.eligibility import standings
from mentor_tui.domain.paperprofile import CreditProfile, certificate_profiles, credit_profiles
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.standing import StandingState
from tests.domain.small_rulebook import Work, changed_rulebook, credit, judged_record, small_rulebook

TRUCKS = {"tracks": ("truck",)}


def sure_rulebook() -> Rulebook:
    """Like the small one, with a confirmed kind of credit `school`."""
    sure = {"confidence": "official", "sources": ["guide"]}
    kinds = small_rulebook().model_dump()["credits"]
    return changed_rulebook(
        sources=[{"key": "guide", "title": "Guide", "kind": "official"}],
        credits=[kind | sure if kind["key"] == "school" else kind for kind in kinds],
    )


def profiles(*credits: TrainingCredit, tests: str = "T4 L2 XEV1") -> list[CreditProfile]:
    judged = judged_record(Work("truck/brakes", 10), credits=credits, rulebook=sure_rulebook())
    return list(credit_profiles(judged, [one for one in standings(judged) if one.code in tests.split()]))


def test_a_credit_is_told_for_each_requirement_it_bears_on() -> None:
    school = credit("school", date(2019, 1, 1), date(2022, 12, 31), **TRUCKS)
    assert profiles(school) == [
        CreditProfile(
            key="school-2019-01-01",
            title="School",
            kind="School",
            starts=date(2019, 1, 1),
            ends=date(2022, 12, 31),
            counts=True,
            lines=(
                "12.0 months towards 24 months on trucks (training replaces at most 12 months)",
                "18.0 months towards 36 months on cars or trucks (training replaces at most 18 months)",
            ),
            unconfirmed=False,
        )
    ]
    assert profiles(school, tests="XEV1")[0].lines == ()


def test_a_credit_that_meets_all_by_itself_counts_also_where_no_month_of_it_does() -> None:
    (whole,) = profiles(credit("apprenticeship", date(2019, 1, 1), date(2022, 12, 31), **TRUCKS), tests="T4")
    assert (whole.counts, whole.lines) == (True, ("meets the whole requirement towards 24 months on trucks",))
    assert whole.unconfirmed


def test_credits_come_in_order_of_their_start_each_with_the_reason_it_does_not_count() -> None:
    year = date(2019, 1, 1), date(2019, 12, 30)
    found = profiles(
        credit("school", *year, tracks=("auto",)),
        credit("medal", date(2017, 1, 1), date(2017, 12, 31)),
        credit("earlier", date(2018, 1, 1), date(2018, 12, 30), **TRUCKS),
        credit("military", *year, voided="typed twice"),
        credit("apprenticeship", date(2016, 1, 1), date(2030, 12, 31), **TRUCKS),
        tests="T4",
    )
    assert [(one.title, one.counts, one.lines, one.unconfirmed) for one in found] == [
        ("Apprenticeship", False, ("not counted: not finished before 2031-01-01",), True),
        ("Medal", False, ("not counted: a kind of credit the rule book does not know: medal",), False),
        ("Earlier", True, ("12.0 months towards 24 months on trucks",), True),
        ("Military", False, ("not counted: the credit was voided",), True),
        ("School", False, ("not counted: counts towards another track",), False),
    ]


def test_certificates_are_told_with_the_first_to_end_first_and_a_pass_is_none() -> None:
    judged = judged_record(
        events=[
            "T6 certified 2024-01-05",
            "T2 certified 2024-01-05",
            "T4 certified 2019-01-05",
            "A5 certified 2019-03-01",
            "A6 passed 2024-01-05",
        ],
        today=date(2024, 2, 1),
    )
    assert [tuple(one) for one in certificate_profiles(standings(judged))] == [
        ("T4", "Test T4", date(2024, 1, 5), StandingState.LAPSED, "T4 Test T4: lapsed on 2024-01-05"),
        ("A5", "Test A5", date(2024, 3, 1), StandingState.RENEW, "A5 Test A5: renew, expires 2024-03-01"),
        ("T2", "Test T2", date(2029, 1, 5), StandingState.CERTIFIED, "T2 Test T2: certified, expires 2029-01-05"),
        ("T6", "Test T6", date(2029, 1, 5), StandingState.CERTIFIED, "T6 Test T6: certified, expires 2029-01-05"),
    ]  # fmt: skip
