"""The whole problem as one integer program: one set of deviations per requirement and direction."""

from __future__ import annotations

from collections.abc import Collection

import highspy

from tracker.disclosure.model.system import Constraint, Statistic, System

# More than any deviation that a requirement of these small systems can call for.
_LIMIT = 60
Dots = dict[str, highspy.highs.highs_var]


def cheapest_at_once(system: System, threshold: int, given_up: Collection[str] = ()) -> int:
    """The least cost of a pattern that is safe from a reader who allows fractions, beyond what is frozen.

    ``given_up``: the requirements that nothing can meet.
    """
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    dot = {s.key: _dot(solver, s) for s in system.statistics if not s.hidden}
    for first, second in system.implications:
        solver.addConstr(dot[second] - dot[first] >= 0)
    truth = system.values()
    for s in system.statistics:
        if s.sensitive and s.key not in given_up:
            for distance, sign in ((threshold - s.value, 1), (s.value - 1, -1)):
                if distance > 0:
                    moved = _one_reader(solver, system, dot, truth)
                    solver.addConstr(moved[s.key] == sign * distance)
    solver.run()
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return round(solver.getInfo().objective_function_value)


def _dot(solver: highspy.Highs, s: Statistic) -> highspy.highs.highs_var:
    least = s.frozen == "dotted" or (s.sensitive and s.frozen != "printed")
    most = s.frozen != "printed"
    price = 0 if s.frozen else s.cost
    return solver.addVariable(lb=float(least), ub=float(most), obj=price, type=highspy.HighsVarType.kInteger)


def _one_reader(solver: highspy.Highs, system: System, dot: Dots, truth: dict[str, int]) -> Dots:
    """How far each figure is from the truth in some table that the reader cannot rule out."""
    moved: Dots = {}
    for s in system.statistics:
        down = min(s.value - s.lower, _LIMIT)
        up = _LIMIT if s.upper is None else min(s.upper - s.value, _LIMIT)
        moved[s.key] = solver.addVariable(lb=-down, ub=up)
        if not s.hidden:
            solver.addConstr(moved[s.key] - up * dot[s.key] <= 0)
            solver.addConstr(moved[s.key] + down * dot[s.key] >= 0)
    for constraint in system.constraints:
        _hold(solver, constraint, moved, truth)
    return moved


def _hold(solver: highspy.Highs, constraint: Constraint, moved: Dots, truth: dict[str, int]) -> None:
    change = sum(weight * moved[name] for name, weight in constraint.terms)
    room = constraint.rhs - sum(weight * truth[name] for name, weight in constraint.terms)
    if constraint.sense == "==":
        solver.addConstr(change == 0)
    elif constraint.sense == "<=":
        solver.addConstr(change <= room)
    else:
        solver.addConstr(change >= room)
