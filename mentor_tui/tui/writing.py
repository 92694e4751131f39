"""Writes away from the screen: one after the other, in a thread, each answered by a message to the app."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen

from mentor_tui.errors import MentorError
from mentor_tui.tui.app_screen import AppScreen

Report: TypeAlias = Callable[[Any], Screen[Any]]
"""Makes of what a write gave back the screen that tells about it."""


@dataclass
class Written(Message):
    """A write is durable.

    Attributes:
        label: What it was, as it was asked for.
        result: What the write gave back: a transaction, a path, or None where there was nothing to do.
        asker: The screen that asked for it, which may have been left meanwhile.
        report: What is to be shown then, also where the asker has been left.
    """

    label: str
    result: Any
    asker: AppScreen[Any] | None = None
    report: Report | None = None


@dataclass
class Refused(Message):
    """A write could not be done; nothing was changed."""

    label: str
    error: MentorError
    asker: AppScreen[Any] | None = None


class Writer:
    """Runs writes in the order they were asked for and tells the app what became of each.

    A write that has begun is brought to its end, also when its screen or the program closes meanwhile.
    """

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._asked: set[asyncio.Task[None]] = set()
        self._awaited: set[asyncio.Task[None]] = set()

    @property
    def awaited(self) -> bool:
        """Whether a write is under way that the next key has to wait for: all but those that end with a report."""
        return bool(self._awaited)

    def ask(
        self,
        app: MessagePump,
        label: str,
        write: Callable[[], Any],
        asker: AppScreen[Any] | None = None,
        report: Report | None = None,
    ) -> None:
        """Run `write` in a thread; the app gets `Written` when it is durable, or `Refused` with the reason.

        The app and not the asker, since that may have been left by then.
        """

        async def run() -> None:
            async with self._turn:
                try:
                    result = await asyncio.to_thread(write)
                except MentorError as error:
                    app.post_message(Refused(label, error, asker))
                else:
                    app.post_message(Written(label, result, asker, report))

        task = asyncio.create_task(run())
        for tasks in (self._asked, self._awaited) if report is None else (self._asked,):
            tasks.add(task)
            task.add_done_callback(tasks.discard)

    async def settle(self) -> None:
        """Wait until everything that was asked for is written."""
        while self._asked:
            await asyncio.wait(self._asked)
