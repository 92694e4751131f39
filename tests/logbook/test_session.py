"""One run of the program: which folder, whose name, which settings, and what becomes of a change to them."""

import os
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from mentor_tui.domain.weeks import Weekday
from mentor_tui.errors import MentorError
from mentor_tui.logbook import folders, identity, settings_file
from mentor_tui.logbook.identity import NameSource
from mentor_tui.logbook.session import Session, open_session
from mentor_tui.resources import rulebook_file
from mentor_tui.settings import FILE, Settings, changed
from tests.logbook.making import person, put, week, work

NOW = datetime.fromisoformat("2026-11-20T17:02:00+01:00")
Open = Callable[..., Session]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def begin(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens a session in the data folder; each is another terminal."""
    monkeypatch.setattr(identity, "system_user", lambda: "mmeier")
    opened: list[Session] = []

    def another(**options: object) -> Session:
        folder = options.pop("data_dir", data)
        assert isinstance(folder, Path)
        opened.append(open_session(data_dir=folder, clock=lambda: NOW, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield another
    for one in opened:
        one.close()


def set_to(here: Session, name: str, value: object) -> None:
    here.keep_settings(changed(here.settings, name, value))


def test_a_first_start_makes_nothing(begin: Open, data: Path) -> None:
    here = begin()
    assert here.logbook.empty
    assert here.today == date(2026, 11, 20)
    assert here.mentor == "mmeier"
    assert here.insights.roster() == ()
    assert not data.exists()
    assert begin(as_of=date(2026, 5, 1)).today == date(2026, 5, 1)


def test_the_folder_is_the_one_asked_for_or_named_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MENTOR_TUI_HOME", str(tmp_path / "named"))
    assert folders.logbook_folder() == tmp_path / "named"
    assert folders.logbook_folder(tmp_path / "asked") == tmp_path / "asked"
    monkeypatch.chdir(tmp_path)
    assert folders.logbook_folder(Path("here")) == tmp_path / "here"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("MENTOR_TUI_HOME", "~/mine")
    assert folders.logbook_folder() == tmp_path / "mine"
    monkeypatch.setenv("MENTOR_TUI_HOME", "")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert folders.logbook_folder().is_relative_to(tmp_path)
    assert folders.logbook_folder().name == "mentor-tui"


def test_a_home_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MentorError, match="there is no such home folder"):
        folders.logbook_folder(Path("~nobody-of-this-name/data"))
    monkeypatch.setenv("HOME", "")
    monkeypatch.delenv("MENTOR_TUI_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    with pytest.raises(MentorError, match=r"HOME is empty\.\nSet HOME, or name a folder with --data-dir"):
        folders.logbook_folder()


def test_a_wrong_setting_keeps_the_program_from_guessing(begin: Open, data: Path) -> None:
    data.mkdir()
    (data / FILE).write_text("[house]\nhours_per_yaer = 2080\n")
    with pytest.raises(MentorError, match=r"settings\.toml: house.hours_per_yaer: is no known name"):
        begin()


def test_a_data_folder_that_is_a_file_is_told(begin: Open, data: Path) -> None:
    data.write_text("")
    with pytest.raises(MentorError, match="Not a directory"):
        begin()


def test_a_setting_is_kept_and_used_at_once_and_the_next_time(begin: Open, data: Path) -> None:
    here = begin()
    before = here.insights
    set_to(here, "house.hours_per_year", 2080)
    assert here.insights is not before
    assert here.insights.frame.house.hours_per_year == 2080
    assert begin().settings.house.hours_per_year == 2080
    assert (data / FILE).read_text() == "[house]\nhours_per_year = 2080\n"


def test_nothing_is_written_where_nothing_changes(begin: Open, data: Path) -> None:
    here = begin()
    here.keep_settings(here.settings)
    assert not data.exists()


def test_comments_of_a_hand_edited_file_survive(begin: Open, data: Path) -> None:
    data.mkdir()
    text = "# ours\n[house]  # agreed\nweek_ends = 'sunday' # since May\n"
    (data / FILE).write_bytes(b"\xef\xbb\xbf" + text.encode())
    here = begin()
    set_to(here, "house.area_hours", 50)
    assert (data / FILE).read_text() == f"{text}area_hours = 50\n"
    assert here.settings.house.week_ends is Weekday.SUNDAY


def test_a_change_of_settings_stands_in_the_history_and_is_taken_back(begin: Open, data: Path) -> None:
    here = begin()
    set_to(here, "house.hours_per_year", 2080)
    set_to(here, "theme", "nord")
    assert [one.why for one in here.logbook.history()] == [
        "changed settings: theme nothing → nord",
        "changed settings: house.hours_per_year 2000 → 2080",
    ]
    here.logbook.undo()
    assert here.settings.theme == ""
    assert here.settings.house.hours_per_year == 2080
    assert "nord" not in (data / FILE).read_text()
    here = begin()
    here.logbook.undo()
    assert here.settings == Settings()
    assert here.insights.frame.house.hours_per_year == 2000
    assert not (data / FILE).exists()
    here.logbook.redo()
    here.logbook.redo()
    assert (
        begin().settings
        == here.settings
        == Settings.model_validate({"theme": "nord", "house": {"hours_per_year": 2080}})
    )


def test_undo_goes_through_settings_and_sheets_in_order(begin: Open) -> None:
    here = begin()
    here.logbook.apply(put(person()))
    set_to(here, "house.area_hours", 50)
    here.logbook.apply(put(week()))
    here.logbook.undo()
    assert (here.logbook.record("ana").sheets, here.settings.house.area_hours) == ((), 50)
    here.logbook.undo()
    assert here.settings.house.area_hours == 100


def test_every_state_of_the_data_and_of_what_judges_it_has_a_version_of_its_own(begin: Open) -> None:
    here = begin()
    seen = [here.version]

    def another() -> bool:
        seen.append(here.version)
        return here.version not in seen[:-1] and here.version == seen[-1]

    here.logbook.apply(put(person()))
    assert another()
    for days in (50, 60, 70):
        set_to(here, "house.area_hours", days)
        assert another()
        here.logbook.undo()
        assert here.settings.house.area_hours == 100
        assert another()
    here.keep_name("Mia Meier")
    assert another()
    there = begin()
    set_to(there, "house.area_hours", 80)
    here.logbook.refresh()
    assert another()
    assert here.settings.house.area_hours == 80


def test_a_new_name_signs_from_now_on_and_beside_it_stands_the_user(begin: Open, own_file: Path) -> None:
    here = begin()
    assert (here.logbook.apply(put(person())).who, here.mentor) == ("mmeier", "mmeier")
    assert here.keep_name(" Mia Meier ").told == f"from your own file, {own_file}"
    assert own_file.read_text() == 'mentor = "Mia Meier"\n'
    done = here.logbook.apply(put(week()))
    assert (done.who, done.user, here.mentor) == ("Mia Meier", "mmeier", "Mia Meier")
    assert [(row.who, row.user, row.signed) for row in here.logbook.history()] == [
        ("Mia Meier", "mmeier", "Mia Meier (mmeier)"),
        ("mmeier", "", "mmeier"),
    ]
    assert begin().mentor == "Mia Meier"
    assert not (here.logbook.folder / FILE).exists()
    assert here.keep_name("").source is NameSource.SYSTEM
    assert (here.mentor, here.logbook.who, own_file.read_text()) == ("mmeier", "mmeier", "")


def test_the_name_of_the_logbooks_settings_signs_for_nobody(begin: Open, data: Path, own_file: Path) -> None:
    data.mkdir()
    (data / FILE).write_text('mentor = "Mia O\'Hara"\n[house]\narea_hours = 50\n')
    here = begin()
    assert (here.mentor, here.settings.house.area_hours) == ("mmeier", 50)
    assert here.name_warning() == (
        f"{data / FILE} names Mia O'Hara as the mentor. That signs no more, since others may work in the same folder: what "
        "you do is signed mmeier. Is that your name? `mentor-tui settings set mentor 'Mia O'\"'\"'Hara'` keeps it for you "
        "alone; else take the line out of the file."
    )
    set_to(here, "house.area_hours", 60)
    assert (data / FILE).read_text() == 'mentor = "Mia O\'Hara"\n[house]\narea_hours = 60\n'
    assert begin(readonly=True).name_warning() == ""
    here.keep_name("Bo")
    assert (here.mentor, here.name_warning(), begin().mentor) == ("Bo", "", "Bo")
    assert own_file.exists()


def test_nobody_is_asked_for_a_name_to_read(begin: Open, own_file: Path) -> None:
    own_file.parent.mkdir(parents=True)
    own_file.write_text("mentor = [")
    assert begin(readonly=True).logbook.empty
    with pytest.raises(MentorError, match=r"user\.toml is no valid TOML"):
        begin()


def test_what_was_edited_by_hand_is_noted_and_not_lost(begin: Open, data: Path) -> None:
    here = begin()
    set_to(here, "house.area_hours", 50)
    (data / FILE).write_text("# by hand\ntheme = 'nord'\n[house]\narea_hours = 60\n")
    with pytest.raises(MentorError, match="was edited by hand since; nothing was changed"):
        here.logbook.undo()
    set_to(here, "house.hours_per_year", 2080)
    assert here.settings.house.area_hours == 60
    assert here.settings.theme == "nord"
    assert [one.why for one in here.logbook.history()][:2] == [
        "changed settings: house.hours_per_year 2000 → 2080",
        "edited the settings by hand",
    ]
    here.logbook.undo()
    assert (data / FILE).read_text() == "# by hand\ntheme = 'nord'\n[house]\narea_hours = 60\n"
    here.logbook.undo()
    assert here.settings == changed(Settings(), "house.area_hours", 50)


def test_another_terminal_follows_the_settings(begin: Open) -> None:
    here, there = begin(), begin()
    here.logbook.apply(put(person()))
    there.logbook.refresh()
    before = there.insights
    set_to(here, "house.area_hours", 50)
    assert there.logbook.refresh() == {"ana"}
    assert there.settings.house.area_hours == 50
    assert there.insights is not before
    set_to(there, "theme", "nord")
    here.logbook.refresh()
    assert here.settings == there.settings


def test_two_terminals_change_different_settings_and_both_are_kept(begin: Open) -> None:
    here, there = begin(), begin()
    set_to(here, "theme", "nord")
    set_to(there, "house.area_hours", 50)
    assert there.settings.theme == "nord"
    assert begin().settings == there.settings


def test_the_same_setting_changed_elsewhere_is_told_once(begin: Open) -> None:
    here, there = begin(), begin()
    set_to(here, "theme", "nord")
    wanted = changed(there.settings, "theme", "dracula")
    with pytest.raises(
        MentorError, match=r"theme was set to nord elsewhere meanwhile\.\nLook at it and set it again"
    ):
        there.keep_settings(wanted)
    assert there.settings.theme == "nord"
    there.keep_settings(changed(there.settings, "theme", "dracula"))
    assert begin().settings.theme == "dracula"


def test_a_file_that_has_become_wrong_is_not_written_over(begin: Open, data: Path) -> None:
    here = begin()
    set_to(here, "theme", "nord")
    (data / FILE).write_text("theme = nord")
    with pytest.raises(MentorError, match="is no valid TOML"):
        set_to(here, "theme", "dracula")
    assert (data / FILE).read_text() == "theme = nord"
    assert here.settings.theme == "nord"


def test_settings_that_cannot_be_written_change_nothing(
    begin: Open, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = begin()
    set_to(here, "theme", "nord")

    def full(path: Path, _: bytes, **_options: bool) -> None:
        raise MentorError(f"{path}: cannot be written: No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(settings_file, "write_file", full)
        with pytest.raises(MentorError, match="No space left on device\nNothing was changed"):
            set_to(here, "theme", "dracula")
    assert here.settings.theme == "nord"
    assert (data / FILE).read_text() == 'theme = "nord"\n'
    assert here.logbook.revision == 1


def test_a_logbook_that_cannot_be_written_leaves_the_file_as_it_was(begin: Open, data: Path) -> None:
    here = begin()
    set_to(here, "theme", "nord")
    book = data / "book.jsonl"
    book.rename(data / "gone.jsonl")
    book.mkdir()
    with pytest.raises(MentorError):
        set_to(here, "theme", "dracula")
    assert (data / FILE).read_text() == 'theme = "nord"\n'
    assert here.settings.theme == "nord"


def test_reading_only_changes_no_setting(begin: Open, data: Path) -> None:
    here = begin(readonly=True)
    with pytest.raises(MentorError, match="open for reading only"):
        set_to(here, "theme", "nord")
    assert not data.exists()


def test_a_rule_book_of_ones_own_is_found_from_the_data_folder(
    begin: Open, data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    here = begin()
    shipped = here.rules.fingerprint
    data.mkdir()
    (data / "mine.toml").write_bytes(rulebook_file().read_bytes() + b"# mine\n")
    monkeypatch.chdir(tmp_path)
    set_to(here, "rulebook", "mine.toml")
    assert here.rules.fingerprint != shipped
    assert here.insights.frame.rulebook is here.rulebook
    assert begin().rules.fingerprint == here.rules.fingerprint
    here.logbook.undo()
    assert here.rules.fingerprint == shipped


@pytest.mark.parametrize("path", ["not-there.toml", "~nobody-of-this-name/ase.toml"])
def test_a_rule_book_that_is_not_there_is_not_set(path: str, begin: Open, data: Path) -> None:
    here = begin()
    with pytest.raises(MentorError, match=r"cannot be read|no such home folder"):
        set_to(here, "rulebook", path)
    assert here.settings.rulebook == ""
    assert not data.exists()


def test_the_demo_is_a_copy_that_goes_away(own_file: Path) -> None:
    here = open_session(demo=True, clock=lambda: NOW)
    folder = here.logbook.folder
    try:
        assert here.demo
        assert here.mentor == "Demo mentor"
        people = len(here.logbook.apprentices())
        assert people >= 20
        assert here.today == date(2026, 11, 20)
        set_to(here, "theme", "nord")
        assert here.keep_name("Bo").source is NameSource.SAMPLE
        assert not own_file.exists()
        assert here.mentor == here.logbook.who == "Bo"
        assert here.keep_name("").name == "Demo mentor"
        here.logbook.undo()
        assert here.settings.theme == ""
        # The sample shop itself is not the mentor's doing, so undo ends before it.
        with pytest.raises(MentorError, match="There is nothing to undo"):
            here.logbook.undo()
        assert len(here.logbook.apprentices()) == people
    finally:
        here.close()
    assert not folder.exists()


def test_insights_are_made_once_and_again_only_for_the_one_that_changed(begin: Open) -> None:
    here = begin()
    here.logbook.apply(put(person()), put(person("Bo Li", key="bo")))
    here.logbook.apply(put(week()), put(week(apprentice="bo")))
    rows = here.insights.roster()
    assert [row.apprentice.name for row in rows] == ["Ana Ruiz", "Bo Li"]
    here.logbook.apply(put(week(work(hours=3)), week()))
    again = here.insights.roster()
    assert again[0] is not rows[0]
    assert again[1] is rows[1]
    assert here.insights.profile("bo") is here.insights.profile("bo")


def test_a_folder_that_is_read_only_is_told(begin: Open, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data.mkdir()
    here = begin()
    real = os.open

    def refuse(path: str | Path, flags: int, *more: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR) and Path(path).is_relative_to(data):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, flags, *more)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(MentorError, match=r"permission is denied\.\nCheck who owns the file"):
        here.logbook.apply(put(person()))
    assert here.logbook.empty


def test_what_another_terminal_wrote_meanwhile_is_not_put_back(data: Path) -> None:
    def fail_after_another_wrote() -> None:
        with settings_file.file_follows(data, None, "theme = 'ours'\n"):
            assert (data / FILE).read_text() == "theme = 'ours'\n"
            (data / FILE).write_text("theme = 'theirs'\n")
            raise MentorError("the logbook could not be written")

    with pytest.raises(MentorError, match="could not be written"):
        fail_after_another_wrote()
    assert (data / FILE).read_text() == "theme = 'theirs'\n"
