"""Matrices of bodies by questions: an indicator that belongs to one asks for yes or no, and the program names it."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks import walk
from tracker.definitions.faults import Finding, Loc
from tracker.definitions.program import Indicator
from tracker.words import gettext as _


def rules(definitions: Definitions, spared: frozenset[str]) -> Iterator[Finding]:
    for at, program in walk.programs(definitions):
        named = spared.union(matrix.code for matrix in program.matrices)
        for here, indicator in walk.indicators(at, program):
            if indicator.matrix is not None or indicator.decided_by is not None:
                yield from _one(here, indicator, named)
        used = {indicator.matrix for indicator in program.indicators()}
        for number, matrix in enumerate(program.matrices):
            if matrix.code not in used and matrix.code not in spared:
                message = _("Matrisen ”{code}” är tom: ingen indikator hör till den (matrix).")
                yield Finding((*at, "matrices", number), message.format(code=matrix.code))


def _one(at: Loc, indicator: Indicator, named: frozenset[str]) -> Iterator[Finding]:
    if indicator.matrix is None:
        message = _("{code}: decided_by visas bara i en matris; skriv vilken (matrix) eller ta bort det.")
        yield Finding((*at, "decided_by"), message.format(code=indicator.code))
        return
    if indicator.matrix not in named:
        message = _("{code}: matrisen ”{matrix}” finns inte i program.yaml (matrices).")
        yield Finding((*at, "matrix"), message.format(code=indicator.code, matrix=indicator.matrix))
    if any(measure.kind != "yes_no" for measure in indicator.measure):
        message = _("{code}: i en matris står bara frågor med svaret ja eller nej (kind: yes_no).")
        yield Finding((*at, "matrix"), message.format(code=indicator.code))
