"""Look for an integer solution by trying values, with exact propagation after each: for small components."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from tracker.disclosure.auditor.propagation import Propagator
from tracker.disclosure.auditor.rows import Domain


class Status(Enum):
    """What was found out about a question: a solution exists, none exists, or neither is known."""

    FOUND = "found"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """``point`` is the solution, one integer per cell, when the status is FOUND."""

    status: Status
    point: tuple[int, ...] = ()


IMPOSSIBLE = Answer(Status.IMPOSSIBLE)
UNKNOWN = Answer(Status.UNKNOWN)


def search(propagator: Propagator, domains: Sequence[Domain], steps: int) -> Answer:
    """Depth first over the narrowest domain; gives up (UNKNOWN) after ``steps`` nodes.

    IMPOSSIBLE is a proof: every value of every branch was ruled out by exact propagation.
    """
    start = propagator.tighten(domains)
    stack = [] if start is None else [start]
    for _ in range(steps):
        if not stack:
            return IMPOSSIBLE
        now = stack.pop()
        column = _narrowest(now)
        if column is None:
            if all(low is not None and low == high for low, high in now):
                return Answer(Status.FOUND, tuple(low for low, _ in now if low is not None))
            return UNKNOWN
        for half in reversed(_halves(now[column])):
            branch = propagator.tighten([*now[:column], half, *now[column + 1 :]], [column])
            if branch is not None:
                stack.append(branch)
    return UNKNOWN if stack else IMPOSSIBLE


def _narrowest(domains: Sequence[Domain]) -> int | None:
    """The undecided column with the fewest values, or None when no column with finite limits is undecided."""
    widths = [
        (high - low, column)
        for column, (low, high) in enumerate(domains)
        if low is not None and high is not None and low < high
    ]
    return min(widths)[1] if widths else None


def _halves(domain: Domain) -> tuple[Domain, Domain]:
    low, high = domain
    assert low is not None and high is not None
    middle = (low + high) // 2
    return (low, middle), (middle + 1, high)
