"""What is refused before it is written down, and in what words."""

from collections.abc import Iterable
from datetime import date

import pytest
from pydantic import ValidationError

from mentor_tui.domain import doubts
from mentor_tui.domain.apprentice import Apprentice, Placement, StatusSince
from mentor_tui.domain.checks import check, check_name
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.problem import problems_of
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.testrecord import TestEvent, TestRecord
from mentor_tui.domain.vocabulary import Absence, SignOffState, Status, TestStep
from mentor_tui.domain.weeks import Weekday
from mentor_tui.domain.weeksheet import SignOff, WeekSheet
from mentor_tui.words.problems import as_sentence
from tests.logbook.making import (
    APPROVED,
    FRIDAY,
    NOON,
    START,
    Said,
    framed,
    person,
    record_of,
    said,
    shop,
    week,
    work,
)


def check_sheet(
    record: TrainingRecord, sheet: WeekSheet, rulebook: Rulebook, house: HouseRules, today: date
) -> tuple[Said, ...]:
    return said(check(record, Frame(rulebook, house, today), sheet))


def check_apprentice(
    apprentice: Apprentice, others: Iterable[Apprentice], rulebook: Rulebook
) -> tuple[Said, ...]:
    record = TrainingRecord(apprentice=apprentice)
    return said((*check_name(apprentice, others), *check(record, framed(rulebook), apprentice)))


def check_placement(apprentice: Apprentice, place: Placement, rulebook: Rulebook) -> tuple[Said, ...]:
    return said(check(TrainingRecord(apprentice=apprentice), framed(rulebook), place))


def check_credit(credit: TrainingCredit, rulebook: Rulebook) -> tuple[Said, ...]:
    return said(check(TrainingRecord(apprentice=person()), framed(rulebook), credit))


def check_tracks(credit: TrainingCredit, apprentice: Apprentice, rulebook: Rulebook) -> tuple[Said, ...]:
    return said(doubts.check_tracks(credit, apprentice, rulebook))


def check_event(
    code: str, event: TestEvent, rulebook: Rulebook, today: date, *, others: Iterable[TestEvent] = ()
) -> tuple[Said, ...]:
    before = TestRecord(apprentice="ana", code=code, events=tuple(others))
    after = before.model_copy(update={"events": (*before.events, event)})
    record = TrainingRecord(apprentice=person(), tests=(before,))
    return said(check(record, framed(rulebook, today), after))


def found(record: TrainingRecord, sheet: WeekSheet, rulebook: Rulebook, **house: object) -> list[Said]:
    return list(check_sheet(record, sheet, rulebook, HouseRules.model_validate(house), FRIDAY))


def only(problems: list[Said] | tuple[Said, ...]) -> Said:
    assert len(problems) == 1, problems
    return problems[0]


def since(*statuses: tuple[str, str]) -> Apprentice:
    history = tuple(StatusSince(status=Status(word), since=date.fromisoformat(day)) for word, day in statuses)
    return person(history=history)


def test_a_good_sheet_has_no_problem(rulebook: Rulebook) -> None:
    assert found(record_of(), week(), rulebook) == []
    assert found(record_of(), week().model_copy(update={"lines": (), "absence": "sick"}), rulebook) == []


@pytest.mark.parametrize(
    ("day", "house", "message"),
    [
        (
            "2026-11-18",
            {},
            "2026-11-18 is not a Friday, the day on which weeks end here; the week of that day ends on 2026-11-20",
        ),
        (
            "2026-11-20",
            {"week_ends": "sunday"},
            "2026-11-20 is not a Sunday, the day on which weeks end here; the week of that day ends on 2026-11-22",
        ),
        ("2026-11-27", {}, "2026-11-27 is in the future; the week of today ends on 2026-11-20"),
        ("2026-11-21", {}, "2026-11-21 is in the future; the week of today ends on 2026-11-20"),
        ("9999-12-31", {}, "9999-12-31 is in the future; the week of today ends on 2026-11-20"),
        (
            "2025-01-03",
            {},
            "2025-01-03 is before the programme of Ana Ruiz started on 2025-01-04; correct that date if it is wrong",
        ),
        (
            "0001-01-05",
            {},
            "0001-01-05 is before the programme of Ana Ruiz started on 2025-01-04; correct that date if it is wrong",
        ),
    ],
)
def test_a_week_on_the_wrong_day_is_told_the_right_one(
    day: str, house: dict[str, object], message: str, rulebook: Rulebook
) -> None:
    problems = found(record_of(), week(week=day), rulebook, **house)
    assert Said("week", message) in problems
    assert {problem.field for problem in problems} <= {"week", "placement"}


