from pathlib import Path

import pytest

from mentor_tui.logbook.identity import system_user
from tests.cli.outcome import Run, contents

_CREDIT = ("credit", "add", "ana", "--kind", "degree", "--title", "Diesel technology, A.A.S.")


def test_an_apprentice_is_added_and_found_by_a_part_of_the_name(shop: Run) -> None:
    shop("add", "Jürgen Müller", "--start", "today", "--shop", "Lakeside", "--shop-type", "dealership")
    names = [row["name"] for row in shop("roster", "--json").json["apprentices"]]
    assert names == ["Ana Ruiz", "Jürgen Müller"]
    assert shop("standing", "muller", "--json").json["apprentice"]["name"] == "Jürgen Müller"


def test_the_same_name_twice_needs_a_yes(shop: Run, home: Path) -> None:
    again = ("add", "ana ruiz", "--start", "2026-02-02", "--shop", "Lakeside", "--shop-type", "dealership")
    before = contents(home)
    assert "another apprentice" in shop(*again).err
    assert contents(home) == before
    assert shop(*again, "--yes", "--json").json["apprentice"]["key"] == "ana-ruiz-2"


def test_details_and_status_change_in_one_step(shop: Run) -> None:
    changed = shop(
        "edit",
        "ana",
        "--name",
        "Ana Ruiz-Vega",
        "--tag",
        "night",
        "--status",
        "on-leave",
        "--since",
        "2026-11-02",
    )
    assert changed.code == 0, changed.err
    row = shop("roster", "--json").json["apprentices"][0]
    assert (row["name"], row["tags"], row["status"]) == ("Ana Ruiz-Vega", ["night"], "on leave")
    shop("undo")
    row = shop("roster", "--json").json["apprentices"][0]
    assert (row["name"], row["tags"], row["status"]) == ("Ana Ruiz", [], "active")


def test_a_placement_is_added_changed_and_voided(shop: Run) -> None:
    assert shop("placement", "edit", "ana", "p1", "--ends", "2026-06-30").code == 0
    added = shop(
        "placement", "add", "ana", "--shop", "City Transit", "--shop-type", "transit garage", "--starts", "2026-07-01",
        "--json",
    )  # fmt: skip
    assert added.json["placement"]["key"] == "p2"
    assert added.json["placement"]["kind"] == "transit-bus"
    assert shop("log", "ana", "brakes=8", "--json").json["sheet"]["lines"][0]["kind"] == "transit-bus"
    assert shop("placement", "void", "ana", "p2", "--reason", "never went").code == 0
    assert "City Transit" not in shop("standing", "ana").out


def test_a_placement_that_overlaps_needs_a_yes(shop: Run) -> None:
    words = ("placement", "add", "ana", "--shop", "X", "--shop-type", "dealership", "--starts", "2026-07-01")
    assert "overlaps" in shop(*words).err
    assert shop(*words, "--yes").code == 0


def test_a_credit_is_added_changed_and_voided(shop: Run) -> None:
    kinds = {kind["key"] for kind in shop("rules", "--json").json["credits"]}
    kind = min(kinds)
    words = ["credit", "add", "ana", "--kind", kind, "--title", "A course", "--starts", "2024-09-01"]
    assert shop(*words, "--ends", "2025-06-30", "--json").json["credit"]["key"] == "c1"
    assert shop("credit", "edit", "ana", "c1", "--title", "A long course").code == 0
    assert [one["title"] for one in shop("standing", "ana", "--json").json["credits"]] == ["A long course"]
    assert shop("credit", "void", "ana", "c1", "--reason", "no diploma").code == 0
    assert "has no credit c7" in shop("credit", "void", "ana", "c7", "--reason", "x").err


def test_a_test_is_booked_passed_corrected_and_voided(shop: Run) -> None:
    state = ("standing", "ana", "T4", "--json")
    assert shop("test", "ana", "t4", "booked", "--on", "2026-11-02", "--until", "2027-01-31").code == 0
    assert shop(*state).json["standing"]["state"] == "booked"
    assert shop("test", "ana", "T4", "passed").code == 0
    assert shop(*state).json["standing"]["state"] == "passed-waiting"
    assert shop("test", "ana", "T4", "edit", "--on", "2026-11-20", "--to-step", "failed").code == 0
    assert shop(*state).json["standing"]["state"] == "retest-wait"
    assert shop("test", "ana", "T4", "void", "--on", "2026-11-20", "--reason", "another person").code == 0
    assert shop(*state).json["standing"]["state"] == "booked"


