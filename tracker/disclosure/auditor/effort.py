"""How much the auditor may solve: counted in steps, never timed, so that the verdict is the same on any machine."""

from __future__ import annotations

import highspy

LIMIT = 2e11
"""For one table: some minutes of an ordinary machine; a year of a city takes less than a hundredth of it."""

_BRANCHES = 20_000
"""Of one question. What is not settled by then counts against the table."""

_START = 20


class Effort:
    """Runs the solver, and counts its steps: iterations, each on so many columns and rows."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._steps = 0.0
        self.runs = 0

    @property
    def is_spent(self) -> bool:
        return self._steps >= self._limit

    def run(self, program: highspy.Highs) -> highspy.HighsModelStatus:
        """The solver's status; that a limit was reached, if there was no effort left."""
        if self.is_spent:
            return highspy.HighsModelStatus.kIterationLimit
        program.setOptionValue("mip_max_nodes", _BRANCHES)
        program.run()
        iterations = max(program.getInfo().simplex_iteration_count, 0)
        self._steps += (iterations + _START) * (program.getNumCol() + program.getNumRow())
        self.runs += 1
        return program.getModelStatus()
