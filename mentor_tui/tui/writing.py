"""Writes away from the screen: one after the other, in a thread, each answered by a message."""

import asyncio
from collections.abc import Callable
from typing import Any

from textual.message_pump import MessagePump

from mentor_tui.errors import MentorError
from mentor_tui.tui.messages import Refused, Written


class Writer:
    """Runs writes in the order they were asked for and tells the asker what became of each.

    A write that has begun is brought to its end, also when its screen or the program closes meanwhile.
    """

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._asked: set[asyncio.Task[None]] = set()

    def ask(self, asker: MessagePump, label: str, write: Callable[[], Any]) -> None:
        """Run `write` in a thread; `asker` gets `Written` when it is durable, or `Refused` with the reason.

        Both bubble up to the app, which shows the label or the reason; a form that shows a reason itself stops `Refused`.
        """
        task = asyncio.create_task(self._write(asker, label, write))
        self._asked.add(task)
        task.add_done_callback(self._asked.discard)

    async def settle(self) -> None:
        """Wait until everything that was asked for is written."""
        while self._asked:
            await asyncio.wait(self._asked)

    async def _write(self, asker: MessagePump, label: str, write: Callable[[], Any]) -> None:
        async with self._turn:
            try:
                result = await asyncio.to_thread(write)
            except MentorError as error:
                asker.post_message(Refused(label, error))
            else:
                asker.post_message(Written(label, result))
