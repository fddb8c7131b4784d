"""Many sums of whole numbers at once, exactly: a table of thousands of cells is checked for every solution found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.auditor.rows import Domain

OVERFLOW = 2**62
"""Sums of 64-bit integers are exact as long as no part of them reaches this."""

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Limits:
    """Lowest and highest of many numbers; no limit is further out than any sum can be."""

    low: Whole
    high: Whole

    @classmethod
    def of(cls, domains: Sequence[Domain]) -> Limits:
        lows = [-OVERFLOW if low is None else _within(low) for low, _ in domains]
        highs = [OVERFLOW if high is None else _within(high) for _, high in domains]
        return cls(np.array(lows, dtype=np.int64), np.array(highs, dtype=np.int64))

    def hold(self, values: Whole) -> bool:
        return bool(((self.low <= values) & (values <= self.high)).all())

    def times(self, values: Whole, steps: Whole) -> int:
        """How often numbers within the limits can take these steps, and stay within."""
        up, down = steps > 0, steps < 0
        rises = (self.high - values)[up] // steps[up]
        falls = (values - self.low)[down] // -steps[down]
        return int(min(rises.min(initial=OVERFLOW), falls.min(initial=OVERFLOW)))


@dataclass(frozen=True)
class Sums:
    """Sums of factor times value, each with its limits. ``weight``: the most that values of 1 and -1 add up to."""

    places: Whole
    factors: Whole
    starts: Whole
    limits: Limits
    weight: int

    @classmethod
    def of(cls, rows: Sequence[Sequence[tuple[int, int]]], domains: Sequence[Domain]) -> Sums:
        """Rows of (place, factor), none of them empty."""
        flat = np.array([term for row in rows for term in row], dtype=np.int64).reshape(-1, 2)
        starts = np.cumsum([0, *(len(row) for row in rows)], dtype=np.int64)[:-1]
        weight = max((sum(abs(factor) for _, factor in row) for row in rows), default=0)
        return cls(flat[:, 0], flat[:, 1], starts, Limits.of(domains), max(weight, 1))

    def hold(self, values: Whole) -> bool:
        """Whether every sum lies within its limits; the largest value times ``weight`` is below OVERFLOW."""
        return self.limits.hold(self._of(values))

    def times(self, values: Whole, steps: Whole) -> int:
        """How often these steps can be taken from values whose sums are within their limits."""
        return self.limits.times(self._of(values), self._of(steps))

    def _of(self, values: Whole) -> Whole:
        if not len(self.starts):
            return np.empty(0, dtype=np.int64)
        return np.add.reduceat(self.factors * values[self.places], self.starts)


def _within(limit: int) -> int:
    """A limit beyond all sums is as good as the first one that is."""
    return max(-OVERFLOW, min(limit, OVERFLOW))