def test_an_apprentice_who_was_voided_is_off_the_roster_and_comes_back_by_undo(shop: Run) -> None:
    assert shop("void", "apprentice", "ana", "--reason", "a double").code == 0
    assert shop("roster", "--json").json["apprentices"] == []
    shop("undo")
    assert len(shop("roster", "--json").json["apprentices"]) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["add", "Bo", "--start", "2026-02-02", "--shop", "X", "--shop-type", "bakery"],
            "no shop type 'bakery'",
        ),
        (["add", "Bo", "--start", "02/02/2026", "--shop", "X", "--shop-type", "dealership"], "is no date"),
        (
            ["add", " ", "--start", "2026-02-02", "--shop", "X", "--shop-type", "dealership"],
            "name: is needed",
        ),
        (["add", "Bo", "--shop", "X", "--shop-type", "dealership"], "--start"),
        (["add", "B" * 121, "--start", "2026-02-02", "--shop", "X", "--shop-type", "dealership"], "120"),
        (["edit", "ana"], "nothing to change"),
        (["edit", "ana", "--name", "Ana Ruiz"], "Nothing to change"),
        (["edit", "ana", "--status", "gone"], "gone"),
        (["edit", "ana", "--status", "left", "--since", "2025-01-01"], "before the programme"),
        (["edit", "nobody", "--name", "X"], 'no apprentice called "nobody"'),
        (["placement", "edit", "ana", "p9", "--shop", "X"], "no placement p9"),
        (["placement", "edit", "ana", "p1", "--ends", "2025-01-01"], "before"),
        (["placement"], "ACTION"),
        ([*_CREDIT, "--starts", "2025-01-01", "--ends", "2024-01-01"], "before"),
        (
            [*_CREDIT[:4], "cake", *_CREDIT[5:], "--starts", "2024-01-01", "--ends", "2025-01-01"],
            "credit cake",
        ),
        ([*_CREDIT, "--starts", "2024-01-01", "--ends", "2025-01-01", "--months", "many"], "whole number"),
        (["test", "ana", "T99", "passed"], 'no test "T99"'),
        (["test", "ana", "T4", "aced"], "aced"),
        (["test", "ana", "T4", "passed", "--on", "2026-12-24"], "in the future"),
        (["test", "ana", "T4", "booked", "--until", "2026-01-01"], "2026-01-01 is before"),
        (["test", "ana", "T4", "void", "--reason", "x"], "no such event"),
        (["void", "apprentice", "ana", "--reason", " "], "reason"),
        (["approve", "ana", "--week", "2026-11-13"], "no sheet"),
        (["settings", "set", "hours_per_year", "lots"], "whole number"),
        (["settings", "set", "hours_per_year", "12"], "1000"),
        (["settings", "set", "week_ends", "funday"], "no day of the week"),
        (["settings", "set", "colour", "blue"], "no setting called colour"),
        (["settings", "set", "count_drafts", "perhaps"], "neither yes nor no"),
        (["settings", "get", "colour"], "no setting called colour"),
        (["redo"], "nothing to redo"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(
    shop: Run, home: Path, words: list[str], said: str
) -> None:
    before = contents(home)
    refused = shop(*words)
    assert refused.code == 2
    assert refused.out == ""
    assert refused.err.startswith("mentor-tui: ")
    assert said in refused.err
    assert contents(home) == before


def test_settings_are_changed_and_used(shop: Run) -> None:
    assert shop("settings", "set", "hours_per_year", "1800").out == "1800\n"
    assert shop("settings", "set", "week_ends", "saturday").code == 0
    assert shop("settings", "get", "house.hours_per_year").out == "1800\n"
    assert shop("settings", "--json").json["settings"]["house.week_ends"] == 5
    assert "1800 hours a year" in shop("roster").out
    assert shop("log", "ana", "brakes=3", "--json").json["sheet"]["week"] == "2026-11-14"


def test_a_name_is_set_for_oneself_and_says_where_it_comes_from(
    shop: Run, home: Path, own_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = shop("settings", "set", "mentor", "Noor Khan")
    assert (done.code, done.out) == (0, "Noor Khan\n")
    assert done.err == f"mentor-tui: mentor Noor Khan: from your own file, {own_file}\n"
    assert not (home / "settings.toml").exists()
    listed = shop("settings", "--json").json
    assert (listed["settings"]["mentor"], listed["mentor_from"]) == ("Noor Khan", "own-file")
    assert "Your name: from your own file" in shop("settings").out
    done = shop("edit", "ana", "--contact", "555")
    change = shop("history", "--json").json["changes"][0]
    assert (change["who"], change["user"]) == ("Noor Khan", system_user())
    assert f"Noor Khan ({system_user()})" in shop("history").out
    monkeypatch.setenv("MENTOR_TUI_MENTOR", "Bea")
    assert shop("settings", "get", "mentor", "--json").json == {
        **shop("settings", "get", "theme", "--json").json,
        "settings": {"mentor": "Bea"},
        "mentor_from": "environment",
    }
    assert shop("settings", "set", "mentor").err.startswith("mentor-tui: mentor: no value was given")


def test_a_name_in_the_folder_of_several_signs_no_more_and_is_told(
    shop: Run, home: Path, own_file: Path
) -> None:
    (home / "settings.toml").write_text('mentor = "Noor"\n')
    done = shop("edit", "ana", "--contact", "555")
    assert "settings.toml names Noor as the mentor. That signs no more" in done.err
    assert shop("history", "--json").json["changes"][0]["who"] == system_user()
    assert shop("roster").err == ""
    shop("settings", "set", "mentor", "Noor")
    assert shop("edit", "ana", "--contact", "556").err == ""
    assert own_file.exists()


def test_a_credit_takes_the_track_of_the_placement_unless_it_is_told_another(shop: Run) -> None:
    words = ["credit", "add", "ana", "--kind", "post-secondary", "--title", "Degree", "--json"]
    dates = ["--starts", "2021-09-01", "--ends", "2023-06-30"]
    assert shop(*words, *dates).json["credit"]["tracks"] == ["truck"]
    told = shop(*words, *dates, "--track", "all", "--school-years", "2").json
    assert (told["credit"]["tracks"], told["credit"]["school_years"], told["warnings"]) == (["all"], 2, [])
    wrong = shop(*words, *dates, "--track", "lorries")
    assert (wrong.code, "tracks: unknown track lorries" in wrong.err) == (2, True)


def test_a_short_apprenticeship_is_kept_with_a_word_about_it(shop: Run) -> None:
    words = ["credit", "add", "ana", "--kind", "apprenticeship", "--title", "Shop", "--track", "truck"]
    kept = shop(*words, "--starts", "2025-01-01", "--ends", "2025-01-31")
    assert kept.code == 0
    assert (
        "ends: shorter than the 36 months that meet a requirement whole; it counts as schooling" in kept.err
    )
