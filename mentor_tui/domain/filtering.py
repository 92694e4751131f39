"""Finding rows by a few typed letters: what `/` on a screen and `--filter` of a command do."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "ħ": "h",
        "ŧ": "t",
    }
)
_LOOSEST = 3
"""A near match may spread over this many characters for each letter typed."""


def fold(text: str) -> str:
    """`text` without case and accents: `Łukasz Groß` and `lukasz gross` fold to the same."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return bare.casefold().translate(_LETTERS)


class Found(NamedTuple):
    """Positions of the rows that match.

    Attributes:
        positions: In the order of the list, or the nearest first.
        near: No row holds every term; these hold the letters in their order.
    """

    positions: Sequence[int]
    near: bool = False


class Filter:
    """Texts folded once, and the matches of what was typed so far, so that one more letter only narrows them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._folded = [fold(text) for text in texts]
        self._order: Sequence[int] = range(len(self._folded))
        self._narrowed: list[tuple[tuple[str, ...], Sequence[int]]] = []
        self._near: tuple[str, Sequence[int]] | None = None

    def arrange(self, order: Sequence[int]) -> None:
        """Give the order in which matches are to come: every position, once."""
        self._order = order
        self._forget()

    def replace(self, position: int, text: str) -> None:
        """Put another text at `position`."""
        self._folded[position] = fold(text)
        self._forget()

    def find(self, query: str) -> Found:
        """Rows that hold every term of `query`; where there is none, rows that hold its letters in order."""
        terms = tuple(fold(query).split())
        positions = self._narrow(terms)
        if positions or not terms:
            return Found(positions)
        return Found(self._nearest("".join(terms)), near=True)

    def _forget(self) -> None:
        self._narrowed.clear()
        self._near = None

    def _narrow(self, terms: tuple[str, ...]) -> Sequence[int]:
        narrowed, folded = self._narrowed, self._folded
        while narrowed and not all(any(old in new for new in terms) for old in narrowed[-1][0]):
            narrowed.pop()
        done, positions = narrowed[-1] if narrowed else ((), self._order)
        if terms == done:
            return positions
        for term in terms:
            if term not in done:
                positions = [position for position in positions if term in folded[position]]
        narrowed.append((terms, positions))
        return positions

    def _nearest(self, letters: str) -> list[int]:
        """Rows with `letters` in their order, the closest together first."""
        known = self._near
        among = known[1] if known and letters.startswith(known[0]) else self._order
        forward, backward = _in_order(letters), _in_order(letters[::-1])
        holding: list[int] = []
        ranked: list[tuple[int, int]] = []
        for position in among:
            text = self._folded[position]
            if (match := forward.match(text)) is None:
                continue
            holding.append(position)
            # From the end of the first match backwards lies its tightest spread.
            tail = backward.match(text[match.end() - 1 :: -1])
            spread = tail.end() if tail else len(text)
            if spread <= _LOOSEST * len(letters):
                ranked.append((spread, position))
        self._near = (letters, holding)
        ranked.sort(key=lambda pair: pair[0])
        return [position for _, position in ranked]


def _in_order(letters: str) -> re.Pattern[str]:
    # Possessive and by excluded letters: linear, however long the text.
    return re.compile(
        "".join(f"[^{re.escape(letter)}]*+{re.escape(letter)}" for letter in letters), re.DOTALL
    )
