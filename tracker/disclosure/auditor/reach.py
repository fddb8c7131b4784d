"""Which integers can a cell have, as far as a reader can tell? Every question about one component.

A solution found for one cell is one for all cells of its component, so most questions are answered by
what was found before. A solution always passed an exact check (``Component.holds``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tracker.disclosure.auditor.components import Component
from tracker.disclosure.auditor.effort import Effort
from tracker.disclosure.auditor.propagation import Propagator
from tracker.disclosure.auditor.rows import Domain, contains, is_empty, overlap
from tracker.disclosure.auditor.search import Answer, Status, search
from tracker.disclosure.auditor.solver import Extreme, Solver

# Exact search settles a component of this size within a fraction of a second; larger ones only get the
# proof that propagation alone can give.
_SEARCHED_CELLS = 30
_SEARCH_STEPS = 500


class Reach:
    """What a reader cannot rule out within one component. ``seen``: for each sensitive cell, by its place, values that
    are known to be possible."""

    def __init__(self, component: Component, effort: Effort, seen: Mapping[int, Iterable[int]]) -> None:
        self._component = component
        self._propagator = Propagator(component.rows, len(component.cells))
        self._solver = Solver(component, effort)
        self._effort = effort
        self._seen = {column: {*values, component.cells[column].value} for column, values in seen.items()}

    def ask(self, column: int, asked: Domain) -> Status:
        """Whether the cell can lie in ``asked`` (both ends included; None: no limit)."""
        if any(contains(asked, value) for value in self._seen[column]):
            return Status.FOUND
        domain = overlap(self._component.domains[column], asked)
        if is_empty(domain):
            return Status.IMPOSSIBLE
        answer = self._answer(column, domain)
        if answer.status is Status.FOUND:
            self._remember(answer.point)
        return answer.status

    def extreme(self, column: int, sense: int) -> Extreme:
        """The cell's least (``sense`` -1) or greatest (+1) possible value."""
        low, high = self._component.domains[column]
        end = high if sense > 0 else low
        if end in self._seen[column] or not self._component.rows:
            return Extreme(known=True, value=end)
        found = self._solver.extreme(column, sense)
        self._remember(found.point)
        return found

    def _remember(self, point: tuple[int, ...]) -> None:
        if point:
            for column, seen in self._seen.items():
                seen.add(point[column])

    def _answer(self, column: int, domain: Domain) -> Answer:
        low, high = domain
        if not self._component.rows:  # a cell on its own: its domain is all there is to know
            return Answer(Status.FOUND, (low if low is not None else high if high is not None else 0,))
        answer = self._solver.find(column, domain)
        if answer.status is not Status.IMPOSSIBLE or self._effort.is_spent:
            return answer
        return self._confirmed(column, domain, answer)

    def _confirmed(self, column: int, domain: Domain, denied: Answer) -> Answer:
        """The solver's "none", unless exact search finds a solution that floating point missed."""
        if len(self._component.cells) > _SEARCHED_CELLS:
            return denied
        domains = list(self._component.domains)
        domains[column] = domain
        found = search(self._propagator, domains, _SEARCH_STEPS)
        return found if found.status is Status.FOUND and self._component.holds(found.point) else denied
