"""Small numbers in a text that leaves the compilers: somebody has to say that they point nobody out."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.editions.text_numbers import mentions


def small_numbers(texts: Iterable[str], threshold: int) -> tuple[str, ...]:
    """The words of every number that may be a count of persons below the threshold, as they stand in the texts."""
    return tuple(
        text[mention.start : mention.end]
        for text in texts
        for mention in mentions(text)
        if mention.meaning.few or any(0 < count < threshold for count in mention.meaning.counts)
    )