def test_the_week_that_is_not_over_can_be_logged(rulebook: Rulebook) -> None:
    monday = date(2026, 11, 16)
    assert check_sheet(record_of(), week(), rulebook, HouseRules(), monday) == ()


def test_the_first_week_of_the_programme_can_be_logged(rulebook: Rulebook) -> None:
    late = person(start=date(2025, 1, 8), placements=(shop(starts=date(2025, 1, 8)),))
    assert found(record_of(of=late), week(week="2025-01-10"), rulebook) == []


def test_a_sheet_from_before_the_week_ended_on_another_day_can_be_corrected(rulebook: Rulebook) -> None:
    held, better = week(work(hours=8)), week(work(hours=7))
    house = {"week_ends": Weekday.SUNDAY}
    assert found(record_of(held), better, rulebook, **house) == []
    assert only(found(record_of(), better, rulebook, **house)).field == "week"


@pytest.mark.parametrize(("status", "word"), [("left", "left"), ("finished", "finished")])
def test_nothing_is_logged_after_leaving(status: str, word: str, rulebook: Rulebook) -> None:
    gone = record_of(of=since((status, "2026-11-10")))
    assert only(found(gone, week(), rulebook)) == Said(
        "week", f"Ana Ruiz {word} on 2026-11-10; change the status if that is wrong"
    )
    # The week in which it happened may have had work in it.
    assert found(gone, week(week="2026-11-13"), rulebook) == []


def test_left_while_on_leave_names_the_day_of_leaving(rulebook: Rulebook) -> None:
    gone = record_of(of=since(("on-leave", "2026-01-01"), ("left", "2026-11-18")))
    assert only(found(gone, week(), rulebook)).message.startswith("Ana Ruiz left on 2026-11-18")


def test_hours_while_on_leave_are_kept_with_a_warning_that_they_do_not_count(rulebook: Rulebook) -> None:
    away = record_of(of=since(("on-leave", "2026-11-01")))
    problem = only(found(away, week(), rulebook))
    assert not problem.blocking
    assert problem.message == "Ana Ruiz is on leave all week; the hours count only once the status is changed"
    absent = week().model_copy(update={"lines": (), "absence": Absence.LEAVE})
    assert found(away, absent, rulebook) == []
    back = record_of(of=since(("on-leave", "2026-11-01"), ("active", "2026-11-20")))
    assert found(back, week(), rulebook) == []


def test_a_sheet_needs_a_placement_that_covers_its_week(rulebook: Rulebook) -> None:
    moved = person(
        placements=(shop(ends=date(2026, 6, 30)), shop("p2", shop="Bay City", starts=date(2026, 7, 1)))
    )
    problem = only(found(record_of(of=moved), week(), rulebook))
    assert problem == Said(
        "placement",
        "the week 2026-11-20 is outside the placement at Alamo Diesel, 2025-01-04 to 2026-06-30",
    )
    early = only(found(record_of(of=moved), week(placement="p2", week="2026-06-26"), rulebook))
    assert early.message.endswith("at Bay City, since 2026-07-01")
    unknown = only(found(record_of(of=moved), week(placement="p9"), rulebook))
    assert unknown.message == "no placement p9; there is p1 (Alamo Diesel), p2 (Bay City)"
    gone = person(placements=(shop(voided="added twice"),))
    assert only(found(record_of(of=gone), week(), rulebook)).message == (
        "no placement p1; there is none yet, so add one first"
    )


def test_an_unknown_work_area_is_named_with_a_suggestion(rulebook: Rulebook) -> None:
    problem = only(found(record_of(), week(work(), work("brekes")), rulebook))
    assert problem.field == "lines.1.area"
    assert "unknown work area brekes; did you mean brakes" in problem.message
    strange = only(found(record_of(), week(work("zzz")), rulebook))
    assert "there are" in strange.message
    assert "diesel-engine" in strange.message
    assert "structural" not in strange.message


def test_an_empty_sheet_is_not_kept(rulebook: Rulebook) -> None:
    empty = week().model_copy(update={"lines": ()})
    assert only(found(record_of(), empty, rulebook)) == Said(
        "lines", "nothing to keep: enter hours or an absence"
    )


