"""How much solving has been done: counted, never timed, so that the same system gets the same dots on any machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import highspy


class Work:
    """Counts what the solver does and says when the share of a search is used up.

    One unit is roughly the work of a microsecond on the machine of ``docs/performance.md``; what matters is only that
    it is the same number everywhere.
    """

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self.done = 0.0

    def run(self, solver: highspy.Highs) -> None:
        """Solve, and book what it took: iterations on so many columns and rows."""
        solver.run()
        information = solver.getInfo()
        size = solver.getNumCol() + solver.getNumRow()
        steps = max(information.simplex_iteration_count, 0) + _START
        self.done += steps * (size + _SMALLEST) * _STEP

    @contextmanager
    def share(self, part: float) -> Iterator[Work]:
        """A count of its own, up to a part of what is left; it is booked here afterwards."""
        own = Work(part * max(self.limit - self.done, 0.0))
        try:
            yield own
        finally:
            self.done += own.done

    @property
    def is_done(self) -> bool:
        return self.done >= self.limit


# Fitted to what the solver took in benchmarks.disclosure.
_STEP = 0.02
_START = 20
_SMALLEST = 200
