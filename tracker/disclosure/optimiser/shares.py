"""How far figures may move under a fractional pattern: as far as the share of each that is dotted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.optimiser.tableau import Tableau
from tracker.disclosure.optimiser.witnesses import Room

# In the search for company a column that is never seen moves freely beside shares of at most 1.
_FREELY = 100.0
_NOTHING = 1e-6


class Shares:
    """The share of each column that is dotted; columns that are never seen are so entirely. ``of``: of the optional.
    ``opened``: all that are dotted in part at least."""

    def __init__(self, tableau: Tableau, share: Mapping[int, float]) -> None:
        self.of = share
        self.opened = tableau.opened(column for column, part in share.items() if part > _NOTHING)
        self._down, self._up = tableau.limits.down, tableau.limits.up
        self._share = np.ones(len(self._down))
        self._share[list(share)] = list(share.values())
        self._optional = np.zeros(len(self._down), dtype=bool)
        self._optional[list(share)] = True

    def room(self, columns: Sequence[int], distance: int, least: float = 0.0) -> Room:
        """How far these columns may move, in this order: down and up, at most the distance, times the share, or times
        ``least`` where the share is smaller; columns that are never seen keep their limits."""
        places = np.asarray(columns, dtype=np.int64)
        optional, down, up = self._optional[places], self._down[places], self._up[places]
        share = np.maximum(self._share[places], least)
        return Room(
            np.where(optional, np.minimum(down, distance) * share, down),
            np.where(optional, np.minimum(up, distance) * share, up),
        )

    def free(self, columns: Sequence[int]) -> NDArray[np.float64]:
        """The shares alone."""
        places = np.asarray(columns, dtype=np.int64)
        return np.where(self._optional[places], self._share[places], _FREELY)
