"""Intervals of one figure and of the difference between two.

A figure's interval is exact: it holds the true value at least as often as its level says, however few the cases are.
All values are of n itself or of n/d, not percentages; a caller scales them.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

from tracker.chance.library import special

LEVEL = 0.95


class Interval(NamedTuple):
    low: float
    high: float

    def within(self, margin: float) -> bool:
        """Whether all of it lies at most ``margin`` from zero."""
        return -margin <= self.low and self.high <= margin


def binomial(n: int, d: int, level: float = LEVEL) -> Interval:
    """Clopper and Pearson's interval of the share n/d, 0 ≤ n ≤ d, d > 0."""
    tail = (1 - level) / 2
    low = float(special().betaincinv(n, d - n + 1, tail)) if n else 0.0
    return Interval(low, float(special().betaincinv(n + 1, d - n, 1 - tail)) if n < d else 1.0)


def poisson(n: int, level: float = LEVEL) -> Interval:
    """Garwood's interval of the expected number of events of which n were counted, n ≥ 0."""
    tail = (1 - level) / 2
    low = float(special().gammaincinv(n, tail)) if n else 0.0
    return Interval(low, float(special().gammainccinv(n + 1, tail)))


def share_difference(now: tuple[int, int], then: tuple[int, int], level: float = LEVEL) -> Interval:
    """Newcombe's interval of n/d now minus n/d then, for two separate groups (1998, his method 10)."""
    return _difference(_part(now, level), _part(then, level))


def rate_difference(now: tuple[int, float], then: tuple[int, float], level: float = LEVEL) -> Interval:
    """The interval of events per exposure now minus then. ``(events, exposure)``: e.g. the inhabitants; 1 and 1 where
    only the numbers are compared. Made of the two exact intervals as Newcombe's is of his two."""
    return _difference(_rate(now, level), _rate(then, level))


class _Estimate(NamedTuple):
    value: float
    interval: Interval


def _part(group: tuple[int, int], level: float) -> _Estimate:
    """With Wilson's interval (1927)."""
    n, d = group
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle, half = n + z * z / 2, z * sqrt(n * (d - n) / d + z * z / 4)
    return _Estimate(n / d, Interval(max((middle - half) / (d + z * z), 0.0), min((middle + half) / (d + z * z), 1.0)))


def _rate(group: tuple[int, float], level: float) -> _Estimate:
    events, exposure = group
    low, high = poisson(events, level)
    return _Estimate(events / exposure, Interval(low / exposure, high / exposure))


def _difference(now: _Estimate, then: _Estimate) -> Interval:
    """Each side of the difference takes the distance to the limits that can stretch it that way."""
    value = now.value - then.value
    down = sqrt((now.value - now.interval.low) ** 2 + (then.interval.high - then.value) ** 2)
    up = sqrt((now.interval.high - now.value) ** 2 + (then.value - then.interval.low) ** 2)
    return Interval(value - down, value + up)
