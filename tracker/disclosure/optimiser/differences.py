"""Figures that are never printed, each written in one row only, so that a solver needs no column for them.

A difference such as a complement is what its row leaves of other figures. Put into the other rows that speak of it, it
stands in its own row alone; that row's limits are then the figure's. It halves the programs of a year of a city.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

Row = tuple[tuple[int, int], ...]
Lead = tuple[int, int]
"""A column that stands in no other row, and its coefficient there: 1 or -1."""


def in_one_row(rows: Sequence[Row], hidden: AbstractSet[int]) -> tuple[tuple[Row, ...], tuple[Lead | None, ...]]:
    """Rows that say the same, and for each the hidden column that stands in it alone (None: there is none).

    A hidden column is put into other rows only where each of them has such a column of its own; elsewhere it would
    leave rows that repeat what others say.
    """
    forms = [dict(row) for row in rows]
    found: dict[int, set[int]] = {}
    for number, form in enumerate(forms):
        for column in form:
            found.setdefault(column, set()).add(number)
    leads: list[Lead | None] = [None] * len(rows)
    for column in sorted(hidden & found.keys(), key=lambda each: (len(found[each]), each)):
        free = [number for number in found[column] if leads[number] is None]
        if len(free) == 1 and abs(forms[free[0]][column]) == 1:
            own = free[0]
            leads[own] = (column, forms[own][column])
            for number in found[column] - {own}:
                _replace(forms, found, column, own, number)
            found[column] = {own}
    return tuple(tuple(sorted(form.items())) for form in forms), tuple(leads)


def _replace(forms: list[dict[int, int]], found: dict[int, set[int]], column: int, own: int, number: int) -> None:
    """Write what the column's own row says of it into another row."""
    form = forms[number]
    factor = form.pop(column) * forms[own][column]
    for other, coefficient in forms[own].items():
        if other == column:
            continue
        changed = form.get(other, 0) - factor * coefficient
        if changed:
            form[other] = changed
            found[other].add(number)
        else:
            del form[other]
            found[other].discard(number)
