"""How many lines a text takes in a column: neither office program fits the height of every row when it opens a file."""

from __future__ import annotations

from textwrap import wrap


def lines(content: str, characters: float) -> int:
    """Lines of a text that is broken between words, where a line has room for so many characters."""
    room = max(1, int(characters))
    if len(content) <= room and "\n" not in content:
        return 1
    return sum(1 if len(part) <= room else len(wrap(part, room)) for part in content.split("\n"))