def test_an_approved_sheet_is_locked(rulebook: Rulebook) -> None:
    held = week(sign_off=APPROVED)
    problem = only(found(record_of(held), week(work(hours=7)), rulebook))
    assert problem.blocking
    assert problem.message == "the sheet of 2026-11-20 is approved and locked; reopen it with a reason first"
    voided = held.model_copy(update={"voided": "twice"})
    assert found(record_of(voided), week(work(hours=7)), rulebook) == []


@pytest.mark.parametrize(
    ("sign_off", "message"),
    [
        (SignOff(state=SignOffState.APPROVED, at=NOON), "approved by whom and when is needed"),
        (SignOff(state=SignOffState.APPROVED, by="Mia"), "approved by whom and when is needed"),
        (SignOff(state=SignOffState.RETURNED, by="Mia", at=NOON), "to return a sheet a reason is needed"),
    ],
)
def test_a_signature_says_who_when_and_why(sign_off: SignOff, message: str, rulebook: Rulebook) -> None:
    problem = only(found(record_of(), week(sign_off=sign_off), rulebook))
    assert (problem.field, problem.message) == ("sign_off", message)


def test_a_week_has_168_hours_over_all_placements(rulebook: Rulebook) -> None:
    two = person(placements=(shop(), shop("p2", shop="Bay City")))
    held = week(work(hours=100))
    many = found(record_of(held, of=two), week(work(hours=60), placement="p2"), rulebook)
    assert only(many) == Said(
        "lines", "160 h in one week, over all placements; a week counts as full time at most", blocking=False
    )
    too_many = found(record_of(held, of=two), week(work(hours=69), placement="p2"), rulebook)
    assert only(too_many) == Said("lines", "169 h in one week, over all placements; a week has 168")
    one = only(found(record_of(held), week(work(hours=81)), rulebook))
    assert one == Said("lines", "81 h in one week; a week counts as full time at most", blocking=False)


def test_a_sheet_of_somebody_else_is_not_kept(rulebook: Rulebook) -> None:
    problem = only(found(record_of(), week(apprentice="bo"), rulebook))
    assert problem == Said("apprentice", "this is the record of Ana Ruiz, the sheet is of bo")


def test_nothing_is_logged_for_someone_off_the_roster(rulebook: Rulebook) -> None:
    problem = only(found(record_of(of=person(voided="added twice")), week(), rulebook))
    assert problem.message == "Ana Ruiz was taken off the roster: added twice"


def test_names_that_break_naive_programs_are_names(rulebook: Rulebook) -> None:
    for name in ("Ana [B] [/bold", "O'Neil", "Jürgen Groß", "李小龍", "N" * 120, "A\u3000B", "👩‍🔧 Ana"):
        assert check_apprentice(person(name), (), rulebook) == ()
    for name in ("Ana\nRuiz", "Ana\x1b[31m", "Ana\u2028Ruiz", "A\x00"):
        problem = only(check_apprentice(person(name), (), rulebook))
        assert (problem.field, problem.blocking) == ("name", True)
        assert "line break or another control character" in problem.message


def test_what_stands_on_one_line_holds_no_line_break(rulebook: Rulebook) -> None:
    broken = person(
        mentor="Mia\nBo",
        contact="\x1b",
        ase_id="1\r2",
        tags=("a\tb",),
        note="Notes may\nhave lines",
        placements=(shop(supervisor="Bo\x00", address="1 Main St\nTulsa", shop="A\x07"),),
    )
    fields = {problem.field for problem in check_apprentice(broken, (), rulebook)}
    assert fields == {"mentor", "contact", "ase_id", "tags", "supervisor", "address", "shop"}


def test_a_second_apprentice_of_the_same_name_is_a_warning(rulebook: Rulebook) -> None:
    twin = person("ANA RUIZ", key="ana-2")
    assert only(check_apprentice(twin, [person()], rulebook)) == Said(
        "name", "there is another apprentice called ANA RUIZ", blocking=False
    )
    assert check_apprentice(twin, [person(voided="gone"), twin], rulebook) == ()


def test_a_status_cannot_begin_before_the_programme(rulebook: Rulebook) -> None:
    problem = only(check_apprentice(since(("on-leave", "2024-12-01")), (), rulebook))
    assert (problem.field, problem.message) == (
        "history",
        "a status cannot begin before the programme does on 2025-01-04",
    )


@pytest.mark.parametrize("start", [date(202, 1, 4), date(9999, 1, 1)])
def test_dates_of_another_age_are_typing_errors(start: date, rulebook: Rulebook) -> None:
    problems = check_apprentice(person(start=start, placements=()), (), rulebook)
    assert only(problems).message == f"{start} cannot be right; a year from 1950 to 2099 is expected"


