"""A text word by word: numbers in digits, words, and every other sign by itself."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from tracker.editions.not_counts import without_counts_of_nothing

_SIGNS = (*range(0x00BC, 0x00BF), *range(0x2150, 0x215F))
VULGAR = {chr(code): Fraction(unicodedata.numeric(chr(code))).limit_denominator(10) for code in _SIGNS}
"""Parts that are one sign: ½, ¾."""
_LONGEST_NUMBER = 9
_TOKEN = re.compile(r"[\u00bc-\u00be\u2150-\u215e]|\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)?|[^\W\d_]+|[^\w\s]")


@dataclass(frozen=True)
class Token:
    """``word``: in small letters; ``written``: as it stands there."""

    word: str
    written: str
    start: int
    end: int

    @property
    def in_digits(self) -> Fraction:
        """The number that the digits write; -1 for one that is too long to count persons, and not worth reckoning
        with."""
        digits = self.word.replace(" ", "").replace(",", ".")
        return Fraction(-1) if max(map(len, digits.split("."))) > _LONGEST_NUMBER else Fraction(digits)


def tokens(text: str) -> list[Token]:
    """Those of a plain text (``plain_text``), without what counts nothing. English compounds are read part by part; the
    hyphen of *twenty-five* is a token like any other."""
    found = _TOKEN.finditer(without_counts_of_nothing(text))
    return [Token(each[0].lower(), each[0], each.start(), each.end()) for each in found]
