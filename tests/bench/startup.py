"""Start-up against a hello-world Textual app, pair by pair in the same run."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.bench.books import name_of
from tests.bench.pseudo_terminal import Start, time_to_text

_HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("Hello, World")
Hello().run()
"""
_ROUNDS = 7


def measure(book: Path, rounds: int = _ROUNDS) -> list[str]:
    """One line for each demand: what was asked for, and the ratio reached."""
    program = [sys.executable, "-m", "mentor_tui", "--data-dir", str(book)]
    roster: list[tuple[Start, Start]] = []
    standing: list[tuple[Start, Start]] = []
    light: list[tuple[Start, Start]] = []
    for _ in range(rounds):
        floor = time_to_text([sys.executable, "-c", _HELLO], ["Hello, World"])
        roster.append((time_to_text(program, [name_of(0), "building"]), floor))
        standing.append((_whole([*program, "standing", name_of(0), "--json"]), floor))
        light.append((_whole([*program, "locate"]), floor))
    return [
        _line("roster on screen", roster, "≤ 2.0 (CPU), ≤ 2.2 (wall)"),
        _line("standing NAME --json", standing, "≤ 1.0"),
        _line("locate", light, "≤ 0.4"),
    ]


def _whole(command: list[str]) -> Start:
    begin = time.perf_counter()
    actions = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
    return Start(time.perf_counter() - begin, usage.ru_utime + usage.ru_stime)


def _line(title: str, pairs: list[tuple[Start, Start]], demand: str) -> str:
    def ratio(part: Callable[[Start], float]) -> float:
        return median(part(one) / part(floor) for one, floor in pairs)

    cpu, wall = ratio(lambda start: start.cpu), ratio(lambda start: start.wall)
    return f"{title:24} {cpu:5.2f} (CPU) {wall:5.2f} (wall)   demand {demand}"
