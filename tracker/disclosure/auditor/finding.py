"""What a reader can work out about one sensitive cell, and what that means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tracker.disclosure.auditor.readers import requirement_of
from tracker.disclosure.auditor.table import Cell

Verdict = Literal["ok", "printed", "exact", "narrow", "gap", "undecided"]


@dataclass(frozen=True)
class CellFinding:
    """What a reader can work out about one sensitive cell. ``reader``: the insider who can, None for everybody.

    ``reachable``: which of 1..k-1 stay possible; ``above``: whether some value >= k does. ``verdict``:
    ``ok`` covered; ``printed`` the figure itself is printed; ``exact`` only the truth is possible;
    ``narrow`` the interval does not cover 1..k; ``gap`` it does, but values within are ruled out;
    ``undecided`` the effort was spent or the solver failed. ``low`` and ``high`` are the exact interval
    (None: no limit), valid only where ``interval`` is True. ``settled``: whether each of 1..k-1 and above was answered;
    what was not is missing from ``reachable`` and ``above`` like what is ruled out.
    """

    id: str
    value: int
    reachable: tuple[int, ...]
    above: bool
    verdict: Verdict
    interval: bool = False
    low: int | None = None
    high: int | None = None
    settled: bool = True
    reader: str | None = None

    @property
    def requirement(self) -> str:
        """Which figure must not be worked out, and by whom."""
        return requirement_of(self.reader, self.id)


def printed(cell: Cell, threshold: int) -> CellFinding:
    """A cell that everybody sees."""
    return CellFinding(
        id=cell.id,
        value=cell.value,
        reachable=(cell.value,) if 1 <= cell.value < threshold else (),
        above=cell.value >= threshold,
        verdict="printed",
        interval=True,
        low=cell.value,
        high=cell.value,
    )


def covered(cell: Cell, threshold: int) -> CellFinding:
    """A cell of which nothing is ruled out that is asked for."""
    return CellFinding(cell.id, cell.value, tuple(range(1, threshold)), above=True, verdict="ok")
