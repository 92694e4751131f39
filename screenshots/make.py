"""Make the pictures in the README: the program itself, on the sample shop, at the end of one Friday."""

import asyncio
import os
import re
from contextlib import chdir, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import unified_diff
from html import unescape
from pathlib import Path

from textual.pilot import Pilot

from mentor_tui.logbook.session import open_session

HERE = Path(__file__).parent
FRIDAY = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
SIZES = ((120, 36), (80, 24))
FONTS = "DejaVu Sans Mono, Menlo, Consolas, monospace"
THEMES = {"dark": "shop-dark", "light": "shop-light"}


@dataclass(frozen=True)
class Shot:
    """A picture: the keys that lead to it from the roster, and the texts that show that it is there.

    Attributes:
        wide: One more text, where there is room for the details below the list.
    """

    name: str
    keys: tuple[str, ...]
    shows: str
    wide: str = ""


SHOTS = (
    Shot("roster", tuple("jjjjjjjjjjjjj"), "Priya Raman", wide="130 weeks at Granite Pass"),
    Shot("detail", ("/", *"marcus", "enter", "enter"), "hours clock"),
    Shot("log", ("/", *"kayla", "enter", "l", *"7h30", "tab", *"16+2.5"), "Total 26 h"),
    Shot("export", ("x",), "Export the eligibility summary"),
    Shot("board", (*"jjjj", "2"), "Medium/Hea"),
)


def text_of(svg: str) -> str:
    """The words of a picture: what a reader sees, whatever the drawing is made of."""
    lines: dict[str, list[str]] = {}
    for position, words in re.findall(r'<text [^>]*?y="([0-9.]+)"[^>]*>(.*?)</text>', svg):
        lines.setdefault(position, []).append(unescape(words).replace("\xa0", " "))
    return "\n".join(
        "".join(parts).rstrip() for _, parts in sorted(lines.items(), key=lambda line: float(line[0]))
    )


def difference(name: str, drawn: str, shown: str) -> str:
    """What the program shows otherwise than a picture of it, line by line; empty where they say the same."""
    old, new = text_of(drawn).splitlines(), text_of(shown).splitlines()
    lines = list(unified_diff(old, new, "as it was drawn", "as the program is now", lineterm="", n=0))
    if not lines:
        return ""
    changed = "\n".join(line for line in lines if not line.startswith("@@"))
    return (
        f"{name} is not what the program shows:\n{changed}\nLook at each line first. If it is wrong, the program is: mend "
        "that. If every line is meant, `make screenshots` draws the pictures anew; look at them before you keep them."
    )


async def take(shot: Shot, size: tuple[int, int], theme: str) -> str:
    """One picture as SVG."""
    from mentor_tui.tui.app import MentorApp  # noqa: PLC0415 - Textual reads its settings when it is imported

    session = open_session(demo=True, clock=lambda: FRIDAY)
    # The export names the folder that it writes to; every machine has this one.
    with chdir("/"), closing(session):
        app = MentorApp(session)
        async with app.run_test(size=size) as pilot:
            app.theme = theme
            await _until_shown(pilot, "Priya Raman")
            await pilot.press(*shot.keys)
            await _until_shown(pilot, shot.shows)
            if size == SIZES[0]:
                await _until_shown(pilot, shot.wide)
            return _local(app.export_screenshot(title="mentor-tui"))


def _local(svg: str) -> str:
    """The drawing with fonts of the reader's own machine, and nothing to fetch."""
    without = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"font-family: ?[^;]+;", f"font-family: {FONTS};", without)


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
        path = HERE / f"{name}.svg"
        if path.exists() and (changed := difference(name, path.read_text(encoding="utf-8"), svg)):
            print(changed)
        path.write_text(svg, encoding="utf-8")
        (HERE / f"{name}.png").write_bytes(bytes(resvg_py.svg_to_bytes(svg_string=svg)))
        print(name)


if __name__ == "__main__":
    os.environ.setdefault("COLORTERM", "truecolor")
    main()
