"""Starting and ending the terminal face: is this a terminal, and who ends it."""

# ruff: noqa: PLC0415 - Textual is imported once it is clear that there is a terminal

import gc
import os
import signal
import sys
from threading import Timer
from typing import TYPE_CHECKING

from mentor_tui.errors import MentorError

if TYPE_CHECKING:
    from mentor_tui.logbook.session import Session
    from mentor_tui.tui.app import MentorApp

_TWIN = "`mentor-tui roster` prints the same to any output; `mentor-tui --help` lists all commands."
_SETTLED = 1.0
"""Seconds after which the first frame is there."""
_PATIENCE = 0.3
"""Seconds that a program whose terminal has gone may take to end by itself."""


def run_tui(session: "Session") -> int:
    """Run the program on the screen until the mentor leaves it; the exit status for the shell.

    The caller closes `session`. What should never happen is raised, after the terminal has been put back.

    Raises:
        MentorError: this is no terminal that a screen can be drawn on.
    """
    check_terminal()
    # Until the first frame nothing is thrown away. Without the search for garbage the first rows of the sample shop take
    # 0.92 of the CPU and 0.91 of the time that they take with it (medians of ten starts of each, in turns).
    gc.disable()
    # Textual reads it when it is imported; at 60 every second frame of an input field waits.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from mentor_tui.tui.app import DEMO, MentorApp

    app = MentorApp(session, sixteen_colours=_sixteen_colours())
    _run(app)
    if app.return_value != DEMO:
        return app.return_code or 0
    from mentor_tui.logbook.session import open_session

    shop = open_session(demo=True)
    try:
        return run_tui(shop)
    finally:
        shop.close()


def check_terminal() -> None:
    """Find out whether a screen can be drawn and keys can be read.

    Raises:
        MentorError: they cannot; names the command that does without.
    """
    for stream, name in (
        (sys.__stdin__, "Standard input"),
        (sys.__stdout__, "Standard output"),
        (sys.__stderr__, "Standard error"),
    ):
        if stream is None or stream.closed or not stream.isatty():
            raise MentorError(f"{name} is no terminal, so there is nothing to draw a screen on.", hint=_TWIN)
        if stream.encoding.lower().replace("-", "") != "utf8":
            raise MentorError(
                f"This terminal is set to {stream.encoding}, in which names and signs cannot be shown.",
                hint=f"Set it to UTF-8, for example by `export LC_ALL=C.UTF-8`. {_TWIN}",
            )
    if os.environ.get("TERM", "") in {"", "dumb", "unknown"}:
        raise MentorError("This terminal (TERM=dumb) cannot place text on a screen.", hint=_TWIN)


def _sixteen_colours() -> bool:
    from rich.console import Console

    return Console(force_terminal=True).color_system == "standard"


def _run(app: "MentorApp") -> None:
    import asyncio

    async def run() -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(_SETTLED, _collect_again)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, _end, app, number)
        await app.run_async()

    asyncio.run(run())
    if app.failure is not None and not app.ended:
        raise app.failure


def _collect_again() -> None:
    # What has been made by now stays to the end; a full collection of it would be felt as a stutter.
    gc.freeze()
    gc.enable()


def _end(app: "MentorApp", number: int) -> None:
    app.end(number)
    if number == signal.SIGHUP:
        # Nobody is left to read what is drawn, and a write to a terminal that has gone may never return.
        last = Timer(_PATIENCE, os._exit, (128 + number,))
        last.daemon = True
        last.start()
