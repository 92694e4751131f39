"""The pictures in the README show the program as it is."""

import asyncio
from pathlib import Path

import pytest

from screenshots import make


@pytest.mark.parametrize("shot", make.SHOTS, ids=lambda shot: shot.name)
@pytest.mark.parametrize("size", make.SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_picture_is_stale(shot: make.Shot, size: tuple[int, int]) -> None:
    shown = asyncio.run(make.take(shot, size, make.THEMES["dark"]))
    names = [f"{shot.name}-{size[0]}x{size[1]}-{word}" for word in make.THEMES]
    drawn = {name: Path(make.HERE, f"{name}.svg").read_text(encoding="utf-8") for name in names}
    stale = [said for name, svg in drawn.items() if (said := make.difference(name, svg, shown))]
    if stale:
        pytest.fail("\n\n".join(stale), pytrace=False)


def test_a_stale_picture_is_told_line_by_line_before_it_may_be_drawn_anew() -> None:
    def picture(*lines: str) -> str:
        return "".join(f'<text x="0" y="{20 * number}.5">{line}</text>' for number, line in enumerate(lines))

    drawn = picture("Roster", "&#x25B2; ready&#160;T4", "24 apprentices")
    assert make.difference("roster", drawn, drawn) == ""
    assert make.difference("roster", drawn, picture("Roster", "blocked", "24 apprentices")) == (
        "roster is not what the program shows:\n"
        "--- as it was drawn\n"
        "+++ as the program is now\n"
        "-▲ ready T4\n"
        "+blocked\n"
        "Look at each line first. If it is wrong, the program is: mend that. If every line is meant, `make screenshots` draws "
        "the pictures anew; look at them before you keep them."
    )
