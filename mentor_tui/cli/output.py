"""What a command prints: text, or JSON in one versioned form."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from mentor_tui.words.plain import printable, printable_json
from mentor_tui.words.progress import how_far

if TYPE_CHECKING:
    from mentor_tui.logbook.session import Session

VERSION = 1
"""Goes up when a field of the JSON is taken away or means something else; new fields leave it."""


_kept: list[str] = []


def note_kept(what: str) -> None:
    """Remember what was written down, for when it cannot be told."""
    _kept.append(what)


def take_kept() -> str:
    """What was written down by this command; empty for nothing. It is handed out once."""
    text = ", ".join(_kept)
    _kept.clear()
    return text


def show(
    args: Namespace, session: "Session", command: str, data: dict[str, Any], lines: Iterable[str]
) -> int:
    """Print `data` as JSON where it was asked for, else `lines`.

    Returns:
        0, the exit code.
    """
    if args.json:
        seen = {"as_of": session.today, "known_on": session.known_on, "rulebook": session.rulebook.edition}
        print_json(command, seen | data)
    else:
        print_lines(lines)
    return 0


def print_json(command: str, data: dict[str, Any]) -> None:
    """Print one object that says what it is; dates as ISO, amounts of work as whole minutes."""
    whole = {"format": f"mentor-tui/{command}", "version": VERSION, **data}
    print(printable_json(_text(whole)))


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of text, in which nothing can steer the terminal."""
    for line in lines:
        print(printable(line))


def _text(whole: dict[str, Any]) -> str:
    import orjson  # noqa: PLC0415 - text needs none

    try:
        return orjson.dumps(whole, option=orjson.OPT_INDENT_2).decode()
    except TypeError:
        # The name of a file need not be text; then it is shown as far as it is.
        import json  # noqa: PLC0415 - hardly ever needed

        return json.dumps(whole, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


_AFTER = 2.0
"""Seconds of silence; most work is over by then."""
_EVERY = 0.5
_Item = TypeVar("_Item")


def watched(items: Sequence[_Item], what: str = "apprentices") -> Iterator[_Item]:
    """The items one by one, with a line on the terminal that says how far they are; gone when they are done, or stopped."""
    begin = said = monotonic()
    try:
        for done, item in enumerate(items):
            now = monotonic()
            if now - begin > _AFTER and now - said > _EVERY:
                said = now
                progress = how_far(done, len(items), what, now - begin)
                print(f"\r{progress} ", end="", file=sys.stderr, flush=True)
            yield item
    finally:
        if said > begin:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
