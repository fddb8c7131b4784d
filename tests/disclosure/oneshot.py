"""The whole problem as one integer program: one set of deviations per requirement and direction."""

from __future__ import annotations

import highspy

from tracker.disclosure.system import System

# More than any deviation that a requirement of these small systems can call for.
_LIMIT = 60


def cheapest_at_once(system: System, threshold: int) -> int:
    """The least cost of a pattern that is safe from a reader who allows fractions (equations only)."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    dot = {
        s.key: solver.addVariable(lb=float(s.sensitive), ub=1, obj=s.cost, type=highspy.HighsVarType.kInteger)
        for s in system.statistics
        if not s.hidden
    }
    for s in system.statistics:
        if s.sensitive:
            for distance, sign in ((threshold - s.value, 1), (s.value - 1, -1)):
                if distance > 0:
                    _one_reader(solver, system, dot, s.key, sign * distance)
    solver.run()
    return round(solver.getInfo().objective_function_value)


def _one_reader(
    solver: highspy.Highs, system: System, dot: dict[str, highspy.highs.highs_var], key: str, move: int
) -> None:
    moved = {s.key: solver.addVariable(lb=-min(s.value - s.lower, _LIMIT), ub=_LIMIT) for s in system.statistics}
    for constraint in system.constraints:
        solver.addConstr(sum(weight * moved[name] for name, weight in constraint.terms) == 0)
    for s in system.statistics:
        if not s.hidden:
            solver.addConstr(moved[s.key] - _LIMIT * dot[s.key] <= 0)
            solver.addConstr(moved[s.key] + min(s.value - s.lower, _LIMIT) * dot[s.key] >= 0)
    solver.addConstr(moved[key] == move)
