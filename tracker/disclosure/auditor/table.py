"""The table to audit: cells with their truth, what is printed of them, and what a reader can add up.

This is also the file format ``tracker-audit-1``, a promise to others: see ``docs/audit-format.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr

FORMAT = "tracker-audit-1"

# Within these the solver's floating point numbers hold every integer it is given without rounding.
LARGEST_VALUE = 1_000_000_000
LARGEST_FACTOR = 1_000_000
LONGEST_IDENTITY = 500

Whole = Annotated[StrictInt, Field(ge=-LARGEST_VALUE, le=LARGEST_VALUE)]
Identity = Annotated[StrictStr, Field(min_length=1, max_length=LONGEST_IDENTITY)]
Relation = Literal["=", "<=", ">="]


class AuditFormatError(ValueError):
    """A table that cannot be audited. ``faults`` are Swedish sentences: where, what, what to do."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = tuple(faults)


class Part(BaseModel):
    """Base of the format: immutable, and an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cell(Part):
    """One number that the reader sees, or knows to exist.

    ``lower`` and ``upper`` are what every reader knows beforehand (None: no limit). ``hidden`` cells are
    never printed: complements, increments, every difference that a reader can form. ``sensitive`` is
    the caller's judgement; the auditor protects those and only those.
    """

    id: Identity
    value: Whole
    printed: StrictBool
    sensitive: StrictBool
    lower: Whole | None = 0
    upper: Whole | None = None
    hidden: StrictBool = False


class Term(Part):
    """A cell times a whole number."""

    cell: Identity
    factor: Annotated[StrictInt, Field(ge=-LARGEST_FACTOR, le=LARGEST_FACTOR)] = 1


class Equation(Part):
    """What every reader knows: the sum of ``terms`` is equal to, at most or at least ``constant``."""

    terms: Annotated[tuple[Term, ...], Field(min_length=1)]
    relation: Relation
    constant: Whole = 0

    def total(self, values: Mapping[str, int]) -> int:
        """The left side for one value per cell."""
        return sum(term.factor * values[term.cell] for term in self.terms)

    def holds(self, values: Mapping[str, int]) -> bool:
        """Whether one value per cell satisfies the equation, in exact integers."""
        total = self.total(values)
        if self.relation == "=":
            return total == self.constant
        return total <= self.constant if self.relation == "<=" else total >= self.constant


class AuditTable(Part):
    """A whole table. ``threshold`` k: each of 1..k-1 and some value >= k must stay possible."""

    format: Literal["tracker-audit-1"] = Field(alias="schema")
    threshold: Annotated[StrictInt, Field(ge=2, le=1000)]
    cells: Annotated[tuple[Cell, ...], Field(min_length=1)]
    equations: tuple[Equation, ...]


def check(table: AuditTable) -> None:
    """Raise AuditFormatError with every fault between the parts of a table, in the order of the file."""
    faults = list(_cell_faults(table.cells))
    known = {cell.id: cell.value for cell in table.cells}
    for place, equation in enumerate(table.equations):
        faults += _equation_faults(f"equations[{place}]", equation, known)
    if faults:
        raise AuditFormatError(faults)


def _cell_faults(cells: Sequence[Cell]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for place, cell in enumerate(cells):
        where = f"cells[{place}]: cellen ”{cell.id}”"
        if cell.id in seen:
            yield f"{where} finns redan som cells[{seen[cell.id]}]; ge varje cell ett eget id."
        seen.setdefault(cell.id, place)
        if cell.printed and cell.hidden:
            yield f"{where} är både ”printed” och ”hidden”; en dold cell trycks aldrig, rätta det ena."
        if cell.lower is not None and cell.value < cell.lower:
            yield f"{where} har värdet {cell.value}, under sin ”lower” {cell.lower}; rätta den ena."
        if cell.upper is not None and cell.value > cell.upper:
            yield f"{where} har värdet {cell.value}, över sin ”upper” {cell.upper}; rätta den ena."


def _equation_faults(where: str, equation: Equation, known: Mapping[str, int]) -> list[str]:
    unknown = [
        f"{where}.terms[{place}].cell: cellen ”{term.cell}” finns inte i ”cells”; "
        "rätta id:t eller lägg till cellen."
        for place, term in enumerate(equation.terms)
        if term.cell not in known
    ]
    if unknown or equation.holds(known):
        return unknown
    claim = f"{equation.total(known)} {equation.relation} {equation.constant}"
    return [f"{where}: de sanna värdena ger {claim}, vilket inte stämmer; rätta ett värde eller sambandet."]
