"""Bodies beside each other: do they differ by more than chance, and which lie outside what chance gives?

Overdispersion is tested first (Spiegelhalter 2005; PMC6193208): where bodies differ more than chance as a whole, their
conditions differ, and a funnel would mark bodies for that. Then none is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from tracker.chance.intervals import Interval
from tracker.chance.library import stats

Spread = Literal["few", "inside", "overdispersed", "outside"]
"""``few``: too few cases to test. ``inside``: no body outside 95 percent. ``outside``: some are, and the bodies as a
whole do not differ more than chance."""

WARNING, ALARM = 0.95, 0.998
LEAST_EXPECTED = 5
"""Below this the distribution of the dispersion is not known well enough to be tested."""


class Body(NamedTuple):
    """One body: n of d persons, or n events with d inhabitants (or whatever n is expected to be in proportion to)."""

    n: int
    d: float


@dataclass(frozen=True)
class Limits:
    """What chance gives a body of this size when it is as the whole: n/d within them so often."""

    warning: Interval
    alarm: Interval


@dataclass(frozen=True)
class Funnel:
    """``dispersion``: the bodies' spread in proportion to that of chance, 1 where chance is all; None untested.
    ``limits``: one per body, in order; empty unless bodies may be marked by them. ``outside``: places of the bodies
    outside the limits of 95 percent."""

    spread: Spread
    dispersion: float | None
    limits: tuple[Limits, ...] = ()
    outside: tuple[int, ...] = ()


def shares(bodies: Sequence[Body]) -> Funnel:
    """Each body's n of d against all of them together."""
    whole = _whole(bodies)
    smallest = min((body.d * min(whole, 1 - whole) for body in bodies), default=0)
    return _funnel(bodies, whole, 1 - whole, smallest, lambda body: stats().binom(int(body.d), whole))


def rates(bodies: Sequence[Body]) -> Funnel:
    """Each body's events per d against all of them together."""
    whole = _whole(bodies)
    smallest = min((body.d * whole for body in bodies), default=0)
    return _funnel(bodies, whole, 1.0, smallest, lambda body: stats().poisson(body.d * whole))


def _whole(bodies: Sequence[Body]) -> float:
    total = sum(body.d for body in bodies)
    return sum(body.n for body in bodies) / total if total else 0.0


def _funnel(
    bodies: Sequence[Body], whole: float, rest: float, smallest: float, distribution: Callable[[Body], Any]
) -> Funnel:
    """``rest``: the variance of n is d · whole · rest. ``smallest``: the least that is expected of any body."""
    if len(bodies) < 2 or smallest < LEAST_EXPECTED:
        return Funnel("few", None)
    squares = sum((body.n - body.d * whole) ** 2 / (body.d * whole * rest) for body in bodies)
    freedom = len(bodies) - 1
    dispersion = squares / freedom
    if float(stats().chi2.sf(squares, freedom)) < 1 - WARNING:
        return Funnel("overdispersed", dispersion)
    found = tuple(_limits(body, distribution(body)) for body in bodies)
    outside = tuple(
        place
        for place, (body, limits) in enumerate(zip(bodies, found, strict=True))
        if not limits.warning.low <= body.n / body.d <= limits.warning.high
    )
    return Funnel("outside" if outside else "inside", dispersion, found, outside)


def _limits(body: Body, of_chance: Any) -> Limits:
    return Limits(_between(body, of_chance, WARNING), _between(body, of_chance, ALARM))


def _between(body: Body, of_chance: Any, level: float) -> Interval:
    """The whole numbers outside which chance leaves at most half of the rest on each side, as n/d."""
    tail = (1 - level) / 2
    return Interval(float(of_chance.ppf(tail)) / body.d, float(of_chance.isf(tail)) / body.d)
