"""Which statistics are printed: the one question a report asks of disclosure control."""

from __future__ import annotations

from typing import Protocol

from tracker.rows import Key


class Mask(Protocol):
    """Says whether a statistic is printed. What a mask does not know is not printed, except by ``everything``."""

    def __call__(self, key: Key) -> bool: ...


def everything(key: Key) -> bool:
    """The mask of the compilers' own reports: nothing is dotted."""
    return True
