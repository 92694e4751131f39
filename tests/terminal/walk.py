"""A random walk on the keyboard, without pauses: `python -m tests.terminal.walk --keys 3000 --size 121x36 --seed 1`.

The tests run a short one. Keys come in writes of up to some hundred, all at once; only between two of these the program may
catch up. Afterwards the program must have left by a key of its own or still answer, nothing may
have gone wrong on the way, and the book must be sound.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from mentor_tui.logbook.doctor import Kind, checkup
from tests.terminal.journeys import FRIDAY, make_sample_book, on_friday
from tests.terminal.terminal import Terminal

_VIEWS = ("1", "2", "3", "5", "6")
_MOVES = ("j", "k", "g", "G", "down", "up", "left", "right", "pagedown", "pageup", "h", "l")
_OPENS = (
    "enter",
    "l",
    "p",
    "n",
    "e",
    "t",
    "d",
    "i",
    "x",
    "I",
    "?",
    "o",
    "a",
    "U",
    "u",
    "ctrl+r",
    "ctrl+p",
    "!",
    "s",
    "S",
)
_FORMS = (
    "tab",
    "shift+tab",
    "ctrl+s",
    "ctrl+y",
    "ctrl+o",
    "ctrl+n",
    "ctrl+t",
    "=",
    "v",
    "y",
    "m",
    "space",
    "backspace",
)
_LEAVES = ("esc",)
_TYPED = (
    "7.5",
    "25",
    "40",
    "/de",
    "Brakes",
    "today",
    "-7",
    "2026-11-20",
    "ü",
    "王",
    "[/b]",
    "x",
    "ctrl+c",
    "f5",
    "f6",
    "f8",
)
_WRITES = (
    "esc esc 1 j l ctrl+y ctrl+s",
    "esc esc 1 j l 7.5 ctrl+o ctrl+o y",
    "esc esc 1 j j e x ctrl+s",
    "esc esc 1 j t right ctrl+s",
    "esc esc 1 d gone enter",
    "esc esc 1 x enter enter",
    "esc esc 1 p j j enter x ctrl+s",
    "esc esc 5 j U",
    "esc esc 6 enter x ctrl+s",
    "esc esc 1 n Zed tab tab North tab right ctrl+s ctrl+s",
    "u u ctrl+r",
)
_ALL = (_VIEWS, _MOVES, _OPENS, _FORMS, _LEAVES, _TYPED, _WRITES)
_WEIGHTS = (3, 6, 4, 4, 3, 3, 2)
_BACKLOG = 0.2
"""Seconds for a key at most; keys are written faster than any program can answer them."""
_LONGEST = 150
"""Steps in one write at most; a step is a key, a few letters, or a way to write something."""
_QUITS = 0.2
"""How many of the writes end with q."""
_TROUBLE = ("Traceback", "this should not have happened", "NoMatches")


class Walk(NamedTuple):
    """What a walk came to.

    Attributes:
        keys: How many were pressed.
        starts: How often the program was started: once, and after each time that a key left it.
        changes: Changes in the book afterwards.
        wrong: What went wrong, one text each; empty where nothing did.
        last: The last keys before the end, to try again.
    """

    keys: int
    starts: int
    changes: int
    wrong: tuple[str, ...]
    last: tuple[str, ...]


def walk(folder: Path, *, keys: int, columns: int, rows: int, seed: int) -> Walk:
    """Press `keys` random keys in a sample shop made in `folder`."""
    book, logs = folder / "book", folder / "tmp"
    make_sample_book(book)
    logs.mkdir()
    rng = random.Random(seed)  # noqa: S311 - keys, no secrets
    pressed: list[str] = []
    wrong: list[str] = []
    starts = 0
    while len(pressed) < keys and not wrong:
        starts += 1
        # What the program says about a fault of its own would be written there, and the name of who runs this stays as it is.
        env = {"TMPDIR": str(logs), "XDG_CONFIG_HOME": str(folder / "config")}
        with Terminal(on_friday(book), columns, rows, env=env, cwd=folder) as terminal:
            # The keys may have taken back even what made the sample shop; then the program starts as on an empty book.
            terminal.wait_until(
                lambda: any(title in terminal.text for title in ("Roster", "Welcome")), "the first screen"
            )
            wrong += _press(terminal, rng, pressed, keys)
    wrong += [f"{path.name}: {path.read_text(encoding='utf-8')}" for path in sorted(logs.glob("*.log"))]
    wrong += [f"doctor: {line}" for line in _unsound(book)]
    return Walk(
        len(pressed), starts, checkup(book, FRIDAY).changes, tuple(wrong), tuple(pressed[-2 * _LONGEST :])
    )


def _press(terminal: Terminal, rng: random.Random, pressed: list[str], keys: int) -> list[str]:
    """Press keys until there are enough, or the program has left; what went wrong."""
    while len(pressed) < keys and not terminal.ended:
        groups = rng.choices(_ALL, _WEIGHTS, k=rng.randint(1, _LONGEST))
        burst = " ".join(rng.choice(group) for group in groups).split()
        # On a main view it leaves, so that it comes last: what follows would be pressed in vain.
        burst = (
            [*burst[: keys - len(pressed) - 1], "q"]
            if rng.random() < _QUITS
            else burst[: keys - len(pressed)]
        )
        pressed += burst
        terminal.burst(*burst)
        terminal.wait_until_still(_BACKLOG * len(burst))
    try:
        terminal.wait_until(lambda: terminal.ended or _leaves(terminal), "the end")
        code = terminal.wait_for_end(_BACKLOG * keys)
    except TimeoutError as error:
        return [str(error)]
    said = terminal.raw[-20_000:].decode("utf-8", "replace")
    wrong = [f"{word}: {terminal.text}" for word in _TROUBLE if word in said]
    return wrong if code == 0 else [*wrong, f"ended with {code}:\n{terminal.text}"]


def _leaves(terminal: Terminal) -> bool:
    """Ask the program to leave, and see whether it does.

    While it starts again on the sample shop, as the last keys may have asked for, nobody reads what is typed.
    """
    terminal.burst("ctrl+q")
    terminal.wait_until_still()
    return terminal.ended


def _unsound(book: Path) -> list[str]:
    """What the doctor finds, but for what the sample shop has to look at anyway."""
    found = checkup(book, FRIDAY)
    return [f"{one.where}: {one.message}" for one in found.findings if one.kind is not Kind.CHECK]


def main(words: Sequence[str]) -> int:
    """Walk as the words say; 1 if something went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=3000)
    parser.add_argument("--size", default="121x36", help="columns x rows")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(words)
    columns, rows = (int(part) for part in args.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        found = walk(Path(folder), keys=args.keys, columns=columns, rows=rows, seed=args.seed)
    said = f"seed {args.seed}, {args.size}: {found.keys} keys, {found.starts} starts, {found.changes} changes"
    print(said, "nothing wrong" if not found.wrong else "WRONG", sep=", ")  # noqa: T201 - a script
    for text in found.wrong:
        print(text, "after", " ".join(found.last))  # noqa: T201 - a script
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
