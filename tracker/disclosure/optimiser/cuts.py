"""Cuts: what every safe pattern must satisfy, derived from a proof that a pattern is unsafe.

For any multipliers g of the rows put r = e_s - A'g. On every table the reader allows,
z_s = sum r_i z_i <= sum over dotted i of (r_i+ up_i + r_i- down_i). So a pattern that lets s move by D has
sum min(D, r_i+ up_i + r_i- down_i) y_i >= D; clipping at D is valid because y is 0 or 1.
(Fischetti & Salazar 2000, Models and algorithms for optimizing cell suppression, JASA 95.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tracker.disclosure.optimiser.fractional_reach import Shortfall
from tracker.disclosure.optimiser.open_parts import Solved, without_solved
from tracker.disclosure.optimiser.tableau import Requirement, Tableau

_NOTHING = 1e-9
# Multipliers of these systems are small fractions; snapping removes the solver's rounding and is always
# valid, since any multipliers give a cut.
_GRID = 60


Proved = tuple[Requirement, int]
"""A requirement that a proof speaks of, and how far its column must be able to move."""


@dataclass(frozen=True)
class Cut:
    """``sum(coefficient * y) >= need`` over optional columns.

    ``owner``: the requirement that calls for it; None if every optimal pattern satisfies it anyway.
    """

    owner: Requirement | None
    coefficients: tuple[tuple[int, float], ...]
    need: float

    def missing(self, dotted: AbstractSet[int]) -> float:
        """By how much a pattern violates the cut (<= 0: satisfied)."""
        return self.need - sum(weight for column, weight in self.coefficients if column in dotted)

    def violation(self, share: Mapping[int, float]) -> float:
        """The same for a fractional pattern (share by optional column)."""
        return self.need - sum(weight * share[column] for column, weight in self.coefficients)


def cuts_of(tableau: Tableau, shortfall: Shortfall, solved: Solved, readers: Iterable[Proved]) -> Iterator[Cut]:
    """The cuts that a shortfall proves, given what its reader had solved beforehand: one for each of the ``readers``.

    The multipliers prove something for each of them; only what they know beforehand differs.
    None where rounding spoilt the proof (then a cut without multipliers is needed, see ``outside_cuts``).
    """
    form = without_solved(tableau, form_of(tableau, shortfall), solved)
    width = {
        column: weight * (tableau.up[column] if weight > 0 else -tableau.down[column])
        for column, weight in sorted(form.items())
        if column not in tableau.printed and abs(weight) >= _NOTHING
    }
    free = {column: each for column, each in width.items() if column in tableau.optional and each > _NOTHING}
    taken = {column: each for column, each in width.items() if column not in tableau.optional}
    for required, distance in readers:
        knows = tableau.readers[required.reader].knows
        left = float(distance) - sum(each for column, each in taken.items() if column not in knows)
        if left >= _NOTHING:
            clipped = tuple((column, min(left, each)) for column, each in free.items() if column not in knows)
            yield Cut(required, clipped, left)


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
