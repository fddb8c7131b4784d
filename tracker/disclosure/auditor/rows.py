"""The reader's knowledge as rows of whole numbers over the cells that are not printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.disclosure.auditor.table import AuditTable, Cell, Equation

# Lowest and highest value that is still possible; None: no limit.
Domain = tuple[int | None, int | None]


def contains(domain: Domain, value: int) -> bool:
    """Whether a value lies in a domain, its ends included."""
    low, high = domain
    return (low is None or low <= value) and (high is None or value <= high)


def overlap(one: Domain, other: Domain) -> Domain:
    """What lies in both domains; it may be empty."""
    lows = [low for low in (one[0], other[0]) if low is not None]
    highs = [high for high in (one[1], other[1]) if high is not None]
    return max(lows, default=None), min(highs, default=None)


def is_empty(domain: Domain) -> bool:
    """Whether no integer lies in a domain."""
    low, high = domain
    return low is not None and high is not None and low > high


@dataclass(frozen=True)
class Row:
    """``low <= sum(factor * unknown) <= high``; None: no limit. ``columns`` number the unknowns."""

    columns: tuple[int, ...]
    factors: tuple[int, ...]
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Unknowns:
    """All cells that a reader does not see, what bounds each of them, and the rows between them.

    ``sources[i]`` is the equation that ``rows[i]`` was made of.
    """

    cells: tuple[Cell, ...]
    domains: tuple[Domain, ...]
    rows: tuple[Row, ...]
    sources: tuple[Equation, ...]


def unknowns(table: AuditTable) -> Unknowns:
    """Put the printed figures into the equations; what is left speaks of unprinted cells only."""
    hidden = [cell for cell in table.cells if not cell.printed]
    columns = {cell.id: column for column, cell in enumerate(hidden)}
    printed = {cell.id: cell.value for cell in table.cells if cell.printed}
    rows, sources = [], []
    for equation in table.equations:
        row = _row(equation, columns, printed)
        if row.columns:
            rows.append(row)
            sources.append(equation)
    domains = tuple((cell.lower, cell.upper) for cell in hidden)
    return Unknowns(tuple(hidden), domains, tuple(rows), tuple(sources))


def _row(equation: Equation, columns: dict[str, int], printed: dict[str, int]) -> Row:
    factors: dict[int, int] = {}
    constant = equation.constant
    for term in equation.terms:
        if term.cell in printed:
            constant -= term.factor * printed[term.cell]
        else:
            column = columns[term.cell]
            factors[column] = factors.get(column, 0) + term.factor
    used = {column: factor for column, factor in factors.items() if factor}
    low = None if equation.relation == "<=" else constant
    high = None if equation.relation == ">=" else constant
    return Row(tuple(used), tuple(used.values()), low, high)


def rows_of_columns(rows: Sequence[Row], columns: int) -> list[list[int]]:
    """For every unknown the numbers of the rows that it stands in."""
    found: list[list[int]] = [[] for _ in range(columns)]
    for number, row in enumerate(rows):
        for column in row.columns:
            found[column].append(number)
    return found
