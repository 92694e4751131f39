from pathlib import Path

import pytest

from tests.cli.outcome import Run, contents


def test_what_was_understood_is_shown_and_kept(shop: Run) -> None:
    logged = shop("log", "ana", "--week", "2026-11-20", "brakes=6.5", "electrical=4+3.5", "car:brakes=7:30")
    assert logged.code == 0, logged.err
    assert "truck: Brakes" in logged.out
    assert "car: Brakes" in logged.out
    assert "Together 21.5 h" in logged.out
    assert "Kept as change 2" in logged.out


@pytest.mark.parametrize(
    ("today", "week"),
    [("2026-11-17", "2026-11-13"), ("2026-11-19", "2026-11-13"), ("2026-11-20", "2026-11-20")],
)
def test_the_newest_week_that_is_over_is_meant_where_none_is_given(shop: Run, today: str, week: str) -> None:
    assert shop("log", "ana", "brakes=6", "--json", as_of=today).json["sheet"]["week"] == week


def test_today_as_the_week_is_the_one_that_is_not_over_yet(shop: Run) -> None:
    logged = shop("log", "ana", "brakes=6", "--week", "today", "--json", as_of="2026-11-17")
    assert logged.json["sheet"]["week"] == "2026-11-20"


def test_in_the_first_week_of_the_programme_that_week_is_meant(shop: Run) -> None:
    logged = shop("log", "ana", "brakes=6", "--json", as_of="2026-01-06")
    assert logged.json["sheet"]["week"] == "2026-01-09"


@pytest.mark.parametrize(
    "words", [["log", "ana", "brakes=6", "--approve"], ["approve", "ana"]], ids=["log", "approve"]
)
def test_a_week_that_is_not_over_is_approved_only_when_said_so(
    shop: Run, home: Path, words: list[str]
) -> None:
    shop("log", "ana", "hvac=1", "--week", "2026-11-20", as_of="2026-11-19")
    before = contents(home)
    refused = shop(*words, "--week", "2026-11-20", as_of="2026-11-19")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        "mentor-tui: week: the week is not over until 2026-11-20; what is done on its last days would be missing\n"
        "Nothing was changed. With --yes it is kept all the same.\n"
    )
    assert contents(home) == before
    assert shop(*words, "--week", "2026-11-20", "--yes", as_of="2026-11-19").code == 0


def test_a_week_is_approved_without_a_word_from_its_last_day_on(shop: Run) -> None:
    approved = shop("log", "ana", "brakes=6", "--approve")
    assert (approved.code, approved.err) == (0, "")


@pytest.fixture
def drafts(shop: Run) -> Run:
    """Two weeks of Ana and one of Bo, who works elsewhere, as drafts; one of Ana's was returned, one is approved."""
    shop("add", "Bo Berg", "--start", "2026-01-05", "--shop", "South Cars", "--shop-type", "dealership")
    for name, week in (("ana", "2026-11-06"), ("ana", "2026-11-13"), ("bo", "2026-11-13")):
        shop("log", name, "--week", week, "brakes=8")
    shop("log", "bo", "--week", "2026-10-30", "brakes=7", "--approve")
    shop("log", "ana", "--week", "2026-10-30", "brakes=6")
    shop("return", "ana", "--week", "2026-10-30", "--reason", "no split")
    return shop


def test_many_are_approved_as_one_change_and_what_is_left_is_named(drafts: Run, home: Path) -> None:
    before = contents(home)
    shown = drafts("approve", "--all")
    assert (shown.code, shown.err, contents(home)) == (0, "", before)
    told = [
        "3 sheets of 2 apprentices, 24 h to be approved",
        "1 approved already",
        "1 left as they are:",
        "  Ana Ruiz, week of 2026-10-30: returned: no split",
    ]
    assert shown.out.splitlines() == [*told, "Nothing was changed yet; with --yes it is done."]
    done = drafts("approve", "--all", "--yes")
    kept = "Kept as change 9: approved 3 sheets of 2 apprentices, 24 h. `mentor-tui undo` takes it back."
    assert (done.code, done.out.splitlines()) == (0, [*told, kept])
    again = drafts("approve", "--all", "--yes", "--json").json
    assert (again["sheets"], again["already"], again["change"]) == (0, 4, None)
    drafts("undo")
    assert drafts("approve", "--all", "--json").json["sheets"] == 3


@pytest.mark.parametrize(
    ("words", "sheets"),
    [
        (["--week", "2026-11-13"], 2),
        (["--week", "2026-11-12"], 0),
        (["--shop", "SOUTH cars"], 1),
        (["--shop", "Granite Diesel"], 2),
        (["--shop", "Granite Diesel", "--week", "2026-11-13"], 1),
        (["ana", "--all"], 2),
    ],
)
def test_many_are_those_of_a_week_of_a_shop_of_a_person(drafts: Run, words: list[str], sheets: int) -> None:
    assert drafts("approve", *words, "--json").json["sheets"] == sheets
    assert drafts("return", *words, "--reason", "again", "--json").json["sheets"] == sheets


def test_of_many_a_week_that_is_not_over_stays_a_draft_and_is_named(drafts: Run) -> None:
    drafts("log", "ana", "--week", "2026-11-20", "brakes=8", as_of="2026-11-19")
    shown = drafts("approve", "--week", "today", "--yes", "--json", as_of="2026-11-19").json
    over = "the week is not over until 2026-11-20; what is done on its last days would be missing"
    assert shown["left"] == [f"Ana Ruiz, week of 2026-11-20: {over}"]
    assert shown["change"] is None
    assert drafts("approve", "--week", "today", "--yes", "--json").json["sheets"] == 1


