"""The versions of a text that are worth showing: saving every second makes many, and one spell of writing is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from tracker.store.edition_texts import EditionText

PAUSE = timedelta(minutes=15)
"""So long without a saving ends a spell of writing."""


def spells(versions: Sequence[EditionText]) -> list[EditionText]:
    """``versions``: the newest first. The last version of each spell: one person writing without a long pause."""
    return list(_last_of_each(versions))


def _last_of_each(versions: Sequence[EditionText]) -> Iterator[EditionText]:
    later: EditionText | None = None
    for version in versions:
        if later is None or not _goes_on(version, later):
            yield version
        later = version


def _goes_on(before: EditionText, after: EditionText) -> bool:
    if before.at is None or after.at is None:
        return False
    return before.by == after.by and after.at - before.at < PAUSE