def test_an_unknown_shop_type_is_named_with_a_suggestion(rulebook: Rulebook) -> None:
    problem = only(check_placement(person(), shop("p2", shop_type="desel-shop", ends=START), rulebook)[:1])
    assert problem.field == "shop_type"
    assert "unknown shop type desel-shop; did you mean diesel-shop" in problem.message


def placement_messages(place: Placement, rulebook: Rulebook) -> list[tuple[str, str, bool]]:
    return [
        (problem.field, problem.message, problem.blocking)
        for problem in check_placement(person(), place, rulebook)
    ]


def test_placements_that_overlap_or_begin_early_are_kept_with_a_warning(rulebook: Rulebook) -> None:
    assert placement_messages(shop("p2", starts=date(2026, 1, 1)), rulebook) == [
        ("starts", "overlaps with Alamo Diesel, since 2025-01-04; time there counts once", False)
    ]
    assert placement_messages(shop("p2", starts=date(2024, 1, 1), ends=date(2024, 2, 1)), rulebook) == [
        ("starts", "before the programme starts on 2025-01-04; nothing counts until then", False)
    ]
    assert placement_messages(shop("p2", voided="never began"), rulebook) == []
    two = person(placements=(shop(), shop("p2")))
    assert only(check_apprentice(two, (), rulebook)).message.startswith("overlaps with Alamo Diesel")


def test_a_credit_names_a_kind_and_tracks_of_the_rule_book(rulebook: Rulebook) -> None:
    good = TrainingCredit(
        apprentice="ana", key="c1", kind="short-course", title="Air", starts=START, ends=FRIDAY
    )
    assert check_credit(good, rulebook) == ()
    bad = good.model_copy(update={"kind": "short-cours", "tracks": ("trucks",), "starts": date(1900, 1, 1)})
    problems = {problem.field: problem.message for problem in check_credit(bad, rulebook)}
    assert problems.keys() == {"kind", "tracks", "starts"}
    assert "did you mean short-course" in problems["kind"]
    assert "unknown track trucks; did you mean truck" in problems["tracks"]


@pytest.mark.parametrize(
    ("code", "event", "field", "message"),
    [
        ("T44", TestEvent(step=TestStep.PASSED, on=FRIDAY), "code", "unknown test T44; did you mean"),
        (
            "T4",
            TestEvent(step=TestStep.PASSED, on=date(2026, 11, 21)),
            "on",
            "2026-11-21 is in the future; enter what has happened",
        ),
        (
            "T4",
            TestEvent(step=TestStep.CERTIFIED, on=FRIDAY, until=date(2026, 1, 1)),
            "until",
            "2026-01-01 is before 2026-11-20",
        ),
        (
            "T4",
            TestEvent(step=TestStep.PASSED, on=FRIDAY, until=date(2031, 1, 1)),
            "until",
            "a step passed has no last day; enter the certificate as certified",
        ),
        (
            "T4",
            TestEvent(step=TestStep.FAILED, on=START),
            "step",
            "failed on 2025-01-04 is written down already",
        ),
    ],
)
def test_what_cannot_have_happened_with_a_test(
    code: str, event: TestEvent, field: str, message: str, rulebook: Rulebook
) -> None:
    others = [TestEvent(step=TestStep.FAILED, on=START)]
    problem = only(check_event(code, event, rulebook, FRIDAY, others=others))
    assert problem.field == field
    assert problem.message.startswith(message)


def test_an_event_that_was_voided_can_be_entered_again(rulebook: Rulebook) -> None:
    event = TestEvent(step=TestStep.FAILED, on=START)
    voided = event.model_copy(update={"voided": "wrong day"})
    assert check_event("T4", event, rulebook, FRIDAY, others=[voided]) == ()


def test_a_form_sent_without_a_pass_is_warned_of(rulebook: Rulebook, today: date) -> None:
    sent = TestEvent(step=TestStep.FORM_SENT, on=today)
    passed = TestEvent(step=TestStep.PASSED, on=today)
    found = check_event("T6", sent, rulebook, today)
    assert [(one.field, one.blocking) for one in found] == [("step", False)]
    assert "no pass of T6" in found[0].message
    assert check_event("T6", sent, rulebook, today, others=[passed]) == ()


