"""Long work away from the screen: how far it is, and a way out of it."""

from collections.abc import Callable, Iterable, Sequence
from time import monotonic, sleep
from typing import Generic, TypeVar

from textual import events, getters
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import Worker, WorkerState, get_current_worker

from mentor_tui.errors import MentorError
from mentor_tui.exchange.hours_import import Watch
from mentor_tui.tui.dialogs.base import Dialog
from mentor_tui.tui.text import as_typed
from mentor_tui.words.progress import how_far

_QUIET = 0.3
"""Seconds after which the dialog is seen."""
_PATIENCE = 1.0
"""Seconds in which keys wait for what the work leads to; later ones are for this dialog, which is seen by then."""
_SLICE, _PAUSE = 0.02, 0.002
"""Seconds of work, and seconds in which the screen has the processor for itself."""
_EVERY = 0.1
"""Seconds between two looks at how far it is."""

_Result = TypeVar("_Result")
_Item = TypeVar("_Item")


class Working(Dialog[_Result | MentorError], Generic[_Result]):
    """Runs work in a thread and answers with what it gave or why it could not be done; with nothing where it was stopped.

    Args:
        title: What the work is for.
        work: What is run. It may read no screen and no logbook, and stops where it looks whether somebody watches.
    """

    HELP = "Something that takes a while, and how far it is. Esc stops it; nothing has been written."

    far = getters.query_one("#far", Static)

    def __init__(self, title: str, work: Callable[[Watch], _Result]) -> None:
        super().__init__(title)
        self.add_class("-quiet")
        self._work = work
        self._begun = monotonic()
        self._done: tuple[int, int, str, float] | None = None

    @property
    def fills(self) -> bool:
        """Whether what the work leads to may still be there before the next key."""
        return monotonic() - self._begun < _PATIENCE

    def ended_by(self, event: events.Event) -> bool:
        """Whether it is the key that stops the work."""
        if not isinstance(event, events.Key):
            return False
        active = self.active_bindings.get(event.key)
        return active is not None and active.binding.action == "screen.back"

    def body(self) -> ComposeResult:
        """How far it is, and the way out."""
        yield Static("The file is being read.", id="far")
        yield Static("Esc stops it. Nothing has been written.", classes="hint")

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._run, thread=True)
        self.set_timer(_QUIET, lambda: self.remove_class("-quiet"))
        self.set_interval(_EVERY, self._tell)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Answer with what came of it."""
        if event.state is WorkerState.SUCCESS:
            self.dismiss(event.worker.result)

    def action_back(self) -> None:
        """Stop the work."""
        self.workers.cancel_node(self)
        super().action_back()

    def _tell(self) -> None:
        if self._done is not None:
            done, of, what, begun = self._done
            self.far.update(as_typed(how_far(done, of, what, monotonic() - begun)))

    def _run(self) -> _Result | MentorError | None:
        worker = get_current_worker()

        def watch(items: Sequence[_Item], what: str, /) -> Iterable[_Item]:
            begun, of = monotonic(), len(items)
            until = begun + _SLICE
            for done, item in enumerate(items):
                # The worker is stopped also when the screen goes, or the program ends.
                if worker.is_cancelled:
                    raise StoppedError
                self._done = done, of, what, begun
                yield item
                if monotonic() > until:
                    # Else the screen would have to wait for its turn at each of its many steps.
                    sleep(_PAUSE)
                    until = monotonic() + _SLICE

        try:
            return self._work(watch)
        except StoppedError:
            return None
        except MentorError as error:
            return error


class StoppedError(Exception):
    """Nobody waits for the work any more."""
