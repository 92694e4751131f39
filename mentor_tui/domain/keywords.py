"""Keywords and the directions they point to, found in free text."""

import re
from collections import defaultdict
from functools import lru_cache
from typing import Self

_WORD = re.compile(r"\w+")
_ENDINGS = "", "s", "es"


class Vocabulary:
    """The keywords of all directions. A keyword is found as whole words, in the singular or the plural, in any case.

    Attributes:
        owners: The keys of the directions that each keyword points to.
    """

    def __init__(self, directions: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
        self.owners: dict[str, tuple[str, ...]] = {}
        for key, words in directions:
            for word in words:
                known = self.owners.get(word.casefold(), ())
                self.owners[word.casefold()] = (*known, key)
        self._phrases: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        for word in self.owners:
            *start, last = _WORD.findall(word) or [word]
            for ending in _ENDINGS:
                phrase = [*start, last + ending]
                self._phrases[phrase[0]].append((phrase, word))
        self._first = frozenset(self._phrases)

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, directions: tuple[tuple[str, tuple[str, ...]], ...]) -> Self:
        """The vocabulary of these directions and keywords, made once."""
        return cls(directions)

    def words_in(self, text: str) -> frozenset[str]:
        """The keywords that stand in `text`."""
        said = _WORD.findall(text.casefold())
        if self._first.isdisjoint(said):
            return frozenset()
        return frozenset(
            word
            for position, first in enumerate(said)
            if first in self._first
            for phrase, word in self._phrases[first]
            if said[position : position + len(phrase)] == phrase
        )
