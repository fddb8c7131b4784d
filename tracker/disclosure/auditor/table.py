"""The table to audit: cells with their truth, what is printed of them, and what a reader can add up.

This is also the file format ``tracker-audit-1``, a promise to others: see ``docs/audit-format.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr

from tracker.words import gettext as _

FORMAT = "tracker-audit-1"

# Within these the solver's floating point numbers hold every integer it is given without rounding.
LARGEST_VALUE = 1_000_000_000
LARGEST_FACTOR = 1_000_000
LONGEST_IDENTITY = 500

Whole = Annotated[StrictInt, Field(ge=-LARGEST_VALUE, le=LARGEST_VALUE)]
Identity = Annotated[StrictStr, Field(min_length=1, max_length=LONGEST_IDENTITY)]
Relation = Literal["=", "<=", ">="]
Cover = Literal["small", "small_and_threshold"]


class AuditFormatError(ValueError):
    """A table that cannot be audited. ``faults`` are Swedish sentences: where, what, what to do."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = tuple(faults)


class Element(BaseModel):
    """Base of the format: immutable, and an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cell(Element):
    """One number that the reader sees, or knows to exist.

    ``lower`` and ``upper`` are what every reader knows beforehand (None: no limit). ``hidden`` cells are
    never printed: complements, increments, every difference that a reader can form. ``sensitive`` is
    the caller's judgement; the auditor protects those and only those. ``protected``: whether small values of the figure
    would be sensitive, whatever it is; left out: if it is sensitive. Only who reads with the rules asks for it.
    """

    id: Identity
    value: Whole
    printed: StrictBool
    sensitive: StrictBool
    lower: Whole | None = 0
    upper: Whole | None = None
    hidden: StrictBool = False
    protected: StrictBool | None = None

    @property
    def is_protected(self) -> bool:
        return self.sensitive if self.protected is None else self.protected


class Term(Element):
    """A cell times a whole number."""

    cell: Identity
    factor: Annotated[StrictInt, Field(ge=-LARGEST_FACTOR, le=LARGEST_FACTOR)] = 1


class Equation(Element):
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


class Insider(Element):
    """Somebody who knows figures beforehand that others do not, such as whoever reported them.

    ``knows``: the cells whose values they know. ``not_protected``: sensitive cells that need no protection from them,
    such as sums that their own figures are part of; what follows from what they know alone never does.
    """

    name: Identity
    knows: tuple[Identity, ...]
    not_protected: tuple[Identity, ...] = ()


class AuditTable(Element):
    """A whole table.

    ``threshold`` k and ``cover``: each of 1..k-1 must stay possible, and unless only ``small`` counts are asked for
    some value >= k. ``insiders``: each of them is a reader of their own.
    """

    format: Literal["tracker-audit-1"] = Field(alias="schema")
    threshold: Annotated[StrictInt, Field(ge=2, le=1000)]
    cover: Cover = "small_and_threshold"
    cells: Annotated[tuple[Cell, ...], Field(min_length=1)]
    equations: tuple[Equation, ...]
    insiders: tuple[Insider, ...] = ()


def check(table: AuditTable) -> None:
    """Raise AuditFormatError with every fault between the parts of a table, in the order of the file."""
    faults = list(_cell_faults(table.cells))
    known = {cell.id: cell.value for cell in table.cells}
    for place, equation in enumerate(table.equations):
        faults += _equation_faults(f"equations[{place}]", equation, known)
    faults += _insider_faults(table.insiders, known)
    if faults:
        raise AuditFormatError(faults)


def _cell_faults(cells: Sequence[Cell]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for place, cell in enumerate(cells):
        about = partial(_told, place, cell)
        if cell.id in seen:
            yield about(_("{cell} finns redan som cells[{first}]; ge varje cell ett eget id."), first=seen[cell.id])
        seen.setdefault(cell.id, place)
        if cell.printed and cell.hidden:
            yield about(_("{cell} är både ”printed” och ”hidden”; en dold cell trycks aldrig, rätta det ena."))
        if cell.lower is not None and cell.value < cell.lower:
            yield about(_("{cell} har värdet {value}, under sin ”lower” {limit}; rätta den ena."), limit=cell.lower)
        if cell.upper is not None and cell.value > cell.upper:
            yield about(_("{cell} har värdet {value}, över sin ”upper” {limit}; rätta den ena."), limit=cell.upper)


def _told(place: int, cell: Cell, sentence: str, **facts: int | None) -> str:
    named = _("cells[{place}]: cellen ”{id}”").format(place=place, id=cell.id)
    return sentence.format(cell=named, value=cell.value, **facts)


def _equation_faults(where: str, equation: Equation, known: Mapping[str, int]) -> list[str]:
    text = _("{where}.terms[{place}].cell: cellen ”{id}” finns inte i ”cells”; rätta id:t eller lägg till cellen.")
    unknown = [
        text.format(where=where, place=place, id=term.cell)
        for place, term in enumerate(equation.terms)
        if term.cell not in known
    ]
    if unknown or equation.holds(known):
        return unknown
    claim = f"{equation.total(known)} {equation.relation} {equation.constant}"
    text = _("{where}: de sanna värdena ger {claim}, vilket inte stämmer; rätta ett värde eller sambandet.")
    return [text.format(where=where, claim=claim)]


def _insider_faults(insiders: Sequence[Insider], known: Mapping[str, int]) -> Iterator[str]:
    names: dict[str, int] = {}
    for place, insider in enumerate(insiders):
        where = _("insiders[{place}]: ”{name}”").format(place=place, name=insider.name)
        if insider.name in names:
            text = _("{insider} finns redan som insiders[{first}]; ge var och en ett eget namn.")
            yield text.format(insider=where, first=names[insider.name])
        names.setdefault(insider.name, place)
        text = _("{insider} nämner cellen ”{cell}”, som inte finns i ”cells”; rätta id:t eller lägg till cellen.")
        for cell in dict.fromkeys((*insider.knows, *insider.not_protected)):
            if cell not in known:
                yield text.format(insider=where, cell=cell)
