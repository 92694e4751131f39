"""A line that is typed into: its text and caret, and how much of it fits."""

from collections.abc import Callable
from typing import NamedTuple

from mentor_tui.tui.text import printable, width


class Visible(NamedTuple):
    """The part of the line that fits, split at the caret."""

    before: str
    at: str
    after: str


class LineEditor:
    """One line of text with a caret; knows keys, but no widget."""

    def __init__(self) -> None:
        self.text = ""
        self.caret = 0
        self._keys: dict[str, Callable[[], None]] = {
            "backspace": self.erase_left,
            "ctrl+h": self.erase_left,
            "delete": self.erase_right,
            "ctrl+w": self.erase_word,
            "ctrl+u": self.clear,
            "left": self.left,
            "right": self.right,
            "home": self.home,
            "ctrl+a": self.home,
            "end": self.end,
            "ctrl+e": self.end,
        }

    def takes(self, key: str, character: str | None) -> bool:
        """Whether the key types or edits here."""
        return key in self._keys or (character is not None and character.isprintable())

    def press(self, key: str, character: str | None) -> None:
        """Do what the key says."""
        if act := self._keys.get(key):
            act()
        elif character is not None and character.isprintable():
            self.insert(character)

    def set(self, text: str) -> None:
        """Replace the text; the caret goes to its end."""
        self.text = printable(text)
        self.end()

    def insert(self, text: str) -> None:
        """Type `text` at the caret; line breaks of a pasted text become spaces."""
        text = printable(text)
        self.text = self.text[: self.caret] + text + self.text[self.caret :]
        self.caret += len(text)

    def erase_left(self) -> None:
        """Erase the character before the caret, with its marks."""
        end = self.caret
        self.left()
        self.text = self.text[: self.caret] + self.text[end:]

    def erase_right(self) -> None:
        """Erase the character at the caret, with its marks."""
        self.text = self.text[: self.caret] + self.text[self._next() :]

    def erase_word(self) -> None:
        """Erase back to the start of the word."""
        kept = self.text[: self.caret].rstrip()
        kept = kept[: kept.rfind(" ") + 1]
        self.text = kept + self.text[self.caret :]
        self.caret = len(kept)

    def clear(self) -> None:
        """Erase everything."""
        self.set("")

    def left(self) -> None:
        """Step left over one character and its marks."""
        if self.caret:
            self.caret -= 1
        while self.caret and not width(self.text[self.caret]):
            self.caret -= 1

    def right(self) -> None:
        """Step right over one character and its marks."""
        self.caret = self._next()

    def home(self) -> None:
        """Go to the start."""
        self.caret = 0

    def end(self) -> None:
        """Go to the end."""
        self.caret = len(self.text)

    def visible(self, cells: int) -> Visible:
        """The part around the caret that fits into `cells` cells, the caret itself included."""
        after = self._next()
        at = self.text[self.caret : after] or " "
        start, room = self.caret, cells - width(at)
        while start and room >= (step := width(self.text[start - 1])):
            start -= 1
            room -= step
        end = after
        while end < len(self.text) and room >= (step := width(self.text[end])):
            end += 1
            room -= step
        return Visible(self.text[start : self.caret], at, self.text[after:end])

    def _next(self) -> int:
        after = min(self.caret + 1, len(self.text))
        while after < len(self.text) and not width(self.text[after]):
            after += 1
        return after
