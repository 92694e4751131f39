import pytest

from mentor_tui.cli import output


def test_short_work_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(output.watched(["a", "b"])) == ["a", "b"]
    assert capsys.readouterr().err == ""


def test_long_work_says_how_far_it_is_and_how_long_it_will_take(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(100))
    monkeypatch.setattr(output, "monotonic", lambda: float(next(clock)))
    assert list(output.watched(["a", "b", "c", "d", "e"])) == ["a", "b", "c", "d", "e"]
    told = capsys.readouterr().err
    assert "2 of 5 apprentices, about 4 s to go" in told
    assert told.endswith("\r\x1b[K")
