"""What each figure of a joint system is: a line of an edition, what is left of its d, or what came in since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from tracker.disclosure.model.joint import Joint
from tracker.periods import Period
from tracker.rows import Line


@dataclass(frozen=True)
class Origin:
    """``part``: the statistic itself, what is left of d, or what came in ``since`` an earlier period."""

    line: Line
    part: Literal["itself", "rest", "increase"] = "itself"
    since: Period | None = None


def origins(joint: Joint, lines: Iterable[Line]) -> Mapping[str, Origin]:
    """What each figure of the system is, by its name. What insiders see of it is left out."""
    of = {joint.names[(line.edition, line.key)]: line for line in lines}
    found = {name: Origin(line) for name, line in of.items()}
    for constraint in joint.system.constraints:
        hidden = next((name for name, _factor in constraint.terms if name not in of), None)
        whole = next((of[name] for name, factor in constraint.terms if name in of and factor < 0), None)
        part = next((of[name] for name, factor in constraint.terms if name in of and factor > 0), None)
        # Only an equation says what a figure is; inequalities lie between figures that are something already.
        if constraint.sense != "==" or hidden is None or whole is None or part is None:
            continue
        if whole.key.period == part.key.period:
            found[hidden] = Origin(part, "rest")
        else:
            found[hidden] = Origin(whole, "increase", part.key.period)
    return found
