"""What differs between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_WORD = re.compile(r"\S+\s*|\s+")
ALIKE = 0.5
"""Texts that share less than this of their words stand one after the other: marks at every word tell nothing."""


class Piece(NamedTuple):
    """A stretch of words: in both texts, only in the later, or only in the earlier."""

    kind: Literal["same", "added", "gone"]
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The later text with what was taken away and what was put in; spaces go with the words before them."""
    return tuple(_pieces(_WORD.findall(before), _WORD.findall(after)))


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    whole = [("replace", 0, len(before), 0, len(after))]
    for what, a, b, c, d in matcher.get_opcodes() if matcher.ratio() >= ALIKE else whole:
        if what == "equal":
            yield Piece("same", "".join(after[c:d]))
            continue
        if a != b:
            yield Piece("gone", "".join(before[a:b]))
        if c != d:
            yield Piece("added", "".join(after[c:d]))
