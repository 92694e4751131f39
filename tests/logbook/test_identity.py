"""Who signs: the person at the keyboard, by the environment, the user's own file, or the system."""

import pwd
from pathlib import Path

import pytest

from mentor_tui.errors import MentorError
from mentor_tui.logbook import identity
from mentor_tui.logbook.identity import (
    NameSource,
    Signer,
    checked_name,
    keep_name,
    signer,
    signer_anyhow,
    system_user,
)


@pytest.fixture(autouse=True)
def bmeister(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "system_user", lambda: "bmeister")


def write(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_the_environment_comes_before_the_own_file_and_that_before_the_system(
    own_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert signer() == Signer("bmeister", "bmeister", NameSource.SYSTEM)
    assert signer().told == "the system's name for you, since no other is set"
    write(own_file, 'mentor = " Bea Meister "\ncolour = "blue"\n')
    assert signer() == Signer("Bea Meister", "bmeister", NameSource.OWN_FILE)
    assert signer().told == f"from your own file, {own_file}"
    monkeypatch.setenv("MENTOR_TUI_MENTOR", " B. M. ")
    assert signer() == Signer("B. M.", "bmeister", NameSource.ENVIRONMENT)
    assert signer().told == "from MENTOR_TUI_MENTOR, which counts before your own file"
    monkeypatch.setenv("MENTOR_TUI_MENTOR", "  ")
    assert signer().name == "Bea Meister"
    write(own_file, 'mentor = ""\n')
    assert signer().source is NameSource.SYSTEM


def test_the_user_stands_beside_another_name_alone() -> None:
    assert Signer("Bea", "bmeister", NameSource.OWN_FILE).other_user == "bmeister"
    assert Signer("bmeister", "bmeister", NameSource.SYSTEM).other_user == ""


def test_a_name_is_kept_beside_what_else_stands_in_the_file(own_file: Path) -> None:
    write(own_file, "# mine\ncolour = 'blue'\n")
    assert keep_name("  Bea ").name == "Bea"
    assert own_file.read_text() == "# mine\ncolour = 'blue'\nmentor = \"Bea\"\n"
    assert keep_name("").name == "bmeister"
    assert own_file.read_text() == "# mine\ncolour = 'blue'\n"


def test_the_folder_of_the_own_file_is_for_its_owner_alone(own_file: Path) -> None:
    keep_name("Bea")
    assert own_file.parent.stat().st_mode & 0o777 == 0o700


def test_a_name_that_the_environment_overrules_is_kept_all_the_same(
    own_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MENTOR_TUI_MENTOR", "Noor")
    assert keep_name("Bea").name == "Noor"
    assert own_file.read_text() == 'mentor = "Bea"\n'


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("B" * 121, "mentor: has 121 characters; 120 are the most"),
        ("Bea\nMeister", "mentor: holds a line break or another control character; type it again"),
        ("Bea\x1b[2J", "mentor: holds a line break or another control character; type it again"),
    ],
)
def test_what_can_be_no_name_is_refused(name: str, message: str, own_file: Path) -> None:
    with pytest.raises(MentorError) as caught:
        keep_name(name)
    assert caught.value.message == message
    assert not own_file.exists()
    assert checked_name(" " + "B" * 120) == "B" * 120


def test_a_wrong_name_in_the_environment_is_told_with_where_it_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MENTOR_TUI_MENTOR", "B" * 121)
    with pytest.raises(MentorError, match=r"^MENTOR_TUI_MENTOR: has 121 characters; 120 are the most$"):
        signer()
    assert signer_anyhow() == Signer("bmeister", "bmeister", NameSource.SYSTEM)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("mentor = [", "is no valid TOML"),
        ("mentor = 5", 'mentor: should be a text, not 5\nWrite it as mentor = "Name".'),
        (b"mentor = 'J\xfcrgen'", "not UTF-8\nSave the file as UTF-8."),
    ],
)
def test_an_own_file_that_cannot_be_read_is_told_and_left_as_it_is(
    content: str | bytes, message: str, own_file: Path
) -> None:
    write(own_file, content)
    with pytest.raises(MentorError) as caught:
        signer()
    assert str(own_file) in caught.value.message
    assert message in str(caught.value)
    assert signer_anyhow().name == "bmeister"
    before = own_file.read_bytes()
    if content != "mentor = 5":
        with pytest.raises(MentorError):
            keep_name("Bea")
        assert own_file.read_bytes() == before


def test_a_folder_in_the_way_is_told(own_file: Path) -> None:
    own_file.mkdir(parents=True)
    with pytest.raises(
        MentorError, match="cannot be read: Is a directory\nMend that, or set MENTOR_TUI_MENTOR instead"
    ):
        signer()


def test_a_file_in_place_of_the_folder_is_told(own_file: Path) -> None:
    own_file.parent.parent.write_text("")
    with pytest.raises(MentorError, match="Not a directory"):
        keep_name("Bea")


def test_without_a_home_folder_there_is_no_own_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", "")
    assert signer().name == "bmeister"
    with pytest.raises(MentorError, match="HOME is empty"):
        keep_name("Bea")


class TestTheSystemsUser:
    @pytest.fixture(autouse=True)
    def bmeister(self) -> None:
        """The real one here."""

    def test_the_environment_cannot_pretend_to_be_another(self, monkeypatch: pytest.MonkeyPatch) -> None:
        before = system_user()
        monkeypatch.setenv("LOGNAME", "somebody-else")
        monkeypatch.setenv("USER", "somebody-else")
        assert system_user() == before

    def test_a_user_that_the_system_cannot_name_still_signs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def unknown(_: int = 0) -> str:
            raise KeyError("uid not found")

        monkeypatch.setattr(pwd, "getpwuid", unknown)
        monkeypatch.setattr("getpass.getuser", lambda: "m\udce9ier")
        assert system_user() == "m?ier"
        monkeypatch.setattr("getpass.getuser", unknown)
        assert system_user() == "unknown"
