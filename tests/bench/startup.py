"""Start-up against a hello-world Textual app, pair by pair in the same run."""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.bench.books import name_of
from tests.bench.pseudo_terminal import Start, time_to_end, time_to_text

HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("Hello, World")
Hello().run()
"""
_ROUNDS = 11


def measure(book: Path, rounds: int = _ROUNDS) -> list[str]:
    """One line for each demand: what was asked for, and the ratio reached."""
    program = [sys.executable, "-m", "mentor_tui", "--data-dir", str(book)]
    roster: list[tuple[Start, Start]] = []
    standing: list[tuple[Start, Start]] = []
    light: list[tuple[Start, Start]] = []
    # The first round compiles the modules and fills the disk's cache.
    for number in range(rounds + 1):
        floor = time_to_text([sys.executable, "-c", HELLO], ["Hello, World"])
        starts = (
            time_to_text(program, [name_of(0), "ready"]),
            time_to_end([*program, "standing", name_of(0), "--json"]),
            time_to_end([*program, "locate"]),
        )
        if number:
            for pairs, start in zip((roster, standing, light), starts, strict=True):
                pairs.append((start, floor))
    return [
        _line("roster on screen", roster, "≤ 2.0 (CPU), ≤ 2.2 (wall)"),
        _line("standing NAME --json", standing, "≤ 1.1"),
        _line("locate", light, "≤ 0.4"),
    ]


def _line(title: str, pairs: list[tuple[Start, Start]], demand: str) -> str:
    def ratio(part: Callable[[Start], float]) -> float:
        return median(part(one) / part(floor) for one, floor in pairs)

    cpu, wall = ratio(lambda start: start.cpu), ratio(lambda start: start.wall)
    return f"{title:24} {cpu:5.2f} (CPU) {wall:5.2f} (wall)   demand {demand}"
