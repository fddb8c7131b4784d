"""Whether two figures differ by more than chance. Exact tests throughout, however small the numbers.

A verdict is ``changed`` only with evidence of change and ``equal`` only with evidence of equality. ``few``: the cases
are so few that not even the largest possible difference would be evidence. Otherwise ``unclear``: it cannot be told.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from tracker.chance.intervals import LEVEL, Interval, rate_difference, share_difference
from tracker.chance.library import stats

Verdict = Literal["changed", "equal", "unclear", "few"]

_LIMIT = 1 - LEVEL

# One page says of a change what it is called, whether it is wished for and where it is listed: one test for all.
_REMEMBERED = 4096


@lru_cache(maxsize=_REMEMBERED)
def shares(now: tuple[int, int], then: tuple[int, int], margin: float | None = None) -> Verdict:
    """n of d now and then, in two separate groups of persons. ``margin``: the largest difference between the two
    shares that counts as none; None: it is never said that nothing has changed."""
    if not now[1] or not then[1]:
        return "few"
    if fisher(now, then) < _LIMIT:
        return "changed"
    if _fewest(now, then) >= _LIMIT:
        return "few"
    return _equal(share_difference(now, then), margin)


@lru_cache(maxsize=_REMEMBERED)
def rates(now: tuple[int, float], then: tuple[int, float], margin: float | None = None) -> Verdict:
    """Events per exposure now and then; exposure 1 and 1 where only the numbers are compared."""
    total, share = now[0] + then[0], now[1] / (now[1] + then[1])
    if not total:
        return "few"
    if _split(now[0], total, share) < _LIMIT:
        return "changed"
    if min(_split(0, total, share), _split(total, total, share)) >= _LIMIT:
        return "few"
    return _equal(rate_difference(now, then), margin)


def fisher(now: tuple[int, int], then: tuple[int, int]) -> float:
    """Fisher's exact test of two shares, both sides: the probability of a table at least as rare as this one."""
    table = [[now[0], now[1] - now[0]], [then[0], then[1] - then[0]]]
    return float(stats().fisher_exact(table).pvalue)


def _fewest(now: tuple[int, int], then: tuple[int, int]) -> float:
    """The smallest probability that any table with the same sums could have had."""
    yes = now[0] + then[0]
    most, least = min(yes, now[1]), max(0, yes - then[1])
    return min(fisher((n, now[1]), (yes - n, then[1])) for n in (least, most))


def _split(part: int, total: int, share: float) -> float:
    """How often chance alone splits ``total`` events at least as unevenly when each falls now with ``share``."""
    return float(stats().binomtest(part, total, share).pvalue)


def _equal(difference: Interval, margin: float | None) -> Verdict:
    return "equal" if margin is not None and difference.within(margin) else "unclear"
