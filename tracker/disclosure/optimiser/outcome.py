"""What the search for the cheapest safe pattern finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Incident:
    """A requirement that no pattern can meet.

    ``printed``: the sensitive count itself, or one that must be dotted with it, is printed already;
    ``known``: what is printed already, or known beforehand, pins it down.
    """

    key: str
    reason: Literal["printed", "known"]


@dataclass(frozen=True)
class Suppression:
    """A safe pattern.

    ``dotted``: keys of every statistic that can be printed and is not; ``primary``: the sensitive among them.
    ``cost``: sum of the costs of the dots that were not frozen; ``bound``: no safe pattern costs less.
    ``gap``: (cost - bound) / cost. ``impossible``: requirements that cannot be met, for a person to decide on; what
    ``widest``, the pattern of every dot that is still free, leaves possible of them is kept possible.
    ``work``: what it took, in units of ``work``; ``rounds``: how many patterns were examined.
    """

    dotted: frozenset[str]
    primary: frozenset[str]
    cost: int
    bound: int
    optimal: bool
    gap: float
    impossible: tuple[Incident, ...]
    rounds: int
    work: float
    widest: frozenset[str] = frozenset()
