import csv
import json
from datetime import date
from io import StringIO

import pytest

from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.eligibility import standings
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.standing import StandingState
from mentor_tui.domain.summary import Summary, build_summary
from mentor_tui.domain.testrecord import TestEvent, TestRecord
from mentor_tui.domain.vocabulary import SignOffState, TestStep
from mentor_tui.domain.weeksheet import SignOff
from mentor_tui.errors import MentorError
from mentor_tui.exchange.formats import FORMATS, write_summary
from mentor_tui.exchange.reader import safe_cell
from mentor_tui.exchange.summary_csv import COLUMNS
from mentor_tui.exchange.summary_markdown import typed
from mentor_tui.words.reasons import next_step_text
from mentor_tui.words.summaries import rule_title
from tests.exchange.shop import HOUSE, TODAY, full_time, judged, record, sheet


@pytest.fixture
def summary(rulebook: Rulebook) -> Summary:
    ana = full_time().model_copy(
        update={
            "tests": (
                TestRecord(
                    apprentice="ana",
                    code="T4",
                    events=(TestEvent(step=TestStep.PASSED, on=date(2025, 3, 3)),),
                ),
            )
        }
    )
    new = record(
        "bo",
        "=Bo",
        [
            sheet("bo", date(2026, 11, 13), SignOff(), brakes=8),
            sheet("bo", date(2026, 11, 6), SignOff(state=SignOffState.RETURNED, reason="no"), brakes=2.5),
        ],
    )
    histories = [judged(ana, rulebook), judged(new, rulebook)]
    return build_summary(histories, Frame(rulebook, HOUSE, TODAY), fingerprint="abc123")


def test_a_row_for_each_relevant_test_of_each_apprentice(summary: Summary, rulebook: Rulebook) -> None:
    expected = [one.code for one in standings(judged(full_time(), rulebook)) if one.relevant]
    assert [one.code for one in summary.people[0].standings] == expected
    assert "T4" in expected
    assert summary.people[1].standings == ()


def test_a_row_says_what_the_standing_says(summary: Summary) -> None:
    person = summary.people[0]
    row = next(one for one in person.standings if one.code == "T4")
    assert person.apprentice.name == "Ana [B] Ruiz"
    assert person.shop == "North Diesel | Main"
    assert row.state is StandingState.PAPERWORK
    assert row.experience.total >= row.experience.needed == 24 * row.experience.month_minutes
    assert row.experience.missing == 0
    assert row.area_minutes == 110 * 20 * 60
    assert row.area_needed == 100 * 60
    assert row.met_on is not None
    assert next_step_text(row.next_step) == "Send the work experience form to ASE"
    assert row.unconfirmed


def test_verified_and_unverified_hours_are_told_apart(summary: Summary) -> None:
    assert summary.hours.approved == 110 * 40 * 60
    assert (summary.hours.draft, summary.hours.returned) == (8 * 60, 150)
    assert summary.hours.unverified == 8 * 60 + 150


def test_unconfirmed_rules_behind_the_rows_are_listed(summary: Summary, rulebook: Rulebook) -> None:
    rules = {rule.rule: rule for rule in summary.unconfirmed}
    assert "T4" in rules["house/hold_years"].codes
    assert rules["clock"].codes == ()
    assert all(rule_title(rule, rulebook) != rule for rule in rules)


def test_named_tests_are_shown_whether_relevant_or_not(rulebook: Rulebook) -> None:
    found = build_summary([judged(record(), rulebook)], Frame(rulebook, HOUSE, TODAY), codes=["G1", "A5"])
    assert [one.code for one in found.people[0].standings] == ["A5", "G1"]


def test_training_shows_in_its_own_field(rulebook: Rulebook) -> None:
    kind = next(kind for kind in rulebook.credits if kind.counts_as == "training" and kind.training_months)
    school = TrainingCredit(
        apprentice="ana",
        key="school",
        kind=kind.key,
        title="School",
        starts=date(2022, 1, 1),
        ends=date(2023, 12, 31),
    )
    trained = full_time(weeks=20).model_copy(update={"credits": (school,)})
    found = build_summary([judged(trained, rulebook)], Frame(rulebook, HOUSE, TODAY), codes=["T4"])
    experience = found.people[0].standings[0].experience
    assert 0 < experience.training < experience.total


def render(summary: Summary, key: str) -> str:
    return write_summary(summary, key).decode()


