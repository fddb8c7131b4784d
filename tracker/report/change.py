"""What may be said of an indicator's change since last year, and of its bodies beside each other.

Everything is worked out from the figures that the report prints, so a dotted figure is in no word. Where all are
counted, the counts tell and nothing is tested; a quotient of two counts holds no spread and is never tested.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from tracker.chance import change, funnel, intervals
from tracker.chance.intervals import Interval
from tracker.measures.table import kind_of
from tracker.report.model import Cell, Indicator

Verdict = Literal["changed", "equal", "unclear", "few", "counted", "untold"]
"""Those of ``tracker.chance.change``; ``counted``: nothing is tested; ``untold``: the years cannot be compared."""

Spread = Literal["few", "inside", "overdispersed", "outside", "untold"]
"""Those of ``tracker.chance.funnel``; ``untold``: nothing is said, because nothing is tested or something is dotted."""


@dataclass(frozen=True)
class Change:
    """``now`` and ``then``: the figures of the bodies that reported both years. ``up``: whether now is larger."""

    verdict: Verdict
    now: Cell
    then: Cell
    up: bool = False


def change_of(indicator: Indicator) -> Change:
    """The city's figure against last year's, over the bodies that reported both years."""
    now, then = indicator.city.same_bodies, indicator.city.previous_year
    if now.value is None or then.value is None:
        return Change("untold", now, then)
    return Change(_verdict(indicator, now, then), now, then, Fraction(now.value) > Fraction(then.value))


def better(indicator: Indicator, found: Change) -> bool | None:
    """Whether a change that is shown is the wished one; None where nothing is shown or nothing is wished for."""
    if found.verdict != "changed" or indicator.direction is None:
        return None
    return found.up == (indicator.direction == "up")


def tested(indicator: Indicator) -> bool:
    """Whether chance has a part in the figures, and their spread follows from n and d."""
    kind = kind_of(indicator.kind)
    spread_known = kind.n_within_d or kind.d_is_population or kind.adds_up
    return indicator.variation != "none" and kind.has_chance and spread_known


def spread_of(indicator: Indicator) -> Spread:
    """Whether the bodies differ more than chance. A count without inhabitants to share it by is not compared."""
    return spread_among(indicator, [area.total for area in indicator.units])


def spread_among(indicator: Indicator, cells: Sequence[Cell]) -> Spread:
    """The same of some of its figures, of bodies or of groups of them."""
    kind = kind_of(indicator.kind)
    given = [cell for cell in cells if cell.state in ("value", "suppressed")]
    if not tested(indicator) or not kind.is_quotient or len(given) < 2:
        return "untold"
    bodies = [funnel.Body(cell.n, cell.d) for cell in given if cell.n is not None and cell.d is not None]
    if len(bodies) < len(given):
        return "untold"
    return (funnel.shares if kind.n_within_d else funnel.rates)(bodies).spread


def uncertainty(indicator: Indicator, cell: Cell) -> Interval | None:
    """The interval of a printed figure, in the value's unit; None where chance has no part or a part is dotted."""
    if not tested(indicator) or cell.state != "value" or cell.n is None or cell.value is None:
        return None
    kind = kind_of(indicator.kind)
    if kind.n_within_d:
        found = intervals.binomial(cell.n, cell.d) if cell.d else None
    else:
        whole = intervals.poisson(cell.n)
        found = Interval(whole.low / (cell.d or 1), whole.high / (cell.d or 1))
    return None if found is None else Interval(found.low * kind.scale, found.high * kind.scale)


def _verdict(indicator: Indicator, now: Cell, then: Cell) -> Verdict:
    kind = kind_of(indicator.kind)
    if not tested(indicator):
        return "counted"
    margin = None if indicator.margin is None else float(indicator.margin) / kind.scale
    a, b = now.n or 0, then.n or 0
    if kind.n_within_d:
        return change.shares((a, now.d or 0), (b, then.d or 0), margin)
    return change.rates((a, now.d or 1), (b, then.d or 1), margin)
