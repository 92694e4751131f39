"""Make the pictures in the README: the program itself, on the sample shop, at the end of one Friday."""

import asyncio
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from textual.pilot import Pilot

from mentor_tui.logbook.session import open_session

HERE = Path(__file__).parent
FRIDAY = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
SIZES = ((120, 36), (80, 24))
THEMES = {"dark": "shop-dark", "light": "shop-light"}


@dataclass(frozen=True)
class Shot:
    """A picture: the keys that lead to it from the roster, and a text that shows that it is there."""

    name: str
    keys: tuple[str, ...]
    shows: str


SHOTS = (
    Shot("roster", (), "Zoë Kowalczyk"),
    Shot("detail", ("/", *"marcus", "enter", "enter"), "hours clock"),
    Shot("log", ("/", *"marcus", "enter", "l"), "Brakes"),
    Shot("export", ("x",), "Export"),
    Shot("board", ("2",), "School Bus"),
)


def text_of(svg: str) -> str:
    """The words of a picture: what a reader sees, whatever the drawing is made of."""
    lines: dict[str, list[str]] = {}
    for position, words in re.findall(r'<text [^>]*?y="([0-9.]+)"[^>]*>(.*?)</text>', svg):
        lines.setdefault(position, []).append(unescape(words).replace("\xa0", " "))
    return "\n".join(
        "".join(parts).rstrip() for _, parts in sorted(lines.items(), key=lambda line: float(line[0]))
    )


async def take(shot: Shot, size: tuple[int, int], theme: str) -> str:
    """One picture as SVG."""
    from mentor_tui.tui.app import MentorApp  # noqa: PLC0415 - Textual reads its settings when it is imported

    session = open_session(demo=True, clock=lambda: FRIDAY)
    try:
        app = MentorApp(session)
        async with app.run_test(size=size) as pilot:
            app.theme = theme
            await _until_shown(pilot, "Kowalczyk")
            await pilot.press(*shot.keys)
            await _until_shown(pilot, shot.shows)
            return app.export_screenshot(title="mentor-tui")
    finally:
        session.close()


async def _until_shown(pilot: Pilot[str], text: str) -> None:
    for _ in range(100):
        await pilot.pause()
        if text in text_of(pilot.app.export_screenshot()):
            return
    raise TimeoutError(f"{text!r} is not on the screen:\n{text_of(pilot.app.export_screenshot())}")


def pictures() -> dict[str, str]:
    """Every picture by file name, without its ending."""
    made: dict[str, str] = {}
    for shot in SHOTS:
        for size in SIZES:
            for word, theme in THEMES.items():
                made[f"{shot.name}-{size[0]}x{size[1]}-{word}"] = asyncio.run(take(shot, size, theme))
    return made


def main() -> None:
    """Write every picture as SVG and PNG."""
    import resvg_py  # noqa: PLC0415 - only the pictures need it

    for name, svg in pictures().items():
        (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")
        local = re.sub(r"font-family: ?[^;]+;", "font-family: DejaVu Sans Mono;", svg)
        (HERE / f"{name}.png").write_bytes(bytes(resvg_py.svg_to_bytes(svg_string=local)))
        print(name)


if __name__ == "__main__":
    os.environ.setdefault("COLORTERM", "truecolor")
    main()