def test_every_format_says_what_it_rests_on(summary: Summary, rulebook: Rulebook) -> None:
    for key in FORMATS:
        text = render(summary, key)
        assert "2026-11-20" in text
        assert rulebook.edition in text
        assert "abc123" in text
        assert "2000" in text
        assert rulebook.cannot_know[0] in text
        assert "Ana [B] Ruiz" in text


def test_an_unknown_format_is_refused(summary: Summary) -> None:
    with pytest.raises(MentorError, match="no format docx"):
        render(
            summary,
            "docx",
        )


def test_markdown_has_a_table_and_reasons(summary: Summary) -> None:
    lines = render(summary, "md").splitlines()
    assert lines[0] == "# ASE eligibility as of 2026-11-20"
    assert "- Hours: 4,400 h approved (verified), 10.5 h not verified (8 h draft, 2.5 h returned)" in lines
    assert r"## Ana [B] Ruiz, North Diesel \| Main" in lines
    row = next(line for line in lines if line.startswith("| T4 "))
    assert "■ paperwork ?" in row
    assert "/ 24.0" in row
    assert any(line.startswith("- T4 ") and line.endswith("■ paperwork") for line in lines)
    assert any(line.startswith("  - ✔ 24 full-time months of hands-on work reached on") for line in lines)
    assert lines[-1] == "No test is in sight yet."


def test_a_table_row_has_as_many_cells_as_its_head(summary: Summary) -> None:
    lines = [line.replace(r"\|", "") for line in render(summary, "md").splitlines() if line.startswith("|")]
    assert len({line.count("|") for line in lines}) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ana [B] Ruiz", "Ana [B] Ruiz"),
        ("a|b", r"a\|b"),
        ("[x](y)", r"[x\](y)"),
        ("*bold* <b>", r"\*bold\* \<b>"),
        ("snake_case _it_", r"snake_case \_it\_"),
        ("two\nlines", "two lines"),
        ("# no heading", r"\# no heading"),
        ("1. no list", r"1\. no list"),
        ("0.6 of 24 months", "0.6 of 24 months"),
        ("AT&amp;T", r"AT\&amp;T"),
        ("back\\slash", r"back\\slash"),
        ("O'Brien Müller 李", "O'Brien Müller 李"),
    ],
)
def test_markdown_shows_text_as_typed(text: str, shown: str) -> None:
    assert typed(text) == shown


def test_csv_has_one_line_for_each_apprentice_and_test(summary: Summary) -> None:
    rows = list(csv.DictReader(StringIO(render(summary, "csv"))))
    assert len(rows) == sum(len(person.standings) for person in summary.people)
    assert tuple(rows[0]) == COLUMNS
    row = next(row for row in rows if row["code"] == "T4")
    assert row["state"] == "paperwork"
    assert row["needed_months"] == "24.0"
    assert row["area_hours"] == "2200.00"
    assert row["may_sit"] == "no"
    assert row["as_of"] == "2026-11-20"
    assert row["approved_hours"] == "4400.00"
    assert "not confirmed" in row["cannot_know"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"])  # noqa: RUF001 - full-width signs start a formula too
def test_no_cell_becomes_a_formula(start: str) -> None:
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


def test_a_name_like_a_formula_is_harmless_in_csv(rulebook: Rulebook) -> None:
    found = build_summary(
        [judged(full_time(name='=HYPERLINK("x")'), rulebook)], Frame(rulebook, HOUSE, TODAY), codes=["T4"]
    )
    assert next(csv.DictReader(StringIO(render(found, "csv"))))["apprentice"] == '\'=HYPERLINK("x")'


def test_json_is_versioned_and_counts_in_minutes(summary: Summary) -> None:
    found = json.loads(render(summary, "json"))
    assert list(found)[:2] == ["format", "version"]
    assert (found["format"], found["version"]) == ("mentor-tui/eligibility", 1)
    assert found["as_of"] == "2026-11-20"
    assert found["settings"]["week_ends"] == "friday"
    assert found["hours"] == {
        "approved_minutes": 264000,
        "draft_minutes": 480,
        "returned_minutes": 150,
    }
    standing = next(one for one in found["apprentices"][0]["standings"] if one["code"] == "T4")
    assert standing["state"] == "paperwork"
    assert standing["area_minutes"] == 132000
    assert standing["reasons"][0]["ok"] is True
    assert found["apprentices"][1]["hours"] == {
        "approved_minutes": 0,
        "draft_minutes": 480,
        "returned_minutes": 150,
    }
