"""Ask HiGHS for integer solutions of one component, the cheapest way first.

The solver computes in floating point, so what it says is trusted in one direction only. A solution is
rounded and checked in exact integers; that it found none is taken as "none exists", which errs towards
refusing a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from tracker.disclosure.auditor.components import Component
from tracker.disclosure.auditor.effort import Effort
from tracker.disclosure.auditor.exact import OVERFLOW
from tracker.disclosure.auditor.models import limits, model
from tracker.disclosure.auditor.rows import Domain
from tracker.disclosure.auditor.search import IMPOSSIBLE, UNKNOWN, Answer, Status

_Status = highspy.HighsModelStatus
_UNLIMITED = (_Status.kUnbounded, _Status.kUnboundedOrInfeasible)


@dataclass(frozen=True)
class Extreme:
    """One end of an interval. ``known`` False: not found out; ``value`` None although known: no limit."""

    known: bool
    value: int | None = None
    point: tuple[int, ...] = ()


class Solver:
    """One component in HiGHS; each question changes the bounds of one cell in a standing model and back.

    Two models, each built when first needed: *linear* (fractions allowed) and *whole* (branch and bound).
    """

    def __init__(self, component: Component, effort: Effort) -> None:
        self._component = component
        self._effort = effort
        self._programs: dict[bool, highspy.Highs] = {}

    def find(self, column: int, domain: Domain) -> Answer:
        """A solution in which one cell lies in ``domain``; UNKNOWN when the effort is spent or the solver failed."""
        status, answer = self._values(self._standing(whole=False), column, domain, cost=0)
        if status == _Status.kOptimal and answer.status is Status.UNKNOWN:
            status, answer = self._values(self._standing(whole=True), column, domain, cost=0)
        return IMPOSSIBLE if status == _Status.kInfeasible else answer

    def extreme(self, column: int, sense: int) -> Extreme:
        """The least (``sense`` -1) or greatest (+1) value that one cell can have.

        A linear program without limit has integer solutions without limit too, since the truth is one
        and all factors are whole numbers (Meyer 1974).
        """
        domain = self._component.domains[column]
        status, answer = self._values(self._standing(whole=False), column, domain, cost=-sense)
        if status in _UNLIMITED:
            return Extreme(known=True)
        if status == _Status.kOptimal and answer.status is Status.UNKNOWN:
            _, answer = self._values(self._standing(whole=True), column, domain, cost=-sense)
        if answer.status is not Status.FOUND:
            return Extreme(known=False)
        return Extreme(known=True, value=answer.point[column], point=answer.point)

    def _standing(self, whole: bool) -> highspy.Highs:
        if whole not in self._programs:
            self._programs[whole] = model(self._component, whole)
        return self._programs[whole]

    def _values(self, program: highspy.Highs, column: int, domain: Domain, cost: int) -> tuple[_Status, Answer]:
        program.changeColBounds(column, *limits(domain))
        program.changeColCost(column, cost)
        status = self._effort.run(program)
        answer = self._checked(program.getSolution().col_value) if status == _Status.kOptimal else UNKNOWN
        program.changeColBounds(column, *limits(self._component.domains[column]))
        program.changeColCost(column, 0)
        return status, answer

    def _checked(self, values: Sequence[float] | NDArray[np.float64]) -> Answer:
        rounded = np.rint(values)
        if not (np.abs(rounded) < OVERFLOW).all():
            return UNKNOWN
        point = tuple(rounded.astype(np.int64).tolist())
        return Answer(Status.FOUND, point) if self._component.holds(point) else UNKNOWN
