"""Keeping what is being typed when the program is ended from outside."""

from collections.abc import Callable
from contextlib import suppress

from mentor_tui.errors import MentorError

KeepDraft = Callable[[], None]


class Drafts:
    """The hooks of forms that hold something unsaved; each writes its draft to wherever it finds it again."""

    def __init__(self) -> None:
        self._hooks: list[KeepDraft] = []

    def add(self, keep: KeepDraft) -> None:
        """Call `keep` when the program has to end; it must be quick, and raises nothing but MentorError."""
        self._hooks.append(keep)

    def remove(self, keep: KeepDraft) -> None:
        """The form is closed, its draft is settled."""
        with suppress(ValueError):
            self._hooks.remove(keep)

    def keep_all(self) -> None:
        """Keep every draft; one that cannot be kept does not lose the others."""
        for keep in reversed(self._hooks):
            with suppress(MentorError):
                keep()
