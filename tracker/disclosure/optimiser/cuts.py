"""Cuts: what every safe pattern must satisfy, derived from a proof that a pattern is unsafe.

For any multipliers g of the rows put r = e_s - A'g. On every table the reader allows,
z_s = sum r_i z_i <= sum over dotted i of (r_i+ up_i + r_i- down_i). So a pattern that lets s move by D has
sum min(D, r_i+ up_i + r_i- down_i) y_i >= D; clipping at D is valid because y is 0 or 1.
(Fischetti & Salazar 2000, Models and algorithms for optimizing cell suppression, JASA 95.)
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tracker.disclosure.optimiser.fractional_reach import Shortfall
from tracker.disclosure.optimiser.open_parts import Solved, without_solved
from tracker.disclosure.optimiser.tableau import Tableau

_NOTHING = 1e-9
# Multipliers of these systems are small fractions; snapping removes the solver's rounding and is always
# valid, since any multipliers give a cut.
_GRID = 60


@dataclass(frozen=True)
class Cut:
    """``sum(coefficient * y) >= need`` over optional columns.

    ``owner``: the column whose requirement calls for it; None if every optimal pattern satisfies it anyway.
    """

    owner: int | None
    coefficients: tuple[tuple[int, float], ...]
    need: float

    def missing(self, dotted: AbstractSet[int]) -> float:
        """By how much a pattern violates the cut (<= 0: satisfied)."""
        return self.need - sum(weight for column, weight in self.coefficients if column in dotted)

    def violation(self, share: Mapping[int, float]) -> float:
        """The same for a fractional pattern (share by optional column)."""
        return self.need - sum(weight * share[column] for column, weight in self.coefficients)


def cut_of(tableau: Tableau, shortfall: Shortfall, solved: Solved) -> Cut | None:
    """The cut that a shortfall proves, given what the reader had solved beforehand.

    None if rounding spoilt the proof (then a cut without multipliers is needed, see ``outside_cuts``).
    """
    target = shortfall.target
    form = without_solved(tableau, form_of(tableau, shortfall), solved)
    distance = float(target.distance)
    weights: dict[int, float] = {}
    for column, weight in form.items():
        if column in tableau.printed or abs(weight) < _NOTHING:
            continue
        width = weight * (tableau.up[column] if weight > 0 else -tableau.down[column])
        decides = tableau.leader[column]
        if decides in tableau.optional:
            if width > _NOTHING:
                weights[decides] = weights.get(decides, 0.0) + width
        else:
            distance -= width
    if distance < _NOTHING:
        return None
    clipped = tuple((column, min(distance, weights[column])) for column in sorted(weights))
    return Cut(target.column, clipped, distance)


def form_of(tableau: Tableau, shortfall: Shortfall) -> dict[int, float]:
    """The form ``direction * z_s + sum(multiplier * row)`` by column; on every table it equals its first term."""
    target = shortfall.target
    form: dict[int, float] = {target.column: float(target.direction)}
    for row, multiplier in shortfall.multipliers.items():
        snapped = _snap(multiplier)
        for column, coefficient in tableau.rows[row]:
            form[column] = form.get(column, 0.0) + snapped * coefficient
    return form


def _snap(multiplier: float) -> float:
    snapped = round(multiplier * _GRID) / _GRID
    return snapped if abs(snapped - multiplier) < 1e-6 else multiplier
