"""What of a program ``ils.yaml`` gives no name: it is no fault, and ``tracker check`` lists it."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.definitions.ils import Ils, IlsMeasure
from tracker.definitions.measure import Dimension
from tracker.definitions.organisation import Organisation
from tracker.definitions.program import Indicator, Program


def lacking(organisation: Organisation, program: Program) -> tuple[str, ...]:
    """Bodies that report indicators, then indicators and ``INDICATOR dimension`` or ``INDICATOR dimension.category``;
    nothing where the program has no such file."""
    if program.ils is None:
        return ()
    return (*_bodies(organisation, program, program.ils), *_figures(program, program.ils))


def _bodies(organisation: Organisation, program: Program, ils: Ils) -> Iterator[str]:
    """Those that answer for an indicator in some part of the program's time."""
    versions = [version for indicator in program.indicators() for version in indicator.responsible]
    named = {code for version in versions for code in version.bodies}
    members = {
        code
        for group in organisation.groups
        if group.code in named
        for version in group.members
        for code in version.units
    }
    for unit in organisation.units:
        there = (unit.to is None or unit.to >= program.from_) and (unit.from_ is None or unit.from_ <= program.to)
        if there and unit.code in named | members and unit.code not in ils.units:
            yield unit.code


def _figures(program: Program, ils: Ils) -> Iterator[str]:
    for indicator in program.indicators():
        measure = ils.measures.get(indicator.code, IlsMeasure())
        if measure.name is None:
            yield indicator.code
        for dimension in _dimensions(indicator):
            named = measure.categories.get(dimension.code, {})
            gone = [category.code for category in dimension.categories if category.code not in named]
            if len(gone) == len(dimension.categories):
                yield f"{indicator.code} {dimension.code}"
            else:
                yield from (f"{indicator.code} {dimension.code}.{code}" for code in gone)


def _dimensions(indicator: Indicator) -> tuple[Dimension, ...]:
    """Those of any version of its measure, as last written."""
    return tuple({each.code: each for version in indicator.measure for each in version.dimensions}.values())