@pytest.mark.parametrize(
    ("today", "told"), [("2026-11-19", True), ("2026-11-20", False), ("2026-11-21", False)]
)
def test_approving_a_week_that_is_not_over_is_a_warning(today: str, told: bool, rulebook: Rulebook) -> None:
    problems = check_sheet(
        record_of(), week(sign_off=APPROVED), rulebook, HouseRules(), date.fromisoformat(today)
    )
    message = "the week is not over until 2026-11-20; what is done on its last days would be missing"
    assert problems == ((Said("week", message, blocking=False),) if told else ())
    held = record_of(week(sign_off=APPROVED))
    assert check_sheet(held, week(sign_off=APPROVED), rulebook, HouseRules(), date(2026, 11, 19)) == ()


# ---- credits: how long they lasted, and what they count towards


def told(problems: Iterable[Said]) -> list[tuple[str, str, bool]]:
    return [(problem.field, problem.message, problem.blocking) for problem in problems]


def schooling(kind: str, starts: str, ends: str, **more: object) -> TrainingCredit:
    return TrainingCredit.model_validate(
        {
            "apprentice": "ana",
            "key": "c1",
            "kind": kind,
            "title": "School",
            "starts": starts,
            "ends": ends,
            "tracks": ("auto",),
            **more,
        }
    )


TOO_SHORT = "shorter than the 36 months that meet a requirement whole; it counts as schooling"


@pytest.mark.parametrize(
    ("kind", "starts", "ends", "more", "expected"),
    [
        ("apprenticeship", "2020-01-01", "2022-12-30", {}, [("ends", TOO_SHORT, False)]),
        ("apprenticeship", "2020-01-01", "2022-12-31", {}, []),
        ("apprenticeship", "2020-01-01", "2023-01-01", {}, []),
        ("apprenticeship", "2020-01-01", "2022-12-31", {"months": 35}, [("ends", TOO_SHORT, False)]),
        ("apprenticeship", "2020-01-01", "2020-12-31", {"granted": 24}, []),
        ("short-course", "2020-01-01", "2020-01-31", {}, []),
        (
            "co-op-degree",
            "2020-09-01",
            "2021-08-31",
            {},
            [("ends", TOO_SHORT.replace("36", "24"), False)],
        ),
        ("post-secondary", "2021-09-01", "2023-06-30", {"school_years": 2}, []),
        (
            "post-secondary",
            "2021-09-01",
            "2023-06-30",
            {"school_years": 2.5},
            [
                (
                    "school_years",
                    "2021-09-01 to 2023-06-30 hold 2.0 school years; no more is counted",
                    False,
                )
            ],
        ),
        (
            "short-course",
            "2021-09-01",
            "2023-06-30",
            {"school_years": 1},
            [("school_years", "Short course is not counted in school years; enter months", True)],
        ),
        ("short-course", "2021-09-01", "2023-06-30", {"tracks": ("all",)}, []),
        ("short-course", "2021-09-01", "2023-06-30", {"tracks": ()}, []),
    ],
)
def test_the_length_of_a_credit_is_looked_at(
    kind: str,
    starts: str,
    ends: str,
    more: dict[str, object],
    expected: list[tuple[str, str, bool]],
    rulebook: Rulebook,
) -> None:
    assert told(check_credit(schooling(kind, starts, ends, **more), rulebook)) == expected


@pytest.mark.parametrize(
    ("kind", "tracks", "expected"),
    [
        ("post-secondary", ("auto",), ""),
        ("post-secondary", ("all",), ""),
        ("i-car-platinum", (), ""),
        ("post-secondary", (), "those of the first placement (Medium and heavy trucks)"),
    ],
)
def test_a_credit_that_names_no_track_is_to_be_settled(
    kind: str, tracks: tuple[str, ...], expected: str, rulebook: Rulebook
) -> None:
    credit = schooling(kind, "2021-09-01", "2023-06-30", tracks=tracks)
    message = "no track is named; name the tracks it counts towards, or all. Until then it counts for "
    wanted = [("tracks", f"{message}{expected}", True)] if expected else []
    assert told(check_tracks(credit, person(), rulebook)) == wanted
    if expected:
        nowhere = person(placements=())
        assert told(check_tracks(credit, nowhere, rulebook)) == [("tracks", f"{message}none", True)]


# ---- tests: what renews, and when one may be booked again


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("A5", []),
        (
            "T4",
            [
                (
                    "step",
                    "the renewal app does not cover T4; enter the recertification test as passed",
                    True,
                )
            ],
        ),
        ("ELA5", [("step", "a certificate of ELA5 is never renewed; it ends after 2 years", True)]),
    ],
)
def test_a_renewal_is_refused_where_the_app_does_not_cover_the_test(
    code: str, expected: list[tuple[str, str, bool]], rulebook: Rulebook
) -> None:
    renewed = TestEvent(step=TestStep.RENEWED, on=date(2026, 10, 5))
    assert told(check_event(code, renewed, rulebook, FRIDAY)) == expected


