"""The pictures in the README show the program as it is."""

import asyncio
from pathlib import Path

import pytest

from screenshots import make


@pytest.mark.parametrize("shot", make.SHOTS, ids=lambda shot: shot.name)
@pytest.mark.parametrize("size", make.SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_picture_is_stale(shot: make.Shot, size: tuple[int, int]) -> None:
    shown = make.text_of(asyncio.run(make.take(shot, size, make.THEMES["dark"])))
    for word in make.THEMES:
        drawn = Path(make.HERE, f"{shot.name}-{size[0]}x{size[1]}-{word}.svg").read_text(encoding="utf-8")
        assert make.text_of(drawn) == shown, "run `make screenshots`"