def test_many_are_returned_with_one_reason_and_an_approved_one_is_named(drafts: Run) -> None:
    done = drafts("return", "--all", "--reason", "no split", "--yes", "--json").json
    assert done["change"]["why"] == "returned 3 sheets of 2 apprentices, 24 h: no split"
    assert done["already"] == 1
    assert done["left"] == ["Bo Berg, week of 2026-10-30: approved and locked; reopen it with a reason first"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Neither a name nor a week nor a shop"),
        (["--shop", "Nowhere"], "there is no shop 'Nowhere'"),
        (["--all", "--placement", "p1"], "--placement names one sheet"),
    ],
)
def test_what_does_not_say_which_sheets_are_meant_is_refused(
    drafts: Run, words: list[str], said: str
) -> None:
    refused = drafts("approve", *words)
    assert refused.code == 2
    assert said in refused.err


def test_options_may_stand_between_the_work(shop: Run) -> None:
    logged = shop("log", "ana", "brakes=6", "--supervision", "alone", "hvac=2", "--json")
    assert [line["area"] for line in logged.json["sheet"]["lines"]] == ["brakes", "hvac"]
    assert {line["supervision"] for line in logged.json["sheet"]["lines"]} == {"alone"}


def test_logging_again_adds_to_the_sheet(shop: Run) -> None:
    shop("log", "ana", "brakes=6", "--note", "drums")
    logged = shop("log", "ana", "hvac=2", "--json")
    sheet = logged.json["sheet"]
    assert [line["area"] for line in sheet["lines"]] == ["brakes", "hvac"]
    assert sheet["minutes"] == 480
    assert sheet["note"] == "drums"


def test_an_absence_needs_no_hours(shop: Run) -> None:
    assert shop("log", "ana", "--absence", "vacation", "--json").json["sheet"]["absence"] == "vacation"


def test_approved_work_counts_and_draft_does_not(shop: Run) -> None:
    shop("log", "ana", "--week", "2026-11-13", "brakes=30")
    shop("log", "ana", "--week", "2026-11-20", "brakes=20", "--approve")
    standing = shop("standing", "ana", "T4", "--json").json
    assert standing["standing"]["area"]["minutes"] == 20 * 60
    assert [line["counted"] for line in standing["tally"]] == [0, 20 * 60]
    assert [line["why"] for line in standing["tally"]] == ["not approved yet", "counted"]


def test_a_sheet_goes_through_approval_return_and_reopening(shop: Run) -> None:
    shop("log", "ana", "brakes=6")
    assert shop("return", "ana", "--reason", "too little").code == 0
    assert shop("approve", "ana").code == 0
    assert "approved and locked" in shop("log", "ana", "hvac=1").err
    assert shop("reopen", "ana", "--reason", "forgot the heater").code == 0
    assert shop("log", "ana", "hvac=1").code == 0
    assert shop("void", "sheet", "ana", "--reason", "wrong person").code == 0
    assert "no sheet" in shop("approve", "ana").err


def test_undo_takes_a_week_back_and_redo_brings_it_again(shop: Run) -> None:
    shop("log", "ana", "brakes=6", "--approve")
    minutes = ["standing", "ana", "T4", "--json"]
    assert shop("undo").code == 0
    assert shop(*minutes).json["standing"]["area"]["minutes"] == 0
    assert shop("redo").code == 0
    assert shop(*minutes).json["standing"]["area"]["minutes"] == 360
    told = shop("history", "ana").out
    assert "logged and approved Ana Ruiz" in told
    assert shop("history", "--json", "--last", "1").json["changes"][0]["number"] == 4


def test_a_very_long_week_is_kept_only_when_said_so(shop: Run, home: Path) -> None:
    before = contents(home)
    refused = shop("log", "ana", "brakes=90")
    assert refused.code == 2
    assert "--yes" in refused.err
    assert contents(home) == before
    assert shop("log", "ana", "brakes=90", "--yes").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["brakes=25:00"], "25:00 is no time of a day"),
        (["brakes=-3"], "negative"),
        (["brakes=NaN"], "NaN is not a time"),
        (["brakes="], "nothing is not a time"),
        (["brakes=0"], "no time at all"),
        (["brakes=169"], "168 hours of a week"),
        (["brakes"], "brakes: is no work"),
        (["braks=3"], 'did you mean "brakes"?'),
        (["trick:brakes=3"], 'did you mean "truck"?'),
        (["brakes=3", "brakes=4"], "given twice"),
        ([], "enter hours or an absence"),
        (["brakes=3", "--week", "2026-12-04"], "in the future"),
        (["brakes=3", "--week", "2026-11-19"], "is not a Friday"),
        (["brakes=3", "--week", "2026-13-19"], "is no date"),
        (["brakes=3", "--week", "2026-01-02"], "2026-01-02"),
        (["brakes=3", "--placement", "p9"], "no placement p9"),
        (["brakes=3", "--supervision", "asleep"], "supervision"),
        (["brakes=3", "--aprove"], "--aprove"),
    ],
)
def test_what_cannot_be_a_week_is_refused_in_words_and_nothing_is_written(
    shop: Run, home: Path, words: list[str], said: str
) -> None:
    before = contents(home)
    refused = shop("log", "ana", *words)
    assert refused.code == 2
    assert refused.out == ""
    assert refused.err.startswith("mentor-tui: ")
    assert said in refused.err
    assert "Traceback" not in refused.err
    assert contents(home) == before


def test_a_week_after_leaving_is_refused(shop: Run) -> None:
    assert shop("edit", "ana", "--status", "left", "--since", "2026-10-01").code == 0
    assert "left" in shop("log", "ana", "brakes=3").err


def test_somebody_unknown_is_asked_about(shop: Run) -> None:
    refused = shop("log", "Anna Ruis", "brakes=3")
    assert refused.code == 2
    assert "Did you mean Ana Ruiz?" in refused.err
