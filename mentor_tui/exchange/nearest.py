"""The words that look most like another one, in a time that hardly depends on how many there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from heapq import nlargest

_COMPARED = 12
_NEAR = 3
_SIMILAR = 0.6
_FEW = 24


class Nearest:
    """Words among which similar ones are looked for.

    Of many words only those that share the most pairs of letters are compared letter by letter, since that takes long.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words: list[str] = []
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        for word in words:
            self.add(word)

    def add(self, word: str) -> None:
        """Take in another word."""
        for pair in set(_pairs(word)):
            self._by_pair[pair].append(len(self._words))
        self._words.append(word)

    def to(self, text: str, similar: float = _SIMILAR) -> list[str]:
        """Up to three words that are like the text, from 0 for not at all to 1 for the same; the most similar first."""
        return get_close_matches(text, self._likely(text), n=_NEAR, cutoff=similar) if text else []

    def _likely(self, text: str) -> list[str]:
        if len(self._words) <= _FEW:
            return self._words
        shared: dict[int, int] = defaultdict(int)
        for pair in set(_pairs(text)):
            for place in self._by_pair.get(pair, ()):
                shared[place] += 1
        length = len(text)
        likely = nlargest(
            _COMPARED, shared.items(), key=lambda one: one[1] / (length + len(self._words[one[0]]))
        )
        return [self._words[place] for place, _ in likely]


def _pairs(word: str) -> Iterator[str]:
    padded = f" {word} "
    return (padded[at : at + 2] for at in range(len(padded) - 1))
