"""Words that also have a sign, so that nothing is told by colour alone."""

from enum import StrEnum
from typing import Self


class Signed(StrEnum):
    """A key with a sign of one cell and the word that is shown."""

    sign: str
    word: str

    def __new__(cls, key: str, sign: str, word: str) -> Self:
        """A member from its key, its sign and its word."""
        member = str.__new__(cls, key)
        member._value_ = key
        member.sign = sign
        member.word = word
        return member