@pytest.mark.parametrize("step", [TestStep.FAILED, TestStep.PASSED])
def test_a_booking_within_thirty_full_days_is_warned_of(step: TestStep, rulebook: Rulebook) -> None:
    others = [
        TestEvent(step=step, on=date(2026, 8, 1)),
        TestEvent(step=step, on=date(2026, 10, 5)),
        TestEvent(step=step, on=date(2026, 10, 30), voided="another test"),
        TestEvent(step=step, on=date(2026, 11, 20)),
        TestEvent(step=TestStep.BOOKED, on=date(2026, 9, 20)),
    ]
    message = "A5 can be booked again from 2026-11-05, 30 full days after 2026-10-05"
    for day, expected in (
        (date(2026, 10, 5), [("on", message, False)]),
        (date(2026, 11, 4), [("on", message, False)]),
        (date(2026, 11, 5), []),
        (date(2026, 11, 6), []),
    ):
        booked = TestEvent(step=TestStep.BOOKED, on=day)
        assert told(check_event("A5", booked, rulebook, FRIDAY, others=others)) == expected
    assert told(check_event("A5", booked, rulebook, FRIDAY)) == []


@pytest.mark.parametrize(
    ("day", "fits"),
    [("2026-11-13", False), ("2026-11-14", True), ("2026-11-20", True), ("2026-11-21", False)],
)
def test_a_line_is_of_a_day_in_its_week(day: str, fits: bool) -> None:
    if fits:
        assert week(work(day=day)).lines[0].day == date.fromisoformat(day)
        return
    with pytest.raises(ValidationError) as caught:
        week(work(day=day))
    assert list(map(as_sentence, problems_of(caught.value))) == [
        f"lines are of {day}, which is not in the week that ends on 2026-11-20"
    ]


@pytest.mark.parametrize(
    ("today", "told"), [("2026-11-17", True), ("2026-11-18", False), ("2026-11-19", False)]
)
def test_a_day_that_has_not_come_is_told(today: str, told: bool, rulebook: Rulebook) -> None:
    sheet = week(work(), work(day="2026-11-18"))
    problems = check_sheet(record_of(), sheet, rulebook, HouseRules(), date.fromisoformat(today))
    problem = Said("lines.1.day", "2026-11-18 is in the future; enter what has been done")
    assert problems == ((problem,) if told else ())


def test_a_day_has_24_hours_over_all_lines_and_placements(rulebook: Rulebook) -> None:
    two = person(placements=(shop(), shop("p2")))
    held = record_of(week(work(hours=16, day="2026-11-18"), placement="p2"), of=two)
    full = week(work(hours=4, day="2026-11-18"), work("hvac", 4, day="2026-11-18"), work(hours=30))
    problems = [problem for problem in found(held, full, rulebook) if problem.field == "lines"]
    assert problems == []
    more = week(work(hours=4, day="2026-11-18"), work("hvac", 5, day="2026-11-18"))
    assert Said("lines", "25 h on 2026-11-18; a day has 24") in found(held, more, rulebook)


def test_a_record_with_other_sheets_finds_those() -> None:
    held = record_of(week())
    assert held.sheet(FRIDAY, "p1") == week()
    changed = held.model_copy(update={"sheets": ()})
    assert (changed.sheet(FRIDAY, "p1"), held.sheet(FRIDAY, "p2")) == (None, None)


@pytest.mark.parametrize(("starts", "messages"), [("2026-11-21", 1), ("2026-11-20", 0), ("2026-11-19", 0)])
def test_a_week_may_end_on_the_first_day_of_the_programme(
    rulebook: Rulebook, starts: str, messages: int
) -> None:
    ana = person(start=date.fromisoformat(starts))
    problems = found(TrainingRecord(apprentice=ana), week(), rulebook)
    assert len([problem for problem in problems if "before the programme" in problem.message]) == messages


def test_a_status_of_another_century_is_a_slip(rulebook: Rulebook) -> None:
    problem = only(check_apprentice(since(("left", "2206-11-20")), (), rulebook))
    assert (problem.field, problem.blocking) == ("history", True)
    assert problem.message.startswith("2206-11-20 cannot be right; a year from ")
