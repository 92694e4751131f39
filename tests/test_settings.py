"""A file that a mentor may edit by hand: what it may say, and what is said where it is wrong."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.weeks import Weekday
from mentor_tui.errors import MentorError
from mentor_tui.settings import (
    FILE,
    Settings,
    changed,
    labels,
    load_settings,
    old_name,
    parse_settings,
    settings_differences,
    settings_text,
)

BY_HAND = """\
# Agreed with the shop on 3 March
theme = "nord"   # easy on the eyes

[house]
# ASE gives no figure
hours_per_year = 1_800
week_ends = "Sunday"

[keys]
"roster.log" = "ctrl+l"
"""


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / FILE
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()
    assert load_settings(tmp_path / "not there yet") == Settings()


def test_a_file_by_hand_is_read(tmp_path: Path) -> None:
    written(tmp_path, b"\xef\xbb\xbf" + BY_HAND.replace("\n", "\r\n").encode())
    settings = load_settings(tmp_path)
    assert settings.theme == "nord"
    assert settings.house.hours_per_year == 1800
    assert settings.house.week_ends is Weekday.SUNDAY
    assert settings.keys == {"roster.log": "ctrl+l"}


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("theme = nord", "is no valid TOML: Invalid value (at line 1, column 9)", "Mend that line"),
        ("thema = 'nord'", "thema: is no known name", 'did you mean "theme"?'),
        ("[house]\nhours_per_yaer = 2080", "house.hours_per_yaer: is no known name", "house.hours_per_year"),
        (
            "[house]\nhours_per_year = '2080'",
            "house.hours_per_year: should be a valid integer, not '2080'",
            "Correct it there",
        ),
        (
            "[house]\nhours_per_year = 10\nrenew_months = 99",
            "should be greater than or equal to 1000, not 10; house.renew_months: should be less than or equal to 24",
            "Correct it there",
        ),
        (
            "[house]\nweek_ends = 'freitag'",
            "house.week_ends: should be 0, 1, 2, 3, 4, 5 or 6, not 'freitag'",
            "",
        ),
        ("theme = 5", "theme: should be a valid string, not 5", ""),
        ("house = 5", "house: should be a valid dictionary or instance of HouseRules, not 5", ""),
        ("[keys]\nroster.log = 'l'", "keys.roster: should be a valid string", '"roster.log" = "ctrl+l"'),
        (b"\nbackups = 'J\xfcrgen'", ", line 2: not UTF-8", "Save the file as UTF-8."),
    ],
)
def test_a_wrong_file_is_told_with_key_or_line_and_what_to_do(
    text: str | bytes, message: str, hint: str, tmp_path: Path
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(MentorError) as caught:
        load_settings(tmp_path)
    assert caught.value.message.startswith(str(path))
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(MentorError, match="cannot be read: Is a directory\nMove that folder away"):
        load_settings(tmp_path)


def test_a_data_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(MentorError, match="cannot be read: Not a directory\nCheck the data folder"):
        load_settings(tmp_path / "data")


def test_a_file_that_nobody_may_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("mentor_tui.settings.read_plain", refuse)
    with pytest.raises(MentorError, match=r"settings\.toml cannot be read: Permission denied"):
        load_settings(tmp_path)


def test_one_setting_changes_and_the_others_stay() -> None:
    settings = Settings(theme="nord", keys={"roster.log": "l"})
    assert changed(settings, "house.hours_per_year", 2080).house.hours_per_year == 2080
    assert changed(settings, "house.week_ends", "monday").house.week_ends is Weekday.MONDAY
    assert changed(settings, "keys.roster.log", "ctrl+l").keys == {"roster.log": "ctrl+l"}
    assert changed(settings, "keys.roster.log", "").keys == {}
    assert changed(settings, "backups", "/mnt") == settings.model_copy(update={"backups": "/mnt"})


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("hours", 5, "there is no setting called hours"),
        ("house", 5, "there is no setting called house"),
        ("keys", 5, "there is no setting called keys"),
        ("keys.", 5, "there is no setting called keys."),
        ("house.hours_per_yer", 5, 'called house.hours_per_yer (did you mean "house.hours_per_year"?)'),
        ("house.hours_per_year", 5, "house.hours_per_year: should be greater than or equal to 1000, not 5"),
        (
            "backups",
            "M\ud800",
            "backups: holds half a character, as a broken paste leaves behind; type it again",
        ),
        ("backups", "M" * 2001, "backups: has 2001 characters; 2000 are the most"),
    ],
)
def test_a_setting_that_is_not_there_or_out_of_range_is_told(name: str, value: Any, message: str) -> None:  # noqa: ANN401 - whatever is typed
    with pytest.raises(MentorError) as caught:
        changed(Settings(), name, value)
    assert message in caught.value.message


def test_what_was_written_by_hand_stays_as_it_is() -> None:
    settings = parse_settings(BY_HAND, Path(FILE))
    assert settings_text(settings, BY_HAND) == BY_HAND
    other = changed(changed(settings, "house.area_hours", 50), "theme", "")
    assert settings_text(other, BY_HAND) == BY_HAND.replace('theme = "nord"', 'theme = ""').replace(
        'week_ends = "Sunday"\n', 'week_ends = "Sunday"\narea_hours = 50\n'
    )


def test_a_new_file_names_only_what_is_set() -> None:
    assert settings_text(Settings(), "") == ""
    text = settings_text(changed(Settings(backups="/mnt"), "keys.roster.log", "l"), "")
    assert text == 'backups = "/mnt"\n\n[keys]\n"roster.log" = "l"\n'


words = st.text(st.characters(codec="utf-8"), max_size=20)
some_settings = st.builds(
    lambda backups, hours, ends, drafts, keys: Settings.model_validate(
        {
            "backups": backups,
            "house": {"hours_per_year": hours, "week_ends": ends, "count_drafts": drafts},
            "keys": keys,
        }
    ),
    words,
    st.integers(1000, 3000),
    st.sampled_from(Weekday),
    st.booleans(),
    st.dictionaries(words.filter(bool), words.filter(bool), max_size=3),
)
files = st.sampled_from(
    [
        "",
        BY_HAND,
        "house.hours_per_year = 2080\n",
        "house = { hours_per_year = 2080 }\nkeys = { a = 'b' }\n",
        "# nothing",
    ]
)


@given(some_settings, some_settings, files)
def test_any_settings_come_back_from_their_file(first: Settings, second: Settings, text: str) -> None:
    once = settings_text(first, text)
    assert parse_settings(once, Path(FILE)) == first
    again = settings_text(second, once)
    assert parse_settings(again, Path(FILE)) == second
    assert "# Agreed with the shop" in again or "Agreed" not in text


def test_differences_name_each_setting_once() -> None:
    settings = Settings(keys={"a": "b"})
    other = changed(changed(settings, "house.area_hours", 50), "keys.a", "")
    assert settings_differences(settings, other) == {"house.area_hours": (100, 50), "keys.a": ("b", None)}
    assert settings_differences(settings, settings) == {}


def test_the_name_that_once_stood_here_is_passed_over_and_left_as_it_is() -> None:
    text = 'mentor = "Bea"\ntheme = "nord"\n'
    assert parse_settings(text, Path(FILE)) == Settings(theme="nord")
    assert parse_settings("mentor = 5\n", Path(FILE)) == Settings()
    assert settings_text(Settings(theme="dracula"), text) == text.replace("nord", "dracula")
    assert (old_name(text), old_name("mentor = 5"), old_name("")) == ("Bea", "", "")
    with pytest.raises(MentorError, match="there is no setting called mentor"):
        changed(Settings(), "mentor", "Bea")


def test_every_rule_of_the_shop_has_a_label() -> None:
    named = {name.removeprefix("house.") for name in labels() if name.startswith("house.")}
    assert named == HouseRules.model_fields.keys()
    assert all(label.title and label.help for label in labels().values())
