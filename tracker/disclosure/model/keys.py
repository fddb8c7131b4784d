"""Which statistics are printed: the one question a report asks of disclosure control."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from tracker.periods import Period
from tracker.rollup.figures import Category


@dataclass(frozen=True)
class Key:
    """A statistic's identity: what it sums. Two cells with the same key are the same number wherever they stand."""

    indicator: str
    period: Period
    category: Category
    measured: Literal["n", "d"]
    bodies: frozenset[str]


class Mask(Protocol):
    """Says whether a statistic is printed. What a mask does not know is not printed, except by ``everything``."""

    def __call__(self, key: Key) -> bool: ...


def everything(key: Key) -> bool:
    """The mask of the compilers' own reports: nothing is dotted."""
    return True
