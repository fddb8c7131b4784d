"""What published editions were made of, read once for a run: it never changes, and each next one needs it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracker.observations import Observation
from tracker.periods import Period
from tracker.rows import Line
from tracker.store.editions import Edition
from tracker.store.past import Moment


@dataclass
class Settled:
    """One program's. ``editions``: those read so far, in order. ``rows``: what was approved of a period at an edition's
    moment. ``lines``: the ledger of each edition, by its code."""

    editions: list[Edition] = field(default_factory=list)
    rows: dict[tuple[Period, Moment], tuple[Observation, ...]] = field(default_factory=dict)
    lines: dict[str, tuple[Line, ...]] = field(default_factory=dict)
