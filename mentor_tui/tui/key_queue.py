"""Keys wait here until what the key before them leads to is on the screen, however fast they are pressed."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from textual import events
from textual.app import App, ScreenStackError
from textual.message_pump import MessagePump
from textual.widget import Widget
from textual.widgets import Input

_PATIENCE = 1.0
"""Seconds that a key waits for an answer, such as that of a write; then it goes to what is there, so that esc can leave it."""
_STUCK = 5.0
"""Seconds after which a key is let in although something is still under way: a keyboard must never stay dead."""
_LOOK = 0.005
"""Seconds between two looks at whether an answer has come."""


class KeyQueue:
    """Lets in one key, click or paste at a time.

    Textual hands a key on at once, also to a screen that is about to be left or is not mounted yet. A key may go through
    several widgets, open a screen, move the focus, or ask for something to be written. Here the next one waits until no
    message is left in the app or on the screen on top, and every widget of that screen is mounted.

    Args:
        app: The app, which asks `holds` for each input event before it handles it.
        awaits_answer: Whether an event has to wait for something that a key led to, and that is done beside the screen on top; None
            stands for whichever comes next.
    """

    def __init__(self, app: App[Any], awaits_answer: Callable[[events.Event | None], bool]) -> None:
        self._app = app
        self._awaits_answer = awaits_answer
        self._waiting: deque[events.Event] = deque()
        self._admitted: events.Event | None = None
        self._turn: asyncio.Task[None] | None = None

    def holds(self, event: events.Event) -> bool:
        """Whether the event has to wait; the app is sent it once more when its turn has come."""
        if event is self._admitted:
            self._admitted = None
            return False
        if self._turn is None:
            awaits = self._awaits_answer(event)
            if self._leads_nowhere(event) and not awaits:
                return False
            # The app is in the middle of this very event, so its own messages come after it.
            clear = self._at_rest() and not awaits
            self._turn = asyncio.create_task(self._let_in())
            if clear:
                return False
        self._waiting.append(event)
        return True

    async def _let_in(self) -> None:
        try:
            # A program that is closing has no screen any more.
            with suppress(ScreenStackError):
                await self._admit_all()
        finally:
            self._turn = None

    async def _admit_all(self) -> None:
        await self._settle()
        while self._waiting:
            event = self._admitted = self._waiting.popleft()
            leads_nowhere = self._leads_nowhere(event)
            if not self._app.post_message(event):
                break
            if leads_nowhere:
                await _dealt_with(self._app)
            else:
                await self._settle()

    async def _settle(self) -> None:
        """Wait until what was let in has been dealt with."""
        clock = asyncio.get_running_loop().time
        begun = clock()
        with suppress(TimeoutError):
            async with asyncio.timeout(_STUCK):
                await _dealt_with(self._app)
                while True:
                    # What a widget does not take goes up to the app, from one queue to the next.
                    if self._app.focused is not None:
                        await _dealt_with(self._app.focused)
                    while self._app.message_queue_size or not self._at_rest():  # noqa: ASYNC110 - nobody tells
                        await asyncio.sleep(0)
                    following = self._waiting[0] if self._waiting else None
                    if not self._awaits_answer(following) or clock() - begun > _PATIENCE:
                        return
                    await asyncio.sleep(_LOOK)

    def _leads_nowhere(self, event: events.Event) -> bool:
        """Whether the event neither moves the focus nor opens anything: a letter where one types, a move of the mouse.

        The next key may come right after it into the same queue.
        """
        if not isinstance(event, events.Key):
            return isinstance(event, events.MouseMove)
        here = self._app.focused
        types = isinstance(here, Input) or getattr(here, "TYPES", False)
        return here is not None and types and here.check_consume_key(event.key, event.character)

    def _at_rest(self) -> bool:
        """Whether the screen on top is mounted as a whole, and nothing on it has a message left to deal with."""
        widgets = self._app.screen.walk_children(Widget, with_self=True)
        return all(widget.is_mounted and not widget.message_queue_size for widget in widgets)


async def _dealt_with(pump: MessagePump) -> None:
    """Wait until everything that lies in the queue of `pump` now has been dealt with."""
    done = asyncio.Event()
    if pump.call_later(done.set):
        await done.wait()
