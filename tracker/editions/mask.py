"""What a published report prints: what the ledger says, and sums of what is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tracker.periods import Period
from tracker.rows import Key, Line


class LedgerMask:
    """Prints what the ledger prints, and sums over bodies each of whose figures is printed: they tell nothing new.

    Everything else is dotted, also what the ledger does not know. A rate's d is the population, which is public.
    """

    def __init__(self, lines: Iterable[Line], rates: Iterable[tuple[str, Period]]) -> None:
        self._printed = {line.key: bool(line.printed) for line in lines}
        self._rates = frozenset(rates)

    def __call__(self, key: Key) -> bool:
        if key in self._printed:
            return self._printed[key]
        if key.measured == "d" and (key.indicator, key.period) in self._rates:
            return True
        parts = [replace(key, bodies=frozenset({body})) for body in key.bodies]
        return len(parts) > 1 and all(self._printed.get(part, False) for part in parts)
